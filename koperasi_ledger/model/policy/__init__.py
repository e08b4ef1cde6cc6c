"""Policy: what the AD/ART and the RAT decided, by section, each with the date it takes effect.

The policy file is TOML written by the pengurus, so its keys are Indonesian (the aliases). Rates,
limits and rules live here and never in code; a section is replaced as a whole, and a past year
keeps reading the version that was in force then. A section is a class in a module of this package,
loaded when it is first met; `document.Policy` is all of them together.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from koperasi_ledger.model.policy.base import Section

SECTIONS: Mapping[str, tuple[str, str]] = {
    "savings": ("savings", "SavingsPolicy"),
    "accounts": ("cooperative", "AccountsPolicy"),
    "deposits": ("deposits", "DepositPolicy"),
    "taxes": ("taxes", "TaxPolicy"),
    "units": ("cooperative", "UnitsPolicy"),
    "loans": ("loans", "LoanPolicy"),
    "borrowings": ("borrowings", "BorrowingPolicy"),
    "sharia": ("sharia", "ShariaPolicy"),
    "store": ("store", "StorePolicy"),
    "agency": ("agency", "AgencyPolicy"),
    "aid": ("aid", "AidPolicy"),
    "shu": ("shu", "ShuPolicy"),
    "bank": ("bank", "BankPolicy"),
    "assets": ("assets", "AssetPolicy"),
    "print": ("cooperative", "PrintPolicy"),
    "health": ("health", "HealthPolicy"),
    "benefits": ("benefits", "BenefitPolicy"),
    "statements": ("statements", "StatementPolicy"),
}
"""The sections by name: the module of this package and the class in it."""


@cache
def section_class(name: str) -> type[Section]:
    """The class of a section."""
    module, cls = SECTIONS[name]
    return getattr(import_module(f"{__name__}.{module}"), cls)  # type: ignore[no-any-return]


__all__ = ["SECTIONS", "Section", "section_class"]
