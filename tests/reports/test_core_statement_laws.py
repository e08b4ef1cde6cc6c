"""Laws of the core statements over random journals of two years."""

import json
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_journals import FIRST, days, journals
from report_books import STAMP, book_of, report
from statement_books import Queries, closing, scope_of, sen_of, sens, without_zeros, year_before

from koperasi_ledger.model.accounts import SHU_CURRENT, SHU_PRIOR
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.arus_kas import flow_statement
from koperasi_ledger.reports.captions import CAPTIONS, Placing
from koperasi_ledger.reports.cash_flows import activities, cash_flows, marks
from koperasi_ledger.reports.cash_lines import ACTIVITIES, FLOW_OF, FLOWS
from koperasi_ledger.reports.ekuitas import equity_statement
from koperasi_ledger.reports.figures import Statement
from koperasi_ledger.reports.neraca import position_statement
from koperasi_ledger.reports.phu import result_statement
from koperasi_ledger.reports.query import day_before
from koperasi_ledger.reports.result_forms import FORMS
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.trails import entries_of, figure_places, followed
from koperasi_ledger.reports.unit import unit_statement
from koperasi_ledger.reports.year_ends import year_ends
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import record_text

STATEMENTS = (
    position_statement,
    result_statement,
    equity_statement,
    flow_statement,
    unit_statement,
)
slow = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])


def all_statements(scope: Scope) -> list[Statement]:
    return [make(scope) for make in STATEMENTS]


@slow
@given(journals(), days)
def test_every_figure_is_a_bean_query(events: list[dict[str, Any]], day: date) -> None:
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        ledger = Queries(book.folder)
        scope = scope_of(book, last=day)
        placing = Placing(scope.books, day)
        for statement in (
            position_statement(scope),
            result_statement(scope),
            unit_statement(scope),
        ):
            for item, column, figure in figure_places(statement):
                total = 0
                for source in figure.sources:
                    unit = "" if source.unit is None else f" AND meta('unit') = '{source.unit}'"
                    unit = " AND meta('unit') IS NULL" if source.unit == "" else unit
                    sums = ledger.sums(source.last, max(source.first, date(1, 1, 1)), where=unit)
                    total += source.sign * sum(sums.get(name, 0) for name in source.accounts)
                if item.key != "selisih":
                    assert total == figure.sen, (statement.name, item.key, column)
        check_flows(scope, placing, ledger)


def check_flows(scope: Scope, placing: Placing, ledger: Queries) -> None:
    """Each kind of flow is the sum of its accounts over the entries that touch cash."""
    first = scope.first
    cash = " OR ".join(f"'{name}' IN other_accounts" for name in placing.accounts["kas"])
    sums = ledger.sums(scope.last, first, where=f" AND ({cash})")
    wanted: defaultdict[str, int] = defaultdict(int)
    for account, sen in sums.items():
        flow = FLOW_OF.get(placing.of_account[account])
        if flow is not None:
            wanted[flow] -= sen
    found: defaultdict[str, int] = defaultdict(int)
    for key, sen in sens(flow_statement(scope)).items():
        flow, _, way = key.rpartition("_")
        if way in ("masuk", "keluar"):
            found[flow] += sen
    assert without_zeros(found) == without_zeros(wanted)


@slow
@given(journals(), days)
def test_statements_tie_to_each_other(events: list[dict[str, Any]], day: date) -> None:
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        scope = scope_of(book, last=day)
        position = sens(position_statement(scope))
        assert position["jumlah_aset"] == position["jumlah_liabilitas_ekuitas"]
        held, before = scope.postings.balances(day, day_before(scope.year_start))
        placing = Placing(scope.books, day)
        equity = equity_statement(scope)
        closing_row = equity.item(f"akhir_{day.year}")
        by_column = {
            key: sen for (row, key), sen in _every(equity).items() if row == closing_row.key
        }
        assert sum(f.sen for f in closing_row.figures[:-1] if f) == sen_of(closing_row, -1)
        assert sen_of(closing_row, -1) == position.get("jumlah_ekuitas", 0)
        assert by_column["shu_berjalan"] == position[SHU_CURRENT]
        assert by_column["shu_lalu"] == position.get(SHU_PRIOR, 0)
        shu = -sum(
            sen - before.get(name, 0)
            for name, sen in held.items()
            if name.startswith(("Pendapatan", "Beban"))
        )
        for form in FORMS:
            made = sens(result_statement(scope_of(book, last=day, form=form)))
            assert made["shu"] == shu
        assert sen_of(equity.item(f"shu_{day.year}"), -1) == shu if shu else True
        units = sens(unit_statement(scope), -1)
        assert units["shu"] == shu
        cash = sum(held.get(name, 0) for name in placing.accounts["kas"])
        for method in ("langsung", "tidak-langsung"):
            made = sens(flow_statement(scope_of(book, last=day, method=method)))
            assert made["kas_akhir"] == cash
        assert sens(flow_statement(scope))["neto_operasi"] == made["neto_operasi"]


