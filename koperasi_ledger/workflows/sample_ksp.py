"""The sample KSP: a plainly fictitious savings and loan cooperative, told month by month.

KSP Contoh Fiktif opens its books on 1 January 2025 and is told until the end of October 2026. The
story says how people pay, never how much: every payment is worked out by the rules that book it,
on books in memory that the events go through before the journal gets them.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine import Past, apply
from koperasi_ledger.model.accounts import SHU_CURRENT
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records.loans import Loan, LoanPayments, LoanPlan
from koperasi_ledger.rules.change import ResultBalance
from koperasi_ledger.rules.dates import first_day
from koperasi_ledger.rules.errors.loans import NothingToRecord
from koperasi_ledger.rules.loans.position import position
from koperasi_ledger.rules.loans.settlement import settlement
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.years import surplus_of
from koperasi_ledger.workflows import sample_ksp_deposits, sample_ksp_sharia
from koperasi_ledger.workflows.by_hand import make_event
from koperasi_ledger.workflows.sample_boards import told_on
from koperasi_ledger.workflows.sample_ksp_facts import MEMBERS, NAME, STORIES, Story, Turn
from koperasi_ledger.workflows.sample_ksp_policy import document
from koperasi_ledger.workflows.sample_people import LENDERS, leader, person
from koperasi_ledger.workflows.sample_stream import MONTHS

Fields = dict[str, object]

_BOARD = [leader(post, LENDERS) for post in ("Ketua", "Bendahara")]
_SAVES = 7
"""Every so many members saves for school."""


class Month(NamedTuple):
    """The events of a month in the order they are recorded, and when that is."""

    at: datetime
    events: list[Fields]


class _NoPast:
    """The past that the story asks for: what accounts held is known from its own entries."""

    def __init__(self) -> None:
        self.held: dict[str, Decimal] = {}
        self.units: dict[tuple[str, str | None], Decimal] = {}

    def add(self, leg: Posting) -> None:
        """One more leg of an entry."""
        self.held[leg.account] = self.held.get(leg.account, Decimal(0)) + leg.amount
        key = (leg.account, leg.unit)
        self.units[key] = self.units.get(key, Decimal(0)) + leg.amount

    def find(self, ref: str) -> Past | None:
        raise LookupError(ref)

    def later(self, records: Sequence[RecordId], seq: int) -> Sequence[str]:
        raise LookupError(records, seq)

    def balance(self, account: str, day: date) -> Decimal:  # noqa: ARG002 - told in order of days
        return self.held.get(account, Decimal(0))

    def results(self, day: date) -> Sequence[ResultBalance]:  # noqa: ARG002 - told in order of days
        found = (ResultBalance(account, unit, sum_) for (account, unit), sum_ in self.units.items())
        own = (each for each in found if each.account.startswith(("Pendapatan:", "Beban:")))
        return sorted(own, key=lambda each: (each.account, each.unit or ""))


class Ksp:
    """The story; `month` is called for each month in turn."""

    def __init__(self) -> None:
        self.books = Books()
        self.past = _NoPast()
        self.events: list[Fields] = []
        self.numbers: dict[str, Story] = {}
        self.paid: dict[str, int] = {}
        self.serial = 0

    def month(self, index: int) -> Month:
        """The events of the month with this index."""
        self.events = []
        first = first_day(MONTHS[index])
        days = monthrange(first.year, first.month)[1]
        if index == 0:
            self._open(first)
        elif first.month == 1:
            self.tell("year_opened", f"BUKA-{first.year}", first, year=first.year)
        for place in range(days):
            day = first + timedelta(days=place)
            self._members_save(day, index)
            sample_ksp_deposits.remit(self.tell, self.books, day)
            sample_ksp_deposits.place(self.tell, day, index)
            sample_ksp_deposits.run(self.tell, self.books, day, index)
            sample_ksp_sharia.partnership(self.tell, day, index, _BOARD)
            sample_ksp_sharia.hire(self.tell, day, index, _BOARD)
            sample_ksp_sharia.charity(self.tell, day, index)
            self._lend(day, index)
            self._turn(day, index)
            self._collect(day)
            for kind, ref, fields in told_on("ksp", day):
                self.tell(kind, ref, day, **fields)
            self._share(day)
        last = first + timedelta(days=days - 1)
        self._month_end(last, MONTHS[index])
        at = datetime(last.year, last.month, last.day, 13, 30, tzinfo=UTC)
        return Month(at, self.events)

    def tell(self, kind: str, ref: str, day: date, **fields: object) -> None:
        """One more event, through the rules that the journal will put it through.

        Raises:
            Refusal: the story does not hold together.
        """
        given = {name: value for name, value in fields.items() if value is not None}
        event = make_event(kind, {}, date=day.isoformat(), ref=ref, **given)
        done = apply(event, self.books, self.past)
        for leg in getattr(done.entry, "postings", ()):
            self.past.add(leg)
        self.events.append({"kind": kind, "date": day.isoformat(), "ref": ref, **given})

    # -- opening and saving ------------------------------------------------------------------------

    def _open(self, day: date) -> None:
        identity: Fields = {
            "legal_number": "AHU-0000000.AH.01.26.TAHUN 2022",
            "address": "Jalan Rekaan 2, Kota Contoh",
            "established": "2022-11-12",
        }
        founding: Fields = {"name": NAME, "profile": "ksp"}
        self.tell("cooperative_founded", "BUKA", day, **founding, **identity)
        self.tell(
            "policy_adopted",
            "KEBIJAKAN-2025",
            day,
            effective=day.isoformat(),
            decision="Rapat Anggota Tahunan 2024",
            policy=document(),
        )
        self.tell(
            "cash_account_opened",
            "KB-bri",
            day,
            key="bri",
            name="BRI Unit Contoh",
            type="bank",
            bank="BRI",
            number="000001000123509",
        )
        self.tell(
            "opening_balances_recorded",
            "SALDO-AWAL",
            day,
            balances=[
                {"account": "Aset:Kas:Utama", "debit": "25000000"},
                {"account": "Aset:Bank:BRI", "debit": "425000000"},
                {"account": "Ekuitas:Cadangan:Umum", "credit": "300000000"},
                {"account": "Ekuitas:Hibah", "credit": "150000000"},
            ],
        )
        for index in range(MEMBERS):
            number = member(index + 1)
            ref = f"AM-{number}"
            self.tell("member_joined", ref, day, member=number, name=person(index + LENDERS))
            paid = {"member": number, "amount": "250000", "via": "kas"}
            self.tell("simpanan_pokok_paid", f"SP-{number}", day, **paid)

    def _members_save(self, day: date, index: int) -> None:
        for place in range(1, MEMBERS + 1):
            number, ref = member(place), f"{day:%Y%m}-{member(place)}"
            if day.day == 2 + place % 5:
                due = {"member": number, "amount": "50000", "via": "kas"}
                self.tell("simpanan_wajib_paid", f"SW-{ref}", day, **due)
            if day.day == 3 + place:
                amount = str(25_000 * (1 + (place * 3 + index) % 8))
                saves = {"member": number, "amount": amount, "via": "kas"}
                product = "pendidikan" if place % _SAVES == 0 else "sukarela"
                self.tell("savings_deposited", f"SS-{ref}", day, product=product, **saves)
            if day.day == 28 and (place + index) % 9 == 0 and index > 2:
                takes = {"member": number, "amount": "40000", "via": "kas", "product": "sukarela"}
                if place % _SAVES:
                    self.tell("savings_withdrawn", f"TS-{ref}", day, **takes)

    # -- lending -----------------------------------------------------------------------------------

    def _lend(self, day: date, index: int) -> None:
        for story in STORIES:
            if (story.month, story.day) != (index, day.day):
                continue
            self.serial += 1
            number = f"PJ-{day.year}-{self.serial:04d}"
            self.numbers[number] = story
            self.paid[number] = 0
            amount, unit = str(story.amount), "simpan-pinjam"
            if story.product in ("qardh", "murabahah"):
                unit = "syariah"
            self.tell(
                "loan_applied",
                f"AJU-{number}",
                day - timedelta(days=min(5, day.day - 1)),
                loan=number,
                member=member(story.member),
                product=story.product,
                amount=amount,
                tenor=story.tenor,
                purpose="Keperluan anggota",
                unit=unit,
            )
            if story.collateral:
                self.tell(
                    "collateral_registered",
                    f"AGUNAN-{number}",
                    day,
                    collateral=f"bpkb-{self.serial:04d}",
                    loan=number,
                    type="BPKB motor",
                    description=f"BPKB contoh {self.serial:04d}",
                    owner=person(story.member - 1 + LENDERS),
                    value=str(story.collateral),
                    eligible="60",
                )
            margin = str(story.margin) if story.margin else None
            self.tell(
                "loan_approved",
                f"SETUJU-{number}",
                day,
                loan=number,
                amount=amount,
                tenor=story.tenor,
                margin=margin,
                by=_BOARD,
                decision=f"Rapat komite {day:%d-%m-%Y}",
            )
            self._pay_out(number, story, day)

    def _pay_out(self, number: str, story: Story, day: date) -> None:
        if story.product == "murabahah":
            sample_ksp_sharia.buy_goods(self.tell, number, story.amount, day)
        self.tell(
            "loan_disbursed",
            f"CAIR-{number}",
            day,
            loan=number,
            amount=str(story.amount),
            via="bri",
        )

    def _collect(self, day: date) -> None:
        for number, story in self.numbers.items():
            loan, plan, payments = self._loan(number)
            if loan.status != "berjalan":
                continue
            due_today = day - timedelta(days=story.habit.late)
            if all(row[0] != due_today for row in plan.rows) or due_today <= plan.start:
                continue
            restructured = any(turn.what == "restruktur" for turn in story.turns)
            stopped = story.habit.pays is not None and self.paid[number] >= story.habit.pays
            if stopped and not (restructured and loan.version > 1):
                continue
            at = position(plan, payments.moves, loan.product, day)
            sen = rounded(Fraction(at.due) * story.habit.part, 100, "bawah")
            if not sen:
                continue
            self.paid[number] += 1
            self.tell(
                "loan_repaid",
                f"ANGSUR-{number}-{day:%Y%m%d}",
                day,
                loan=number,
                amount=str(from_sen(sen)),
                via="kas" if story.member % 3 else "bri",
            )

    def _turn(self, day: date, index: int) -> None:
        for number, story in self.numbers.items():
            for turn in story.turns:
                if (turn.month, turn.day) == (index, day.day):
                    self._one_turn(number, turn, day)

    def _one_turn(self, number: str, turn: Turn, day: date) -> None:
        loan, plan, payments = self._loan(number)
        ref = f"{turn.what.upper()}-{number}-{day:%Y%m%d}"
        amount = str(turn.amount)
        decided = {"by": _BOARD, "decision": f"Rapat pengurus {day:%d-%m-%Y}"}
        money = {"loan": number, "amount": amount, "via": "kas"}
        match turn.what:
            case "restruktur":
                self.tell(
                    "loan_restructured",
                    ref,
                    day,
                    loan=number,
                    tenor=turn.tenor,
                    rate="12",
                    interest="tangguhkan",
                    penalty="hapus",
                    **decided,
                )
            case "hapus-buku":
                self.tell("loan_written_off", ref, day, loan=number, **decided)
            case "pulih":
                self.tell("loan_recovered", ref, day, **money)
            case "percepat":
                self._settle_due(number, day)
                self.tell("loan_prepaid", ref, day, keep="tenor", **money)
            case "topup":
                self._settle_due(number, day)
                topped = {"tenor": turn.tenor, **decided, **money, "via": "bri"}
                self.tell("loan_topped_up", ref, day, **topped)
            case "lebih":
                self.tell("loan_repaid", ref, day, **money)
            case "lunas":
                needed = settlement(plan, payments.moves, loan.product, day).total - loan.held
                self.tell("loan_settled", ref, day, **(money | {"amount": str(needed)}))
            case _:
                raise ValueError(turn.what)

    def _settle_due(self, number: str, day: date) -> None:
        """Pays what is due on the day, so that nothing stands in the way of what follows."""
        loan, plan, payments = self._loan(number)
        due = position(plan, payments.moves, loan.product, day).due
        if due:
            pays = {"loan": number, "amount": str(due), "via": "kas"}
            self.tell("loan_repaid", f"ANGSUR-{number}-{day:%Y%m%d}", day, **pays)

    def _loan(self, number: str) -> tuple[Loan, LoanPlan, LoanPayments]:
        loan = self.books.peek(Loan, number)
        key = f"{number}:{loan.version if loan else 0}"
        plan, payments = self.books.peek(LoanPlan, key), self.books.peek(LoanPayments, key)
        if loan is None or plan is None or payments is None:
            raise LookupError(number)
        return loan, plan, payments

    def _share(self, day: date) -> None:
        """The rapat anggota of February and the payment in March; the books say the figures."""
        year = day.year - 1
        if (day.month, day.day) == ((1, 6) if year < int(MONTHS[0][:4]) else (2, 21)):
            self._budget(day)
        if year < int(MONTHS[0][:4]):
            return
        if (day.month, day.day) == (2, 21):
            meeting = {"decision": f"RAT {day.year} No. 3", "present": 17, "entitled": MEMBERS}
            self.events.append(
                {"kind": "shu_decided", "date": day.isoformat(), "year": year, **meeting}
            )
        elif (day.month, day.day) == (3, 7):
            self.events.append(
                {"kind": "share_paid", "date": day.isoformat(), "year": year, "via": "kas"}
            )

    def _budget(self, day: date) -> None:
        """The RAPB of the year that begins, and how the board answered for the one that ended."""
        amounts = {
            "Pendapatan:Anggota:JasaPinjaman": "28000000",
            "Pendapatan:Anggota:Provisi": "1800000",
            "Pendapatan:Anggota:MarginMurabahah": "6000000",
            "Beban:Pokok:JasaBerjangkaAnggota": "8000000",
            "Beban:Usaha:TenagaKerja": "10800000",
            "Beban:Usaha:AdministrasiUmum": "1800000",
            "Beban:Usaha:PenyisihanPiutang": "6000000",
        }
        lines = [{"account": account, "amount": amount} for account, amount in amounts.items()]
        plan = ["Menambah sepuluh anggota", "Menagih pinjaman macet setiap pekan"]
        self.tell(
            "budget_adopted",
            f"RAPB-{day.year}",
            day,
            year=day.year,
            decision=f"RAT {day.year} No. 4",
            lines=lines,
            plan=plan,
        )
        if day.month == 2:
            answers = [
                {"questionnaire": name, "yes": yes, "of": of}
                for name, yes, of in (
                    ("manajemen-umum", 11, 12),
                    ("kelembagaan", 6, 6),
                    ("manajemen-permodalan", 4, 5),
                    ("manajemen-aktiva", 8, 10),
                    ("manajemen-likuiditas", 4, 5),
                    ("prinsip-koperasi", 9, 10),
                )
            ]
            self.tell(
                "health_answered", f"SEHAT-{day.year - 1}", day, year=day.year - 1, answers=answers
            )

    # -- the end of a month ------------------------------------------------------------------------

    def _month_end(self, day: date, month: str) -> None:
        for kind, begins in (("loan_interest_accrued", "AKRUAL"), ("loan_provisioned", "CKPN")):
            for number in sorted(self.numbers):
                loan = self._loan(number)[0]
                if loan.status != "berjalan" and not loan.allowance:
                    continue
                if kind == "loan_interest_accrued" and loan.status != "berjalan":
                    continue
                try:
                    self.tell(kind, f"{begins}-{month}-{number}", day, loan=number, month=month)
                except NothingToRecord:
                    continue
        everybody = [member(place) for place in range(1, MEMBERS + 1)]
        sample_ksp_deposits.month_end(self.tell, self.books, day, everybody)
        costs = [("Beban:Usaha:TenagaKerja", "900000"), ("Beban:Usaha:AdministrasiUmum", "150000")]
        lines = [{"account": account, "amount": amount} for account, amount in costs]
        self.tell("payment_recorded", f"BIAYA-{month}", day, lines=lines, via="bri")
        if month.endswith("-12"):
            year = day.year
            results = (each.amount for each in self.past.results(day))
            surplus = surplus_of(results, self.past.balance(SHU_CURRENT, day))
            self.tell("year_closed", f"TUTUP-{year}", day, year=year, surplus=str(surplus))
        else:
            self.tell("month_closed", f"TUTUP-{month}", day, month=month)


def member(place: int) -> str:
    """The number of the member with this place, from 1 on."""
    return f"A-{place:04d}"
