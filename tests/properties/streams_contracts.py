"""The cooperative's own debts, sharia contracts and shared profit in a stream of events."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from book_fold import make

from koperasi_ledger.engine.sharing import income_of, saving_members
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.policy.sharia import ShariaPolicy
from koperasi_ledger.model.records import Borrowing, Ijarah, Loan, MurabahahGoods, Partnership
from koperasi_ledger.rules.borrowings.paying import asked
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.sharia.pool import divide, shares_of

if TYPE_CHECKING:
    from streams import Desk

NAMES = ["Ketua Uji"]
SYIRKAH = {"kunci": "syirkah", "nama": "Syirkah", "saldo_minimum": "0", "akad": "mudharabah"}
WADIAH = {"kunci": "wadiah", "nama": "Wadiah", "saldo_minimum": "0", "akad": "wadiah"}
_SHARING = {
    "akun_pendapatan": ["Pendapatan:Lain:NonOperasional"],
    "produk": [{"kunci": "syirkah", "nisbah": "40"}],
}
_FIRST_MONEY = [
    {"account": "Pendapatan:Lain:NonOperasional", "amount": "50000"},
    {"account": "Liabilitas:DanaKebajikan", "amount": "1500"},
    {"account": "Liabilitas:UtangLPDB", "amount": "8000"},
]


def first_contracts(day: str) -> list[AnyEvent]:
    """Which profit is shared, a debt with a first stage drawn, a partnership, a thing let."""
    told = {"effective": day, "decision": "RAT 1", "policy": {"syariah": {"bagi_hasil": _SHARING}}}
    terms: dict[str, Any] = {"lender": "BRI Contoh", "source": "bank", "rate": "6", "by": NAMES}
    debt = {"borrowing": "UB-1", "limit": "300000", "method": "menurun", "tenor": 20, **terms}
    deal = {"contract": "MD-1", "member": "A-90", "akad": "mudharabah", "limit": "100000"}
    thing = {"contract": "IJ-1", "member": "A-90", "akad": "ijarah", "description": "Tenda"}
    rent = {"ujrah": "5000", "months": 5, "first_month": "2026-01", "life": 4}
    saved = {"member": "A-90", "via": "kas"}
    return [
        make("policy_adopted", "K-SYARIAH", day, **told),
        make("borrowing_agreed", "UB-1-AKAD", day, **debt),
        make("borrowing_drawn", "UB-1-CAIR", day, borrowing="UB-1", amount="200000", via="bri"),
        make("partnership_agreed", "MD-1-AKAD", day, **deal, nisbah="40", purpose="Uji", by=NAMES),
        make("partnership_funded", "MD-1-MODAL", day, contract="MD-1", amount="70000", via="kas"),
        make(
            "ijarah_asset_bought", "IJ-1-BELI", day, **thing, **rent, amount="20001", by=NAMES,
            via="kas",
        ),
        make("savings_deposited", "A-90-S", day, **saved, product="syirkah", amount="30000"),
        make("receipt_recorded", "HASIL-1", day, lines=_FIRST_MONEY, via="kas"),
        make("savings_deposited", "A-90-W", day, **saved, product="wadiah", amount="30000"),
    ]  # fmt: skip


def _money(desk: "Desk") -> dict[str, Any]:
    way = desk.pick(("kas",) * 9 + ("bri", "clears", "bca"))
    return {"clears": desk.waiting()} if way == "clears" else {"via": way}


def _months_end(desk: "Desk") -> dict[str, str]:
    month = desk.pick((desk.day[:7], desk.day[:7], "2026-02"))
    return {"month": month, "date": last_day(month).isoformat()}


# -- debts -----------------------------------------------------------------------------------------


def _debt(desk: "Desk") -> Borrowing:
    found = desk.pick((*desk.fold.books.all(Borrowing), desk.fold.books.all(Borrowing)[-1]))
    assert isinstance(found, Borrowing)
    return found


def _agreed(desk: "Desk") -> dict[str, Any]:
    return {
        "borrowing": desk.pick(("UB-1", "UB-2", "UB-3")),
        "lender": "LPDB",
        "source": desk.pick(("lpdb", "lain")),
        "limit": "120000",
        "method": desk.pick(("flat", "anuitas")),
        "rate": desk.pick(("0", "12")),
        "tenor": desk.pick((2, 4)),
        "principal_grace": desk.pick((0, 0, 1)),
        "due_day": desk.pick((None, 12)),
        "by": NAMES,
    }


def _drawn(desk: "Desk") -> dict[str, Any]:
    debt = _debt(desk)
    left = debt.limit - debt.drawn
    fee = {"account": "Beban:Lain:NonOperasional", "amount": "100"}
    amount = desk.pick((left, left // 2, Decimal(50_000))) or Decimal(1)
    return {
        "borrowing": debt.number,
        "amount": str(amount),
        # A fee is always less than what is drawn; the model asks for it.
        "fees": desk.pick(([], [], [fee])) if amount > 100 else [],
    } | _money(desk)


def _taken_over(desk: "Desk") -> dict[str, Any]:
    account = desk.pick(("Liabilitas:UtangLPDB", "Aset:Piutang:Lain"))
    return {"borrowing": _debt(desk).number, "amount": "5000", "account": account}


def _paid(desk: "Desk") -> dict[str, Any]:
    debt = _debt(desk)
    due = asked(debt, date.fromisoformat(desk.day))
    part = desk.pick((due, due, due, due._replace(principal=due.principal // 2)))
    fields: dict[str, Any] = {"principal": str(part.principal), "interest": str(part.interest)}
    if not (part.principal or part.interest):
        fields["penalty"] = "100"
    elif desk.pick(range(4)) == 0:
        fields |= {"difference": "7", "reason": "Hari", "interest": str(part.interest + 7)}
    return {"borrowing": debt.number} | fields | _money(desk)


def _prepaid(desk: "Desk") -> dict[str, Any]:
    debt = _debt(desk)
    return {
        "borrowing": debt.number,
        "principal": str(desk.pick((debt.balance or 1, Decimal(10_000)))),
        "interest": desk.pick(("0", "0", "10")),
        "keep": desk.pick(("tenor", "angsuran")),
    } | _money(desk)


def _rescheduled(desk: "Desk") -> dict[str, Any]:
    debt = _debt(desk)
    row = {"due": "2026-12-12", "principal": str(debt.balance), "interest": "900"}
    return {"borrowing": debt.number, "rows": [row], "reason": "Jadwal bank"}


def _accrued(desk: "Desk") -> dict[str, Any]:
    return {"borrowing": _debt(desk).number} | _months_end(desk)


# -- sharia contracts ------------------------------------------------------------------------------


def _order(desk: "Desk") -> tuple[str, MurabahahGoods | None]:
    loans = [loan for loan in desk.fold.books.all(Loan) if loan.product.akad == "murabahah"]
    number = desk.pick([loan.number for loan in loans] or ["PJ-4"])
    return number, desk.fold.books.peek(MurabahahGoods, number)


def _goods_back(desk: "Desk") -> dict[str, Any]:
    fields = {"loan": _order(desk)[0], "amount": desk.pick(("60000", "50000"))}
    return fields | {"reason": "Batal"} | _money(desk)


def _down(desk: "Desk") -> dict[str, Any]:
    return {"loan": _order(desk)[0], "amount": "5000"} | _money(desk)


def _down_back(desk: "Desk") -> dict[str, Any]:
    number, goods = _order(desk)
    held = goods.down if goods is not None and goods.down else Decimal(1_000)
    fields = {"loan": number, "amount": str(held), "reason": "Batal"}
    return fields | {"kept": desk.pick((None, None, "1"))} | _money(desk)


def _charity(desk: "Desk") -> dict[str, Any]:
    return {"amount": desk.pick(("10", "1000")), "purpose": "Sosial"} | _money(desk)


def _gift(desk: "Desk") -> dict[str, Any]:
    loans = [loan.number for loan in desk.fold.books.all(Loan) if loan.product.akad == "qardh"]
    return {"loan": desk.pick(loans or ["PJ-1"]), "amount": "500"} | _money(desk)


def _deal(desk: "Desk") -> Partnership:
    found = desk.pick(desk.fold.books.all(Partnership))
    assert isinstance(found, Partnership)
    return found


def _dealt(desk: "Desk") -> dict[str, Any]:
    return {
        "contract": desk.pick(("MD-1", "MD-2")),
        "member": desk.pick(desk.people),
        "akad": desk.pick(("musyarakah", "musyarakah-menurun")),
        "limit": "50000",
        "partner_capital": "30000",
        "nisbah": desk.pick((None, "70")),
        "purpose": "Warung",
        "by": NAMES,
    }


def _funded(desk: "Desk") -> dict[str, Any]:
    deal = _deal(desk)
    amount = str(desk.pick((deal.limit - deal.funded or 1, Decimal(20_000))))
    return {"contract": deal.number, "amount": amount} | _money(desk)


def _profit(desk: "Desk") -> dict[str, Any]:
    return {"contract": _deal(desk).number, "month": desk.day[:7], "profit": "12345"}


def _profit_paid(desk: "Desk") -> dict[str, Any]:
    deal = _deal(desk)
    return {"contract": deal.number, "amount": str(deal.claim or 100)} | _money(desk)


def _loss(desk: "Desk") -> dict[str, Any]:
    return {
        "contract": _deal(desk).number,
        "month": desk.day[:7],
        "loss": desk.pick(("9000", "70000")),
        "fault": desk.pick((False, False, True)),
        "by": NAMES,
        "reason": "Banjir",
    }


def _given_back(desk: "Desk") -> dict[str, Any]:
    deal = _deal(desk)
    amount = desk.pick((deal.balance - deal.lost or Decimal(1), Decimal(10_000)))
    return {"contract": deal.number, "amount": str(amount)} | _money(desk)


def _let(desk: "Desk") -> dict[str, Any]:
    return {
        "contract": desk.pick(("IJ-1", "IJ-2")),
        "member": desk.pick(desk.people),
        "akad": "imbt",
        "description": "Mesin",
        "ujrah": "7000",
        "months": 3,
        "life": 3,
        "first_month": desk.day[:7],
        "amount": "10000",
        "by": NAMES,
    } | _money(desk)


def _thing(desk: "Desk") -> Ijarah:
    found = desk.pick(desk.fold.books.all(Ijarah))
    assert isinstance(found, Ijarah)
    return found


def _rented(desk: "Desk") -> dict[str, Any]:
    return {"contract": _thing(desk).number} | _months_end(desk)


def _rent(desk: "Desk") -> dict[str, Any]:
    thing = _thing(desk)
    owed = thing.recognised - thing.received
    amount = str(owed) if owed > 0 else "5000"
    return {"contract": thing.number, "amount": amount} | _money(desk)


def _rent_ended(desk: "Desk") -> dict[str, Any]:
    price = desk.pick(("0", "3000", "15000"))
    return {"contract": _thing(desk).number, "amount": price, "reason": "Akhir"} | _money(desk)


# -- shared profit ---------------------------------------------------------------------------------


def _pool(desk: "Desk") -> dict[str, Any]:
    month = desk.pick(("2026-01", "2026-01", desk.day[:7]))
    return {"month": month, "date": last_day(month).isoformat()}


def _shared(desk: "Desk") -> dict[str, Any]:
    """A member's share as the run works it out, seldom another."""
    fields = _pool(desk)
    month, books = fields["month"], desk.fold.books
    policy = body_on(books.section("sharia"), ShariaPolicy, last_day(month))
    found: list[tuple[str, dict[str, Decimal]]] = []
    if policy is not None:
        income = income_of(policy.sharing, month, books, desk.fold)
        savers = saving_members(books, last_day(month))
        found = list(shares_of(divide(policy.sharing, income, savers, month)).items())
    member, amounts = desk.pick([*found, *found, ("A-90", {"syirkah": Decimal(5)})])
    shares = [{"product": key, "amount": str(amount)} for key, amount in amounts.items()]
    return fields | {"member": member, "shares": shares}


