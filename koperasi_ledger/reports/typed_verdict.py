"""The findings on typed statements as a report: a list for the screen, a berita acara on paper."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from koperasi_ledger.reports.formatting import tanggal
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Signature, Table

_COLUMNS = (
    Column("no", "No", "number"),
    Column("sel", "Sel"),
    Column("uraian", "Temuan"),
    Column("tertulis", "Tertulis", "amount"),
    Column("seharusnya", "Seharusnya", "amount"),
    Column("selisih", "Selisih", "amount"),
    Column("perbaikan", "Cara memperbaiki"),
)
_READABLE = (Column("no", "No", "number"), Column("uraian", "Temuan"))
_HELD = (Column("pemeriksaan", "Pemeriksaan"), Column("cocok", "Cocok", "number"))
_READ = (
    Column("laporan", "Laporan"),
    Column("lembar", "Lembar"),
    Column("judul", "Judul"),
    Column("baris", "Baris", "number"),
)


class Found(Protocol):
    """A finding; see `checks.foreign_result.Finding`."""

    @property
    def severity(self) -> str: ...  # noqa: D102
    @property
    def sheet(self) -> str: ...  # noqa: D102
    @property
    def cell(self) -> str: ...  # noqa: D102
    @property
    def what(self) -> str: ...  # noqa: D102
    @property
    def remedy(self) -> str: ...  # noqa: D102
    @property
    def stated(self) -> Decimal | None: ...  # noqa: D102
    @property
    def computed(self) -> Decimal | None: ...  # noqa: D102
    @property
    def difference(self) -> Decimal | None: ...  # noqa: D102


def typed_verdict(  # noqa: PLR0917 - the parts of a verdict
    name: str,
    digest: str,
    day: date,
    findings: Sequence[Found],
    held: Sequence[tuple[str, int]],
    assumed: Sequence[str],
    tables: Sequence[tuple[str, str, str, int]],
    *,
    figures: bool = False,
) -> Report:
    """The berita acara of a file: its name and SHA-256, what is wrong, what held, what was read.

    With `figures` each finding is one row with its amounts (for programs), else words to read.
    """
    wrong = [each for each in findings if each.severity == "salah"]
    rounded = [each for each in findings if each.severity == "pembulatan"]
    unjudged = [each for each in findings if each.severity == "tidak dapat diperiksa"]
    groups = (
        ("salah", "Salah", wrong),
        ("pembulatan", "Pembulatan", rounded),
        ("tidak_diperiksa", "Tidak dapat diperiksa", unjudged),
    )
    made = _figures if figures else _words
    parts = [made(key, title, found) for key, title, found in groups if found]
    parts.append(Table("cocok", "Yang cocok", _HELD, tuple(Row(each) for each in held)))
    parts.append(Table("dibaca", "Yang dibaca", _READ, tuple(Row(each) for each in tables)))
    facts: tuple[tuple[str, Cell], ...] = (
        ("Kesimpulan", _conclusion(len(wrong), len(rounded), len(unjudged))),
        ("Salah", len(wrong)),
        ("Pembulatan", len(rounded)),
        ("Tidak dapat diperiksa", len(unjudged)),
    )
    return Report(
        name="uji",
        title="Berita acara uji laporan keuangan",
        cooperative=name,
        address="",
        period=f"diuji {tanggal(day)}",
        unit_note="dalam satuan berkas itu",
        journal_seq=0,
        journal_hash="",
        tables=tuple(parts),
        facts=facts,
        notes=(
            *assumed,
            "Yang diuji hanya hitungan dan kecocokan antarbagian; bukan kebenaran isinya.",
        ),
        signatures=(Signature("Yang menguji"), Signature("Mengetahui")),
        source=f"SHA-256 berkas: {digest}",
    )


def _figures(key: str, title: str, findings: Sequence[Found]) -> Table:
    rows = (
        Row(
            (
                at,
                _place(each),
                each.what,
                each.stated,
                each.computed,
                each.difference,
                each.remedy,
            )
        )
        for at, each in enumerate(findings, 1)
    )
    return Table(key, title, _COLUMNS, tuple(rows))


def _words(key: str, title: str, findings: Sequence[Found]) -> Table:
    """Each finding in two rows: where and what, then how to mend it."""
    rows: list[Row] = []
    for at, each in enumerate(findings, 1):
        place = _place(each)
        rows.append(Row((at, f"{place}: {each.what}" if place else each.what)))
        if each.remedy:
            rows.append(Row((None, f"→ {each.remedy}"), level=1))
    return Table(key, title, _READABLE, tuple(rows))


def _place(finding: Found) -> str | None:
    return f"{finding.sheet}!{finding.cell}" if finding.cell else None


def _conclusion(wrong: int, rounded: int, unjudged: int) -> str:
    if wrong:
        return f"Ada {wrong} kesalahan yang harus diperbaiki."
    tail = " kecuali pembulatan" if rounded else ""
    rest = "; sebagian tidak dapat diperiksa" if unjudged else ""
    return f"Tidak ditemukan kesalahan hitung{tail}{rest}."
