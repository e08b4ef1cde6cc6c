"""Kuitansi: the receipt of an event that moved money (BKM money in, BKK money out)."""

from dataclasses import replace
from decimal import Decimal

from koperasi_ledger.books import Books
from koperasi_ledger.engine import Past
from koperasi_ledger.journal.store import Head
from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT
from koperasi_ledger.model.entry import Entry, Posting
from koperasi_ledger.model.events import (
    BankPaymentUnidentified,
    BankReceiptUnidentified,
    CashTransferred,
    Event,
    MemberPaidOut,
    MoneyEvent,
)
from koperasi_ledger.model.money import format_rupiah, terbilang
from koperasi_ledger.model.records import (
    CashAccount,
    Customer,
    Deposit,
    Loan,
    Member,
    Reversal,
    Supplier,
)
from koperasi_ledger.reports.errors import NoVoucher, VoucherReversed
from koperasi_ledger.reports.scope import BLANK, signatories
from koperasi_ledger.reports.view import Signature, Voucher, VoucherLine
from koperasi_ledger.rules.errors import UnknownRef
from koperasi_ledger.workflows.book import Book

_SIGNING = ("bendahara", "kasir")


def make_voucher(book: Book, ref: str) -> Voucher:
    """The receipt of the event with this ref.

    Raises:
        UnknownRef: there is none.
        NoVoucher: it moved no money.
        VoucherReversed: it was reversed.
    """
    past = book.journal.find(ref)
    if past is None:
        raise UnknownRef(ref)
    made = _voucher(past, book.journal.books(), book.journal.head())
    paid = _paid(book, past.event)
    return replace(made, purpose=f"{made.purpose}: {paid}") if paid else made


def _paid(book: Book, event: Event) -> str:
    """What a payment on a loan paid, as the borrower reads it; the accounts tell it otherwise."""
    if event.kind not in ("loan_repaid", "loan_prepaid", "loan_settled"):
        return ""
    from koperasi_ledger.workflows.loan_card import movement_of  # noqa: PLC0415 - loans only

    did = movement_of(book, event.ref, getattr(event, "loan", ""))
    parts = {
        "denda": did.penalty,
        "jasa": did.interest,
        "pokok": did.principal,
        "biaya pelunasan": did.fee,
        "titipan": did.held,
        "sisa pokok": did.balance,
    }
    return ", ".join(
        f"{name} {'-' if value < 0 else ''}Rp{format_rupiah(abs(value))}"
        for name, value in parts.items()
        if value or name == "sisa pokok"
    )


def _voucher(past: Past, books: Books, head: Head) -> Voucher:
    event = past.event
    money, others = _sides(event, past.entry, books)
    if not money:  # a loan paid from savings, say
        raise NoVoucher(event.ref, event.title)
    amount = sum((leg.amount for leg in money), Decimal(0))
    reversal = books.peek(Reversal, event.ref)
    if reversal is not None:
        raise VoucherReversed(event.ref, reversal.by)
    received = amount > 0
    sign = -1 if received else 1
    cooperative = books.cooperative()
    party = _party(event, books)
    names, city = signatories(books.section("print"), event.date)
    signing = [name for name in names if name.role.casefold().startswith(_SIGNING)]
    entry = past.entry
    return Voucher(
        kind="BKM" if received else "BKK",
        number=event.document or event.ref,
        date=event.date,
        cooperative=cooperative.name,
        address=cooperative.address or "",
        party=party or BLANK,
        amount=abs(amount),
        in_words=terbilang(abs(amount)),
        purpose=_purpose(event, entry.narration if isinstance(entry, Entry) else ""),
        lines=tuple(_line(leg, sign, books) for leg in others),
        ref=event.ref,
        journal_seq=head.seq,
        journal_hash=head.hash,
        signatures=(
            Signature("Penyetor" if received else "Penerima", _signer(event, books)),
            *(signing or [Signature("Bendahara")]),
        ),
        place=city,
    )


