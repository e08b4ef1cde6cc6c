"""What independent engines read in the ledger text: Beancount, and uromyces where installed."""

from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from koperasi_ledger.model.money import format_rupiah


class EngineTotals(NamedTuple):
    """What an engine made of a ledger: its errors, each account's balance, and counts."""

    errors: tuple[str, ...]
    balances: dict[str, Decimal]
    transactions: int
    assertions: int


def beancount_totals(main: Path) -> EngineTotals:
    """The ledger as Beancount reads it; never from its cache, which a changed file can escape."""
    from beancount import loader  # noqa: PLC0415 - costs half a second
    from beancount.core.data import Balance, Transaction  # noqa: PLC0415

    loader.initialize(use_cache=False)
    entries, errors, _ = loader.load_file(str(main))
    shown = tuple(
        f"{Path(error.source['filename']).name} baris {error.source['lineno']}: {error.message}"
        for error in errors
    )
    return _totals(entries, shown, Transaction, Balance)


def uromyces_totals(main: Path) -> EngineTotals | None:
    """The ledger as uromyces reads it; None where it is not installed."""
    try:
        import uromyces  # noqa: PLC0415 - an optional engine
    except ImportError:
        return None
    ledger = uromyces.load_file(str(main))
    shown = tuple(str(getattr(error, "message", error)) for error in ledger.errors)
    return _totals(ledger.entries, shown, uromyces.Transaction, uromyces.Balance)


def _totals(
    entries: Any,  # noqa: ANN401 - each engine has its own
    errors: tuple[str, ...],
    transaction: type,
    balance: type,
) -> EngineTotals:
    balances: dict[str, Decimal] = {}
    transactions = assertions = 0
    for entry in entries:
        if isinstance(entry, transaction):
            transactions += 1
            for posting in entry.postings:  # type: ignore[attr-defined]
                account, units = posting.account, posting.units
                balances[account] = balances.get(account, Decimal(0)) + units.number
        elif isinstance(entry, balance):
            assertions += 1
    return EngineTotals(errors, balances, transactions, assertions)


def compare_totals(found: EngineTotals, expected: EngineTotals) -> str | None:
    """The first thing in which an engine and the postings differ, in Indonesian."""
    if found.errors:
        more = f" (dan {len(found.errors) - 1} lagi)" if len(found.errors) > 1 else ""
        return f"{found.errors[0]}{more}"
    zero = Decimal(0)
    for account in sorted(found.balances.keys() | expected.balances.keys()):
        theirs = found.balances.get(account, zero)
        ours = expected.balances.get(account, zero)
        if theirs != ours:
            return f"{account}: teks Rp{format_rupiah(theirs)}, jurnal Rp{format_rupiah(ours)}"
    if found.transactions != expected.transactions:
        return f"teks {found.transactions} transaksi, jurnal {expected.transactions}"
    if found.assertions != expected.assertions:
        return f"teks {found.assertions} rekonsiliasi, jurnal {expected.assertions}"
    return None
