"""What members bring to the village store: their harvest, and goods to be sold on consignment."""

from koperasi_ledger.workflows.sample_facts import number
from koperasi_ledger.workflows.sample_people import LEADERS
from koperasi_ledger.workflows.sample_stream import MONTHS
from koperasi_ledger.workflows.sample_village_goods import (
    CONSIGNORS,
    FARMERS,
    cost_of,
)
from koperasi_ledger.workflows.sample_village_shop import Line, Shop
from koperasi_ledger.workflows.sample_village_stock import Stock
from koperasi_ledger.workflows.sample_village_teller import Fields, Teller

RICE, MAIZE = (2, 6, 10, 14, 18), (0, 7, 13, 19, 21)
"""The months of harvest."""
_COFFEE_GROWER = 9
_PARTS = {"keripik": 12_000 * 88 // 100, "kopi-bubuk": 17_500}
"""What the consignor gets of each that is sold: 88 percent, or a price."""
_BROUGHT = {"keripik": 24, "kopi-bubuk": 16}
_UNSOLD, _STALE = (9, 26), 4
"""When the consignor takes packets back, and how many."""
_LEFT, _REPORTED, _PACKETS = (8, 14), (8, 25), 40
"""When noodles are left with another shop, when it reports, and how many there were."""
_YIELD = 54
"""Kilograms of rice from a hundred of paddy."""


class Produce:
    """Offtake and consignment; `run` is called for each day in turn."""

    def __init__(self, teller: Teller, stock: Stock, shop: Shop) -> None:
        self.teller = teller
        self.stock = stock
        self.shop = shop
        self.brought = dict.fromkeys(CONSIGNORS, 0)

    def agree(self) -> None:
        """The consignors; one of them is a member, whose money may go into savings."""
        for item, consignor in CONSIGNORS.items():
            member = number(_COFFEE_GROWER) if item == "kopi-bubuk" else None
            ref = f"TITIPAN-{consignor}"
            self.teller.event("consignor_agreed", ref, consignor=consignor, member=member)

    def open(self) -> None:
        """The terms of what they bring."""
        lines = [
            {"item": "keripik", "commission": "12"},
            {"item": "kopi-bubuk", "price": str(_PARTS["kopi-bubuk"])},
        ]
        since = self.teller.today.isoformat()
        self.teller.event("consignment_terms_set", "SYARAT-2025", valid_from=since, lines=lines)

    def run(self) -> None:
        """What is brought, worked up, sold on and paid today."""
        self._consigned((self.teller.index, self.teller.day))
        self._elsewhere((self.teller.index, self.teller.day))
        self._harvest(self.teller.index, self.teller.day)

    def _consigned(self, when: tuple[int, int]) -> None:
        index, day = when
        if day == 2:
            for item in CONSIGNORS:
                self._bring(item)
        if day == 12 and index in (5, 17):
            self._lost()
        if when == _UNSOLD:
            self._take_back()
        if day == 27 and self.teller.by_bank:
            for item in CONSIGNORS:
                self._settle(item)

    def _harvest(self, index: int, day: int) -> None:
        if index in RICE and day in (11, 12, 14):
            self._offtake("gabah", day)
        if index in RICE and day == 18:
            self._mill()
        if index in MAIZE and day in (11, 13):
            self._offtake("jagung", day)
        if index in MAIZE and day == 16:
            sold = self.stock.at("jagung", "gudang")
            self.shop.deliver("pakan-isapan", [Line("jagung", sold)])

    # -- consignment -----------------------------------------------------------------------------

    def _bring(self, item: str) -> None:
        missing = _BROUGHT[item] - self.stock.at(item, "gerai")
        if missing < 4:
            return
        self.stock.move(item, "gerai", missing)
        self.brought[item] += missing
        self.teller.event(
            "consignment_received",
            "TT",
            consignor=CONSIGNORS[item],
            location="gerai",
            lines=[{"item": item, "quantity": str(missing)}],
        )

    def _lost(self) -> None:
        """Two packets are gone; the cooperative looked after them, so it bears them."""
        left = self.stock.at("keripik", "gerai") - 2
        if left < 0:
            return
        self.stock.move("keripik", "gerai", -2)
        line = {"item": "keripik", "good": str(left), "amount": str(2 * _PARTS["keripik"])}
        self.teller.event(
            "consignment_counted",
            "ST",
            document=f"BA-ST/{MONTHS[self.teller.index]}",
            location="gerai",
            borne_by="koperasi",
            approved_by=LEADERS["Ketua"],
            lines=[line],
        )

    def _take_back(self) -> None:
        """The consignor fetches what has lain too long."""
        if self.stock.at("keripik", "gerai") < _STALE:
            return
        self.stock.move("keripik", "gerai", -_STALE)
        self.brought["keripik"] -= _STALE
        self.teller.event(
            "consignment_returned",
            "TK",
            consignor=CONSIGNORS["keripik"],
            location="gerai",
            lines=[{"item": "keripik", "quantity": str(_STALE)}],
            note="Mendekati kedaluwarsa",
        )

    def _elsewhere(self, when: tuple[int, int]) -> None:
        """Noodles are left with a small shop: most are sold there, the rest comes back."""
        there: Fields = {"customer": "kedai-khayal"}
        if when == _LEFT:
            self.stock.move("mi-instan", "gerai", -_PACKETS)
            lines = [{"item": "mi-instan", "quantity": str(_PACKETS)}]
            self.teller.event("consignment_sent", "TJ", **there, source="gerai", lines=lines)
        elif when == _REPORTED:
            line = {"item": "mi-instan", "quantity": "25", "price": "3200", "amount": "80000"}
            self.teller.event("consignment_sold", "TJ", **there, lines=[line], commission="5000")
            self.shop.owe(("customer", "kedai-khayal"), 75_000, 15)
            self.stock.move("mi-instan", "gerai", _PACKETS - 25)
            lines = [{"item": "mi-instan", "quantity": str(_PACKETS - 25)}]
            self.teller.event("consignment_fetched", "TJ", **there, target="gerai", lines=lines)

    def _settle(self, item: str) -> None:
        """What was sold of it since the last time is paid; what is unsold stays."""
        gone = self.brought[item] - self.stock.at(item, "gerai")
        owed = gone * _PARTS[item]
        if not owed or self.teller.money["kas"] < owed:
            return
        self.brought[item] -= gone
        fields: Fields = {"consignor": CONSIGNORS[item], "amount": str(owed)}
        grower = self.teller.members[_COFFEE_GROWER]
        if item == "kopi-bubuk":
            fields["savings"] = "sukarela"
            grower.saved += owed
        else:
            fields["via"] = "kas"
            self.teller.money["kas"] -= owed
        self.teller.event("consignment_settled", "BKK", **fields, unit="toko")

    # -- harvest ---------------------------------------------------------------------------------

    def _offtake(self, item: str, day: int) -> None:
        """A member's harvest is weighed, graded and paid, a part of it into savings."""
        index = FARMERS[(day + self.teller.index) % len(FARMERS)]
        if index not in self.teller.members:
            index = FARMERS[0]
        via = self.teller.richest()
        net = self.shop.dice.between(24, 48) * 5
        price = cost_of(item, self.teller.today)
        graded = net % 10 == 0
        paid = price if graded else price - 150
        amount = net * paid
        if self.teller.money[via] < amount + 1_000_000:
            return
        saved = amount // 10 // 10_000 * 10_000 if graded else 0
        payments: list[Fields] = [{"amount": str(amount - saved), "via": via}]
        if saved:
            payments.append({"amount": str(saved), "product": "sukarela"})
            self.teller.members[index].saved += saved
        self.teller.money[via] -= amount - saved
        self.stock.move(item, "gudang", net)
        self.teller.event(
            "offtake_received",
            "BH",
            member=number(index),
            location="gudang",
            item=item,
            gross=f"{net + 6}.5",
            tare="1.5",
            cut="5",
            grade="A" if graded else "B",
            price=str(paid),
            amount=str(amount),
            payments=payments,
        )

    def _mill(self) -> None:
        """Paddy becomes rice; bran stays with the miller as his wage."""
        paddy = self.stock.at("gabah", "gudang")
        rice = paddy * _YIELD // 100
        if not rice:
            return
        self.stock.move("gabah", "gudang", -paddy)
        self.stock.move("beras-desa", "gudang", rice)
        self.teller.event(
            "goods_converted",
            "OB",
            location="gudang",
            inputs=[{"item": "gabah", "quantity": str(paddy)}],
            outputs=[{"item": "beras-desa", "quantity": str(rice)}],
            note="Giling gabah; dedak menjadi upah penggilingan",
        )
