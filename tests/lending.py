"""Loans for tests: a lending policy, and the events of a loan's life in one call each."""

from typing import Any

from book_fold import Fold, begun, make, savings_terms

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records.loans import Loan, LoanPayments, LoanPlan

QUALITY = {
    "profil": "koperasi",
    "kelompok": [
        {"jarak_angsuran_di_bawah_bulan": 1, "pokok": [1, 2], "jasa": [1, 3]},
        {"jarak_angsuran_di_bawah_bulan": 6, "pokok": [3, 6], "jasa": [3, 6]},
        {"pokok": [6, 12], "jasa": [3, 6]},
    ],
    "agunan_diragukan_persen": "75",
    "tepat_waktu_sesudah_restrukturisasi": 3,
}
DAYS = {
    "profil": "hari",
    "batas_hari": [0, 90, 120, 180],
    "tepat_waktu_sesudah_restrukturisasi": 3,
}
PROVISION = {
    "regulasi": {
        "lancar": "0.5",
        "dpk": "3",
        "kurang_lancar": "10",
        "diragukan": "50",
        "macet": "100",
        "agunan_dikurangkan_mulai": "kurang-lancar",
    },
    "sak_ep": {"lancar": "0", "kurang_lancar": "5", "diragukan": "30", "macet": "80"},
}


def product(key: str = "flat", **changes: Any) -> dict[str, Any]:
    """A loan product: flat 24 % a year, monthly, up to 60 months, settled with the month's jasa."""
    return {
        "kunci": key,
        "nama": f"Pinjaman {key.title()}",
        "metode": "flat",
        "bunga": "24",
        "tenor_paling_panjang": 60,
        "pelunasan": {"aturan": "jasa-berjalan"},
        "kelebihan_bayar": "angsuran-berikutnya",
        "pengakuan_jasa": "kas",
        **changes,
    }


def lending(*products: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """The lending section of a policy."""
    return {
        "produk": list(products) or [product()],
        "kualitas": QUALITY,
        "penyisihan": PROVISION,
        **parts,
    }


def opened(*products: dict[str, Any], **parts: Any) -> list[AnyEvent]:
    """A cooperative of 2024 with members A-1 to A-3, Rp1 billion in cash, and these products."""
    money = {"lines": [{"account": "Ekuitas:Hibah", "amount": "1000000000"}], "via": "kas"}
    return [
        make("cooperative_founded", "BUKA", "2024-01-01", name="Koperasi Uji", profile="kdmp"),
        make(
            "policy_adopted",
            "K-1",
            "2024-01-01",
            effective="2024-01-01",
            decision="RAT",
            policy={
                "simpanan": savings_terms(),
                "pinjaman": lending(*products, **parts),
                "unit_usaha": {"unit": {"usp": "Unit Simpan Pinjam"}},
            },
        ),
        *(
            make("member_joined", f"M-{number}", "2024-01-01", member=f"A-{number}", name="Uji")
            for number in (1, 2, 3)
        ),
        make("receipt_recorded", "MODAL", "2024-01-01", **money),
    ]


def granted(
    amount: str = "12000000",
    tenor: int = 12,
    *,
    loan: str = "PJ-1",
    member: str = "A-1",
    key: str = "flat",
    day: str = "2024-01-10",
    **approval: Any,
) -> list[AnyEvent]:
    """Applied for and approved on one day."""
    return [
        make(
            "loan_applied",
            f"{loan}-AJU",
            day,
            loan=loan,
            member=member,
            product=key,
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
            by=["Ketua Uji"],
            **approval,
        ),
    ]


def paid_out(
    amount: str = "12000000", *, loan: str = "PJ-1", day: str = "2024-01-10", **more: Any
) -> AnyEvent:
    """Handed over in one go, in cash unless said otherwise."""
    where = {} if {"via", "clears", "savings"} & more.keys() else {"via": "kas"}
    ref = f"{loan}-CAIR-{day}"
    return make("loan_disbursed", ref, day, loan=loan, amount=amount, **where, **more)


def lent(amount: str = "12000000", tenor: int = 12, **more: Any) -> list[AnyEvent]:
    """Applied for, approved and handed over on one day."""
    loan, day = more.get("loan", "PJ-1"), more.get("day", "2024-01-10")
    return [*granted(amount, tenor, **more), paid_out(amount, loan=loan, day=day)]


def repaid(
    amount: str, day: str, *, loan: str = "PJ-1", ref: str | None = None, **more: Any
) -> AnyEvent:
    """A payment, in cash unless said otherwise."""
    where = {} if {"via", "clears", "savings"} & more.keys() else {"via": "kas"}
    ref = ref or f"{loan}-BAYAR-{day}"
    return make("loan_repaid", ref, day, loan=loan, amount=amount, **where, **more)


def book(*products: dict[str, Any], **parts: Any) -> Fold:
    """The cooperative of `opened`, folded."""
    return begun(opened(*products, **parts))


def loan_in(fold: Fold, number: str = "PJ-1") -> Loan:
    """The loan's record."""
    found = fold.books.peek(Loan, number)
    assert found is not None
    return found


def plan_in(fold: Fold, number: str = "PJ-1") -> LoanPlan:
    """The schedule in force."""
    found = fold.books.peek(LoanPlan, f"{number}:{loan_in(fold, number).version}")
    assert found is not None
    return found


def payments_in(fold: Fold, number: str = "PJ-1") -> LoanPayments:
    """What was paid under the schedule in force."""
    found = fold.books.peek(LoanPayments, f"{number}:{loan_in(fold, number).version}")
    assert found is not None
    return found
