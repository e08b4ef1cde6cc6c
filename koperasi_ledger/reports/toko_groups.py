"""What receipts can be grouped by: each way gives every line its key, and every key its title."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from koperasi_ledger.model.policy.cooperative import UnitsPolicy
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.records import CashAccount, Item
from koperasi_ledger.reports.errors import UnknownGrouping
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.toko_receipts import Sale
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.store.consigning_out import SOLD_THERE

WAYS = {
    "tunai": "Tunai",
    "bank": "Bank",
    "qris": "QRIS",
    "voucher": "Voucher",
    "kredit": "Kredit",
    "simpanan": "Simpanan",
    "komisi": "Komisi penjual titip jual",
    "titipan": "Dikurangi barang titipan",
    "ppn": "Dikurangi PPN",
}
"""Ways of payment as they are printed, in this order; `model/events/sales.py: PaymentWay`."""

TITLES = {
    "barang": "Barang",
    "golongan": "Golongan",
    "tingkat": "Tingkat harga",
    "unit": "Unit usaha",
    "kasir": "Kasir",
    "bayar": "Cara bayar",
}
"""Every grouping with the title of its column."""


class Part(NamedTuple):
    """A part of a receipt that belongs to one group: millionths, and sen of price and cost."""

    key: str
    quantity: int
    amount: int
    cost: int


def chosen(name: str, asked: str | None, known: tuple[str, ...]) -> str:
    """The grouping asked for, or the first one.

    Raises:
        UnknownGrouping: the report has no such grouping.
    """
    if asked is None:
        return known[0]
    if asked not in known:
        raise UnknownGrouping(name, asked, known)
    return asked


def percent(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in percent with two decimals, half up; None of nothing or less."""
    if whole <= 0:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


class Grouping:
    """One way to group: `parts` of a receipt by key, and the `title` of a key."""

    def __init__(self, scope: Scope, by: str, units: dict[int, str | None]) -> None:
        self._scope = scope
        self._units = units
        self._items = {item.item: item for item in scope.books.all(Item)}
        self.by = by
        self.parts: Callable[[Sale], Iterator[Part]] = {
            "barang": self._by_line,
            "golongan": self._by_line,
            "bayar": self._by_payment,
        }.get(by, self._whole)

    def item(self, key: str) -> Item:
        """The item of a key."""
        return self._items[key]

    def _by_line(self, sale: Sale) -> Iterator[Part]:
        for line in sale.lines:
            if not line.theirs:
                key = line.item if self.by == "barang" else self._items[line.item].group
                yield Part(key, line.quantity, line.revenue, line.cost)

    def _whole(self, sale: Sale) -> Iterator[Part]:
        if self.by == "tingkat":
            key = sale.tier
        elif self.by == "kasir":
            key = sale.till
        else:
            key = self._units.get(sale.seq) or ""
        yield Part(key, 0, sale.revenue, sale.cost)

    def _by_payment(self, sale: Sale) -> Iterator[Part]:
        for way, via, sen in sale.paid:
            yield Part(f"{way}:{via or ''}", 0, sen, 0)
        theirs = sum(line.amount for line in sale.lines if line.theirs)
        tax = sum(line.tax for line in sale.lines)
        for key, sen in (("titipan:", theirs), ("ppn:", tax)):
            if sen:
                yield Part(key, 0, -sen, 0)

    def order(self, key: str) -> tuple[int, str]:
        """Where a key stands among the others."""
        if self.by == "bayar":
            return list(WAYS).index(key.partition(":")[0]), key
        return 0 if key else 1, key

    def title(self, key: str) -> str:
        """What is printed for a key: names as they are known now."""
        scope = self._scope
        match self.by:
            case "barang":
                return self._items[key].name
            case "tingkat":
                store = body_on(scope.books.section("store"), StorePolicy, scope.last)
                tier = store.tiers.get(key) if store is not None else None
                if key == SOLD_THERE:
                    return "Titip jual di toko lain"
                return tier.name if tier is not None else key
            case "unit":
                known = body_on(scope.books.section("units"), UnitsPolicy, scope.last)
                named = known.units.get(key) if known is not None else None
                return named or key or "Tanpa unit usaha"
            case "bayar":
                way, _, via = key.partition(":")
                cash = scope.books.peek(CashAccount, via) if way in {"tunai", "bank"} else None
                name = cash.name if cash is not None else via
                return f"{WAYS[way]} ({name})" if name else WAYS[way]
            case _:
                return key
