"""Records: what the cooperative knows of each thing, as the events so far left it.

A record is small, frozen and without behaviour. It is found by its kind and a key, and kept in the
database as one row, so that one more event reads and writes only the records it touches. A
subject's classes are loaded when one of them is first met, as those of the events are.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from koperasi_ledger.model.fields import RECORDED
from koperasi_ledger.model.records.base import Record

if TYPE_CHECKING:
    from koperasi_ledger.model.records.agency import AgencyAccount, AgencyPatronage
    from koperasi_ledger.model.records.aid import AidBeneficiary, AidProgramme, AidStock
    from koperasi_ledger.model.records.assets import Asset, ListedThing
    from koperasi_ledger.model.records.bank import (
        Attachment,
        BankChain,
        BankDay,
        BankFile,
        Purpose,
        VirtualAccount,
    )
    from koperasi_ledger.model.records.bills import (
        IssuedCode,
        Owed,
        QrisSettlement,
        Roster,
    )
    from koperasi_ledger.model.records.borrowings import Borrowing
    from koperasi_ledger.model.records.budget import Budget
    from koperasi_ledger.model.records.cash import (
        CashAccount,
        CashKind,
        Suspense,
    )
    from koperasi_ledger.model.records.consignment import (
        ConsignmentTerms,
        Consignor,
    )
    from koperasi_ledger.model.records.cooperative import (
        Cooperative,
        Period,
        PolicySection,
        PolicyVersion,
        Profile,
        Reversal,
    )
    from koperasi_ledger.model.records.deposits import Deposit
    from koperasi_ledger.model.records.goods import (
        BarcodeHolder,
        CeilingList,
        Customer,
        Item,
        PriceList,
        Quota,
        Supplier,
    )
    from koperasi_ledger.model.records.health import HealthAnswers
    from koperasi_ledger.model.records.loans import (
        Borrower,
        Collateral,
        Loan,
        LoanPayments,
        LoanPlan,
        LoanStatus,
        Move,
        Row,
    )
    from koperasi_ledger.model.records.members import (
        Heir,
        IdentityHolder,
        Member,
        MemberStatus,
        SettledRun,
    )
    from koperasi_ledger.model.records.orders import PurchaseOrder
    from koperasi_ledger.model.records.organisation import Meeting, OfficeNote, Officer
    from koperasi_ledger.model.records.purchases import (
        SupplierAdvance,
        SupplierBill,
    )
    from koperasi_ledger.model.records.sales import (
        Debtor,
        OpenTillDays,
        Patronage,
        Receipt,
        TillDay,
    )
    from koperasi_ledger.model.records.savings import (
        SavingsAccount,
        SavingsBlock,
        SavingsInterestRun,
    )
    from koperasi_ledger.model.records.sharia import (
        Ijarah,
        MurabahahGoods,
        Partnership,
    )
    from koperasi_ledger.model.records.sharing import (
        ProfitCredited,
        ProfitPool,
    )
    from koperasi_ledger.model.records.stock import (
        Stock,
    )
    from koperasi_ledger.model.records.taxes import (
        InterestMonth,
        TaxDue,
        TaxInvoice,
        VatCarried,
        VatMonth,
    )
    from koperasi_ledger.model.records.years import ClosedYear, ShuShare

SUBJECTS: Mapping[str, Mapping[str, str]] = {
    "years": {
        "tahun-buku": "ClosedYear",
        "bagian-shu": "ShuShare",
    },
    "cooperative": {
        "koperasi": "Cooperative",
        "periode": "Period",
        "kebijakan": "PolicySection",
        "pembalikan": "Reversal",
    },
    "members": {
        "anggota": "Member",
        "nik": "IdentityHolder",
    },
    "savings": {
        "simpanan": "SavingsAccount",
        "jasa-simpanan": "SavingsInterestRun",
    },
    "deposits": {
        "berjangka": "Deposit",
    },
    "taxes": {
        "pph-jasa": "InterestMonth",
        "ppn-masa": "VatMonth",
        "ppn-lebih": "VatCarried",
        "pajak-terutang": "TaxDue",
        "faktur-pajak": "TaxInvoice",
    },
    "cash": {
        "kas-bank": "CashAccount",
        "titipan": "Suspense",
    },
    "bank": {
        "va": "VirtualAccount",
        "hari-bank": "BankDay",
        "berkas-bank": "BankFile",
        "rantai-bank": "BankChain",
        "cocok-bank": "Attachment",
    },
    "bills": {
        "kode-unik": "IssuedCode",
        "daftar-potong": "Roster",
        "qris": "QrisSettlement",
    },
    "borrowings": {
        "utang-pinjaman": "Borrowing",
    },
    "sharia": {
        "barang-murabahah": "MurabahahGoods",
        "kemitraan": "Partnership",
        "ijarah": "Ijarah",
    },
    "sharing": {
        "bagi-hasil": "ProfitPool",
        "bagi-hasil-anggota": "ProfitCredited",
    },
    "loans": {
        "pinjaman": "Loan",
        "jadwal-pinjaman": "LoanPlan",
        "bayar-pinjaman": "LoanPayments",
        "agunan": "Collateral",
        "peminjam": "Borrower",
    },
    "goods": {
        "barang": "Item",
        "barcode": "BarcodeHolder",
        "harga": "PriceList",
        "het": "CeilingList",
        "kuota": "Quota",
        "pemasok": "Supplier",
        "pelanggan": "Customer",
    },
    "stock": {
        "stok": "Stock",
    },
    "purchases": {
        "faktur": "SupplierBill",
        "uang-muka": "SupplierAdvance",
    },
    "orders": {
        "pesanan": "PurchaseOrder",
    },
    "sales": {
        "struk": "Receipt",
        "piutang-toko": "Debtor",
        "hari-kasir": "TillDay",
        "kasir-terbuka": "OpenTillDays",
        "belanja": "Patronage",
    },
    "consignment": {
        "penitip": "Consignor",
        "syarat-titipan": "ConsignmentTerms",
    },
    "agency": {
        "saldo-agen": "AgencyAccount",
        "jasa-agen": "AgencyPatronage",
    },
    "aid": {
        "program-bantuan": "AidProgramme",
        "stok-bantuan": "AidStock",
        "penerima-bantuan": "AidBeneficiary",
    },
    "assets": {
        "aset": "Asset",
        "barang-tercatat": "ListedThing",
    },
    "organisation": {
        "pejabat": "Officer",
        "rapat": "Meeting",
        "catatan": "OfficeNote",
    },
    "budget": {"anggaran": "Budget"},
    "health": {"jawaban-kesehatan": "HealthAnswers"},
}
"""The stored kinds and their classes by subject: the module of this package that holds them."""

_PARTS = {
    "LoanStatus": "loans",
    "Move": "loans",
    "Row": "loans",
    "PolicyVersion": "cooperative",
    "Heir": "members",
    "Owed": "bills",
    "SettledRun": "members",
    "SavingsBlock": "savings",
    "Profile": "cooperative",
    "CashKind": "cash",
    "Purpose": "bank",
    "MemberStatus": "members",
}
"""What else the modules hold for others: parts of records, and types."""

_KINDS = {kind: name for kinds in SUBJECTS.values() for kind, name in kinds.items()}
_HOMES = _PARTS | {name: home for home, kinds in SUBJECTS.items() for name in kinds.values()}


def __getattr__(name: str) -> type[Record]:
    """Loads what is asked of this package for the first time from its subject's module."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found  # type: ignore[no-any-return]


