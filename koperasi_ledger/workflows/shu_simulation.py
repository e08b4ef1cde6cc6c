"""What-if of a SHU distribution from a file alone, without a book; nothing is written.

`shu_file.py` reads the file and says what it looks like; here its SHU is shared and told.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.rules.shu import Distribution, distribute
from koperasi_ledger.rules.shu_mistakes import (
    base_mistakes,
    exact_sum,
    member_mistakes,
    plan_mistakes,
    surplus_mistakes,
)
from koperasi_ledger.workflows.shu_file import read_simulation

RATE_DECIMALS = 12
"""Decimals of a rate per rupiah of base where it is shown; rounded half up."""

_SHOWN_MISTAKES = 40


class SimulationRefused(Refusals):
    """All that is wrong in the file; `items` is complete, the printed list ends after some."""

    def __init__(self, source: str, items: Sequence[Refusal]) -> None:
        super().__init__(items)
        self.what = f"{source}: ada {len(items)} kesalahan; SHU tidak dihitung."

    def __str__(self) -> str:
        lines = [self.what, *(f"- {item}" for item in self.items[:_SHOWN_MISTAKES])]
        more = len(self.items) - _SHOWN_MISTAKES
        if more > 0:
            lines.append(f"- ... dan {more} kesalahan lagi.")
        return "\n".join(lines)


def simulate(text: str, source: str) -> Distribution:
    """Share the SHU that a simulation file describes; `source` names the file in refusals.

    Raises:
        NotASimulation: the text is no JSON object.
        SimulationRefused: fields are wrong, or the SHU cannot be shared so; all is listed.
    """
    file = read_simulation(text, source)
    surplus, plan, members, found = file.surplus, file.plan, file.members, list(file.mistakes)
    if not found and surplus is not None and plan is not None:
        try:
            return distribute(surplus, plan, members)
        except Refusals as several:
            raise SimulationRefused(source, several.items) from None
    # What could be read is judged all the same, so that one look at the list mends everything.
    if plan is not None and surplus is not None:
        found += surplus_mistakes(surplus, plan)
    if plan is not None and file.pools_readable:
        found += plan_mistakes(plan)
        found += base_mistakes(plan.pools, members, plan.empty_to) if file.members_readable else []
    raise SimulationRefused(source, [*found, *member_mistakes(members)])


def as_json(result: Distribution) -> dict[str, Any]:
    """The result for programs, amounts as text.

    `pos`, `anggota` and `sisa_pembulatan` (always "0": the shares add up) are what scripts rely on.
    `dibagikan` + `tidak_dibagikan.jumlah` = the SHU; Σ `pos` = `dibagikan`. `penjelasan` says for
    each pool what its shares come from: `per_dasar` has 12 decimals. `tidak_dibagikan.ke` is the
    fund that takes that part whole; where funds share it, it is null and `alokasi` lists them.
    """
    return {
        "pos": [{"pos": share.pool.name, "jumlah": str(share.amount)} for share in result.pools],
        "anggota": _members_json(result),
        "sisa_pembulatan": "0",
        "dibagikan": str(result.shared),
        "tidak_dibagikan": _withheld_json(result),
        "penjelasan": [
            {
                "pos": share.pool.name,
                "persen": str(share.pool.percent),
                "eksak": plain_number(share.exact),
                "dasar": share.pool.base,
                "jumlah_dasar": plain_number(share.base_total) if share.pool.base else None,
                "per_dasar": rate_text(share.rate) if share.pool.base else None,
            }
            for share in result.pools
        ],
    }


def _withheld_json(result: Distribution) -> dict[str, Any]:
    others = result.others()
    if not others:
        return {"jumlah": str(result.withheld), "ke": result.plan.non_member_to}
    return {
        "jumlah": str(result.withheld),
        "ke": None,
        "alokasi": [{"pos": share.pool.name, "jumlah": str(share.from_others)} for share in others],
    }


def _members_json(result: Distribution) -> list[dict[str, Any]]:
    pools = result.member_pools()
    names = [share.pool.name for share in pools]
    columns = [share.shares for share in pools]
    rows = zip(*columns, strict=True) if columns else ((),) * len(result.members)
    return [
        {
            "nomor": member.number,
            "bagian": {name: str(amount) for name, amount in zip(names, row, strict=True)},
            "jumlah": str(exact_sum(row)),
        }
        for member, row in zip(result.members, rows, strict=True)
    ]


def plain_number(number: Decimal) -> str:
    """A number in full, without exponent and idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rate_text(rate: Fraction) -> str:
    """A rate to `RATE_DECIMALS` decimals, half up, without idle zeros."""
    scale = 10**RATE_DECIMALS
    scaled = (2 * rate.numerator * scale + rate.denominator) // (2 * rate.denominator)
    return plain_number(Decimal(f"{scaled // scale}.{scaled % scale:0{RATE_DECIMALS}}"))
