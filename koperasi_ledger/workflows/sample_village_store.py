"""The village store: what it buys, keeps and sells, told day by day.

The shop sells on three days a week at the prices of `sample_village_goods`; wholesale goes out of
the storehouse with delivery notes. What is there is counted here as it moves, so that nothing is
sold that is not there; what it costs is left to the rules.
"""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from koperasi_ledger.workflows.sample_dice import Dice
from koperasi_ledger.workflows.sample_facts import STATEMENT_MONTH, number
from koperasi_ledger.workflows.sample_people import LEADERS
from koperasi_ledger.workflows.sample_stream import MONTHS
from koperasi_ledger.workflows.sample_village_goods import (
    CUSTOMERS,
    FARMERS,
    FERTILISERS,
    GOODS,
    HET,
    ITEMS,
    LATER,
    RDKK,
    SEASONS,
    STAPLES,
    SUPPLIERS,
    TAKEN_OVER,
    cost_of,
    item_fields,
    price_lines,
)
from koperasi_ledger.workflows.sample_village_produce import Produce
from koperasi_ledger.workflows.sample_village_shop import Shop
from koperasi_ledger.workflows.sample_village_stock import Stock
from koperasi_ledger.workflows.sample_village_teller import Fields, Teller
from koperasi_ledger.workflows.sample_village_till import TILL_DAY, TILL_FILE, till_text

BANK_BILL = (STATEMENT_MONTH - 1, 25)
"""When the goods came that the last month's bank statement pays for."""
_KEEP_IN_BANK = 600_000
_GAS, _SPHP, _RESTOCK, _PACKS = (2, 9, 16, 23), (5, 20), (3, 12, 22), (8, 22)
_SENT_BACK = ((4, 14), (16, 14))
_COUNT_DAY, _QUARTER_END = 28, 2
_ORDER_DAY, _FERTILISER_DAY = 4, 6
_ADVANCE = 500_000
"""What is paid down for fertiliser, where a bank is there to pay it from."""
_MOVES = (1, 4, 8, 13, 18, 23, 27)


class Bill(NamedTuple):
    """An invoice that is not paid yet: due day, supplier, number, rupiah."""

    due: str
    supplier: str
    invoice: str
    amount: int


