"""A member's SHU slip: what her shares come from, and a code by which anybody can check it.

The code (also as QR) holds year, member, a digest of everything the shares follow from, and the
start of the journal's hash at the decision. It is computed from the decision alone: a slip printed
in ten years carries the same one. No official form was found; the columns are those of published
slips (accounting reference section 3, "Slip SHU").
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import (
    DEPOSITS,
    DEPOSITS_LONG,
    POKOK,
    SHU_MEMBERS,
    SWP,
    VOLUNTARY,
    WAJIB,
)
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events.shu import ShuDecided
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.shu import ShuBase, ShuPolicy
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.rules.policies import bodies, body_on
from koperasi_ledger.rules.shu import Distribution, Slip

_SAVINGS = {
    POKOK: "Simpanan pokok",
    WAJIB: "Simpanan wajib",
    SWP: "Simpanan wajib pinjam",
    VOLUNTARY: "Simpanan sukarela",
    DEPOSITS: "Simpanan berjangka",
    DEPOSITS_LONG: "Simpanan berjangka",
}
_CODE = re.compile(r"KOPSHU1:([0-9]{4}):([A-Z0-9./-]{1,32}):([0-9A-F]{24}):([0-9A-F]{16})")
_WORDS = {
    "simpanan_pokok": "simpanan pokok",
    "simpanan_wajib": "simpanan wajib",
    "simpanan_wajib_pinjam": "simpanan wajib pinjam",
    "simpanan_sukarela": "simpanan sukarela",
    "simpanan_berjangka": "simpanan berjangka",
    "belanja": "belanja di toko",
    "jual_hasil": "hasil yang dijual kepada koperasi",
    "fee_keagenan": "fee transaksi keagenan",
    "jasa_pinjaman": "jasa pinjaman",
    "jasa_pinjaman_dibayar": "jasa pinjaman yang dibayar",
    "pokok_pinjaman": "pinjaman yang dicairkan",
}
_BALANCES = {
    "akhir": "saldo akhir tahun",
    "rata-rata": "jumlah saldo 12 akhir bulan",
    "harian": "jumlah saldo setiap hari",
}


class NotASlipCode(Refusal):
    """The text is no code of a slip."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:80]!r} bukan kode slip SHU.",
            remedy="Pindai QR pada slip, atau ketik kode di bawahnya: KOPSHU1:TAHUN:NOMOR:... .",
        )


@dataclass(frozen=True, slots=True)
class SlipCode:
    """What the code of a slip says: whose it is, its digest, and the journal's hash it rests on."""

    year: int
    member: str
    digest: str
    journal: str

    def __str__(self) -> str:
        return f"KOPSHU1:{self.year}:{self.member}:{self.digest}:{self.journal}"


@dataclass(frozen=True, slots=True)
class SlipPool:
    """A line: the pool, what it is measured by, the member's part of it, and her share."""

    pool: str
    measured: str
    base: Decimal
    base_total: Decimal
    allotted: Decimal
    rate: Fraction
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SlipPayment:
    """How (a part of) the share was paid; `debt` of it paid what the member owed (`owed`)."""

    date: date
    ref: str
    amount: Decimal
    debt: Decimal
    owed: str
    way: str


