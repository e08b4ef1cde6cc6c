"""Finding an account by what a person types: its name, its code, or the end of its name."""

from difflib import get_close_matches

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import Account
from koperasi_ledger.workflows.by_hand_errors import AccountAmbiguous, AccountNotFound


def find_account(books: Books, text: str) -> Account:
    """The account meant by `text`: `Beban:Usaha:Sewa`, `6120`, or `Sewa` if only one ends so.

    Raises:
        AccountNotFound: there is none; the nearest names are told.
        AccountAmbiguous: several end this way.
    """
    chart = books.chart()
    typed = text.strip()
    if typed in chart:
        return chart[typed]
    lower = typed.lower()
    for account in chart.values():
        if account.code == typed or account.name.lower() == lower:
            return account
    ends = [item for item in chart.values() if lower and item.name.lower().endswith(f":{lower}")]
    if len(ends) > 1:
        raise AccountAmbiguous(typed, [item.name for item in ends])
    if ends:
        return ends[0]
    raise AccountNotFound(typed[:80], _nearest(lower, list(chart)))


def _nearest(lower: str, names: list[str]) -> list[str]:
    """The names that look most like it, as a whole or in their last parts."""
    keys = {name.lower(): name for name in names}
    for name in names:
        keys.setdefault(name.lower().rpartition(":")[2], name)
        keys.setdefault(name.lower().partition(":")[2], name)
    found = [keys[key] for key in get_close_matches(lower, keys, n=4, cutoff=0.6)]
    found += [name for name in names if len(lower) > 3 and lower in name.lower()]
    return list(dict.fromkeys(found))[:3]
