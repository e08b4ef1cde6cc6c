"""Reading policy: which version of a section is in force on a day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from koperasi_ledger.model.policy import Section
from koperasi_ledger.model.policy.savings import SavingsPolicy, SavingsProduct
from koperasi_ledger.model.records import PolicySection, PolicyVersion
from koperasi_ledger.rules.errors import NoPolicy, UnknownProduct


def version_on(section: PolicySection, day: date) -> PolicyVersion | None:
    """The version in force on `day`: the latest that took effect on or before it."""
    for version in reversed(section.versions):
        if version.effective <= day:
            return version
    return None


S = TypeVar("S", bound=Section)


def body_on(section: PolicySection, cls: type[S], day: date) -> S | None:
    """What the section says on `day`; None before its first version."""
    version = version_on(section, day)
    return version.body if version is not None and isinstance(version.body, cls) else None


def assessed_on(section: PolicySection, cls: type[S], day: date) -> tuple[S, date] | None:
    """What to measure a day by, and since when it holds: in force then, or the first after it.

    Assessing what is over may be decided late; nothing is posted by it.
    """
    found = version_on(section, day) or next(iter(section.versions), None)
    if found is None or not isinstance(found.body, cls):
        return None
    return found.body, found.effective


def in_force(section: PolicySection, cls: type[S], name: str, day: date) -> tuple[S, str]:
    """What the section `name` (as the policy file calls it) says on `day`, and who adopted it.

    Raises:
        NoPolicy: none is in force.
    """
    version = version_on(section, day)
    if version is None or not isinstance(version.body, cls):
        raise NoPolicy(name, day)
    return version.body, version.ref


def bodies(section: PolicySection, cls: type[S]) -> Iterator[S]:
    """What the section said in each of its versions, oldest first."""
    return (version.body for version in section.versions if isinstance(version.body, cls))


class SavingsTerms(NamedTuple):
    """The savings policy in force, and the ref of the event that adopted it."""

    policy: SavingsPolicy
    ref: str


def savings_on(section: PolicySection, day: date) -> SavingsTerms:
    """The savings policy in force on `day`.

    Raises:
        NoPolicy: none is.
    """
    return SavingsTerms(*in_force(section, SavingsPolicy, "simpanan", day))


def product_of(terms: SavingsTerms, key: str) -> SavingsProduct:
    """The voluntary savings product with this key.

    Raises:
        UnknownProduct: the policy in force has none.
    """
    for product in terms.policy.products:
        if product.key == key:
            return product
    raise UnknownProduct(key, [product.key for product in terms.policy.products])


def product_held(section: PolicySection, key: str, day: date) -> SavingsProduct:
    """The product in force, or one no longer offered, whose savers may take out all they hold.

    Raises:
        UnknownProduct: no policy ever had it.
    """
    terms = savings_on(section, day)
    try:
        return product_of(terms, key)
    except UnknownProduct:
        for policy in reversed(tuple(bodies(section, SavingsPolicy))):
            for product in policy.products:
                if product.key == key:
                    return product.model_copy(update={"minimum_balance": Decimal(0)})
        raise
