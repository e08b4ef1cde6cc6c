"""CAMT.053: every version and way of writing reads the same, damage is seen, XML cannot hurt."""

import datetime as dt
import time
from contextlib import suppress
from decimal import Decimal

import pytest
from bank_layouts import Move, september
from camt_layout import URN, Camt, camts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koperasi_ledger.importers import errors
from koperasi_ledger.importers.camt import CamtReader
from koperasi_ledger.importers.camt_xml import BrokenXml, ForbiddenXml
from koperasi_ledger.importers.readers import read_statement
from koperasi_ledger.importers.statement import Statement, prove
from koperasi_ledger.model.errors import Refusal

READERS = (CamtReader(),)
ACCOUNT = "1370000123456"
MOVES = [september(1, "50.00", "SETORAN"), september(2, "-20.25", "BIAYA"), september(2, "7.00")]
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=80)
xml_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30
)
camt_moves = st.lists(
    st.builds(
        Move,
        st.dates(dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
        st.integers(-(10**15), 10**15).filter(bool).map(lambda n: Decimal(n).scaleb(-2)),
        xml_texts,
    ),
    min_size=1,
    max_size=8,
).map(lambda moves: sorted(moves, key=lambda move: move.date))
openings = st.integers(-(10**15), 10**15).map(lambda n: Decimal(n).scaleb(-2))


def _read(data: bytes) -> tuple[Statement, ...]:
    return read_statement(data, "koran.xml", readers=READERS)


def _sample(camt: Camt | None = None) -> str:
    camt = camt or Camt()
    return camt.save(camt.statement(MOVES, Decimal(1000), ACCOUNT)).decode()


def _changed(old: str, new: str) -> bytes:
    text = _sample()
    assert old in text
    return text.replace(old, new, 1).encode()


@quick
@given(camt_moves, openings, camts)
def test_what_was_written_is_read(moves: list[Move], opening: Decimal, camt: Camt) -> None:
    (statement,) = _read(camt.save(camt.statement(moves, opening, ACCOUNT)))
    read = [(ln.date, ln.amount, ln.text) for ln in statement.lines]
    assert read == [(m.date, m.amount, " ".join(m.text.split()) or "REF") for m in moves]
    assert (statement.opening, statement.proven) == (opening, True)
    assert statement.closing == opening + sum((m.amount for m in moves), Decimal(0))
    assert (statement.account, statement.currency) == (ACCOUNT, "IDR")
    assert len({line.row for line in statement.lines}) == len(moves)


@quick
@given(camt_moves, openings, st.data())
def test_entry_lost_doubled_or_altered_is_refused(
    moves: list[Move], opening: Decimal, data: st.DataObject
) -> None:
    camt = Camt(with_counts=False)
    text = camt.save(camt.statement(moves, opening, ACCOUNT)).decode()
    victim = camt.entry(data.draw(st.sampled_from(moves)))
    amount = victim[victim.index(">", 7) + 1 : victim.index("</Amt>")]
    other = amount[:-1] + str((int(amount[-1]) + 1) % 10)
    damaged = {
        "lost": "",
        "doubled": victim * 2,
        "altered": victim.replace(amount, other, 1),
        "turned": victim.replace("DBIT", "X").replace("CRDT", "DBIT").replace("X", "CRDT"),
    }[data.draw(st.sampled_from(["lost", "doubled", "altered", "turned"]), "damage")]
    with pytest.raises(Refusal):
        _read(text.replace(victim, damaged, 1).encode())


@settings(parent=quick, max_examples=300)
@given(st.data())
def test_mutated_file_is_read_with_proof_or_refused(data: st.DataObject) -> None:
    changed = bytearray(_sample().encode())
    junk = [
        b"<Ntry>",
        b"</Stmt>",
        b"<!DOCTYPE x>",
        b"&x;",
        b"<Amt>",
        b"OPBD",
        b"ITBD",
        b"PDNG",
        b"9",
    ]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed)))
        upto = data.draw(st.integers(at, min(len(changed), at + 30)))
        changed[at:upto] = data.draw(st.binary(max_size=5) | st.sampled_from(junk))
    try:
        found = _read(bytes(changed))
    except Refusal:
        return
    assert all(prove(s.lines, s.opening, s.closing) == s.proven for s in found)


