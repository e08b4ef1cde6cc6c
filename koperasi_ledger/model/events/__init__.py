"""The events: every kind of fact the journal can hold, and how it is read and written as JSON.

A subject's classes are loaded when one of its kinds is first met: building some hundred classes
costs more than everything else a command does at its start (docs/decisions/0017).
"""

import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic_core import to_json

from koperasi_ledger.model.events.base import Event, MoneyEvent
from koperasi_ledger.model.fields import RECORDED

if TYPE_CHECKING:
    from koperasi_ledger.model.events.agency import (
        AgencyAccountOpened,
        AgencyFeeReceived,
        AgencyFloatReconciled,
        AgencyFloatToppedUp,
        AgencyFloatWithdrawn,
        AgencyRecorded,
    )
    from koperasi_ledger.model.events.aid import (
        AidBeneficiariesListed,
        AidHandedOut,
        AidLost,
        AidMoneyReceived,
        AidProgrammeClosed,
        AidProgrammeOpened,
        AidReceived,
        AidReturned,
        AidTransferred,
    )
    from koperasi_ledger.model.events.assets import (
        AssetBought,
        AssetDepreciated,
        AssetGranted,
        AssetMoved,
        AssetScrapped,
        AssetSold,
        AssetTakenOver,
        ThingListed,
        ThingReturned,
    )
    from koperasi_ledger.model.events.bank import (
        BankLineAttached,
        BankPaymentUnidentified,
        BankReceiptUnidentified,
        BankReconciled,
        BankStatementProven,
        VirtualAccountAssigned,
    )
    from koperasi_ledger.model.events.bills import (
        BankReceiptSplit,
        PayrollRosterRecorded,
        QrisReceived,
        QrisReportRecorded,
        UniqueCodesIssued,
    )
    from koperasi_ledger.model.events.borrowings import (
        BorrowingAccrued,
        BorrowingAgreed,
        BorrowingDrawn,
        BorrowingPaid,
        BorrowingPrepaid,
        BorrowingRescheduled,
        BorrowingTakenOver,
    )
    from koperasi_ledger.model.events.budget import BudgetAdopted
    from koperasi_ledger.model.events.cash import (
        CashAccountOpened,
        CashTransferred,
        PaymentRecorded,
        ReceiptRecorded,
    )
    from koperasi_ledger.model.events.collateral import (
        CollateralRegistered,
        CollateralReleased,
        CollateralRevalued,
    )
    from koperasi_ledger.model.events.consignment import (
        ConsignmentCounted,
        ConsignmentFetched,
        ConsignmentReceived,
        ConsignmentReturned,
        ConsignmentSent,
        ConsignmentSettled,
        ConsignmentSold,
        ConsignmentTermsSet,
        ConsignorAgreed,
    )
    from koperasi_ledger.model.events.cooperative import (
        CooperativeFounded,
        EventReversed,
        JournalAdjusted,
        MonthClosed,
        OpeningBalancesRecorded,
    )
    from koperasi_ledger.model.events.deposits import (
        DepositClosed,
        DepositInterestAccrued,
        DepositInterestPaid,
        DepositPlaced,
        DepositPledged,
        DepositRenewed,
        DepositTakenOver,
        DepositUnpledged,
    )
    from koperasi_ledger.model.events.goods import (
        CeilingSet,
        CustomerChanged,
        CustomerRegistered,
        ItemChanged,
        ItemRegistered,
        PriceSet,
        QuotaSet,
        SupplierRegistered,
    )
    from koperasi_ledger.model.events.health import HealthAnswered
    from koperasi_ledger.model.events.loans import (
        LoanApplied,
        LoanApproved,
        LoanDeclined,
        LoanDisbursed,
        LoanExcessReturned,
        LoanForgiven,
        LoanInterestAccrued,
        LoanPenaltyWaived,
        LoanPrepaid,
        LoanProvisioned,
        LoanRecovered,
        LoanRepaid,
        LoanRestructured,
        LoanSettled,
        LoanToppedUp,
        LoanWrittenOff,
        SwpReturned,
    )
    from koperasi_ledger.model.events.members import (
        MemberChanged,
        MemberDeceased,
        MemberJoined,
        MemberPaidOut,
        MemberResigned,
    )
    from koperasi_ledger.model.events.orders import GoodsOrdered, GoodsOrderEnded
    from koperasi_ledger.model.events.organisation import (
        GuestReceived,
        HappeningNoted,
        LetterLogged,
        MeetingHeld,
        NoteAnswered,
        OfficerAppointed,
        OfficerEnded,
        SuggestionMade,
    )
    from koperasi_ledger.model.events.policies import PolicyAdopted
    from koperasi_ledger.model.events.purchases import (
        GoodsReceived,
        OfftakeReceived,
        PayablePaid,
        PurchaseReturned,
        SupplierAdvancePaid,
    )
    from koperasi_ledger.model.events.sales import (
        ReceivablePaid,
        SaleRecorded,
        SaleReturned,
        TillDayClosed,
    )
    from koperasi_ledger.model.events.savings import (
        SavingsBlocked,
        SavingsDeposited,
        SavingsInterestPaid,
        SavingsReleased,
        SavingsWithdrawn,
        SimpananPokokPaid,
        SimpananWajibPaid,
    )
    from koperasi_ledger.model.events.sharia import (
        CharitySpent,
        IjarahAssetBought,
        IjarahEnded,
        IjarahMonthRecorded,
        IjarahRentReceived,
        MurabahahDownPaid,
        MurabahahDownReturned,
        MurabahahGoodsBought,
        MurabahahGoodsReturned,
        PartnershipAgreed,
        PartnershipFunded,
        PartnershipLossReported,
        PartnershipProfitPaid,
        PartnershipProfitReported,
        PartnershipReturned,
        QardhGiftReceived,
    )
    from koperasi_ledger.model.events.sharing import (
        ProfitPoolClosed,
        SavingsBonusGiven,
        SavingsProfitShared,
    )
    from koperasi_ledger.model.events.shu import (
        LossCovered,
        ShareLapsed,
        SharePaid,
        ShuDecided,
        ShuFundPaid,
    )
    from koperasi_ledger.model.events.stock import (
        GoodsConverted,
        StockCounted,
        StockTakenOver,
        StockTransferred,
    )
    from koperasi_ledger.model.events.store_opening import (
        PayablesTakenOver,
        ReceivablesTakenOver,
    )
    from koperasi_ledger.model.events.taxes import (
        FinalTaxAccrued,
        InputTaxClaimed,
        InterestTaxRemitted,
        TaxInvoiceIssued,
        TaxPaid,
        VatRefunded,
        VatSettled,
    )
    from koperasi_ledger.model.events.years import YearClosed, YearOpened

