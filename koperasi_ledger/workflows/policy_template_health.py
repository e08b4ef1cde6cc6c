"""The health assessment and members' benefit in the policy template: switched off, as published.

Bands: savings-loans reference section 4. What no source confirms has no bands and says so.
"""
# ruff: noqa: E501 - tables, a line for each indicator

_OLD = (
    ("permodalan", "Modal sendiri / aset", "modal_aset", 6, "<=0: 0; <20: 25; <40: 50; <60: 100; <80: 50; lain: 25"),
    ("permodalan", "Modal sendiri / pinjaman berisiko", "modal_pinjaman_berisiko", 6, "<10: 0; <20: 10; <30: 20; <40: 30; <50: 40; <60: 50; <70: 60; <80: 70; <90: 80; <100: 90; lain: 100"),
    ("permodalan", "Modal tertimbang / ATMR", "modal_atmr", 3, "<=4: 0; <=6: 50; <=8: 75; lain: 100"),
    ("aktiva", "Pinjaman anggota / pinjaman", "pinjaman_anggota", 10, "<=25: 0; <=50: 50; <=75: 75; lain: 100"),
    ("aktiva", "RPM / pinjaman", "rpm", 5, "<=0: 100; <=10: 80; <=20: 60; <=30: 40; <=40: 20; <=45: 10; lain: 0"),
    ("aktiva", "Cadangan risiko / pinjaman bermasalah", "cadangan_bermasalah", 5, "langsung"),
    ("aktiva", "Pinjaman berisiko / pinjaman", "pinjaman_berisiko", 5, "<21: 100; <26: 75; <=30: 50; lain: 25"),
    ("manajemen", "Manajemen umum", "manajemen-umum", 3, "ya 0.25"),
    ("manajemen", "Kelembagaan", "kelembagaan", 3, "ya 0.5"),
    ("manajemen", "Manajemen permodalan", "manajemen-permodalan", 3, "ya 0.6"),
    ("manajemen", "Manajemen aktiva", "manajemen-aktiva", 3, "ya 0.3"),
    ("manajemen", "Manajemen likuiditas", "manajemen-likuiditas", 3, "ya 0.6"),
    ("efisiensi", "Beban operasi anggota / partisipasi bruto", "beban_operasi_bruto", 4, "<90: 100; <95: 75; <100: 50; lain: 0"),
    ("efisiensi", "Beban usaha / SHU kotor", "beban_usaha_shu_kotor", 4, "<=40: 100; <=60: 75; <=80: 50; lain: 25"),
    ("efisiensi", "Biaya karyawan / pinjaman", "karyawan_pinjaman", 2, "<5: 100; <10: 75; <=15: 50; lain: 0"),
    ("likuiditas", "Kas dan bank / kewajiban lancar", "kas_kewajiban", 10, "<=10: 25; <=15: 100; <=20: 50; lain: 25"),
    ("likuiditas", "Pinjaman / dana diterima", "pinjaman_dana", 5, ""),
    ("kemandirian", "SHU sebelum pajak / aset", "shu_aset", 3, "<5: 25; <7.5: 50; <10: 75; lain: 100"),
    ("kemandirian", "SHU bagian anggota / modal sendiri", "shu_anggota_modal", 3, "<3: 25; <4: 50; <5: 75; lain: 100"),
    ("kemandirian", "Partisipasi neto / beban", "neto_beban", 4, "<=100: 0; lain: 100"),
    ("jati-diri", "Partisipasi bruto", "bruto_pelayanan", 7, "<25: 25; <50: 50; <75: 75; lain: 100"),
    ("jati-diri", "Promosi ekonomi anggota", "pea_simpanan", 3, "<=5: 0; <=7.5: 50; <=10: 75; lain: 100"),
)  # fmt: skip
"""Aspect, name, measure or questionnaire, weight, bands of Perdep 06/2016."""
_DOUBTS = {
    "pinjaman_dana": "pita untuk rasio 90 ke atas tidak disebut sumbernya",
    "pertumbuhan_shu": "hanya batas di bawah 1 yang diketahui",
}
_NEW = (
    ("tata-kelola", "Prinsip koperasi", "prinsip-koperasi", "kuesioner"),
    ("tata-kelola", "Kelembagaan", "kelembagaan-2021", "kuesioner"),
    ("tata-kelola", "Manajemen", "manajemen-2021", "kuesioner"),
    ("risiko", "Risiko inheren", "risiko", "kuesioner"),
    ("risiko", "Kualitas penerapan manajemen risiko (KPMR)", "kpmr", "kuesioner"),
    ("kinerja", "Pinjaman / aset produktif", "pinjaman_aset_produktif", "<=75: 1; <=85: 2; <=95: 3; lain: 4"),
    ("kinerja", "NPL", "npl", "<=5: 1; <=10: 2; <=15: 3; lain: 4"),
    ("kinerja", "ROE", "roe", "<5: 4; <7.5: 3; <10: 2; lain: 1"),
    ("kinerja", "Kemandirian operasional", "kemandirian", "<100: 4; <110: 3; <120: 2; lain: 1"),
    ("kinerja", "NPM", "npm", "<5: 4; <10: 3; <15: 2; lain: 1"),
    ("kinerja", "BOPO", "bopo", "<80: 1; <=90: 2; <=100: 3; lain: 4"),
    ("kinerja", "Beban usaha / SHU kotor", "beban_usaha_shu_kotor", "<40: 1; <=60: 2; <=80: 3; lain: 4"),
    ("kinerja", "Pertumbuhan ekuitas", "pertumbuhan_ekuitas", "<4: 4; <7: 3; <10: 2; lain: 1"),
    ("kinerja", "Pertumbuhan SHU", "pertumbuhan_shu", ""),
    ("permodalan", "Ekuitas / aset", "ekuitas_aset", "<=10: 4; <=20: 3; <=30: 2; lain: 1"),
)  # fmt: skip
"""Aspect, name, measure or questionnaire, bands of Permenkop 9/2020 with Juknis 15/2021."""
_QUESTIONS = "<=25: 4; <=50: 3; <=75: 2; lain: 1"
_OWN = "simpanan_pokok simpanan_wajib simpanan_khusus modal_penyetaraan hibah cadangan"
_CAPITAL = {
    **dict.fromkeys(
        ("simpanan_pokok", "simpanan_wajib", "simpanan_khusus", "modal_penyetaraan"), 100
    ),
    "hibah": 100,
    "cadangan": 100,
    "modal_penyertaan": 50,
    "shu_lalu": 50,
    "shu_berjalan": 50,
    "liabilitas": 50,
}
_ASSETS = {
    "kas": 0,
    "investasi_pendek": 50,
    **dict.fromkeys(("pinjaman_anggota", "pinjaman_pihak_lain", "pembiayaan", "investasi"), 100),
    "akan_diterima": 50,
    "piutang_jasa": 50,
    "aset_tetap": 70,
    "akumulasi": 70,
}


