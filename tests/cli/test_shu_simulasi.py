"""`koperasi shu simulasi FILE`: the shape scripts rely on, the page for people, hostile files."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, invoke

FILE: dict[str, Any] = {
    "shu": "56000000",
    "dari_anggota": "56000000",
    "bagikan_non_anggota": False,
    "alokasi": [
        {"pos": "cadangan", "persen": "45", "tujuan": "dana"},
        {"pos": "jasa_modal", "persen": "25", "tujuan": "anggota", "dasar": "modal"},
        {"pos": "jasa_usaha", "persen": "30", "tujuan": "anggota", "dasar": "usaha"},
    ],
    "anggota": [
        {"nomor": "A-1", "dasar": {"modal": "600000", "usaha": "8400000"}},
        {"nomor": "A-2", "dasar": {"modal": "27400000", "usaha": "159600000"}},
    ],
}


def simulate(content: object, *options: str) -> Ran:
    text = content if isinstance(content, str) else json.dumps(content)
    return invoke("shu", "simulasi", "-", *options, stdin=text)


def changed(**changes: Any) -> dict[str, Any]:
    return {**FILE, **changes}


# What scripts rely on


def test_json_has_the_promised_shape(tmp_path: Path) -> None:
    path = tmp_path / "rencana.json"
    path.write_text(json.dumps(FILE), encoding="utf-8")
    ran = invoke("shu", "simulasi", path, "--json")
    assert (ran.code, ran.err) == (0, "")
    result = ran.json
    assert result["pos"] == [
        {"pos": "cadangan", "jumlah": "25200000"},
        {"pos": "jasa_modal", "jumlah": "14000000"},
        {"pos": "jasa_usaha", "jumlah": "16800000"},
    ]
    assert result["anggota"] == [
        {
            "nomor": "A-1",
            "bagian": {"jasa_modal": "300000", "jasa_usaha": "840000"},
            "jumlah": "1140000",
        },
        {
            "nomor": "A-2",
            "bagian": {"jasa_modal": "13700000", "jasa_usaha": "15960000"},
            "jumlah": "29660000",
        },
    ]
    assert result["sisa_pembulatan"] == "0"
    assert result["dibagikan"] == "56000000"
    assert result["tidak_dibagikan"] == {"jumlah": "0", "ke": "cadangan"}
    assert result["penjelasan"][1] == {
        "pos": "jasa_modal",
        "persen": "25",
        "eksak": "14000000",
        "dasar": "modal",
        "jumlah_dasar": "28000000",
        "per_dasar": "0.5",
    }
    assert simulate(FILE, "--json").json == result
    assert simulate("\ufeff" + json.dumps(FILE), "--json").json == result


def test_the_non_member_part_stays_out_of_the_pools() -> None:
    result = simulate(
        changed(shu="80000000", non_anggota_ke="cadangan", dari_anggota="56000000"), "--json"
    ).json
    assert sum(int(pos["jumlah"]) for pos in result["pos"]) == 56_000_000
    assert result["tidak_dibagikan"] == {"jumlah": "24000000", "ke": "cadangan"}
    every = changed(shu="80000000", bagikan_non_anggota=True)
    result = simulate(every, "--json").json
    assert sum(int(pos["jumlah"]) for pos in result["pos"]) == 80_000_000
    del every["dari_anggota"]
    assert simulate(every, "--json").json == result


def test_the_non_member_part_among_funds() -> None:
    file = changed(
        shu="56000101",
        alokasi=[
            {**ALOKASI[0], "persen_non_anggota": "50"},
            *ALOKASI[1:],
            {"pos": "sosial", "persen": "0", "persen_non_anggota": "50", "tujuan": "dana"},
        ],
    )
    result = simulate(file, "--json").json
    assert result["tidak_dibagikan"] == {
        "jumlah": "101",
        "ke": None,
        "alokasi": [{"pos": "cadangan", "jumlah": "51"}, {"pos": "sosial", "jumlah": "50"}],
    }
    assert result["anggota"] == simulate(FILE, "--json").json["anggota"]
    page = simulate(file).out
    assert "Tidak dibagikan   Rp101 (dari non-anggota; untuk pos dana di bawah)" in page
    lines = [line.split() for line in page.splitlines()]
    assert ["sosial", "50", "50"] in lines
    # With no such part the table is left out.
    assert "SHU dari non-anggota" not in simulate({**file, "shu": "56000000"}).out


def test_funds_alone_need_no_members() -> None:
    alone = changed(alokasi=[{"pos": "cadangan", "persen": "100", "tujuan": "dana"}])
    result = simulate(alone, "--json").json
    assert [row["jumlah"] for row in result["anggota"]] == ["0", "0"]
    assert [row["bagian"] for row in result["anggota"]] == [{}, {}]
    del alone["anggota"]
    assert simulate(alone, "--json").json["anggota"] == []


def test_rounding_to_a_unit() -> None:
    result = simulate(
        changed(shu="1000", dari_anggota="1000", pembulatan="100", sisa_ke="cadangan"), "--json"
    ).json
    assert [pos["jumlah"] for pos in result["pos"]] == ["600", "200", "200"]
    assert [row["jumlah"] for row in result["anggota"]] == ["0", "400"]
    assert result["sisa_pembulatan"] == "0"


def test_the_rate_has_twelve_decimals_half_up() -> None:
    file = changed(
        shu="2000000",
        dari_anggota="2000000",
        alokasi=[{"pos": "jasa", "persen": "100", "tujuan": "anggota", "dasar": "kg"}],
        anggota=[{"nomor": "A-1", "dasar": {"kg": "2999999.5"}}],
    )
    rate = simulate(file, "--json").json["penjelasan"][0]["per_dasar"]
    assert rate == "0.666666777778"


# What a person reads


def test_the_page_for_people() -> None:
    ran = simulate(changed(shu="60000000"))
    assert (ran.code, ran.err) == (0, "")
    assert "SHU               Rp60.000.000" in ran.out
    assert "Tidak dibagikan   Rp4.000.000 (dari non-anggota; masuk cadangan)" in ran.out
    lines = [line.split() for line in ran.out.splitlines()]
    assert ["jasa_modal", "25", "14.000.000", "modal", "28.000.000", "0,5"] in lines
    assert ["A-1", "600.000", "300.000", "8.400.000", "840.000", "1.140.000"] in lines
    total = ["Jumlah", "28.000.000", "14.000.000", "168.000.000", "16.800.000", "30.800.000"]
    assert total in lines
    assert "pecahan terbesar" in ran.out
    tens = simulate(changed(pembulatan="10", sisa_ke="cadangan"))
    assert "ke bawah ke kelipatan Rp10; sisanya masuk pos cadangan" in tens.out


# What is refused

ALOKASI = FILE["alokasi"]


def alokasi(**change: Any) -> dict[str, Any]:
    return changed(alokasi=[{**ALOKASI[0], **change}, *ALOKASI[1:]])


def anggota(row: object) -> dict[str, Any]:
    return changed(anggota=[*FILE["anggota"], row])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "berkasnya kosong"),
        ("\ufeff \r\n", "berkasnya kosong"),
        ("// SHU", "JSON-nya keliru pada baris 1 kolom 1"),
        ("{\n 'shu'", "JSON-nya keliru pada baris 2 kolom 2"),
        ("[]", "isinya bukan objek"),
        ("[" * 200_000, "terlalu dalam bersarang"),
        ("{}", "shu: tidak diisi"),
        ("{}", "alokasi: tidak diisi"),
        (changed(shu=56000000), "shu: 56000000 tanpa tanda petik bukan jumlah rupiah"),
        (changed(shu=1e400), "shu: Infinity tanpa tanda petik"),
        ('{"shu": ' + "9" * 5000 + "}", "99 tanpa tanda petik bukan jumlah rupiah"),
        (changed(shu="56.000.000"), 'shu: "56.000.000" bukan jumlah rupiah'),
        (changed(shu=None), "shu: tidak diisi"),
        (changed(shu=True), "shu: true bukan jumlah rupiah"),
        (changed(shu="-1"), "UU 25/1992 Pasal 45"),
        (changed(shu="0"), "SHU tahun ini nol"),
        (changed(dari_anggota="56000001"), "melebihi SHU seluruhnya"),
        (changed(dari_anggota=None), "Bagian SHU yang berasal dari anggota belum diisi"),
        (changed(bagikan_non_anggota="false"), "bagikan_non_anggota: harus berupa true atau false"),
        (changed(pembulatan="-5"), "pembulatan: Jumlah harus lebih dari nol"),
        (changed(pembulatan=100), "pembulatan: 100 tanpa tanda petik"),
        (changed(pembulatan="1000"), "sisa_ke: Pembulatan ke Rp1.000 menyisakan"),
        (changed(sisa_ke="x"), "x bukan pos dana"),
        (changed(shuu="1"), '"shuu": isian ini tidak dikenal'),
        (alokasi(persen_non_anggota="60"), "Jumlah persen_non_anggota 60%, bukan 100%: kurang 40"),
        (alokasi(persen_non_anggota=100), "persen_non_anggota: 100 tanpa tanda petik bukan persen"),
        (alokasi(persen_nonanggota="9"), '"persen_nonanggota": isian ini tidak dikenal'),
        (changed(alokasi={}), "alokasi: harus berupa daftar"),
        (changed(alokasi=[]), "Alokasi kosong"),
        (changed(alokasi=[*ALOKASI, 3]), "alokasi ke-4: harus berupa objek"),
        (alokasi(persen="50"), "Jumlah persen 105%, bukan 100%: lebih 5"),
        (alokasi(persen=45.0), 'ke-1 ("cadangan"), persen: 45.0 tanpa tanda petik bukan persen'),
        (alokasi(persen="-45"), 'persen: "-45" bukan persen. Tulis persen sebagai teks'),
        (alokasi(persen="45,0"), 'misalnya "40" atau "2.5"'),
        (alokasi(persen="45%"), 'persen: "45%" bukan persen'),
        (alokasi(persen=None), "persen: null bukan persen"),
        (alokasi(persen="NaN", tujuan="x"), 'persen: "NaN" bukan persen'),
        (alokasi(persen="NaN", tujuan="x"), "tujuan: nilainya bukan pilihan yang ada"),
        (alokasi(pos="jasa_modal"), "Pos jasa_modal tercantum lebih dari satu kali"),
        (alokasi(pos=""), "pos: Tidak boleh kosong"),
        (alokasi(pos=7), "alokasi ke-1, pos: harus berupa teks"),
        (alokasi(tujuan="Dana"), "tujuan: nilainya bukan pilihan yang ada"),
        (alokasi(tujuan="anggota"), "tidak menyebut dasar pembagiannya"),
        (alokasi(dasar="modal"), "Pos dana tidak dibagi menurut dasar"),
        (alokasi(tujuan="anggota", dasar="belanja"), "jumlah dasar belanja semua anggota nol"),
        (changed(anggota={}), "anggota: harus berupa daftar"),
        (changed(anggota=[]), "25% SHU tidak dapat dibagi: daftar anggota kosong"),
        (anggota(None), "anggota ke-3: harus berupa objek"),
        (anggota({}), "anggota ke-3, nomor: tidak diisi"),
        (anggota({"nomor": 3}), "anggota ke-3, nomor: harus berupa teks"),
        (anggota({"nomor": " "}), "anggota ke-3, nomor: tidak boleh kosong"),
        (anggota({"nomor": "A" * 121}), "lebih dari 120 huruf"),
        (anggota({"nomor": "A\u202e1"}), "karakter ke-2 (U+202E)"),
        (anggota({"nomor": " A-1"}), "Anggota A-1 tercantum 2 kali"),
        (anggota({"nomor": "A-3", "x": 1}), 'anggota ke-3 (A-3), "x": isian ini tidak dikenal'),
        (anggota({"nomor": "A-3", "dasar": []}), "anggota ke-3 (A-3), dasar: harus berupa objek"),
        (anggota({"nomor": "A-3", "dasar": {"modal": 5}}), 'dasar "modal": 5 tanpa tanda petik'),
        (anggota({"nomor": "A-3", "dasar": {"modal": 0.1}}), "0.1 tanpa tanda petik bukan angka"),
        (anggota({"nomor": "A-3", "dasar": {"modal": None}}), "null bukan angka"),
        (anggota({"nomor": "A-3", "dasar": {"modal": "٣"}}), "bukan angka yang dapat dipakai"),
        (anggota({"nomor": "A-3", "dasar": {"modal": "1" * 19}}), "bukan angka"),
        (anggota({"nomor": "A-3", "dasar": {"modal": "1.1234567"}}), "paling banyak 6 angka"),
        (anggota({"nomor": "A-3", "dasar": {"modal": "1e9"}}), '"1e9" bukan angka'),
        (anggota({"nomor": "A-3", "dasar": {"modal": "-1"}}), "anggota A-3: Dasar modal negatif"),
        (anggota({"nomor": "A-3", "dasar": {"modall": "1"}}), "Maksudnya modal?"),
        (anggota({"nomor": "A-3", "dasar": {"modal": "1", " modal": "1"}}), "tertulis dua kali"),
        ('{"shu": "1", "shu": "2"}', '"shu" tertulis dua kali'),
        ('{"anggota": [{"dasar": {"m": "1", "m": "2"}}]}', 'dasar: "m" tertulis dua kali'),
        ('{"\\u001b[31m": 1}', '"\\x1b[31m": isian ini tidak dikenal'),
    ],
)
def test_refused_with_its_place(content: object, words: str) -> None:
    ran = simulate(content, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert "\x1b" not in ran.err


def test_all_mistakes_are_listed_at_once() -> None:
    ran = simulate(
        changed(
            shu="0",
            alokasi=[*ALOKASI, {"pos": "cadangan", "persen": "5", "tujuan": "dana"}],
            anggota=[*FILE["anggota"], {"nomor": "A-1"}, {"nomor": "A-4", "dasar": {"modal": 1}}],
        )
    )
    assert ran.code == 1
    lines = ran.err.splitlines()
    assert lines[0] == "masukan baku: ada 5 kesalahan; SHU tidak dihitung."
    assert [line.split(":")[0] for line in lines[1:]] == [
        '- anggota ke-4 (A-4), dasar "modal"',
        "- shu",
        "- alokasi",
        "- alokasi",
        "- anggota",
    ]


def test_a_long_list_of_mistakes_is_cut() -> None:
    ran = simulate(changed(anggota=[{"nomor": n} for n in range(1000)]))
    lines = ran.err.splitlines()
    assert "ada 1000 kesalahan" in lines[0]
    assert len(lines) == 42
    assert lines[-1] == "- ... dan 960 kesalahan lagi."


def test_unreadable_files(tmp_path: Path) -> None:
    missing = invoke("shu", "simulasi", tmp_path / "tidak-ada.json")
    assert (missing.code, missing.out) == (1, "")
    assert "berkas tidak ada" in missing.err
    folder = invoke("shu", "simulasi", tmp_path)
    assert (folder.code, folder.out) == (1, "")
    path = tmp_path / "utf16.json"
    path.write_text(json.dumps(FILE), encoding="utf-16")
    ran = invoke("shu", "simulasi", path)
    assert (ran.code, ran.out) == (1, "")
    assert "bukan teks UTF-8" in ran.err
    assert "simpan ulang dengan pengodean UTF-8" in ran.err
    with path.open("wb") as sparse:
        sparse.truncate(256 * 2**20 + 1)
    assert "lebih dari 256 MB" in invoke("shu", "simulasi", path).err
    # Without a file it is the book that is asked, and here is none.
    alone = invoke("-C", tmp_path, "shu", "simulasi")
    assert (alone.code, alone.out) == (1, "")
    assert "bukan buku koperasi" in alone.err


# The whole process, and many members


def test_many_members_as_a_process(tmp_path: Path) -> None:
    count = 20_000
    file = changed(
        shu="912345678",
        dari_anggota="912345678",
        anggota=[
            {"nomor": f"A-{n:06}", "dasar": {"modal": str(n % 977), "usaha": f"{n * n}.25"}}
            for n in range(count)
        ],
    )
    path = tmp_path / "besar.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "cli.koperasi", "shu", "simulasi", path, "--json"],
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    result = json.loads(ran.stdout)
    assert len(result["anggota"]) == count
    pools = {pos["pos"]: Decimal(pos["jumlah"]) for pos in result["pos"]}
    assert sum(pools.values()) == Decimal(912345678)
    for name in ("jasa_modal", "jasa_usaha"):
        assert sum(Decimal(row["bagian"][name]) for row in result["anggota"]) == pools[name]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["besar.json"], "nothing is written"
