"""MT940: every way of writing it reads the same, damage is seen, what is unclear is refused."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from bank_layouts import Move, cents, moves_lists, september
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from swift_layout import Swift, statements, swift_texts, swifts

from koperasi_ledger.importers import errors
from koperasi_ledger.importers.mt940 import Mt940Reader
from koperasi_ledger.importers.readers import read_statement
from koperasi_ledger.importers.statement import Statement, prove
from koperasi_ledger.model.errors import Refusal

DATA = Path(__file__).parent.parent / "data" / "bank"
SAMPLE = (DATA / "mandiri_daily.mt940").read_bytes()
READERS = (Mt940Reader(),)
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)
MOVES = [september(1, "50.00", "SETORAN"), september(2, "-20.25", "BIAYA"), september(2, "7.00")]
swift_moves = st.lists(
    st.builds(
        Move,
        st.dates(dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
        st.integers(-(10**13), 10**13).filter(bool).map(lambda n: Decimal(n).scaleb(-2)),
        swift_texts,
    ),
    min_size=1,
    max_size=8,
)
openings = st.integers(-(10**13), 10**13).map(lambda n: Decimal(n).scaleb(-2))


def _read(data: bytes) -> tuple[Statement, ...]:
    return read_statement(data, "koran.sta", readers=READERS)


def _one(lines: list[str]) -> Statement:
    (statement,) = _read(Swift().save(lines))
    return statement


def _in_order(moves: list[Move]) -> list[Move]:
    return sorted(moves, key=lambda move: move.date)


@quick
@given(
    swift_moves, openings, swifts, st.lists(st.integers(1, 4), max_size=4), st.sampled_from("FM")
)
def test_what_was_written_is_read(
    moves: list[Move], opening: Decimal, swift: Swift, sizes: list[int], tags: str
) -> None:
    moves = _in_order(moves)
    (statement,) = _read(swift.save(statements(moves, opening, swift, sizes, tags)))
    read = [(ln.date, ln.amount, ln.text) for ln in statement.lines]
    assert read == [(m.date, m.amount, " ".join(m.text.split())) for m in moves]
    assert (statement.opening, statement.proven) == (opening, True)
    assert statement.closing == opening + sum((m.amount for m in moves), Decimal(0))
    assert (statement.account, statement.currency) == ("1370000123456", "IDR")
    assert len({line.row for line in statement.lines}) == len(moves)


@quick
@given(moves_lists.map(_in_order), cents, st.data())
def test_movement_lost_doubled_or_altered_is_refused(
    moves: list[Move], opening: Decimal, data: st.DataObject
) -> None:
    small = [Move(m.date, m.amount % 1000 + 1, "X") for m in moves]
    lines = Swift().message(small, opening % 1000, "1370000123456")
    places = [at for at, line in enumerate(lines) if line.startswith(":61:")]
    victim = data.draw(st.sampled_from(places))
    match data.draw(st.sampled_from(["lost", "doubled", "altered"]), "damage"):
        case "lost":
            del lines[victim]
        case "doubled":
            lines.insert(victim, lines[victim])
        case _:
            digit = lines[victim].index(",") + 1
            other = str((int(lines[victim][digit]) + 1) % 10)
            lines[victim] = lines[victim][:digit] + other + lines[victim][digit + 1 :]
    with pytest.raises(Refusal):
        _read(Swift().save(lines))


@settings(parent=quick, max_examples=300)
@given(st.data())
def test_mutated_sample_is_read_with_proof_or_refused(data: st.DataObject) -> None:
    changed = bytearray(SAMPLE)
    junk = [b":61:", b":62F:", b":20:", b":25:", b":86:", b"-}\n", b"{1:", b",", b"\n", b"RC", b"9"]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed)))
        upto = data.draw(st.integers(at, min(len(changed), at + 30)))
        changed[at:upto] = data.draw(st.binary(max_size=5) | st.sampled_from(junk))
    try:
        found = _read(bytes(changed))
    except Refusal:
        return
    assert all(prove(s.lines, s.opening, s.closing) and s.proven for s in found)


@settings(parent=quick, max_examples=200)
@given(st.lists(st.sampled_from([":20:", ":25:1\n", ":60F:C260901IDR1,00", ":61:260901C1,", "N"])))
def test_any_pieces_of_messages_are_read_or_refused(pieces: list[str]) -> None:
    try:
        _read("\n".join(pieces).encode())
    except Refusal:
        return


@pytest.mark.parametrize("unit", ["\n", "-\n", ":86:\n", ":61:2609010901C1,00NTRF\n", "x\n", "x"])
def test_ten_megabytes_of_anything_are_bounded(unit: str) -> None:
    head = ":20:A\n:25:1370000123456\n:60F:C260901IDR1,00\n:61:2609010901C1,00NTRF\n:86:A\n"
    with pytest.raises(Refusal):
        _read((head + unit * (9_000_000 // len(unit))).encode())


def test_reversals_have_the_sign_of_what_the_money_did() -> None:
    lines = Swift().message(MOVES, Decimal(1000), "1370000123456")
    lines[5:5] = [":61:2609010901RC10,00NTRF", ":61:2609010901RD10,00NTRF"]
    assert [line.amount for line in _one(lines).lines[:2]] == [Decimal(-10), Decimal(10)]


def test_lowercase_marks_and_an_amount_on_the_next_line_are_read() -> None:
    lines = Swift().message(MOVES, Decimal(1000), "1370000123456")
    text = "\n".join(lines).replace("0901C50,00", "0901c\n50,00").replace("0902D", "0902d")
    assert [str(line.amount) for line in _one(text.split("\n")).lines] == [
        "50.00",
        "-20.25",
        "7.00",
    ]


def test_lines_without_type_or_reference_are_all_kept() -> None:
    """The library itself would put the second in the place of the first."""
    read = _one(Swift(kind="", envelope=False).message(MOVES, Decimal(1000), "1370000123456"))
    assert len(read.lines) == 3


def test_what_speaks_of_the_statement_is_no_part_of_its_last_line() -> None:
    read = _one(Swift(trailer=True).message(MOVES, Decimal(1000), "1370000123456"))
    assert read.lines[-1].text == "TRSF CONTOH"


def test_text_falls_back_to_the_supplement_and_reference() -> None:
    lines = Swift().message([september(1, "5", "")], Decimal(0), "1370000123456")
    at = lines.index(":61:2609010901C5,00NTRFNONREF//0901")
    lines[at : at + 1] = [":61:2609010901C5,00NTRFINV-77//B42", "SETORAN ANGGOTA"]
    (line,) = _one(lines).lines
    assert (line.text, line.bank_reference) == ("SETORAN ANGGOTA INV-77", "B42")


def test_entry_date_counts_and_crosses_the_year() -> None:
    move = Move(dt.date(2027, 1, 2), Decimal(5), "")
    lines = Swift().message([move], Decimal(0), "1370000123456")
    text = "\n".join(lines).replace(":61:2701020102", ":61:2612310102")
    assert _one(text.split("\n")).lines[0].date == dt.date(2027, 1, 2)


@pytest.mark.parametrize("day", ["260229", "260230"])
def test_thirty_days_of_february_are_its_last_day(day: str) -> None:
    lines = Swift().message(
        [Move(dt.date(2026, 2, 28), Decimal(5), "")], Decimal(0), "1370000123456"
    )
    text = "\n".join(lines).replace("260228", day).replace("0228C", f"{day[2:]}C")
    read = _one(text.split("\n"))
    assert (read.lines[0].date, read.end) == (dt.date(2026, 2, 28), dt.date(2026, 2, 28))


def test_two_accounts_stay_two() -> None:
    swift = Swift()
    first = swift.message(MOVES, Decimal(1000), "1370000123456")
    second = swift.message(MOVES, Decimal(1000), "1370000999999")
    read = _read(swift.save(first + second))
    assert [s.account for s in read] == ["1370000123456", "1370000999999"]
    assert [len(s.lines) for s in read] == [3, 3]


def test_pages_of_two_accounts_are_not_one_statement() -> None:
    swift = Swift()
    first = swift.message(MOVES, Decimal(0), "1370000123456", "FM")
    second = swift.message(MOVES, Decimal("36.75"), "1370000999999", "MF")
    assert [len(s.lines) for s in _read(swift.save(first + second))] == [3, 3]


def test_a_lost_page_or_day_leaves_two_statements() -> None:
    lines = statements(MOVES, Decimal(0), Swift(envelope=False), [1, 1], "M")
    ends = [at for at, line in enumerate(lines) if line == "-"]
    assert len(_read(Swift().save(lines))) == 1
    assert len(_read(Swift().save(lines[: ends[0] + 1] + lines[ends[1] + 1 :]))) == 2


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("BMRIIDJA/1370000123456", "1370000123456"),
        ("1370000123456IDR", "1370000123456"),
        ("137-00-0012345-6 IDR", "1370000123456"),
        ("NL71RABO0123456789", "NL71RABO0123456789"),
    ],
)
def test_account_numbers_are_freed_of_bank_and_currency(printed: str, number: str) -> None:
    assert _one(Swift().message(MOVES, Decimal(1000), printed)).account == number


def test_content_that_names_a_file_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "koran.sta"
    secret.write_bytes(SAMPLE)
    with pytest.raises(errors.UnknownFormat):
        _read(str(secret).encode())


def test_frame_characters_of_the_network_are_no_text() -> None:
    assert _read(b"\x01" + SAMPLE.replace(b"-}", b"-}\x03")) == _read(SAMPLE)


def _changed(old: str, new: str) -> bytes:
    text = "\n".join(Swift().message(MOVES, Decimal(1000), "1370000123456"))
    assert old in text
    return text.replace(old, new, 1).encode()


REFUSED: dict[str, tuple[bytes, type[Refusal], int | None]] = {
    "interim report": (
        b":20:A\n:25:1\n:34F:IDR0,\n:13D:2609010800+0700\n",
        errors.ForeignFile,
        None,
    ),
    "no closing": (_changed(":62F:C260902IDR1036,75\n", ""), errors.TotalsMissing, 11),
    "no opening": (_changed(":60F:", ":64:"), errors.TotalsMissing, 12),
    "no account": (_changed(":25:1370000123456\n", ""), errors.TotalsMissing, 11),
    "two accounts in one": (_changed(":28C:", ":25:99999\n:28C:"), errors.ContradictoryHeading, 4),
    "two currencies": (
        _changed("62F:C260902IDR", "62F:C260902USD"),
        errors.ContradictoryHeading,
        12,
    ),
    "point in an amount": (_changed("C50,00", "C50.00"), errors.BadCell, 6),
    "point in a balance": (_changed("1000,00", "1.000,00"), errors.BadCell, 5),
    "three decimals": (_changed("C50,00", "C50,000"), errors.BadCell, 6),
    "arabic digits": (_changed("C50,00", "C٥0,00"), errors.BadCell, 6),
    "no such day": (_changed(":61:260901", ":61:261301"), errors.BadCell, 6),
    "no such entry day": (_changed("2609010901", "2609010931"), errors.BadCell, 6),
    "off by one": (_changed("C50,00", "C50,01"), errors.BrokenChain, 12),
    "line after the end": (_changed("-}", ":61:2609010901C1,00NTRF"), errors.UnrecognisedRow, 13),
    "line before the message": (
        b":61:2609010901C1,00NTRF\n:20:A\n:25:1\n",
        errors.UnrecognisedRow,
        1,
    ),
    "broken line": (_changed(":28C:", "28C:"), errors.UnrecognisedRow, 4),
}


@pytest.mark.parametrize("case", REFUSED)
def test_unclear_messages_are_refused_with_their_row(case: str) -> None:
    data, kind, row = REFUSED[case]
    with pytest.raises(kind) as caught:
        _read(data)
    if isinstance(caught.value, errors.StatementRefusal):
        assert caught.value.where == (f"koran.sta, baris {row}" if row else "koran.sta")
        assert caught.value.remedy


def test_csv_is_not_claimed() -> None:
    assert not any(READERS[0].claims(path.read_bytes()) for path in DATA.glob("*.csv"))
