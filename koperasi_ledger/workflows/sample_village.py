"""The small sample: a plainly fictitious village cooperative, told month by month.

Koperasi Desa Merah Putih Contoh Fiktif takes its old books over on 1 January 2025 with twelve
members, grows to twenty-five, and is told until the end of October 2026. It has a savings unit, a
store (`sample_village_store`) and agency work (`sample_village_office`), a cash box, and accounts
with BRI and, from March 2025, BCA. In October 2026 nothing of the bank is typed by hand but the
tax: it comes from the two statements of `sample_bank`.

Amounts are what a village knows: simpanan pokok Rp100.000, wajib Rp10.000 a month and Rp20.000
from 2026 on, sales of about sixteen million a month, two thirds of it wholesale and to the public.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from koperasi_ledger.workflows.sample_boards import told_on
from koperasi_ledger.workflows.sample_facts import (
    BCA_NUMBER,
    BRI_NUMBER,
    HANDED_OVER,
    MEMBERS,
    MONTHLY_COSTS,
    NAME,
    SCHEDULE,
    STATEMENT_MONTH,
    number,
)
from koperasi_ledger.workflows.sample_people import person
from koperasi_ledger.workflows.sample_stream import MONTHS
from koperasi_ledger.workflows.sample_village_office import Office
from koperasi_ledger.workflows.sample_village_store import Store
from koperasi_ledger.workflows.sample_village_teller import POKOK, Fields, Saver, Teller

_BCA_FROM, _RAISED = 2, 12
_MEETING, _FUNDS = "Beban:Perkoperasian:RapatAnggota", "Liabilitas:DanaSHU"
_OWED = "Liabilitas:UtangUsaha"
_SPARE = 2_500_000
"""What stays in the cash box."""


class Month(NamedTuple):
    """The events of a month in the order they are recorded, and when that is."""

    at: datetime
    events: list[Fields]


class Village(Teller):
    """The story; `month` is called for each month in turn."""

    def __init__(self, policies: tuple[Fields, ...]) -> None:
        super().__init__()
        self.policies = policies
        self.store = Store(self)
        self.office = Office(self)

    def month(self, index: int, held: Mapping[str, int] | None = None) -> Month:
        """The events of the month with this index; `held`: what the books have by cash account."""
        self.begin(index, held)
        year, month = int(MONTHS[index][:4]), int(MONTHS[index][5:])
        days = monthrange(year, month)[1]
        if index == 0:
            self._open()
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
        self.store.run()
        self.office.run(last=last)
        if self.day in (7, 14, 21, 28):
            self._carry()
        for day, account, low, high, what, unit in MONTHLY_COSTS:
            if day == self.day:
                self.pay(account, self.dice.between(low, high) * 1_000, "kas", what, unit=unit)
        if last:
            self._month_end()

    def _member_day(self, member: Saver) -> None:
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

    def _carry(self) -> None:
        """What is too much for the cash box goes to the bank."""
        spare = (self.money["kas"] - _SPARE) // 100_000 * 100_000
        if spare > 0 and self.by_bank:
            bank = "bca" if self.day == 21 and self.index > _BCA_FROM else "bri"
            self.transfer("kas", bank, spare)

    def _month_end(self) -> None:
        if self.index == STATEMENT_MONTH:
            return
        fee = self.dice.between(280, 640) * 500
        self.receive("Pendapatan:NonAnggota:KomisiKeagenan", fee, "bri", "Fee BRILink", "keagenan")
        for bank, admin in (("bri", 12_000), ("bca", 15_000)):
            if bank == "bca" and self.index < _BCA_FROM:
                continue
            interest = self.money[bank] // 2_400
            if interest >= 1_000:
                self.receive("Pendapatan:Lain:BungaBank", interest, bank, "Bunga bank")
                tax = interest // 5
                self.pay("Beban:Lain:PajakBungaBank", tax, bank, "Pajak bunga bank 20%")
            self.pay("Beban:Lain:AdministrasiBank", admin, bank, "Biaya administrasi bank")
        if MONTHS[self.index].endswith("-12"):
            self.adjust(
                "Penyusutan inventaris tahun 2025, garis lurus 8 tahun",
                [
                    ("Beban:Usaha:Penyusutan", 900_000),
                    ("Aset:Tetap:AkumulasiInventaris", -900_000),
                ],
            )
        self.leave("final_tax_accrued", month=MONTHS[self.index])

    def _close(self) -> None:
        month = MONTHS[self.index - 1]
        if month.endswith("-12"):
            year = int(month[:4])
            self.leave("year_closed", year=year)
            return
        self.event("month_closed", f"TUTUP-{month}", month=month)

    # -- what happens once -----------------------------------------------------------------------

    def _open(self) -> None:
        identity = {
            "legal_number": "AHU-0000000.AH.01.29.TAHUN 2025",
            "address": "Jalan Contoh 1, Desa Contoh, Kecamatan Rekaan",
            "established": "2022-11-12",
        }
        self.event("cooperative_founded", "PEMBUKAAN", name=NAME, profile="kdmp", **identity)
        # From the founding on: some members still owe simpanan wajib of 2024.
        decision = "Rapat Pendirian 12 November 2022"
        self._adopt("KEBIJAKAN-2022", "2022-11-12", decision, self.policies[0])
        decision = "Rapat Anggota 21 Desember 2024"
        self._adopt("KEBIJAKAN-2025", f"{MONTHS[0]}-01", decision, self.policies[1])
        self._open_bank("bri", "Giro BRI", "BRI", BRI_NUMBER)
        old = [index for index, known in enumerate(MEMBERS) if known.joins is None]
        for index in old:
            self.event(
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
            self.members[index] = Saver(index, known.habit, -known.behind, known.saved)
            self.members[index].wajib = wajib
            line: Fields = {
                "member": number(index),
                "pokok": str(POKOK),
                "wajib": str(wajib),
                "wajib_paid_through": f"2024-{12 - known.behind:02d}",
            }
            if known.saved:
                line["savings"] = [{"product": "sukarela", "amount": str(known.saved)}]
            lines.append(line)
        balances = [{"account": name, side: str(value)} for name, side, value in HANDED_OVER]
        self.money |= {"kas": 2_350_000, "bri": 10_390_000}
        self.event("opening_balances_recorded", "SALDO-AWAL", balances=balances, members=lines)
        self.store.open()
        self.office.open()

    def _story(self) -> None:
        """What happens on this day and never again, and the tax of the fifteenth."""
        for kind, ref, fields in told_on("desa", self.today):
            self.event(kind, ref, **fields)
        for happens in _STORY.get((self.index, self.day), ()):
            happens(self)
        if self.day == 15 and self.index:
            bank = "bca" if self.money["bca"] > 1_000_000 or not self.by_bank else "bri"
            self.leave("tax_paid", month=MONTHS[self.index - 1], via=bank)

    def share(self) -> None:
        """The members' meeting of 2026 decides what becomes of the SHU of 2025."""
        self.pay(_MEETING, 525_000, "kas", "Konsumsi rapat anggota")
        here = len(self.members)
        decision = "Berita acara Rapat Anggota Tahunan 28 Februari 2026"
        self.leave("shu_decided", year=2025, decision=decision, present=here - 5, entitled=here)

    def pay_shares(self) -> None:
        """The members get their shares of it; how much that is, the books say."""
        self.money["bri"] -= 3_000_000
        self.leave("share_paid", year=2025, via="bri")

    def second_bank(self) -> None:
        """An account with BCA."""
        self._open_bank("bca", "Tabungan Bisnis BCA", "BCA", BCA_NUMBER)
        self.transfer("kas", "bca", 500_000)

    def raise_wajib(self) -> None:
        """The members' meeting raises simpanan wajib from January 2026 on."""
        decision = "Rapat Anggota 20 Desember 2025"
        self._adopt("KEBIJAKAN-2026", f"{MONTHS[_RAISED]}-01", decision, self.policies[2])

    def move_house(self) -> None:
        """A member's address changes."""
        fields: Fields = {"member": number(9), "address": "Dusun Umpama RT 02"}
        self.event("member_changed", f"UBAH-{number(9)}-1", **fields)

    def pay_once(self, account: str, amount: int, via: str, note: str) -> None:
        """A payment of the story."""
        self.pay(account, amount, via, note)

    def general_meeting(self) -> None:
        """The SHU of 2024 is divided."""
        self.adjust(
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
            self.event("virtual_account_assigned", f"VA-{virtual}", **fields)

    def correct_deposit(self) -> None:
        """A deposit typed with a zero too many, reversed, and entered rightly."""
        member = self.members[4]
        self._save(member, 500_000)
        self.reverse("Jumlah keliru: seharusnya 50.000")
        self.money["kas"] -= 500_000
        member.saved -= 500_000
        self._save(member, 50_000)

    def correct_payment(self) -> None:
        """A cost booked to the wrong account."""
        self.pay("Beban:Usaha:ListrikAir", 85_000, "kas", "Servis timbangan", unit="toko")
        self.reverse("Salah akun: seharusnya beban pemeliharaan")
        self.money["kas"] += 85_000
        self.pay("Beban:Usaha:Pemeliharaan", 85_000, "kas", "Servis timbangan", unit="toko")

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
        self.event("member_joined", f"ANGGOTA-{number(index)}", **self._identity(index))
        member = Saver(index, MEMBERS[index].habit, self.index, 0)
        self.members[index] = member
        self.money["kas"] += POKOK
        fields: Fields = {"member": number(index), "amount": str(POKOK), "via": "kas"}
        self.event("simpanan_pokok_paid", "BKM", **fields, unit="simpan-pinjam")
        self._wajib(member, 1, "kas")

    def _wajib(self, member: Saver, months: int, via: str) -> None:
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
        self.event("simpanan_wajib_paid", "BKM", **fields, unit="simpan-pinjam")

    def _save(self, member: Saver, amount: int) -> None:
        member.saved += amount
        self.money["kas"] += amount
        fields: Fields = {"member": number(member.index), "product": "sukarela", "via": "kas"}
        self.event("savings_deposited", "BKM", **fields, amount=str(amount), unit="simpan-pinjam")

    def _withdraw(self, member: Saver, amount: int) -> None:
        if amount > self.money["kas"]:
            return
        member.saved -= amount
        self.money["kas"] -= amount
        fields: Fields = {"member": number(member.index), "product": "sukarela", "via": "kas"}
        self.event("savings_withdrawn", "BKK", **fields, amount=str(amount), unit="simpan-pinjam")

    def resign(self, index: int) -> None:
        """A member leaves."""
        member = self.members.pop(index)
        reason = "Pindah ke luar desa atas permintaan sendiri"
        self.event(
            "member_resigned", f"KELUAR-{number(index)}", member=number(index), reason=reason
        )
        self._settle(member, None)

    def die(self, index: int) -> None:
        """A member dies; the heir receives what was held."""
        member = self.members.pop(index)
        heir = "Ahli Waris Rekaan"
        heirs = [{"name": heir, "relation": "istri"}]
        self.event("member_deceased", f"WAFAT-{number(index)}", member=number(index), heirs=heirs)
        self._settle(member, heir)

    def _settle(self, member: Saver, heir: str | None) -> None:
        """What a leaver held is paid back from the bank."""
        whose: Fields = {"member": number(member.index), "via": "bri"}
        if heir:
            whose["recipient"] = heir
        if member.saved:
            self.money["bri"] -= member.saved
            saved = str(member.saved)
            self.event("savings_withdrawn", "BKK", **whose, product="sukarela", amount=saved)
        owed = member.pokok + member.wajib
        self.money["bri"] -= owed
        self.event("member_paid_out", "BKK", **whose, amount=str(owed))

    # -- writing ---------------------------------------------------------------------------------

    def _adopt(self, ref: str, effective: str, decision: str, policy: Fields) -> None:
        fields: Fields = {"effective": effective, "decision": decision, "policy": policy}
        self.event("policy_adopted", ref, **fields)

    def _open_bank(self, key: str, name: str, bank: str, account: str) -> None:
        fields: Fields = {"key": key, "name": name, "type": "bank", "bank": bank, "number": account}
        self.event("cash_account_opened", f"REKENING-{bank}", **fields)


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
    (13, 28): (Village.share,),
    (14, 9): (Village.pay_shares,),
    (15, 9): (Village.correct_payment,),
    (17, 22): (lambda v: v.resign(16),),
    (STATEMENT_MONTH, 7): (lambda v: v.transfer("kas", "bri", 2_000_000),),
}
"""What happens once: month index and day, 0 being January 2025."""


def _receipt(ref: str, line: dict[str, str], note: str) -> Fields:
    return {"ref": ref, "lines": [line], "via": "kas", "note": note}
