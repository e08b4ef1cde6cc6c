"""The `import-config` of a book: its bank accounts as importers for beangulp and Fava."""

from koperasi_ledger.importers.identity import event_text
from koperasi_ledger.workflows.bank_facts import bank_accounts
from koperasi_ledger.workflows.book import Book

_HEAD = '''\
"""Importer rekening bank untuk beangulp dan halaman impor Fava.

    python {name} identify FOLDER
    python {name} extract FOLDER -e main.beancount
    python {name} archive FOLDER -o dokumen

Untuk Fava, tulis di berkas Beancount:

    2026-01-01 custom "fava-option" "import-config" "{name}"
    2026-01-01 custom "fava-option" "import-dirs" "FOLDER"

Ini untuk buku Beancount yang diisi sendiri. Buku koperasi dicatat dengan: koperasi bank impor
"""

from pathlib import Path

from koperasi_ledger.importers.beangulp_adapter import BankImporter
from koperasi_ledger.workflows.bank_formats import readers_for

# Format bawaan, dan tata letak sendiri di folder tata-letak-bank.
READERS = readers_for(Path({folder}))

CONFIG = [
'''
_TAIL = """\
]
HOOKS = []

if __name__ == "__main__":
    from beangulp import Ingest

    Ingest(CONFIG, HOOKS)()
"""
NAME = "impor_bank.py"
"""What the file is called in its own explanation."""


def import_config(book: Book) -> str:
    """The Python text that beangulp and Fava take, with an importer for each bank account."""
    lines = [
        f"    # {event_text(item.name)}\n"
        f"    BankImporter({item.account!r}, {item.number!r},"
        f" key={item.short!r}, readers=READERS),\n"
        for item in bank_accounts(book.journal.books())
        if item.number
    ]
    head = _HEAD.format(name=NAME, folder=repr(str(book.folder.resolve())))
    return f"{head}{''.join(lines)}{_TAIL}"
