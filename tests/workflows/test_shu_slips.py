"""Slips of a shared SHU: what they say, that they print, and what their codes stand for."""

import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import zxingcpp
from book_fold import founded, joined, make
from hypothesis import given
from hypothesis import strategies as st
from pdf_pages import page_picture, page_texts

from koperasi_ledger.journal.store import connect
from koperasi_ledger.reports.pdf_layout import slips_pdf
from koperasi_ledger.reports.qr import qr_png
from koperasi_ledger.reports.slips import NotASlipCode, read_code
from koperasi_ledger.workflows import shu_live, shu_payments
from koperasi_ledger.workflows.book import Book, Settings
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.shu_slips import check_slip, slips_of
from koperasi_ledger.workflows.year_end import close_year

NOW = Stamp("bendahara", datetime(2027, 6, 1, 3, 0, tzinfo=UTC))
HOSTILE = 'Siti "#eval(1)" [x] $y$ <b>'
SHU = {
    "bagikan_non_anggota": True,
    "alokasi": [
        {"pos": "cadangan", "persen": "40", "tujuan": "dana", "akun": "Ekuitas:Cadangan:Umum"},
        {"pos": "jasa_modal", "persen": "60", "tujuan": "anggota", "dasar": "modal"},
    ],
    "dasar_anggota": {
        "modal": {"dihitung": ["simpanan_pokok", "simpanan_wajib"], "saldo": "harian"}
    },
    "tak_diambil": {"sesudah_bulan": 2, "ke_akun": "Liabilitas:DanaSHU:Sosial"},
}


def filled(place: Path, income: str) -> Book:
    journal = connect(str(place / "jurnal.db"), create=True)
    book = Book(place, Settings(), journal, print)
    start, *rest = founded("2026-12-01")
    events = [start, *rest]
    policy = {"shu": SHU}
    events.append(
        make(
            "policy_adopted",
            "K-2",
            "2026-12-01",
            effective="2026-12-01",
            decision="RAT",
            policy=policy,
        )
    )
    for place_, name in enumerate(("Budi Rekaan", HOSTILE), 1):
        number = f"A-000{place_}"
        events.append(make("member_joined", f"M-{number}", "2026-12-01", member=number, name=name))
        events.append(
            make(
                "simpanan_pokok_paid",
                f"P-{number}",
                f"2026-12-0{place_}",
                member=number,
                amount="100000",
                via="kas",
            )
        )
    events.append(joined("A-0003", "2026-12-31"))
    events.append(
        make(
            "receipt_recorded",
            "BKM",
            "2026-12-20",
            via="kas",
            lines=[{"account": "Pendapatan:Lain:BungaBank", "amount": income}],
        )
    )
    record_events(book, events, NOW)
    close_year(book, 2026, NOW)
    proposal = shu_live.propose(book, 2026, date(2027, 6, 1))
    shu_live.decide(book, proposal, NOW, day=date(2027, 2, 20), decision="RAT 1", present=2)
    return book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = filled(tmp_path, "1000000")
    yield made
    made.journal.close()


def test_a_slip_explains_every_rupiah(book: Book) -> None:
    first, second, third = slips_of(book, 2026)
    (line,) = first.pools
    # 31 days of 100.000 against 30: pokok was paid on the first and on the second of December.
    assert (line.base, line.base_total) == (Decimal(3_100_000), Decimal(6_100_000))
    assert first.amount + second.amount == line.allotted == Decimal(600_000)
    assert first.amount == round(line.rate * 3_100_000)
    assert third.amount == Decimal(0)
    assert dict(first.savings) == {"Simpanan pokok": Decimal(100_000)}
    assert slips_pdf([first, second, third]).startswith(b"%PDF")


