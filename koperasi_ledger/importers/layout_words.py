"""The words by which columns, ends and signs are recognised in a sample file.

Collected from the exports described in the bank formats reference and from common spellings in
Indonesian and English (practice). They only make a proposal that the treasurer reads; a file is
read by what the layout says.
"""

import re

from koperasi_ledger.importers.layout_reader import same_name

FIELDS: dict[str, tuple[str, ...]] = {
    "tanggal": (
        "tanggal transaksi", "tgl transaksi", "tgl. transaksi", "tanggal", "tgl", "tgl.",
        "transaction date", "trx date", "tgl trx", "tanggal posting", "post date", "posting date",
        "waktu transaksi", "postdate", "tgl tran", "tanggal mutasi", "tgl mutasi", "date",
        "tanggal efektif", "value date",
    ),
    "debet": (
        "debet", "debit", "mutasi debet", "mutasi debit", "dana keluar", "uang keluar", "keluar",
        "nominal debet", "nominal debit", "debit amount", "jumlah debet", "jumlah debit",
        "penarikan", "pengeluaran", "db", "withdrawal",
    ),
    "kredit": (
        "kredit", "credit", "mutasi kredit", "dana masuk", "uang masuk", "masuk", "nominal kredit",
        "credit amount", "jumlah kredit", "setoran", "penerimaan", "kr", "cr", "deposit",
    ),
    "jumlah": (
        "jumlah", "nominal", "amount", "nilai", "mutasi", "jumlah transaksi", "nominal transaksi",
        "nilai transaksi", "transaction amount",
    ),
    "tanda": (
        "d/k", "k/d", "db/cr", "cr/db", "db/kr", "d/c", "c/d", "dk", "dc", "debit/kredit",
        "debet/kredit", "debit/credit", "jenis", "jenis transaksi", "tipe", "type", "tanda",
    ),
    "saldo": (
        "saldo", "balance", "saldo akhir", "running balance", "close balance", "ending balance",
        "sisa saldo", "sisa", "saldo akhir mutasi", "closing balance",
    ),
    "uraian": (
        "keterangan", "uraian", "deskripsi", "description", "uraian transaksi", "rincian",
        "keterangan transaksi", "deskripsi transaksi", "transaction description", "remark",
        "remarks", "berita", "catatan", "detail", "narasi", "desk tran", "ket", "ket.",
        "additionaldesc",
        "transaksi", "details", "memo",
    ),
    "acuan": (
        "no ref", "no. ref", "no referensi", "no. referensi", "referensi", "reference",
        "reference no", "reference no.", "ref no", "ref", "no bukti", "no. bukti", "journal no.",
    ),
    "rekening": (
        "no rekening", "no. rekening", "nomor rekening", "norek", "rekening", "account no",
        "account no.", "accountno", "account number", "account",
    ),
}  # fmt: skip
"""The names of each column, likeliest first."""

OPENINGS = ("saldo awal", "saldo lalu", "saldo sebelumnya", "opening balance", "beginning balance")
IN = {"k": "D", "cr": "DB", "c": "D", "kr": "DB", "kredit": "Debet", "credit": "Debit", "+": "-"}
OUT = {"d": "K", "db": "CR", "dr": "CR", "debet": "Kredit", "debit": "Kredit", "-": "+"}
"""The words for money in and out, each with its usual opposite."""

_UNIT = re.compile(r"\s*\((?:idr|rp\.?|rupiah|in idr)\)\Z")


def field_of(cell: str) -> tuple[int, str] | None:
    """The field that a column's name speaks of, and how likely (0 is likeliest); None if none."""
    name = _UNIT.sub("", same_name(cell).replace("_", " "))
    found = [
        (names.index(name), field) for field, names in FIELDS.items() if name and name in names
    ]
    return min(found, default=None)