class Store:
    """The store's part of the story; `run` is called for each day in turn."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.dice = Dice(2026)
        self.stock = Stock()
        self.bills: list[Bill] = []
        self.advance = 0
        self.listed: set[tuple[int, int]] = set()
        self.lines: dict[str, list[dict[str, str]]] = {}
        self.shop = Shop(teller, self.stock, self.dice)
        self.produce = Produce(teller, self.stock, self.shop)

    def open(self) -> None:
        """The range, the lists, and the stock of the old books."""
        tell = self.teller.event
        for key, name, days in SUPPLIERS:
            tell("supplier_registered", f"PEMASOK-{key}", supplier=key, name=name, days=days)
        for key, name, limit, days in CUSTOMERS:
            terms: Fields = {"limit": str(limit), "days": days}
            tell("customer_registered", f"PELANGGAN-{key}", customer=key, name=name, **terms)
        self.produce.agree()
        for good in GOODS:
            tell("item_registered", f"BARANG-{good.code}", **item_fields(good))
        codes = tuple(good.code for good in GOODS)
        self._list("HARGA-2025-01", codes, "Rapat pengurus 28 Desember 2024")
        self._ceilings(self.teller.today.isoformat())
        self.produce.open()
        lines = []
        for code, quantity, value in TAKEN_OVER:
            self.stock.move(code, "gudang", quantity)
            lines.append({"item": code, "quantity": str(quantity), "value": str(value)})
        account = "Aset:Persediaan:BarangDagang"
        tell("stock_taken_over", "STOK-AWAL", location="gudang", account=account, lines=lines)

    def run(self) -> None:
        """The day in the store: what comes, what is moved, what is sold, what is counted."""
        day = self.teller.day
        self._lists()
        self._pay_bills()
        self._deliveries(day)
        self.produce.run()
        if day in _PACKS:
            self._pack()
        if day in _MOVES:
            self._to_shop()
        self.shop.run()
        if (self.teller.index, day) == TILL_DAY:
            text = till_text(self.shop)
            self.teller.leave("till_imported", file=TILL_FILE, text=text)
        if (self.teller.index, day) in _SENT_BACK:
            self._send_back()
        if day == _COUNT_DAY and self.teller.index % 3 == _QUARTER_END:
            self._count()

    def buy(
        self,
        supplier: str,
        lines: list[tuple[str, int, int]],
        place: str = "gudang",
        invoice: str | None = None,
        order: str | None = None,
    ) -> None:
        """Goods with their invoice: item, packs, rupiah; paid at once, or owed.

        An `invoice` of that number is paid by transfer, as the last month's statement says.
        """
        total = sum(amount for _, _, amount in lines)
        days = next(days for key, _, days in SUPPLIERS if key == supplier)
        via = self.teller.richest()
        by_transfer = invoice is not None
        if invoice is None:
            self.teller.serials[supplier] += 1
            serial = f"{MONTHS[self.teller.index]}-{self.teller.serials[supplier]}"
            invoice = f"{supplier.replace('-', '').upper()[:4]}-{serial}"
        goods: list[dict[str, str]] = []
        self.lines[invoice] = goods
        for code, packs, amount in lines:
            good = ITEMS[code]
            self.stock.move(code, place, packs * good.holds)
            line = {"item": code, "quantity": str(packs), "amount": str(amount)}
            goods.append(line | ({"unit": good.pack} if good.pack else {}))
        fields: Fields = {"supplier": supplier, "invoice": invoice, "location": place}
        if total > 3_000_000 and self.teller.money["kas"] > 500_000:
            fields |= {"freight": "45000", "freight_via": "kas"}
            self.teller.money["kas"] -= 45_000
        if order is not None:
            fields["order"] = order
        if order is not None and self.advance:
            fields["advance"] = str(self.advance)
            total, self.advance = total - self.advance, 0
        if days == 0 and self.teller.money[via] > total + _KEEP_IN_BANK:
            self.teller.money[via] -= total
            fields["paid_via"] = via
        else:
            due = self.teller.today + timedelta(days=days or 7)
            fields["due"] = due.isoformat()
            if not by_transfer:
                self.bills.append(Bill(due.isoformat(), supplier, invoice, total))
        self.teller.event("goods_received", "TB", **fields, lines=goods)

    # -- the days --------------------------------------------------------------------------------

    def _lists(self) -> None:
        today = self.teller.today.isoformat()
        if today in LATER:
            self._ceilings(today)
            ref = f"HARGA-{self.teller.today:%Y-%m}"
            self._list(ref, tuple(LATER[today]), "Rapat pengurus, mengikuti harga pemasok")

    def _deliveries(self, day: int) -> None:
        if day in _GAS:
            self._restock(("lpg-3kg",))
        if day in _SPHP:
            self._restock(("beras-sphp",))
        if day in _RESTOCK:
            self._restock(tuple(good.code for good in GOODS if good.group == STAPLES))
        if day == _FERTILISER_DAY and self.teller.index in SEASONS:
            self._fertiliser()
        if day == _ORDER_DAY and self.teller.index in SEASONS:
            self._order()
        if (self.teller.index, day) == BANK_BILL:
            lines = [("beras-premium", 5, 3_360_000), ("tepung", 1, 240_000)]
            self.buy("ud-grosir", lines, invoice="1009")

    def _list(self, ref: str, codes: tuple[str, ...], decision: str) -> None:
        lines = price_lines(codes, self.teller.today)
        since = self.teller.today.isoformat()
        self.teller.event("price_set", ref, valid_from=since, decision=decision, lines=lines)

    def _ceilings(self, since: str) -> None:
        if since not in HET:
            return
        regulation, rows = HET[since]
        lines = [{"item": item, "unit": unit, "price": str(price)} for item, unit, price in rows]
        ref = f"HET-{since[:7]}"
        self.teller.event("ceiling_set", ref, valid_from=since, regulation=regulation, lines=lines)

    def _pay_bills(self) -> None:
        today = self.teller.today.isoformat()
        for bill in sorted(self.bills):
            via = self.teller.richest()
            if bill.due > today or self.teller.money[via] < bill.amount + _KEEP_IN_BANK:
                continue
            self.bills.remove(bill)
            self.teller.money[via] -= bill.amount
            self.teller.event(
                "payable_paid",
                "BKK",
                supplier=bill.supplier,
                invoice=bill.invoice,
                amount=str(bill.amount),
                via=via,
            )

    def _restock(self, codes: tuple[str, ...]) -> None:
        """Fills up to what the store keeps; a supplier's goods come with one invoice."""
        wanted: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for code in codes:
            good = ITEMS[code]
            missing = good.keeps - self.stock.all(code)
            if good.supplier is None or missing < good.holds:
                continue
            packs = missing // good.holds
            unit = cost_of(code, self.teller.today) * (995 + self.dice.below(11)) // 5_000 * 5
            wanted[good.supplier].append((code, packs, unit * good.holds * packs))
        for supplier, lines in wanted.items():
            self.buy(supplier, lines)

    def _fertiliser(self) -> None:
        """A sack of each for every farmer who is still a member; they fetch it in the week."""
        sacks = self._sacks()
        lines = []
        for code in FERTILISERS:
            amount = cost_of(code, self.teller.today) * ITEMS[code].holds * sacks
            lines.append((code, sacks, amount))
        self.buy("pupuk", lines, "gerai", order=f"PO-{MONTHS[self.teller.index]}")

    def _order(self) -> None:
        """The allocation list, where somebody is new; the order, and what is paid down for it."""
        year = self.teller.today.year
        new = [who for who in FARMERS if who in self.teller.members]
        new = [who for who in new if (year, who) not in self.listed]
        self.listed |= {(year, who) for who in new}
        for code in FERTILISERS if new else ():
            lines = [{"member": number(who), "quantity": str(RDKK[year])} for who in new]
            span: Fields = {"start": f"{year}-01-01", "until": f"{year}-12-31"}
            terms: Fields = {"quota": f"rdkk-{year}", "item": code, "unit": "kg"}
            ref = f"RDKK-{MONTHS[self.teller.index]}-{code}"
            self.teller.event("quota_set", ref, **terms, **span, lines=lines)
        goods = [
            {"item": code, "quantity": str(self._sacks()), "unit": "karung"} for code in FERTILISERS
        ]
        order = f"PO-{MONTHS[self.teller.index]}"
        self.teller.event("goods_ordered", order, supplier="pupuk", order=order, lines=goods)
        if self.teller.by_bank and self.teller.money["bri"] > _ADVANCE + _KEEP_IN_BANK:
            self.teller.money["bri"] -= _ADVANCE
            self.advance = _ADVANCE
            fields: Fields = {"supplier": "pupuk", "amount": str(_ADVANCE), "via": "bri"}
            self.teller.event("supplier_advance_paid", "BKK", **fields)

    def _sacks(self) -> int:
        return sum(farmer in self.teller.members for farmer in FARMERS)

    def _pack(self) -> None:
        """Two sacks become packs of five kilograms."""
        if self.stock.at("beras-premium", "gudang") < 150 or self.stock.all("beras-5kg") > 10:
            return
        self.stock.move("beras-premium", "gudang", -100)
        self.stock.move("beras-5kg", "gudang", 20)
        self.teller.event(
            "goods_converted",
            "OB",
            location="gudang",
            inputs=[{"item": "beras-premium", "quantity": "2", "unit": "karung"}],
            outputs=[{"item": "beras-5kg", "quantity": "20"}],
        )

    def _to_shop(self) -> None:
        lines = []
        for good in GOODS:
            moved = min(
                good.shelf - self.stock.at(good.code, "gerai"), self.stock.at(good.code, "gudang")
            )
            if moved > 0:
                self.stock.move(good.code, "gudang", -moved)
                self.stock.move(good.code, "gerai", moved)
                lines.append({"item": good.code, "quantity": str(moved)})
        if lines:
            self.teller.event(
                "stock_transferred", "PG", source="gudang", target="gerai", lines=lines
            )

    def _send_back(self) -> None:
        """Broken eggs go back to the wholesaler, whose newest invoice is not paid yet."""
        bill = max(bill for bill in self.bills if bill.supplier == "ud-grosir")
        place, line = next(
            (place, line)
            for place, line in enumerate(self.lines[bill.invoice], 1)
            if line["item"] == "telur"
        )
        amount = int(line["amount"]) * 2 // int(line["quantity"])
        self.stock.move("telur", "gudang", -2)
        self.bills.remove(bill)
        self.bills.append(bill._replace(amount=bill.amount - amount))
        self.teller.event(
            "purchase_returned",
            "RB",
            supplier="ud-grosir",
            invoice=bill.invoice,
            location="gudang",
            lines=[{"line": place, "quantity": "2", "amount": str(amount)}],
            note="Telur pecah saat diterima",
        )

    def _count(self) -> None:
        """The quarter's stock count of the shop: something is always missing or spoiled."""
        lines = []
        for code, lost, damaged in (("telur", 0, 1), ("mi-instan", 2, 1), ("gula", 1, 0)):
            held = self.stock.at(code, "gerai")
            if held < lost + damaged:
                continue
            self.stock.move(code, "gerai", -lost - damaged)
            line = {"item": code, "good": str(held - lost - damaged)}
            lines.append(line | ({"damaged": str(damaged)} if damaged else {}))
        if lines:
            self.teller.event(
                "stock_counted",
                "SO",
                document=f"BA-SO/{MONTHS[self.teller.index]}",
                location="gerai",
                approved_by=LEADERS["Ketua"],
                lines=lines,
            )
