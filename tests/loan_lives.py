"""Random loan products, and the lives of loans under them: what a treasurer may type on any day.

`Life` chooses one event after another; who chooses is up to the caller. Refused events change
nothing and are forgotten.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from book_fold import Fold, begun, make
from hypothesis import strategies as st
from lending import lending, loan_in, opened, payments_in, plan_in, product

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.policy.loans import LoanProduct
from koperasi_ledger.model.records.loans import Loan, LoanPayments, LoanPlan, Move
from koperasi_ledger.rules.dates import add_months, last_day, month_of
from koperasi_ledger.rules.loans.position import latest, position
from koperasi_ledger.rules.loans.settlement import settlement

Pick = Callable[[Sequence[Any]], Any]
LOAN = "PJ-1"
START = date(2024, 1, 10)

_PENALTIES: tuple[dict[str, Any] | None, ...] = (
    None,
    {"per": "hari", "persen": "0.1"},
    {"per": "hari", "persen": "0.2", "tenggang_hari": 5, "dasar": "pokok"},
    {"per": "bulan", "persen": "1", "paling_banyak_persen": "3"},
    {"per": "hari", "jumlah": "1000", "tenggang_hari": 3, "paling_banyak_persen": "10"},
    {"per": "bulan", "jumlah": "5000"},
)
_SETTLEMENTS: tuple[dict[str, Any], ...] = (
    {"aturan": "jasa-berjalan"},
    {"aturan": "jasa-berjalan", "jasa_berjalan": "harian", "biaya_persen": "1"},
    {"aturan": "jasa-bulan", "bulan": 2},
    {"aturan": "jasa-bulan", "biaya_persen": "0.5"},
    {"aturan": "seluruh-jasa"},
    {"aturan": "angka-tahun"},
)
_ORDERS = (
    ("denda", "jasa", "pokok"),
    ("jasa", "pokok", "denda"),
    ("pokok", "jasa", "denda"),
    ("denda", "pokok", "jasa"),
)


def any_product(pick: Pick, **fixed: Any) -> dict[str, Any]:
    """A loan product of any kind, as a policy states it."""
    akad: str = fixed.get("akad") or pick(("konvensional",) * 6 + ("murabahah", "qardh"))
    methods = ("flat",) if akad == "murabahah" else ("flat", "menurun", "anuitas", "harian")
    grace = pick((0, 0, 0, 1, 2))
    made = product(
        "uji",
        akad=akad,
        metode=fixed.get("metode", pick(methods)),
        bunga="0" if akad == "qardh" else pick(("24", "12.5", "6", "36", "0")),
        periode=pick(("bulan",) * 5 + ("minggu", "triwulan", "10-hari")),
        tenor_paling_panjang=200,
        pembulatan=pick(
            (
                {},
                {"desimal": 2},
                {"sen": "half-even"},
                {"desimal": 2, "sen": "potong"},
                {"bulat": "500", "arah": "atas"},
                {"bulat": "100"},
            )
        ),
        tenggang_pokok=grace,
        tenggang_jasa=pick((0, 0, 0, grace, 2)),
        denda=pick(_PENALTIES),
        pelunasan=pick(_SETTLEMENTS),
        urutan_bayar=pick(_ORDERS),
        angsuran_tertua_dahulu=pick((True, True, False)),
        kelebihan_bayar=pick(("angsuran-berikutnya", "titipan", "tolak")),
        pengakuan_jasa=pick(("kas", "akrual")),
    )
    if made["metode"] == "harian":
        made["jasa_tertunggak_berbunga"] = pick((True, False))
    made["hitung_hari"] = pick((None, None, "aktual/365", "30/360", "aktual/aktual"))
    made |= fixed
    return {name: value for name, value in made.items() if value is not None}


class Life:
    """One loan of one member, from its approval on."""

    def __init__(self, pick: Pick, **fixed: Any) -> None:
        self.pick = pick
        self.terms = any_product(pick, **fixed)
        self.fold = begun(opened(self.terms))
        self.day = START
        self.number = 0
        self.kept: list[AnyEvent] = []
        self.amount = Decimal(pick(("12000000", "5000000", "3333333", "750000.50")))
        self.tenor = pick((1, 3, 6, 10, 24))
        margin = None
        if self.terms["akad"] == "murabahah":
            margin = pick(("1200000", "100001", "0"))
        self._begin(margin)

    @property
    def loan(self) -> Loan:
        """The loan as it is now."""
        return loan_in(self.fold)

    @property
    def started(self) -> bool:
        """Whether anything was paid out."""
        loan = self.fold.books.peek(Loan, LOAN)
        return loan is not None and loan.version > 0

    @property
    def product(self) -> LoanProduct:
        """What the loan was agreed under."""
        return self.loan.product

    def _begin(self, margin: str | None) -> None:
        asked = {"loan": LOAN, "amount": str(self.amount), "tenor": self.tenor}
        self.record("loan_applied", member="A-1", product="uji", **asked)
        self.record("loan_approved", by=["Ketua Uji"], margin=margin, **asked)
        if margin is not None:
            bought = str(self.amount)
            self.record("murabahah_goods_bought", loan=LOAN, amount=bought, via="kas", supplier="X")
        whole = margin is not None or self.pick((True, True, False))
        first = self.amount if whole else (self.amount / 2).quantize(Decimal(1))
        self.record("loan_disbursed", loan=LOAN, amount=str(first), via="kas")

    def record(self, kind: str, **fields: Any) -> None:
        self.number += 1
        day = fields.pop("date", self.day.isoformat())
        event = make(kind, f"e{self.number}", day, **fields)
        with suppress(Refusal):
            self.fold.add(event)
            self.kept.append(event)

    def step(self) -> None:
        """Some days later something happens; now and then it is dated a little back."""
        if self.fold.books.peek(Loan, LOAN) is None:
            return
        self.day += timedelta(days=self.pick((0, 1, 3, 10, 17, 31, 31, 45)))
        now = self.day
        if self.started and not self.pick(range(8)):
            self.day = max(START, now - timedelta(days=self.pick((2, 9, 40))))
        kind = self.pick(_STEPS)
        kind(self)
        self.day = now

    # -- what may happen -------------------------------------------------------------------------

    def state(self) -> tuple[LoanPlan, tuple[Move, ...]]:
        return plan_in(self.fold), payments_in(self.fold).moves

    def pay(self) -> None:
        """What is due, or more, or less."""
        if not self.started:
            return
        at = position(*self.state(), self.product, self.day)
        row = next((row.principal + row.interest for row in at.open_rows), Decimal(0))
        amount = self.pick(
            (at.due, at.due, row, row, 2 * row, row / 2, at.due + row, Decimal(50000), at.balance)
        )
        penalty = None
        if at.penalty_due and not self.pick(range(4)):
            penalty = str(self.pick((Decimal(0), at.penalty_due)))
        self.money("loan_repaid", amount, penalty=penalty)

    def money(self, kind: str, amount: Decimal, **fields: Any) -> None:
        amount = amount.quantize(Decimal("0.01" if amount % 1 else "1"))
        if amount > 0:
            self.record(kind, loan=LOAN, amount=f"{amount:f}", via="kas", **fields)

    def prepay(self) -> None:
        """A part of the principal."""
        part = self.loan.balance * self.pick((10, 33, 50, 99)) / 100
        self.money("loan_prepaid", part.quantize(Decimal(1)), keep=self.pick(("tenor", "angsuran")))

    def settle(self) -> None:
        """All of it, with the right amount or one rupiah more."""
        if not self.started:
            return
        plan, moves = self.state()
        day = max(self.day, latest(plan, moves))
        asked = settlement(plan, moves, self.product, day).total - self.loan.held
        asked += self.pick((0, 0, 0, 1))
        self.money("loan_settled", asked, date=day.isoformat())

    def stage(self) -> None:
        """The rest of the amount."""
        left = self.loan.amount - self.loan.disbursed
        self.money("loan_disbursed", self.pick((left, left / 2)))

    def top_up(self) -> None:
        """More is lent."""
        self.money(
            "loan_topped_up",
            Decimal(self.pick((1_000_000, 250_000))),
            tenor=self.pick((3, 12)),
            by=["Ketua Uji"],
        )

    def restructure(self) -> None:
        """Other terms."""
        self.record(
            "loan_restructured",
            loan=LOAN,
            tenor=self.pick((4, 12, 30)),
            rate=self.pick((None, "12", "0")),
            principal_grace=self.pick((0, 2)),
            interest=self.pick(("tangguhkan", "hapus")),
            penalty=self.pick(("tangguhkan", "hapus")),
            by=["Ketua Uji"],
            decision="Keputusan pengurus",
        )

    def waive(self) -> None:
        """Denda is given up, all or part of it."""
        if not self.started:
            return
        at = position(*self.state(), self.product, self.day)
        part = (at.penalty_due / self.pick((1, 1, 2))).quantize(Decimal(1))
        if part:
            self.record(
                "loan_penalty_waived", loan=LOAN, amount=str(part), by=["Ketua"], reason="Musibah"
            )

    def month_end(self) -> None:
        """The runs of the last month, or of the one before it."""
        month = add_months(month_of(self.day), self.pick((-1, -1, -2)))
        fields = {"loan": LOAN, "month": month, "date": last_day(month).isoformat()}
        kinds = ("loan_interest_accrued", "loan_provisioned")
        for kind in self.pick((kinds, kinds, kinds[::-1], kinds[:1])):
            self.record(kind, **fields)

    def write_off(self) -> None:
        """Given up as lost."""
        if self.pick(range(3)) == 0:
            self.record("loan_written_off", loan=LOAN, by=["Rapat Anggota"], decision="RAT")

    def recover(self) -> None:
        """Something comes in after all, or nothing more is asked for."""
        self.money("loan_recovered", self.pick((Decimal(100_000), self.loan.claim)))
        if not self.pick(range(4)):
            self.record("loan_forgiven", loan=LOAN, by=["Rapat Anggota"], decision="RAT")

    def give_back(self) -> None:
        """What was paid too much."""
        self.money("loan_excess_returned", self.loan.held)

    def undo(self) -> None:
        """The last event, or an earlier one, is reversed."""
        if self.kept:
            target = self.pick(self.kept[-3:]).ref
            self.record("event_reversed", target=target, reason="Salah catat")


_STEPS: tuple[Callable[[Life], None], ...] = (
    *(Life.pay,) * 16,
    *(Life.month_end,) * 8,
    *(Life.prepay,) * 3,
    *(Life.stage,) * 2,
    *(Life.top_up,) * 2,
    *(Life.restructure,) * 2,
    *(Life.waive,) * 2,
    *(Life.undo,) * 3,
    *(Life.recover,) * 2,
    Life.settle,
    Life.write_off,
    Life.give_back,
)


@st.composite
def lives(draw: st.DrawFn, /, **fixed: Any) -> Life:
    """The beginning of a life; hypothesis chooses the seed of what follows."""
    choose = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - a test's dice
    return Life(choose.choice, **fixed)


def versions(fold: Fold) -> list[tuple[LoanPlan, tuple[Move, ...]]]:
    """All schedules of the loan, first to last, with what was paid under each."""
    found = []
    for version in range(1, loan_in(fold).version + 1):
        plan = fold.books.peek(LoanPlan, f"{LOAN}:{version}")
        paid = fold.books.peek(LoanPayments, f"{LOAN}:{version}")
        assert plan is not None
        assert paid is not None
        found.append((plan, paid.moves))
    return found


__all__ = ["LOAN", "START", "Life", "any_product", "lending", "lives", "versions"]
