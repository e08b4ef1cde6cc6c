"""Every bank line is used exactly once: what statements proved against what the entries say."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records import BankDay


class BankLines:
    """The known days of all accounts, and the lines that entries are of.

    `used` are (account key, bank_ref, sen) of every posting with a bank line, and of every entry
    typed by hand that is attached to one.
    """

    def __init__(self, days: Iterable[BankDay], used: Iterable[tuple[str, str, int]]) -> None:
        self._days = list(days)
        self._sums: dict[str, int] = {}
        self._times: Counter[str] = Counter()
        for _, bank_ref, sen in used:
            self._sums[bank_ref] = self._sums.get(bank_ref, 0) + sen
            self._times[bank_ref] += 1
        self.counted = len(self._times)

    def difference(self) -> str | None:
        """The first thing that is wrong, in Indonesian; None when all is right."""
        known: set[str] = set()
        for day in self._days:
            known.update(day.lines)
            wrong = self._wrong(day)
            if wrong is not None:
                return f"{day.account} {day.date}: {wrong}"
        foreign = sorted(set(self._times) - known)
        return f"baris bank {foreign[0]} tidak dikenal" if foreign else None

    def _wrong(self, day: BankDay) -> str | None:
        total = Decimal(0)
        for bank_ref in day.lines:
            times = self._times[bank_ref]
            if times != 1:
                return f"{bank_ref} {'tidak dibukukan' if not times else 'dibukukan dua kali'}"
            total += from_sen(self._sums[bank_ref])
        if day.sealed is None or day.total is None:
            return None
        if len(day.lines) != day.sealed:
            return f"{len(day.lines)} baris dibukukan, {day.sealed} baris di rekening koran"
        if to_sen(total) != to_sen(day.total):
            return f"dibukukan berjumlah {total}, di rekening koran {day.total}"
        return None
