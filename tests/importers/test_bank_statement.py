"""The chain proof, the order of lines, and which statements are joined."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from koperasi_ledger.importers.date_forms import time_of
from koperasi_ledger.importers.errors import BrokenChain, UnterminatedQuote
from koperasi_ledger.importers.statement import Line, Statement, join, oldest_first, prove, to_json
from koperasi_ledger.importers.text import description, rows_of


def line(day: int, amount: int, balance: int | None, row: int = 1) -> Line:
    printed = None if balance is None else Decimal(balance)
    return Line(dt.date(2026, 9, day), Decimal(amount), printed, "X", None, row)


def statement(day: int, *amounts: int, opening: int = 100) -> Statement:
    lines, running = [], opening
    for amount in amounts:
        running += amount
        lines.append(line(day, amount, running))
    date = dt.date(2026, 9, day)
    return Statement(
        bank="bri",
        account="1",
        currency="IDR",
        start=date,
        end=date,
        opening=Decimal(opening),
        closing=Decimal(running),
        proven=True,
        lines=tuple(lines),
    )


def test_proof_needs_balances() -> None:
    assert not prove([line(1, 5, None)], None, None)
    assert not prove([line(1, 5, None)], Decimal(1), None)
    assert not prove([], Decimal(1), None)
    assert prove([line(1, 5, None)], Decimal(1), Decimal(6))
    assert prove([line(1, 5, 6)], None, None)


def test_first_broken_line_is_named() -> None:
    lines = [line(1, 5, 6, 10), line(1, 5, None, 11), line(1, 5, 17, 12), line(1, 1, 99, 13)]
    with pytest.raises(BrokenChain) as caught:
        prove(lines, Decimal(1), None)
    assert caught.value.row == 12
    assert (caught.value.expected, caught.value.printed) == (Decimal(16), Decimal(17))
    assert "selisih 1,00" in str(caught.value)


def test_lines_are_turned_round_only_when_dates_fall_too() -> None:
    falling = (line(3, -3, 100), line(2, 2, 103), line(1, 1, 101))
    assert oldest_first(falling, None, None) == falling[::-1]
    assert oldest_first((), None, None) == ()
    mixed = (line(3, -3, 100), line(1, 2, 103), line(2, 1, 101))
    assert oldest_first(mixed, None, None) == mixed


# A day that adds up to nothing, whose row of -150 was lost, chains backwards in a circle.
CIRCLE = (line(1, 100, 100), line(1, 50, 0))


def test_one_day_is_turned_round_by_its_times_or_between_both_balances_only() -> None:
    backward = (line(1, -3, 100), line(1, 2, 103), line(1, 1, 101))
    assert oldest_first(backward, None, None) == backward
    assert oldest_first(backward, Decimal(100), Decimal(100)) == backward[::-1]
    falling = tuple(
        replace(item, time=time)
        for item, time in zip(backward, ("171500", "090000", "090000"), strict=True)
    )
    assert oldest_first(falling, None, None) == falling[::-1]
    same = tuple(replace(item, time="090000") for item in backward)
    assert oldest_first(same, None, None) == same
    assert oldest_first(CIRCLE, None, None) == CIRCLE
    assert oldest_first(CIRCLE, Decimal(0), Decimal(0)) == CIRCLE
    rising = tuple(replace(item, time=f"0{at}0000") for at, item in enumerate(CIRCLE))
    assert oldest_first(rising, None, None) == rising


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("16 March 2026 09:34:53", "093453"),
        ("01/05/26 10.15.30", "101530"),
        ("2026-07-10 23:44", "234400"),
        ("04-09-2026 8.48 WIB", "084800"),
        ("01/05/2026 02:15 PM", ""),
        ("01.05.2026", ""),
        ("46000", ""),
        ("", ""),
    ],
)
def test_the_time_behind_a_day(cell: str, time: str) -> None:
    assert time_of(cell) == time


def test_consecutive_days_are_joined() -> None:
    (joined,) = join([statement(1, 5), statement(2, -1, opening=105), statement(3, opening=104)])
    assert (joined.start.day, joined.end.day, joined.closing) == (1, 3, Decimal(104))
    assert len(joined.lines) == 2


@pytest.mark.parametrize(
    "second",
    [
        statement(2, 5, opening=101),
        statement(1, 5, opening=100),
        statement(2, 5, -5, opening=100),
        replace(statement(3, 5), account="2"),
        replace(statement(3, 5), account=None),
        replace(statement(3, 5), currency="USD"),
        replace(statement(3, 5), opening=None),
    ],
)
def test_others_are_not(second: Statement) -> None:
    first = statement(2, 5, -5)
    assert join([first, second]) == (first, second)


def test_json_has_two_decimals_and_no_negative_zero() -> None:
    shape = to_json([replace(statement(1, 5), closing=None, opening=Decimal("-0"))])
    assert shape == {
        "bank": "bri",
        "rekening_koran": [
            {
                "rekening": "1",
                "mata_uang": "IDR",
                "dari": "2026-09-01",
                "sampai": "2026-09-01",
                "saldo_awal": "0.00",
                "saldo_akhir": None,
                "terbukti": True,
                "baris": [
                    {
                        "tanggal": "2026-09-01",
                        "jumlah": "5.00",
                        "saldo": "105.00",
                        "uraian": "X",
                        "acuan_bank": None,
                    }
                ],
            }
        ],
    }


def test_rows_keep_physical_lines_across_quoted_breaks() -> None:
    rows = rows_of('a,b\r\n"x\r\n#WARKAT\ry",1\n\n;,2\n', ",")
    assert [(row.number, row.cells[1]) for row in rows] == [(1, "b"), (2, "1"), (6, "2")]


def test_quote_that_never_closes_does_not_swallow_the_file() -> None:
    with pytest.raises(UnterminatedQuote, match="baris 2"):
        rows_of("a\n" + '"x\n' + "y\n" * 150 + '"\n', ",")


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("  A\u00a0\u00a0B\r\n C ", "A B C"),
        ("'=1+1", "=1+1"),
        ("'0000", "0000"),
        ("'ALIM'", "'ALIM'"),
        ("x '=1", "x '=1"),
    ],
)
def test_description_is_cleaned_of_white_space_and_guards(printed: str, clean: str) -> None:
    assert description(printed) == clean
