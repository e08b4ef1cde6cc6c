"""The distribution of a year's SHU: as the meeting decided, or marked as a proposal."""

from dataclasses import replace
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import ShuDecided
from koperasi_ledger.model.policy.shu import ShuPlan
from koperasi_ledger.reports.formatting import laju, pos_shu
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.shu_decided import decision_of
from koperasi_ledger.reports.shu_proposal import propose
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.shu import Distribution

_COLUMNS = (
    Column("pos", "Pos"),
    Column("persen", "Persen", "number"),
    Column("jumlah", "Jumlah", "amount"),
    Column("dasar", "Jumlah dasar", "number"),
    Column("laju", "Rp per satuan dasar", "code"),
    Column("penerima", "Masuk ke"),
)


def told(scope: Scope) -> tuple[ShuDecided | None, Distribution, ShuPlan]:
    """The decision on the scope's year, or a proposal by the policy (no event then).

    Raises:
        NoPolicy, LossNotShared: there is nothing to tell.
    """
    year = scope.last.year
    found = decision_of(scope.books, scope.postings, year)
    if found is not None:
        return found[0], found[1], found[0].plan
    proposal = propose(scope.books, scope.postings, year, scope.last)
    return None, proposal.result, proposal.plan


def shu(scope: Scope) -> Report:
    """Every pool: its percentage, amount, what it is measured by, and where it goes."""
    try:
        event, result, plan = told(scope)
    except Refusal as refusal:
        return _nothing(scope, refusal)
    accounts = {pool.name: pool.account for pool in plan.pools}
    rows = [
        Row(
            (
                pos_shu(share.pool.name),
                share.pool.percent,
                share.amount,
                share.base_total if share.pool.base is not None else None,
                laju(share.rate) if share.pool.base is not None else None,
                _place(scope, accounts[share.pool.name], len(result.members)),
            ),
            trace=accounts[share.pool.name],
        )
        for share in result.pools
    ]
    rows.append(
        Row(("Jumlah yang dibagikan", Decimal(100), result.shared, None, None, None), "subtotal")
    )
    if result.withheld and (others := result.others()):
        rows += [
            Row(
                (
                    f"{pos_shu(share.pool.name)} (dari non-anggota)",
                    share.pool.non_member_percent,
                    share.from_others,
                    None,
                    None,
                    _place(scope, accounts[share.pool.name], 0),
                ),
                trace=accounts[share.pool.name],
            )
            for share in others
        ]
    elif result.withheld:
        account = accounts.get(plan.non_member_to)
        place = _place(scope, account, 0) if account else "Cadangan umum"
        rows.append(Row(("SHU dari non-anggota", None, result.withheld, None, None, place)))
    rows.append(Row(("SHU tahun buku", None, result.surplus.total, None, None, None), "total"))
    title = f"Pembagian SHU tahun buku {scope.last.year}"
    made = statement(
        scope,
        "shu",
        title if event is not None else f"{title} (USULAN)",
        (Table("shu", "", _COLUMNS, tuple(rows)),),
        facts=(*legal(scope), *_facts(event, result)),
        notes=_notes(event, plan),
        signed=True,
    )
    return replace(made, unit_note="dalam rupiah")


def _facts(event: ShuDecided | None, result: Distribution) -> tuple[tuple[str, Cell], ...]:
    facts: list[tuple[str, Cell]] = []
    if event is not None:
        facts += [("Keputusan", event.decision), ("Tanggal rapat", event.date)]
        if event.present is not None and event.entitled is not None:
            facts.append(("Hadir", f"{event.present} dari {event.entitled} anggota"))
    if result.surplus.from_members is not None:
        facts.append(("SHU dari anggota", result.surplus.from_members))
    facts.append(("Anggota yang berhak", len(result.members)))
    return tuple(facts)


def _place(scope: Scope, account: str | None, members: int) -> str:
    if account is not None:
        return scope.account(account).title
    return f"{members} anggota menurut dasarnya"


def _notes(event: ShuDecided | None, plan: ShuPlan) -> tuple[str, ...]:
    notes = []
    if event is None:
        notes.append(
            "Ini USULAN menurut kebijakan, bukan keputusan; SHU baru dibagi sesudah rapat anggota"
            " memutuskannya."
        )
    if plan.residue_to is None:
        notes.append(
            "Pembulatan: rupiah bulat menurut pecahan terbesar; bila sama, pos yang lebih dahulu"
            " atau nomor anggota yang lebih kecil. Tidak ada sisa."
        )
    else:
        notes.append(
            f"Pembulatan: bagian anggota ke bawah; sisanya masuk {pos_shu(plan.residue_to)}."
        )
    return tuple(notes)


def _nothing(scope: Scope, refusal: Refusal) -> Report:
    """A year without a distribution says why there is none."""
    return statement(
        scope,
        "shu",
        f"Pembagian SHU tahun buku {scope.last.year}",
        (Table("shu", "", _COLUMNS, ()),),
        facts=legal(scope),
        notes=(refusal.what,),
    )
