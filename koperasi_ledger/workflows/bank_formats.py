"""Which formats a bank file may have: the built-in ones, and the layouts of a book.

Apart from `bank_layouts`, which costs a quarter of a second that most books need not wait.
"""

from pathlib import Path

from koperasi_ledger.importers.readers import READERS, Reader

FOLDER = "tata-letak-bank"
"""Where a book keeps its layouts."""


def readers_for(folder: Path | None, layout: Path | None = None) -> tuple[Reader, ...]:
    """The formats to choose from: the one layout that was named, or all that the book knows.

    Raises:
        LayoutNameTaken: two are called the same.
        CannotRead, BadToml, WrongEntry, Refusals: see `bank_layouts.read_layout`.
    """
    files = sorted((folder / FOLDER).glob("*.toml")) if folder is not None else []
    if layout is None and not files:
        return READERS
    from koperasi_ledger.workflows.bank_layouts import named_reader, own_readers  # noqa: PLC0415

    return (named_reader(layout),) if layout is not None else (*READERS, *own_readers(files))
