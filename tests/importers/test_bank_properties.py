"""Laws of the bank readers: what is written is read, what is damaged is seen, nothing crashes."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from bank_layouts import (
    Dialect,
    Move,
    bca,
    bca_rows,
    bri,
    bri_rows,
    cents,
    dialects,
    moves_lists,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koperasi_ledger.importers.amounts import Style, is_ambiguous, parse_amount, styles_of
from koperasi_ledger.importers.readers import READERS, read_statement
from koperasi_ledger.importers.statement import Statement, prove
from koperasi_ledger.model.errors import Refusal

DATA = Path(__file__).parent.parent / "data" / "bank"
SEEDS = sorted(path.read_bytes() for path in DATA.rglob("*.csv"))
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)


def _clean(text: str) -> str:
    return re.sub(r"^'(?=[-=+@0-9])", "", " ".join(text.split()))


def _assert_reads(data: bytes, moves: list[Move], opening: Decimal) -> Statement:
    (statement,) = read_statement(data, "mutasi.csv")
    assert [(ln.date, ln.amount, ln.text) for ln in statement.lines] == [
        (m.date, m.amount, _clean(m.text)) for m in moves
    ]
    assert statement.opening == opening
    assert statement.closing == opening + sum((m.amount for m in moves), Decimal(0))
    assert statement.proven
    return statement


@quick
@given(moves_lists, cents, dialects, st.sets(st.sampled_from(["year", "balance", "sign"])))
def test_bca_reads_what_was_written(
    moves: list[Move], opening: Decimal, dialect: Dialect, has: set[str]
) -> None:
    moves.sort(key=lambda move: move.date)
    data = bca(
        moves,
        opening,
        dialect=dialect,
        with_year="year" in has,
        with_balance="balance" in has,
        sign_column=has >= {"balance", "sign"},
    )
    statement = _assert_reads(data, moves, opening)
    assert (statement.bank, statement.account) == ("bca", "0000012345")


@quick
@given(moves_lists, cents, dialects, st.sampled_from([18, 19]))
def test_bri_reads_what_was_written(
    moves: list[Move], opening: Decimal, dialect: Dialect, columns: int
) -> None:
    moves.sort(key=lambda move: move.date)
    statement = _assert_reads(bri(moves, opening, dialect=dialect, columns=columns), moves, opening)
    assert (statement.bank, statement.account) == ("bri", "000001000123509")


@quick
@given(moves_lists, cents, st.data())
def test_bca_row_lost_doubled_or_altered_is_refused(
    moves: list[Move], opening: Decimal, data: st.DataObject
) -> None:
    moves.sort(key=lambda move: move.date)
    balance = data.draw(st.booleans(), "with balance")
    rows = bca_rows(moves, opening, with_balance=balance)
    victim = rows.index([]) + 2 + data.draw(st.integers(0, len(moves) - 1), "victim")
    _damage(rows, victim, 3, data)
    with pytest.raises(Refusal):
        read_statement(Dialect().save(rows), "mutasi.csv")


@quick
@given(moves_lists, cents, st.data())
def test_bri_row_lost_doubled_or_altered_is_refused(
    moves: list[Move], opening: Decimal, data: st.DataObject
) -> None:
    moves = sorted([*moves, *moves, *moves], key=lambda move: move.date)
    rows = bri_rows(moves, opening)
    # The first and the last row of a file without totals cannot be missed.
    victim = data.draw(st.integers(2, len(moves) - 1), "victim")
    debit = bool(Decimal(rows[victim][8]))
    _damage(rows, victim, 8 if debit else 9, data)
    with pytest.raises(Refusal):
        read_statement(Dialect().save(rows), "mutasi.csv")


def _damage(rows: list[list[str]], victim: int, column: int, data: st.DataObject) -> None:
    match data.draw(st.sampled_from(["lost", "doubled", "altered"]), "damage"):
        case "lost":
            del rows[victim]
        case "doubled":
            rows.insert(victim, rows[victim])
        case _:
            cell = rows[victim][column]
            at = next(i for i, char in enumerate(cell) if char.isdigit())
            rows[victim][column] = f"{cell[:at]}{int(cell[at]) % 9 + 1}{cell[at + 1 :]}"


@given(cents, st.booleans())
def test_amounts_round_trip_in_their_style(amount: Decimal, grouped: bool) -> None:  # noqa: FBT001
    for style in Style:
        printed = Dialect(comma_style=style is Style.COMMA).number(amount, grouped=grouped)
        assert parse_amount(printed, style) == amount
        assert styles_of(printed) == {style}


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(",."))
def test_one_group_of_three_is_ambiguous(thousands: int, rest: int, mark: str) -> None:
    printed = f"{thousands}{mark}{rest:03}"
    assert is_ambiguous(printed)
    assert {parse_amount(printed, style) for style in Style} == {None, thousands * 1000 + rest}


@given(st.text(max_size=12) | st.text(alphabet="0123456789.,-+_eENaN ١２", max_size=12))
def test_amount_is_ascii_digits_or_nothing(text: str) -> None:
    for style in Style:
        value = parse_amount(text, style)
        assert value is None or (value.is_finite() and set(text) <= set("0123456789.,-"))


@settings(parent=quick, max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(SEEDS), st.booleans())
def test_any_bytes_are_read_or_refused(junk: bytes, seed: bytes, lead: bool) -> None:  # noqa: FBT001
    head = seed[: seed.find(b"Saldo") + 20] if lead else b""
    _read_or_refuse(head + junk)


@settings(parent=quick, max_examples=300)
@given(st.sampled_from(SEEDS), st.data())
def test_mutated_samples_are_read_with_proof_or_refused(seed: bytes, data: st.DataObject) -> None:
    changed = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(changed)))
        upto = data.draw(st.integers(at, min(len(changed), at + 30)))
        changed[at:upto] = data.draw(
            st.binary(max_size=5) | st.sampled_from([b'"', b";", b"\n", b"9", b"1.234", b"PEND"])
        )
    _read_or_refuse(bytes(changed))


def _read_or_refuse(data: bytes) -> None:
    try:
        statements = read_statement(data, "acak.bin")
    except Refusal:
        return
    for statement in statements:
        assert statement.proven == prove(statement.lines, statement.opening, statement.closing)


@pytest.mark.parametrize("unit", [b"\n", b'"\n', b'"a\n",', b",", b"\xff\xfe", b"\x00", b"1;"])
def test_ten_megabytes_of_anything_are_bounded(unit: bytes) -> None:
    head = bri([])
    for data in (unit * (10_000_000 // len(unit)), head + unit * (9_000_000 // len(unit))):
        with pytest.raises(Refusal):
            read_statement(data, "besar.csv")


@given(st.binary(max_size=200))
def test_claiming_never_raises(data: bytes) -> None:
    assert all(reader.claims(data) in (True, False) for reader in READERS)
