"""Arus kas: where cash came from and where it went, by operating, investing, financing.

Direct method, which KSP and USP must use (Permenkop UKM 2/2024, appendix), or the indirect one for
operations by `--metode` or policy; both lead to the same cash, which is that of the neraca. How an
entry of several legs is split: `cash_flows`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from koperasi_ledger.reports.captions import CAPTIONS, Placing
from koperasi_ledger.reports.cash_flows import CashFlows, activities, cash_flows, marks, summed
from koperasi_ledger.reports.cash_lines import ACTIVITIES, FLOWS, Activity
from koperasi_ledger.reports.errors import UnknownMethod
from koperasi_ledger.reports.figures import (
    Block,
    Figure,
    Item,
    Leg,
    Source,
    Statement,
    added_up,
    heading,
)
from koperasi_ledger.reports.phu import span_title, spans
from koperasi_ledger.reports.query import day_before
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.trails import statement_page
from koperasi_ledger.reports.view import Cell, Column, Report
from koperasi_ledger.reports.year_ends import is_result, year_ends

METHODS = ("langsung", "tidak-langsung")
_TITLES = {"langsung": "metode langsung", "tidak-langsung": "metode tidak langsung"}
_NOTES = (
    "Setiap ayat yang mengubah kas dijelaskan akun lawannya; pemindahan antarkas tidak tampak.",
    "Bagian ayat yang saling diselesaikan antaraktivitas tanpa uang tidak termasuk arus kas.",
)


def arus_kas(scope: Scope) -> Report:
    """The cash flow statement of the scope's days, beside the same days of the year before.

    Raises:
        UnknownMethod: there is no such method.
        NotBalanced: the flows do not lead to the cash of the neraca.
    """
    found = flow_statement(scope)
    method = chosen_method(scope, Placing(scope.books, scope.last))
    facts: tuple[tuple[str, Cell], ...] = (("Arus kas operasi", _TITLES[method]),)
    return statement_page(scope, found, facts=facts)


def chosen_method(scope: Scope, placing: Placing) -> str:
    """The method asked for, else the policy's, else the direct one.

    Raises:
        UnknownMethod: there is none of this name.
    """
    name = scope.asked.method or placing.policy.cash or METHODS[0]
    if name not in METHODS:
        raise UnknownMethod(name, METHODS)
    return name


def flow_statement(scope: Scope) -> Statement:
    """The statement as data.

    Raises:
        UnknownMethod: there is no such method.
        NotBalanced: the flows do not lead to the cash of the neraca, or the methods differ.
    """
    placing = Placing(scope.books, scope.last)
    method = chosen_method(scope, placing)
    ends = year_ends(scope.postings)
    known = marks(scope.postings)
    days = spans(scope)
    found = [cash_flows(scope.postings, placing, span, ends, known) for span in days]
    made = _Made(scope, placing, found, days)
    made.check()
    columns = tuple(
        Column(key, span_title(*span), "amount")
        for key, span in zip(("jumlah", "jumlah_lalu"), days, strict=False)
    )
    blocks = [Block("arus_kas", "", tuple(made.items(method)))]
    aside = tuple(made.without())
    if aside:
        blocks.append(Block("nonkas", "Transaksi yang tidak memakai kas", aside))
    return Statement("arus-kas", "Laporan Arus Kas", columns, tuple(blocks), _NOTES)


class _Made:
    """A statement in the making: the flows of its columns."""

    def __init__(
        self,
        scope: Scope,
        placing: Placing,
        found: Sequence[CashFlows],
        days: Sequence[tuple[date, date]],
    ) -> None:
        self.found = found
        self.width = len(found)
        self.placing = placing
        self.activities = activities(placing)
        self.days = days
        self.cash = frozenset(placing.accounts["kas"])
        wanted = [day for first, last in days for day in (day_before(first), last)]
        held = scope.postings.balances(*wanted)
        sums = [sum(each.get(name, 0) for name in self.cash) for each in held]
        self.before, self.after = sums[::2], sums[1::2]

    def check(self) -> None:
        """Refuses flows that do not lead to the cash that there is.

        Raises:
            NotBalanced: so they do.
        """
        for place, flows in enumerate(self.found):
            direct = flows.net("operasi", self.activities)
            check_equal(
                "Arus kas operasi langsung", direct, "yang tidak langsung", flows.indirect()
            )
            led = self.before[place] + sum(leg.sen for leg in flows.opening)
            led += sum(flows.net(activity, self.activities) for activity in ACTIVITIES)
            check_equal("Kas menurut arusnya", led, "kas di neraca", self.after[place])

    def items(self, method: str) -> Iterator[Item]:
        """Every line, from the first flow to the closing cash."""
        sums: list[Item] = []
        for activity, title in ACTIVITIES.items():
            if activity == "operasi" and method != METHODS[0]:
                lines = list(self._indirect())
            else:
                lines = list(self._direct(activity))
            if not lines and activity != "operasi":
                continue
            yield heading(activity, title, self.width)
            yield from lines
            words = f"Kas neto dari {title[:1].lower()}{title[1:]}"
            total = added_up(f"neto_{activity}", words, lines, self.width, "subtotal")
            sums.append(total)
            yield total
        net = added_up(
            "kenaikan_kas", "Kenaikan (penurunan) neto kas", sums, self.width, "subtotal"
        )
        yield net
        opening = self._held("kas_awal", "Kas dan setara kas awal", self.before, first=True)
        yield opening
        brought = self._listed(
            "kas_saldo_awal",
            "Kas dari saldo awal pembukuan",
            [flows.opening for flows in self.found],
        )
        parts = [net, opening]
        if any(flows.opening for flows in self.found):
            yield brought
            parts.append(brought)
        closing = self._held("kas_akhir", "Kas dan setara kas akhir", self.after, first=False)
        yield Item(closing.key, closing.title, closing.figures, "total")

    def _direct(self, activity: Activity) -> Iterator[Item]:
        for flow in FLOWS.values():
            if self.activities[flow.key] != activity:
                continue
            for into, title in ((True, flow.into), (False, flow.out)):
                legs = [flows.lines.get((flow.key, into), []) for flows in self.found]
                if title and any(legs):
                    yield self._listed(f"{flow.key}_{'masuk' if into else 'keluar'}", title, legs)

    def _indirect(self) -> Iterator[Item]:
        results = frozenset(name for name in self.placing.of_account if is_result(name))
        earned = tuple(
            Figure(flows.surplus, (Source(results, *span, -1),))
            for flows, span in zip(self.found, self.days, strict=True)
        )
        yield Item("shu", "Sisa hasil usaha (SHU)", earned, level=1)
        for key in sorted({key for each in self.found for key in each.elsewhere}):
            legs = [_back(each.elsewhere.get(key, [])) for each in self.found]
            yield self._listed(f"penyesuaian_{key}", CAPTIONS[key].title, legs)
        for key, title, legs in (
            (
                "penyesuaian_saldo_awal",
                "SHU yang dibawa saldo awal",
                [_back(each.opening_surplus) for each in self.found],
            ),
            (
                "penyesuaian_nonkas",
                "Bagian transaksi tanpa kas",
                [_back(each.not_cash) for each in self.found],
            ),
        ):
            if any(legs):
                yield self._listed(key, title, legs)
        for key, caption in CAPTIONS.items():
            legs = [each.changes.get(key, []) for each in self.found]
            if any(map(summed, legs)):
                word = "Penurunan (kenaikan)" if caption.root == "Aset" else "Kenaikan (penurunan)"
                title = f"{word} {caption.title[:1].lower()}{caption.title[1:]}"
                yield self._listed(f"perubahan_{key}", title, legs)

    def without(self) -> Iterator[Item]:
        """The transactions without cash, as what was had and what it was had with."""
        pairs = sorted({pair for flows in self.found for pair in flows.without})
        for had, given in pairs:
            one, other = FLOWS[had], FLOWS[given]
            first, second = one.out or one.into, other.into or other.out
            title = f"{first} dengan {second[:1].lower()}{second[1:]}"
            legs = [flows.without.get((had, given), []) for flows in self.found]
            yield self._listed(f"nonkas_{had}_{given}", title, legs, level=0)

    def _listed(self, key: str, title: str, legs: Iterable[Sequence[Leg]], level: int = 1) -> Item:
        figures = tuple(Figure(sum(leg.sen for leg in own), legs=tuple(own)) for own in legs)
        return Item(key, title, figures, level=level)

    def _held(self, key: str, title: str, sums: Sequence[int], *, first: bool) -> Item:
        figures = tuple(
            Figure(
                sen,
                (Source(self.cash, date.min, day_before(span[0]) if first else span[1], 1),),
            )
            for sen, span in zip(sums, self.days, strict=True)
        )
        return Item(key, title, figures)


def _back(legs: Iterable[Leg]) -> list[Leg]:
    """What takes legs back."""
    return [leg._replace(sen=-leg.sen) for leg in legs]
