"""Prints what a month's end costs a lender: accrual, class and provision of every loan.

    python -m benchmarks.loans [--pinjaman 20000] [--bulan 12] [--folder DIR]

A book of loans of four methods is made, a tenth of the borrowers stop paying, and every month the
instalments, the accrual and the provisions are recorded through the door that a treasurer uses.
The same for an eighth of the loans shows whether the cost grows with them and nothing else.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from koperasi_ledger.model.records.loans import LoanPlan
from koperasi_ledger.rules.dates import add_months, last_day
from koperasi_ledger.workflows.book import Book, Settings, opened, write_settings
from koperasi_ledger.workflows.loan_runs import run_accrual, run_provisions
from koperasi_ledger.workflows.recording import Stamp, record_text
from koperasi_ledger.workflows.sample_ksp_policy import document

_START = "2025-01"
_PRODUCTS = (("reguler", 24), ("modal-usaha", 36), ("konsumtif", 24), ("talangan", 6))
_STOPS, _STOPS_AFTER = 10, 3


class Month(NamedTuple):
    """The seconds of a month's runs, of the processor."""

    accrual: float
    provision: float
    recorded: int


def main() -> None:
    """Runs both sizes and prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pinjaman", type=int, default=20_000)
    parser.add_argument("--bulan", type=int, default=12)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = given.folder or Path(place)
        each = []
        for loans in (given.pinjaman // 8, given.pinjaman):
            months = measure(folder / f"pinjaman-{loans}", loans, given.bulan)
            each.append(tell(loans, months))
    print(f"per loan and month, all loans ÷ an eighth of them: {each[1] / each[0]:.2f} ×")


def tell(loans: int, months: list[Month]) -> float:
    """Prints the figures of one size; returns the median seconds a loan and month."""
    accrual = median(month.accrual for month in months) / loans
    provision = median(month.provision for month in months) / loans
    whole = sum(month.accrual + month.provision for month in months)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{loans:,} loans × {len(months)} months: {whole:.0f} s processor time;"
        f" accrual {accrual * 1e6:.0f} µs, class and provision {provision * 1e6:.0f} µs"
        f" a loan and month (medians); {sum(month.recorded for month in months):,} events;"
        f" peak {peak:.0f} MiB",
        flush=True,
    )
    return accrual + provision


def measure(folder: Path, loans: int, months: int) -> list[Month]:
    """A new book of so many loans, and what each month's runs took."""
    folder.mkdir(parents=True)
    write_settings(folder, Settings())
    with opened(folder, lambda _: None, create=True) as book:
        record_text(book, _opening(loans), "uji", _stamp(_START))
        found = []
        for number in range(1, months + 1):
            month = add_months(_START, number)
            record_text(book, _instalments(book, loans, number, month), "uji", _stamp(month))
            began = time.process_time()
            accrued = run_accrual(book, month, _stamp(month), keep=True)
            between = time.process_time()
            provided = run_provisions(book, month, _stamp(month), keep=True)
            took = between - began, time.process_time() - between
            found.append(Month(*took, len(accrued.rows) + len(provided.rows)))
    return found


def _stamp(month: str) -> Stamp:
    day = last_day(month)
    return Stamp("bendahara", datetime(day.year, day.month, day.day, 14, tzinfo=UTC))


def _opening(loans: int) -> Iterator[str]:
    first = f"{_START}-01"
    policy = document()
    policy["pinjaman"]["batas"] = {}
    yield _line("cooperative_founded", "BUKA", first, name="KSP Contoh Fiktif", profile="ksp")
    yield _line("policy_adopted", "K", first, effective=first, decision="RAT", policy=policy)
    money = [{"account": "Ekuitas:Hibah", "amount": str(loans * 12_000_000)}]
    yield _line("receipt_recorded", "MODAL", first, lines=money, via="kas")
    for index in range(loans):
        member, loan = f"A-{index:06d}", f"PJ-{index:06d}"
        product, tenor = _PRODUCTS[index % len(_PRODUCTS)]
        day = f"{_START}-{index % 27 + 2:02d}"
        terms = {"loan": loan, "amount": "9000000", "tenor": tenor}
        yield _line("member_joined", f"AM-{index}", first, member=member, name="Anggota Contoh")
        yield _line("loan_applied", f"AJU-{loan}", day, member=member, product=product, **terms)
        yield _line("loan_approved", f"SETUJU-{loan}", day, by=["Ketua Contoh"], **terms)
        paid = {"loan": loan, "amount": "9000000", "via": "kas"}
        yield _line("loan_disbursed", f"CAIR-{loan}", day, **paid)


def _instalments(book: Book, loans: int, number: int, month: str) -> Iterator[str]:
    books = book.journal.books()
    for index in range(loans):
        product, tenor = _PRODUCTS[index % len(_PRODUCTS)]
        stopped = index % _STOPS == 0 and number > _STOPS_AFTER
        if stopped or number > tenor or product == "talangan":
            continue
        loan = f"PJ-{index:06d}"
        plan = books.peek(LoanPlan, f"{loan}:1")
        if plan is None:
            raise LookupError(loan)
        due, principal, interest = plan.rows[number - 1]
        amount = str(principal + interest)
        day = min(due, last_day(month)).isoformat()
        yield _line("loan_repaid", f"B-{month}-{loan}", day, loan=loan, amount=amount, via="kas")


def _line(kind: str, ref: str, day: str, **fields: object) -> str:
    return json.dumps({"kind": kind, "ref": ref, "date": day, **fields})


if __name__ == "__main__":
    main()
