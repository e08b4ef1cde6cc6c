"""A layout proposed from a sample reads the sample; what the sample leaves open is asked."""

import tomllib
from dataclasses import replace
from decimal import Decimal

import pytest
from bank_layouts import Dialect, Move, cents, september
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from user_layouts import Own, own_dialects

from koperasi_ledger.importers import errors, layout_errors
from koperasi_ledger.importers.layout_guess import Proposal, Wishes, propose
from koperasi_ledger.importers.layout_reader import LayoutReader
from koperasi_ledger.importers.layout_spec import LayoutSpec
from koperasi_ledger.importers.layout_toml import layout_text
from koperasi_ledger.model.errors import Refusal

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
MOVES = [september(1, "1050.00", "SETORAN"), september(2, "-20.25", "BIAYA"), september(13, "7.00")]
NOTHING = Wishes()


def _propose(own: Own, moves: list[Move] | None = None, wishes: Wishes = NOTHING) -> Proposal:
    data = own.save(own.rows(moves or MOVES, Decimal(1000)))
    return propose(data, "bpr-contoh", wishes)


plain_owns = st.builds(
    Own,
    rule=st.sampled_from(["dua-kolom", "bertanda", "kolom-tanda", "akhiran"]),
    form=st.sampled_from(["dd/mm/yyyy", "yyyy-mm-dd", "dd-mm-yy", "dd mmm yyyy", "dd.mm.yyyy"]),
    dialect=own_dialects,
    balance=st.booleans(),
    excel=st.booleans(),
)


@quick
@given(plain_owns, st.lists(cents.filter(bool), max_size=5))
def test_what_is_proposed_reads_what_was_written(own: Own, amounts: list[Decimal]) -> None:
    # One movement in and one out, one after the twelfth: then nothing is open.
    moves = [*MOVES, *(Move(MOVES[-1].date, amount, "TRSF") for amount in amounts)]
    found = _propose(own, moves)
    (read,) = found.statements
    assert [(ln.date, ln.amount) for ln in read.lines] == [(m.date, m.amount) for m in moves]
    assert read.proven == own.balance
    assert found.values["tanggal"]["bentuk"] == own.form
    values = tomllib.loads(layout_text(found.values))
    assert values == found.values
    again = LayoutReader(LayoutSpec.model_validate(values))
    data = own.save(own.rows(moves, Decimal(1000)))
    assert again.claims(data)
    assert again.read(data) == found.statements


@settings(parent=quick, max_examples=200)
@given(st.data())
def test_any_sample_is_proposed_for_or_refused(data: st.DataObject) -> None:
    own = Own(rule=data.draw(st.sampled_from(["dua-kolom", "akhiran", "bertanda"])))
    changed = bytearray(own.save(own.rows(MOVES, Decimal(1000))))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed)))
        upto = data.draw(st.integers(at, min(len(changed), at + 40)))
        junk = st.sampled_from([b'"', b";", b"\n", b"Tanggal", b"Saldo", b"9" * 120, b"\t"])
        changed[at:upto] = data.draw(st.binary(max_size=5) | junk)
    try:
        found = propose(bytes(changed), "x", NOTHING)
    except Refusal:
        return
    LayoutSpec.model_validate(tomllib.loads(layout_text(found.values)))


EARLY = [september(1, "1050.00"), september(2, "-20.25"), september(12, "7.00")]


def test_dates_of_two_readings_are_asked_for() -> None:
    with pytest.raises(layout_errors.UnclearDates, match=r"dd/mm/yyyy atau mm/dd/yyyy.*--tanggal"):
        _propose(Own(), EARLY)
    found = _propose(Own(form="mm/dd/yyyy"), EARLY, Wishes(date_form="mm/dd/yyyy"))
    assert [line.date.day for line in found.statements[0].lines] == [1, 2, 12]


def test_dates_of_one_reading_need_no_answer() -> None:
    same = [september(9, "1050.00"), september(9, "-20.25")]
    assert _propose(Own(), same).values["tanggal"]["bentuk"] == "dd/mm/yyyy"


def _grouped(own: Own, last: str = "-3000") -> bytes:
    rows = own.rows([september(13, "2000"), september(14, last)], Decimal(9000))
    return own.save([[cell.replace(".00", "") for cell in row] for row in rows])


