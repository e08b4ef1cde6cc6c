"""The village's agency work and the aid in its care.

BRILink and PPOB have a balance in an app, Pos is settled afterwards. Twice rice for poor
households is kept and handed out: of 2025 all of it, of 2026 some waits for those who did not come.
"""

from koperasi_ledger.workflows.sample_dice import Dice
from koperasi_ledger.workflows.sample_facts import number
from koperasi_ledger.workflows.sample_people import LEADERS, person
from koperasi_ledger.workflows.sample_stream import MONTHS
from koperasi_ledger.workflows.sample_village_teller import Fields, Teller

_PRINCIPALS = ("brilink", "ppob", "pos")
_FLOATS = {"brilink": (1_500_000, 700_000), "ppob": (1_000_000, 400_000)}
"""What is paid in at a time, and below which balance."""
_GIVER = "Dinas Pangan Kabupaten Contoh (fiktif)"
_AID = {5: ("beras-2025", "Bantuan pangan beras 2025"), 19: ("beras-2026", "Bantuan pangan 2026")}
"""Month of receipt, programme and its name."""
_HOUSEHOLDS, _KILOGRAMS = 16, 20
_VALUE = 12_500
"""A kilogram by the giver's document, in rupiah."""
_STRANGER = 120
"""Beneficiaries are called as people that no member is."""


