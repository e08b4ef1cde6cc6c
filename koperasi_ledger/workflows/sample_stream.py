"""An invented cooperative of any size, as a stream of events: the same from the same seed.

It is a village cooperative from January 2025 to October 2026: members join over the first months,
pay simpanan wajib now and then (several months at once when they are behind), save and withdraw,
buy at the store; the cooperative buys stock, pays its costs and carries cash to the bank. Some
members leave, one in two hundred dies, some entries are corrected, and months are closed on the
fifth of the next. No balance ever falls below zero.
"""

import json
from calendar import monthrange
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from koperasi_ledger.workflows.sample_dice import Dice
from koperasi_ledger.workflows.sample_people import LEADERS, person

MONTHS = tuple(f"{2025 + index // 12}-{index % 12 + 1:02d}" for index in range(22))
"""The months of every book made here; the last one stays open."""

NAME = "Koperasi Desa Merah Putih Rekaan"

_JOINING = (40, 25, 15, 10, 6, 4)
"""How many of a hundred members join in each of the first months."""
_FIRST_LEAVING = 8
_POLICY_MONTH, _POLICY_DAY = 11, 20
_CLOSING_DAY = 5
_POKOK = 100_000
_WAJIB_OLD, _WAJIB_NEW, _NEW_FROM = 10_000, 20_000, 12
_COST_PERCENT = 88
_HEIR = "Ahli Waris Rekaan"

_COSTS = (
    ("Beban:Usaha:ListrikAir", 20, 100, "Token listrik dan air", "toko"),
    ("Beban:Usaha:Telepon", 50, 100, "Internet kantor", None),
    ("Beban:Usaha:TenagaKerja", 50, 150, "Honor kasir toko", "toko"),
    ("Beban:Usaha:AdministrasiUmum", 5, 40, "Alat tulis dan fotokopi", "simpan-pinjam"),
    ("Beban:Usaha:PerjalananDinas", 10, 50, "Ongkos ke bank", "simpan-pinjam"),
    ("Beban:Usaha:Pemeliharaan", 10, 90, "Perbaikan rak dan timbangan", "toko"),
    ("Beban:Perkoperasian:PengurusPengawas", 25, 100, "Uang rapat pengurus", None),
)
"""Account, least and most in thousands of rupiah, what it was, unit usaha."""


class Size(NamedTuple):
    """How much to invent: members, transactions that the ledger is to hold, and the seed."""

    members: int
    transactions: int
    seed: int


class Batch(NamedTuple):
    """The events of a month as JSON Lines, and the instant they are recorded."""

    at: datetime
    lines: list[str]


@dataclass(slots=True)
class _Person:
    """An active member: the next month of simpanan wajib, and what is held, in rupiah."""

    number: str
    due: int
    pokok: int = 0
    wajib: int = 0
    saved: int = 0
    died: bool = False


def savings_policy(wajib: int) -> dict[str, object]:
    """The savings section of the policy, with this simpanan wajib a month, in rupiah."""
    product = {"kunci": "sukarela", "nama": "Simpanan Sukarela", "saldo_minimum": "10000"}
    return {
        "pokok": str(_POKOK),
        "wajib_per_bulan": str(wajib),
        "wajib_mulai": "bulan-masuk",
        "wajib_boleh_dicicil": False,
        "wajib_paling_jauh_di_muka": 12,
        "produk": [product],
    }


def batches(size: Size) -> Iterator[Batch]:
    """The events of the book, month by month; the same for the same size, on any machine."""
    sample = _Sample(size)
    for index in range(len(MONTHS)):
        yield sample.month(index)


