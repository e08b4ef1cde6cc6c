"""The receipt on 58 mm: never wider than the paper, plain ASCII, nothing left out."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.reports.slip import WIDTH, Slip, SlipLine, slip_lines, slip_pdf, slip_text

words = st.text(max_size=90)
amounts = st.decimals(0, 10**13, places=0).map(lambda value: Decimal(int(value)))
goods = st.builds(SlipLine, words, words, amounts, amounts, amounts)


def slip(**changes: object) -> Slip:
    """A receipt of one line."""
    fields: dict[str, object] = {
        "cooperative": "Koperasi Contoh",
        "address": "",
        "till": "kasir-1",
        "number": "20260131-1",
        "day": date(2026, 1, 31),
        "buyer": "",
        "lines": (SlipLine("Beras", "2 kg", Decimal(13500), Decimal(0), Decimal(27000)),),
        "total": Decimal(27000),
        "payments": (("Tunai", Decimal(27000)),),
    }
    return Slip(**(fields | changes))  # type: ignore[arg-type] # fields of the tuple


@given(
    cooperative=words,
    address=words,
    buyer=words,
    lines=st.lists(goods, max_size=4).map(tuple),
    total=amounts,
    given=st.none() | amounts,
    marks=st.sampled_from([(), ("SALINAN",), ("DIBATALKAN", "SALINAN")]),
)
def test_no_line_is_wider_than_the_paper_and_all_is_ascii(**fields: object) -> None:
    made = slip_lines(slip(**fields))
    assert all(len(line) <= WIDTH for line in made)
    assert all(" " <= char <= "~" for line in made for char in line)
    whole = "".join(made).replace(" ", "")
    lines = fields["lines"]
    assert isinstance(lines, tuple)
    for line in lines:
        assert format_rupiah(line.amount + line.discount) in whole


def test_tax_change_and_returns_are_told() -> None:
    text = slip_text(
        slip(
            buyer="A-0001",
            tax=Decimal(2676),
            given=Decimal(50000),
            change=Decimal(23000),
            returned=Decimal(13500),
            marks=("SALINAN",),
        )
    )
    for told in (
        "Pembeli                   A-0001",
        "termasuk PPN               2.676",
        "Kembali                   23.000",
        "Sudah diretur             13.500",
    ):
        assert told in text
    added = slip_text(slip(total=Decimal(29970), tax=Decimal(2970)))
    assert "PPN                        2.970\nJUMLAH                    29.970" in added


@pytest.mark.parametrize("name", ['#"]) Beras', "\\ \n {{ x }}", "Naïf 米", "*_`$"])
def test_no_name_can_break_the_pdf(name: str) -> None:
    line = SlipLine(name, name, Decimal(1), Decimal(1), Decimal(0))
    made = slip_pdf(slip(cooperative=name, buyer=name, lines=(line,)))
    assert made.startswith(b"%PDF")
    assert made == slip_pdf(slip(cooperative=name, buyer=name, lines=(line,)))
