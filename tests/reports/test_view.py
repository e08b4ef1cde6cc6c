"""A malformed view is refused when built, not halfway through a page."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from test_render_samples import neraca, voucher

from koperasi_ledger.reports.view import Cell, Column, ColumnKind, Row, Table


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("text", Decimal(1)),
        ("amount", "1.000"),
        ("amount", 1000),
        ("amount", Decimal("NaN")),
        ("number", True),
        ("date", datetime(2026, 1, 1, tzinfo=UTC)),
        ("code", 2026),
    ],
)
def test_a_cell_of_another_type_is_refused(kind: ColumnKind, cell: Cell) -> None:
    with pytest.raises(ValueError, match="table t, row 1, k"):
        Table("t", "", (Column("k", "K", kind),), (Row((cell,)),))


@pytest.mark.parametrize("key", ["gaya", "telusur", "Kode", "dua kata", ""])
def test_a_column_key_is_snake_case_and_not_reserved(key: str) -> None:
    with pytest.raises(ValueError, match="column key"):
        Column(key, "Judul")


def test_rows_have_a_cell_per_column() -> None:
    with pytest.raises(ValueError, match="row 1: 2 cells"):
        Table("t", "", (Column("a", "A"),), (Row(("x", "y")),))
    with pytest.raises(ValueError, match="unique"):
        Table("t", "", (Column("a", "A"), Column("a", "B")), ())


@pytest.mark.parametrize(
    "change",
    [
        {"journal_hash": "<b>"},
        {"orientation": "miring"},
        {"facts": (("a", "1"), ("a", "2"))},
        {"tables": neraca().tables * 2},
    ],
)
def test_a_malformed_report_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"hash|orientation|unique"):
        replace(neraca(), **change)


def test_styles_kinds_and_amounts_are_known_ones() -> None:
    bad: Any = "lain"
    for build in (lambda: Column("a", "A", bad), lambda: Row((), bad), lambda: voucher(bad)):
        with pytest.raises(ValueError, match="unknown"):
            build()
    with pytest.raises(ValueError, match="level"):
        Row((), level=-1)
    with pytest.raises(ValueError, match="Infinity"):
        replace(voucher(), amount=Decimal("Infinity"))
