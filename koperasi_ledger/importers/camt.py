"""CAMT.053, the XML account statement of ISO 20022, versions 001.02 to 001.13.

    Document/BkToCstmrStmt/Stmt
        Acct/Id/IBAN or Acct/Id/Othr/Id, Acct/Ccy
        Bal: Tp/CdOrPrtry/Cd (OPBD, CLBD, …), Amt, CdtDbtInd, Dt
        Ntry: Amt, CdtDbtInd, Sts, BookgDt, NtryDtls/TxDtls …, AddtlNtryInf

Meaning of the elements: ISO 20022 message definition report "Bank-to-Customer Cash Management".
`CdtDbtInd` says what the money did, also for a reversal. Only booked entries (`BOOK`) count. One
entry is one line, because it is what the bank booked and what its other exports show; what a batch
holds (`TxDtls`) stands in the text. `camt_xml` reads the XML.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from koperasi_ledger.importers.camt_xml import Node, documents_of
from koperasi_ledger.importers.errors import (
    BadCell,
    ContradictoryHeading,
    ForeignFile,
    NoTransactions,
    StatementRefusal,
    TooManyRows,
    TotalMismatch,
    TotalsMissing,
    refuse_all,
)
from koperasi_ledger.importers.statement import ZERO, Line, Statement, prove
from koperasi_ledger.importers.text import MAX_FIELD, MAX_ROWS

_ROOT = "BkToCstmrStmt"
_OTHERS = {
    "BkToCstmrAcctRpt": "laporan mutasi sementara (CAMT.052), bukan rekening koran",
    "BkToCstmrDbtCdtNtfctn": "pemberitahuan debet/kredit (CAMT.054), bukan rekening koran",
}
_KEEP = frozenset(
    """Stmt Acct Id IBAN Othr Ccy Bal Tp CdOrPrtry Cd Amt CdtDbtInd Dt DtTm TxsSummry TtlCdtNtries
    TtlDbtNtries NbOfNtries Ntry NtryRef Sts BookgDt ValDt AcctSvcrRef NtryDtls TxDtls Refs
    EndToEndId RltdPties Dbtr Cdtr Pty Nm RmtInf Ustrd Strd CdtrRefInf Ref AddtlTxInf
    AddtlNtryInf""".split()  # noqa: SIM905 - a table of forty names
)
_NAMESPACE = re.compile(
    r"urn:(?:iso:std:iso:20022:tech:xsd:|swift:xsd:\$?)camt\.053\.001\.(?:0[2-9]|1[0-3])"
)
_MARK = re.compile(rb"camt\.05[234]\.|BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)")
_HEAD = 4_000
_AMOUNT = re.compile(r"[0-9]{1,15}(?:\.[0-9]{0,2}0{0,3})?")
_COUNT = re.compile(r"[0-9]{1,6}")
_SIGNS = {"CRDT": 1, "DBIT": -1}
_OPENING, _CLOSING, _BETWEEN = ("OPBD", "PRCD"), ("CLBD",), "ITBD"
_NO_REFERENCE = ("", "NOTPROVIDED", "NONREF")


class CamtReader:
    """Reads CAMT.053 files of any bank; see the module."""

    name = "camt053"
    label = "CAMT.053 (ISO 20022 XML)"
    confirmed = False

    def claims(self, data: bytes) -> bool:
        """Whether this is XML that names a message of this family near its top."""
        head = data[:_HEAD].replace(b"\0", b"")
        return b"<" in head[:10] and _MARK.search(head) is not None

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement per `Stmt`; see `readers.Reader.read`."""
        found = documents_of(data, frozenset({_ROOT, *_OTHERS}), _KEEP)
        nodes: list[Node] = []
        for namespace, document in found:
            if document.name in _OTHERS:
                raise ForeignFile(
                    _OTHERS[document.name], "Minta rekening koran CAMT.053 dari bank."
                )
            if not _NAMESPACE.fullmatch(namespace):
                needed = "camt.053.001.02 sampai camt.053.001.13"
                raise BadCell(document.row, "xmlns", namespace, needed)
            nodes += document.every("Stmt")
        if not nodes:
            raise NoTransactions(found[0][1].row if found else 1)
        rows = _rows(nodes)
        return tuple(_statement(node, rows) for node in nodes)


