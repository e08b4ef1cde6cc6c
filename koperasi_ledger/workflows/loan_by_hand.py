"""Loans recorded one event at a time: how their refs begin, their numbers, the money they move."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from koperasi_ledger.workflows.book import Book

if TYPE_CHECKING:  # classes of a subject are loaded when one of its events is first met
    from koperasi_ledger.model.events import AnyEvent

LOAN_BASES = {
    "loan_applied": "AJU-{loan}",
    "loan_approved": "STJ-{loan}",
    "loan_declined": "TLK-{loan}",
    "loan_disbursed": "CAIR-{day}-{loan}",
    "loan_repaid": "ANG-{day}-{loan}",
    "loan_prepaid": "PPK-{day}-{loan}",
    "loan_settled": "LNS-{day}-{loan}",
    "loan_topped_up": "TOP-{day}-{loan}",
    "loan_restructured": "RST-{day}-{loan}",
    "loan_penalty_waived": "BDN-{day}-{loan}",
    "loan_interest_accrued": "AKRUAL-{month}-{loan}",
    "loan_provisioned": "CKPN-{month}-{loan}",
    "loan_written_off": "HPB-{day}-{loan}",
    "loan_recovered": "PLH-{day}-{loan}",
    "loan_forgiven": "HPT-{day}-{loan}",
    "loan_excess_returned": "KTP-{day}-{loan}",
    "swp_returned": "KSWP-{day}-{member}",
    "collateral_registered": "AGN-{collateral}",
    "collateral_revalued": "AGN-N-{day}-{collateral}",
    "collateral_released": "AGN-K-{day}-{collateral}",
}
"""How the refs of each kind begin, as in `by_hand`."""

NO_NUMBER = "X"
"""Stands for the loan number while the program has not chosen it."""

_IN = frozenset({"loan_repaid", "loan_prepaid", "loan_settled", "loan_recovered"})
_OUT = frozenset({"loan_topped_up", "loan_excess_returned", "swp_returned"})


def unnumbered(kind: str, fields: Mapping[str, object]) -> dict[str, str]:
    """What stands in for the number of a loan that is asked for without one."""
    if kind == "loan_applied" and fields.get("loan") is None:
        return {"loan": NO_NUMBER}
    return {}


def with_number(book: Book, event: "AnyEvent", *, known: bool) -> "AnyEvent":
    """The application under the next free number; under its old one when its ref is `known`.

    Asked for within the transaction, so that two tills never choose the same number.
    """
    if known:
        body = book.journal.bodies([event.ref]).get(event.ref)
        number = json.loads(body).get("loan") if body is not None else None
        if number is not None:
            return event.model_copy(update={"loan": number})
    return event.model_copy(update={"loan": next_loan_number(book, event.date.year)})


def next_loan_number(book: Book, year: int) -> str:
    """The next free number of a year, `PJ-2026-0001`; one whose application was undone is spent."""
    head = f"PJ-{year}-"
    rows = book.journal.database.rows(
        "SELECT id FROM records WHERE kind = 'pinjaman' AND id LIKE ?", (f"{head}%",)
    )
    tails = (str(name).removeprefix(head) for (name,) in list(rows))
    number = max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0) + 1
    while book.journal.bodies([f"AJU-{head}{number:04d}-1"]):
        number += 1
    return f"{head}{number:04d}"


def loan_moves(book: Book, event: "AnyEvent") -> Iterator[tuple[str, Decimal]]:
    """The cash or bank account that a loan event moves, with its signed amount in rupiah."""
    from koperasi_ledger.model.events import LoanDisbursed  # noqa: PLC0415 - loaded with the event

    via: str | None = getattr(event, "via", None)
    if via is None:
        return
    amount: Decimal = getattr(event, "amount", Decimal(0))
    if event.kind in _IN:
        yield via, amount
    elif event.kind in _OUT:
        yield via, -amount
    elif isinstance(event, LoanDisbursed):
        yield via, _kept(book, event.loan) - amount


def _kept(book: Book, number: str) -> Decimal:
    """The fees that the first stage of a loan bears; nothing afterwards."""
    from koperasi_ledger.model.records.loans import Loan  # noqa: PLC0415 - see the top
    from koperasi_ledger.rules.loans.granting import loan_fees  # noqa: PLC0415

    loan = book.journal.load(Loan.kind, number)
    if not isinstance(loan, Loan) or loan.disbursed:
        return Decimal(0)
    return sum((fee for _, fee in loan_fees(loan)), Decimal(0))