class Office:
    """Agency work and aid; `run` is called for each day in turn."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.dice = Dice(2027)
        self.floats = dict.fromkeys(_FLOATS, 0)
        self.owed_pos = self.claimed = 0

    def open(self) -> None:
        """The accounts with the principals."""
        for key in _PRINCIPALS:
            self.teller.event("agency_account_opened", f"AGEN-{key}", principal=key)

    def run(self, *, last: bool) -> None:
        """What the agent does today, and what happens to the aid."""
        day = self.teller.day
        if day in (6, 13, 20, 27):
            self._fill()
            self._week()
        if day == 11 and self.claimed and self.teller.by_bank:
            self._fees_of_pos()
        if last:
            self._reconcile()
        self._aid(day)

    # -- agency ----------------------------------------------------------------------------------

    def _fill(self) -> None:
        via = "bri" if self.teller.by_bank else "kas"
        for key, (amount, lowest) in _FLOATS.items():
            if self.floats[key] < lowest and self.teller.money[via] > amount + 600_000:
                self.teller.money[via] -= amount
                self.floats[key] += amount
                fields: Fields = {"principal": key, "amount": str(amount), "via": via}
                self.teller.event("agency_float_topped_up", "AG", **fields)
        if self.owed_pos and self.teller.money["kas"] > self.owed_pos + 300_000:
            self.teller.money["kas"] -= self.owed_pos
            fields = {"principal": "pos", "amount": str(self.owed_pos), "via": "kas"}
            self.teller.event("agency_float_topped_up", "AG", **fields)
            self.owed_pos = 0

    def _week(self) -> None:
        """The week's recap of the apps, one line for each service, a member's apart."""
        lines: list[Fields] = []
        cash = self.teller.money["kas"]
        out = min(self.dice.between(6, 12) * 100_000, cash // 3 // 100_000 * 100_000)
        if out:
            lines.append(self._line("tarik", self.dice.between(3, 6), out))
            self.floats["brilink"] += out
            self.teller.money["kas"] -= out
        sent = self.dice.between(5, 11) * 100_000
        if sent <= self.floats["brilink"]:
            member = number(self.dice.pick(sorted(self.teller.members)))
            lines.append(self._line("transfer", self.dice.between(3, 5), sent))
            lines.append(self._line("transfer", 1, 50_000, member))
            self.floats["brilink"] -= sent + 50_000
            self.teller.money["kas"] += sent + 50_000
        bills = self.dice.between(8, 17) * 20_000
        count = self.dice.between(4, 8)
        if bills + 4_000 <= self.floats["ppob"]:
            lines.append(self._line("listrik", count, bills))
            # Of what customers pay on top the principal takes its part out of the balance.
            self.floats["ppob"] -= bills + 500 * count
            self.teller.money["kas"] += bills
        post = self.dice.between(1, 4) * 75_000
        count = self.dice.between(1, 3)
        lines.append(self._line("kirim-pos", count, post))
        self.owed_pos += post
        self.claimed += 2_000 * count
        self.teller.money["kas"] += post
        self.teller.event("agency_recorded", "AG", via="kas", lines=lines)

    def _line(self, service: str, count: int, nominal: int, member: str | None = None) -> Fields:
        charged, kept, earned = _FEES[service]
        fees = {"charged": charged, "kept": kept, "earned": earned}
        line: Fields = {"service": service, "count": count, "nominal": str(nominal)}
        line |= {name: str(fee * count) for name, fee in fees.items() if fee}
        self.teller.money["kas"] += charged * count
        return line | ({"member": member} if member else {})

    def _fees_of_pos(self) -> None:
        self.teller.money["bri"] += self.claimed
        fields: Fields = {"principal": "pos", "amount": str(self.claimed), "via": "bri"}
        self.teller.event("agency_fee_received", "AG", **fields)
        self.claimed = 0

    def _reconcile(self) -> None:
        """What the app says at the month's end; once it took a cost that nobody had booked."""
        for key, held in self.floats.items():
            differences: list[Fields] = []
            if key == "brilink" and self.teller.index in (3, 15) and held > 6_500:
                what = "Biaya bulanan aplikasi agen"
                differences.append({"reason": "biaya", "amount": "6500", "explanation": what})
                self.floats[key] -= 6_500
            fields: Fields = {"principal": key, "balance": str(self.floats[key])}
            if differences:
                fields["differences"] = differences
            ref = f"COCOK-{key}-{MONTHS[self.teller.index]}"
            self.teller.event("agency_float_reconciled", ref, **fields)

    # -- aid -------------------------------------------------------------------------------------

    def _aid(self, day: int) -> None:
        known = _AID.get(self.teller.index - (1 if day < 10 else 0))
        if known is None:
            return
        key, name = known
        if day == 15:
            self._begin(key, name)
        elif day == 18:
            self._receive(key)
        elif day == 22:
            self._hand_out(key, range(10))
        elif day == 5:
            whole = key == "beras-2025"
            self._hand_out(key, range(10, _HOUSEHOLDS if whole else _HOUSEHOLDS - 3))
            if whole:
                ref = f"TUTUP-{key}"
                self.teller.event("aid_programme_closed", ref, programme=key)

    def _begin(self, key: str, name: str) -> None:
        items = [{"item": "beras", "unit": "kg"}]
        terms: Fields = {"programme": key, "name": name, "giver": _GIVER, "items": items}
        self.teller.event("aid_programme_opened", f"BANTUAN-{key}", **terms)
        lines = [
            {
                "beneficiary": f"KPM-{place + 1:03d}",
                "name": person(_STRANGER + place),
                "item": "beras",
                "quantity": str(_KILOGRAMS),
                "address": "Dusun Rekaan",
            }
            for place in range(_HOUSEHOLDS)
        ]
        ref = f"PENERIMA-{key}"
        self.teller.event("aid_beneficiaries_listed", ref, programme=key, lines=lines)

    def _receive(self, key: str) -> None:
        total = _HOUSEHOLDS * _KILOGRAMS
        line = {"item": "beras", "quantity": str(total), "value": str(total * _VALUE)}
        document = f"BAST-{key}"
        where: Fields = {"programme": key, "location": "gudang", "document": document}
        self.teller.event("aid_received", "BT", **where, lines=[line])

    def _hand_out(self, key: str, places: range) -> None:
        lines: list[Fields] = []
        for place in places:
            line: Fields = {
                "beneficiary": f"KPM-{place + 1:03d}",
                "item": "beras",
                "quantity": str(_KILOGRAMS),
                "proof": f"TT-{place + 1:03d}",
            }
            if place == _HOUSEHOLDS - 4:
                line |= {"received_by": "wakil", "representative": LEADERS["Ketua"]}
            lines.append(line)
        document = f"DAFTAR-{key}-{places.stop}"
        where: Fields = {"programme": key, "location": "gudang", "document": document}
        self.teller.event("aid_handed_out", "BT", **where, lines=lines)


_FEES = {
    "tarik": (5_000, 0, 0),
    "transfer": (5_000, 0, 0),
    "listrik": (3_000, 500, 0),
    "kirim-pos": (0, 0, 2_000),
}
"""For each transaction in rupiah: from the customer, kept by the principal, paid by it later."""
