"""The plan by which a year's SHU is shared: pools, percentages, bases, rounding.

What stands here is what a policy or a simulation file may say; `rules/shu.py` says whether it can
be carried out and does so. The pengurus write the plan, so its keys are Indonesian (the aliases).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import Field

from koperasi_ledger.model.fields import Amount, AmountOrZero, Name, Percent
from koperasi_ledger.model.policy import Section

RESERVE = "cadangan"
"""Where non-member SHU goes when the plan names no other fund: the cooperative's reserve."""


class Pool(Section):
    """A part (pos) of the SHU: to a fund, or to the members in proportion to a base.

    `base` is a free name (modal, usaha, belanja, jasa_pinjaman ...); a fund has none.
    `non_member_percent`: what a fund gets of the SHU earned from non-members, where the plan shares
    that part among funds by percentages of its own (UU 12/1967 Ps. 34(4); many AD keep it).
    """

    name: Name = Field(alias="pos")
    percent: Percent = Field(alias="persen")
    purpose: Literal["dana", "anggota"] = Field(alias="tujuan")
    base: Name | None = Field(default=None, alias="dasar")
    non_member_percent: Percent | None = Field(default=None, alias="persen_non_anggota")


class Plan(Section):
    """How the SHU of a year is shared.

    `share_non_member`: whether SHU earned from non-members is shared too. When it is not, it goes
    by the funds' own percentages of it; where no fund has one, whole to `non_member_to`: the
    reserve, or a fund of this plan.
    `unit`: members' shares are multiples of this many rupiah. `residue_to`: the fund that takes
    what rounding leaves; without it nothing is left (largest remainder), and `unit` must be 1.
    `empty_to`: the fund that takes a pool of which no member has any base; without it such a plan
    is refused. `minimum`: a member whose shares together are less gets none, and `residue_to` takes
    them.
    """

    pools: tuple[Pool, ...] = Field(alias="alokasi")
    share_non_member: bool = Field(default=False, alias="bagikan_non_anggota")
    unit: Amount = Field(default=Decimal(1), alias="pembulatan")
    residue_to: Name | None = Field(default=None, alias="sisa_ke")
    non_member_to: Name = Field(default=RESERVE, alias="non_anggota_ke")
    empty_to: Name | None = Field(default=None, alias="kosong_ke")
    minimum: AmountOrZero = Field(default=Decimal(0), alias="bagian_paling_sedikit")


@dataclass(frozen=True, slots=True)
class Surplus:
    """A year's SHU after tax in rupiah: all of it, and the part earned from members.

    `from_members` may be None only where the plan shares both parts alike.
    """

    total: Decimal
    from_members: Decimal | None


@dataclass(frozen=True, slots=True)
class Participant:
    """A member and her bases: name of the base -> size, zero or more; an absent one is zero."""

    number: str
    bases: Mapping[str, Decimal]
