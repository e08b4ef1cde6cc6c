"""A layout as the text of its TOML file, with a word of explanation for each part."""

from typing import Any

_HEAD = """\
# Tata letak mutasi bank. Periksa bersama contoh bacaannya, lalu simpan di folder tata-letak-bank
# di dalam folder buku. Penjelasan tiap isian: docs/panduan/tata-letak-bank.md
"""
_REMARKS = {
    "berkas": "jenis berkas; akhir: kata pertama baris di bawah mutasi terakhir",
    "kolom": "nama kolom seperti di baris judul, atau nomornya mulai dari 1",
    "tanggal": "dd/mm/yyyy: hari dahulu; mm/dd/yyyy: bulan dahulu",
    "angka": "1.234,56 atau 1,234.56",
    "jumlah": "dua-kolom | bertanda | kolom-tanda | akhiran",
    "rekening": "nomor rekening, bila berkasnya tidak menyebutnya di setiap baris",
}


def layout_text(values: dict[str, Any]) -> str:
    """The TOML text of a layout; reading it back gives the same values."""
    lines = [_HEAD, f"nama = {_value(values['nama'])}"]
    for table, part in values.items():
        if not isinstance(part, dict):
            continue
        lines += ["", f"# {_REMARKS[table]}", f"[{table}]"]
        lines += [f"{key} = {_value(value)}" for key, value in part.items()]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value)}]"
    return f'"{"".join(_escaped(char) for char in str(value))}"'


def _escaped(char: str) -> str:
    """A character of a basic string (TOML 1.0, "String")."""
    if char in '"\\':
        return f"\\{char}"
    if char == "\t":
        return "\\t"
    return char if char.isprintable() else f"\\U{ord(char):08X}"
