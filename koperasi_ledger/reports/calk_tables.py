"""What the notes add to a line: movements, ages and terms.

Every table that breaks an account down comes to what the account holds.
"""

from bisect import bisect_left
from collections.abc import Sequence

from koperasi_ledger.model.accounts import (
    BORROWING_INTEREST,
    BORROWINGS_BANK,
    BORROWINGS_CURRENT,
    BORROWINGS_LPDB,
    BORROWINGS_OTHER,
    DEPOSITS,
    DEPOSITS_LONG,
    VOLUNTARY,
)
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import Borrowing, Deposit
from koperasi_ledger.reports.opening_position import opening_turnovers
from koperasi_ledger.reports.query import SAVINGS, Turnover, day_before
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.toko_debts import TITLES, ages, receivables
from koperasi_ledger.reports.umur_pinjaman import umur_pinjaman
from koperasi_ledger.reports.view import Column, Row, Table
from koperasi_ledger.rules.deposit_terms import maturity

_MONTH = 30
_LIMITS = (_MONTH, 3 * _MONTH, 6 * _MONTH, 365)
_TERMS = (
    "Sampai 30 hari",
    "31–90 hari",
    "91–180 hari",
    "181–365 hari",
    "Lebih dari 1 tahun",
)
_RENEWED = "Jangka waktunya sudah berganti sesudah tanggal laporan"


def movement_table(scope: Scope, section: str, names: Sequence[str]) -> Table | None:
    """What accounts held before the period, what was added and taken, what they hold.

    An asset grows by its debits, all else by its credits, and so does what is taken off an asset.
    What was taken over from older books was there before.

    Raises:
        NotBalanced: a movement does not lead to the balance.
    """
    before, after = scope.postings.balances(day_before(scope.first), scope.last)
    moved = scope.postings.turnovers(scope.first, scope.last)
    began = opening_turnovers(scope.postings, scope.first, scope.last)
    lines: list[Row] = []
    sums = [0, 0, 0, 0]
    for name in names:
        sign = 1 if name.startswith("Aset:") and not _taken_off(name) else -1
        opened = began.get(name, Turnover(0, 0))
        debit, credit = moved.get(name, Turnover(0, 0)).less(opened)
        up, down = (debit, credit) if sign > 0 else (credit, debit)
        begin = before.get(name, 0) + opened.debit - opened.credit
        own = (sign * begin, up, down, sign * after.get(name, 0))
        check_equal(f"Mutasi {name}", own[0] + up - down, "saldo akhirnya", own[3])
        if any(own):
            sums = [total + sen for total, sen in zip(sums, own, strict=True)]
            account = scope.account(name)
            lines.append(Row((account.code, account.title, *map(from_sen, own)), trace=name))
    if not lines:
        return None
    if len(lines) > 1 and not any(map(_taken_off, names)):
        lines.append(Row((None, "Jumlah", *map(from_sen, sums)), "total"))
    columns = (
        Column("kode", "Kode", "code"),
        Column("uraian", "Uraian"),
        Column("awal", "Awal", "amount"),
        Column("tambah", "Tambah", "amount"),
        Column("kurang", "Kurang", "amount"),
        Column("akhir", "Akhir", "amount"),
    )
    title = f"{section}. Mutasi akun menurut buku besar"
    return Table(f"mutasi_{section.lower()}", title, columns, tuple(lines))


def _taken_off(name: str) -> bool:
    """Whether an asset's account is taken off another: accumulated depreciation, allowances."""
    last = name.rpartition(":")[2]
    return name.startswith("Aset:") and last.startswith(("Akumulasi", "Amortisasi", "Penyisihan"))


def savings_table(scope: Scope, number: str) -> Table | None:
    """Members' savings by kind and product, with how many hold any.

    Raises:
        NotBalanced: the members' savings differ from a control account.
    """
    held: dict[tuple[str, str], list[int]] = {}
    for _, account, sub, sen in scope.postings.savings(scope.last):
        if sen and account not in (DEPOSITS, DEPOSITS_LONG):
            kind = sub if account == VOLUNTARY and sub is not None else ""
            held.setdefault((account, kind), []).append(-sen)
    if not held:
        return None
    for account in SAVINGS:
        if account in (DEPOSITS, DEPOSITS_LONG):
            continue
        own = sum(sum(sens) for (name, _), sens in held.items() if name == account)
        control = -scope.postings.balance(account, scope.last)
        check_equal(f"Simpanan menurut anggota ({account})", own, "akun kontrolnya", control)
    rows = []
    for (account, kind), sens in sorted(held.items(), key=lambda item: _code(scope, item[0])):
        known = scope.account(account)
        title = f"{known.title} ({kind})" if kind else known.title
        rows.append(Row((known.code, title, len(sens), from_sen(sum(sens))), trace=account))
    columns = (
        Column("kode", "Kode", "code"),
        Column("uraian", "Simpanan"),
        Column("anggota", "Banyak pemegang", "number"),
        Column("saldo", "Saldo", "amount"),
    )
    return Table("simpanan", f"Rincian catatan {number}: simpanan anggota", columns, tuple(rows))


def _code(scope: Scope, kind: tuple[str, str]) -> tuple[str, str]:
    return scope.account(kind[0]).code, kind[1]