def _rows(statements: Sequence[Node]) -> dict[int, int]:
    """The row of every entry: its line, or its place in the file where several share a line."""
    entries = [entry for statement in statements for entry in statement.every("Ntry")]
    if len(entries) > MAX_ROWS:
        raise TooManyRows(entries[MAX_ROWS].row, MAX_ROWS)
    lines = [entry.row for entry in entries]
    if len(set(lines)) < len(lines):
        lines = list(range(1, len(entries) + 1))
    return {id(entry): line for entry, line in zip(entries, lines, strict=True)}


@dataclass(frozen=True, slots=True)
class _Balance:
    kind: str
    amount: Decimal
    day: dt.date
    row: int


def _statement(node: Node, rows: dict[int, int]) -> Statement:
    mistakes: list[StatementRefusal] = []
    account = node.value("Acct", "Id", "IBAN") or node.value("Acct", "Id", "Othr", "Id")
    if not account:
        mistakes.append(TotalsMissing(["nomor rekening (Acct/Id)"], node.row))
    currency = _currency(node)
    balances = [_balance(found, currency, mistakes) for found in node.every("Bal")]
    opening, closing = _ends([found for found in balances if found is not None], mistakes)
    booked = [entry for entry in node.every("Ntry") if _is_booked(entry)]
    lines = [_line(entry, currency, rows[id(entry)], mistakes) for entry in booked]
    refuse_all(mistakes)
    _check_counts(node, booked)
    ordered = tuple(sorted(lines, key=lambda line: line.date))
    days = [line.date for line in ordered] + ([closing.day] if closing else [])
    if not days:
        raise NoTransactions(node.row)
    first, last = (None if end is None else end.amount for end in (opening, closing))
    proven = prove(ordered, first, last, closing_row=closing.row if closing else None)
    return Statement(
        bank="camt053",
        account=account,
        currency=currency,
        start=min(days),
        end=max(days),
        opening=first,
        closing=last,
        proven=proven,
        lines=ordered,
    )


def _currency(node: Node) -> str:
    amounts = (part.first("Amt") for name in ("Bal", "Ntry") for part in node.every(name))
    return node.value("Acct", "Ccy") or next((a.currency for a in amounts if a), "")


def _is_booked(entry: Node) -> bool:
    """Pending entries and those for information are not booked; a missing status is (001.02)."""
    status = entry.value("Sts", "Cd") or entry.value("Sts")
    return status in ("", "BOOK")


def _balance(node: Node, currency: str, mistakes: list[StatementRefusal]) -> _Balance | None:
    kind = node.value("Tp", "CdOrPrtry", "Cd")
    if kind not in (*_OPENING, *_CLOSING, _BETWEEN):
        return None
    day = _day(node.first("Dt"), f"Dt saldo {kind}", node.row, mistakes)
    return _Balance(kind, _amount(node, currency, mistakes), day, node.row)


def _ends(
    balances: Sequence[_Balance], mistakes: list[StatementRefusal]
) -> tuple[_Balance | None, _Balance | None]:
    """Opening and closing balance; a page of a statement has intermediate ones in their place."""
    between = [found for found in balances if found.kind == _BETWEEN]
    opening = _one(balances, _OPENING, mistakes)
    closing = _one(balances, _CLOSING, mistakes)
    if between and opening is None and (closing or len(between) > 1):
        opening = between[0]
    if between and closing is None and between[-1] is not opening:
        closing = between[-1]
    return opening, closing


def _one(
    balances: Sequence[_Balance], kinds: Sequence[str], mistakes: list[StatementRefusal]
) -> _Balance | None:
    found = sorted((b for b in balances if b.kind in kinds), key=lambda b: kinds.index(b.kind))
    mistakes += [
        ContradictoryHeading(
            other.row, f"Saldo {other.kind}", str(found[0].amount), str(other.amount)
        )
        for other in found[1:]
        if other.kind == found[0].kind and other.amount != found[0].amount
    ]
    return found[0] if found else None