@slow
@given(journals())
def test_the_comparative_column_is_what_was_printed_a_year_ago(
    events: list[dict[str, Any]],
) -> None:
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        now = scope_of(book, year=2026)
        then = year_before(now)
        for make in (position_statement, result_statement, flow_statement):
            if make is not position_statement:
                # Flows are compared day by day: a whole year with a whole year.
                now = Scope(
                    now.books, now.postings, "", date(2026, 1, 1), date(2026, 12, 31), now.asked
                )
            printed = without_zeros(sens(make(then)))
            compared = without_zeros(sens(make(now), 1))
            if make is position_statement:
                # The result of a year that is over stands on the line of its own time.
                assert (
                    compared[SHU_CURRENT] == printed[SHU_CURRENT] if SHU_CURRENT in printed else 1
                )
            assert compared == printed
        equity, before = equity_statement(now), equity_statement(then)
        wanted = {key: sen for key, sen in _cells(before).items() if key[0].endswith("_2025")}
        assert wanted == {k: sen for k, sen in _cells(equity).items() if k[0].endswith("_2025")}


def _every(statement: Statement) -> dict[tuple[str, str], int]:
    return {(item.key, column): figure.sen for item, column, figure in figure_places(statement)}


def _cells(statement: Statement) -> dict[tuple[str, str], int]:
    return {key: sen for key, sen in _every(statement).items() if sen}


@slow
@given(journals(), days)
def test_closing_a_year_changes_no_statement(events: list[dict[str, Any]], day: date) -> None:
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        asked: list[dict[str, Any]] = [{"last": day}, {"year": 2025}, {"last": date(2026, 1, 1)}]
        before = [_printed(book, each) for each in asked]
        shu = sens(position_statement(scope_of(book, year=2025)))[SHU_CURRENT]
        events = closing(2025, str(from_sen(shu)))
        record_text(book, map(json.dumps, events), "uji", STAMP)
        assert [_printed(book, each) for each in asked] == before
        ends = year_ends(scope_of(book, year=2026).postings)
        assert sum(leg.sen for leg in ends.legs) == 0
        held = scope_of(book).postings.balances(date(2026, 1, 1))[0]
        position = sens(position_statement(scope_of(book, last=date(2026, 1, 1))))
        assert -held.get(SHU_PRIOR, 0) == position.get(SHU_PRIOR, 0)


def _printed(book: Book, asked: dict[str, Any]) -> list[object]:
    names = ("neraca", "phu", "ekuitas", "arus-kas", "unit")
    made = [report(book, name, **asked).tables for name in names]
    indirect = report(book, "arus-kas", method="tidak-langsung", **asked)
    return [*made, indirect.tables]


@slow
@given(journals(), days)
def test_the_parts_of_a_figure_add_up_to_it(events: list[dict[str, Any]], day: date) -> None:
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        for asked in ({"last": day}, {"last": day, "method": "tidak-langsung"}):
            scope = scope_of(book, **asked)
            for statement in all_statements(scope):
                places = list(figure_places(statement))
                parts = followed(scope, [figure for _, _, figure in places])
                for (item, _, figure), part in zip(places, parts, strict=True):
                    total = (part.opening or 0) + sum(leg.sen for leg in part.legs)
                    assert total == figure.sen, (statement.name, item.key)
                known = entries_of(scope, (leg.seq for part in parts for leg in part.legs))
                assert {leg.seq for part in parts for leg in part.legs} == set(known)


@slow
@given(journals(), st.sampled_from(("operasi", "pendanaan")), days)
def test_flows_of_an_activity_and_their_sum(
    events: list[dict[str, Any]], where: str, day: date
) -> None:
    events[1]["policy"] = {**events[1]["policy"], "laporan": {"simpanan_di_arus_kas": where}}
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        scope = scope_of(book, last=day)
        placing = Placing(scope.books, day)
        span = (FIRST, day)
        postings = scope.postings
        flows = cash_flows(postings, placing, span, year_ends(postings), marks(postings))
        at = activities(placing)
        assert at["simpanan"] == where
        assert flows.net("operasi", at) == flows.indirect()
        (held,) = postings.balances(day)
        cash = sum(held.get(name, 0) for name in placing.accounts["kas"])
        assert sum(flows.net(activity, at) for activity in ACTIVITIES) == cash


def test_every_caption_but_cash_has_a_flow() -> None:
    assert set(FLOW_OF) == set(CAPTIONS) - {"kas"}
    assert sum(len(flow.captions) for flow in FLOWS.values()) == len(FLOW_OF)
    assert all(flow.into or flow.out for flow in FLOWS.values())


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_names_every_result_caption_once(form: Any) -> None:
    named = [key for step in form.steps for group in step.groups for key in group.captions]
    wanted = [key for key, each in CAPTIONS.items() if each.root in ("Pendapatan", "Beban")]
    assert sorted(named) == sorted(wanted)
