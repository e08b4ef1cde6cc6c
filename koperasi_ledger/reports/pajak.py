"""Pajak: PPN and the final tax on turnover by month, tax on members' interest, what is owed.

Every figure is a sum of postings (see `pajak_state`); what is owed by month is proven against the
balance of its account. Source: reference accounting section 6; decision 30.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.accounts import INTEREST_TAX, TURNOVER_TAX, VAT_CARRIED, VAT_DUE
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.taxes import TaxPolicy, Vat
from koperasi_ledger.model.records import PolicySection
from koperasi_ledger.reports.formatting import rupiah, tanggal
from koperasi_ledger.reports.pajak_papers import issued
from koperasi_ledger.reports.pajak_state import DueState, TaxState, VatState, tax_state
from koperasi_ledger.reports.scope import Scope, check_equal, legal, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.dates import add_months, first_day, last_day, month_name, month_of
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.rounding import rounded

_VAT = (
    Column("masa", "Masa", "code"),
    Column("dpp", "DPP", "amount"),
    Column("keluaran", "Keluaran", "amount"),
    Column("masukan", "Masukan", "amount"),
    Column("kompensasi", "Kompensasi", "amount"),
    Column("kurang_bayar", "Kurang bayar", "amount"),
    Column("lebih_bayar", "Lebih bayar", "amount"),
    Column("disetor", "Disetor", "amount"),
    Column("belum_disetor", "Belum disetor", "amount"),
)
_FINAL = (
    Column("masa", "Masa", "code"),
    Column("omzet", "Omzet", "amount"),
    Column("tarif", "Tarif %", "number"),
    Column("pph", "PPh final", "amount"),
    Column("disetor", "Disetor", "amount"),
    Column("belum_disetor", "Belum disetor", "amount"),
)
_DUES = (
    Column("masa", "Bulan", "code"),
    Column("pph", "Dipotong", "amount"),
    Column("disetor", "Disetor", "amount"),
    Column("sisa", "Belum disetor", "amount"),
)
_OWED = (
    Column("kode", "Kode", "code"),
    Column("akun", "Pajak"),
    Column("terutang", "Terutang", "amount"),
    Column("lebih", "Lebih bayar", "amount"),
)
_TURNOVER = (
    Column("kode", "Kode", "code"),
    Column("akun", "Akun yang termasuk omzet"),
    Column("jumlah", "Jumlah", "amount"),
)
_PAPERS = (
    Column("tanggal", "Tanggal", "date"),
    Column("faktur", "Faktur pajak", "code"),
    Column("struk", "Struk", "code"),
    Column("harga", "Harga jual", "amount"),
    Column("ppn", "PPN", "amount"),
)


class _Turnover(NamedTuple):
    """The turnover of the scope in sen, by month and by account."""

    months: dict[str, int]
    accounts: dict[str, int]


def pajak(scope: Scope) -> Report:
    """Taxes of the months of the scope, and what is owed on its last day."""
    state = tax_state(scope)
    first, last = month_of(scope.first), month_of(scope.last)
    months = _span(first, last)
    earned = _turnover(scope, months)
    made = [_owed_table(scope, state)]
    vat = [each for each in state.vat if each.any and (each.month >= first or each.left)]
    if vat:
        made.append(_vat_table(scope, vat))
    papers = issued(scope)
    if papers:
        rows = [Row(tuple(each), trace=each.receipt) for each in papers]
        price = sum((each.price for each in papers), Decimal(0))
        tax = sum((each.tax for each in papers), Decimal(0))
        rows.append(Row((None, None, "Jumlah", price, tax), "total"))
        title = "Faktur pajak keluaran; penjualan lain dilaporkan digunggung"
        made.append(Table("faktur", title, _PAPERS, tuple(rows)))
    final = {each.month: each for each in state.final}
    shown = [*sorted(month for month in final if month < first and final[month].left), *months]
    if earned.months or final:
        made.append(_final_table(scope, shown, final, earned))
        made.append(_turnover_table(scope, earned))
    interest = [each for each in state.interest if each.month >= first and any(each[1:])]
    if interest:
        made.append(_interest_table(interest))
    return statement(
        scope,
        "pajak",
        "Pajak Koperasi: PPN, PPh Final, dan PPh yang Dipotong",
        made,
        facts=legal(scope),
        notes=_notes(scope, state, final, earned),
        signed=True,
        orientation="landscape",
    )


def _span(first: str, last: str) -> list[str]:
    months = [first]
    while months[-1] < last:
        months.append(add_months(months[-1], 1))
    return months


def _policy(section: PolicySection, day: date) -> TaxPolicy | None:
    return body_on(section, TaxPolicy, day)


def _turnover(scope: Scope, months: Sequence[str]) -> _Turnover:
    """What the accounts of the month's policy earned; closing entries are not in it."""
    section = scope.books.section("taxes")
    found = _Turnover({}, {})
    for month in months:
        policy = _policy(section, last_day(month))
        tax = policy.turnover if policy is not None else None
        if tax is None:
            continue
        moved = scope.postings.moved(first_day(month), min(last_day(month), scope.last))
        mine = {account: -sen for account, sen in moved.items() if tax.counts(account) and sen}
        found.months[month] = sum(mine.values())
        for account, sen in mine.items():
            found.accounts[account] = found.accounts.get(account, 0) + sen
    return found


