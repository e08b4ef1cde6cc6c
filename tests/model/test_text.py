"""Text as people type it: byte-exact in the ledger as read back, or refused with a clear word."""

import json
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Custom, Open, Transaction
from book_fold import Fold, founded, joined, make
from hypothesis import example, given
from hypothesis import strategies as st

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import canonical, from_canonical
from koperasi_ledger.model.fields import clean_text
from koperasi_ledger.model.records import Member

HOSTILE = {
    "quotes": "Toko \"Maju\" 'Jaya'",
    "comment": "; ini bukan komentar",
    "directive": '2026-01-01 open Aset:Palsu "x" #tag ^link {5 IDR} @ 1',
    "markup": "<script>alert(1)</script> {{ x }} ${y} #set",
    "emoji": "Warung 😀👍🏽❤️",
    "combining": "Ba\u0301mbang e\u0323\u0302",
    "no composed form": "x\u0301\u0323",
    "wide": "山田　太郎",
    "arabic": "محمد",
    "long": "é" * 500,
}
REFUSED = {
    "backslash": r"C:\buku",
    "last backslash": "akhir\\",
    "newline": "satu\ndua",
    "tab": "satu\tdua",
    "NUL": "satu\0dua",
    "escape": "satu\x1b[31mdua",
    "delete": "satu\x7fdua",
    "C1": "satu\x85dua",
    "bidi override": "Budi\u202egnak",
    "bidi isolate": "Budi\u2066x\u2069",
    "mark": "Budi\u200f",
    "zero width": "Bu\u200bdi",
    "joiner": "👨\u200d👩\u200d👧",
    "soft hyphen": "Bu\u00addi",
    "BOM": "\ufeffBudi",
    "line separator": "satu\u2028dua",
    "private": "Budi\ue000",
    "noncharacter": "Budi\uffff",
    "unassigned": "Budi\u0378",
    "filler": "\u3164",
    "grapheme joiner": "Bu\u034fdi",
    "blank": "  ",
    "empty": "",
    "too long": "x" * 501,
    "too long once composed": "\u0958" * 251,
}


