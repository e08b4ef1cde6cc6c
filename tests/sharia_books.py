"""Sharia contracts for tests: each event in one call, on the cooperative of `lending.opened`."""

from typing import Any

from book_fold import Fold, begun, make, savings_terms
from lending import lending, product

from koperasi_ledger.model.events import AnyEvent

MURABAHAH = product(
    "murabahah",
    akad="murabahah",
    bunga="0",
    biaya=[{"nama": "Administrasi", "persen": "1", "akun": "Pendapatan:Anggota:Administrasi"}],
)
QARDH = product("qardh", akad="qardh", bunga="0")
SAVINGS = savings_terms(
    produk=[
        {"kunci": "sukarela", "nama": "Sukarela", "saldo_minimum": "0"},
        {"kunci": "mudharabah", "nama": "Mudharabah", "saldo_minimum": "0", "akad": "mudharabah"},
        {"kunci": "qurban", "nama": "Qurban", "saldo_minimum": "0", "akad": "mudharabah"},
        {"kunci": "wadiah", "nama": "Wadiah", "saldo_minimum": "0", "akad": "wadiah"},
    ]
)
SHARING = {
    "bagi_hasil": {
        "akun_pendapatan": ["Pendapatan:Anggota:MarginMurabahah", "Pendapatan:Anggota:JasaLain"],
        "porsi_dana_persen": "80",
        "produk": [
            {"kunci": "mudharabah", "nisbah": "40"},
            {"kunci": "qurban", "nisbah": "55", "saldo_rata_rata_minimum": "50000"},
        ],
    }
}
TAX = {"jasa_simpanan": {"bebas_sampai": "240000", "persen": "10"}}


def opened(**policy: Any) -> list[AnyEvent]:
    """A KSPPS of 2026 with members A-1 to A-3, Rp1 billion in cash."""
    day = "2026-01-01"
    terms = {
        "simpanan": SAVINGS,
        "pinjaman": lending(MURABAHAH, QARDH),
        "syariah": SHARING,
        "pajak": TAX,
        "unit_usaha": {"unit": {"usp": "Unit Simpan Pinjam"}},
        **policy,
    }
    money = {"lines": [{"account": "Ekuitas:Hibah", "amount": "1000000000"}], "via": "kas"}
    return [
        make("cooperative_founded", "BUKA", day, name="Koperasi Syariah Uji", profile="kdmp"),
        make("policy_adopted", "K-1", day, effective=day, decision="RAT", policy=terms),
        *(
            make("member_joined", f"M-{number}", day, member=f"A-{number}", name="Uji")
            for number in (1, 2, 3)
        ),
        make("receipt_recorded", "MODAL", day, **money),
    ]


def book(**policy: Any) -> Fold:
    return begun(opened(**policy))


def asked(
    amount: str = "90000000",
    tenor: int = 24,
    *,
    loan: str = "MB-1",
    margin: str = "18000000",
    day: str = "2026-01-02",
) -> list[AnyEvent]:
    """A murabahah applied for and approved: the price less uang muka is `amount`."""
    return [
        make(
            "loan_applied",
            f"{loan}-AJU",
            day,
            loan=loan,
            member="A-1",
            product="murabahah",
            amount=amount,
            tenor=tenor,
        ),
        make(
            "loan_approved",
            f"{loan}-SETUJU",
            day,
            loan=loan,
            amount=amount,
            tenor=tenor,
            margin=margin,
            by=["Ketua Uji"],
        ),
    ]


def money(kind: str, ref: str, day: str, amount: str, **fields: Any) -> AnyEvent:
    """An event that moves cash."""
    return make(kind, ref, day, amount=amount, via="kas", **fields)


def partnership(
    number: str = "MD-1", *, akad: str = "mudharabah", day: str = "2026-01-02", **changes: Any
) -> AnyEvent:
    terms: dict[str, Any] = {
        "member": "A-2",
        "akad": akad,
        "limit": "50000000",
        "nisbah": "40" if akad == "mudharabah" else None,
        "partner_capital": None if akad == "mudharabah" else "30000000",
        "purpose": "Warung sembako",
        "by": ["Ketua Uji"],
        **changes,
    }
    return make("partnership_agreed", f"{number}-AKAD", day, contract=number, **terms)


def let(number: str = "IJ-1", *, day: str = "2026-01-02", **changes: Any) -> AnyEvent:
    """A thing of Rp12 million let for 12 months at Rp1.2 million, which then is the member's."""
    terms: dict[str, Any] = {
        "member": "A-3",
        "akad": "imbt",
        "description": "Mesin giling padi",
        "ujrah": "1200000",
        "months": 12,
        "first_month": "2026-01",
        "life": 12,
        "by": ["Ketua Uji"],
        "via": "kas",
        "amount": "12000000",
        **changes,
    }
    return make("ijarah_asset_bought", f"{number}-BELI", day, contract=number, **terms)


def saved(member: str, key: str, amount: str, day: str) -> AnyEvent:
    ref = f"SS-{day}-{member}-{key}"
    return money("savings_deposited", ref, day, amount, member=member, product=key)


def earned(amount: str, day: str) -> AnyEvent:
    """Income that is shared with the savers."""
    lines = [{"account": "Pendapatan:Anggota:JasaLain", "amount": amount}]
    return make("receipt_recorded", f"HASIL-{day}", day, lines=lines, via="kas")
