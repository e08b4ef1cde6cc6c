"""The health assessment (penilaian kesehatan): its indicators, weights and bands, as published.

Two methods are known: weights and nilai 0-100 (Perdep 06/2016), and aspects scored 4 to 1
(Permenkop 9/2020 with Juknis 15/2021); savings-loans reference section 4. Nothing of them is in
code: bands that no source confirms are left out, and `doubt` says why.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints, model_validator

from koperasi_ledger.model.fields import Key, Name, Percent, Text
from koperasi_ledger.model.policy.base import Section, in_order
from koperasi_ledger.model.policy.statements import CAPTIONS

Measure = Literal[
    "modal_aset",
    "modal_pinjaman_berisiko",
    "modal_atmr",
    "pinjaman_anggota",
    "rpm",
    "cadangan_bermasalah",
    "pinjaman_berisiko",
    "beban_operasi_bruto",
    "beban_usaha_shu_kotor",
    "karyawan_pinjaman",
    "kas_kewajiban",
    "pinjaman_dana",
    "shu_aset",
    "shu_anggota_modal",
    "neto_beban",
    "bruto_pelayanan",
    "pea_simpanan",
    "ekuitas_aset",
    "pinjaman_aset_produktif",
    "npl",
    "roe",
    "kemandirian",
    "npm",
    "bopo",
    "pertumbuhan_ekuitas",
    "pertumbuhan_shu",
    "pertumbuhan_aset",
]
"""What is measured; see `reports/health_measures.py` for the formulas."""

_NUMBER = r"-?[0-9]{1,6}(?:\.[0-9]{1,4})?"
BandText = Annotated[str, StringConstraints(pattern=rf"^(?:<=?{_NUMBER}|lain): ?[0-9]{{1,3}}$")]
GradeText = Annotated[str, StringConstraints(pattern=rf"^(?:<=?{_NUMBER}|lain): ?[^:]{{1,60}}$")]


class Band(NamedTuple):
    """Up to `limit` (with it, where `closed`; None: all that is left) the value holds."""

    limit: Decimal | None
    closed: bool
    value: str

    def takes(self, ratio: Fraction) -> bool:
        """Whether a ratio belongs to it, once it did not to any band before."""
        if self.limit is None:
            return True
        limit = Fraction(self.limit)
        return ratio < limit or (self.closed and ratio == limit)


def band_of(text: str) -> Band:
    """A band as written: `<20: 25`, `<=20: 25` or `lain: 25`."""
    condition, _, value = text.partition(":")
    if condition == "lain":
        return Band(None, closed=True, value=value.strip())
    closed = condition.startswith("<=")
    limit = Decimal(condition.removeprefix("<").removeprefix("="))
    return Band(limit, closed=closed, value=value.strip())


def _check_bands(texts: tuple[str, ...]) -> None:
    bands = [band_of(text) for text in texts]
    if bands and (bands[-1].limit is not None or any(b.limit is None for b in bands[:-1])):
        raise ValueError('pita terakhir, dan hanya itu, ditulis "lain: ..."')
    limits = [(band.limit, band.closed) for band in bands[:-1]]
    if limits != sorted(set(limits)):
        raise ValueError("batas pita menaik, tanpa yang sama")


class Indicator(Section):
    """An indicator: what is measured, or which questionnaire is asked, and the bands.

    `weight` is its own (nilai), or that of its aspect is used. `per_yes`: each yes scores this
    much. `direct`: the ratio itself is the nilai, at most 100.
    """

    name: Name = Field(alias="nama")
    aspect: Key = Field(alias="aspek")
    measure: Measure | None = Field(default=None, alias="ukuran")
    questionnaire: Key | None = Field(default=None, alias="kuesioner")
    weight: Percent | None = Field(default=None, alias="bobot")
    bands: tuple[BandText, ...] = Field(default=(), alias="pita")
    per_yes: Percent | None = Field(default=None, alias="skor_per_ya")
    direct: bool = Field(default=False, alias="sebesar_rasio")
    doubt: Text | None = Field(default=None, alias="ragu")

    @model_validator(mode="after")
    def _one_source(self) -> "Indicator":
        if (self.measure is None) == (self.questionnaire is None):
            raise ValueError("isi salah satu saja: ukuran atau kuesioner")
        if self.per_yes is not None and self.questionnaire is None:
            raise ValueError("skor_per_ya hanya untuk kuesioner")
        if self.direct and self.bands:
            raise ValueError("isi salah satu saja: sebesar_rasio atau pita")
        _check_bands(self.bands)
        return self


class HealthMethod(Section):
    """A method: `nilai` scores nilai x weight / 100; `aspek` scores 5 - nilai within aspects.

    `own_capital` are the captions of modal sendiri; the weights of captions in percent make modal
    tertimbang and ATMR. `liabilitas` as a caption is all liabilities.
    """

    name: Name = Field(alias="nama")
    scale: Literal["nilai", "aspek"] = Field(alias="skala")
    aspects: Annotated[dict[Key, Percent], in_order] = Field(default={}, alias="bobot_aspek")
    indicators: tuple[Indicator, ...] = Field(alias="indikator", min_length=1)
    grades: tuple[GradeText, ...] = Field(default=(), alias="predikat")
    own_capital: tuple[str, ...] = Field(default=(), alias="modal_sendiri")
    capital_weights: Annotated[dict[str, Percent], in_order] = Field(
        default={}, alias="bobot_modal"
    )
    asset_weights: Annotated[dict[str, Percent], in_order] = Field(default={}, alias="bobot_atmr")

    @model_validator(mode="after")
    def _complete(self) -> "HealthMethod":
        for each in self.indicators:
            if self.scale == "nilai":
                if each.weight is None:
                    raise ValueError(f"indikator {each.name}: isi bobot")
                if any(int(band_of(text).value) > 100 for text in each.bands):
                    raise ValueError(f"indikator {each.name}: nilai paling tinggi 100")
                continue
            if each.aspect not in self.aspects:
                raise ValueError(f"indikator {each.name}: aspek {each.aspect} tanpa bobot_aspek")
            if any(band_of(text).value not in {"1", "2", "3", "4"} for text in each.bands):
                raise ValueError(f"indikator {each.name}: nilai aspek adalah 1 sampai 4")
        _check_bands(self.grades)
        known = {key for keys in CAPTIONS.values() for key in keys} | {"liabilitas"}
        for caption in (*self.own_capital, *self.capital_weights, *self.asset_weights):
            if caption not in known:
                raise ValueError(f"pos {caption[:40]} tidak ada di laporan posisi keuangan")
        weights = (
            [each.weight or Decimal(0) for each in self.indicators]
            if self.scale == "nilai"
            else list(self.aspects.values())
        )
        if sum(weights, Decimal(0)) != 100:
            raise ValueError(f"jumlah bobot {self.name} harus 100")
        return self


class HealthPolicy(Section):
    """The methods by which the cooperative assesses its health."""

    methods: tuple[HealthMethod, ...] = Field(alias="cara", min_length=1)
