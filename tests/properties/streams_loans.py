"""Lending in a stream: loans of every method, from application to write-off; their collateral."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from book_fold import joined, make
from lending import granted, lending, lent, paid_out, product

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import Borrower, Collateral, Loan, LoanPayments, LoanPlan
from koperasi_ledger.rules.dates import add_months, last_day
from koperasi_ledger.rules.loans.position import position
from koperasi_ledger.rules.loans.settlement import settlement

if TYPE_CHECKING:
    from streams import Desk

NUMBERS = ("PJ-5", "PJ-6", "PJ-7", "PJ-8", "PJ-1")
METHODS = ("turun", "turun", "anuitas", "kilat", "qardh", "jual-beli", "jual-beli", "hilang")
_PENALTY = {"per": "hari", "persen": "0.1", "tenggang_hari": 3}
_SWP = {"nama": "SWP", "persen": "1", "simpanan_wajib_pinjam": True}
_FEE = {"nama": "Provisi", "jumlah": "500", "akun": "Pendapatan:Anggota:Provisi"}


def loan_terms(day: str) -> AnyEvent:
    """The lending section of the policy: a product of each method, denda, fees, limits."""
    digits = {"aturan": "angka-tahun", "biaya_persen": "1"}
    products = (
        product("flat", denda=_PENALTY, biaya=[_SWP, _FEE], pengakuan_jasa="akrual"),
        product("turun", metode="menurun", kelebihan_bayar="titipan", pengakuan_jasa="akrual"),
        product("anuitas", metode="anuitas", kelebihan_bayar="tolak", biaya=[_SWP]),
        product("harian", metode="harian", periode="minggu", denda=_PENALTY),
        product("kilat", periode="10-hari", pelunasan=digits),
        product("qardh", akad="qardh", bunga="0", denda=_PENALTY),
        product("jual-beli", akad="murabahah", pengakuan_jasa="akrual"),
    )
    limits = {"per_anggota": "700000", "bunga_paling_tinggi": "30"}
    told = {"effective": day, "decision": "RAT 1"}
    policy = {"pinjaman": lending(*products, batas=limits)}
    return make("policy_adopted", "K-PINJAM", day, **told, policy=policy)


def first_loans(day: str) -> list[AnyEvent]:
    """Two loans that run from the beginning and two granted, of a member of whom all else is quiet.

    One is paid out in stages, so that a further one is to come.
    """
    member: dict[str, Any] = {"member": "A-90", "day": day}
    return [
        joined("A-90"),
        *granted("120000", 6, loan="PJ-1", key="flat", **member),
        paid_out("80000", loan="PJ-1", day=day),
        *lent("120000", 6, loan="PJ-2", key="harian", **member),
        *granted("90000", 4, loan="PJ-3", key="turun", **member),
        *granted("60000", 3, loan="PJ-4", key="jual-beli", margin="9000", **member),
    ]


def _loan(desk: "Desk", *statuses: str) -> Loan | None:
    """A loan in one of these states; now and then any, or none."""
    loans = list(desk.fold.books.all(Loan))
    fitting = [loan for loan in loans if loan.status in statuses]
    found: Sequence[Loan] = fitting if fitting and desk.pick(range(15)) else loans
    return desk.pick(found) if found else None


def _number(loan: Loan | None) -> str:
    return loan.number if loan is not None else "PJ-9"


def _way(desk: "Desk") -> dict[str, Any]:
    way = desk.pick(("kas",) * 12 + ("bri", "clears", "savings"))
    if way == "savings":
        return {"savings": "sukarela"}
    return {"clears": desk.waiting()} if way == "clears" else {"via": way}


def _amount(value: Decimal) -> str:
    """An amount above zero as an event may state it."""
    return f"{value:f}" if value > 0 else "10000"


def _state(desk: "Desk", loan: Loan | None) -> tuple[LoanPlan, LoanPayments] | None:
    if loan is None or not loan.version:
        return None
    key = f"{loan.number}:{loan.version}"
    plan, paid = desk.fold.books.peek(LoanPlan, key), desk.fold.books.peek(LoanPayments, key)
    return (plan, paid) if plan is not None and paid is not None else None


def _applied(desk: "Desk") -> dict[str, Any]:
    return {
        "loan": desk.pick(NUMBERS),
        "member": desk.pick(desk.people),
        "product": desk.pick(METHODS),
        "amount": desk.pick(("120000", "60000", "300000")),
        "tenor": desk.pick((1, 3, 6, 6, 61)),
        "unit": desk.pick((None, None, "usp", "gudang")),
    }


def _approved(desk: "Desk") -> dict[str, Any]:
    loan = _loan(desk, "diajukan")
    murabahah = loan is not None and loan.product.akad == "murabahah"
    return {
        "loan": _number(loan),
        "amount": _amount(loan.amount if loan is not None else Decimal(1)),
        "tenor": loan.tenor if loan is not None else 3,
        "rate": desk.pick((None,) * 8 + ("12", "36")),
        "margin": desk.pick(("9000", "9000", None)) if murabahah else None,
        "by": ["Ketua Uji"],
    }


def _declined(desk: "Desk") -> dict[str, Any]:
    loan = _number(_loan(desk, "diajukan"))
    return {"loan": loan, "by": ["Ketua Uji"], "reason": "Tidak cukup"}


def _goods(desk: "Desk") -> dict[str, Any]:
    loan = _loan(desk, "disetujui")
    amount = loan.amount if loan is not None else Decimal(0)
    return {"loan": _number(loan), "amount": _amount(amount), "via": "kas", "supplier": "Toko"}


def _disbursed(desk: "Desk") -> dict[str, Any]:
    loan = _loan(desk, "disetujui", "disetujui", "berjalan")
    left = loan.amount - loan.disbursed if loan is not None else Decimal(0)
    whole = _amount(desk.pick((left, left, left, left / 2)))
    return {"loan": _number(loan), "amount": whole} | _way(desk)


def _repaid(desk: "Desk") -> dict[str, Any]:
    loan = _loan(desk, "berjalan")
    state = _state(desk, loan)
    due = Decimal(10_000)
    if state is not None and loan is not None:
        plan, paid = state
        at = position(plan, paid.moves, loan.product, date.fromisoformat(desk.day))
        row = at.open_rows[0] if at.open_rows else None
        due = desk.pick((at.due, row.principal + row.interest if row else at.due, due))
    penalty = desk.pick((None,) * 9 + ("0",))
    payer = desk.pick((None, None, "Siti"))
    return {"loan": _number(loan), "amount": _amount(due), "penalty": penalty, "payer": payer} | (
        _way(desk)
    )


def _prepaid(desk: "Desk") -> dict[str, Any]:
    fields = {"loan": _number(_loan(desk, "berjalan")), "keep": desk.pick(("tenor", "angsuran"))}
    return fields | {"amount": desk.pick(("10000", "30000"))} | _way(desk)


def _settled(desk: "Desk") -> dict[str, Any]:
    loan = _loan(desk, "berjalan")
    state = _state(desk, loan)
    amount = Decimal(10_000)
    if state is not None and loan is not None:
        plan, paid = state
        day = date.fromisoformat(desk.day)
        if day >= plan.start:
            amount = settlement(plan, paid.moves, loan.product, day).total - loan.held
    return {"loan": _number(loan), "amount": _amount(amount + desk.pick((0, 0, 0, 1)))} | _way(desk)


def _topped_up(desk: "Desk") -> dict[str, Any]:
    fields = {"loan": _number(_loan(desk, "berjalan")), "tenor": desk.pick((2, 6))}
    return fields | {"amount": "50000", "by": ["Ketua Uji"]} | _way(desk)


def _restructured(desk: "Desk") -> dict[str, Any]:
    return {
        "loan": _number(_loan(desk, "berjalan")),
        "tenor": desk.pick((4, 12)),
        "rate": desk.pick((None, None, "12")),
        "principal_grace": desk.pick((0, 1)),
        "interest": desk.pick(("tangguhkan", "tangguhkan", "hapus")),
        "penalty": desk.pick(("tangguhkan", "hapus")),
        "by": ["Ketua Uji"],
        "decision": "Keputusan pengurus",
    }


def _waived(desk: "Desk") -> dict[str, Any]:
    fields = {"loan": _number(_loan(desk, "berjalan")), "amount": desk.pick(("60", "1000"))}
    return fields | {"by": ["Ketua Uji"], "reason": "Musibah"}


def _month(desk: "Desk") -> dict[str, Any]:
    month = add_months(desk.day[:7], desk.pick((0, -1, -1)))
    day = last_day(month).isoformat()
    return {"loan": _number(_loan(desk, "berjalan", "lunas")), "month": month, "date": day}


def _decided(*statuses: str) -> Callable[["Desk"], dict[str, Any]]:
    def fields(desk: "Desk") -> dict[str, Any]:
        return {"loan": _number(_loan(desk, *statuses)), "by": ["RAT"], "decision": "RAT"}

    return fields


def _recovered(desk: "Desk") -> dict[str, Any]:
    loan = _loan(desk, "hapus-buku")
    amount = loan.claim if loan is not None else Decimal(0)
    return {"loan": _number(loan), "amount": _amount(desk.pick((amount, Decimal(1_000))))} | (
        _way(desk)
    )


def _returned(desk: "Desk") -> dict[str, Any]:
    loan = next((each for each in desk.fold.books.all(Loan) if each.held), None)
    amount = loan.held if loan is not None else Decimal(0)
    return {"loan": _number(loan), "amount": _amount(amount)} | _way(desk)


def _swp(desk: "Desk") -> dict[str, Any]:
    found = [each for each in desk.fold.books.all(Borrower) if each.swp]
    member = desk.pick(found) if found else None
    amount = _amount(member.swp) if member is not None else "600"
    return {"member": member.member if member else "A-1", "amount": amount, "via": "kas"}


def _thing(desk: "Desk") -> str:
    return str(desk.pick(("bpkb-1", "bpkb-1", "bpkb-2")))


def _registered(desk: "Desk") -> dict[str, Any]:
    return {
        "collateral": _thing(desk),
        "loan": _number(_loan(desk, "diajukan", "disetujui", "berjalan")),
        "type": "BPKB",
        "description": "Motor",
        "owner": "Budi",
        "value": desk.pick(("100000", "0")),
        "eligible": "50",
    }


def _revalued(desk: "Desk") -> dict[str, Any]:
    fields = {"collateral": _thing(desk), "value": desk.pick(("0", "40000"))}
    return fields | {"eligible": "50", "reason": "Harga turun"}


def _released(desk: "Desk") -> dict[str, Any]:
    things = [each.short for each in desk.fold.books.all(Collateral)]
    return {"collateral": desk.pick([*things, "bpkb-1"]), "recipient": "Budi"}


LOAN_FIELDS: dict[str, Callable[["Desk"], dict[str, Any]]] = {
    "loan_applied": _applied,
    "loan_approved": _approved,
    "loan_declined": _declined,
    "murabahah_goods_bought": _goods,
    "loan_disbursed": _disbursed,
    "loan_repaid": _repaid,
    "loan_prepaid": _prepaid,
    "loan_settled": _settled,
    "loan_topped_up": _topped_up,
    "loan_restructured": _restructured,
    "loan_penalty_waived": _waived,
    "loan_interest_accrued": _month,
    "loan_provisioned": _month,
    "loan_written_off": _decided("berjalan"),
    "loan_recovered": _recovered,
    "loan_forgiven": _decided("hapus-buku"),
    "loan_excess_returned": _returned,
    "swp_returned": _swp,
    "collateral_registered": _registered,
    "collateral_revalued": _revalued,
    "collateral_released": _released,
}

LOAN_SHARES = dict.fromkeys(LOAN_FIELDS, 1) | {
    "loan_applied": 5,
    "loan_approved": 6,
    "loan_disbursed": 7,
    "loan_repaid": 10,
    "loan_prepaid": 2,
    "loan_settled": 2,
    "loan_interest_accrued": 3,
    "loan_provisioned": 3,
}
"""How often each kind is chosen; see `streams.SHARES`."""
