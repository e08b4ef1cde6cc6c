"""What a health assessment measures, each a part and a whole with the formula in words.

Formulas: savings-loans reference 4.1 and 4.2. Where the source leaves a part open it is said in
the words of the formula. A measure that the books cannot tell has a reason instead of figures.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.policy.health import HealthMethod
from koperasi_ledger.reports.measures import Measures, years
from koperasi_ledger.reports.pinjaman_state import LoanState, running_at
from koperasi_ledger.reports.promosi import benefit_total
from koperasi_ledger.reports.rasio import (
    OPERATING_COSTS,
    OPERATING_INCOME,
    OWN_CAPITAL,
    SHORT_DEBTS,
    surplus,
)
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.shu import told
from koperasi_ledger.rules.health import half_up

_LOANS = ("pinjaman_anggota", "pembiayaan")
_ALL_LOANS = (*_LOANS, "pinjaman_pihak_lain")
_GROSS = ("jasa_pinjaman", "pendapatan_anggota", "penjualan_anggota")
_OTHERS = ("pendapatan_non_anggota", "penjualan_non_anggota")
_MEMBER_COSTS = ("jasa_simpanan", "pokok_ijarah", "hpp_anggota")
_OTHER_COSTS = ("bunga_pinjaman", "hpp_non_anggota")
_OPERATING = (
    "kepegawaian",
    "administrasi",
    "penyusutan",
    "beban_penyisihan",
    "selisih_persediaan",
    "beban_usaha_lain",
)
_NOT_FUNDS = ("beban_akrual", "jasa_simpanan_terutang", "bunga_terutang", "utang_pajak")
_RISK = {"kurang-lancar": 50, "diragukan": 75, "macet": 100}
"""Percent of the principal by class: RPM, savings-loans reference 2.1."""


class Parts(NamedTuple):
    """Of a measure, in sen: part and whole, or why there are none; `formula` in words."""

    formula: str
    part: Fraction | None
    whole: Fraction | None
    reason: str = ""

    @property
    def ratio(self) -> Fraction | str:
        """The part in percent of the whole, or why there is none."""
        if self.part is None or self.whole is None:
            return self.reason or "tidak ada datanya"
        if self.whole <= 0:
            return "penyebut nol" if self.whole == 0 else "penyebut negatif"
        return self.part / self.whole * 100


class Known(NamedTuple):
    """What every method measures, read once: statements, loans, members' part, benefit in sen."""

    columns: list[Measures]
    states: list[LoanState]
    shares: int | None
    benefit: int | None


def known(scope: Scope) -> Known:
    """The scope's last day and year as a health assessment needs them."""
    try:
        _, result, _ = told(scope)
    except Refusal:
        shares = None
    else:
        shares = sum(to_sen(share.amount) for share in result.member_pools())
    benefit = benefit_total(replace(scope, first=scope.year_start))
    return Known(years(scope), running_at(scope, denda=False), shares, benefit)


def measured(facts: Known, method: HealthMethod) -> dict[str, Parts]:
    """Every measure by what the method counts as modal sendiri."""
    now = facts.columns[0]
    own = method.own_capital or OWN_CAPITAL
    capital = now.of(*own)
    found = dict(_position(now, method, capital))
    found |= dict(_loans(facts.states, now, capital))
    found |= dict(_result(now, capital))
    found |= dict(_growth(facts.columns))
    formula = "SHU bagian anggota (keputusan, atau usulan) : modal sendiri"
    reason = "pembagian SHU belum dapat dihitung"
    found["shu_anggota_modal"] = _maybe(formula, facts.shares, capital, reason)
    formula = "promosi ekonomi anggota : simpanan pokok dan wajib"
    reason = "acuan promosi ekonomi ([promosi]) belum ditetapkan"
    members = now.of("simpanan_pokok", "simpanan_wajib")
    found["pea_simpanan"] = _maybe(formula, facts.benefit, members, reason)
    return found


def _maybe(formula: str, part: int | None, whole: int, reason: str) -> Parts:
    if part is None:
        return Parts(formula, None, None, reason)
    return _parts(formula, part, whole)


def _parts(formula: str, part: int | Fraction, whole: int | Fraction) -> Parts:
    return Parts(formula, Fraction(part), Fraction(whole))


def weighted(now: Measures, weights: Mapping[str, Decimal]) -> Fraction:
    """The sum of captions, each times its weight in percent, to a whole rupiah; in sen."""
    exact = sum(
        (
            (now.root("Liabilitas") if caption == "liabilitas" else now.of(caption))
            * Fraction(weight)
            for caption, weight in weights.items()
        ),
        Fraction(0),
    )
    return Fraction(half_up(exact / 10_000, 0)) * 100