def test_numbers_of_two_readings_are_decided_by_balances_or_asked_for() -> None:
    with pytest.raises(layout_errors.UnclearNumbers, match=r"2,000.*--angka"):
        propose(_grouped(Own(balance=False)), "x", NOTHING)
    with pytest.raises(layout_errors.UnclearNumbers):  # thousands of thousands: both prove
        propose(_grouped(Own()), "x", NOTHING)
    decided = propose(_grouped(Own(), "-300"), "x", NOTHING)
    assert [line.amount for line in decided.statements[0].lines] == [Decimal(2000), Decimal(-300)]
    found = propose(_grouped(Own(balance=False)), "x", Wishes(number_form="1,234.56"))
    assert [line.amount for line in found.statements[0].lines] == [Decimal(2000), Decimal(-3000)]


def test_signs_that_nothing_tells_are_asked_for() -> None:
    own = Own(rule="bertanda", balance=False)
    moves = [september(13, "5"), september(14, "7")]
    with pytest.raises(layout_errors.UnclearSigns, match="tanpa tanda"):
        _propose(own, moves)
    assert len(_propose(own, moves, Wishes(rule="bertanda")).statements[0].lines) == 2


def test_unknown_signs_are_refused() -> None:
    own = Own(rule="kolom-tanda")
    rows = own.rows(MOVES, Decimal(1000))
    rows[5][3] = "Q"
    with pytest.raises(layout_errors.UnclearSigns, match="“Q”"):
        propose(own.save(rows), "x", NOTHING)


@pytest.mark.parametrize(("balance", "read"), [(True, True), (False, False)])
def test_no_word_is_a_sign_only_where_balances_prove_it(balance: bool, read: bool) -> None:  # noqa: FBT001
    own = Own(rule="akhiran", balance=balance)
    rows = [[c.replace(" CR", "") for c in row] for row in own.rows(MOVES, Decimal(1000))]
    if read:
        (statement,) = propose(own.save(rows), "x", NOTHING).statements
        assert [line.amount for line in statement.lines] == [m.amount for m in MOVES]
    else:
        with pytest.raises(layout_errors.UnclearSigns, match="tanpa tanda"):
            propose(own.save(rows), "x", NOTHING)


def test_headings_nobody_knows_are_asked_for() -> None:
    rows = Own().rows(MOVES, Decimal(1000))
    rows[2] = ["Hari", "Isi", "Minus", "Plus", "Posisi", "Lain"]
    data = Own().save(rows)
    with pytest.raises(layout_errors.HeadingNotFound, match=r"Hari \| Isi.*--kolom tanggal="):
        propose(data, "x", NOTHING)
    columns = {"tanggal": "Hari", "uraian": "Isi", "debet": "Minus", "kredit": "Plus"}
    found = propose(data, "x", Wishes(columns=columns | {"saldo": "Posisi"}))
    assert found.statements[0].proven
    with pytest.raises(layout_errors.UnknownColumn, match="“Hbri”"):
        propose(data, "x", Wishes(columns=columns | {"tanggal": "Hbri"}))


def test_account_above_the_table_and_rows_around_it_are_seen() -> None:
    own = Own(dialect=Dialect(delimiter=";", comma_style=True))
    rows = own.rows(MOVES, Decimal(1000))
    rows[1] = ["No. Rekening : 1234-567-890"]
    rows.insert(3, ["(hari)", "(isi)"])
    found = propose(own.save(rows), "x", NOTHING)
    assert found.values["rekening"] == {"nomor": "1234567890"}
    assert found.values["berkas"]["lewati"] == 1
    assert found.values["berkas"]["akhir"] == ["Total"]
    assert found.statements[0].opening == Decimal(1000)


def test_a_broken_sample_names_its_row() -> None:
    rows = Own().rows(MOVES, Decimal(1000))
    rows[5][4] = "1.00"
    with pytest.raises(errors.BrokenChain, match="baris 6"):
        propose(Own().save(rows), "x", NOTHING)


def test_every_question_says_what_to_answer() -> None:
    kinds = (
        layout_errors.HeadingNotFound("a", 1),
        layout_errors.UnknownColumn("saldo", "x"),
        layout_errors.UnclearDates("01/02/2026", 1, ()),
        layout_errors.UnclearNumbers("1.000", 1),
        layout_errors.UnclearSigns("x", 1),
    )
    assert all("--" in kind.remedy or "baris judul" in kind.remedy for kind in kinds)


def test_minus_in_the_debit_column_is_seen() -> None:
    own = replace(Own())
    rows = own.rows(MOVES, Decimal(1000))
    rows[5][2] = f"-{rows[5][2]}"
    found = propose(own.save(rows), "x", NOTHING)
    assert found.values["jumlah"] == {"aturan": "dua-kolom", "debet_minus": True}
    assert found.statements[0].lines[1].amount == Decimal("-20.25")
