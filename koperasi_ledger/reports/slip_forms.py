"""What SHU slips have in common: their head, the kinds of savers, and the pools.

The template's common parts are numbered: four that every slip has, then a list of the names of
savings for every kind of saver, then every pool.
"""

from collections.abc import Sequence

from koperasi_ledger.reports.slips import MemberSlip, SlipPool

_OF_ALL = 4
# A5 is 148 mm wide; a slip's margins are 30 points on either side.
_WIDTH = 148 / 25.4 * 72 - 60


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