AnyEvent: TypeAlias = Event
"""An event of any subject.

Also to the type checker it is the base class, whose `kind` is one of all kinds: with the union of
all classes it takes six times as long (docs/decisions/0042). A subject's own union is proven
complete where it is matched.
"""

SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "years": ("YearClosed", "YearOpened"),
    "shu": ("ShuDecided", "LossCovered", "SharePaid", "ShareLapsed", "ShuFundPaid"),
    "cooperative": (
        "CooperativeFounded",
        "OpeningBalancesRecorded",
        "JournalAdjusted",
        "EventReversed",
        "MonthClosed",
    ),
    "policies": ("PolicyAdopted",),
    "members": (
        "MemberJoined",
        "MemberChanged",
        "MemberResigned",
        "MemberDeceased",
        "MemberPaidOut",
    ),
    "savings": (
        "SimpananPokokPaid",
        "SimpananWajibPaid",
        "SavingsDeposited",
        "SavingsWithdrawn",
        "SavingsBlocked",
        "SavingsReleased",
        "SavingsInterestPaid",
    ),
    "deposits": (
        "DepositPlaced",
        "DepositTakenOver",
        "DepositInterestPaid",
        "DepositInterestAccrued",
        "DepositRenewed",
        "DepositClosed",
        "DepositPledged",
        "DepositUnpledged",
    ),
    "taxes": (
        "InterestTaxRemitted",
        "TaxInvoiceIssued",
        "InputTaxClaimed",
        "VatSettled",
        "FinalTaxAccrued",
        "TaxPaid",
        "VatRefunded",
    ),
    "cash": (
        "CashAccountOpened",
        "ReceiptRecorded",
        "PaymentRecorded",
        "CashTransferred",
    ),
    "bank": (
        "VirtualAccountAssigned",
        "BankStatementProven",
        "BankReconciled",
        "BankReceiptUnidentified",
        "BankPaymentUnidentified",
        "BankLineAttached",
    ),
    "bills": (
        "UniqueCodesIssued",
        "PayrollRosterRecorded",
        "BankReceiptSplit",
        "QrisReportRecorded",
        "QrisReceived",
    ),
    "loans": (
        "LoanApplied",
        "LoanApproved",
        "LoanDeclined",
        "LoanDisbursed",
        "LoanRepaid",
        "LoanPrepaid",
        "LoanSettled",
        "LoanToppedUp",
        "LoanRestructured",
        "LoanPenaltyWaived",
        "LoanInterestAccrued",
        "LoanProvisioned",
        "LoanWrittenOff",
        "LoanRecovered",
        "LoanForgiven",
        "LoanExcessReturned",
        "SwpReturned",
    ),
    "borrowings": (
        "BorrowingAgreed",
        "BorrowingDrawn",
        "BorrowingTakenOver",
        "BorrowingPaid",
        "BorrowingPrepaid",
        "BorrowingRescheduled",
        "BorrowingAccrued",
    ),
    "sharia": (
        "MurabahahGoodsBought",
        "MurabahahGoodsReturned",
        "MurabahahDownPaid",
        "MurabahahDownReturned",
        "CharitySpent",
        "QardhGiftReceived",
        "PartnershipAgreed",
        "PartnershipFunded",
        "PartnershipProfitReported",
        "PartnershipProfitPaid",
        "PartnershipLossReported",
        "PartnershipReturned",
        "IjarahAssetBought",
        "IjarahMonthRecorded",
        "IjarahRentReceived",
        "IjarahEnded",
    ),
    "sharing": (
        "ProfitPoolClosed",
        "SavingsProfitShared",
        "SavingsBonusGiven",
    ),
    "collateral": (
        "CollateralRegistered",
        "CollateralRevalued",
        "CollateralReleased",
    ),
    "goods": (
        "ItemRegistered",
        "ItemChanged",
        "PriceSet",
        "CeilingSet",
        "QuotaSet",
        "SupplierRegistered",
        "CustomerRegistered",
        "CustomerChanged",
    ),
    "stock": (
        "StockTakenOver",
        "StockTransferred",
        "StockCounted",
        "GoodsConverted",
    ),
    "purchases": (
        "GoodsReceived",
        "PurchaseReturned",
        "PayablePaid",
        "SupplierAdvancePaid",
        "OfftakeReceived",
    ),
    "orders": (
        "GoodsOrdered",
        "GoodsOrderEnded",
    ),
    "store_opening": (
        "PayablesTakenOver",
        "ReceivablesTakenOver",
    ),
    "sales": (
        "SaleRecorded",
        "SaleReturned",
        "ReceivablePaid",
        "TillDayClosed",
    ),
    "consignment": (
        "ConsignorAgreed",
        "ConsignmentTermsSet",
        "ConsignmentReceived",
        "ConsignmentReturned",
        "ConsignmentCounted",
        "ConsignmentSettled",
        "ConsignmentSent",
        "ConsignmentFetched",
        "ConsignmentSold",
    ),
    "agency": (
        "AgencyAccountOpened",
        "AgencyFloatToppedUp",
        "AgencyFloatWithdrawn",
        "AgencyRecorded",
        "AgencyFeeReceived",
        "AgencyFloatReconciled",
    ),
    "aid": (
        "AidProgrammeOpened",
        "AidBeneficiariesListed",
        "AidReceived",
        "AidMoneyReceived",
        "AidHandedOut",
        "AidLost",
        "AidReturned",
        "AidTransferred",
        "AidProgrammeClosed",
    ),
    "assets": (
        "AssetBought",
        "AssetGranted",
        "AssetTakenOver",
        "AssetDepreciated",
        "AssetSold",
        "AssetScrapped",
        "AssetMoved",
        "ThingListed",
        "ThingReturned",
    ),
    "organisation": (
        "OfficerAppointed",
        "OfficerEnded",
        "MeetingHeld",
        "SuggestionMade",
        "GuestReceived",
        "HappeningNoted",
        "LetterLogged",
        "NoteAnswered",
    ),
    "budget": ("BudgetAdopted",),
    "health": ("HealthAnswered",),
}
"""The event classes by subject: the module of this package that holds them."""

