"""The sharia side of the sample KSP: goods of murabahah, a partnership, a thing let on hire."""

from collections.abc import Callable
from datetime import date

from koperasi_ledger.rules.dates import last_day, month_of

Tell = Callable[..., None]
"""`Ksp.tell`: one more event of the story."""

_DOWN_PERCENT = 10
_PARTNER, _HIRE = "MD-2025-0001", "IJ-2025-0001"
_PARTNER_FROM, _HIRE_FROM, _HIRE_MONTHS = 5, 8, 12
_PROFITS = (1_450_000, 1_200_000, 1_675_000, 980_000)
_NISBAH = 40


def buy_goods(tell: Tell, number: str, financed: int, day: date) -> None:
    """The member's uang muka, and the goods that are then sold on."""
    price = financed * 100 // (100 - _DOWN_PERCENT)
    down = str(price - financed)
    tell("murabahah_down_paid", f"UM-{number}", day, loan=number, amount=down, via="kas")
    goods = {"loan": number, "amount": str(price), "via": "bri", "supplier": "CV Contoh Fiktif"}
    tell("murabahah_goods_bought", f"BELI-{number}", day, **goods)


def partnership(tell: Tell, day: date, index: int, board: list[str]) -> None:
    """A mudharabah with a stall keeper: funded, its profit reported each month, then returned."""
    fund = {"contract": _PARTNER, "amount": "8000000", "via": "bri"}
    if (index, day.day) == (_PARTNER_FROM, 10):
        tell(
            "partnership_agreed",
            f"AKAD-{_PARTNER}",
            day,
            contract=_PARTNER,
            member="A-0002",
            akad="mudharabah",
            limit="8000000",
            nisbah=str(_NISBAH),
            purpose="Modal warung sembako",
            unit="syariah",
            by=board,
        )
        tell("partnership_funded", f"MODAL-{_PARTNER}", day, **fund)
    since = index - _PARTNER_FROM
    if day.day == 26 and 0 < since <= 12:
        profit = _PROFITS[since % len(_PROFITS)]
        month = {"contract": _PARTNER, "month": month_of(day)}
        ref = f"{_PARTNER}-{day:%Y%m}"
        tell("partnership_profit_reported", f"LABA-{ref}", day, profit=str(profit), **month)
        share = {"contract": _PARTNER, "amount": str(profit * _NISBAH // 100), "via": "kas"}
        tell("partnership_profit_paid", f"BAGI-{ref}", day, **share)
    if day.day == 27 and since == 12:
        tell("partnership_returned", f"KEMBALI-{_PARTNER}", day, **fund)


def hire(tell: Tell, day: date, index: int, board: list[str]) -> None:
    """A rice mill let for a year (IMBT) and given to the member at the end."""
    if (index, day.day) == (_HIRE_FROM, 3):
        tell(
            "ijarah_asset_bought",
            f"BELI-{_HIRE}",
            day,
            contract=_HIRE,
            member="A-0001",
            akad="imbt",
            description="Mesin giling contoh",
            amount="9000000",
            ujrah="840000",
            months=_HIRE_MONTHS,
            first_month=month_of(day),
            life=_HIRE_MONTHS,
            by=board,
            via="bri",
            unit="syariah",
        )
    since = index - _HIRE_FROM
    month = {"contract": _HIRE, "month": month_of(day)}
    ref = f"{_HIRE}-{day:%Y%m}"
    under_way = 0 <= since < _HIRE_MONTHS
    if day.day == 24 and under_way:
        rent = {"contract": _HIRE, "amount": "840000", "via": "kas"}
        tell("ijarah_rent_received", f"SEWA-{ref}", day, **rent)
    if day == last_day(month_of(day)) and under_way:
        tell("ijarah_month_recorded", f"UJRAH-{ref}", day, **month)
    if day.day == 2 and since == _HIRE_MONTHS:
        gift = {"contract": _HIRE, "amount": "0", "via": "kas", "reason": "Hibah akhir IMBT"}
        tell("ijarah_ended", f"HIBAH-{_HIRE}", day, **gift)


def charity(tell: Tell, day: date, index: int) -> None:
    """Dana kebajikan goes where it belongs."""
    if (index, day.day) == (20, 15):
        given = {"amount": "60000", "via": "kas", "purpose": "Santunan anak yatim contoh"}
        tell("charity_spent", "KEBAJIKAN-1", day, **given)
