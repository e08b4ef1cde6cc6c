"""The JSON layout: every value of the view under stable Indonesian keys, unformatted.

Amounts are strings of plain digits ("1234567", "1234.50"), dates ISO, counts JSON integers.
"""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from koperasi_ledger.reports.formatting import sen
from koperasi_ledger.reports.view import Cell, ColumnKind, Report, RowStyle, Table, Voucher

KINDS: dict[ColumnKind, str] = {
    "text": "teks",
    "amount": "jumlah",
    "date": "tanggal",
    "number": "angka",
    "code": "kode",
}
STYLES: dict[RowStyle, str] = {
    "normal": "biasa",
    "heading": "judul",
    "subtotal": "subtotal",
    "total": "total",
    "note": "catatan",
}


def report_json(report: Report) -> str:
    """The report as one indented JSON document."""
    return _dump(report_value(report))


def report_value(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "laporan": report.name,
        "judul": report.title,
        "koperasi": report.cooperative,
        "alamat": report.address,
        "periode": report.period,
        "satuan": report.unit_note,
        **(
            {"sumber": report.source}
            if report.source
            else {"jurnal": {"urut": report.journal_seq, "hash": report.journal_hash}}
        ),
        "keterangan": {label: plain(value) for label, value in report.facts},
        "tabel": [_table(table) for table in report.tables],
        "catatan": list(report.notes),
    }


def vouchers_json(vouchers: Sequence[Voucher]) -> str:
    """Vouchers as `{"kuitansi": [...]}`."""
    return _dump({"kuitansi": [_voucher(voucher) for voucher in vouchers]})


def plain(value: Cell) -> str | int | None:
    """One value as JSON holds it; equal amounts give equal text ("5", "5.50", never "5.5")."""
    if isinstance(value, Decimal):
        return f"{value.copy_abs() if value == 0 else value:.{sen([value])}f}"
    if isinstance(value, date):
        return value.isoformat()
    return value


def _dump(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _table(table: Table) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    return {
        "kunci": table.key,
        "judul": table.title,
        "kolom": [
            {"kunci": column.key, "judul": column.title, "jenis": KINDS[column.kind]}
            for column in table.columns
        ],
        "baris": [
            {
                "gaya": STYLES[row.style],
                "tingkat": row.level,
                "telusur": row.trace,
                **dict(zip(keys, map(plain, row.cells), strict=True)),
            }
            for row in table.rows
        ],
    }


def _voucher(voucher: Voucher) -> dict[str, Any]:
    return {
        "jenis": voucher.kind,
        "nomor": voucher.number,
        "tanggal": voucher.date.isoformat(),
        "koperasi": voucher.cooperative,
        "pihak": voucher.party,
        "jumlah": plain(voucher.amount),
        "terbilang": voucher.in_words,
        "keperluan": voucher.purpose,
        "baris": [
            {"kode": line.code, "akun": line.account, "jumlah": plain(line.amount)}
            for line in voucher.lines
        ],
        "ref": voucher.ref,
        "jurnal": {"urut": voucher.journal_seq, "hash": voucher.journal_hash},
    }
