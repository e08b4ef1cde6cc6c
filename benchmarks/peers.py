"""The same transactions for hledger and ledger, read back from the ledger text we printed."""

import re
from collections.abc import Iterator
from pathlib import Path

_TRANSACTION = re.compile(r'([0-9]{4}-[0-9]{2}-[0-9]{2}) \* "((?:[^"\\]|\\.)*)"')
_POSTING = re.compile(r"  ([A-Z][\w:-]+)  (-?[0-9]+(?:\.[0-9]+)?) IDR")


def journal_of(book: Path) -> Iterator[str]:
    """The lines of a plain-text journal that hledger and ledger both read."""
    for file in sorted(book.glob("20[0-9][0-9]/*.beancount")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                if found := _TRANSACTION.match(line):
                    text = found[2].replace('\\"', "'").replace(";", ",").replace("|", "/")
                    yield f"\n{found[1]} * {text}\n"
                elif found := _POSTING.match(line):
                    yield f"    {found[1]}  {found[2]} IDR\n"


def write_journal(book: Path, place: Path) -> int:
    """Writes the journal and says how many transactions it has."""
    count = 0
    with place.open("w", encoding="utf-8") as file:
        for line in journal_of(book):
            count += line.startswith("\n")
            file.write(line)
    return count
