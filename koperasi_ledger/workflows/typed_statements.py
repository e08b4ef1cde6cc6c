"""Trying a set of statements that somebody typed: read, judge, report; no book is needed."""

import hashlib
from datetime import date
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.checks.foreign_statements import Verdict, examine
from koperasi_ledger.importers.errors import FileTooLarge
from koperasi_ledger.importers.statement_sheets import read_typed
from koperasi_ledger.importers.text import MAX_BYTES
from koperasi_ledger.model.errors import Refusal, visible
from koperasi_ledger.reports.typed_verdict import typed_verdict
from koperasi_ledger.reports.view import Report
from koperasi_ledger.workflows.errors import CannotRead
from koperasi_ledger.workflows.reading import os_reason


class Tried(NamedTuple):
    """The berita acara, and what it rests on."""

    report: Report
    verdict: Verdict


def try_statements(path: Path, today: date, *, figures: bool = False) -> Tried:
    """Reads and judges a file of typed statements (XLSX, XLS or CSV).

    Raises:
        CannotRead: there is no such file.
        Refusal: it is not to be read, or holds no statement; the file is named.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CannotRead(str(path), os_reason(error)) from None
    name = visible(path.name)
    try:
        if len(data) > MAX_BYTES:
            raise FileTooLarge(path.stat().st_size, MAX_BYTES)
        verdict = examine(read_typed(data))
    except Refusal as refusal:
        refusal.where = f"{name}, {refusal.where}" if refusal.where else name
        raise
    report = typed_verdict(
        name,
        hashlib.sha256(data).hexdigest(),
        today,
        verdict.findings,
        verdict.held,
        verdict.assumed,
        verdict.tables,
        figures=figures,
    )
    return Tried(report, verdict)
