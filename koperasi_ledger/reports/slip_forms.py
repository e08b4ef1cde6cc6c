"""What SHU slips have in common: their head, the kinds of savers, and the pools.

The template's common parts are numbered: four that every slip has, then a list of the names of
savings for every kind of saver, then every pool.
"""

from collections.abc import Sequence

from koperasi_ledger.reports.slips import MemberSlip, SlipPool

_OF_ALL = 4
# A5 is 148 mm wide; a slip's margins are 30 points on either side.
_WIDTH = 148 / 25.4 * 72 - 60
# A5 is 210 mm high; points, the margins taken off and room for what an estimate may miss.
_ROOM = 210 / 25.4 * 72 - 52 - 60
_SIGNED = 44
"""As many letters of a name find room where it is signed."""


class SlipForms:
    """The common parts of `slips` (of one decision, at least one) and which of them a slip uses."""

    def __init__(self, slips: Sequence[MemberSlip]) -> None:
        self.head = slips[0]
        self.width = _WIDTH
        self.savings = list(dict.fromkeys(_names(slip) for slip in slips))
        self.pools = list({_key(pool): pool for slip in slips for pool in slip.pools}.values())
        self._savers = {names: _OF_ALL + n for n, names in enumerate(self.savings)}
        begun = _OF_ALL + len(self.savings)
        self._pools = {_key(pool): begun + n for n, pool in enumerate(self.pools)}

    def crowded(self, slip: MemberSlip) -> bool:
        """Whether the slip may be higher than its sheet: by a rough count that is never too low."""
        texts = [(slip.name, 30), (slip.cooperative, 35), (slip.address or "", 70)]
        texts.append((slip.decision, 50))
        height = 230.0 + 11 * len(slip.savings)
        for pool in slip.pools:
            height += 31
            texts += [(pool.pool, 24), (pool.measured, 70)]
        for payment in slip.payments:
            height += 13.5 * (bool(payment.debt) + (payment.amount > payment.debt))
            texts += [(payment.owed, 30), (payment.way, 30)]
        lines = sum(len(text) // letters for text, letters in texts)
        return height + 15 * lines > _ROOM

    def signed(self, slip: MemberSlip) -> str:
        """The name for the signature, cut short where only the head of the slip has room for it."""
        name = slip.name
        return name if len(name) <= _SIGNED else f"{name[: _SIGNED - 1].rstrip()}…"

    def saver(self, slip: MemberSlip) -> int:
        """The number of the part that names the savings of this member."""
        return self._savers[_names(slip)]

    def pool(self, pool: SlipPool) -> int:
        """The number of the part that says what this pool is measured by."""
        return self._pools[_key(pool)]


def _names(slip: MemberSlip) -> tuple[str, ...]:
    return tuple(name for name, _ in slip.savings)


def _key(pool: SlipPool) -> tuple[object, ...]:
    return pool.pool, pool.measured, pool.base_total, pool.rate
