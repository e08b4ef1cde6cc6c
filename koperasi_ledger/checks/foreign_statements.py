"""Statements that somebody typed: whether they add up and agree, by rules that explain themselves.

No rule guesses an amount: each compares what a cell states with what other cells come to, says so,
and where it cannot tell it says that instead (decision 39).
"""

from dataclasses import dataclass

from koperasi_ledger.checks import foreign_cross, foreign_equity, foreign_shares
from koperasi_ledger.checks.foreign_result import Finding, Notebook
from koperasi_ledger.checks.foreign_sums import Summing
from koperasi_ledger.model.typed_statements import TypedFile

__all__ = ["Finding", "Verdict", "examine"]

# Amounts in thousands were rounded line by line.
_COARSE = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, how often each rule held, how doubtful lines were read, what was read."""

    findings: tuple[Finding, ...]
    held: tuple[tuple[str, int], ...]
    assumed: tuple[str, ...]
    tables: tuple[tuple[str, str, str, int], ...]

    @property
    def wrong(self) -> bool:
        """Whether anything is wrong; rounding is not."""
        return any(finding.severity == "salah" for finding in self.findings)


def examine(typed: TypedFile) -> Verdict:
    """Judges a file of typed statements; the same file gives the same findings."""
    notes = Notebook()
    tolerance = _COARSE if typed.coarse else 1
    for table in typed.tables:
        if table.kind in ("neraca", "phu", "arus-kas"):
            for at in range(len(table.columns)):
                Summing(table, at, notes, tolerance).run()
    foreign_cross.balance(typed, notes)
    foreign_cross.stated_difference(typed, notes)
    foreign_cross.surplus(typed, notes)
    foreign_equity.equity(typed, notes, tolerance)
    foreign_cross.cash(typed, notes)
    foreign_shares.shares(typed, notes)
    foreign_cross.narrative(typed, notes)
    for text in typed.unread:
        foreign_cross.unjudged(notes, "bacaan", text, "Periksa bagian itu dengan tangan.")
    return Verdict(
        notes.ordered(),
        tuple(sorted(notes.held.items())),
        tuple(notes.assumed),
        tuple((table.kind, table.sheet, table.title, len(table.lines)) for table in typed.tables),
    )