def test_a_code_stays_and_is_of_one_decision(book: Book, tmp_path: Path) -> None:
    before = slips_of(book, 2026)
    run = shu_payments.plan_payments(book, 2026, date(2027, 3, 1), offset=True)
    shu_payments.pay(book, run, date(2027, 3, 1), NOW, via="kas")
    after = slips_of(book, 2026)
    assert [each.code for each in after] == [each.code for each in before]
    assert [each.left for each in after] == [Decimal(0)] * 3
    assert after[0].offset == Decimal(40_000)
    checked = check_slip(book, f" {str(after[0].code).lower()} ")
    assert checked.genuine
    text = str(after[0].code)
    for wrong in (
        text.replace("A-0001", "A-0002"),
        text.replace("2026", "2025"),
        text.replace(after[0].code.digest, "0" * 24),
        text.replace(after[0].code.journal, "0" * 16),
        text.replace("A-0001", "A-0009"),
    ):
        assert not check_slip(book, wrong).genuine
    other = tmp_path / "lain"
    other.mkdir()
    second = filled(other, "1000001")
    assert not check_slip(second, text).genuine
    second.journal.close()
    with pytest.raises(NotASlipCode):
        read_code("KOPSHU1:2026")


def test_a_reversed_payment_is_no_payment(book: Book) -> None:
    run = shu_payments.plan_payments(book, 2026, date(2027, 3, 1), member="A-0001")
    shu_payments.pay(book, run, date(2027, 3, 1), NOW, savings="sukarela")
    target = "BAYAR-SHU-2026-A-0001"
    undo = make("event_reversed", "BALIK", "2027-03-02", target=target, reason="keliru")
    record_events(book, [undo], NOW)
    (slip,) = slips_of(book, 2026, ["A-0001"])
    assert slip.left == slip.amount
    again = shu_payments.plan_payments(book, 2026, date(2027, 3, 3), member="A-0001")
    assert shu_payments.pay(book, again, date(2027, 3, 3), NOW, via="kas").new == 1


def test_what_nobody_took_goes_where_the_policy_says(book: Book) -> None:
    total, recorded = shu_payments.lapse_unclaimed(book, 2026, date(2027, 4, 20), NOW)
    assert (total, recorded.new) == (Decimal(600_000), 2)
    assert -book.journal.balance("Liabilitas:DanaSHU:Sosial", date(2027, 6, 1)) == total
    assert not any(state.left for state in shu_payments.shares_of(book, 2026))


def test_many_slips_say_what_few_say(book: Book, tmp_path: Path) -> None:
    run = shu_payments.plan_payments(book, 2026, date(2027, 3, 1), member="A-0001", offset=True)
    shu_payments.pay(book, run, date(2027, 3, 1), NOW, via="kas")
    made = slips_of(book, 2026)
    few = page_texts(slips_pdf(made), tmp_path)
    assert len(few) == 3
    assert "600.000" not in few[0]
    many = page_texts(slips_pdf(made * 20), tmp_path)
    assert [_words(page) for page in many] == [_words(page) for page in few] * 20


def _words(page: str) -> list[list[str]]:
    return [line.split() for line in page.splitlines() if line.strip()]


@pytest.mark.parametrize("times", [1, 20])
def test_the_code_can_be_read_from_paper(book: Book, tmp_path: Path, times: int) -> None:
    made = slips_of(book, 2026)
    pdf = slips_pdf(made * times)
    for page, slip in enumerate(made, 1):
        (found,) = zxingcpp.read_barcodes(page_picture(pdf, tmp_path, page))
        assert found.text == str(slip.code)


@given(
    st.text("0123456789ABCDEF", min_size=40, max_size=40),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./-", min_size=1, max_size=32),
)
def test_any_code_can_be_read_back(digits: str, member: str) -> None:
    text = f"KOPSHU1:2026:{member}:{digits[:24]}:{digits[24:]}"
    data = qr_png(text)
    width, height = struct.unpack(">II", data[16:24])
    size = struct.unpack(">I", data[33:37])[0]
    rows = zlib.decompress(data[41 : 41 + size])
    whole = len(rows) // height
    lines = [
        f"{int.from_bytes(rows[at + 1 : at + whole], 'big'):0{8 * (whole - 1)}b}"[:width]
        for at in range(0, len(rows), whole)
    ]
    # Three pixels a module, as a poor scan has them.
    grey = b"".join(
        b"".join((b"\xff" if bit == "1" else b"\0") * 3 for bit in line) * 3 for line in lines
    )
    (found,) = zxingcpp.read_barcodes(memoryview(grey).cast("B", (height * 3, width * 3)))
    assert found.text == text
