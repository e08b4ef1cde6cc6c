"""What moved cash, and what did not: every entry of a period, split exactly by its counter-legs.

**Rule.** An entry that changes cash is explained by its other legs, each by its account: what the
legs of one line come to is that line's flow, so the flows of an entry add up to its change of cash
without any division. A transfer between cash accounts has no other legs and vanishes.

**Non-cash part.** Where an entry's activities (operating, investing, financing) have opposite
signs, what they settle among themselves moved no cash: a loan paid out less simpanan wajib pinjam,
a machine bought half on credit. The smaller side is left out, the larger keeps the difference;
where several share in it, in proportion, by largest remainder in the order of the lines
(`model.money.allocate`), so no sen is lost. Within an activity flows stay gross. An entry without
cash whose activities cross is no flow at all; both are listed as transactions without cash (SAK EP
section 7).

The indirect method goes from the SHU to the same operating cash: by the movements of all entries,
less those that crossed without cash.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from koperasi_ledger.model.money import allocate, from_sen, to_sen
from koperasi_ledger.reports.captions import Placing
from koperasi_ledger.reports.cash_lines import ACTIVITIES, FLOW_OF, FLOWS, Activity
from koperasi_ledger.reports.figures import Leg
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.year_ends import YearEnds, is_result

Line = tuple[str, bool]
"""A line of the direct method: the kind of flow, and whether it is money in."""

_OPENING = "opening_balances_recorded"


class Marks(NamedTuple):
    """Entries that are no ordinary ones, by their place in the journal."""

    undoing: frozenset[int]
    opening: frozenset[int]


def marks(postings: Postings) -> Marks:
    """Which entries reverse another, and which brought in the opening balances."""
    rows = list(
        postings.source.rows(
            "SELECT seq, ref, kind, body FROM events WHERE kind IN (?, 'event_reversed')"
            " AND seq <= ? ORDER BY seq",
            (_OPENING, postings.seq),
        )
    )
    opened = {str(ref): int(seq) for seq, ref, kind, _ in rows if kind == _OPENING}
    undone = [(int(seq), body) for seq, _, kind, body in rows if kind != _OPENING]
    back = {seq for seq, body in undone if any(f'"target":"{ref}"' in body for ref in opened)}
    return Marks(frozenset(seq for seq, _ in undone), frozenset((*opened.values(), *back)))


@dataclass
class CashFlows:
    """The flows of a period, in sen, money in positive."""

    lines: defaultdict[Line, list[Leg]] = field(default_factory=lambda: defaultdict(list))
    without: defaultdict[tuple[str, str], list[Leg]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Transactions without cash: what was had, what it was had with."""
    opening: list[Leg] = field(default_factory=list)
    """Cash that the opening balances brought."""
    surplus: int = 0
    """The SHU of the period."""
    opening_surplus: list[Leg] = field(default_factory=list)
    """What of it the opening balances brought."""
    elsewhere: defaultdict[str, list[Leg]] = field(default_factory=lambda: defaultdict(list))
    """Results that belong to another activity, by caption: depreciation."""
    changes: defaultdict[str, list[Leg]] = field(default_factory=lambda: defaultdict(list))
    """What operating assets and liabilities gave or took, by caption."""
    not_cash: list[Leg] = field(default_factory=list)
    """What of the SHU and of split entries moved no cash."""

    def net(self, activity: Activity, activities: Mapping[str, Activity]) -> int:
        """What an activity brought in or took, by the direct method."""
        return sum(
            leg.sen
            for (flow, _), legs in self.lines.items()
            if activities[flow] == activity
            for leg in legs
        )

    def indirect(self) -> int:
        """What operations brought in, by the indirect method."""
        apart = [self.opening_surplus, self.not_cash, *self.elsewhere.values()]
        return self.surplus - sum(map(summed, apart)) + sum(map(summed, self.changes.values()))


def summed(legs: Iterable[Leg]) -> int:
    """What legs come to."""
    return sum(leg.sen for leg in legs)


def activities(placing: Placing) -> dict[str, Activity]:
    """The activity of each kind of flow; policy says it of members' savings."""
    found: dict[str, Activity] = {flow.key: flow.activity for flow in FLOWS.values()}
    if placing.policy.savings_flows == "pendanaan":
        found["simpanan"] = "pendanaan"
        found["jasa_simpanan"] = "operasi"
    return found


def cash_flows(
    postings: Postings, placing: Placing, span: tuple[date, date], ends: YearEnds, known: Marks
) -> CashFlows:
    """Every entry between two days, told apart."""
    made = _Making(placing, known)
    skipped = ends.seqs
    rows = postings.source.rows(
        "SELECT seq, account, sen FROM postings WHERE date BETWEEN ? AND ? AND seq <= ?"
        " ORDER BY seq, leg",
        (span[0].isoformat(), span[1].isoformat(), postings.seq),
    )
    for seq, legs in groupby(rows, key=lambda row: int(row[0])):
        if seq not in skipped:
            made.entry(seq, [(account, int(sen)) for _, account, sen in legs])
    return made.flows


