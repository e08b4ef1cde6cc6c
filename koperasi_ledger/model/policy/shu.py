"""How the SHU of a year is shared: pools, what members' shares are measured by, who has a right.

UU 25/1992 Ps. 45 leaves the percentages to the rapat anggota; nothing here has a usual value.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import AccountName, Key, Name
from koperasi_ledger.model.policy.base import Section, in_order
from koperasi_ledger.model.shu import Plan, Pool

Measure = Literal[
    "simpanan_pokok",
    "simpanan_wajib",
    "simpanan_wajib_pinjam",
    "simpanan_sukarela",
    "simpanan_berjangka",
    "belanja",
    "jual_hasil",
    "fee_keagenan",
    "jasa_pinjaman",
    "jasa_pinjaman_dibayar",
    "pokok_pinjaman",
]
"""What of a member can be counted. Savings; what was bought from the store and sold to it; the
net fees of the member's agency transactions, where policy counts them; the interest and margin
earned from the member in the year, or received in money; principal lent."""

Balance = Literal["akhir", "rata-rata", "harian"]
"""Savings count as at the year's end, as the mean of its month ends, or day by day."""


class ShuBase(Section):
    """What a base adds up.

    `balance` says how savings are counted; `products` keeps simpanan sukarela to these products
    (all without it).
    """

    counted: tuple[Measure, ...] = Field(alias="dihitung", min_length=1)
    balance: Balance = Field(default="akhir", alias="saldo")
    products: tuple[Key, ...] | None = Field(default=None, alias="produk")

    @model_validator(mode="after")
    def _each_once(self) -> "ShuBase":
        if len(set(self.counted)) != len(self.counted):
            raise ValueError("setiap ukuran dihitung satu kali saja")
        if self.products is not None and "simpanan_sukarela" not in self.counted:
            raise ValueError("produk hanya berlaku bersama simpanan_sukarela")
        return self


class FundedPool(Pool):
    """A pool and, for a fund, the account it goes to."""

    account: AccountName | None = Field(default=None, alias="akun")

    @model_validator(mode="after")
    def _account_of_a_fund(self) -> "FundedPool":
        if (self.purpose == "dana") != (self.account is not None):
            raise ValueError(f"pos {self.name}: akun diisi untuk tujuan dana, dan hanya untuk itu")
        return self


class ShuPlan(Plan):
    """A plan whose funds have accounts; what the rapat anggota adopts."""

    pools: tuple[FundedPool, ...] = Field(alias="alokasi")


class ShuRights(Section):
    """Who shares.

    Members for at least so many months at the year's end; those who left in the year or not; those
    who owe simpanan wajib at its end or not.
    """

    months: Annotated[int, Field(ge=0, le=120, alias="bulan_anggota_paling_sedikit")] = 0
    leavers: bool = Field(default=False, alias="yang_keluar_ikut")
    in_arrears: bool = Field(default=True, alias="yang_menunggak_ikut")


class Unclaimed(Section):
    """After how many months a share that nobody took moves on, and where: savings or an account."""

    months: Annotated[int, Field(ge=1, le=600, alias="sesudah_bulan")]
    product: Key | None = Field(default=None, alias="ke_simpanan")
    account: AccountName | None = Field(default=None, alias="ke_akun")

    @model_validator(mode="after")
    def _one_way(self) -> "Unclaimed":
        if (self.product is None) == (self.account is None):
            raise ValueError("isi salah satu saja: ke_simpanan atau ke_akun")
        return self


class ShuPolicy(ShuPlan):
    """The plan, its bases, and who has a right.

    `source`: how the part earned from members is found. `sebanding`: as the gross result from
    members is to that from all (practice); `keputusan`: the rapat anggota states it.
    """

    bases: Annotated[dict[Name, ShuBase], in_order] = Field(alias="dasar_anggota", min_length=1)
    rights: ShuRights = Field(default=ShuRights(), alias="hak")
    source: Literal["sebanding", "keputusan"] = Field(default="sebanding", alias="sumber")
    unclaimed: Unclaimed | None = Field(default=None, alias="tak_diambil")

    @model_validator(mode="after")
    def _bases_are_known(self) -> "ShuPolicy":
        for pool in self.pools:
            if pool.base is not None and pool.base not in self.bases:
                known = ", ".join(self.bases)
                raise ValueError(f"dasar {pool.base} tidak ada di dasar_anggota ({known})")
        return self

    def plan(self) -> ShuPlan:
        """What of it is the plan."""
        return ShuPlan(**{name: getattr(self, name) for name in ShuPlan.model_fields})
