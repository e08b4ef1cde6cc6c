"""The loans of an opening-balance file: a `[[pinjaman]]` block each."""

from typing import Any

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.workflows.by_hand_errors import WrongEntry
from koperasi_ledger.workflows.toml_text import Toml, plain_amount

LOAN_TEMPLATE = """
# Satu blok untuk setiap pinjaman yang masih berjalan; produknya harus ada dalam kebijakan. Piutang
# pinjaman tidak ditulis pada [[akun]]: jumlahnya datang dari sini. Sesudah restrukturisasi, tulis
# pokok, tanggal dan tenor menurut restrukturisasi itu.
# [[pinjaman]]
# nomor = "PJ-2024-0007"
# anggota = "A-0001"
# produk = "reguler"
# pokok_semula = "12000000"
# mulai = 2024-09-10                 # tanggal pencairan
# tenor = 24                         # banyaknya angsuran
# bunga = "18"                       # boleh dikosongkan: bunga produknya; murabahah: margin = "..."
# sisa_pokok = "4500000"
# jasa_terbayar = "2700000"          # jasa yang sudah diterima sejak pencairan
# piutang_jasa = "0"                 # boleh dikosongkan: jasa yang sudah diakui, belum diterima
# denda = "0"                        # boleh dikosongkan: denda yang masih ditagih
# penyisihan = "0"                   # boleh dikosongkan: penyisihan yang sudah dibentuk
"""

LOAN_WORDS = {
    "loan": "nomor",
    "product": "produk",
    "principal": "pokok_semula",
    "start": "mulai",
    "rate": "bunga",
    "balance": "sisa_pokok",
    "interest_paid": "jasa_terbayar",
    "interest_claim": "piutang_jasa",
    "penalty": "denda",
    "allowance": "penyisihan",
}
"""What the fields of the event are called in the file, where the names differ."""

_PLAIN = {
    "nomor": "loan",
    "anggota": "member",
    "produk": "product",
    "mulai": "start",
    "tenor": "tenor",
    "bunga": "rate",
}
_AMOUNTS = {
    "pokok_semula": "principal",
    "margin": "margin",
    "sisa_pokok": "balance",
    "jasa_terbayar": "interest_paid",
    "piutang_jasa": "interest_claim",
    "denda": "penalty",
    "penyisihan": "allowance",
}
LOAN_ENTRIES = {*_PLAIN, *_AMOUNTS}
"""The entries that a block may have."""

_NEEDED = ("nomor", "anggota", "produk", "pokok_semula", "mulai", "tenor", "sisa_pokok")
# What stands for a missing or wrong value is never recorded: that it is so is told by itself.
_STANDS = {
    "loan": "X",
    "member": "X",
    "product": "x",
    "start": "2000-01-01",
    "tenor": 1,
    "principal": "1",
    "balance": "1",
    "interest_paid": "0",
}


def opening_loan(
    toml: Toml, place: int, row: dict[str, Any], refusals: list[Refusal]
) -> dict[str, Any]:
    """One block as a line of the event; what is wrong with it is added to `refusals`."""
    path = ("pinjaman", place)
    refusals += [
        WrongEntry(toml.where(path), f"{name} belum diisi.", "Tambahkan isian itu.")
        for name in (*_NEEDED, "jasa_terbayar")
        if name not in row
    ]
    line: dict[str, Any] = dict(_STANDS)
    for name, field in _PLAIN.items():
        if name in row:
            line[field] = row[name]
    for name, field in _AMOUNTS.items():
        if name not in row:
            continue
        try:
            line[field] = plain_amount(row[name])
        except Refusal as refusal:
            refusals.append(WrongEntry(toml.where((*path, name)), refusal.what, refusal.remedy))
    return line