def deposits_table(scope: Scope, number: str) -> Table | None:
    """Deposits by how far their maturity is.

    Raises:
        NotBalanced: the deposits differ from their control accounts.
    """
    held: dict[str, int] = {}
    for _, account, sub, sen in scope.postings.savings(scope.last):
        if account in (DEPOSITS, DEPOSITS_LONG) and sub is not None:
            held[sub] = held.get(sub, 0) - sen
    found = {number: sen for number, sen in held.items() if sen}
    if not found:
        return None
    control = sum(-scope.postings.balance(name, scope.last) for name in (DEPOSITS, DEPOSITS_LONG))
    check_equal("Jumlah simpanan berjangka", sum(found.values()), "akun kontrolnya", control)
    counts, sums = [0] * (len(_TERMS) + 1), [0] * (len(_TERMS) + 1)
    for own, sen in found.items():
        deposit = scope.books.peek(Deposit, own)
        place = len(_TERMS)
        if deposit is not None and deposit.start <= scope.last:
            place = bisect_left(_LIMITS, (maturity(deposit) - scope.last).days)
        counts[place] += 1
        sums[place] += sen
    rows = [
        Row((title, count, from_sen(sen)))
        for title, count, sen in zip((*_TERMS, _RENEWED), counts, sums, strict=True)
        if count
    ]
    rows.append(Row(("Jumlah", len(found), from_sen(control)), "total"))
    columns = (
        Column("jatuh_tempo", "Jatuh tempo dalam"),
        Column("banyak", "Bilyet", "number"),
        Column("saldo", "Saldo", "amount"),
    )
    title = f"Rincian catatan {number}: simpanan berjangka menurut jatuh tempo"
    return Table("jatuh_tempo", title, columns, tuple(rows))


def loan_ages(scope: Scope, number: str) -> Table | None:
    """The ageing of running loans, as the report `umur-pinjaman` has it."""
    table = umur_pinjaman(scope).tables[0]
    if not table.rows[-1].cells[1]:
        return None
    title = f"Rincian catatan {number}: umur tunggakan pinjaman"
    return Table("umur_pinjaman", title, table.columns, table.rows)


def debt_ages(scope: Scope, number: str) -> Table | None:
    """The ageing of what members and customers owe the store.

    Raises:
        NotBalanced: the bills come to something else than a control account.
    """
    bills = receivables(scope)
    if not bills:
        return None
    found = ages(bills, scope.last)
    rows = [Row((title, from_sen(sen))) for title, sen in zip(TITLES, found, strict=True)]
    rows.append(Row(("Jumlah", from_sen(sum(found))), "total"))
    columns = (Column("umur", "Umur"), Column("jumlah", "Jumlah", "amount"))
    title = f"Rincian catatan {number}: umur piutang toko"
    return Table("umur_piutang", title, columns, tuple(rows))


def borrowings_table(scope: Scope, number: str) -> Table | None:
    """What is owed to lenders, agreement by agreement.

    Raises:
        NotBalanced: the agreements differ from an account.
    """
    held = _owed(scope)
    known = [each for each in scope.books.all(Borrowing) if any(held.get(each.number, ()))]
    sums = [sum(held[each.number][place] for each in known) for place in range(3)]
    wanted = [
        [BORROWINGS_CURRENT],
        [BORROWINGS_BANK, BORROWINGS_LPDB, BORROWINGS_OTHER],
        [BORROWING_INTEREST],
    ]
    for own, names in zip(sums, wanted, strict=True):
        control = sum(-scope.postings.balance(name, scope.last) for name in names)
        check_equal("Pinjaman menurut perjanjian", own, "akun kontrolnya", control)
    if not known:
        return None
    rows = []
    for each in known:
        terms = (each.number, each.lender, each.terms.rate, each.limit)
        rows.append(Row((*terms, *map(from_sen, held[each.number])), trace=each.number))
    rows.append(Row((None, "Jumlah", None, None, *map(from_sen, sums)), "total"))
    columns = (
        Column("perjanjian", "Perjanjian", "code"),
        Column("pemberi", "Pemberi pinjaman"),
        Column("bunga", "% setahun", "number"),
        Column("plafon", "Plafon", "amount"),
        Column("pendek", "Dalam 1 tahun", "amount"),
        Column("panjang", "Lebih dari 1 tahun", "amount"),
        Column("bunga_terutang", "Bunga terutang", "amount"),
    )
    title = f"Rincian catatan {number}: pinjaman yang diterima"
    return Table("pinjaman_diterima", title, columns, tuple(rows))


def _owed(scope: Scope) -> dict[str, tuple[int, int, int]]:
    """Of each agreement, in sen: due within a year, later, and interest owed."""
    place = {
        BORROWINGS_CURRENT: 0,
        BORROWINGS_BANK: 1,
        BORROWINGS_LPDB: 1,
        BORROWINGS_OTHER: 1,
        BORROWING_INTEREST: 2,
    }
    rows = scope.postings.source.rows(
        "SELECT sub, account, SUM(sen) FROM postings WHERE date <= ? AND seq <= ?"  # noqa: S608 - only marks
        f" AND account IN ({', '.join('?' * len(place))}) GROUP BY sub, account",
        (scope.last.isoformat(), scope.postings.seq, *place),
    )
    found: dict[str, list[int]] = {}
    for sub, account, sen in rows:
        found.setdefault(sub or "", [0, 0, 0])[place[account]] -= int(sen)
    return {sub: (own[0], own[1], own[2]) for sub, own in found.items()}
