"""The hash chain: each event's hash covers its content and the hash of the one before it."""

from hashlib import sha256
from typing import NamedTuple

from koperasi_ledger.journal.errors import BrokenChain

GENESIS = "0" * 64
"""The hash that the first event takes as its predecessor's."""


class Stored(NamedTuple):
    """An event as the journal keeps it; `body` is its canonical JSON, `recorded_at` UTC ISO."""

    seq: int
    ref: str
    kind: str
    date: str
    recorded_at: str
    recorded_by: str
    body: str
    prev: str
    hash: str


def link(seq: int, recorded_at: str, recorded_by: str, prev: str, body: str) -> str:
    """The hash of an event, 64 hexadecimal digits.

    SHA-256 over the five values, each on a line of its own; no value holds a line break.
    """
    text = f"{seq}\n{recorded_at}\n{recorded_by}\n{prev}\n{body}"
    return sha256(text.encode()).hexdigest()


def verify(stored: Stored, seq: int, prev: str) -> None:
    """Checks one event against its place in the chain.

    Raises:
        BrokenChain: it is not the event that was recorded there.
    """
    expected = link(stored.seq, stored.recorded_at, stored.recorded_by, stored.prev, stored.body)
    if stored.seq != seq or stored.prev != prev or stored.hash != expected:
        raise BrokenChain(seq, stored.ref)
