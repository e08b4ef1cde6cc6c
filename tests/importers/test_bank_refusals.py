"""Every kind of refusal is provoked once, in Indonesian, with place and remedy."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from bank_layouts import Dialect, bca, bca_rows, bri, bri_rows, september

from koperasi_ledger.importers import errors
from koperasi_ledger.importers.bri import BriReader
from koperasi_ledger.importers.errors import StatementMistakes, StatementRefusal, shown
from koperasi_ledger.importers.readers import read_statement
from koperasi_ledger.importers.statement import Statement, to_json

MOVES = [september(1, "50.00"), september(2, "-20.25"), september(3, "7.00")]
SAVE = Dialect().save
BCA, BRI = bca(MOVES), bri(MOVES)


def _with(rows: list[list[str]], row: int, column: int, value: str) -> bytes:
    rows[row][column] = value
    return SAVE(rows)


CASES: dict[str, tuple[bytes, int | None]] = {
    "EmptyFile": (b" \r\n", None),
    "FileTooLarge": (b"x" * (10 * 1024 * 1024 + 1), None),
    "ForeignFile": (b"<html><table>", None),
    "NotText": (BCA.replace(b"TRSF", b"TR\x00SF", 1), 8),
    "UnknownFormat": (b"Tgl;Uraian;Masuk;Keluar\n1;2;3;4\n", None),
    "TooManyRows": (BRI + b"\n" * 20_001, 20_001),
    "TooManyColumns": (BRI + b"," * 64, 5),
    "FieldTooLong": (_with(bri_rows(MOVES), 2, 6, "x" * 4_001), 3),
    "UnterminatedQuote": (BCA.replace(b'TRSF CONTOH"', b"TRSF CONTOH", 1), 8),
    "BadColumns": (BRI + b"1,2,3\n", 5),
    "MissingColumns": (SAVE([[*r[:11], *r[12:]] for r in bri_rows(MOVES)]), 1),
    "UnrecognisedRow": (BCA + b'"04/09/2026","x"\r\n', 16),
    "BadCell": (_with(bri_rows(MOVES), 1, 8, "1_000"), 2),
    "ContradictoryHeading": (BCA + b'"Saldo Akhir : 1.00"\r\n', 16),
    "MixedNumberStyles": (_with(bri_rows(MOVES), 2, 7, "1050,00"), 3),
    "PeriodMissing": (bca(MOVES, period=None, with_year=False), 7),
    "OutsidePeriod": (bca(MOVES, period="01/09/2026 - 02/09/2026"), 10),
    "YearUnclear": (bca(MOVES[:1], period="01/09/2025 - 30/09/2026", with_year=False), 8),
    "BrokenChain": (BCA.replace(b"1,029.75", b"1,029.74"), 9),
    "TotalMismatch": (BCA.replace(b'57.00","2"', b'57.00","3"'), 14),
    "TotalsMissing": (BCA[: BCA.find(b'"Saldo Akhir')], 14),
    "PendingInTheMiddle": (_with(bca_rows(MOVES), 8, 0, "PEND"), 9),
    "NoTransactions": (bri([]), 1),
    "AmbiguousNumbers": (b"", None),  # below: it takes a whole file of such numbers
    "UnknownBank": (b"", None),  # below: about the option, not the file
    "NotThisBank": (b"", None),
    "SeveralReaders": (b"", None),
}
BELOW = ("AmbiguousNumbers", "UnknownBank", "NotThisBank", "SeveralReaders")


def test_every_class_of_refusal_is_provoked() -> None:
    # The classes of this module; those of one format are provoked where its reader is tested.
    every = StatementRefusal.__subclasses__()
    classes = {c.__name__ for c in every if c.__module__ == errors.__name__}
    assert classes == set(CASES)


@pytest.mark.parametrize("kind", [kind for kind in CASES if kind not in BELOW])
def test_refusal_names_file_row_and_remedy(kind: str) -> None:
    data, row = CASES[kind]
    with pytest.raises(getattr(errors, kind)) as caught:
        read_statement(data, "mutasi.csv")
    assert caught.value.where == (f"mutasi.csv, baris {row}" if row else "mutasi.csv")
    assert caught.value.what
    assert caught.value.remedy


GROUPED = (("1.000", "1.050"), ("1.050", "1.075"))


def _ambiguous(amounts: tuple[str, str]) -> bytes:
    rows = bri_rows(MOVES[:2])
    for row, (before, after), amount in zip(rows[1:], GROUPED, amounts, strict=True):
        row[7:11] = [before, "0", amount, after]
        row[11] = "Cr"
    return SAVE(rows)


def test_balances_decide_between_styles_or_the_file_is_refused() -> None:
    (read,) = read_statement(_ambiguous(("50", "25")), "mutasi.csv")
    assert [str(line.balance) for line in read.lines] == ["1050.0", "1075.0"]
    rows = bri_rows(MOVES[:1])
    rows[1][7:11] = ["1.000", "0", "2.000", "3.000"]
    with pytest.raises(errors.AmbiguousNumbers, match="baris 2"):
        read_statement(SAVE(rows), "mutasi.csv")


def test_bank_option_is_checked_against_content() -> None:
    assert read_statement(BCA, "a", "BCA") == read_statement(BCA, "a", "bca-bisnis")
    with pytest.raises(errors.UnknownBank, match=r"bca-bisnis, .*bri, "):
        read_statement(BCA, "a", "bank sampah")
    with pytest.raises(errors.NotThisBank, match="KlikBCA Bisnis CSV"):
        read_statement(BCA, "a", "bri")
    with pytest.raises(errors.ForeignFile):
        read_statement(b"%PDF-1.7", "a", "bri")


def test_two_readers_claiming_one_file_is_refused() -> None:
    with pytest.raises(errors.SeveralReaders, match="--bank"):
        read_statement(BRI, "a", readers=(BriReader(), BriReader()))


FOREIGN: dict[bytes, str] = {
    b"%PDF-1.7\n\x00": "PDF",
    b"\xef\xbb\xbf<!DOCTYPE html><table>": "HTML",
    "<html>".encode("utf-16"): "HTML",
    b":20:MT103\r\n:32A:260901IDR1,": "MT940",
    b"\x1f\x8b\x08\x00": "GZIP",
}


@pytest.mark.parametrize(("data", "named"), FOREIGN.items())
def test_foreign_files_are_named(data: bytes, named: str) -> None:
    with pytest.raises(errors.ForeignFile, match=named):
        read_statement(data, "mutasi.xls")


UNREADABLE: dict[str, Callable[[], bytes]] = {
    "UTF-16": lambda: BCA.decode().encode("utf-16")[:-1],
    "0x81": lambda: BCA.replace(b"CONTOH", b"\xff\x81"),
    r"U\+0000": lambda: BCA.decode().encode("utf-16-le"),
}


@pytest.mark.parametrize("named", UNREADABLE)
def test_bytes_of_no_encoding_are_refused(named: str) -> None:
    with pytest.raises(errors.NotText, match=named):
        read_statement(UNREADABLE[named](), "mutasi.csv")


def test_seen_header_and_text_are_shown() -> None:
    with pytest.raises(errors.UnknownFormat, match=r"Tgl;Uraian;Masuk;Keluar.* \(baris 1"):
        read_statement(CASES["UnknownFormat"][0], "a")
    with pytest.raises(errors.UnknownFormat, match="bukan CSV; dimulai dengan “halo”"):
        read_statement(b"halo\n", "a")


def test_file_name_and_values_cannot_rewrite_the_message() -> None:
    with pytest.raises(errors.EmptyFile) as caught:
        read_statement(b"", "a\n\u202eb.csv")
    assert caught.value.where == "a\\n\\u202eb.csv"
    assert len(shown("x" * 500)) == 60


def test_mistakes_name_the_file_too() -> None:
    rows = bri_rows(MOVES)
    rows[1][2] = rows[2][2] = "x"
    with pytest.raises(StatementMistakes) as caught:
        read_statement(SAVE(rows), "mutasi.csv")
    assert [m.where for m in caught.value.mistakes] == [
        "mutasi.csv, baris 2",
        "mutasi.csv, baris 3",
    ]


def test_json_needs_one_bank() -> None:
    (statement,) = read_statement(BCA, "a")
    other: Statement = replace(statement, bank="bri")
    for wrong in ((), (statement, other)):
        with pytest.raises(ValueError, match="one bank"):
            to_json(wrong)