def _bands(text: str) -> str:
    return ", ".join(f'"{part.strip()}"' for part in text.split(";"))


def _indicator(aspect: str, name: str, what: str, weight: int | None, bands: str) -> str:
    asked = bands.startswith(("ya ", "kuesioner"))
    parts = [f'nama = "{name}"', f'aspek = "{aspect}"']
    parts.append(f'kuesioner = "{what}"' if asked else f'ukuran = "{what}"')
    if weight is not None:
        parts.append(f'bobot = "{weight}"')
    if bands.startswith("ya "):
        parts.append(f'skor_per_ya = "{bands.removeprefix("ya ")}"')
    elif bands == "langsung":
        parts.append("sebesar_rasio = true")
    elif bands:
        parts.append(f"pita = [{_bands(_QUESTIONS if asked else bands)}]")
    else:
        parts.append(f'ragu = "{_DOUBTS[what]}"')
    return f"  {{{', '.join(parts)}}}"


def _table(name: str, weights: dict[str, int]) -> str:
    inside = ", ".join(f'{key} = "{value}"' for key, value in weights.items())
    return f"{name} = {{{inside}}}"


def _section() -> str:
    old = ",\n".join(_indicator(*row) for row in _OLD)
    new = ",\n".join(
        _indicator(aspect, name, what, None, bands) for aspect, name, what, bands in _NEW
    )
    own = ", ".join(f'"{key}"' for key in _OWN.split())
    aspects = {"tata-kelola": 30, "risiko": 15, "kinerja": 40, "permodalan": 15}
    return f"""\
[[kesehatan.cara]]
nama = "Perdep 06/2016"
skala = "nilai"
modal_sendiri = [{own}]
{_table("bobot_modal", _CAPITAL)}
{_table("bobot_atmr", _ASSETS)}
predikat = [{_bands("<51: dalam pengawasan khusus; <66: dalam pengawasan; <80: cukup sehat; lain: sehat")}]
indikator = [
{old}]
[[kesehatan.cara]]
nama = "Permenkop 9/2020 (Juknis 15/2021)"
skala = "aspek"
{_table("bobot_aspek", aspects)}
indikator = [
{new}]
"""


HEALTH_BODY = _section()
"""The section as it may be adopted."""

HEALTH = (
    """\
# Penilaian kesehatan ('koperasi laporan kesehatan'): indikator, bobot dan pita sebagaimana terbit.
# Baris tanpa pita belum dapat dinilai; predikat Permenkop 9/2020 belum dapat dipastikan. Hapus tanda
# # di depan setiap baris bila dipakai, dan periksa pitanya terhadap peraturan yang berlaku.
"""
    + "".join(f"# {line}\n" for line in HEALTH_BODY.splitlines())
    + """
# Acuan promosi ekonomi anggota ('koperasi laporan promosi'); yang tidak ditulis tidak dibandingkan.
# [promosi]
# tingkat_pasar = "umum"              # daftar harga yang mewakili harga pasar
# harga_pasar = {BRS-5 = "72000"}     # CONTOH: harga pasar per satuan dasar, mendahului tingkat
# bunga_pinjaman_bank = "12"          # CONTOH: persen setahun
# bunga_simpanan_bank = "2"           # CONTOH: persen setahun

"""
)
"""The commented part of the template."""