class _Making:
    """The flows so far, and where accounts belong."""

    def __init__(self, placing: Placing, known: Marks) -> None:
        self.flows = CashFlows()
        self.known = known
        self.captions = placing.of_account
        self.activities = activities(placing)
        self.flow_of = {
            account: FLOW_OF.get(caption) for account, caption in placing.of_account.items()
        }

    def entry(self, seq: int, legs: Sequence[tuple[str, int]]) -> None:
        """One entry: its change of cash explained, the rest set aside."""
        if seq in self.known.opening:
            self._opening(seq, legs)
            return
        cash = 0
        sums: dict[str, int] = {}
        for account, sen in legs:
            flow = self.flow_of[account]
            if flow is None:
                cash += sen
            else:
                sums[flow] = sums.get(flow, 0) - sen
        by_activity: dict[Activity, int] = {}
        for flow, sen in sums.items():
            activity = self.activities[flow]
            by_activity[activity] = by_activity.get(activity, 0) + sen
        crosses = any(sen > 0 for sen in by_activity.values()) and any(
            sen < 0 for sen in by_activity.values()
        )
        self._results(seq, legs, apart=crosses and not cash)
        if not crosses:
            if cash:
                self._lines(seq, sums)
            return
        self._aside(seq, sums, by_activity)
        if cash:
            kept = _larger_side(by_activity)
            before = by_activity.get("operasi", 0)
            off = before - kept.get("operasi", 0)
            if off:
                self.flows.not_cash.append(Leg(seq, "", off))
            self._lines(seq, self._reduced(sums, by_activity, kept))

    def _opening(self, seq: int, legs: Sequence[tuple[str, int]]) -> None:
        for account, sen in legs:
            if self.flow_of[account] is None:
                self.flows.opening.append(Leg(seq, account, sen))
            if is_result(account):
                self.flows.surplus -= sen
                self.flows.opening_surplus.append(Leg(seq, account, -sen))

    def _results(self, seq: int, legs: Iterable[tuple[str, int]], *, apart: bool) -> None:
        """What the indirect method starts from; `apart`: no part of the entry is cash."""
        flows = self.flows
        for account, sen in legs:
            flow = self.flow_of[account]
            if flow is None:
                continue
            operating = self.activities[flow] == "operasi"
            if is_result(account):
                flows.surplus -= sen
                if not operating:
                    flows.elsewhere[self.captions[account]].append(Leg(seq, account, -sen))
                elif apart:
                    flows.not_cash.append(Leg(seq, account, -sen))
            elif operating and not apart:
                flows.changes[self.captions[account]].append(Leg(seq, account, -sen))

    def _lines(self, seq: int, sums: Mapping[str, int]) -> None:
        undoing = seq in self.known.undoing
        for flow, sen in sums.items():
            if sen:
                told = FLOWS[flow]
                into = bool(told.into) if not (told.into and told.out) else (sen > 0) != undoing
                self.flows.lines[flow, into].append(Leg(seq, "", sen))

    def _aside(
        self, seq: int, sums: Mapping[str, int], by_activity: Mapping[Activity, int]
    ) -> None:
        """Notes what the activities of an entry settled among themselves.

        Where one thing on one side settles all of the other side, each of that is told; else the
        largest of either side stands for all.
        """
        settled = min(
            sum(sen for sen in by_activity.values() if sen > 0),
            -sum(sen for sen in by_activity.values() if sen < 0),
        )
        had = sorted(self._side(sums, by_activity, -1))
        given = sorted(self._side(sums, by_activity, 1), reverse=True)
        told = [(had[0][1], given[0][1], settled)]
        if len(had) == 1 and sum(sen for sen, _ in given) == settled:
            told = [(had[0][1], flow, sen) for sen, flow in given]
        elif len(given) == 1 and -sum(sen for sen, _ in had) == settled:
            told = [(flow, given[0][1], -sen) for sen, flow in had]
        undoing = seq in self.known.undoing
        for taken, paid, sen in told:
            pair = (paid, taken) if undoing else (taken, paid)
            self.flows.without[pair].append(Leg(seq, "", -sen if undoing else sen))

    def _side(
        self, sums: Mapping[str, int], by_activity: Mapping[Activity, int], sign: int
    ) -> Iterator[tuple[int, str]]:
        return (
            (sen, flow)
            for flow, sen in sums.items()
            if sen * sign > 0 and by_activity[self.activities[flow]] * sign > 0
        )

    def _reduced(
        self,
        sums: Mapping[str, int],
        by_activity: Mapping[Activity, int],
        kept: Mapping[Activity, int],
    ) -> dict[str, int]:
        """The flows of an entry without what its activities settled among themselves."""
        found = dict(sums)
        for activity, total in by_activity.items():
            off = total - kept.get(activity, 0)
            own = [
                flow
                for flow in FLOWS
                if self.activities[flow] == activity and found.get(flow, 0) * total > 0
            ]
            if off and own:
                for flow, part in zip(
                    own, _shared(off, [found[flow] for flow in own]), strict=True
                ):
                    found[flow] -= part
        return found


def _larger_side(by_activity: Mapping[Activity, int]) -> dict[Activity, int]:
    """What is left of each activity: the larger side keeps the difference, the other nothing."""
    total = sum(by_activity.values())
    names = [name for name in ACTIVITIES if by_activity.get(name, 0) * total > 0]
    if not names:
        return {}
    shares = _shared(total, [by_activity[name] for name in names])
    return dict(zip(names, shares, strict=True))


def _shared(sen: int, weights: Sequence[int]) -> list[int]:
    """`sen` in proportion to the weights (all of one sign), exactly."""
    if len(weights) == 1:
        return [sen]
    size = [Decimal(abs(weight)) for weight in weights]
    return [to_sen(part) for part in allocate(from_sen(sen), size, Decimal("0.01"))]