class _Sample:
    """The invented cooperative while it is being invented."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.dice = Dice(size.seed)
        self.people: list[_Person] = []
        self.joined = 0
        self.pending: deque[tuple[str, _Person]] = deque()
        self.money = {"kas": 0, "bri": 0, "bca": 0}
        self.stock = 0
        self.sold = {"Anggota": 0, "NonAnggota": 0}
        self.wajib_raised = False
        self.index = 0
        self.day = 1
        self.room = 0
        self.serial = 0
        self.lines: list[str] = []

    # -- the month -------------------------------------------------------------------------------

    def month(self, index: int) -> Batch:
        """All events of the month with this index."""
        self.index, self.day, self.serial, self.lines = index, 1, 0, []
        year, month = int(MONTHS[index][:4]), int(MONTHS[index][5:])
        days = monthrange(year, month)[1]
        count = self.size.transactions
        quota = count * (index + 1) // len(MONTHS) - count * index // len(MONTHS)
        # One is kept for the month's cost of sales.
        kept = 1 if quota >= 10 else 0
        self.room = quota - kept
        joiners = _due(self.size.members, _JOINING, index)
        if index == 0:
            self._found()
        self._choose_leavers()
        fixed = self._fixed_days(index)
        for day in range(1, days + 1):
            self.day = day
            for _ in range(_share(joiners, day, days)):
                self._join()
            for event in fixed.get(day, ()):
                self._write(event, posts=False)
            left = (quota - kept) - _until(quota - kept, day, days)
            while self.room > left:
                self._step()
        self.room += kept
        if kept:
            self._cost_of_sales()
        at = datetime(year, month, days, 14, tzinfo=UTC)
        return Batch(at, self.lines)

    def _found(self) -> None:
        policy = {
            "simpanan": savings_policy(_WAJIB_OLD),
            "unit_usaha": {"unit": {"simpan-pinjam": "Unit Simpan Pinjam", "toko": "Unit Toko"}},
            "cetak": {"penanda_tangan": LEADERS, "kota": "Desa Contoh"},
        }
        start = f"{MONTHS[0]}-01"
        founding = {"name": NAME, "profile": "kdmp"}
        adopted = {"effective": start, "decision": "Anggaran Rumah Tangga 2025", "policy": policy}
        bri = {"key": "bri", "name": "BRI Giro", "type": "bank", "bank": "BRI"}
        bca = {"key": "bca", "name": "BCA Giro", "type": "bank", "bank": "BCA"}
        for kind, ref, fields in (
            ("cooperative_founded", "PEMBUKAAN", founding),
            ("policy_adopted", "KEBIJAKAN-2025", adopted),
            ("cash_account_opened", "REKENING-BRI", bri | {"number": "000001000000009"}),
            ("cash_account_opened", "REKENING-BCA", bca | {"number": "0000000019"}),
        ):
            self._write({"kind": kind, "date": start, "ref": ref, **fields}, posts=False)

    def _fixed_days(self, index: int) -> dict[int, list[dict[str, object]]]:
        """What happens on a certain day of the month: closing, and once a new policy."""
        fixed: dict[int, list[dict[str, object]]] = {}
        # The first year stays open, as before an audit; no month after it can be closed then.
        if index and MONTHS[index - 1][:4] == MONTHS[0][:4]:
            month = MONTHS[index - 1]
            closing = {"kind": "month_closed", "date": f"{MONTHS[index]}-{_CLOSING_DAY:02d}"}
            fixed[_CLOSING_DAY] = [{**closing, "ref": f"TUTUP-{month}", "month": month}]
        if index == _POLICY_MONTH:
            adopted: dict[str, object] = {
                "kind": "policy_adopted",
                "date": f"{MONTHS[index]}-{_POLICY_DAY}",
                "ref": "KEBIJAKAN-2026",
                "effective": f"{MONTHS[_NEW_FROM]}-01",
                "decision": "Keputusan Rapat Anggota, Desember 2025",
                "policy": {"simpanan": savings_policy(_WAJIB_NEW)},
            }
            fixed[_POLICY_DAY] = [adopted]
        return fixed

    # -- members ---------------------------------------------------------------------------------

    def _join(self) -> None:
        number = f"A-{self.joined + 1:04d}"
        name = person(self.joined)
        self._event("member_joined", f"M-{number}", posts=False, member=number, name=name)
        member = _Person(number, self.index)
        self.joined += 1
        self.people.append(member)
        self.pending += [("pokok", member), ("wajib", member)]

    def _choose_leavers(self) -> None:
        """Two in a hundred resign over the later months, one in two hundred dies."""
        months = len(MONTHS) - _FIRST_LEAVING
        place = self.index - _FIRST_LEAVING
        if place < 0 or self.size.members < 10:
            return
        for word, total in (
            ("resign", max(1, self.size.members // 50)),
            ("die", max(1, self.size.members // 200)),
        ):
            for _ in range(total * (place + 1) // months - total * place // months):
                at = self.dice.below(len(self.people))
                member = self.people[at]
                if member.pokok and len(self.people) > 1:
                    self.people[at] = self.people[-1]
                    self.people.pop()
                    self.pending.append((word, member))

    def _pending_step(self) -> None:
        what, member = self.pending.popleft()
        owed = member.pokok + member.wajib
        if what == "pokok":
            member.pokok = _POKOK
            self._take("simpanan_pokok_paid", "BKM", _POKOK, "kas", member=member.number)
        elif what == "wajib":
            self._wajib(member)
        elif what == "resign":
            self._event("member_resigned", "AK", member=member.number, reason="Pindah ke luar desa")
            self.pending.append(("empty", member))
        elif what == "die":
            heirs = [{"name": _HEIR, "relation": "anak"}]
            self._event("member_deceased", "AM", member=member.number, heirs=heirs)
            self.pending.append(("empty", member))
            member.died = True
        elif what == "empty" and 0 < member.saved <= self.money["kas"]:
            fields = {"member": member.number, "product": "sukarela", **_heir(member)}
            self._give("savings_withdrawn", member.saved, "kas", **fields)
            member.saved = 0
            self.pending.append(("pay", member))
        elif what in ("empty", "pay") and owed <= self.money["kas"] and not member.saved:
            fields = {"member": member.number, "unit": "simpan-pinjam", **_heir(member)}
            self._give("member_paid_out", owed, "kas", **fields)
        else:  # the cash box is too empty today
            self.pending.append((what, member))
            self._sale()

    # -- transactions ----------------------------------------------------------------------------

    def _step(self) -> None:
        """One transaction of the mix, two for a correction."""
        if self.pending:
            self._pending_step()
            return
        draw = self.dice.below(100)
        if draw < 44 and self.people:
            member = self.dice.pick(self.people)
            if draw < 25 and member.due <= self.index + 1:
                self._wajib(member)
            else:
                self._deposit(member)
        elif draw < 52 and self.people:
            self._withdraw(self.dice.pick(self.people))
        elif draw < 84:
            self._sale()
        elif draw < 92:
            self._purchase()
        elif draw < 95:
            self._cost()
        elif draw < 99 or self.room < 2 or not self.dice.percent(25):
            self._transfer()
        else:
            self._correction()

    def _wajib(self, member: _Person) -> None:
        """One month, or several of those owed at once (rapel)."""
        owed = max(1, self.index - member.due + 1)
        months = owed if self.dice.percent(50) else 1 + self.dice.below(owed)
        amount = sum(self._wajib_of(member.due + step) for step in range(months))
        member.due += months
        member.wajib += amount
        fields = {"member": member.number, "unit": "simpan-pinjam"}
        self._take("simpanan_wajib_paid", "BKM", amount, self._till(), **fields)

    def _wajib_of(self, month: int) -> int:
        return _WAJIB_NEW if self.wajib_raised and month >= _NEW_FROM else _WAJIB_OLD

    def _deposit(self, member: _Person) -> None:
        amount = self.dice.between(2, 40) * 5_000
        member.saved += amount
        fields = {"member": member.number, "product": "sukarela", "unit": "simpan-pinjam"}
        self._take("savings_deposited", "BKM", amount, self._till(), **fields)

    def _withdraw(self, member: _Person) -> None:
        amount = self.dice.between(2, 30) * 5_000
        if amount > member.saved - 10_000 or amount > self.money["kas"]:
            self._deposit(member)
            return
        member.saved -= amount
        fields = {"member": member.number, "product": "sukarela", "unit": "simpan-pinjam"}
        self._give("savings_withdrawn", amount, "kas", **fields)

    def _sale(self) -> None:
        buyer = "Anggota" if self.dice.percent(65) else "NonAnggota"
        amount = self.dice.between(6, 400) * 500
        self.sold[buyer] += amount
        day = None
        if self.dice.percent(1):  # written down some days late, while its month is still open
            day = self._late_day()
        line = {"account": f"Pendapatan:{buyer}:Penjualan", "amount": str(amount)}
        till = self._till()
        self._take("receipt_recorded", "BKM", amount, till, day=day, lines=[line], unit="toko")

    def _purchase(self) -> None:
        via = max(self.money, key=lambda key: self.money[key])
        amount = min(self.dice.between(8, 60) * 25_000, self.money[via] // 2 // 1_000 * 1_000)
        if amount < 50_000 or self.stock > 20_000_000 + 2 * sum(self.sold.values()):
            self._sale()
            return
        self.stock += amount
        line = {"account": "Aset:Persediaan:BarangDagang", "amount": str(amount)}
        fields = {"lines": [line], "counterparty": "UD Grosir Rekaan", "unit": "toko"}
        self._give("payment_recorded", amount, via, **fields, note="Kulakan barang toko")

    def _cost(self) -> None:
        account, low, high, what, unit = self.dice.pick(_COSTS)
        amount = self.dice.between(low, high) * 1_000
        if amount > self.money["kas"] // 4:
            self._sale()
            return
        line = {"account": account, "amount": str(amount)} | ({"unit": unit} if unit else {})
        self._give("payment_recorded", amount, "kas", lines=[line], note=what)

    def _transfer(self) -> None:
        bank = "bri" if self.dice.percent(70) else "bca"
        source, target = ("kas", bank) if self.money["kas"] > 2_000_000 else (bank, "kas")
        amount = self.money[source] // 2 // 100_000 * 100_000
        if not amount:
            self._sale()
            return
        self.money[source] -= amount
        self.money[target] += amount
        self._event("cash_transferred", "PB", source=source, target=target, amount=str(amount))

    def _correction(self) -> None:
        """A sale typed with one zero too many, and its reversal."""
        amount = self.dice.between(2, 30) * 10_000
        line = {"account": "Pendapatan:Anggota:Penjualan", "amount": str(amount)}
        self._event("receipt_recorded", "BKM", lines=[line], via="kas", unit="toko")
        wrong = self._ref("BKM", self.serial)
        self._event("event_reversed", "BALIK", target=wrong, reason="Kelebihan satu angka nol")

    def _cost_of_sales(self) -> None:
        """What the goods sold this month had cost, or a sale when none were."""
        lines: list[dict[str, str]] = []
        total = 0
        for buyer, sold in self.sold.items():
            cost = min(sold * _COST_PERCENT // 100, self.stock - total)
            if cost:
                account = f"Beban:Pokok:Penjualan{buyer}"
                lines.append({"account": account, "debit": str(cost), "unit": "toko"})
                total += cost
        if not lines:
            self._sale()
            return
        self.stock -= total
        self.sold = dict.fromkeys(self.sold, 0)
        stock = {"account": "Aset:Persediaan:BarangDagang", "credit": str(total), "unit": "toko"}
        reason = "Beban pokok penjualan bulan ini"
        self._event("journal_adjusted", "JP", reason=reason, lines=[*lines, stock])

    # -- writing ---------------------------------------------------------------------------------

    def _till(self) -> str:
        draw = self.dice.below(100)
        return "kas" if draw < 75 else "bri" if draw < 93 else "bca"

    def _late_day(self) -> str:
        day = date.fromisoformat(f"{MONTHS[self.index]}-{self.day:02d}")
        late = day - timedelta(days=1 + self.dice.below(4))
        # The month before is open until its closing day; before the first there is nothing.
        first = f"{MONTHS[max(0, self.index - (self.day < _CLOSING_DAY))]}-01"
        return max(late.isoformat(), first)

    def _take(
        self,
        kind: str,
        prefix: str,
        amount: int,
        via: str,
        day: str | None = None,
        **fields: Any,  # noqa: ANN401 - as JSON has them
    ) -> None:
        self.money[via] += amount
        if "lines" not in fields:
            fields["amount"] = str(amount)
        self._event(kind, prefix, day=day, via=via, **fields)

    def _give(self, kind: str, amount: int, via: str, **fields: Any) -> None:  # noqa: ANN401 - as JSON has them
        self.money[via] -= amount
        if "lines" not in fields:
            fields["amount"] = str(amount)
        self._event(kind, "BKK", via=via, **fields)

    def _ref(self, prefix: str, serial: int) -> str:
        return f"{prefix}-{MONTHS[self.index]}-{serial:05d}"

    def _event(
        self,
        kind: str,
        prefix: str,
        *,
        posts: bool = True,
        day: str | None = None,
        **fields: Any,  # noqa: ANN401 - as JSON has them
    ) -> None:
        if posts:
            self.serial += 1
            prefix = self._ref(prefix, self.serial)
        day = day or f"{MONTHS[self.index]}-{self.day:02d}"
        self._write({"kind": kind, "date": day, "ref": prefix, **fields}, posts=posts)

    def _write(self, event: dict[str, object], *, posts: bool) -> None:
        if posts:
            self.room -= 1
        if event["ref"] == "KEBIJAKAN-2026":
            self.wajib_raised = True
        self.lines.append(json.dumps(event, ensure_ascii=False, separators=(",", ":")))


def _heir(member: _Person) -> dict[str, str]:
    """Who signs when the member no longer can."""
    return {"recipient": _HEIR} if member.died else {}


def _due(total: int, percents: tuple[int, ...], index: int) -> int:
    """How many of `total` fall into part `index`; the parts add up to the total."""
    if index >= len(percents):
        return 0
    before, after = sum(percents[:index]), sum(percents[: index + 1])
    return total * after // 100 - total * before // 100


def _until(total: int, day: int, days: int) -> int:
    return total * day // days


def _share(total: int, day: int, days: int) -> int:
    """How many of the month's `total` fall on a day."""
    return _until(total, day, days) - _until(total, day - 1, days)
