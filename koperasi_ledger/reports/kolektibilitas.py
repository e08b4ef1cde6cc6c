"""Kolektibilitas: the running loans by class, what both measures set aside, and who is late."""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import LOAN_ALLOWANCE
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.loans import QUALITIES, LoanPolicy, ProvisionPolicy, Quality
from koperasi_ledger.reports.formatting import angka
from koperasi_ledger.reports.pinjaman import QUALITY_TITLES, proof_notes
from koperasi_ledger.reports.pinjaman_state import (
    LoanState,
    names_of,
    overdue,
    proof_tables,
    quality_policy_at,
    running_at,
)
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.errors.loans import NoLoanRules
from koperasi_ledger.rules.loans.provision import Allowance, allowance, percent_of
from koperasi_ledger.rules.policies import body_on

_POOR: tuple[Quality, ...] = ("kurang-lancar", "diragukan", "macet")
"""The classes of a loan that does not perform (NPL)."""

_COLUMNS = (
    Column("mutu", "Mutu"),
    Column("banyaknya", "Banyaknya", "number"),
    Column("sisa_pokok", "Sisa pokok", "amount"),
    Column("bagian", "Bagian (%)", "number"),
    Column("agunan", "Agunan diperhitungkan", "amount"),
    Column("tarif", "Regulasi (%)", "number"),
    Column("penyisihan_regulasi", "Penyisihan regulasi", "amount"),
    Column("penyisihan_sak_ep", "Penyisihan SAK EP", "amount"),
)
_LATE = (
    Column("nomor", "Pinjaman", "code"),
    Column("anggota", "Anggota", "code"),
    Column("nama", "Nama"),
    Column("mutu", "Mutu"),
    Column("hari", "Hari", "number"),
    Column("sisa_pokok", "Sisa pokok", "amount"),
    Column("tunggakan", "Tunggakan pokok dan jasa", "amount"),
    Column("alasan", "Alasan"),
)


class _Sum(NamedTuple):
    """What a class adds up to, in sen."""

    balance: int
    secured: int
    regulation: int
    sak_ep: int | None


def kolektibilitas(scope: Scope) -> Report:
    """The classes at the last day of the scope, from the schedules and payments alone.

    Raises:
        NoLoanRules: loans were running, and no policy of classes was in force on the day.
        NotBalanced: the loans differ from a control account.
    """
    policy = quality_policy_at(scope)
    states = running_at(scope, denda=False)
    if policy is None and states:
        raise NoLoanRules("kualitas", scope.last)
    lending = body_on(scope.books.section("loans"), LoanPolicy, scope.last)
    provision = lending.provision if lending is not None else None
    by_days = policy is not None and policy.profile == "hari"
    classes = [each for each in QUALITIES if each != "dpk" or by_days]
    late = _late_table(scope, states)
    tables = [_class_table(states, classes, provision)]
    if late.rows:
        tables.append(late)
    tables += proof_tables(scope, states)
    return statement(
        scope,
        "kolektibilitas",
        "Kolektibilitas Pinjaman",
        tables,
        balance=True,
        facts=_facts(scope, states, provision),
        notes=(*_notes(provision), *proof_notes(scope)),
        signed=True,
        orientation="landscape",
    )


def _class_table(
    states: list[LoanState], classes: list[Quality], provision: ProvisionPolicy | None
) -> Table:
    count = Counter(_quality(state) for state in states)
    sums = {quality: _sum(states, quality, provision) for quality in classes}
    total = _add(list(sums.values()))
    shares = _shares([sums[quality].balance for quality in classes])
    rows = [
        Row(
            (
                QUALITY_TITLES[quality],
                count[quality],
                from_sen(sums[quality].balance),
                share,
                from_sen(sums[quality].secured),
                percent_of(provision.regulation, quality) if provision is not None else None,
                from_sen(sums[quality].regulation) if provision is not None else None,
                _rupiah(sums[quality].sak_ep),
            ),
            trace=quality,
        )
        for quality, share in zip(classes, shares, strict=True)
    ]
    cells: tuple[Cell, ...] = (
        "Jumlah",
        len(states),
        from_sen(total.balance),
        Decimal(100) if total.balance else None,
        from_sen(total.secured),
        None,
        from_sen(total.regulation) if provision is not None else None,
        _rupiah(total.sak_ep),
    )
    return Table("mutu", "", _COLUMNS, (*rows, Row(cells, "total")))


