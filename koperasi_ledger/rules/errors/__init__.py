"""What the rules refuse, and how the treasurer mends it: a file for each subject.

A subject's refusals are loaded when one of them is first named (docs/decisions/0017).
"""
# ruff: noqa: F403 - the checker sees every class through its module; SUBJECTS serves at run time

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from koperasi_ledger.rules.errors.agency import *
    from koperasi_ledger.rules.errors.aid import *
    from koperasi_ledger.rules.errors.assets import *
    from koperasi_ledger.rules.errors.bank import *
    from koperasi_ledger.rules.errors.bills import *
    from koperasi_ledger.rules.errors.borrowings import *
    from koperasi_ledger.rules.errors.cash import *
    from koperasi_ledger.rules.errors.collateral import *
    from koperasi_ledger.rules.errors.consignment import *
    from koperasi_ledger.rules.errors.cooperative import *
    from koperasi_ledger.rules.errors.deposits import *
    from koperasi_ledger.rules.errors.ended_loans import *
    from koperasi_ledger.rules.errors.loans import *
    from koperasi_ledger.rules.errors.members import *
    from koperasi_ledger.rules.errors.orders import *
    from koperasi_ledger.rules.errors.organisation import *
    from koperasi_ledger.rules.errors.planning import *
    from koperasi_ledger.rules.errors.policy import *
    from koperasi_ledger.rules.errors.reversal import *
    from koperasi_ledger.rules.errors.savings import *
    from koperasi_ledger.rules.errors.sharia import *
    from koperasi_ledger.rules.errors.sharing import *
    from koperasi_ledger.rules.errors.shu import *
    from koperasi_ledger.rules.errors.store import *
    from koperasi_ledger.rules.errors.store_trade import *
    from koperasi_ledger.rules.errors.taxes import *
    from koperasi_ledger.rules.errors.years import *