def _line(entry: Node, currency: str, row: int, mistakes: list[StatementRefusal]) -> Line:
    booked = entry.first("BookgDt") or entry.first("ValDt")
    return Line(
        date=_day(booked, "BookgDt", entry.row, mistakes),
        amount=_amount(entry, currency, mistakes),
        balance=None,
        text=_text(entry),
        bank_reference=_reference(entry),
        row=row,
    )


def _amount(node: Node, currency: str, mistakes: list[StatementRefusal]) -> Decimal:
    """The signed amount; zero with the mistake noted where it cannot be read."""
    amount, printed = node.first("Amt"), node.value("Amt")
    sign = _SIGNS.get(node.value("CdtDbtInd"))
    row = amount.row if amount else node.row
    if not _AMOUNT.fullmatch(printed):
        mistakes.append(BadCell(row, "Amt", printed, "angka seperti 50123.00, dua desimal"))
        return ZERO
    if amount is not None and amount.currency != currency:
        mistakes.append(BadCell(row, "Amt/@Ccy", amount.currency, f"mata uang rekening {currency}"))
    if sign is None:
        mistakes.append(BadCell(row, "CdtDbtInd", node.value("CdtDbtInd"), "CRDT atau DBIT"))
        return ZERO
    return sign * Decimal(printed)


def _day(node: Node | None, name: str, row: int, mistakes: list[StatementRefusal]) -> dt.date:
    """The day of `Dt` or `DtTm`, as the bank's clock shows it."""
    printed = (node.value("Dt") or node.value("DtTm") or node.text) if node else ""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[TZ+-].{0,40})?", printed):
        try:
            return dt.date.fromisoformat(printed[:10])
        except ValueError:
            pass
    mistakes.append(BadCell(node.row if node else row, name, printed, "tanggal seperti 2026-09-01"))
    return dt.date.min


def _text(entry: Node) -> str:
    """What the entry says, in the order of the file, nothing twice; else its reference."""
    parts: list[str] = []
    incoming = entry.value("CdtDbtInd") == "CRDT"
    for details in _details(entry):
        party = details.first("RltdPties", "Dbtr" if incoming else "Cdtr")
        if party is not None:
            parts.append(party.value("Nm") or party.value("Pty", "Nm"))
        for remittance in details.every("RmtInf"):
            parts += [line.text for line in remittance.every("Ustrd")]
            parts += [item.value("CdtrRefInf", "Ref") for item in remittance.every("Strd")]
        parts.append(details.value("AddtlTxInf"))
    parts.append(entry.value("AddtlNtryInf"))
    text = " ".join(dict.fromkeys(part for part in parts if part))
    return text[:MAX_FIELD].strip() or _reference(entry) or ""


def _details(entry: Node) -> Iterator[Node]:
    return (found for group in entry.every("NtryDtls") for found in group.every("TxDtls"))


def _reference(entry: Node) -> str | None:
    """The bank's reference of the entry, of its only transaction, or the sender's own."""
    single = list(_details(entry))[:2]
    found = [entry.value("AcctSvcrRef")]
    if len(single) == 1:
        found += [single[0].value("Refs", name) for name in ("AcctSvcrRef", "EndToEndId")]
    found.append(entry.value("NtryRef"))
    return next((text for text in found if text not in _NO_REFERENCE), None)


def _check_counts(node: Node, booked: Sequence[Node]) -> None:
    """The bank's own counts, which may or may not include what is not booked yet."""
    entries = list(node.every("Ntry"))
    for name, sign in (("TtlCdtNtries", "CRDT"), ("TtlDbtNtries", "DBIT")):
        stated = node.first("TxsSummry", name, "NbOfNtries")
        if stated is None or not _COUNT.fullmatch(stated.text):
            continue
        counts = {
            sum(entry.value("CdtDbtInd") == sign for entry in group) for group in (booked, entries)
        }
        if int(stated.text) not in counts:
            label = f"Banyaknya mutasi {sign}"
            raise TotalMismatch(stated.row, label, str(min(counts)), stated.text)
