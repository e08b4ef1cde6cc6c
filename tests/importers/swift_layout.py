"""Writes MT940 files as banks do, so that tests can read them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bank_layouts import Move
from hypothesis import strategies as st


@dataclass(frozen=True)
class Swift:
    """How a bank writes MT940."""

    newline: str = "\r\n"
    encoding: str = "utf-8"
    envelope: bool = True
    entry_date: bool = True
    funds_code: bool = False
    reversals: bool = False
    wide_amounts: bool = False
    trailer: bool = False
    kind: str = "NTRF"

    def amount(self, value: Decimal) -> str:
        text = f"{abs(value):.2f}".replace(".", ",")
        return text.rjust(15, "0") if self.wide_amounts else text

    def balance(self, tag: str, day: str, value: Decimal) -> str:
        return f":{tag}:{'D' if value < 0 else 'C'}{day}IDR{self.amount(value)}"

    def movement(self, move: Move) -> list[str]:
        mark = ("RC" if self.reversals else "D") if move.amount < 0 else "C"
        mark = "RD" if self.reversals and move.amount > 0 else mark
        entry = f"{move.date:%m%d}" if self.entry_date else ""
        funds = "R" if self.funds_code else ""
        head = f":61:{move.date:%y%m%d}{entry}{mark}{funds}{self.amount(move.amount)}"
        details = [f":86:{move.text}"] if move.text.strip() else []
        return [f"{head}{self.kind}{'NONREF//0901' if self.kind else ''}", *details]

    def message(
        self, moves: Sequence[Move], opening: Decimal, account: str, tags: str = "FF"
    ) -> list[str]:
        closing = opening + sum((m.amount for m in moves), Decimal(0))
        lines = ["{1:F01BMRIIDJAAXXX0000000000}{2:O9401200}{4:"] if self.envelope else []
        lines += [":20:STMT", f":25:{account}", ":28C:00001/001"]
        lines.append(self.balance(f"60{tags[0]}", f"{moves[0].date:%y%m%d}", opening))
        for move in moves:
            lines += self.movement(move)
        lines.append(self.balance(f"62{tags[1]}", f"{moves[-1].date:%y%m%d}", closing))
        lines += [":64:C260930IDR1,00", ":86:SALDO RATA RATA"] if self.trailer else []
        return [*lines, "-}" if self.envelope else "-"]

    def save(self, lines: Sequence[str]) -> bytes:
        return self.newline.join([*lines, ""]).encode(self.encoding)


def statements(
    moves: Sequence[Move], opening: Decimal, swift: Swift, sizes: Sequence[int], tags: str = "F"
) -> list[str]:
    """The moves cut into messages of these sizes: statements of their own, or pages (`M`)."""
    lines: list[str] = []
    parts: list[list[Move]] = []
    rest = list(moves)
    for size in sizes:
        parts, rest = [*parts, rest[:size]], rest[size:]
    parts = [part for part in [*parts, rest] if part]
    for number, part in enumerate(parts):
        first = "F" if number == 0 else tags
        last = "F" if number == len(parts) - 1 else tags
        lines += swift.message(part, opening, "1370000123456", first + last)
        opening += sum((m.amount for m in part), Decimal(0))
    return lines


swifts = st.builds(
    Swift,
    newline=st.sampled_from(["\r\n", "\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    envelope=st.booleans(),
    entry_date=st.booleans(),
    funds_code=st.booleans(),
    reversals=st.booleans(),
    wide_amounts=st.booleans(),
    trailer=st.booleans(),
    kind=st.sampled_from(["NTRF", "FMSC", "N544", ""]),
)
swift_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
