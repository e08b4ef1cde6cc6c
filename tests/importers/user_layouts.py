"""Writes statements in layouts of the treasurer's own, so that tests can read them back."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bank_layouts import PLAIN, Dialect, Move
from hypothesis import strategies as st
from openpyxl import Workbook

_MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()  # noqa: SIM905


def printed(day: dt.date, form: str) -> str:
    text = form.replace("yyyy", f"{day:%Y}").replace("yy", f"{day:%y}").replace("dd", f"{day:%d}")
    if "mmm" in text:
        return text.replace("mmm", _MONTHS[day.month - 1])
    return text.replace("mm", f"{day:%m}")


@dataclass(frozen=True)
class Own:
    """A layout and how its file is written."""

    rule: str = "dua-kolom"
    form: str = "dd/mm/yyyy"
    dialect: Dialect = PLAIN
    excel: bool = False
    balance: bool = True
    heading: bool = True
    opening_row: bool = True

    @property
    def values(self) -> dict[str, Any]:
        """The layout as a TOML file has it."""
        names: dict[str, Any] = {"tanggal": "Tgl", "uraian": ["Uraian", "Catatan"]}
        amounts = {
            "dua-kolom": {"debet": "Keluar", "kredit": "Masuk"},
            "bertanda": {"jumlah": "Nilai"},
            "kolom-tanda": {"jumlah": "Nilai", "tanda": "D/K"},
            "akhiran": {"jumlah": "Nilai"},
        }[self.rule]
        names |= amounts | ({"saldo": "Sisa"} if self.balance else {})
        if not self.heading:
            places = [same for same in self.header if same]
            names = {
                key: [places.index(each) + 1 for each in value]
                if isinstance(value, list)
                else places.index(value) + 1
                for key, value in names.items()
            }
        amount: dict[str, Any] = {"aturan": self.rule}
        if self.rule in ("kolom-tanda", "akhiran"):
            amount |= {"masuk": ["K", "CR"], "keluar": ["D", "DB"]}
        file: dict[str, Any] = {"jenis": "excel" if self.excel else "csv", "akhir": ["Total"]}
        file |= {} if self.excel else {"pemisah": self.dialect.delimiter}
        file |= {} if self.heading else {"baris_judul": 0}
        file |= {"saldo_awal": ["SALDO AWAL"]} if self.balance else {}
        return {
            "nama": "bpr-contoh",
            "berkas": file,
            "kolom": names,
            "tanggal": {"bentuk": self.form},
            "angka": {"bentuk": "1.234,56" if self.dialect.comma_style else "1,234.56"},
            "jumlah": amount,
            "rekening": {"nomor": "1234567890"},
        }

    @property
    def header(self) -> list[str]:
        amounts = {
            "dua-kolom": ["Keluar", "Masuk"],
            "bertanda": ["Nilai"],
            "kolom-tanda": ["Nilai", "D/K"],
            "akhiran": ["Nilai"],
        }[self.rule]
        return ["Tgl", "Uraian", *amounts, *(["Sisa"] if self.balance else []), "Catatan"]

    def amounts(self, amount: Decimal) -> list[str]:
        number = self.dialect.number
        match self.rule:
            case "dua-kolom":
                return [number(-amount), ""] if amount < 0 else ["", number(amount)]
            case "bertanda":
                return [number(amount)]
            case "kolom-tanda":
                return [number(abs(amount)), "D" if amount < 0 else "K"]
        return [f"{number(abs(amount))} {'DB' if amount < 0 else 'CR'}"]

    def rows(self, moves: Sequence[Move], opening: Decimal) -> list[list[str]]:
        rows = [["BPR CONTOH FIKTIF"], [], self.header] if self.heading else []
        if self.balance and self.opening_row and self.heading:
            blank = [""] * (len(self.header) - 4)
            rows.append(["", "SALDO AWAL", *blank, self.dialect.number(opening), ""])
        running = opening
        for move in moves:
            running += move.amount
            rest = [self.dialect.number(running)] if self.balance else []
            rows.append(
                [printed(move.date, self.form), move.text, *self.amounts(move.amount), *rest, "x"]
            )
        return [*rows, ["Total", "", self.dialect.number(running)]]

    def save(self, rows: Sequence[Sequence[str]]) -> bytes:
        if not self.excel:
            return self.dialect.save(rows)
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append([cell or None for cell in row])
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


own_dialects = st.builds(
    Dialect,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    newline=st.sampled_from(["\r\n", "\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    comma_style=st.booleans(),
    quote_all=st.booleans(),
)
owns = st.builds(
    Own,
    rule=st.sampled_from(["dua-kolom", "bertanda", "kolom-tanda", "akhiran"]),
    form=st.sampled_from(
        ["dd/mm/yyyy", "mm/dd/yyyy", "yyyy-mm-dd", "dd-mm-yy", "dd mmm yyyy", "yyyymmdd"]
    ),
    dialect=own_dialects,
    balance=st.booleans(),
    heading=st.booleans(),
    opening_row=st.booleans(),
)
