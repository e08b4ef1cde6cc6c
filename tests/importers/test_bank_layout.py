"""Layouts of the treasurer's own: every rule and dialect reads back, damage is seen."""

import datetime as dt
import io
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from bank_layouts import Dialect, Move, cents, september
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pydantic import ValidationError
from user_layouts import Own, owns, printed

from koperasi_ledger.importers import errors
from koperasi_ledger.importers.layout_dates import FORMS, day_in, is_form
from koperasi_ledger.importers.layout_reader import LayoutReader
from koperasi_ledger.importers.layout_spec import LayoutSpec
from koperasi_ledger.importers.readers import READERS, read_statement
from koperasi_ledger.importers.statement import Statement, prove
from koperasi_ledger.model.errors import Refusal

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)
MOVES = [september(1, "50.00", "SETORAN"), september(2, "-20.25", "BIAYA"), september(13, "7.00")]
own_moves = st.lists(
    st.builds(
        Move,
        st.dates(dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
        cents.filter(bool),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).filter(
            lambda text: not text.strip(" '").casefold().startswith("saldo awal")
        ),
    ),
    min_size=1,
    max_size=8,
).map(lambda moves: sorted(moves, key=lambda move: move.date))


def _reader(values: dict[str, Any]) -> LayoutReader:
    return LayoutReader(LayoutSpec.model_validate(values))


def _certain(values: dict[str, Any]) -> LayoutReader:
    return LayoutReader(LayoutSpec.model_validate(values), certain=True)


def _read(own: Own, data: bytes) -> tuple[Statement, ...]:
    return read_statement(data, "bpr.csv", readers=(*READERS, _reader(own.values)))


def _data(own: Own) -> bytes:
    return own.save(own.rows(MOVES, Decimal(1000)))


@quick
@given(own_moves, cents, owns)
def test_what_was_written_is_read(moves: list[Move], opening: Decimal, own: Own) -> None:
    (read,) = _read(own, own.save(own.rows(moves, opening)))
    assert [(ln.date, ln.amount) for ln in read.lines] == [(m.date, m.amount) for m in moves]
    assert all(line.text.endswith("x") for line in read.lines)
    assert (read.bank, read.account, read.proven) == ("bpr-contoh", "1234567890", own.balance)
    assert read.opening == (opening if own.balance else None)


@settings(parent=quick, max_examples=20)
@given(own_moves, cents, owns.map(lambda own: replace(own, excel=True)))
def test_workbooks_read_the_same(moves: list[Move], opening: Decimal, own: Own) -> None:
    moves = [replace(move, text="TRSF") for move in moves]
    (read,) = _read(own, own.save(own.rows(moves, opening)))
    assert [(ln.date, ln.amount) for ln in read.lines] == [(m.date, m.amount) for m in moves]


@quick
@given(own_moves, cents, owns, st.data())
def test_row_lost_doubled_or_altered_is_refused(
    moves: list[Move], opening: Decimal, own: Own, data: st.DataObject
) -> None:
    own = replace(own, balance=True, heading=True, opening_row=True)
    moves = [*moves, Move(dt.date(2026, 9, 30), Decimal(7), "LAST")]
    rows = own.rows(moves, opening)
    victim = data.draw(st.integers(4, 2 + len(moves)), "victim")  # all but the last, unmissed
    damage = data.draw(st.sampled_from(["lost", "doubled", "altered"]), "damage")
    if damage == "lost":
        del rows[victim]
    elif damage == "doubled":
        rows.insert(victim, rows[victim])
    else:
        at = next(i for i in (2, 3) if any(c.isdigit() for c in rows[victim][i]))
        cell = rows[victim][at]
        place = max(i for i, char in enumerate(cell) if char.isdigit())
        rows[victim][at] = f"{cell[:place]}{(int(cell[place]) + 1) % 10}{cell[place + 1 :]}"
    with pytest.raises(Refusal):
        _read(own, own.save(rows))


@settings(parent=quick, max_examples=300)
@given(owns, st.data())
def test_mutated_files_are_read_with_proof_or_refused(own: Own, data: st.DataObject) -> None:
    changed = bytearray(_data(own))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(changed)))
        upto = data.draw(st.integers(at, min(len(changed), at + 30)))
        changed[at:upto] = data.draw(
            st.binary(max_size=5) | st.sampled_from([b'"', b";", b"\n", b"9"])
        )
    try:
        found = _read(own, bytes(changed))
    except Refusal:
        return
    assert all(prove(s.lines, s.opening, s.closing) == s.proven for s in found if s.proven)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(FORMS))
def test_days_round_trip_in_every_form(day: dt.date, form: str) -> None:
    assert is_form(form)
    assert day_in(printed(day, form), form) == day
    assert day_in(printed(day, form) + " 08:14:47 WIB", form) == day


@pytest.mark.parametrize(
    "form", ["", "dd/mm", "dd/dd/yyyy", "dd/mm/yyyy yy", "tanggal", "dd(mm)yyyy", "dd/mm/yyyy.*"]
)
def test_what_is_no_form_is_refused(form: str) -> None:
    assert not is_form(form)


