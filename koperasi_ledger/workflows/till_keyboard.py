"""The till at the keyboard: what was typed made into lines, payments and a recorded receipt.

Nothing here reads or prints; `cli` asks and shows. Nothing is in the books before the receipt is
paid as a whole, so a power cut in the middle of it loses only what was being typed.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.engine.goods import customer_of
from koperasi_ledger.model.events.sales import SaleRecorded
from koperasi_ledger.model.money import format_rupiah, parse_user_amount
from koperasi_ledger.model.quantities import MICRO, to_micro
from koperasi_ledger.model.records import Item, PriceList
from koperasi_ledger.model.records.stock import Stock
from koperasi_ledger.rules.errors.store import NotInStorePolicy
from koperasi_ledger.rules.store.prices import line_amount, listed
from koperasi_ledger.rules.store.terms import in_base, measure_of
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import record_by_hand
from koperasi_ledger.workflows.recording import Stamp
from koperasi_ledger.workflows.store_errors import NoListedPrice
from koperasi_ledger.workflows.store_hand import only, policy_on
from koperasi_ledger.workflows.till_day import DayTotal, day_total
from koperasi_ledger.workflows.till_due import due_of
from koperasi_ledger.workflows.till_errors import BadPayment, NoCount, NoSuchLine, PaysOver
from koperasi_ledger.workflows.till_finding import (
    GoodsFinder,
    Typed,
    decimal_of,
    has_unit,
    read_count,
)
from koperasi_ledger.workflows.till_paid import DETAILS

_ZERO = Decimal(0)
_LONGEST_COUNT = 5
MOST_SHOWN = 12
WAYS = ("tunai", "qris", "bank", "kredit", "voucher", "simpanan")


class BasketLine(NamedTuple):
    """A line of the receipt that is being typed."""

    item: Item
    quantity: Decimal
    unit: str | None
    price: Decimal
    amount: Decimal


class Payment(NamedTuple):
    """A payment that was typed; `detail` is its account, issuer or product."""

    way: str
    detail: str | None
    amount: Decimal


@dataclass(slots=True)
class KeyboardTill:
    """One till on one day; `lines`, buyer and payments are those of the receipt being typed."""

    book: Book
    till: str
    day: date
    tier: str
    location: str
    via: str = "kas"
    member: str | None = None
    customer: str | None = None
    lines: list[BasketLine] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    given: Decimal | None = None
    usual: str = ""
    _goods: GoodsFinder = field(init=False)

    def __post_init__(self) -> None:
        self._goods = GoodsFinder(self.book)

    # -- goods ---------------------------------------------------------------------------------

    def find(self, text: str) -> tuple[list[Item], Typed]:
        """The items that may be meant by what was typed, the only one if it is clear.

        A code or barcode is meant before a part of a name.

        Raises:
            NoSuchGoods: nothing fits.
        """
        return self._goods.find(text)

    def is_count(self, text: str) -> Typed | None:
        """A quantity alone, meant for the last line: `3`, `2.5kg`, `1 dus`; None if it is none."""
        if not self.lines or self._goods.exact(text) is not None:
            return None
        read = read_count(text)
        if read is None or (read[1] is None and len(read[0]) > _LONGEST_COUNT):
            return None  # a barcode that nobody registered, or money
        last = self.lines[-1]
        unit = read[1] or last.unit
        count = decimal_of(read[0])
        return Typed("", count, unit) if count and has_unit(last.item, unit) else None

    def count_of(self, place: int, text: str) -> Typed:
        """A quantity typed for a line, by its place from 1 on.

        Raises:
            NoSuchLine, NoCount: there is no such line, or it is no quantity of its item.
        """
        self._check(place)
        line = self.lines[place - 1]
        read = read_count(text)
        unit = (read[1] or line.unit) if read is not None else None
        if read is None or not decimal_of(read[0]) or not has_unit(line.item, unit):
            raise NoCount(text, line.item.item, [line.item.base, *line.item.measures])
        return Typed("", decimal_of(read[0]), unit)

    def search(self, words: str) -> list[tuple[Item, Decimal | None]]:
        """Items by a part of their name or code, each with the price of its base unit."""
        found = []
        for item in self._goods.named(words):
            prices = self.book.journal.load(PriceList.kind, f"{item.item}:{self.tier}")
            known = prices if isinstance(prices, PriceList) else None
            found.append((item, listed(known, item.base, MICRO, self.day)))
        return found

    def set_member(self, number: str) -> None:
        """The buyer is a member.

        Raises:
            UnknownMember: there is none of this number.
        """
        member = self.book.journal.books().member(number)
        self.member, self.customer = member.number, None

    def set_customer(self, key: str) -> None:
        """The buyer is a customer.

        Raises:
            NotRegistered: there is none of this key.
        """
        found = customer_of(key, self.book.journal.books())
        self.member, self.customer = None, found.customer

    def add(self, item: Item, quantity: Decimal, unit: str | None) -> BasketLine:
        """One more line, at the price of the list.

        Raises:
            NoListedPrice: the list has none for the class of customers.
        """
        line = self._priced(item, quantity, unit)
        self.lines.append(line)
        return line

    def missing(self, item: Item) -> int:
        """How much of an item the basket has more than the location, in millionths."""
        policy = policy_on(self.book, self.day)
        if policy is not None and policy.negative:
            return 0
        stock = self.book.journal.load(Stock.kind, item.item)
        held = stock.places.get(self.location, 0) if isinstance(stock, Stock) else 0
        lines = (line for line in self.lines if line.item.item == item.item)
        return max(0, sum(in_base(item, line.quantity, line.unit) for line in lines) - held)

    def change(self, place: int, quantity: Decimal, unit: str | None) -> BasketLine:
        """Another quantity of a line, by its place from 1 on.

        Raises:
            NoSuchLine, NoListedPrice.
        """
        self._check(place)
        line = self._priced(self.lines[place - 1].item, quantity, unit)
        self.lines[place - 1] = line
        return line

    def remove(self, place: int) -> BasketLine:
        """A line less.

        Raises:
            NoSuchLine: there is none.
        """
        self._check(place)
        return self.lines.pop(place - 1)

    def set_tier(self, tier: str) -> None:
        """Another class of customers: all lines at its prices.

        Raises:
            NotInStorePolicy, NoListedPrice: the basket stays as it was.
        """
        policy = policy_on(self.book, self.day)
        if policy is not None and tier not in policy.tiers:
            raise NotInStorePolicy("Tingkat harga", tier, sorted(policy.tiers))
        before, self.tier = self.tier, tier
        try:
            self.lines = [self._priced(line.item, line.quantity, line.unit) for line in self.lines]
        except NoListedPrice:
            self.tier = before
            raise

    def _check(self, place: int) -> None:
        if not 1 <= place <= len(self.lines):
            raise NoSuchLine(place, len(self.lines))

    def _priced(self, item: Item, quantity: Decimal, unit: str | None) -> BasketLine:
        measure_of(item, unit)
        prices = self.book.journal.load(PriceList.kind, f"{item.item}:{self.tier}")
        known = prices if isinstance(prices, PriceList) else None
        of = unit or item.base
        price = listed(known, of, to_micro(quantity), self.day)
        if price is None:
            raise NoListedPrice(item.item, of, self.tier)
        amount = line_amount(item, price, quantity)
        return BasketLine(item, quantity, None if of == item.base else of, price, amount)

    # -- paying --------------------------------------------------------------------------------

    @property
    def due(self) -> Decimal:
        """What the buyer pays for the basket, in rupiah."""
        goods = [(line.item, line.amount) for line in self.lines]
        return due_of(self.book.journal.books(), goods, self.tier, self.day)

    @property
    def remaining(self) -> Decimal:
        """What is not paid yet."""
        return self.due - sum((payment.amount for payment in self.payments), _ZERO)

    def pay(self, text: str) -> Decimal:
        """Takes a payment as typed; the change. Nothing typed is exactly what remains, in cash.

        `50000`, `tunai 50000`, `qris`, `qris 20000`, `bank bri`, `kredit`, `voucher khbs 20000`,
        `simpanan sukarela`.

        Raises:
            BadPayment, PaysOver: it is no payment, or more than what remains.
            AmbiguousAmount, UnreadableAmount: the amount cannot be read.
        """
        left = self.remaining
        words = text.split()
        way = words.pop(0).casefold() if words and words[0].casefold() in WAYS else "tunai"
        detail: str | None = None
        if way in {"bank", "voucher", "simpanan"}:
            if not words:
                raise BadPayment(text)
            detail = words.pop(0).casefold()
        elif way == "tunai":
            detail = words.pop().casefold() if len(words) > 1 else self.via
        if len(words) > 1:
            raise BadPayment(text)
        money = parse_user_amount(words[0]) if words else left
        if money <= 0:
            raise BadPayment(text)
        if way != "tunai" and money > left:
            raise PaysOver(format_rupiah(money), format_rupiah(left))
        taken = min(money, left)
        self.payments.append(Payment(way, detail, taken))
        if way == "tunai":
            self.given = (self.given or _ZERO) + money
        return money - taken

    def unpay(self) -> None:
        """Takes all payments back, to correct the lines."""
        self.payments.clear()
        self.given = None

    def clear(self) -> None:
        """A new receipt; the till, its day and its usual class of customers stay."""
        self.lines.clear()
        self.unpay()
        self.member = self.customer = None
        self._goods.forget()
        self.tier = self.usual or self.tier

    def record(self, stamp: Stamp) -> SaleRecorded:
        """Records the receipt under the till's next number, which nobody else has.

        Raises:
            Refusal: a rule refuses it; the basket stays as it is.
        """
        done = record_by_hand(
            self.book,
            "sale_recorded",
            stamp,
            LABELS,
            again=True,
            date=self.day,
            till=self.till,
            location=self.location,
            tier=self.tier,
            member=self.member,
            customer=self.customer,
            lines=[_line(line) for line in self.lines],
            payments=_payments(self.payments),
        )
        event: Any = done.event
        sold: SaleRecorded = event
        return sold

    # -- the day -------------------------------------------------------------------------------

    def day_total(self) -> DayTotal:
        """What the till sold today; what was reversed does not count."""
        return day_total(self.book, self.till, self.day)


LABELS = {
    "lines": "barang",
    "payments": "bayar",
    "member": "anggota",
    "customer": "pelanggan",
    "tier": "tingkat",
    "till": "--kasir",
    "location": "--lokasi",
    "date": "--tanggal",
}


def open_till(
    book: Book,
    till: str,
    day: date,
    *,
    tier: str | None,
    location: str | None,
    via: str | None = None,
) -> KeyboardTill:
    """A till ready to sell; what is not said is the only one that the policy has.

    Raises:
        StoreNotSet: there is not exactly one.
    """
    policy = policy_on(book, day)
    chosen = only(tier, "Tingkat harga", policy.tiers if policy else None)
    place = only(location, "Lokasi", policy.locations if policy else None)
    return KeyboardTill(book, till, day, chosen, place, via or "kas", usual=chosen)


def _line(line: BasketLine) -> dict[str, str]:
    fields = {
        "item": line.item.item,
        "quantity": f"{line.quantity:f}",
        "price": str(line.price),
        "amount": str(line.amount),
    }
    return fields if line.unit is None else fields | {"unit": line.unit}


def _payments(payments: list[Payment]) -> list[dict[str, str]]:
    """One payment for each way and detail, as the event takes them."""
    sums: dict[tuple[str, str | None], Decimal] = {}
    for payment in payments:
        key = (payment.way, payment.detail)
        sums[key] = sums.get(key, _ZERO) + payment.amount
    found = []
    for (way, detail), amount in sums.items():
        fields = {"way": way, "amount": str(amount)}
        name = DETAILS.get(way)
        if name is not None and detail is not None:
            fields[name] = detail
        found.append(fields)
    return found
