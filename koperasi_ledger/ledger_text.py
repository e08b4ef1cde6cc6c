"""The ledger text: Beancount files and JSON Lines printed from the journal, and nothing else.

Every function here is pure: the same events give the same bytes on any machine. Whole rupiah are
printed as integers, so that Beancount checks balances without any tolerance. Members appear as
metadata by number, never by name.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import cache

from koperasi_ledger.model.accounts import ROOTS, Account
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.model.fields import iso_day
from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.records import Cooperative

MAIN = "main.beancount"
ACCOUNTS = "accounts.beancount"

_ROOT_OPTIONS = ("assets", "liabilities", "equity", "income", "expenses")


HEADER = "".join(
    f'option "name_{option}" "{root}"\n' for option, root in zip(_ROOT_OPTIONS, ROOTS, strict=True)
)
"""The first lines of every ledger file: Beancount reads root names per file, includes too."""


@cache
def ledger_name(day: str) -> str:
    """The ledger file of an ISO day: `2026/2026-01.beancount`."""
    return f"{day[:4]}/{day[:7]}.beancount"


@cache
def events_name(day: str) -> str:
    """The events file of an ISO day: `events/2026-01.jsonl`."""
    return f"events/{day[:7]}.jsonl"


def quoted(text: str) -> str:
    """A Beancount string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def number(amount: Decimal) -> str:
    """An amount as Beancount reads it: an integer, or two decimals when there are sen."""
    text = str(amount)
    if text.isdecimal() or text[1:].isdecimal():
        return text
    sen = to_sen(amount)
    whole, rest = divmod(abs(sen), 100)
    sign = "-" if sen < 0 else ""
    return f"{sign}{whole}.{rest:02d}" if rest else f"{sign}{whole}"


def print_event(seq: int, kind: str, document: str | None, entry: Entry | Balance | None) -> str:
    """The directive that an event prints and a blank line; empty when it posts nothing."""
    if entry is None:
        return ""
    if isinstance(entry, Balance):
        # Beancount checks a balance at the start of its day.
        day = entry.date + timedelta(days=1)
        return (
            f"{day} balance {entry.account}  {number(entry.amount)} IDR\n"
            f'  ref: "{entry.ref}"\n'
            f"  urut: {seq}\n\n"
        )
    lines = [
        f"{iso_day(entry.date)} * {quoted(entry.narration)} ^{entry.ref}",
        f'  ref: "{entry.ref}"',
        f'  jenis: "{kind}"',
        f"  urut: {seq}",
    ]
    if document is not None:
        lines.append(f"  bukti: {quoted(document)}")
    if entry.policy is not None:
        lines.append(f'  kebijakan: "{entry.policy}"')
    for account, amount, member, unit, bank_ref, sub in entry.postings:
        lines.append(f"  {account}  {number(amount)} IDR")
        if member is not None:
            lines.append(f'    anggota: "{member}"')
        if sub is not None:
            lines.append(f'    rincian: "{sub}"')
        if unit is not None:
            lines.append(f'    unit: "{unit}"')
        if bank_ref is not None:
            lines.append(f'    bank-ref: "{bank_ref}"')
    return "\n".join(lines) + "\n\n"


@cache
def _json_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def print_stored(
    *, seq: int, recorded_at: str, recorded_by: str, prev: str, digest: str, body: str
) -> str:
    """The JSON line of an event: what the chain covers, around the event's exact canonical text."""
    return (
        f'{{"seq":{seq},"recorded_at":"{recorded_at}","recorded_by":{_json_text(recorded_by)},'
        f'"prev":"{prev}","hash":"{digest}","event":{body}}}\n'
    )


def print_accounts(cooperative: Cooperative, chart: Iterable[Account]) -> str:
    """The `open` directives of the whole chart, in the order of the codes."""
    opens = "".join(
        f"{cooperative.founded} open {account.name}  IDR\n"
        f'  kode: "{account.code}"\n'
        f"  nama: {quoted(account.title)}\n"
        for account in chart
    )
    note = "; Bagan akun, dicetak dari jurnal; perubahan dengan tangan akan hilang.\n"
    return f"{note}{HEADER}\n{opens}"


def print_main(cooperative: Cooperative, months: Iterable[str]) -> str:
    """The main file: options, and one include for the accounts and for each month (`YYYY-MM`)."""
    includes = "".join(f'include "{month[:4]}/{month}.beancount"\n' for month in sorted(months))
    return (
        "; Buku besar, dicetak dari jurnal; perubahan dengan tangan akan hilang.\n"
        f'option "title" {quoted(cooperative.name)}\n'
        'option "operating_currency" "IDR"\n'
        f"{HEADER}"
        # No difference is small enough to be overlooked.
        'option "tolerance_multiplier" "0"\n'
        'option "account_current_earnings" "SHU:TahunBerjalan"\n'
        'option "account_previous_earnings" "SHU:TahunLalu"\n'
        'option "account_previous_balances" "SaldoAwal"\n'
        f'\n{cooperative.founded} commodity IDR\n  name: "Rupiah"\n'
        f'{cooperative.founded} custom "fava-option" "locale" "id_ID"\n'
        f'{cooperative.founded} custom "fava-option" "currency-column" "80"\n'
        f'\ninclude "{ACCOUNTS}"\n{includes}'
    )


def month_files(sizes: Mapping[str, int]) -> tuple[str, ...]:
    """The months (`YYYY-MM`) that have a ledger file among the names in `sizes`."""
    return tuple(sorted(name[5:12] for name in sizes if name[4:5] == "/" and sizes[name]))