def test_newest_first_is_turned_round() -> None:
    own = Own(opening_row=False)
    rows = own.rows(MOVES, Decimal(1000))
    rows[3:6] = reversed(rows[3:6])
    (read,) = _read(own, own.save(rows))
    assert ([line.date.day for line in read.lines], read.proven) == ([1, 2, 13], True)


def test_accounts_in_a_column_are_kept_apart() -> None:
    own = Own(balance=False)
    values = own.values
    values["kolom"]["rekening"] = "Catatan"
    del values["rekening"]
    rows = own.rows(MOVES, Decimal(0))
    for row, number in zip(rows[3:6], ("11111", "22222", "11111"), strict=True):
        row[-1] = number
    read = read_statement(own.save(rows), "a", readers=(_reader(values),))
    assert [(s.account, len(s.lines)) for s in read] == [("11111", 2), ("22222", 1)]


CASES: dict[str, tuple[int, int, str, type[Refusal]]] = {
    "no such day": (4, 0, "31/02/2026", errors.BadCell),
    "no date": (4, 0, "", errors.BadCell),
    "month first": (5, 0, "09/13/2026", errors.BadCell),
    "other style": (5, 2, "20,25", errors.BadCell),
    "both sides": (5, 3, "1.00", errors.BadCell),
    "negative": (5, 2, "-20.25", errors.BadCell),
    "no amount": (5, 2, "", errors.BadCell),
    "balance": (5, 4, "1029.74", errors.BrokenChain),
    "no number": (4, 4, "١٢", errors.BadCell),
    "heading": (2, 3, "Debit", errors.MissingColumns),
    "below the end": (7, 0, "Total", errors.UnrecognisedRow),
}


@pytest.mark.parametrize("case", CASES)
def test_unclear_rows_are_refused_with_their_row(case: str) -> None:
    row, column, value, kind = CASES[case]
    own = Own()
    rows = own.rows(MOVES, Decimal(1000))
    rows[row][column] = value
    if case == "below the end":
        rows[6:8] = [["Total"], rows[6]]
    with pytest.raises(kind) as caught:
        read_statement(own.save(rows), "a.csv", "bpr-contoh", readers=(_certain(own.values),))
    assert isinstance(caught.value, errors.StatementRefusal)
    assert caught.value.where == f"a.csv, baris {row + 1}"
    assert caught.value.remedy


def test_a_file_of_the_other_kind_is_refused() -> None:
    with pytest.raises(errors.NotText, match="untuk Excel"):
        _certain(Own(excel=True).values).read(_data(Own()))
    values = Own().values
    values["berkas"]["pengodean"] = "utf-8"
    with pytest.raises(errors.NotText, match="pengodeannya"):
        _certain(values).read(_data(Own()) + b"\xff")


def test_days_that_a_workbook_knows_are_read_and_not_mixed_with_printed_ones() -> None:
    own = Own(excel=True, opening_row=False)
    book = load_workbook(io.BytesIO(own.save(own.rows(MOVES, Decimal(1000)))))
    sheet = book.worksheets[0]
    for row, move in zip((4, 5, 6), MOVES, strict=True):
        sheet.cell(row, 1, dt.datetime.combine(move.date, dt.time(8, 14)))
    whole, mixed = io.BytesIO(), io.BytesIO()
    book.save(whole)
    (read,) = _certain(own.values).read(whole.getvalue())
    assert [line.date for line in read.lines] == [move.date for move in MOVES]
    sheet.cell(6, 1, "13/09/2026")
    book.save(mixed)
    with pytest.raises(errors.BadCell, match="diubah Excel"):
        _certain(own.values).read(mixed.getvalue())


def test_windows_text_is_read_where_it_is_stated() -> None:
    own = Own(dialect=Dialect(encoding="cp1252"))
    values = own.values
    values["berkas"]["pengodean"] = "windows-1252"
    rows = own.rows([september(1, "5", "Café")], Decimal(0))
    (read,) = _reader(values).read(own.save(rows))
    assert read.lines[0].text == "Café x"


WRONG: list[tuple[tuple[str, ...], Any, str]] = [
    (("nama",), "BPR Contoh", "nama"),
    (("berkas", "pemisah"), ":", "pemisah"),
    (("tanggal", "bentuk"), "dd/mm", "bentuk tanggal"),
    (("jumlah", "aturan"), "bertanda", "tidak memakai kolom debet|memerlukan kolom jumlah"),
    (("jumlah", "masuk"), ["K"], "tidak berlaku"),
    (("jumlah",), {"aturan": "akhiran", "masuk": ["K"], "keluar": ["k"]}, "dua kali"),
    (("jumlah",), {"aturan": "akhiran", "masuk": ["K"]}, "memerlukan daftar"),
    (("berkas", "baris_judul"), 0, "nomornya"),
    (("kolom", "saldo"), None, "saldo"),
    (("kolom", "sisa"), "x", "sisa"),
]


@pytest.mark.parametrize(("path", "value", "named"), WRONG)
def test_contradictory_layouts_are_refused(
    path: tuple[str, ...], value: object, named: str
) -> None:
    values = deepcopy(Own().values)
    place = values
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    with pytest.raises(ValidationError, match=named):
        LayoutSpec.model_validate(values)
