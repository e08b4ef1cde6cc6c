"""The village shop and its wholesale: who buys what, and how it is paid.

Receipts of the shop come from the till `kasir-1`, wholesale invoices from `grosir`. Members pay
the members' price, small businesses the UMKM price, everybody else the public's.
"""

from datetime import timedelta
from typing import NamedTuple

from koperasi_ledger.workflows.sample_dice import Dice
from koperasi_ledger.workflows.sample_facts import STATEMENT_MONTH, number
from koperasi_ledger.workflows.sample_stream import MONTHS
from koperasi_ledger.workflows.sample_village_goods import (
    CUSTOMERS,
    FARMERS,
    GOODS,
    ITEMS,
    SEASONS,
    TRADERS,
    price_of,
)
from koperasi_ledger.workflows.sample_village_stock import Stock
from koperasi_ledger.workflows.sample_village_teller import Fields, Teller

OPEN_ON = (0, 2, 5)
"""Monday, Wednesday, Saturday."""
LEAVING = (3, 8, 16)
"""Members who leave in the story; they buy nothing on credit."""
QRIS, MDR = "Aset:Piutang:QRIS", 7
"""Where QRIS payments wait, and what is kept of a thousand rupiah."""
BANK_DEBT = (STATEMENT_MONTH, 17)
_LPG_A_MONTH = 4
_CREDIT_LIMIT = 500_000
_QRIS_DAYS = (7, 14, 21, 28)
_QRIS_OF_STATEMENT = 22
"""In the last month the statement says what was paid out of QRIS, up to this day."""


class Claim(NamedTuple):
    """What a buyer is going to pay: day, who, rupiah."""

    day: str
    who: tuple[str, str]
    amount: int


class Line(NamedTuple):
    """A line of a receipt; `packs` are sold instead of base units where `pack` is set."""

    code: str
    quantity: int
    pack: bool = False