def _sides(
    event: Event, entry: object, books: Books
) -> tuple[tuple[Posting, ...], tuple[Posting, ...]]:
    """The legs that are money, and the legs that say what for.

    Raises:
        NoVoucher: the event is of a kind that moves none.
    """
    kinds = (MoneyEvent, CashTransferred, BankReceiptUnidentified, BankPaymentUnidentified)
    if not isinstance(event, kinds) or not isinstance(entry, Entry):
        raise NoVoucher(event.ref, event.title)
    cash = {item.account for item in books.all(CashAccount)}
    if isinstance(event, CashTransferred):
        # A voucher for what left the first account; the second says where it went.
        money = tuple(leg for leg in entry.postings if leg.amount < 0)
    else:
        clears = getattr(event, "clears", None)
        money = tuple(leg for leg in entry.postings if _is_money(leg, cash, clears))
    return money, tuple(leg for leg in entry.postings if leg not in money)


def _is_money(leg: Posting, cash: set[str], clears: str | None) -> bool:
    """Money in a cash account, or money of a bank line that this event explains."""
    if leg.account in cash:
        return True
    return clears is not None and leg.account in (SUSPENSE_IN, SUSPENSE_OUT) and leg.sub == clears


def _line(leg: Posting, sign: int, books: Books) -> VoucherLine:
    account = books.chart().get(leg.account)
    code, title = (account.code, account.title) if account else ("", leg.account)
    return VoucherLine(code, title, sign * leg.amount)


_DEPOSIT_KINDS = frozenset({"deposit_interest_paid", "deposit_closed"})


def _member_of(event: Event, books: Books) -> str | None:
    """The member whose event it is, by its loan or its deposit if it names only that."""
    number: str | None = getattr(event, "member", None)
    loan = getattr(event, "loan", None)
    if number is None and loan is not None:
        found = books.peek(Loan, loan)
        number = found.member if found is not None else None
    if number is None and event.kind in _DEPOSIT_KINDS:
        deposit = books.peek(Deposit, getattr(event, "number", ""))
        number = deposit.member if deposit is not None else None
    return number


def _party(event: Event, books: Books) -> str | None:
    """Who paid or was paid, as far as the journal knows."""
    number = _member_of(event, books)
    if number is not None:
        payer: str | None = getattr(event, "payer", None)
        if payer is not None:
            return payer
        found = books.peek(Member, number)
        name = f"{found.name} ({number})" if found else str(number)
        if isinstance(event, MemberPaidOut) and event.recipient is not None:
            return f"{event.recipient}, ahli waris {name}"
        return name
    if isinstance(event, CashTransferred):
        cash = books.peek(CashAccount, event.target) if event.target else None
        return cash.name if cash else None
    return _named(event, books)


def _named(event: Event, books: Books) -> str | None:
    """Somebody who is no member: as the event names them, or a consignor or supplier by name."""
    key = getattr(event, "consignor", None) or getattr(event, "supplier", None)
    if key is not None:
        from koperasi_ledger.model.records import Supplier  # noqa: PLC0415 - the store only

        supplier = books.peek(Supplier, key)
        return supplier.name if supplier is not None else str(key)
    named: str | None = getattr(event, "counterparty", None)
    return named or _trader(event, books)


def _trader(event: Event, books: Books) -> str | None:
    """The store's supplier or customer, by name."""
    key: str | None = getattr(event, "supplier", None)
    if key is not None:
        supplier = books.peek(Supplier, key)
        return supplier.name if supplier is not None else key
    key = getattr(event, "customer", None)
    customer = books.peek(Customer, key) if key is not None else None
    return customer.name if customer is not None else key


def _signer(event: Event, books: Books) -> str | None:
    """The person who signs, when the journal knows the name."""
    if isinstance(event, MemberPaidOut) and event.recipient is not None:
        return event.recipient
    number, payer = _member_of(event, books), getattr(event, "payer", None)
    if payer is not None:
        return str(payer)
    member = books.peek(Member, number) if number is not None else None
    return member.name if member else _named(event, books)


def _purpose(event: Event, narration: str) -> str:
    """The entry's narration without the word that the receipt's title says already."""
    for word in ("Penerimaan: ", "Pengeluaran: "):
        narration = narration.removeprefix(word)
    text = event.note or getattr(event, "text", None)
    return f"{narration}: {text}" if text and text not in narration else narration
