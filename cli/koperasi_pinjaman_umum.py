"""What the commands on loans share: numbers, where the money is, and what is told afterwards."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Balances, Given, amount_of, record_one

if TYPE_CHECKING:  # see koperasi_umum
    from datetime import date
    from decimal import Decimal

    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.loan_views import LoanView

STATUSES = ("diajukan", "disetujui", "ditolak", "berjalan", "lunas", "hapus-buku", "hapus-tagih")

LOAN_LABELS = {
    "loan": "NOMOR",
    "member": "ANGGOTA",
    "product": "--produk",
    "tenor": "--tenor",
    "rate": "--bunga",
    "margin": "--margin",
    "purpose": "--untuk",
    "by": "--oleh",
    "decision": "--keputusan",
    "reason": "--alasan",
    "penalty": "--denda",
    "payer": "--pembayar",
    "interest": "--jasa",
    "principal_grace": "--tenggang-pokok",
    "savings": "--simpanan",
    "keep": "--tetap",
}
"""What the person calls the fields of loan events."""

Function = Callable[..., None]


def loan_number(text: str) -> str:
    """A typed loan number: small letters are meant as capitals."""
    return text.strip().upper()


def money_options(name: str, what: str) -> Callable[[Function], Function]:
    """Adds where the money is: a cash account (`kas` if nothing is said), or member savings."""

    def add(function: Function) -> Function:
        function = click.option(
            "--simpanan",
            "purse",
            metavar="PRODUK",
            help="Bukan kas: dari/ke simpanan sukarela anggota itu sendiri, misalnya sukarela.",
        )(function)
        return click.option(
            name, "via", metavar="KAS", help=f"{what}: kunci kas/bank (bawaan: kas)."
        )(function)

    return add


def money_of(via: str | None, purse: str | None, option: str) -> dict[str, str | None]:
    """The fields that say where the money is.

    Raises:
        UsageError: two places at once.
    """
    if purse is None:
        return {"via": via or "kas"}
    if via is not None:
        raise click.UsageError(f"Isi salah satu: {option} atau --simpanan, tidak keduanya.")
    return {"savings": purse}


by_option = click.option(
    "--oleh",
    "by",
    multiple=True,
    required=True,
    metavar="NAMA",
    help="Siapa yang memutuskan; ulangi untuk beberapa orang. Nama tidak masuk buku besar.",
)


def deciding(function: Function) -> Function:
    """Adds the names and the number of a decision that must be on paper."""
    decision = click.option(
        "--keputusan", "decision", required=True, help="Nomor keputusan, misalnya RAT 2026 No. 3."
    )
    return by_option(decision(function))


def percent_of(text: str | None, label: str) -> str | None:
    """A typed rate as events take it; its mistakes are told with its label."""
    if text is None:
        return None
    from koperasi_ledger.model.errors import Refusal
    from koperasi_ledger.workflows.loan_simulation import read_percent

    try:
        return str(read_percent(text))
    except Refusal as refusal:
        refusal.where = label
        raise


def record_loan(
    context: click.Context,
    kind: str,
    given: Given,
    fields: dict[str, Any],
    *,
    told: "Callable[[Book, AnyEvent], Balances] | None" = None,
    receipt: bool = False,
    prepare: "Callable[[Book], dict[str, object]] | None" = None,
    labels: dict[str, str] | None = None,
) -> None:
    """Records one event of a loan and tells what became of it."""
    record_one(
        context,
        kind,
        given,
        labels={**LOAN_LABELS, **(labels or {})},
        balances=told or standing,
        receipt=receipt,
        prepare=prepare,
        told_as="pinjaman",
        **fields,
    )


def number_in(event: "AnyEvent") -> str:
    """The loan that an event is about."""
    return str(event.loan)  # type: ignore[attr-defined] # of a loan


def standing(book: "Book", event: "AnyEvent") -> Balances:
    """How the loan stands after an event: number, status, what is owed, what comes next."""
    from koperasi_ledger.workflows.loan_views import loan_view

    number = number_in(event)
    return {"nomor": number, **_standing(loan_view(book, number, event.date))}


def _standing(view: "LoanView") -> "dict[str, Decimal | date | str]":
    told: dict[str, Decimal | date | str] = {"status": view.loan.status}
    at, coming = view.running, view.coming
    if at is None:
        if view.loan.claim:
            told["sisa_tagihan"] = view.loan.claim
        return told
    told["sisa_pokok"] = view.loan.balance
    if view.loan.held:
        told["titipan_angsuran"] = view.loan.held
    if at.due:
        told["masih_jatuh_tempo"] = at.due
    if coming is not None:
        told["angsuran_berikutnya"] = coming.principal + coming.interest
        told["jatuh_tempo_berikutnya"] = coming.due
    return told


def paid(book: "Book", event: "AnyEvent") -> Balances:
    """How a payment was used, and how the loan stands after it."""
    from koperasi_ledger.workflows.loan_card import movement_of

    did = movement_of(book, event.ref, number_in(event))
    parts = {
        "denda": did.penalty,
        "jasa": did.interest,
        "pokok": did.principal,
        "biaya_pelunasan": did.fee,
    }
    shown = {name: value for name, value in parts.items() if value or name != "biaya_pelunasan"}
    return {**shown, **standing(book, event)}


def typed(value: Any) -> str | None:  # noqa: ANN401 - an option as click gives it
    """A typed amount as events take it, None when none was typed."""
    return None if value is None else amount_of(str(value))