@dataclass(frozen=True, slots=True)
class MemberSlip:
    """A slip, ready to be laid out. Amounts in rupiah."""

    cooperative: str
    address: str | None
    year: int
    decision: str
    decided: date
    member: str
    name: str
    savings: tuple[tuple[str, Decimal], ...]
    pools: tuple[SlipPool, ...]
    amount: Decimal
    payments: tuple[SlipPayment, ...]
    code: SlipCode
    ref: str

    @property
    def offset(self) -> Decimal:
        """What of the share paid debts: simpanan wajib, instalments, the store."""
        return sum((each.debt for each in self.payments), Decimal(0))

    @property
    def received(self) -> Decimal:
        """What was paid out or saved so far."""
        return sum((each.amount - each.debt for each in self.payments), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What still waits."""
        return self.amount - sum((each.amount for each in self.payments), Decimal(0))


def read_code(text: str) -> SlipCode:
    """The parts of a slip's code, as scanned or typed (small letters too).

    Raises:
        NotASlipCode: it is something else.
    """
    found = _CODE.fullmatch(text.strip().upper())
    if found is None:
        raise NotASlipCode(text)
    return SlipCode(int(found[1]), found[2], found[3], found[4])


def code_of(
    cooperative: str, event: ShuDecided, slip: Slip, pools: Sequence[SlipPool], journal_hash: str
) -> SlipCode:
    """The code of a member's slip; it follows from the decision and nothing else."""
    said = {
        "koperasi": cooperative,
        "keputusan": event.ref,
        "tahun": event.year,
        "anggota": slip.number,
        "bagian": [
            [each.pool, *map(str, (each.base, each.base_total, each.allotted, each.amount))]
            for each in pools
        ],
        "jumlah": str(slip.amount),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(f"{journal_hash}\n{text}".encode()).hexdigest()[:24].upper()
    return SlipCode(event.year, slip.number, digest, journal_hash[:16].upper())


def make_slips(
    books: Books,
    postings: Postings,
    event: ShuDecided,
    result: Distribution,
    members: Iterable[str] | None = None,
) -> Iterator[MemberSlip]:
    """The slips of a decision, of all members who share or of those named, by number."""
    wanted = None if members is None else set(members)
    cooperative = books.cooperative()
    (journal_hash,) = next(
        postings.source.rows("SELECT hash FROM events WHERE ref = ?", (event.ref,))
    )
    savings = _savings(postings, date(event.year, 12, 31))
    paid = payments_of(postings, event.year)
    words = _measures(books, event)
    shares = {share.pool.name: share for share in result.member_pools()}
    for slip in sorted(result.slips(), key=lambda each: each.number):
        if wanted is not None and slip.number not in wanted:
            continue
        pools = tuple(
            SlipPool(
                line.pool,
                words[shares[line.pool].pool.base or ""],
                line.base,
                shares[line.pool].base_total,
                shares[line.pool].allotted,
                line.rate,
                line.amount,
            )
            for line in slip.lines
        )
        yield MemberSlip(
            cooperative.name,
            cooperative.address,
            event.year,
            event.decision,
            event.date,
            slip.number,
            books.member(slip.number).name,
            tuple(savings.get(slip.number, {}).items()),
            pools,
            slip.amount,
            tuple(paid.get(slip.number, ())),
            code_of(cooperative.name, event, slip, pools, journal_hash),
            event.ref,
        )


def _savings(postings: Postings, day: date) -> dict[str, dict[str, Decimal]]:
    """What each member held at the day's end, by what the slip calls it."""
    marks = ", ".join("?" * len(_SAVINGS))
    rows = postings.source.rows(
        "SELECT member, account, SUM(sen) FROM postings"  # noqa: S608 - only marks
        f" WHERE account IN ({marks}) AND member IS NOT NULL AND date <= ? AND seq <= ?"
        " GROUP BY member, account",
        (*_SAVINGS, day.isoformat(), postings.seq),
    )
    found: dict[str, dict[str, Decimal]] = {}
    order = list(dict.fromkeys(_SAVINGS.values()))
    for member, account, sen in rows:
        own = found.setdefault(member, {})
        name = _SAVINGS[account]
        own[name] = own.get(name, Decimal(0)) + from_sen(-int(sen))
    return {
        member: {name: own[name] for name in order if own.get(name)}
        for member, own in found.items()
    }


def payments_of(postings: Postings, year: int) -> Mapping[str, Sequence[SlipPayment]]:
    """What took from a year's shares and was not reversed, by member, oldest first."""
    rows = postings.source.rows(
        "SELECT e.ref, e.kind, e.body, p.member FROM postings p JOIN events e ON e.seq = p.seq"
        " WHERE p.account = ? AND p.sub = ? AND p.sen > 0 AND p.seq <= ?"
        " AND e.kind <> 'event_reversed' AND NOT EXISTS"
        " (SELECT 1 FROM records r WHERE r.kind = 'pembalikan' AND r.id = e.ref)"
        " ORDER BY p.date, p.seq",
        (SHU_MEMBERS, str(year), postings.seq),
    )
    found: dict[str, list[SlipPayment]] = {}
    for ref, kind, body, member in rows:
        said = json.loads(body)
        debt, owed = _debt(kind, said)
        day, amount = date.fromisoformat(said["date"]), Decimal(said["amount"])
        payment = SlipPayment(day, ref, amount, debt, owed, _way(kind, said))
        found.setdefault(member, []).append(payment)
    return found


def _debt(kind: str, said: Mapping[str, str]) -> tuple[Decimal, str]:
    """What of a payment paid a debt of the member, and which, in words."""
    if kind == "loan_repaid":
        return Decimal(said["amount"]), f"angsuran {said['loan']}"
    if kind == "receivable_paid":
        return Decimal(said["amount"]), "belanja toko yang belum dibayar"
    return Decimal(said.get("wajib", "0")), "simpanan wajib tertunggak"


def _way(kind: str, said: Mapping[str, str]) -> str:
    if kind == "share_lapsed":
        return "tidak diambil"
    if "savings" in said:
        return f"simpanan {said['savings']}"
    if "via" in said:
        return f"dibayar dari {said['via']}"
    return "dijelaskan dari bank" if "clears" in said else "potong tunggakan"


def _measures(books: Books, event: ShuDecided) -> dict[str, str]:
    """What each base of the plan measures, in words; its name where the policy is gone."""
    section = books.section("shu")
    end = date(event.year, 12, 31)
    policy = body_on(section, ShuPolicy, end) or next(bodies(section, ShuPolicy), None)
    known: Mapping[str, ShuBase] = policy.bases if policy is not None else {}
    names = {pool.base for pool in event.plan.pools if pool.base is not None}
    return {name: measured(known[name]) if name in known else name for name in names}


def measured(base: ShuBase) -> str:
    """What a base measures, in words."""
    words = " + ".join(_WORDS[measure] for measure in base.counted)
    saved = any(measure.startswith("simpanan") for measure in base.counted)
    return f"{words} ({_BALANCES[base.balance]})" if saved else words
