"""What a check of typed statements says: findings, each with its cell."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from koperasi_ledger.model.money import format_rupiah

Severity = Literal["salah", "pembulatan", "tidak dapat diperiksa"]
SEVERITIES: tuple[Severity, ...] = ("salah", "pembulatan", "tidak dapat diperiksa")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree, or that could not be judged; all words are Indonesian.

    `stated` is what the file says in `cell` (rupiah, or percent for percentages), `computed` what
    it must be by `rule`; `remedy` says how to mend it.
    """

    severity: Severity
    rule: str
    sheet: str
    cell: str
    label: str
    what: str
    remedy: str = ""
    stated: Decimal | None = None
    computed: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """How much is stated too much."""
        if self.stated is None or self.computed is None:
            return None
        return self.stated - self.computed


@dataclass(slots=True)
class Notebook:
    """Findings as they are made, what held (by rule), and how doubtful lines were read."""

    findings: list[Finding] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)

    def holds(self, rule: str) -> None:
        """Notes that a comparison came out right."""
        self.held[rule] = self.held.get(rule, 0) + 1

    def add(self, finding: Finding) -> None:
        """Notes a finding, once."""
        if finding not in self.findings:
            self.findings.append(finding)

    def assume(self, text: str) -> None:
        """Notes how a line was read that could be read otherwise."""
        if text not in self.assumed:
            self.assumed.append(text)

    def ordered(self) -> tuple[Finding, ...]:
        """The findings, the gravest first, else as they were found."""
        return tuple(sorted(self.findings, key=lambda finding: SEVERITIES.index(finding.severity)))


def money(amount: Decimal) -> str:
    """An amount as statements print it: `1.234`, `(1.234)`, with sen where there are any."""
    cents = amount.quantize(Decimal("0.01"))
    if cents != amount:
        text = f"{abs(amount):,f}".translate(str.maketrans(",.", ".,"))
    else:
        text = format_rupiah(abs(cents))
    return f"({text})" if amount < 0 else text


def close(one: Decimal, other: Decimal, tolerance: int = 1) -> Severity | None:
    """None when both are the same; else whether rounding explains it (up to so many units)."""
    if one == other:
        return None
    return "pembulatan" if abs(one - other) <= tolerance else "salah"
