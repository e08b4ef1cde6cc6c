"""Writes statements in the layouts of the banks, so that tests can read them back."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

BRI_COLUMNS = [
    *("ID", "NOREK", "TGL_TRAN", "TGL_EFEKTIF", "JAM_TRAN", "SEQ", "DESK_TRAN"),
    *("SALDO_AWAL_MUTASI", "MUTASI_DEBET", "MUTASI_KREDIT", "SALDO_AKHIR_MUTASI", "GLSIGN"),
    *("TRUSER", "KODE_TRAN", "KODE_TRAN_TELLER", "TRREMK", "TLBDS1", "TLBDS2", "REMARK_CUSTOM"),
]


@dataclass(frozen=True)
class Move:
    date: dt.date
    amount: Decimal
    text: str = "TRSF CONTOH"


@dataclass(frozen=True)
class Dialect:
    """How a file was saved: by the bank, or again by an office program."""

    delimiter: str = ","
    newline: str = "\r\n"
    encoding: str = "utf-8"
    comma_style: bool = False
    quote_all: bool = True

    def number(self, amount: Decimal, *, grouped: bool = True) -> str:
        text = f"{amount:,.2f}" if grouped else f"{amount:.2f}"
        return text.translate(str.maketrans(",.", ".,")) if self.comma_style else text

    def save(self, rows: Iterable[Sequence[str]]) -> bytes:
        out = io.StringIO()
        writer = csv.writer(
            out,
            delimiter=self.delimiter,
            lineterminator=self.newline,
            quoting=csv.QUOTE_ALL if self.quote_all else csv.QUOTE_MINIMAL,
        )
        writer.writerows(rows)
        return out.getvalue().encode(self.encoding)


PLAIN = Dialect()


def bca_rows(
    moves: Sequence[Move],
    opening: Decimal = Decimal(1000),
    *,
    dialect: Dialect = PLAIN,
    account: str = "0000012345",
    period: str | None = "01/09/2026 - 30/09/2026",
    with_year: bool = True,
    with_balance: bool = True,
    sign_column: bool = False,
    pending: Sequence[Move] = (),
    totals_count_pending: bool = True,
) -> list[list[str]]:
    header = ["Tanggal Transaksi", "Keterangan", "Cabang", "Jumlah"]
    header += [""] * sign_column + ["Saldo"] * with_balance
    rows = [["Informasi Rekening - Mutasi Rekening"], [f"No. rekening : {account}"]]
    rows += [["Nama : KOPERASI CONTOH FIKTIF"]]
    rows += [] if period is None else [[f"Periode : {period}"]]
    rows += [["Kode Mata Uang : Rp"], [], header]
    running = opening
    for number, move in enumerate([*moves, *pending]):
        running += move.amount
        mark = "DB" if move.amount < 0 else "CR"
        shown = dialect.number(abs(move.amount))
        day = f"{move.date:%d/%m/%Y}" if with_year else f"{move.date:%d/%m}"
        day = day if number < len(moves) else "PEND"
        amount = [shown, mark] if sign_column else [f"{shown} {mark}"]
        balance = [dialect.number(running)] if with_balance else []
        rows.append([day, move.text, "0000", *amount, *balance])
    counted = [*moves, *(pending if totals_count_pending else ())]
    outs = [-m.amount for m in counted if m.amount < 0]
    ins = [m.amount for m in counted if m.amount > 0]
    closing = opening + sum(ins, Decimal(0)) - sum(outs, Decimal(0))
    rows += [[], [f"Saldo Awal : {dialect.number(opening)}"]]
    rows += [[f"Mutasi Debet : {dialect.number(sum(outs, Decimal(0)))}", str(len(outs))]]
    rows += [[f"Mutasi Kredit : {dialect.number(sum(ins, Decimal(0)))}", str(len(ins))]]
    return [*rows, [f"Saldo Akhir : {dialect.number(closing)}"]]


def bri_rows(
    moves: Sequence[Move],
    opening: Decimal = Decimal(1000),
    *,
    dialect: Dialect = PLAIN,
    account: str = "000001000123509",
    columns: int = 19,
) -> list[list[str]]:
    rows = [BRI_COLUMNS[:columns]]
    running = opening
    for number, move in enumerate(moves, start=1):
        before, running = running, running + move.amount
        out, zero = move.amount < 0, Decimal(0)
        when = f"{move.date:%Y-%m-%d} 08:14:47"
        numbers = (before, -move.amount if out else zero, zero if out else move.amount, running)
        printed = [dialect.number(value, grouped=False) for value in numbers]
        row = [str(number), account, when, when, "81447", "000001", move.text, *printed]
        row += ["Db" if out else "Cr", "8888079", "4", "6670", "", "", "", "Remark"]
        rows.append(row[:columns])
    return rows


def bca(moves: Sequence[Move], opening: Decimal = Decimal(1000), **options: object) -> bytes:
    dialect = options.get("dialect", PLAIN)
    assert isinstance(dialect, Dialect)
    return dialect.save(bca_rows(moves, opening, **options))  # type: ignore[arg-type]


def bri(moves: Sequence[Move], opening: Decimal = Decimal(1000), **options: object) -> bytes:
    dialect = options.get("dialect", PLAIN)
    assert isinstance(dialect, Dialect)
    return dialect.save(bri_rows(moves, opening, **options))  # type: ignore[arg-type]


def september(day: int, amount: str, text: str = "TRSF CONTOH") -> Move:
    return Move(dt.date(2026, 9, day), Decimal(amount), text)


cents = st.integers(-(10**15), 10**15).map(lambda n: Decimal(n).scaleb(-2))
texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from(" \",;\n='\u00a0"), max_size=30
)
moves_lists = st.lists(
    st.builds(
        Move,
        st.dates(dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
        cents.filter(bool),
        texts,
    ),
    min_size=1,
    max_size=8,
)
dialects = st.builds(
    Dialect,
    delimiter=st.sampled_from([",", ";", "\t"]),
    newline=st.sampled_from(["\r\n", "\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    comma_style=st.booleans(),
    quote_all=st.booleans(),
)