def _bonus(desk: "Desk") -> dict[str, Any]:
    fields = {"member": desk.pick((*desk.people, "A-90")), "product": "wadiah"}
    return fields | {"amount": desk.pick(("90", "900"))}


CONTRACT_FIELDS: dict[str, Callable[["Desk"], dict[str, Any]]] = {
    "borrowing_agreed": _agreed,
    "borrowing_drawn": _drawn,
    "borrowing_taken_over": _taken_over,
    "borrowing_paid": _paid,
    "borrowing_prepaid": _prepaid,
    "borrowing_rescheduled": _rescheduled,
    "borrowing_accrued": _accrued,
    "murabahah_goods_returned": _goods_back,
    "murabahah_down_paid": _down,
    "murabahah_down_returned": _down_back,
    "charity_spent": _charity,
    "qardh_gift_received": _gift,
    "partnership_agreed": _dealt,
    "partnership_funded": _funded,
    "partnership_profit_reported": _profit,
    "partnership_profit_paid": _profit_paid,
    "partnership_loss_reported": _loss,
    "partnership_returned": _given_back,
    "ijarah_asset_bought": _let,
    "ijarah_month_recorded": _rented,
    "ijarah_rent_received": _rent,
    "ijarah_ended": _rent_ended,
    "profit_pool_closed": _pool,
    "savings_profit_shared": _shared,
    "savings_bonus_given": _bonus,
}

CONTRACT_SHARES = {
    **dict.fromkeys(CONTRACT_FIELDS, 1),
    "borrowing_paid": 3,
    "borrowing_accrued": 2,
    "profit_pool_closed": 2,
    "savings_profit_shared": 3,
}
"""How often each kind is chosen; see `streams.SHARES`."""
