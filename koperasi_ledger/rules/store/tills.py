"""The recap of a till's day: one entry for all receipts that waited for it (decision 27).

By class of customers, members apart, and by payment; the stock leaves item by item at the costs
it left with. The balances are those of an entry per receipt. Source: DESIGN section 4 "Store
volume"; practice.
"""

from collections.abc import Mapping
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    COST_MEMBERS,
    COST_OTHERS,
    QRIS_CLEARING,
    SALES_MEMBERS,
    SALES_OTHERS,
    STOCK,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.sales import TillDayClosed
from koperasi_ledger.model.records import CashAccount, VatMonth
from koperasi_ledger.model.records.sales import OpenTillDays, TillDay
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import last_day, month_of
from koperasi_ledger.rules.errors.store_trade import NothingToRecap, TillDayIsClosed, TillDaysOpen
from koperasi_ledger.rules.money_side import refuse_proven
from koperasi_ledger.rules.store import consigning
from koperasi_ledger.rules.store.taxed import charged
from koperasi_ledger.rules.vat import output_leg

_ZERO = Decimal(0)


def close_day(
    event: TillDayClosed,
    day: TillDay | None,
    open_days: OpenTillDays,
    cash: Mapping[str, CashAccount],
    unit: str | None,
    *,
    vat_month: VatMonth | None = None,
) -> Change:
    """What waits of the till's day is posted.

    Raises:
        NothingToRecap: no receipt waits.
        TillDayIsClosed: it was posted already.
    """
    if day is not None and day.closed is not None:
        raise TillDayIsClosed(event.till, event.date, day.closed)
    if day is None or not day.receipts:
        raise NothingToRecap(event.till, event.date)
    legs = []
    for key, amount in sorted(day.payments.items()):
        if key == "qris":
            legs.append(Posting(QRIS_CLEARING, amount, unit=unit))
            continue
        refuse_proven(cash[key], event.date)
        legs.append(Posting(cash[key].account, amount))
    for key, amount in sorted(day.sales.items()):
        tier, _, side = key.rpartition(":")
        account = SALES_MEMBERS if side == "anggota" else SALES_OTHERS
        legs.append(Posting(account, -amount, unit=unit, sub=tier))
    legs.append(output_leg(day.tax, month_of(event.date), unit))
    for side, account in (("anggota", COST_MEMBERS), ("umum", COST_OTHERS)):
        cost = sum((amount for key, amount in day.costs.items() if key.endswith(f":{side}")), _ZERO)
        legs.append(Posting(account, cost, unit=unit))
    for item, amount in sorted(waiting_costs(day).items()):
        legs.append(Posting(STOCK, -amount, unit=unit, sub=item))
    legs += consigning.waiting_legs(day, unit)
    count = f"{day.receipts} struk"
    entry = balanced(event.date, event.ref, f"Rekap kasir {event.till}, {count}", legs)
    mark = f"{event.date}:{event.till}"
    left = tuple(each for each in open_days.days if each != mark)
    closed = day.updated(closed=event.ref)
    return Change(entry, (closed, open_days.updated(days=left), *charged(vat_month, day.tax)))


def waiting_costs(day: TillDay) -> dict[str, Decimal]:
    """What the goods of the day's receipts cost, by item, in rupiah."""
    costs: dict[str, Decimal] = {}
    for key, amount in day.costs.items():
        item = key.rpartition(":")[0]
        costs[item] = costs.get(item, _ZERO) + amount
    return costs


def require_closed_tills(open_days: OpenTillDays | None, month: str) -> None:
    """Refuses to close a month of which receipts wait for their recap.

    Raises:
        TillDaysOpen: so it is.
    """
    last = last_day(month).isoformat()
    waiting = [day for day in (open_days.days if open_days else ()) if day[:10] <= last]
    if waiting:
        raise TillDaysOpen(waiting)