def _owed_table(scope: Scope, state: TaxState) -> Table:
    """What is owed on the last day, proven against the accounts."""
    balance = scope.postings.balance
    owed = (
        (VAT_DUE, sum(each.left for each in state.vat)),
        (TURNOVER_TAX, sum(each.left for each in state.final)),
        (INTEREST_TAX, sum(each.left for each in state.interest)),
    )
    rows, total = [], 0
    for name, sen in owed:
        check_equal(f"{name} menurut masa", sen, "saldo akun", -balance(name, scope.last))
        account = scope.account(name)
        rows.append(Row((account.code, account.title, from_sen(sen), None), trace=name))
        total += sen
    carried = scope.account(VAT_CARRIED)
    if state.carried:
        cells = (carried.code, carried.title, None, from_sen(state.carried))
        rows.append(Row(cells, trace=VAT_CARRIED))
    rows.append(Row((None, "Jumlah", from_sen(total), from_sen(state.carried)), "total"))
    return Table("terutang", f"Terutang per {tanggal(scope.last)}", _OWED, tuple(rows))


def _vat_table(scope: Scope, months: Sequence[VatState]) -> Table:
    section = scope.books.section("taxes")
    rows = []
    sums = [0] * 8
    for each in months:
        policy = _policy(section, last_day(each.month))
        vat = policy.vat if policy is not None else None
        base = _base(each.output, vat)
        amounts = (
            base,
            each.output,
            each.input,
            max(-each.carried, 0),
            each.due,
            max(each.carried, 0),
            each.paid,
            each.left,
        )
        sums = [one + other for one, other in zip(sums, amounts, strict=True)]
        rows.append(Row((each.month, *(from_sen(sen) for sen in amounts)), trace=VAT_DUE))
    rows.append(Row(("Jumlah", *(from_sen(sen) for sen in sums)), "total"))
    return Table("ppn", "PPN", _VAT, tuple(rows))


def _base(output: int, vat: Vat | None) -> int:
    """The base (DPP) that bears so much PPN, in sen, to the nearest rupiah."""
    if vat is None or not vat.rate:
        return 0
    base = rounded(Fraction(abs(output)) * 100 / Fraction(vat.rate), 100, "half-up")
    return base if output >= 0 else -base


def _final_table(
    scope: Scope, months: Sequence[str], final: dict[str, DueState], earned: _Turnover
) -> Table:
    section = scope.books.section("taxes")
    rows = []
    sums = [0] * 4
    for month in months:
        due = final.get(month, DueState(month))
        if month not in earned.months and not any(due[1:]):
            continue
        policy = _policy(section, last_day(month))
        tax = policy.turnover if policy is not None else None
        amounts = (earned.months.get(month, 0), due.due, due.paid, due.left)
        sums = [one + other for one, other in zip(sums, amounts, strict=True)]
        base, *rest = (from_sen(sen) for sen in amounts)
        rate: Cell = tax.rate if tax is not None else None
        rows.append(Row((month, base, rate, *rest), trace=TURNOVER_TAX))
    base, *rest = (from_sen(sen) for sen in sums)
    rows.append(Row(("Jumlah", base, None, *rest), "total"))
    return Table("pph_final", "PPh final atas omzet", _FINAL, tuple(rows))


def _turnover_table(scope: Scope, earned: _Turnover) -> Table:
    """The accounts behind the turnover; their sum is that of the months."""
    rows = []
    for name in sorted(earned.accounts, key=lambda each: scope.account(each).code):
        account = scope.account(name)
        cells = (account.code, account.title, from_sen(earned.accounts[name]))
        rows.append(Row(cells, trace=name))
    total, months = sum(earned.accounts.values()), sum(earned.months.values())
    check_equal("omzet menurut akun", total, "omzet menurut masa", months)
    rows.append(Row((None, "Jumlah", from_sen(total)), "total"))
    return Table("omzet", "Dari mana omzet itu", _TURNOVER, tuple(rows))


def _interest_table(months: Sequence[DueState]) -> Table:
    rows = []
    for each in months:
        amounts = (from_sen(sen) for sen in (each.due, each.paid, each.left))
        rows.append(Row((each.month, *amounts), trace=INTEREST_TAX))
    sums = (sum(getattr(each, name) for each in months) for name in ("due", "paid", "left"))
    rows.append(Row(("Jumlah", *(from_sen(sen) for sen in sums)), "total"))
    return Table("pph_jasa", "PPh jasa simpanan menurut tanggal buku", _DUES, tuple(rows))


def _notes(
    scope: Scope, state: TaxState, final: dict[str, DueState], earned: _Turnover
) -> list[str]:
    notes = []
    policy = _policy(scope.books.section("taxes"), scope.last)
    waiting = sum(each.waiting for each in state.vat)
    if waiting:
        notes.append(
            f"PPN yang belum dihitung: Rp{rupiah(from_sen(waiting))}"
            " ('koperasi pajak ppn --bulan …')."
        )
    if state.vat:
        notes.append(
            "DPP adalah dasar PPN (DPP nilai lain), dihitung dari PPN keluaran menurut tarif."
        )
    if state.refunded:
        notes.append(f"PPN yang dikembalikan negara: Rp{rupiah(from_sen(state.refunded))}.")
    for month, base in earned.months.items():
        if base > 0 and month not in final and last_day(month) <= scope.last:
            notes.append(f"PPh final {month_name(month)} belum dihitung.")
    turnover = policy.turnover if policy is not None else None
    if turnover is not None:
        total = from_sen(sum(earned.months.values()))
        notes.append(
            f"Batas omzet setahun Rp{rupiah(turnover.limit)}; omzet periode ini"
            f" Rp{rupiah(total)}. Penghasilan yang sudah kena PPh final tidak termasuk."
        )
    return notes