class _Records(Mapping[str, type[Record]]):
    """Record classes by kind, each loaded when it is asked for."""

    def __getitem__(self, kind: str) -> type[Record]:
        name = _KINDS[kind]
        return globals().get(name) or __getattr__(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_KINDS)

    def __len__(self) -> int:
        return len(_KINDS)


RECORDS: Mapping[str, type[Record]] = _Records()
"""Every record kind that is stored, by its name in the database."""


def stored_record(kind: str, body: str) -> Record:
    """The record of a kind whose JSON the database holds.

    Raises:
        KeyError, ValueError: somebody changed it.
    """
    return RECORDS[kind].model_validate_json(body, context=RECORDED)


__all__ = [
    "RECORDS",
    "SUBJECTS",
    "AgencyAccount",
    "AgencyPatronage",
    "AidBeneficiary",
    "AidProgramme",
    "AidStock",
    "Asset",
    "Attachment",
    "BankChain",
    "BankDay",
    "BankFile",
    "BarcodeHolder",
    "Borrower",
    "Borrowing",
    "Budget",
    "CashAccount",
    "CashKind",
    "CeilingList",
    "ClosedYear",
    "Collateral",
    "ConsignmentTerms",
    "Consignor",
    "Cooperative",
    "Customer",
    "Debtor",
    "Deposit",
    "HealthAnswers",
    "Heir",
    "IdentityHolder",
    "Ijarah",
    "InterestMonth",
    "IssuedCode",
    "Item",
    "ListedThing",
    "Loan",
    "LoanPayments",
    "LoanPlan",
    "LoanStatus",
    "Meeting",
    "Member",
    "MemberStatus",
    "Move",
    "MurabahahGoods",
    "OfficeNote",
    "Officer",
    "OpenTillDays",
    "Owed",
    "Partnership",
    "Patronage",
    "Period",
    "PolicySection",
    "PolicyVersion",
    "PriceList",
    "Profile",
    "ProfitCredited",
    "ProfitPool",
    "PurchaseOrder",
    "Purpose",
    "QrisSettlement",
    "Quota",
    "Receipt",
    "Record",
    "Reversal",
    "Roster",
    "Row",
    "SavingsAccount",
    "SavingsBlock",
    "SavingsInterestRun",
    "SettledRun",
    "ShuShare",
    "Stock",
    "Supplier",
    "SupplierAdvance",
    "SupplierBill",
    "Suspense",
    "TaxDue",
    "TaxInvoice",
    "TillDay",
    "VatCarried",
    "VatMonth",
    "VirtualAccount",
    "stored_record",
]
