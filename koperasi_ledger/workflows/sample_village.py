"""The small sample: a plainly fictitious village cooperative, told month by month.

Koperasi Desa Merah Putih Contoh Fiktif takes its old books over on 1 January 2025 with twelve
members, grows to twenty-five, and is told until the end of October 2026. It has a savings unit, a
store and agency work, a cash box, and accounts with BRI and, from March 2025, BCA. In October 2026
nothing of the bank is typed by hand: it comes from the two statements of `sample_bank`.

Amounts are what a village knows: simpanan pokok Rp100.000, wajib Rp10.000 a month and Rp20.000
from 2026 on, sales of nine to thirteen million a month at a margin of about eleven percent.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from koperasi_ledger.workflows.sample_dice import Dice
from koperasi_ledger.workflows.sample_facts import (
    BCA_NUMBER,
    BRI_NUMBER,
    HANDED_OVER,
    MEMBERS,
    MONTHLY_COSTS,
    NAME,
    SCHEDULE,
    STATEMENT_MONTH,
    Habit,
    number,
)
from koperasi_ledger.workflows.sample_people import person
from koperasi_ledger.workflows.sample_stream import MONTHS

Fields = dict[str, object]

_BCA_FROM, _RAISED = 2, 12
_MEETING, _FUNDS = "Beban:Perkoperasian:RapatAnggota", "Liabilitas:DanaSHU"
_OWED = "Liabilitas:UtangUsaha"
_POKOK = 100_000
_COST_PERCENT = 89


class Month(NamedTuple):
    """The events of a month in the order they are recorded, and when that is."""

    at: datetime
    events: list[Fields]


@dataclass(slots=True)
class _Member:
    """A member as the story goes: the next month of wajib, and what is held, in rupiah."""

    index: int
    habit: Habit
    due: int
    saved: int
    pokok: int = _POKOK
    wajib: int = 0


class Village:
    """The story; `month` is called for each month in turn."""

    def __init__(self, policies: tuple[Fields, Fields]) -> None:
        self.policies = policies
        self.dice = Dice(2025)
        self.members: dict[int, _Member] = {}
        self.money = {"kas": 0, "bri": 0, "bca": 0}
        self.stock = 0
        self.turnover = self.tax = 0
        self.index = 0
        self.day = 1
        self.serials: defaultdict[str, int] = defaultdict(int)
        self.events: list[Fields] = []

    def month(self, index: int) -> Month:
        """The events of the month with this index; `tax` is then what is due for the one before."""
        self.index, self.serials, self.events = index, defaultdict(int), []
        year, month = int(MONTHS[index][:4]), int(MONTHS[index][5:])
        days = monthrange(year, month)[1]
        if index == 0:
            self._open()
        self.tax, self.turnover = (self.turnover * 5 + 500) // 1_000, 0
        for self.day in range(1, days + 1):
            self._day(self.day == days)
        return Month(datetime(year, month, days, 13, 30, tzinfo=UTC), self.events)

    # -- the days of a month ---------------------------------------------------------------------

    def _day(self, last: bool) -> None:  # noqa: FBT001 - the last day of the month
        for index, known in enumerate(MEMBERS):
            if known.joins == (self.index, self.day):
                self._join(index)
        if self.index and self.day == 5:
            self._close()
        self._story()
        for member in list(self.members.values()):
            self._member_day(member)
        if self.day in (7, 14, 21, 28):
            self._week()
        if self.day in (3, 8, 15, 22, 29) and (
            self.day in (3, 15) or self.index == STATEMENT_MONTH
        ):
            self._buy()
        for day, account, low, high, what, unit in MONTHLY_COSTS:
            if day == self.day:
                self._pay(account, self.dice.between(low, high) * 1_000, "kas", what, unit=unit)
        if last:
            self._month_end()

    def _member_day(self, member: _Member) -> None:
        every, months = SCHEDULE[member.habit]
        by_bank = member.habit == "bank"
        pays = self.day == 2 + member.index % 24 and (self.index + member.index) % every == 0
        if pays and not (by_bank and self.index == STATEMENT_MONTH):
            self._wajib(member, months, "bri" if by_bank else "kas")
        if self.day == 5 + member.index % 19 and member.index % 3 != 2:
            if self.dice.percent(30):
                self._save(member, self.dice.between(2, 20) * 10_000)
            elif self.dice.percent(20) and member.saved >= 120_000:
                self._withdraw(member, self.dice.between(5, member.saved // 20_000) * 10_000)

    def _week(self) -> None:
        """The week's sales, then what is too much for the cash box goes to the bank."""
        members = self.dice.between(2_900, 4_200) * 500
        others = self.dice.between(1_300, 2_300) * 500
        lines = [
            {"account": "Pendapatan:Anggota:Penjualan", "amount": str(members)},
            {"account": "Pendapatan:NonAnggota:Penjualan", "amount": str(others)},
        ]
        self.turnover += members + others
        self.money["kas"] += members + others
        week = self.day // 7
        self._event(
            "receipt_recorded",
            "BKM",
            lines=lines,
            via="kas",
            unit="toko",
            note=f"Penjualan toko minggu ke-{week}",
        )
        cost = self._share_of(members), self._share_of(others)
        self.stock -= sum(cost)
        self._adjust(
            f"Beban pokok penjualan minggu ke-{week}",
            [
                ("Beban:Pokok:PenjualanAnggota", cost[0]),
                ("Beban:Pokok:PenjualanNonAnggota", cost[1]),
                ("Aset:Persediaan:BarangDagang", -sum(cost)),
            ],
            "toko",
        )
        spare = (self.money["kas"] - 1_200_000) // 100_000 * 100_000
        if spare > 0 and self.index < STATEMENT_MONTH:
            bank = "bca" if self.day == 21 and self.index > _BCA_FROM else "bri"
            self.transfer("kas", bank, spare)

    def _share_of(self, sales: int) -> int:
        return sales * _COST_PERCENT // 100_00 * 100

    def _buy(self) -> None:
        """Stock is filled up to what about four weeks sell; in October 2026 from the cash box."""
        banks = ("bri", "bca") if self.index < STATEMENT_MONTH else ("kas",)
        bank = max(banks, key=lambda key: self.money[key])
        wanted = max(0, 8_500_000 - self.stock) // 50_000 * 50_000
        amount = min(wanted, (self.money[bank] - 500_000) // 50_000 * 50_000)
        if amount > 0:
            self.stock += amount
            what = "Kulakan beras, minyak, gula dan tepung"
            seller = "UD Grosir Rekaan"
            self._pay(
                "Aset:Persediaan:BarangDagang", amount, bank, what, unit="toko", seller=seller
            )

    def _month_end(self) -> None:
        if self.index == STATEMENT_MONTH:
            return
        fee = self.dice.between(280, 640) * 500
        self._receive("Pendapatan:NonAnggota:KomisiKeagenan", fee, "bri", "Fee BRILink", "keagenan")
        for bank, admin in (("bri", 12_000), ("bca", 15_000)):
            if bank == "bca" and self.index < _BCA_FROM:
                continue
            interest = self.money[bank] // 2_400
            if interest >= 1_000:
                self._receive("Pendapatan:Lain:BungaBank", interest, bank, "Bunga bank")
                tax = interest // 5
                self._pay("Beban:Lain:PajakBungaBank", tax, bank, "Pajak bunga bank 20%")
            self._pay("Beban:Lain:AdministrasiBank", admin, bank, "Biaya administrasi bank")
        if MONTHS[self.index].endswith("-12"):
            self._adjust(
                "Penyusutan inventaris tahun 2025, garis lurus 8 tahun",
                [
                    ("Beban:Usaha:Penyusutan", 900_000),
                    ("Aset:Tetap:AkumulasiInventaris", -900_000),
                ],
            )

    def _close(self) -> None:
        month = MONTHS[self.index - 1]
        if month.endswith("-12"):
            year = int(month[:4])
            # What the year's SHU is, the books say when they come to it.
            self.events.append({"kind": "year_closed", "year": year})
            return
        self._event("month_closed", f"TUTUP-{month}", month=month)

    # -- what happens once -----------------------------------------------------------------------

    def _open(self) -> None:
        identity = {
            "legal_number": "AHU-0000000.AH.01.29.TAHUN 2025",
            "address": "Jalan Contoh 1, Desa Contoh, Kecamatan Rekaan",
            "established": "2022-11-12",
        }
        self._event("cooperative_founded", "PEMBUKAAN", name=NAME, profile="kdmp", **identity)
        # From the founding on: some members still owe simpanan wajib of 2024.
        decision = "Rapat Pendirian 12 November 2022"
        self._adopt("KEBIJAKAN-2022", "2022-11-12", decision, self.policies[0])
        self._open_bank("bri", "Giro BRI", "BRI", BRI_NUMBER)
        old = [index for index, known in enumerate(MEMBERS) if known.joins is None]
        for index in old:
            self._event(
                "member_joined",
                f"ANGGOTA-{number(index)}",
                **self._identity(index),
                joined_on=f"2022-{11 + index // 6}-{12 + index}",
            )
        lines = []
        for index in old:
            known = MEMBERS[index]
            # Twenty-four months of Rp10.000 were due by the end of 2024.
            wajib = (24 - known.behind) * 10_000
            self.members[index] = _Member(index, known.habit, -known.behind, known.saved)
            self.members[index].wajib = wajib
            line: Fields = {
                "member": number(index),
                "pokok": str(_POKOK),
                "wajib": str(wajib),
                "wajib_paid_through": f"2024-{12 - known.behind:02d}",
            }
            if known.saved:
                line["savings"] = [{"product": "sukarela", "amount": str(known.saved)}]
            lines.append(line)
        balances = [{"account": name, side: str(value)} for name, side, value in HANDED_OVER]
        self.money |= {"kas": 2_350_000, "bri": 10_390_000}
        self.stock = 6_450_000
        self._event("opening_balances_recorded", "SALDO-AWAL", balances=balances, members=lines)

    def _story(self) -> None:
        """What happens on this day and never again, and the tax of the fifteenth."""
        for happens in _STORY.get((self.index, self.day), ()):
            happens(self)
        if self.day == 15 and 0 < self.index < STATEMENT_MONTH:
            bank = "bca" if self.money["bca"] > 1_000_000 else "bri"
            what = "PPh final 0,5% omzet bulan lalu"
            self._pay("Beban:PajakPenghasilan", self.tax, bank, what)

    def second_bank(self) -> None:
        """An account with BCA."""
        self._open_bank("bca", "Tabungan Bisnis BCA", "BCA", BCA_NUMBER)
        self.transfer("kas", "bca", 500_000)

    def raise_wajib(self) -> None:
        """The members' meeting raises simpanan wajib from January 2026 on."""
        decision = "Rapat Anggota 20 Desember 2025"
        self._adopt("KEBIJAKAN-2026", f"{MONTHS[_RAISED]}-01", decision, self.policies[1])

    def move_house(self) -> None:
        """A member's address changes."""
        fields: Fields = {"member": number(9), "address": "Dusun Umpama RT 02"}
        self._event("member_changed", f"UBAH-{number(9)}-1", **fields)

    def pay_once(self, account: str, amount: int, via: str, note: str) -> None:
        """A payment of the story."""
        self._pay(account, amount, via, note)

    def general_meeting(self) -> None:
        """The SHU of 2024 is divided."""
        self._adjust(
            "Pembagian SHU 2024 menurut Rapat Anggota 22 Februari 2025",
            [
                ("Ekuitas:SHU:TahunLalu", 3_000_000),
                ("Ekuitas:Cadangan:Umum", -1_200_000),
                ("Liabilitas:DanaSHU:Anggota", -1_200_000),
                ("Liabilitas:DanaSHU:Pengurus", -300_000),
                ("Liabilitas:DanaSHU:Pendidikan", -150_000),
                ("Liabilitas:DanaSHU:Sosial", -150_000),
            ],
        )

    def assign_numbers(self) -> None:
        """Three members get a virtual account number."""
        for index, purpose in ((2, "wajib"), (5, "wajib"), (12, "simpanan")):
            virtual = f"8881000{index + 1:03d}"
            fields: Fields = {"number": virtual, "member": number(index), "purpose": purpose}
            if purpose == "simpanan":
                fields["product"] = "sukarela"
            self._event("virtual_account_assigned", f"VA-{virtual}", **fields)

    def correct_deposit(self) -> None:
        """A deposit typed with a zero too many, reversed, and entered rightly."""
        member = self.members[4]
        self._save(member, 500_000)
        self._reverse("Jumlah keliru: seharusnya 50.000")
        self.money["kas"] -= 500_000
        member.saved -= 500_000
        self._save(member, 50_000)

    def correct_payment(self) -> None:
        """A cost booked to the wrong account."""
        self._pay("Beban:Usaha:ListrikAir", 85_000, "kas", "Servis timbangan", unit="toko")
        self._reverse("Salah akun: seharusnya beban pemeliharaan")
        self.money["kas"] += 85_000
        self._pay("Beban:Usaha:Pemeliharaan", 85_000, "kas", "Servis timbangan", unit="toko")

    def late_receipt(self) -> None:
        """Typed in December, dated in November, which is still open."""
        month = MONTHS[self.index - 1]
        line = {"account": "Pendapatan:Lain:NonOperasional", "amount": "60000"}
        self.money["kas"] += 60_000
        fields: Fields = {"kind": "receipt_recorded", "date": f"{month}-29"}
        note = "Penjualan kardus bekas, kuitansi terselip"
        self.events.append(fields | _receipt(f"BKM-{month}-S01", line, note))

    # -- members ---------------------------------------------------------------------------------

    def _identity(self, index: int) -> Fields:
        hamlet = ("Dusun Contoh", "Dusun Rekaan", "Dusun Umpama")[index % 3]
        address = f"{hamlet} RT {1 + index % 4:02d}"
        return {"member": number(index), "name": person(index), "address": address}

    def _join(self, index: int) -> None:
        self._event("member_joined", f"ANGGOTA-{number(index)}", **self._identity(index))
        member = _Member(index, MEMBERS[index].habit, self.index, 0)
        self.members[index] = member
        self.money["kas"] += _POKOK
        fields: Fields = {"member": number(index), "amount": str(_POKOK), "via": "kas"}
        self._event("simpanan_pokok_paid", "BKM", **fields, unit="simpan-pinjam")
        self._wajib(member, 1, "kas")

    def _wajib(self, member: _Member, months: int, via: str) -> None:
        months = min(months, self.index + 12 - member.due)
        owed = range(member.due, member.due + months)
        raised = (self.index, self.day) >= (_RAISED - 1, 20)
        amount = sum(20_000 if raised and month >= _RAISED else 10_000 for month in owed)
        if not amount or (member.due > self.index and SCHEDULE[member.habit][0] == 1):
            return
        member.due += months
        member.wajib += amount
        self.money[via] += amount
        fields: Fields = {"member": number(member.index), "amount": str(amount), "via": via}
        self._event("simpanan_wajib_paid", "BKM", **fields, unit="simpan-pinjam")

    def _save(self, member: _Member, amount: int) -> None:
        member.saved += amount
        self.money["kas"] += amount
        fields: Fields = {"member": number(member.index), "product": "sukarela", "via": "kas"}
        self._event("savings_deposited", "BKM", **fields, amount=str(amount), unit="simpan-pinjam")

    def _withdraw(self, member: _Member, amount: int) -> None:
        if amount > self.money["kas"]:
            return
        member.saved -= amount
        self.money["kas"] -= amount
        fields: Fields = {"member": number(member.index), "product": "sukarela", "via": "kas"}
        self._event("savings_withdrawn", "BKK", **fields, amount=str(amount), unit="simpan-pinjam")

    def resign(self, index: int) -> None:
        """A member leaves."""
        member = self.members.pop(index)
        reason = "Pindah ke luar desa atas permintaan sendiri"
        self._event(
            "member_resigned", f"KELUAR-{number(index)}", member=number(index), reason=reason
        )
        self._settle(member, None)

    def die(self, index: int) -> None:
        """A member dies; the heir receives what was held."""
        member = self.members.pop(index)
        heir = "Ahli Waris Rekaan"
        heirs = [{"name": heir, "relation": "istri"}]
        self._event("member_deceased", f"WAFAT-{number(index)}", member=number(index), heirs=heirs)
        self._settle(member, heir)

    def _settle(self, member: _Member, heir: str | None) -> None:
        """What a leaver held is paid back from the bank."""
        whose: Fields = {"member": number(member.index), "via": "bri"}
        if heir:
            whose["recipient"] = heir
        if member.saved:
            self.money["bri"] -= member.saved
            saved = str(member.saved)
            self._event("savings_withdrawn", "BKK", **whose, product="sukarela", amount=saved)
        owed = member.pokok + member.wajib
        self.money["bri"] -= owed
        self._event("member_paid_out", "BKK", **whose, amount=str(owed))

    # -- writing ---------------------------------------------------------------------------------

    def _adopt(self, ref: str, effective: str, decision: str, policy: Fields) -> None:
        fields: Fields = {"effective": effective, "decision": decision, "policy": policy}
        self._event("policy_adopted", ref, **fields)

    def _open_bank(self, key: str, name: str, bank: str, account: str) -> None:
        fields: Fields = {"key": key, "name": name, "type": "bank", "bank": bank, "number": account}
        self._event("cash_account_opened", f"REKENING-{bank}", **fields)

    def transfer(self, source: str, target: str, amount: int) -> None:
        """Money carried between the cash box and a bank."""
        self.money[source] -= amount
        self.money[target] += amount
        self._event("cash_transferred", "PB", source=source, target=target, amount=str(amount))

    def _receive(
        self, account: str, amount: int, via: str, note: str, unit: str | None = None
    ) -> None:
        self.money[via] += amount
        line = {"account": account, "amount": str(amount)}
        fields: Fields = {"unit": unit} if unit else {}
        self._event("receipt_recorded", "BKM", lines=[line], via=via, note=note, **fields)

    def _pay(
        self,
        account: str,
        amount: int,
        via: str,
        note: str,
        *,
        unit: str | None = None,
        seller: str | None = None,
    ) -> None:
        self.money[via] -= amount
        line = {"account": account, "amount": str(amount)}
        fields: Fields = {"counterparty": seller} if seller else {}
        if unit:
            fields["unit"] = unit
        self._event("payment_recorded", "BKK", lines=[line], via=via, note=note, **fields)

    def _adjust(self, reason: str, legs: list[tuple[str, int]], unit: str | None = None) -> None:
        lines = [
            {"account": name, "debit" if amount > 0 else "credit": str(abs(amount))}
            | ({"unit": unit} if unit else {})
            for name, amount in legs
        ]
        self._event("journal_adjusted", "JP", reason=reason, lines=lines)

    def _reverse(self, reason: str) -> None:
        self._event("event_reversed", "BALIK", target=self.events[-1]["ref"], reason=reason)

    def _event(self, kind: str, ref: str, **fields: object) -> None:
        """Adds an event of today; a ref of letters only is numbered within the month."""
        if ref.isalpha() and len(ref) <= 5:
            self.serials[ref] += 1
            ref = f"{ref}-{MONTHS[self.index]}-{self.serials[ref]:03d}"
        day = f"{MONTHS[self.index]}-{self.day:02d}"
        self.events.append({"kind": kind, "date": day, "ref": ref, **fields})


_STORY: dict[tuple[int, int], tuple[Callable[[Village], None], ...]] = {
    (1, 22): (
        Village.general_meeting,
        lambda v: v.pay_once(_MEETING, 450_000, "kas", "Konsumsi rapat anggota"),
    ),
    (2, 3): (Village.second_bank,),
    (2, 10): (
        lambda v: v.pay_once(f"{_FUNDS}:Anggota", 1_200_000, "kas", "Bagian anggota dari SHU 2024"),
    ),
    (2, 24): (lambda v: v.pay_once(_OWED, 1_500_000, "bri", "Pelunasan utang kulakan 2024"),),
    (4, 13): (Village.correct_deposit,),
    (6, 1): (Village.assign_numbers,),
    (7, 16): (
        lambda v: v.pay_once(f"{_FUNDS}:Sosial", 125_000, "kas", "Bantuan lomba 17 Agustus"),
    ),
    (8, 9): (lambda v: v.resign(8),),
    (9, 21): (Village.move_house,),
    (11, 3): (Village.late_receipt,),
    (11, 20): (Village.raise_wajib,),
    (13, 6): (lambda v: v.die(3),),
    (13, 28): (lambda v: v.pay_once(_MEETING, 525_000, "kas", "Konsumsi rapat anggota"),),
    (15, 9): (Village.correct_payment,),
    (17, 22): (lambda v: v.resign(16),),
    (STATEMENT_MONTH, 7): (lambda v: v.transfer("kas", "bri", 2_000_000),),
}
"""What happens once: month index and day, 0 being January 2025."""


def _receipt(ref: str, line: dict[str, str], note: str) -> Fields:
    return {"ref": ref, "lines": [line], "via": "kas", "note": note}