def _sum(states: list[LoanState], quality: Quality, provision: ProvisionPolicy | None) -> _Sum:
    found = [_of(state, provision) for state in states if _quality(state) == quality]
    return _add(found or [_Sum(0, 0, 0, _none(provision))])


def _of(state: LoanState, provision: ProvisionPolicy | None) -> _Sum:
    balance, secured = to_sen(state.at.balance), to_sen(state.secured)
    if provision is None:
        return _Sum(balance, secured, 0, None)
    wanted: Allowance = allowance(provision, _quality(state), state.at.balance, state.secured)
    own = None if wanted.sak_ep is None else to_sen(wanted.sak_ep)
    return _Sum(balance, secured, to_sen(wanted.regulation), own)


def _none(provision: ProvisionPolicy | None) -> int | None:
    return 0 if provision is not None and provision.sak_ep is not None else None


def _add(sums: list[_Sum]) -> _Sum:
    own = [each.sak_ep for each in sums if each.sak_ep is not None]
    return _Sum(
        sum(each.balance for each in sums),
        sum(each.secured for each in sums),
        sum(each.regulation for each in sums),
        sum(own) if own else None,
    )


def _rupiah(sen: int | None) -> Decimal | None:
    return None if sen is None else from_sen(sen)


def _quality(state: LoanState) -> Quality:
    return state.assessed.quality if state.assessed is not None else "lancar"


def percent(part: int, whole: int) -> Decimal:
    """`part` of `whole` in percent with two decimals, half up; 0 of nothing."""
    return Decimal((20_000 * part + whole) // (2 * whole)).scaleb(-2) if whole else Decimal(0)


def _shares(amounts: list[int]) -> list[Decimal | None]:
    """The shares in percent that add up to 100,00: the largest takes what rounding leaves."""
    whole = sum(amounts)
    if not whole:
        return [None] * len(amounts)
    found = [percent(amount, whole) for amount in amounts]
    largest = amounts.index(max(amounts))
    found[largest] += Decimal(100) - sum(found, Decimal(0))
    return list(found)


def _late_table(scope: Scope, states: list[LoanState]) -> Table:
    names = names_of(scope)
    late = [state for state in states if _quality(state) != "lancar"]
    late.sort(key=lambda state: (-QUALITIES.index(_quality(state)), state.loan.number))
    rows = []
    for state in late:
        if state.assessed is None:
            continue
        cells = (
            state.loan.number,
            state.loan.member,
            names.get(state.loan.member, state.loan.member),
            QUALITY_TITLES[state.assessed.quality],
            state.assessed.days,
            state.at.balance,
            sum(overdue(state), Decimal(0)),
            state.assessed.reason,
        )
        rows.append(Row(cells, trace=state.loan.number))
    return Table("tidak_lancar", "Pinjaman yang tidak lancar", _LATE, tuple(rows))


def _facts(
    scope: Scope, states: list[LoanState], provision: ProvisionPolicy | None
) -> tuple[tuple[str, Cell], ...]:
    whole = sum(to_sen(state.at.balance) for state in states)
    poor = sum(to_sen(state.at.balance) for state in states if _quality(state) in _POOR)
    facts: list[tuple[str, Cell]] = [
        ("Pinjaman bermasalah (NPL)", f"{angka(percent(poor, whole), 2)} % dari sisa pokok"),
    ]
    if provision is not None:
        held = -scope.postings.balance(LOAN_ALLOWANCE, scope.last)
        total = _add([_of(state, provision) for state in states] or [_Sum(0, 0, 0, 0)])
        own = provision.booked == "sak-ep" and total.sak_ep is not None
        wanted = (total.sak_ep or 0) if own else total.regulation
        name = "SAK EP" if own else "regulasi"
        facts += [
            (f"Penyisihan menurut kebijakan ({name})", from_sen(wanted)),
            ("Penyisihan di buku besar", from_sen(held)),
            ("Kurang (lebih) dibukukan", from_sen(wanted - held)),
        ]
    return tuple(facts)


def _notes(provision: ProvisionPolicy | None) -> tuple[str, ...]:
    source = (
        "Mutu ditentukan dari jadwal dan pembayaran sampai tanggal ini, menurut kebijakan yang"
        " berlaku pada tanggal ini."
    )
    notes = [source, "NPL: kurang lancar, diragukan dan macet."]
    if provision is None:
        notes.append("Kebijakan belum memuat [pinjaman.penyisihan]; penyisihan tidak dihitung.")
    return tuple(notes)
