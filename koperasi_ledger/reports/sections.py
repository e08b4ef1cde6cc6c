"""Which accounts stand where on a statement: sections by root and official code, as data."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from koperasi_ledger.model.accounts import Account


class Section(NamedTuple):
    """A part of a statement: the accounts of `root` whose code starts with one of `codes`.

    The longest matching code wins; "" takes what no other section of the root takes, so that an
    account added with an unusual code is on the statement all the same. `sign` is -1 where a
    credit is printed as a positive figure. An empty `title` prints neither heading nor subtotal.
    """

    key: str
    title: str
    root: str
    codes: tuple[str, ...]
    sign: int

    @property
    def subtotal(self) -> str:
        """The name of the section's sum."""
        return f"Jumlah {self.title[:1].lower()}{self.title[1:]}"


def placed(
    sections: Sequence[Section], accounts: Iterable[Account]
) -> dict[str, tuple[Account, ...]]:
    """The accounts of each section by its key, in the order of their codes."""
    found: dict[str, list[Account]] = {section.key: [] for section in sections}
    for account in sorted(accounts, key=lambda item: (item.code, item.name)):
        fits = [
            (len(code), section.key)
            for section in sections
            if section.root == account.root
            for code in section.codes
            if account.code.startswith(code)
        ]
        if fits:
            found[max(fits)[1]].append(account)
    return {key: tuple(items) for key, items in found.items()}