SUBJECTS: dict[str, tuple[str, ...]] = {
    "agency": (
        "AgencyAccountExists",
        "AgencyBalanceDiffers",
        "AgencyClaimTooSmall",
        "AgencyDayReconciled",
        "AgencyFeeDiffers",
        "AgencyFloatTooLow",
        "AgencyMovedLater",
        "AgencyOpeningTooLarge",
        "NotInAgencyPolicy",
        "UnknownAgencyAccount",
    ),
    "aid": (
        "AboveAllotment",
        "AidLeft",
        "AidNotInStore",
        "AidProgrammeEnded",
        "AidProgrammeExists",
        "AidReceivedAlready",
        "AidValueMissing",
        "AidWrongSide",
        "AllottedTooLittle",
        "NotABeneficiary",
        "NotAnAidLocation",
        "RepresentativeRefused",
        "UnknownAidItem",
        "UnknownAidProgramme",
    ),
    "assets": (
        "AssetAccountWrong",
        "AssetBelowThreshold",
        "AssetExists",
        "AssetGone",
        "AssetIsOurs",
        "AssetMonthTwice",
        "AssetNotHeld",
        "AssetNotListed",
        "AssetNotMonthEnd",
        "AssetTooEarly",
        "AssetTooMany",
        "AssetWornOut",
        "LandDoesNotWear",
        "NothingToDepreciate",
        "UnknownAsset",
        "UnknownAssetClass",
    ),
    "bank": (
        "AlreadyReconciled",
        "AttachMismatch",
        "BankLineKnown",
        "BankRefMismatch",
        "DayDiffers",
        "FileKnown",
        "NotABank",
        "NotReconciled",
        "StatementGap",
        "SuspenseNotYet",
        "SuspenseTooSmall",
        "UnknownSuspense",
        "VirtualNumberTaken",
    ),
    "bills": (
        "CodeNotOpen",
        "CodeTaken",
        "QrisDayKnown",
        "QrisNotOpen",
        "RosterNotOpen",
    ),
    "borrowings": (
        "AboveBorrowingLimit",
        "BorrowingDueFirst",
        "BorrowingExists",
        "BorrowingInterestDiffers",
        "BorrowingMonthTwice",
        "BorrowingNotMonthEnd",
        "BorrowingNotRunning",
        "BorrowingOverpaid",
        "BorrowingTooEarly",
        "DrawnTooLate",
        "NoBorrowingInterest",
        "NotADebtAccount",
        "OutsideScheme",
        "PrepaysTooMuch",
        "ScheduleDiffers",
        "UnknownBorrowing",
        "UnknownScheme",
    ),
    "cash": (
        "CashExists",
        "SameAccount",
        "UnknownCash",
    ),
    "collateral": (
        "CollateralExists",
        "CollateralGone",
        "CollateralNeeded",
        "UnknownCollateral",
    ),
    "consignment": (
        "BelowConsignorPrice",
        "ConsignorNotMember",
        "ConsignorUnknown",
        "FoundMore",
        "GoodsOfOthers",
        "LossNotValued",
        "NotTheirGoods",
        "RestrictedGoods",
        "TermsMissing",
    ),
    "cooperative": (
        "AlreadyFounded",
        "BeforeFounding",
        "ClosedMonth",
        "CloseInOrder",
        "ListedTwice",
        "MemberHasBalance",
        "MonthNotOver",
        "NotFounded",
        "OpeningTwice",
        "OpeningUnbalanced",
    ),
    "deposits": (
        "DepositExists",
        "DepositInterestWaits",
        "DepositIsPledged",
        "DepositNotActive",
        "DepositNotPledged",
        "DepositPayoutDiffers",
        "DepositTooSmall",
        "EarlyBreakRefused",
        "InterestGoesElsewhere",
        "InterestNotDue",
        "NothingToAccrue",
        "NotMatured",
        "RenewalTooEarly",
        "UnknownDeposit",
        "UnknownDepositProduct",
        "UnknownDepositTerm",
    ),
    "ended_loans": ("LoanLeftOver",),
    "loans": (
        "AboveApproved",
        "AboveLimit",
        "DueFirst",
        "FeesTooLarge",
        "HeldTooSmall",
        "LoanExists",
        "LoansRunning",
        "LoanTermsOutside",
        "LoanTooEarly",
        "LoanWrongStatus",
        "MarginIsFixed",
        "MarginMissing",
        "MonthRunTwice",
        "NoLoanRules",
        "NoRate",
        "NothingDue",
        "NothingToRecord",
        "NotMonthEnd",
        "OpeningLoanWrong",
        "OverPaid",
        "PenaltyTooLarge",
        "PrepaysAll",
        "RateAboveCeiling",
        "RecoversTooMuch",
        "SavingsShort",
        "SettlementDiffers",
        "StagesOnlyOnce",
        "StageTooLate",
        "SwpHeld",
        "SwpTooSmall",
        "TooManyLoans",
        "UnknownLoan",
        "UnknownLoanProduct",
    ),
    "members": (
        "MemberExists",
        "MemberNotActive",
        "NikExists",
        "NotALeaver",
        "NotYetLeft",
        "NotYetMember",
        "PayoutTooLarge",
        "RecipientRefused",
        "RecipientUnknown",
        "UnknownMember",
        "WrongCheckCharacter",
    ),
    "orders": (
        "NotOrdered",
        "OrderIsEnded",
        "OrderKnown",
        "OrderUnknown",
        "OverDelivered",
    ),
    "organisation": (
        "AnsweredAlready",
        "AnswerTooEarly",
        "DecisionNumberTaken",
        "MeetingExists",
        "NoQuorum",
        "OfficerEndedAlready",
        "OfficerExists",
        "OfficerMustBeMember",
        "OfficerServes",
        "UnknownNote",
        "UnknownOfficer",
    ),
    "planning": (
        "AnsweredTooEarly",
        "BudgetOutOfOrder",
    ),
    "policy": (
        "AccountRemoved",
        "AccountReserved",
        "AccountTaken",
        "ControlAccount",
        "NoPolicy",
        "PolicySameDay",
        "PolicyTooLate",
        "UnknownAccount",
        "UnknownUnit",
    ),
    "reversal": (
        "DependedOn",
        "NotReversible",
        "ReversalBeforeOriginal",
        "ReversedTwice",
        "UnknownRef",
    ),
    "savings": (
        "BalanceTooLow",
        "InterestPaidAlready",
        "MovementsForgotten",
        "NoInterest",
        "PokokAmount",
        "PokokPaidAlready",
        "SavingsAreBlocked",
        "UnknownBlock",
        "UnknownProduct",
        "WajibPartial",
        "WajibTooFarAhead",
    ),
    "sharia": (
        "AboveCapital",
        "CharityTooSmall",
        "ContractExists",
        "ContractWrongStatus",
        "DownTooLarge",
        "GoodsDiffer",
        "GoodsEarlier",
        "GoodsMissing",
        "IjarahMonthTwice",
        "IjarahNotMonthEnd",
        "NoIjarahMonth",
        "NotThisAkad",
        "ProfitClaimTooSmall",
        "ProfitOutOfOrder",
        "RentOpen",
        "RentTooFarAhead",
        "UnknownContract",
    ),
    "sharing": (
        "NoPool",
        "NothingToShare",
        "NotShariaProduct",
        "PoolExists",
        "ShareDiffers",
        "ShareTwice",
    ),
    "shu": (
        "DecidedAlready",
        "JoinedLater",
        "LossNotShared",
        "NoShare",
        "NotAFundAccount",
        "NotLapsedYet",
        "NotThatSurplus",
        "PaidBeforeMeeting",
        "ReserveTooSmall",
        "ShareNotInArrears",
        "ShareTooMuch",
        "ShuDiffers",
        "TaxTooLarge",
    ),
    "store": (
        "AlreadyRegistered",
        "CostUnknown",
        "CountTooLate",
        "ItemInactive",
        "MeasureFixed",
        "NotInBaseUnits",
        "NotInStock",
        "NotInStorePolicy",
        "NotRegistered",
        "TakesOverTooMuch",
        "UnknownMeasure",
    ),
    "store_trade": (
        "AboveCeiling",
        "AboveCredit",
        "BeforeItsSale",
        "BillKnown",
        "BillUnknown",
        "BuyerNotNamed",
        "LineDiffers",
        "LoanOfAnother",
        "NothingToRecap",
        "NotOnTheList",
        "OverQuota",
        "PaymentsDiffer",
        "PaysTooMuch",
        "PriceDiffers",
        "PriceMissing",
        "ReceiptKnown",
        "ReceiptsWaiting",
        "ReceiptUnknown",
        "RefundNeedsCash",
        "ReturnsTooMuch",
        "StoreDebtOpen",
        "TierForMembers",
        "TillDayIsClosed",
        "TillDaysOpen",
    ),
    "taxes": (
        "FinalTaxOver",
        "NotTaxable",
        "NotWithheld",
        "TaxDiffers",
        "TaxEarlierFirst",
        "TaxInvoiceKnown",
        "TaxMonthTwice",
        "TaxOnExempt",
        "TaxOverpaid",
        "TaxTooHigh",
    ),
    "years": (
        "MonthsStillOpen",
        "NotYearEnd",
        "ResultByHand",
        "SurplusDiffers",
        "YearNotClosed",
        "YearOpenedAlready",
        "YearsInOrder",
    ),
}
"""The refusals by subject: the module of this package that holds them."""

_HOMES = {name: subject for subject, names in SUBJECTS.items() for name in names}

if not TYPE_CHECKING:  # for the checker a name that is in no list stays a mistake

    def __getattr__(name: str) -> type:
        """Loads the subject of a refusal that is asked of this package for the first time."""
        subject = _HOMES.get(name)
        if subject is None:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        module = import_module(f"{__name__}.{subject}")
        for each in SUBJECTS[subject]:
            globals()[each] = getattr(module, each)
        return globals()[name]
