"""More files of somebody who means harm: refused in our words, in time and within memory."""

import io
import subprocess
import sys
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from koperasi_ledger.importers.errors import (
    FieldTooLong,
    NotText,
    StatementRefusal,
    TooManyRows,
    UnknownFormat,
    UnrecognisedRow,
)
from koperasi_ledger.importers.readers import read_statement
from koperasi_ledger.importers.workbook_errors import BadWorkbook, FormulaCell

KOPRA = (
    "AccountNo;Ccy;PostDate;Remarks;AdditionalDesc;Credit Amount;Debit Amount;Close Balance\r\n"
    "1370000123456;IDR;01 September 2026 08:14:47;TRSF;X;50.00;0.00;1050.00\r\n"
)
SWIFT = ":20:X\r\n:25:1370000123456\r\n:28C:1/1\r\n:60F:C260901IDR0,\r\n"
CAMT = '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'
ENTRY = '<Ntry><Amt Ccy="IDR">1</Amt></Ntry>'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(cells: str, *more: tuple[str, str]) -> bytes:
    """A workbook of one sheet with one row, written by hand; `more` are further parts."""
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = [
        ("[Content_Types].xml", f'<Types xmlns="{package}/content-types"/>'),
        ("_rels/.rels", (f'<Relationships xmlns="{package}/relationships"><Relationship Id="a"'
         f' Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')),
        ("xl/workbook.xml", (f'<workbook xmlns="{SHEET}" xmlns:r="{rel}"><sheets>'
         '<sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>')),
        ("xl/_rels/workbook.xml.rels", (f'<Relationships xmlns="{package}/relationships">'
         f'<Relationship Id="a" Type="{rel}/worksheet" Target="worksheets/s.xml"/>'
         "</Relationships>")),
        ("xl/worksheets/s.xml", (f'<worksheet xmlns="{SHEET}"><sheetData><row r="1">{cells}</row>'
         "</sheetData></worksheet>")),
    ]  # fmt: skip
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts of one name
        for name, text in (*parts, *more):
            archive.writestr(name, text)
    return memory.getvalue()


FORMULA = '<c r="A1"><f>WEBSERVICE("http://contoh")</f><v>1</v></c>'
MANY = [(f"x{number}", "") for number in range(20_000)]

HOSTILE: dict[str, tuple[bytes, type[StatementRefusal]]] = {
    "UTF-16 without its mark, little": (KOPRA.encode("utf-16-le"), NotText),
    "UTF-16 without its mark, big": (KOPRA.encode("utf-16-be"), NotText),
    "a million tags": ((SWIFT + ":86:x\r\n" * 1_000_000).encode(), TooManyRows),
    "a million tags of no kind": ((SWIFT + ":9:\r\n" * 1_000_000).encode(), UnrecognisedRow),
    "a hundred thousand messages": (
        (SWIFT + ":62F:C260930IDR0,\r\n-\r\n").encode() * 110_000, TooManyRows,
    ),
    "a tag of nine million letters": ((SWIFT + ":86:" + "x" * 9_000_000).encode(), FieldTooLong),
    "two hundred thousand entries": (
        f"{CAMT}<BkToCstmrStmt><Stmt>{ENTRY * 270_000}</Stmt></BkToCstmrStmt></Document>".encode(),
        TooManyRows,
    ),
    "ten million delimiters": (b";" * 9_900_000, UnknownFormat),
    "ten million empty lines": (b"\n" * 9_900_000 + b"x", UnknownFormat),
    "nothing but quotation marks": (KOPRA.encode() + b'"' * 9_000_000, FieldTooLong),
    "a calculated cell": (workbook(FORMULA), FormulaCell),
    "an archive of many parts": (workbook("", *MANY), BadWorkbook),
    "a part of the archive twice": (workbook("", ("xl/x.xml", ""), ("xl/x.xml", "")), BadWorkbook),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_by_its_own_class(name: str) -> None:
    data, kind = HOSTILE[name]
    with pytest.raises(kind) as caught:
        read_statement(data, "mutasi.csv")
    assert caught.value.what
    assert len(str(caught.value)) < 2_000


def test_two_accounts_in_one_file_are_two_statements() -> None:
    rows = KOPRA.splitlines(keepends=True)
    other = rows[1].replace("1370000123456", "1370000999999").replace("1050", "77")
    found = read_statement("".join([*rows, other]).encode(), "mutasi.csv")
    assert [(item.account, item.opening) for item in found] == [
        ("1370000123456", Decimal(1000)),
        ("1370000999999", Decimal(27)),
    ]


MEASURED = """
import re, sys, time
from pathlib import Path
from koperasi_ledger.importers.errors import StatementRefusal
from koperasi_ledger.importers.readers import read_statement
data = Path(sys.argv[1]).read_bytes()
began = time.process_time()
try:
    read_statement(data, "x")
except StatementRefusal:
    spent = time.process_time() - began
    # The peak of this program alone; ru_maxrss is inherited from the tests that started it.
    status = Path("/proc/self/status").read_text()
    print(spent, int(re.search(r"VmHWM:\\s*([0-9]+)", status)[1]) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is told by /proc")
@pytest.mark.parametrize("name", ["two hundred thousand entries", "a million tags"])
def test_within_two_seconds_and_two_hundred_megabytes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(HOSTILE[name][0])
    told = subprocess.run(
        [sys.executable, "-c", MEASURED, path], capture_output=True, text=True, check=True
    )
    seconds, megabytes = map(float, told.stdout.split())
    assert seconds < 2
    assert megabytes < 200