_HOMES = {name: subject for subject, names in SUBJECTS.items() for name in names}
_KINDS = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): name for name in _HOMES}


def __getattr__(name: str) -> type[Event]:
    """Loads the subject of an event class that is asked of this package for the first time."""
    subject = _HOMES.get(name)
    if subject is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module = import_module(f"{__name__}.{subject}")
    for each in SUBJECTS[subject]:
        globals()[each] = getattr(module, each)
    return globals()[name]  # type: ignore[no-any-return]


class _Events(Mapping[str, "type[AnyEvent]"]):
    """Event classes by kind, each loaded when it is asked for."""

    def __getitem__(self, kind: str) -> "type[AnyEvent]":
        name = _KINDS[kind]
        return globals().get(name) or __getattr__(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_KINDS)

    def __len__(self) -> int:
        return len(_KINDS)


EVENTS: Mapping[str, "type[AnyEvent]"] = _Events()
"""Every event class by its kind, as the journal names it."""


def canonical(event: AnyEvent) -> bytes:
    """The exact bytes of an event: JSON, keys sorted, no blanks, absent fields left out, UTF-8.

    Two events have the same content exactly when their canonical bytes are equal.
    """
    dump = event.__pydantic_serializer__.to_python
    body = dump(event, mode="json", by_alias=True, exclude_none=True)
    if _PLAIN.issuperset(map(type, body.values())):
        return to_json(dict(sorted(body.items())))
    return to_json(_in_order(body))


