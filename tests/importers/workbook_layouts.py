"""Writes workbooks as banks and office programs do, and statements in the layouts of banks."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

import openpyxl
import openpyxl.cell
import openpyxl.worksheet.worksheet
import xlwt
from bank_layouts import Dialect, Move
from msoffcrypto.format.ooxml import OOXMLFile

Cell = str | int | float | Decimal | dt.date | dt.datetime | None
Cells = Sequence[Cell]
ZERO = Decimal(0)
SALE_COLUMNS = (
    "TRXDATE,TRXTIME,Issuer Name,TID,Refference Number,Reff ID/Invoice No,"
    "AMOUNT,MDR Amount,NET AMOUNT"
)
ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def xlsx(rows: Sequence[Cells], title: str = "Sheet1", *, streamed: bool = True) -> bytes:
    """A workbook as openpyxl writes it: texts in the cells, or shared (`streamed` off)."""
    book = openpyxl.Workbook(write_only=streamed)
    if streamed:
        sheet = book.create_sheet(title)
    else:
        active = book.active
        assert isinstance(active, openpyxl.worksheet.worksheet.Worksheet)
        sheet = active
        sheet.title = title
    for row in rows:
        sheet.append([_literal(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _literal(sheet: object, cell: Cell) -> object:
    """A text that begins with `=` stays a text."""
    if isinstance(cell, str) and cell.startswith("="):
        found = openpyxl.cell.WriteOnlyCell(sheet, cell)  # type: ignore[arg-type]
        found.data_type = "s"
        return found
    return None if cell == "" else cell


def xls(rows: Sequence[Cells], title: str = "Sheet1") -> bytes:
    """A workbook of Excel 97; days as cells with a date format."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(title)
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write(at, column, cell, day)
            elif cell not in (None, ""):
                sheet.write(at, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def locked(data: bytes, password: str) -> bytes:
    """An XLSX with a password, as Excel writes it."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def package(sheet: str, **parts: str) -> bytes:
    """An XLSX around the XML of its sheet; more parts by name, `__` for the slash."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations(f"{kinds}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": '<workbook><sheets><sheet name="S" r:id="r1" xmlns:r="x"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(f"{kinds}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    } | {name.replace("__", "/"): text for name, text in parts.items()}
    return archive(files)


def _relations(kind: str, target: str) -> str:
    return f'<Relationships><Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'