def ledger(text: str) -> Fold:
    """Books where every free text that reaches the ledger is `text`."""
    money = {"via": "kas", "lines": [{"account": "Beban:Usaha:Sewa", "amount": "5"}]}
    name = text[:120]
    policy = {"akun": {"tambahan": [{"akun": "Beban:Usaha:Tol", "kode": "6131", "nama": name}]}}
    day = "2026-01-05"
    first, *rest = founded()
    return Fold().add_all(
        [
            first.model_copy(update={"name": clean_text(name)}),
            *rest,
            joined("A-1"),
            make("payment_recorded", "P", day, note=text, document=text, **money),
            make("policy_adopted", "K-2", day, effective=day, decision=text, policy=policy),
            make("event_reversed", "B", day, target="P", reason=text),
        ]
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_survives_into_the_ledger(text: str, tmp_path: Path) -> None:
    stored = unicodedata.normalize("NFC", text)
    fold = ledger(text)
    path = tmp_path / "main.beancount"
    path.write_bytes(fold.text().encode())
    entries, errors, found = loader.load_file(str(path))
    assert errors == []
    assert found["title"] == stored[:120]
    paid, undone = [entry for entry in entries if isinstance(entry, Transaction)]
    assert paid.meta["bukti"] == stored
    assert paid.narration == f"Pengeluaran: {stored}"
    assert undone.narration == f"Pembalikan P: {stored}"
    names = [entry.meta["nama"] for entry in entries if isinstance(entry, Open)]
    assert stored[:120] in names
    # Nothing in the text became a directive.
    assert len([entry for entry in entries if isinstance(entry, Open)]) == len(fold.books.chart())
    assert len([entry for entry in entries if isinstance(entry, Custom)]) == 2


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_survives_into_the_second_engine(text: str, tmp_path: Path) -> None:
    uromyces = pytest.importorskip("uromyces")
    path = tmp_path / "main.beancount"
    path.write_bytes(ledger(text).text().encode())
    found = uromyces.load_file(str(path))
    assert found.errors == []
    paid = next(entry for entry in found.entries if isinstance(entry, uromyces.Transaction))
    assert paid.meta["bukti"] == unicodedata.normalize("NFC", text)
    assert paid.postings[0].units.number == Decimal(5)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_text_that_misleads_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        make("member_resigned", "AK", "2026-01-05", member="A-1", reason=text)
    message = str(caught.value)
    assert "reason" in message
    words = ("Karakter ke-", "Tidak boleh kosong", "Lebih dari 500 huruf", "Garis miring")
    assert any(word in message for word in words)
    assert message.isprintable() or message.replace("\n", "").isprintable()


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(Refusal):
        make("member_resigned", "AK", "2026-01-05", member="A-1", reason="Budi\ud800")


@given(st.text(max_size=60))
@example("\u0344")
@example(" \u2126\u0301 ")
def test_what_is_accepted_is_stored_once_and_for_all(text: str) -> None:
    try:
        event = make("member_resigned", "AK", "2026-01-05", member="A-1", reason=text)
    except Refusal:
        return
    assert event.reason == unicodedata.normalize("NFC", text.strip())  # type: ignore[attr-defined]
    assert from_canonical(canonical(event)) == event
    assert json.loads(canonical(event))["reason"] == event.reason  # type: ignore[attr-defined]
    assert clean_text(event.reason) == event.reason  # type: ignore[attr-defined]


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_a_name_never_breaks_out_of_its_string(text: str) -> None:
    try:
        clean_text(text)
        event = make("member_changed", "U", "2026-01-05", member="A-1", name=text)
    except (Refusal, ValueError):
        return
    fold = Fold().add_all([*founded(), joined("A-1"), event])
    member = fold.books.peek(Member, "A-1")
    assert member is not None
    # Members' names never reach the ledger: it can be published.
    nameless = Fold().add_all([*founded(), joined("A-1")]).text()
    if len(member.name) > 8 and member.name not in nameless:
        assert member.name not in fold.text()


REFS = ["A", "a.b_c-d/e", "9", "A" * 80, "BKM-2026-0001.", "x/"]


@pytest.mark.parametrize("ref", REFS)
def test_any_ref_is_a_link_in_both_engines(ref: str, tmp_path: Path) -> None:
    event = {"member": "A-1", "amount": "100000", "via": "kas"}
    fold = Fold().add_all([*founded(), joined("A-1")])
    fold.add(make("simpanan_pokok_paid", ref, "2026-01-05", **event))
    path = tmp_path / "main.beancount"
    path.write_bytes(fold.text().encode())
    entries, errors, _ = loader.load_file(str(path))
    assert errors == []
    (paid,) = [entry for entry in entries if isinstance(entry, Transaction)]
    assert paid.links == {ref}
    uromyces = pytest.importorskip("uromyces")
    found = uromyces.load_file(str(path))
    assert found.errors == []
    (paid,) = [entry for entry in found.entries if isinstance(entry, uromyces.Transaction)]
    assert set(paid.links) == {ref}


@pytest.mark.parametrize("ref", ["", "-A", "A B", "A\n", "A" * 81, "Á", "A^B", "A\u200b", "/x"])
def test_a_ref_that_is_no_link_is_refused(ref: str) -> None:
    with pytest.raises(Refusal, match="Ref hanya boleh"):
        make("member_resigned", ref, "2026-01-05", member="A-1", reason="x")


@pytest.mark.parametrize("name", ["Beban:9A-b", "Beban:A:B:C:D:E:F", "Pendapatan:X-"])
def test_any_account_name_opens_in_both_engines(name: str, tmp_path: Path) -> None:
    item = {"akun": name, "kode": "6131", "nama": "Baru"}
    policy = {"akun": {"tambahan": [item]}}
    day = "2026-01-05"
    fold = Fold().add_all(founded())
    fold.add(make("policy_adopted", "K-2", day, effective=day, decision="RAT", policy=policy))
    lines = [{"account": name, "amount": "5"}]
    fold.add(make("receipt_recorded", "P", day, via="kas", lines=lines))
    path = tmp_path / "main.beancount"
    path.write_bytes(fold.text().encode())
    entries, errors, _ = loader.load_file(str(path))
    assert errors == []
    assert name in {entry.account for entry in entries if isinstance(entry, Open)}
    uromyces = pytest.importorskip("uromyces")
    assert uromyces.load_file(str(path)).errors == []


@pytest.mark.parametrize(
    "name",
    ["Beban", "Beban:a", "Beban:", "Biaya:A", "Beban:A B", "Beban:É", "Beban:A\n", "Beban:A:"],
)
def test_an_account_name_that_is_none_is_refused(name: str) -> None:
    lines = [{"account": name, "amount": "5"}]
    with pytest.raises(Refusal, match="Nama akun diawali"):
        make("receipt_recorded", "P", "2026-01-05", via="kas", lines=lines)


def test_the_sum_of_an_entry_keeps_15_digits() -> None:
    day, most = "2026-01-05", "9" * 15
    fold = Fold().add_all([*founded(), joined("A-1")])
    one = {"member": "A-1", "product": "sukarela", "via": "kas"}
    fold.add(make("savings_deposited", "D1", day, amount=f"{most}.99", **one))
    fold.add(make("savings_deposited", "D2", day, amount=f"{most}.99", **one))
    assert fold.balances()["Aset:Kas:Utama"] == 2 * Decimal(f"{most}.99")
    lines = [{"account": "Beban:Usaha:Sewa", "amount": amount} for amount in (most, "1")]
    with pytest.raises(Refusal, match="melebihi 15 angka"):
        fold.add(make("payment_recorded", "P", day, via="kas", lines=lines))