_PLAIN = frozenset({str, int, bool})
"""What has no keys inside: most events hold nothing else."""


def _in_order(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The value with the keys of every object in it sorted."""
    if isinstance(value, dict):
        items = sorted(value.items())
        return {name: each if type(each) is str else _in_order(each) for name, each in items}
    if isinstance(value, list):
        return [_in_order(each) for each in value]
    return value


def from_canonical(body: bytes | str) -> AnyEvent:
    """The event whose canonical bytes are `body`; for bytes that `canonical` wrote.

    Checks that stand only at the door are not made again.
    """
    kind: Any = json.loads(body)["kind"]
    return EVENTS[kind].model_validate_json(body, context=RECORDED)


__all__ = [
    "EVENTS",
    "SUBJECTS",
    "AgencyAccountOpened",
    "AgencyFeeReceived",
    "AgencyFloatReconciled",
    "AgencyFloatToppedUp",
    "AgencyFloatWithdrawn",
    "AgencyRecorded",
    "AidBeneficiariesListed",
    "AidHandedOut",
    "AidLost",
    "AidMoneyReceived",
    "AidProgrammeClosed",
    "AidProgrammeOpened",
    "AidReceived",
    "AidReturned",
    "AidTransferred",
    "AnyEvent",
    "AssetBought",
    "AssetDepreciated",
    "AssetGranted",
    "AssetMoved",
    "AssetScrapped",
    "AssetSold",
    "AssetTakenOver",
    "BankLineAttached",
    "BankPaymentUnidentified",
    "BankReceiptSplit",
    "BankReceiptUnidentified",
    "BankReconciled",
    "BankStatementProven",
    "BorrowingAccrued",
    "BorrowingAgreed",
    "BorrowingDrawn",
    "BorrowingPaid",
    "BorrowingPrepaid",
    "BorrowingRescheduled",
    "BorrowingTakenOver",
    "BudgetAdopted",
    "CashAccountOpened",
    "CashTransferred",
    "CeilingSet",
    "CharitySpent",
    "CollateralRegistered",
    "CollateralReleased",
    "CollateralRevalued",
    "ConsignmentCounted",
    "ConsignmentFetched",
    "ConsignmentReceived",
    "ConsignmentReturned",
    "ConsignmentSent",
    "ConsignmentSettled",
    "ConsignmentSold",
    "ConsignmentTermsSet",
    "ConsignorAgreed",
    "CooperativeFounded",
    "CustomerChanged",
    "CustomerRegistered",
    "DepositClosed",
    "DepositInterestAccrued",
    "DepositInterestPaid",
    "DepositPlaced",
    "DepositPledged",
    "DepositRenewed",
    "DepositTakenOver",
    "DepositUnpledged",
    "Event",
    "EventReversed",
    "FinalTaxAccrued",
    "GoodsConverted",
    "GoodsOrderEnded",
    "GoodsOrdered",
    "GoodsReceived",
    "GuestReceived",
    "HappeningNoted",
    "HealthAnswered",
    "IjarahAssetBought",
    "IjarahEnded",
    "IjarahMonthRecorded",
    "IjarahRentReceived",
    "InputTaxClaimed",
    "InterestTaxRemitted",
    "ItemChanged",
    "ItemRegistered",
    "JournalAdjusted",
    "LetterLogged",
    "LoanApplied",
    "LoanApproved",
    "LoanDeclined",
    "LoanDisbursed",
    "LoanExcessReturned",
    "LoanForgiven",
    "LoanInterestAccrued",
    "LoanPenaltyWaived",
    "LoanPrepaid",
    "LoanProvisioned",
    "LoanRecovered",
    "LoanRepaid",
    "LoanRestructured",
    "LoanSettled",
    "LoanToppedUp",
    "LoanWrittenOff",
    "LossCovered",
    "MeetingHeld",
    "MemberChanged",
    "MemberDeceased",
    "MemberJoined",
    "MemberPaidOut",
    "MemberResigned",
    "MoneyEvent",
    "MonthClosed",
    "MurabahahDownPaid",
    "MurabahahDownReturned",
    "MurabahahGoodsBought",
    "MurabahahGoodsReturned",
    "NoteAnswered",
    "OfficerAppointed",
    "OfficerEnded",
    "OfftakeReceived",
    "OpeningBalancesRecorded",
    "PartnershipAgreed",
    "PartnershipFunded",
    "PartnershipLossReported",
    "PartnershipProfitPaid",
    "PartnershipProfitReported",
    "PartnershipReturned",
    "PayablePaid",
    "PayablesTakenOver",
    "PaymentRecorded",
    "PayrollRosterRecorded",
    "PolicyAdopted",
    "PriceSet",
    "ProfitPoolClosed",
    "PurchaseReturned",
    "QardhGiftReceived",
    "QrisReceived",
    "QrisReportRecorded",
    "QuotaSet",
    "ReceiptRecorded",
    "ReceivablePaid",
    "ReceivablesTakenOver",
    "SaleRecorded",
    "SaleReturned",
    "SavingsBlocked",
    "SavingsBonusGiven",
    "SavingsDeposited",
    "SavingsInterestPaid",
    "SavingsProfitShared",
    "SavingsReleased",
    "SavingsWithdrawn",
    "ShareLapsed",
    "SharePaid",
    "ShuDecided",
    "ShuFundPaid",
    "SimpananPokokPaid",
    "SimpananWajibPaid",
    "StockCounted",
    "StockTakenOver",
    "StockTransferred",
    "SuggestionMade",
    "SupplierAdvancePaid",
    "SupplierRegistered",
    "SwpReturned",
    "TaxInvoiceIssued",
    "TaxPaid",
    "ThingListed",
    "ThingReturned",
    "TillDayClosed",
    "UniqueCodesIssued",
    "VatRefunded",
    "VatSettled",
    "VirtualAccountAssigned",
    "YearClosed",
    "YearOpened",
    "canonical",
    "from_canonical",
]