class Shop:
    """What is sold; `run` is called for each day in turn."""

    def __init__(self, teller: Teller, stock: Stock, dice: Dice) -> None:
        self.teller = teller
        self.stock = stock
        self.dice = dice
        self.claims: list[Claim] = []
        self.qris = 0
        self.settling = 0
        self._gas: dict[tuple[str, str], int] = {}
        self._of_day = 0
        self._noodles: tuple[str, int, int] | None = None

    def run(self) -> None:
        """The day at the tills."""
        day, index = self.teller.day, self.teller.index
        self._collect()
        self._of_day = 0
        if day == 9 and index in SEASONS:
            self._fertiliser()
        if self.teller.today.weekday() in OPEN_ON:
            for _ in range(self.dice.between(4, 6)):
                self._receipt()
        if (index, day) == BANK_DEBT:
            # What the member pays by transfer; the last month's statement has it.
            lines = [Line("sabun", 2), Line("kopi-bubuk", 2)]
            self.sell("anggota", lines, {"way": "kredit"}, member=number(12))
        if day in (10, 24):
            self._wholesale("kopdes-andai" if day == 10 else "pesantren-misal")
        if day == 19 and index % 2:
            self._wholesale("kopdes-andai")
        if day == 17 and index in (2, 7, 15, 20):
            self._brought_back()
        if self.teller.by_bank:
            self._settle_qris()
        elif day == _QRIS_OF_STATEMENT:
            self.settling = self.qris - _charge(self.qris)

    def sell(
        self,
        tier: str,
        lines: list[Line],
        payment: Fields,
        *,
        place: str = "gerai",
        till: str = "kasir-1",
        **more: object,
    ) -> int:
        """A receipt at listed prices, paid in one way; gives what it comes to."""
        total, rows = 0, []
        for line in lines:
            good = ITEMS[line.code]
            price = price_of(line.code, tier, line.quantity, self.teller.today)
            amount = price * line.quantity
            total += amount
            self.stock.move(line.code, place, -line.quantity * (good.holds if line.pack else 1))
            row = {"item": line.code, "quantity": str(line.quantity)}
            if line.pack and good.pack:
                row["unit"] = good.pack
            rows.append(row | {"price": str(price), "amount": str(amount)})
        self._of_day += 1
        self.teller.event(
            "sale_recorded",
            "JL",
            till=till,
            number=f"{self.teller.today:%Y%m%d}-{self._of_day}",
            location=place,
            tier=tier,
            lines=rows,
            payments=[payment | {"amount": str(total)}],
            **more,
        )
        way, via = payment["way"], payment.get("via")
        if isinstance(via, str):
            self.teller.money[via] += total
        elif way == "qris":
            self.qris += total
        if way == "tunai" and till == "kasir-1" and any(x.code == "mi-instan" for x in lines):
            place_of = next(n for n, x in enumerate(lines, 1) if x.code == "mi-instan")
            number_of = str(self.teller.events[-1]["number"])
            self._noodles = (number_of, place_of, int(rows[place_of - 1]["price"]))
        return total

    def owe(self, who: tuple[str, str], amount: int, days: int) -> None:
        """Somebody pays so many days later."""
        day = self.teller.today + timedelta(days=days)
        self.claims.append(Claim(day.isoformat(), who, amount))

    def owed(self, who: tuple[str, str]) -> int:
        """What somebody has still to pay."""
        return sum(claim.amount for claim in self.claims if claim.who == who)

    # -- the shop --------------------------------------------------------------------------------

    def _receipt(self) -> None:
        chance = self.dice.below(100)
        if chance < 58:
            index = self.dice.pick(sorted(self.teller.members))
            self._to_member(index)
        elif chance < 76:
            trader = self.dice.pick(TRADERS)
            lines = self._basket(3, ("@", trader))
            if lines:
                self.sell("umkm", lines, self._trader_pays(trader, lines), customer=trader)
        else:
            lines = self._basket(1, None)
            if lines:
                card = chance > 97
                khbs: Fields = {"way": "voucher", "issuer": "khbs"}
                payment = khbs if card else self._money()
                total = self.sell("umum", lines, payment)
                if card:
                    self.owe(("customer", "khbs"), total, 30)

    def _to_member(self, index: int) -> None:
        who = number(index)
        lines = self._basket(2, ("member", who))
        if not lines:
            return
        total = self._worth("anggota", lines)
        saver = self.teller.members[index]
        chance = self.dice.below(100)
        payment = self._money()
        if chance < 14 and index not in LEAVING and self._may_owe(who, total):
            payment = {"way": "kredit"}
            # Some pay late, so that the list of debts by age has something to say.
            self.owe(("member", who), total, 20 + self.dice.below(40 if index % 4 else 75))
        elif chance < 20 and saver.saved >= total + 50_000:
            payment = {"way": "simpanan", "product": "sukarela"}
            saver.saved -= total
        self.sell("anggota", lines, payment, member=who)

    def _may_owe(self, who: str, total: int) -> bool:
        return self.owed(("member", who)) + total <= _CREDIT_LIMIT

    def _trader_pays(self, trader: str, lines: list[Line]) -> Fields:
        total = self._worth("umkm", lines)
        limit, days = next((limit, days) for key, _, limit, days in CUSTOMERS if key == trader)
        if self.dice.percent(45) and self.owed(("customer", trader)) + total <= limit:
            self.owe(("customer", trader), total, days + self.dice.below(8))
            return {"way": "kredit"}
        return self._money()

    def _money(self) -> Fields:
        chance = self.dice.below(100)
        if chance < 20:
            return {"way": "qris"}
        if chance < 26 and self.teller.by_bank:
            return {"way": "bank", "via": "bri"}
        return {"way": "tunai", "via": "kas"}

    def _worth(self, tier: str, lines: list[Line]) -> int:
        today = self.teller.today
        return sum(price_of(x.code, tier, x.quantity, today) * x.quantity for x in lines)

    def _basket(self, times: int, buyer: tuple[str, str] | None) -> list[Line]:
        """What somebody takes of what is in the shop; LPG only who is known, so many a month."""
        draws = [good for good in GOODS for _ in range(good.often)]
        taken: dict[str, int] = {}
        for _ in range(self.dice.between(1, 3)):
            good = self.dice.pick(draws)
            most = min(good.most * times, self.stock.at(good.code, "gerai"))
            if good.code not in taken and most > 0:
                taken[good.code] = self.dice.between(1, most)
        if buyer is not None and self.dice.percent(45):
            key = (buyer[1], MONTHS[self.teller.index])
            room = _LPG_A_MONTH - self._gas.get(key, 0)
            gas = min(self.dice.between(1, 2), room, self.stock.at("lpg-3kg", "gerai"))
            if gas > 0:
                taken["lpg-3kg"] = gas
                self._gas[key] = self._gas.get(key, 0) + gas
        return [Line(code, quantity) for code, quantity in taken.items()]

    def _fertiliser(self) -> None:
        """The farmers on the list fetch a sack of each."""
        for farmer in FARMERS:
            if farmer in self.teller.members:
                lines = [Line("pupuk-urea", 50), Line("pupuk-npk", 50)]
                payment: Fields = {"way": "tunai", "via": "kas"}
                self.sell("anggota", lines, payment, member=number(farmer))

    def _brought_back(self) -> None:
        """Two packets of noodles come back torn."""
        if self._noodles is None:
            return
        receipt, line, price = self._noodles
        sold = next(
            (event for event in reversed(self.teller.events) if event.get("number") == receipt),
            None,
        )
        lines = sold["lines"] if sold is not None else None
        if not isinstance(lines, list) or int(lines[line - 1]["quantity"]) < 2:
            return
        self.stock.move("mi-instan", "gerai", 2)
        self.teller.money["kas"] -= 2 * price
        self.teller.event(
            "sale_returned",
            "RJ",
            till="kasir-1",
            number=receipt,
            location="gerai",
            lines=[{"line": line, "quantity": "2"}],
            refunds=[{"amount": str(2 * price), "via": "kas"}],
            reason="Kemasan sobek",
        )

    # -- wholesale -------------------------------------------------------------------------------

    def _wholesale(self, customer: str) -> None:
        """Sacks and boxes leave the storehouse with a delivery note."""
        lines = []
        for code, most in (
            ("beras-premium", 4), ("beras-desa", 8), ("gula", 2), ("minyakita", 7), ("tepung", 2),
            ("mi-instan", 4),
        ):  # fmt: skip
            good = ITEMS[code]
            packs = min(most, self.stock.at(code, "gudang") // good.holds)
            if packs > 0 and self.dice.percent(75):
                lines.append(Line(code, self.dice.between((packs + 1) // 2, packs), pack=True))
        self.deliver(customer, lines)

    def deliver(self, customer: str, lines: list[Line]) -> None:
        """A wholesale invoice with its delivery note, on credit."""
        total = self._worth("grosir", lines)
        limit, days = next((limit, days) for key, _, limit, days in CUSTOMERS if key == customer)
        if not lines or self.owed(("customer", customer)) + total > limit:
            return
        self._of_day += 1
        note = f"SJ-{self.teller.today:%Y%m%d}-{self._of_day}"
        self._of_day -= 1
        self.owe(("customer", customer), total, days + self.dice.below(9))
        delivery = {"number": note, "driver": "Tono Rekaan", "vehicle": "XX 0000 CF"}
        self.sell(
            "grosir",
            lines,
            {"way": "kredit"},
            place="gudang",
            till="grosir",
            customer=customer,
            delivery=delivery,
        )

    def _collect(self) -> None:
        """Debts are paid: members at the counter, customers at the bank."""
        today = self.teller.today.isoformat()
        for claim in sorted(claim for claim in self.claims if claim.day <= today):
            side, who = claim.who
            via = "bri" if side == "customer" and self.teller.by_bank else "kas"
            if side == "customer" and not self.teller.by_bank:
                continue
            self.claims.remove(claim)
            self.teller.money[via] += claim.amount
            fields: Fields = {side: who, "amount": str(claim.amount), "via": via}
            self.teller.event("receivable_paid", "BKM", **fields)

    def _settle_qris(self) -> None:
        """The week's QRIS payments reach the bank, less the charge, which is booked at once."""
        if self.teller.day not in _QRIS_DAYS or not self.qris:
            return
        charge = _charge(self.qris)
        net, self.qris = self.qris - charge, 0
        self.teller.receive(QRIS, net, "bri", "Pencairan QRIS sepekan")
        legs = [("Beban:Lain:AdministrasiBank", charge), (QRIS, -charge)]
        self.teller.adjust("MDR QRIS 0,7% sepekan", legs)


def _charge(amount: int) -> int:
    """What is kept of QRIS payments, in whole rupiah."""
    return (amount * MDR + 500) // 1_000
