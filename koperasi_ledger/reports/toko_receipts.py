"""What only the records of receipts tell: facts of each that never change once it is recorded."""

import json
from typing import NamedTuple

from koperasi_ledger.model.records import Receipt
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.toko_events import sen_of


class Kept(NamedTuple):
    """What the record of a receipt keeps of it: cost or consignor's part and PPN of each line."""

    items: tuple[str, ...]
    costs: tuple[int, ...]
    taxes: tuple[int, ...] = ()
    with_tax: bool = False
    commission_only: bool = False


def kept_receipts(postings: Postings) -> dict[str, Kept]:
    """What the records keep of all receipts, by the ref of each; the newest of every number."""
    rows = postings.source.rows("SELECT body FROM records WHERE kind = ?", (Receipt.kind,))
    found = {}
    for (text,) in rows:
        body = json.loads(text)
        lines = body.get("lines", ())
        found[body["ref"]] = Kept(
            tuple(line[0] for line in lines),
            tuple(sen_of(line[3]) for line in lines),
            tuple(sen_of(tax) for tax in body.get("taxes", ())),
            body.get("with_tax", False),
            body.get("commission_only", False),
        )
    return found