def _position(now: Measures, method: HealthMethod, capital: int) -> Iterator[tuple[str, Parts]]:
    assets = now.root("Aset")
    yield "modal_aset", _parts("modal sendiri : aset", capital, assets)
    yield "ekuitas_aset", _parts("ekuitas : aset", now.root("Ekuitas"), assets)
    formula = "modal tertimbang : aset tertimbang menurut risiko (ATMR)"
    if method.capital_weights and method.asset_weights:
        parts = (weighted(now, method.capital_weights), weighted(now, method.asset_weights))
        yield "modal_atmr", _parts(formula, *parts)
    else:
        yield "modal_atmr", Parts(formula, None, None, "bobot modal dan ATMR belum ditetapkan")
    lent = now.of(*_ALL_LOANS)
    formula = "pinjaman kepada anggota : semua pinjaman, menurut saldonya"
    yield "pinjaman_anggota", _parts(formula, now.of(*_LOANS), lent)
    yield (
        "kas_kewajiban",
        _parts("kas dan bank : liabilitas jangka pendek", now.of("kas"), now.of(*SHORT_DEBTS)),
    )
    funds = now.root("Liabilitas") + now.root("Ekuitas")
    funds -= now.of(*_NOT_FUNDS, "shu_lalu", "shu_berjalan")
    formula = "pinjaman : liabilitas dan ekuitas tanpa beban dan pajak terutang dan SHU"
    yield "pinjaman_dana", _parts(formula, lent, funds)
    yield (
        "pinjaman_aset_produktif",
        _parts(
            "pinjaman : pinjaman, kas dan bank, investasi",
            lent,
            lent + now.of("kas", "investasi_pendek", "investasi"),
        ),
    )


def _loans(states: list[LoanState], now: Measures, capital: int) -> Iterator[tuple[str, Parts]]:
    balance = sum(to_sen(state.at.balance) for state in states)
    risky = sum(to_sen(state.at.balance) for state in states if state.secured < state.at.balance)
    words = "pinjaman yang agunannya kurang dari sisa pokok"
    yield "modal_pinjaman_berisiko", _parts(f"modal sendiri : {words}", capital, risky)
    yield "pinjaman_berisiko", _parts(f"{words} : sisa pokok pinjaman", risky, balance)
    bad = [state for state in states if _class(state) in _RISK]
    poor = sum(to_sen(state.at.balance) for state in bad)
    weight = sum(to_sen(state.at.balance) * _RISK[_class(state)] for state in bad)
    formula = "50 % kurang lancar + 75 % diragukan + 100 % macet : sisa pokok pinjaman"
    yield "rpm", _parts(formula, Fraction(weight, 100), balance)
    formula = "penyisihan pinjaman : pinjaman bermasalah"
    yield "cadangan_bermasalah", _parts(formula, -now.of("penyisihan"), poor)
    yield "npl", _parts("pinjaman bermasalah : sisa pokok pinjaman", poor, balance)


def _class(state: LoanState) -> str:
    return state.assessed.quality if state.assessed is not None else "lancar"


def _result(now: Measures, capital: int) -> Iterator[tuple[str, Parts]]:
    gross, others = now.of(*_GROSS), now.of(*_OTHERS)
    net = gross - now.of(*_MEMBER_COSTS)
    both = net + others - now.of(*_OTHER_COSTS)
    operating, together = now.of(*_OPERATING), now.of("perkoperasian")
    costs = now.of(*_MEMBER_COSTS) + operating + together
    shu = surplus(now)
    income = now.root("Pendapatan")
    yield (
        "beban_operasi_bruto",
        _parts("beban pokok anggota, usaha dan perkoperasian : partisipasi bruto", costs, gross),
    )
    yield "beban_usaha_shu_kotor", _parts("beban usaha : SHU kotor", operating, both)
    yield (
        "karyawan_pinjaman",
        _parts(
            "beban kepegawaian : semua pinjaman, menurut saldonya",
            now.of("kepegawaian"),
            now.of(*_ALL_LOANS),
        ),
    )
    yield "shu_aset", _parts("SHU sebelum pajak : aset", shu + now.of("pajak"), now.root("Aset"))
    yield (
        "neto_beban",
        _parts("partisipasi neto : beban usaha dan perkoperasian", net, operating + together),
    )
    yield (
        "bruto_pelayanan",
        _parts(
            "partisipasi bruto : partisipasi bruto dan pendapatan non-anggota",
            gross,
            gross + others,
        ),
    )
    yield "roe", _parts("SHU : modal sendiri", shu, capital)
    yield "npm", _parts("SHU : pendapatan", shu, income)
    earned, spent = now.of(*OPERATING_INCOME), now.of(*OPERATING_COSTS)
    yield "kemandirian", _parts("pendapatan operasional : beban operasional", earned, spent)
    yield "bopo", _parts("beban operasional : pendapatan operasional", spent, earned)


def _growth(columns: list[Measures]) -> Iterator[tuple[str, Parts]]:
    made: dict[str, tuple[str, Callable[[Measures], int | Fraction]]] = {
        "pertumbuhan_ekuitas": ("ekuitas", lambda column: column.root("Ekuitas")),
        "pertumbuhan_aset": ("aset", lambda column: column.root("Aset")),
        "pertumbuhan_shu": ("SHU", surplus),
    }
    for key, (name, of) in made.items():
        formula = f"kenaikan {name} : {name} tahun lalu"
        if len(columns) < 2:
            yield key, Parts(formula, None, None, "belum ada tahun lalu")
        else:
            yield key, _parts(formula, of(columns[0]) - of(columns[1]), of(columns[1]))