def archive(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return out.getvalue()


def sheet_xml(cells: str) -> str:
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>"


def _pair(dialect: Dialect, amount: Decimal, empty: str) -> tuple[str, str]:
    """Debit and credit as printed."""
    shown = dialect.number(abs(amount))
    return (shown, empty) if amount < 0 else (empty, shown)


def _balances(moves: Sequence[Move], opening: Decimal) -> list[Decimal]:
    return list(accumulate((move.amount for move in moves), initial=opening))


def kopra_rows(moves: Sequence[Move], opening: Decimal, dialect: Dialect) -> list[list[str]]:
    rows = [
        [
            *("AccountNo", "Ccy", "PostDate", "Remarks", "AdditionalDesc"),
            *("Credit Amount", "Debit Amount", "Close Balance"),
        ]
    ]
    for move, balance in zip(moves, _balances(moves, opening)[1:], strict=True):
        debit, credit = _pair(dialect, move.amount, dialect.number(ZERO))
        when = f"{move.date.day:02} {ENGLISH[move.date.month - 1]} {move.date.year} 08:14:47"
        text = [f"{move.text}   ", move.text]
        rows.append(["1370000123456", "IDR", when, *text, credit, debit, dialect.number(balance)])
    return rows


def mcm_rows(moves: Sequence[Move], _: Decimal, dialect: Dialect) -> list[list[str]]:
    rows = [
        [
            *("Account No", "Date", "Val. Date", "Transaction Code", "Description", "Description"),
            *("Reference No.", "Debit", "Credit", ""),
        ]
    ]
    for move in moves:
        day = f"{move.date:%d/%m/%y}"
        amounts = _pair(dialect, move.amount, dialect.number(ZERO))
        texts = [move.text, "CABANG CONTOH   "]
        rows.append(["1370000987654", day, day, "6858", *texts, "1103000009", *amounts, ""])
    return rows


def bni_rows(moves: Sequence[Move], _: Decimal, dialect: Dialect) -> list[list[str]]:
    rows = [
        ["Post Date", "Value Date", "Branch", "Journal No.", "Description", "Debit", "Credit", ""]
    ]
    for move in moves:
        when = f"{move.date:%d/%m/%y} 10.15.30"
        amounts = _pair(dialect, move.amount, dialect.number(ZERO))
        rows.append([when, when, "0998", "100001", move.text, *amounts, ""])
    return rows


def bsi_a_rows(moves: Sequence[Move], _: Decimal, dialect: Dialect) -> list[list[str]]:
    head = [["BANK CONTOH"], ["Nama", "KOPERASI CONTOH"], ["Nomor Rekening", "7000000001"]]
    head += [["Periode", "01/09/2026 - 30/09/2026"], ["Mata Uang", "IDR"], ["x"], ["y"]]
    blank = ["", "", "", "", ""]
    rows = [*head, ["Waktu Transaksi", "B", "C", "D", "E", "F", "Deskripsi", "Debet", "Kredit"]]
    for move in moves:
        debit, credit = _pair(dialect, move.amount, "")
        debit = f"{debit}-" if debit else ""
        rows.append([f"{move.date:%d-%m-%Y} 08.48", *blank, move.text, debit, credit])
    return rows


def bsi_b_rows(moves: Sequence[Move], opening: Decimal, dialect: Dialect) -> list[list[str]]:
    rows = [["Tanggal", "Keterangan", "Nominal Debet", "Nominal Kredit", "Saldo"]]
    for move, balance in zip(moves, _balances(moves, opening)[1:], strict=True):
        amounts = _pair(dialect, move.amount, "")
        rows.append([f"{move.date:%d/%m/%Y}", move.text, *amounts, dialect.number(balance)])
    return rows


def qlola_rows(moves: Sequence[Move], opening: Decimal, dialect: Dialect) -> list[list[str]]:
    rows = [["Laporan Transaksi"], ["No. Rekening", ":", "000001000123509"], []]
    rows += [["No", "Tanggal Transaksi", "Uraian Transaksi", "Teller", "Debet", "Kredit", "Saldo"]]
    for number, (move, balance) in enumerate(
        zip(moves, _balances(moves, opening)[1:], strict=True), start=1
    ):
        amounts = _pair(dialect, move.amount, dialect.number(ZERO))
        shown = [*amounts, dialect.number(balance)]
        rows.append([str(number), f"{move.date:%d-%m-%y}", move.text, "8888", *shown])
    return rows


def jatim_rows(moves: Sequence[Move], opening: Decimal, dialect: Dialect) -> list[list[str]]:
    rows = [
        [
            *("Post Date", "Effective Date", "Account", "Name", "Description", "Currency"),
            *("Debit", "Credit", "Balance", "Reference No"),
        ]
    ]
    for move, balance in zip(moves, _balances(moves, opening)[1:], strict=True):
        day, amounts = f"{move.date:%d/%m/%Y}", _pair(dialect, move.amount, "")
        who = ["0011000001", "KOPERASI CONTOH", move.text, "IDR"]
        rows.append([day, day, *who, *amounts, dialect.number(balance), "REF1"])
    return rows


def livin_rows(
    moves: Sequence[Move], opening: Decimal, dialect: Dialect, *, page: int = 1000
) -> list[list[str]]:
    """The e-statement; a new page, with its headers again, after `page` movements."""
    ins = sum((m.amount for m in moves if m.amount > 0), ZERO)
    outs = sum((-m.amount for m in moves if m.amount < 0), ZERO)
    money = dialect.number
    rows = [["e-Statement"], ["Nama/Name", *[""] * 4, ":", "KOPERASI CONTOH"]]
    rows += [[*[""] * 11, "Periode/Period", ":", "01 Sep 2026 - 30 Sep 2026"]]
    totals = (
        ("Saldo Awal/Initial Balance", opening),
        ("Dana Masuk/Incoming Transactions", ins),
        ("Dana Keluar/Outgoing Transactions", outs),
        ("Saldo Akhir/Closing Balance", opening + ins - outs),
    )
    rows += [[*[""] * 16, label, *[""] * 4, money(amount)] for label, amount in totals]
    rows += [["Nomor Rekening/Account Number", *[""] * 7, ":", "1370000123456"]]
    rows += [["Mata Uang/Currency", *[""] * 7, ":", "IDR"]]
    for number, (move, balance) in enumerate(
        zip(moves, _balances(moves, opening)[1:], strict=True), start=1
    ):
        if (number - 1) % page == 0:
            rows += _livin_headers()
        day = f"{move.date.day:02} {ENGLISH[move.date.month - 1][:3]} {move.date.year}"
        debit, credit = _pair(dialect, move.amount, "")
        row = [""] * 22
        row[0], row[4], row[7] = str(number), day, move.text
        row[15], row[18], row[21] = credit, debit, money(balance)
        rows += [row, [*[""] * 4, "08:14:47 WIB"]]
        if number % page == 0:
            rows.append([*[""] * 7, "PT Bank Fiktif (Persero) Tbk.", *[""] * 11, "Call 00000"])
    return rows


def _livin_headers() -> list[list[str]]:
    rows = []
    for names in (
        ("No", "Tanggal", "Keterangan", "Dana Masuk (IDR)", "Dana Keluar (IDR)", "Saldo (IDR)"),
        (
            *("No", "Date", "Remarks", "Incoming Transactions (IDR)"),
            *("Outgoing Transactions (IDR)", "Balance (IDR)"),
        ),
    ):
        row = [""] * 22
        for at, name in zip((1, 4, 7, 15, 18, 21), names, strict=True):
            row[at] = name
        rows.append(row)
    return rows


def bni_direct_rows(
    moves: Sequence[Move], opening: Decimal, dialect: Dialect, *, page: int = 1000
) -> list[list[Cell]]:
    header: list[Cell] = [""] * 31
    names = (
        *("Posting Date", "Effective Date", "Branch", "Journal", "Transaction Description"),
        *("Amount", "DB/CR", "Balance"),
    )
    for at, name in zip((3, 4, 8, 14, 18, 23, 28, 30), names, strict=True):
        header[at] = name
    rows: list[list[Cell]] = [["", "ACCOUNT STATEMENT"], ["", "0000001234 / KOPERASI CONTOH"]]
    rows += [["", "Period", "", ":", "01/09/2026 - 30/09/2026"], header]
    rows.append([*[""] * 28, dialect.number(opening)])
    for number, (move, balance) in enumerate(
        zip(moves, _balances(moves, opening)[1:], strict=True)
    ):
        if number and number % page == 0:
            rows += [["", "Page 2 of 2"], ["", "0000001234 / KOPERASI CONTOH"], header]
        row: list[Cell] = [""] * 31
        row[1] = row[5] = move.date
        row[9], row[14], row[18] = "0998", "100001", move.text
        row[23], row[28] = dialect.number(abs(move.amount)), "D" if move.amount < 0 else "K"
        row[30] = dialect.number(balance)
        rows.append(row)
    for label, amounts in (
        ("Total Credit :", [m.amount for m in moves if m.amount > 0]),
        ("Total Debit :", [-m.amount for m in moves if m.amount < 0]),
    ):
        summed = dialect.number(sum(amounts, ZERO))
        rows.append(["", label, "", "", str(len(amounts)), "", "", summed])
    return rows


def individu(
    moves: Sequence[Move], opening: Decimal, *, english: bool = True, with_year: bool = True
) -> list[str]:
    """The lines of a KlikBCA Individu file, unquoted."""
    words = (
        "Account No.|Name|Period|Currency|Date,Description,Branch,Amount,,Balance"
        "|Starting Balance|Credit|Debet|Ending Balance"
        if english
        else "No. Rekening|Nama|Periode|Mata Uang|Tanggal,Keterangan,Cabang,Jumlah,,Saldo"
        "|Saldo Awal|Kredit|Debet|Saldo Akhir"
    ).split("|")
    ins = sum((m.amount for m in moves if m.amount > 0), ZERO)
    outs = sum((-m.amount for m in moves if m.amount < 0), ZERO)
    lines = [f"{words[0]},=,'0000067890", f"{words[1]},=,KOPERASI CONTOH"]
    lines += [f"{words[2]},=,01/09/2026 - 30/09/2026", f"{words[3]},=,Rp", words[4]]
    for move, balance in zip(moves, _balances(moves, opening)[1:], strict=True):
        day = f"{move.date:%d/%m/%Y}" if with_year else f"{move.date:%d/%m}"
        sign = "DB" if move.amount < 0 else "CR"
        lines.append(f"'{day},{move.text},'0000,{abs(move.amount):.2f},{sign},{balance:.2f}")
    totals = zip(words[5:], (opening, ins, outs, opening + ins - outs), strict=True)
    return [*lines, *(f"{label},=,{amount:.2f}" for label, amount in totals)]


def qris_rows(sales: Sequence[tuple[dt.date, int, int]]) -> list[list[str]]:
    """The rows of a Yokke report, each the text of a CSV row in one cell; `(day, gross, fee)`."""
    gross, fee = sum(s[1] for s in sales), sum(s[2] for s in sales)
    rows = [f"NMID,MID,Merchant,{SALE_COLUMNS}"]
    rows += [
        f"ID100,7100,TOKO,{day:%d-%m-%Y},081447,BANK CONTOH,T1,{at:012},INV{at},"
        f'"{amount:,}","{cost:,}","{amount - cost:,}"'
        for at, (day, amount, cost) in enumerate(sales, start=1)
    ]
    rows += [f'TOTAL,,,,,,,,,"{gross:,}","{fee:,}","{gross - fee:,}"', ""]
    rows += ["NMID,MID,Merchant,Bank,PAYMENT DATE,TOTAL AMOUNT,TOTAL MDR,TOTAL NET AMOUNT"]
    last = max(day for day, _, _ in sales) + dt.timedelta(days=1)
    rows += [f'ID100,7100,TOKO,MANDIRI,{last:%d-%m-%Y},"{gross:,}","{fee:,}","{gross - fee:,}"']
    return [[row] for row in rows]
