"""Damaged files of every reader end in a statement or in our refusal, soon, whatever the damage."""

import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from bank_fuzz import DATA, moves, run, seeds
from bank_layouts import Dialect, bca, bri
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_layouts import bni_direct_rows, jatim_rows, kopra_rows, livin_rows, xls, xlsx

from koperasi_ledger.importers.readers import READERS, read_statement
from koperasi_ledger.importers.workbook import OLE_MAGIC
from koperasi_ledger.model.errors import Refusal


def test_every_reader_has_a_seed() -> None:
    for reader in READERS:
        claimed = any(reader.claims(seed.data) for seed in seeds())
        assert claimed or not hasattr(reader, "_layout"), reader.name


@pytest.mark.parametrize("part", range(4))
def test_damaged_files_are_read_or_refused(part: int) -> None:
    outcome = run(iter(range(part, 1_200, 4)))
    assert sum(outcome.read.values()) > 20
    assert len(outcome.refused) > 5


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3_000), st.sampled_from([b"", b"PK\x03\x04", OLE_MAGIC]))
def test_bytes_behind_any_magic_are_refused(junk: bytes, magic: bytes) -> None:
    try:
        read_statement(magic + junk, "acak")
    except Refusal:
        return
    assert not magic


LARGEST: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "bca": (19_900, lambda count: bca(moves(count))),
    "bri": (19_900, lambda count: bri(moves(count))),
    "kopra": (
        19_900,
        lambda count: Dialect().save(kopra_rows(moves(count), Decimal(5), Dialect())),
    ),
    "livin": (
        9_900,
        lambda count: xlsx(livin_rows(moves(count), Decimal(5), Dialect(comma_style=True))),
    ),
    "jatim": (19_900, lambda count: xlsx(jatim_rows(moves(count), Decimal(5), Dialect()))),
    "bni-direct": (19_900, lambda count: xls(bni_direct_rows(moves(count), Decimal(5), Dialect()))),
}


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_statements_take_the_time_of_their_lines(name: str) -> None:
    """How long that is, the benchmark says; a cost of the square would be sixteen times here."""
    most, made = LARGEST[name]
    spent = []
    for count in (most // 4, most):
        data = made(count)
        began = time.process_time()
        (found,) = read_statement(data, "besar")
        spent.append(time.process_time() - began)
        assert found.proven
    assert spent[1] < 8 * spent[0] + 0.5


def test_samples_are_seeds() -> None:
    assert any(seed.data == (DATA / "mandiri_kopra.csv").read_bytes() for seed in seeds())
