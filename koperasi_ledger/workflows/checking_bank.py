"""The check that every bank line is used exactly once, on the stored journal."""

from collections.abc import Iterator

from koperasi_ledger.checks.bank_lines import BankLines
from koperasi_ledger.checks.result import Check
from koperasi_ledger.journal.store import Journal
from koperasi_ledger.model.records import Attachment, BankDay, CashAccount, stored_record

_NAME = "setiap baris bank satu kali"
_BROKEN_DATA = (ValueError, TypeError, KeyError, ArithmeticError)


def bank_lines_check(journal: Journal) -> Check:
    """The lines of all statements against the postings and attached entries that they became."""
    try:
        days = [item for item in _records(journal, BankDay.kind) if isinstance(item, BankDay)]
        lines = BankLines(days, [*_posted(journal), *_attached(journal)])
        difference = lines.difference()
    except _BROKEN_DATA as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return Check(_NAME, passed=False, detail=f"tidak dapat dibaca: {first}")
    if difference is not None:
        return Check(_NAME, passed=False, detail=difference)
    sealed = sum(day.sealed is not None for day in days)
    detail = f"{lines.counted} baris, {sealed} hari terbukti dari rekening koran"
    return Check(_NAME, passed=True, detail=detail)


def _records(journal: Journal, kind: str) -> Iterator[object]:
    sql = "SELECT body FROM records WHERE kind = ? ORDER BY id"
    for (body,) in journal.database.stream(sql, (kind,)):
        yield stored_record(kind, body)


def _posted(journal: Journal) -> Iterator[tuple[str, str, int]]:
    sql = "SELECT bank_ref, sen FROM postings WHERE bank_ref IS NOT NULL ORDER BY seq, leg"
    for bank_ref, sen in journal.database.stream(sql):
        yield bank_ref.partition("/")[0], bank_ref, int(sen)


def _attached(journal: Journal) -> Iterator[tuple[str, str, int]]:
    """The lines that entries typed by hand were found to be, with what those moved."""
    names = {
        item.short: item.account
        for item in _records(journal, CashAccount.kind)
        if isinstance(item, CashAccount)
    }
    sql = (
        "SELECT COALESCE(SUM(p.sen), 0) FROM postings p JOIN events e ON e.seq = p.seq"
        " WHERE e.ref = ? AND p.account = ? AND p.bank_ref IS NULL"
    )
    for item in list(_records(journal, Attachment.kind)):
        if isinstance(item, Attachment):
            ((sen,),) = journal.database.rows(sql, (item.ref, names[item.account]))
            yield item.account, item.bank_ref, int(sen)
