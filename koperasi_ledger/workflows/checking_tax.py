"""The check that the PPN of all months is that of all receipts and invoices."""

from koperasi_ledger.checks.result import Check
from koperasi_ledger.checks.tax_parts import Papers
from koperasi_ledger.journal.store import Journal
from koperasi_ledger.model.records import stored_record

_NAME = "PPN = struk dan faktur"
_KINDS = ("struk", "hari-kasir", "faktur", "faktur-pajak", "ppn-masa")
_BROKEN_DATA = (ValueError, TypeError, KeyError, ArithmeticError)


def papers_check(journal: Journal) -> Check:
    """PPN by its papers against PPN by month; where there never was any, nothing is read."""
    papers, months = Papers(), 0
    try:
        rows = journal.database.rows("SELECT COUNT(*) FROM records WHERE kind = ?", ("ppn-masa",))
        ((months,),) = rows
        if months:
            marks = ", ".join("?" * len(_KINDS))
            sql = f"SELECT kind, body FROM records WHERE kind IN ({marks})"  # noqa: S608 - only marks
            for kind, body in journal.database.stream(sql, _KINDS):
                papers.add(stored_record(kind, body))
    except _BROKEN_DATA as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return Check(_NAME, passed=False, detail=f"tidak dapat dibaca: {first}")
    difference = papers.difference()
    if difference is not None:
        return Check(_NAME, passed=False, detail=difference)
    detail = f"{papers.count} struk dan faktur, {months} masa pajak"
    return Check(_NAME, passed=True, detail=detail)