@settings(parent=quick, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_behind_a_head_are_read_or_refused(junk: bytes) -> None:
    for head in (b'<Document xmlns="camt.053.', f'<BkToCstmrStmt xmlns="{URN}02"><Stmt>'.encode()):
        with pytest.raises(Refusal):
            _read(head + junk)


def test_batches_are_one_line_with_the_words_of_all() -> None:
    party = (
        "<TxDtls><RltdPties><Dbtr>{}</Dbtr></RltdPties><RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls>"
    )
    batch = party.format("<Nm>SITI CONTOH</Nm>", "SW") + party.format(
        "<Pty><Nm>BUDI</Nm></Pty>", "SW"
    )
    data = _changed("<AddtlNtryInf>SET", f"<NtryDtls>{batch}</NtryDtls><AddtlNtryInf>SET")
    assert _read(data)[0].lines[0].text == "SITI CONTOH SW BUDI SETORAN"


def test_pending_entries_are_left_out() -> None:
    pending = Camt().entry(MOVES[0]).replace("BOOK", "PDNG")
    assert (
        _read(_changed("</Stmt>", f"{pending}</Stmt>"))[0].lines
        == _read(_sample().encode())[0].lines
    )


def test_pages_and_days_of_one_account_are_joined_and_accounts_kept_apart() -> None:
    camt = Camt()
    first = camt.statement(MOVES[:1], Decimal(1000), ACCOUNT).replace("CLBD", "ITBD")
    second = camt.statement(MOVES[1:], Decimal(1050), ACCOUNT).replace("OPBD", "ITBD")
    other = camt.statement(MOVES, Decimal(0), "99999")
    joined, apart = _read(camt.save(first, second, other))
    assert (joined.opening, joined.closing) == (Decimal(1000), Decimal("1036.75"))
    assert [len(joined.lines), apart.account, len(apart.lines)] == [3, "99999", 3]


def test_without_balances_nothing_is_proven() -> None:
    camt = Camt(with_balances=False)
    (read,) = _read(camt.save(camt.statement(MOVES, Decimal(0), ACCOUNT)))
    assert (read.proven, read.opening, len(read.lines)) == (False, None, 3)


XXE = '<!DOCTYPE D [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE D [<!ENTITY a 'ha'>" + "<!ENTITY b '&a;&a;&a;&a;'>]>"
REFUSED: dict[str, tuple[bytes, type[Refusal], int | None]] = {
    "file entity": (_changed("<Document", f"{XXE}<Document"), ForbiddenXml, 2),
    "laughs": (_changed("<Document", f"{LAUGHS}<Document"), ForbiddenXml, 2),
    "undefined entity": (_changed("SETORAN", "&x;"), BrokenXml, 9),
    "cut": (_sample().encode()[:-30], BrokenXml, 12),
    "unknown encoding": (_changed("utf-8", "x-koperasi"), BrokenXml, 1),
    "nested": (_changed("<Stmt>", "<Stmt>" * 70), BrokenXml, 2),
    "long text": (_changed("SETORAN", "x" * 5000), errors.FieldTooLong, 9),
    "interim": (
        _sample().replace("BkToCstmrStmt", "BkToCstmrAcctRpt").encode(),
        errors.ForeignFile,
        None,
    ),
    "notice": (
        _sample().replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn").encode(),
        errors.ForeignFile,
        None,
    ),
    "version": (_changed(f"{URN}02", f"{URN}99"), errors.BadCell, 2),
    "no statement": (
        _sample().replace("<Stmt>", "<Xtmt>").replace("</Stmt>", "</Xtmt>").encode(),
        errors.NoTransactions,
        2,
    ),
    "no account": (
        _changed("<Othr>", "<Othr/><Zthr>").replace(b"</Othr>", b"</Zthr>"),
        errors.TotalsMissing,
        2,
    ),
    "float": (_changed("50.00", "5e1"), errors.BadCell, 9),
    "comma": (_changed("50.00", "50,00"), errors.BadCell, 9),
    "cents of cents": (_changed("50.00", "50.001"), errors.BadCell, 9),
    "negative": (_changed("50.00", "-50.00"), errors.BadCell, 9),
    "no sign": (_changed("CRDT</CdtDbtInd><Sts>", "X</CdtDbtInd><Sts>"), errors.BadCell, 9),
    "other currency": (_changed('"IDR">50', '"USD">50'), errors.BadCell, 9),
    "no such day": (
        _changed("<BookgDt><Dt>2026-09-01", "<BookgDt><Dt>2026-09-31"),
        errors.BadCell,
        9,
    ),
    "count": (_changed("<NbOfNtries>2", "<NbOfNtries>3"), errors.TotalMismatch, 6),
    "two openings": (
        _changed("<TxsSummry>", Camt().balance("OPBD", "2026-09-01", Decimal(1)) + "<TxsSummry>"),
        errors.ContradictoryHeading,
        5,
    ),
    "off by one": (_changed("1036.75", "1036.76"), errors.BrokenChain, 4),
}


@pytest.mark.parametrize("case", REFUSED)
def test_unclear_files_are_refused_with_their_row(case: str) -> None:
    data, kind, row = REFUSED[case]
    with pytest.raises(kind) as caught:
        _read(data)
    assert isinstance(caught.value, errors.StatementRefusal)
    assert caught.value.remedy
    assert caught.value.where == (f"koran.xml, baris {row}" if row else "koran.xml")


@pytest.mark.parametrize("unit", ["<Ntry/>", "<x/>", "<Ntry><Amt/></Ntry>", "x", "\n", "&amp;"])
def test_ten_megabytes_of_anything_are_bounded(unit: str) -> None:
    head, tail = _sample().split("</Stmt>")
    data = f"{head}{unit * (9_500_000 // len(unit))}</Stmt>{tail}".encode()
    began = time.process_time()
    with suppress(Refusal):
        _read(data)
    assert time.process_time() - began < 10
