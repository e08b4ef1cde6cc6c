"""The opening balances that the demo starts from: the small sample at the end of September 2026.

They are written as a treasurer would who moves over from old books in the middle of a year: the
balance sheet, the year's income and costs so far, and every member.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from koperasi_ledger.ledger_text import number
from koperasi_ledger.model import accounts as chart
from koperasi_ledger.model.accounts import SHU_PRIOR
from koperasi_ledger.model.records import CashAccount, Member, SavingsAccount, VirtualAccount
from koperasi_ledger.rules.dates import add_months
from koperasi_ledger.workflows.book import Book

FILE, NUMBERS = "mulai/saldo-awal.toml", "mulai/virtual-account.jsonl"

_DAY, _YEAR_BEFORE = date(2026, 9, 30), date(2025, 12, 31)
_HEAD = """\
# Saldo awal per 1 Oktober 2026, dari buku contoh ini sendiri; dipakai 'make demo'.
# Jumlah debet sama dengan jumlah kredit ditambah simpanan semua anggota.
# Toko, keagenan dan pajak ditulis sebagai jumlah di akun biasa; bantuan dicatat tersendiri.
"""

_PLAIN = {
    chart.STOCK: "Aset:Persediaan:BarangDagang",
    chart.MEMBER_DEBTS: "Aset:Piutang:DagangAnggota",
    chart.CUSTOMER_DEBTS: "Aset:Piutang:DagangNonAnggota",
    chart.SUPPLIER_ADVANCES: "Aset:UangMukaPembelian",
    chart.AGENT_FLOATS: "Aset:Piutang:Lain",
    chart.AGENT_CLAIMS: "Aset:Piutang:Lain",
    chart.SUPPLIER_BILLS: "Liabilitas:UtangUsaha",
    chart.CONSIGNORS: "Liabilitas:UtangKonsinyasi",
    chart.AGENT_DUES: "Liabilitas:Lain",
    chart.TURNOVER_TAX: chart.TAX_PAYABLE,
    chart.SHU_MEMBERS: "Liabilitas:DanaSHU:Anggota",
}
"""Where a treasurer who knows sums only writes what these books keep one by one."""


def opening_text(book: Book) -> str:
    """The file for `koperasi saldo-awal`."""
    return "\n".join([_HEAD, *_accounts(book), *_members(book)])


def numbers_text(book: Book) -> str:
    """The virtual account numbers of that day, as events for `koperasi catat`."""
    lines = []
    for item in book.journal.books().all(VirtualAccount):
        event = {
            "kind": "virtual_account_assigned",
            "date": f"{_DAY + timedelta(days=1)}",
            "ref": f"VA-{item.number}",
            "number": item.number,
            "member": item.member,
            "purpose": item.purpose,
        } | ({"product": item.product} if item.product else {})
        lines.append(f"{json.dumps(event)}\n")
    return "".join(lines)


def _accounts(book: Book) -> Iterator[str]:
    """What every account holds; earlier years' income and costs have become SHU."""
    books = book.journal.books()
    cash = {item.account for item in books.all(CashAccount)}
    earlier = Decimal(0)
    held: dict[str, Decimal] = {}
    for account in books.chart().values():
        name = _PLAIN.get(account.name, account.name)
        if account.control and name == account.name and name not in cash:
            continue
        balance = book.journal.balance(account.name, _DAY)
        if account.root in ("Pendapatan", "Beban"):
            before = book.journal.balance(account.name, _YEAR_BEFORE)
            earlier += before
            balance -= before
        held[name] = held.get(name, Decimal(0)) + balance
    held[SHU_PRIOR] += earlier
    for name, balance in held.items():
        if balance:
            side = "debet" if balance > 0 else "kredit"
            yield f'[[akun]]\nakun = "{name}"\n{side} = "{number(abs(balance))}"\n'


def _members(book: Book) -> Iterator[str]:
    """Every active member and what is held."""
    books = book.journal.books()
    saved = {item.member: item for item in books.all(SavingsAccount)}
    for member in books.all(Member):
        if member.status == "aktif":
            yield _member(member, saved.get(member.number))


def _member(member: Member, saved: SavingsAccount | None) -> str:
    lines = [
        "[[anggota]]",
        f'nomor = "{member.number}"',
        f'nama = "{member.name}"',
        f"masuk_sejak = {member.joined}",
        f'alamat = "{member.address}"',
        f'pokok = "{number(member.pokok)}"',
        f'wajib = "{number(member.wajib)}"',
        f'wajib_lunas_sampai = "{add_months(member.due_month, -1)}"',
    ]
    if saved is not None and saved.balance:
        lines.append(f'simpanan = {{ {saved.product} = "{number(saved.balance)}" }}')
    return "".join(f"{line}\n" for line in lines)
