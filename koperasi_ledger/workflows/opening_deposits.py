"""The deposits of an opening-balance file: a `[[berjangka]]` block each.

The opening carries their sum on one plain account, from which each is taken over at once.
"""

from decimal import Decimal
from typing import Any

from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import free_ref, make_event
from koperasi_ledger.workflows.by_hand_errors import WrongEntry
from koperasi_ledger.workflows.toml_text import Toml, plain_amount

DEPOSIT_TEMPLATE = """
# Satu blok untuk setiap bilyet simpanan berjangka yang masih jalan; produknya harus ada dalam
# kebijakan. Simpanan berjangka tidak ditulis pada [[akun]]: jumlahnya datang dari sini. Jasa sejak
# jasa_lunas_sampai menjadi beban di buku ini: utang jasanya di buku lama juga tidak ditulis.
# [[berjangka]]
# bilyet = "SB-2024-0012"
# anggota = "A-0001"
# produk = "berkala"
# jumlah = "10000000"
# bunga = "6"                        # persen setahun menurut bilyetnya
# mulai = 2025-10-15                 # hari pertama jangka yang sekarang
# jangka = 12                        # bulan
# jasa_lunas_sampai = 2025-12-15     # boleh dikosongkan: belum pernah dibayar sejak mulai
# aro = "pokok"                      # tidak, pokok, atau pokok-jasa; boleh dikosongkan: tidak
# jasa = "simpanan"                  # simpanan, tunai, atau kapitalisasi
# simpanan_jasa = "sukarela"         # produk simpanan penerima jasa, bila jasa = "simpanan"
"""

_CARRIED_ON = "Liabilitas:Lain"
_PLAIN = {
    "bilyet": "number",
    "anggota": "member",
    "produk": "product",
    "bunga": "rate",
    "mulai": "started",
    "jangka": "months",
    "jasa_lunas_sampai": "paid_to",
    "aro": "rollover",
    "jasa": "interest_to",
    "simpanan_jasa": "interest_product",
}
_NEEDED = ("bilyet", "anggota", "produk", "jumlah", "bunga", "mulai", "jangka", "jasa")
_LABELS = {"amount": "jumlah"} | {field: name for name, field in _PLAIN.items()}

DEPOSIT_ENTRIES = {*_PLAIN, "jumlah"}
"""The entries that a block may have."""


def opening_deposit(  # noqa: PLR0917 - a block is read in one place
    book: Book, toml: Toml, place: int, row: dict[str, Any], day: object, refusals: list[Refusal]
) -> AnyEvent | None:
    """One block as an event; what is wrong with it is added to `refusals`."""
    path = ("berjangka", place)
    missing = [
        WrongEntry(toml.where(path), f"{name} belum diisi.", "Tambahkan isian itu.")
        for name in _NEEDED
        if name not in row
    ]
    fields: dict[str, object] = {field: row.get(name) for name, field in _PLAIN.items()}
    try:
        if "jumlah" in row:
            fields["amount"] = plain_amount(row["jumlah"])
    except Refusal as refusal:
        missing.append(WrongEntry(toml.where((*path, "jumlah")), refusal.what, refusal.remedy))
    if missing:
        refusals += missing
        return None
    fields["rollover"] = row.get("aro", "tidak")
    try:
        return make_event(
            "deposit_taken_over",
            _LABELS,
            date=day,
            ref=free_ref(book, f"TB-{row['bilyet']}"),
            account=_CARRIED_ON,
            **fields,
        )
    except Refusal as refusal:
        items = refusal.items if isinstance(refusal, Refusals) else (refusal,)
        refusals += [
            WrongEntry(toml.where((*path, item.where)), item.what, item.remedy)
            for item in items
            if item.where != "ref"  # made of the number, which is told itself
        ]
        return None


def carried(balances: list[dict[str, str]], deposits: list[AnyEvent]) -> list[dict[str, str]]:
    """The balances with the sum of the deposits on the account that they are taken over from."""
    total = sum((Decimal(str(getattr(event, "amount", 0))) for event in deposits), Decimal(0))
    if not total:
        return balances
    own = next((line for line in balances if line.get("account") == _CARRIED_ON), {})
    total += Decimal(own.get("credit", "0")) - Decimal(own.get("debit", "0"))
    others = [line for line in balances if line is not own]
    if not total:
        return others
    side = "credit" if total > 0 else "debit"
    return [*others, {"account": _CARRIED_ON, side: str(abs(total))}]
