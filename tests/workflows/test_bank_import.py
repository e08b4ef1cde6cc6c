"""The samples end to end, and what an import refuses."""

import datetime as dt
from decimal import Decimal

import bank_books as bb
import pytest
from bank_books import DATA, Move, bca, bri, event, fresh, kinds, opening, record, run, steps
from bank_layouts import PLAIN
from beancount import loader
from hypothesis import given
from hypothesis import strategies as st
from swift_layout import Swift
from workbook_layouts import bni_rows

from koperasi_ledger.importers.identity import event_text
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.fields import clean_text
from koperasi_ledger.model.records import BankChain, BankFile, Suspense
from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.rules.errors import UnknownCash
from koperasi_ledger.workflows import bank_errors
from koperasi_ledger.workflows.bank_import import ImportReport
from koperasi_ledger.workflows.bank_status import reconciliation
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.reports import make_report

BCA_FILE = (DATA / "bca_klikbca_bisnis_fulldate.csv").read_bytes()
BRI_FILE = (DATA / "bri_brimo_ibbiz.csv").read_bytes()
START = Decimal(12_500_000)
END = Decimal("9276953.04")
PERIOD = "01/09/2026 - 30/09/2026"


def september(day: int, amount: str, text: str = "TRSF CONTOH") -> Move:
    return Move(dt.date(2026, 9, day), Decimal(amount), text)


def file(*moves: Move, before: str = "1000000", period: str = PERIOD) -> bytes:
    return bca(moves, Decimal(before), period=period)


def opened(book: Book, amount: str = "1000000", day: str = "2026-08-31") -> None:
    record(book, opening(Decimal(amount), day))


def deposit(ref: str, day: str, amount: str = "50000", **more: object) -> AnyEvent:
    fields = {"via": "bca", "member": "A-0001", "amount": amount, **more}
    return event("simpanan_wajib_paid", day, ref, **fields)


def told(report: ImportReport) -> list[tuple[str, str]]:
    return [(item.step, item.reason) for item in report.statements[0].booked]


@pytest.mark.parametrize(("key", "data"), [("bca", BCA_FILE), ("bri", BRI_FILE)])
def test_sample_becomes_events_and_a_proven_balance(key: str, data: bytes) -> None:
    with fresh(key=key) as book:
        record(book, opening(START, "2026-08-31", key))
        report = run(book, data)
        (statement,) = report.statements
        assert statement.reconciled
        assert steps(report) == ["titipan"] * 5 + ["aturan", "titipan"] + ["aturan"] * 3
        assert kinds(book)["bank_statement_proven"] == kinds(book)["bank_reconciled"] == 1
        account = f"Aset:Bank:{key.upper()}"
        assert book.journal.balance(account, dt.date(2026, 9, 30)) == END
        text = (book.folder / "2026/2026-09.beancount").read_text("utf-8")
        assert f"2026-10-01 balance {account}  9276953.04 IDR" in text
        assert "SITI" not in text.upper()
        _, errors, _ = loader.load_file(str(book.folder / "main.beancount"))
        assert errors == []
        before = book.journal.head()
        again = run(book, data)
        assert again.seen_as is not None
        assert again.seen_as.startswith(f"BANK-{key}/2026-09-01/2026-09-30/")
        assert book.journal.head() == before


def test_trying_records_and_prints_nothing() -> None:
    with fresh() as book:
        opened(book, str(START))
        before = {p: p.read_bytes() for p in book.folder.rglob("*.beancount")}
        head = book.journal.head()
        report = run(book, BCA_FILE, try_only=True)
        assert len(steps(report)) == 10
        assert book.journal.head() == head
        assert {p: p.read_bytes() for p in book.folder.rglob("*.beancount")} == before
        assert steps(run(book, BCA_FILE)) == steps(report)


def test_each_step_of_matching_with_its_reason() -> None:
    with fresh() as book:
        opened(book)
        record(
            book,
            event("virtual_account_assigned", "2026-08-31", "VA", number="8881000042",
                  member="A-0042", purpose="pokok"),
        )  # fmt: skip
        lines = [
            ("100000", "KR OTOMATIS VA 8881000042 RINA"),
            ("50000", "TRSF SIMP WAJIB A0123"),
            ("150000", "trsf simp wajib a-0077 rapel"),
            ("25000", "SIMP A-0001"),
            ("50000", "SIMP WAJIB A-0001 DAN A-0077"),
            ("50000", "SIMP WAJIB A-0001X"),
            ("50000", "SIMP WAJIB SIMP POKOK A-0001"),
            ("50000", "SIMPWAJIB A-0001"),
            ("-6500", "BIAYA BI-FAST"),
            ("-50000", "SIMP WAJIB A-0001"),
        ]
        moves = [september(day, amount, text) for day, (amount, text) in enumerate(lines, 1)]
        assert told(run(book, file(*moves))) == [
            ("va", "virtual account 8881000042 milik A-0042"),
            ("anggota", "nomor anggota A-0123 dan kata “SIMP WAJIB”"),
            ("anggota", "nomor anggota A-0077 dan kata “SIMP WAJIB”"),
            ("anggota", "nomor anggota A-0001 dan kata “SIMP”"),
            ("titipan", "beberapa nomor anggota: A-0001, A-0077"),
            ("titipan", "belum dikenali"),
            ("titipan", "nomor anggota A-0001, tetapi kata tujuannya lebih dari satu"),
            ("titipan", "nomor anggota A-0001, tetapi kata tujuannya tidak ada"),
            ("titipan", "aturan “Biaya transfer” hanya sampai Rp5.000"),
            ("titipan", "belum dikenali"),
        ]


def test_hand_typed_entry_is_attached_once_and_reconciles() -> None:
    with fresh() as book:
        opened(book)
        record(book, deposit("BKM-1", "2026-09-03"))
        report = run(book, file(september(5, "50000", "SETORAN"), september(20, "50000")))
        assert steps(report) == ["tangan", "titipan"]
        assert report.statements[0].reconciled
        assert kinds(book)["bank_line_attached"] == 1


def test_entry_for_another_member_or_reversed_or_too_far_is_not_the_line() -> None:
    with fresh() as book:
        opened(book)
        record(
            book,
            deposit("BKM-1", "2026-09-03"),
            deposit("BKM-2", "2026-09-12", "100000"),
            event("event_reversed", "2026-09-12", "BALIK", target="BKM-2", reason="keliru"),
            deposit("BKM-3", "2026-09-20", "150000"),
        )
        report = run(
            book,
            file(
                september(3, "50000", "SIMP WAJIB A-0042"),
                september(12, "100000"),
                september(26, "150000"),
            ),
        )
        assert steps(report) == ["anggota", "titipan", "titipan"]
        position = report.statements[0].position
        assert position is not None
        assert [item.ref for item in position.outstanding] == ["BKM-1", "BKM-3"]
        assert position.difference == 200_000
        assert position.unexplained == 0


def test_unclear_line_stops_until_somebody_says_which() -> None:
    content = file(september(5, "50000", "SETORAN TUNAI"))
    with fresh() as book:
        opened(book)
        record(book, deposit("BKM-1", "2026-09-03"), deposit("BKM-2", "2026-09-06"))
        before = book.journal.head()
        with pytest.raises(bank_errors.UnclearLine) as caught:
            run(book, content)
        assert book.journal.head() == before
        assert caught.value.where == "mutasi.csv, baris 8"
        assert "BKM-1 atau BKM-2" in caught.value.what
        assert "--cocok 8=BKM-1" in caught.value.remedy
        with pytest.raises(bank_errors.NoSuchRow):
            run(book, content, choices={9: "BKM-1"})
        record(book, deposit("BKM-3", "2026-09-30", "100000"))
        for other in ("SALDO-AWAL", "BKM-3", "TIDAK-ADA"):
            with pytest.raises(bank_errors.NotThatEntry):
                run(book, content, choices={8: other})
        report = run(book, content, choices={8: "BKM-2"})
        assert [item.ref for item in report.statements[0].booked] == ["BKM-2"]


def test_names_and_equal_numbers_decide_without_asking() -> None:
    with fresh() as book:
        opened(book)
        record(
            book,
            deposit("B-1", "2026-09-03"),
            deposit("B-2", "2026-09-03", member="A-0042"),
            event("receipt_recorded", "2026-09-20", "B-3", via="bca",
                  lines=[{"account": "Pendapatan:Lain:NonOperasional", "amount": "70000"}]),
            event("receipt_recorded", "2026-09-21", "B-4", via="bca",
                  lines=[{"account": "Pendapatan:Lain:NonOperasional", "amount": "70000"}]),
        )  # fmt: skip
        report = run(
            book,
            file(
                september(3, "50000", "TRSF RINA CONTOH"),
                september(4, "50000", "TRSF A0001"),
                september(4, "50000", "TRSF ORANG LAIN"),
                september(20, "70000"),
                september(22, "70000"),
            ),
        )
        refs = [item.ref for item in report.statements[0].booked]
        assert refs[:2] + refs[3:] == ["B-2", "B-1", "B-3", "B-4"]
        assert steps(report)[2] == "titipan"


def test_two_lines_that_name_the_member_of_one_entry_are_unclear() -> None:
    with fresh() as book:
        opened(book)
        record(book, deposit("BKM-1", "2026-09-03"))
        content = file(september(3, "50000", "A0001"), september(4, "50000", "A0001"))
        with pytest.raises(Refusals) as caught:
            run(book, content)
        assert [item.where for item in caught.value.items] == [
            "mutasi.csv, baris 8",
            "mutasi.csv, baris 9",
        ]
        assert steps(run(book, content, choices={8: None})) == ["titipan", "tangan"]


def test_entries_attached_or_older_than_the_first_statement_are_not_used_again() -> None:
    with fresh() as book:
        opened(book)
        record(
            book,
            deposit("LAMA", "2026-08-31"),
            deposit("BKM-1", "2026-09-02", "100000", member="A-0042"),
        )
        one = file(september(2, "100000"), before="1050000", period="01/09/2026 - 02/09/2026")
        assert steps(run(book, one)) == ["tangan"]
        two = file(
            september(3, "100000"),
            september(3, "50000"),
            before="1150000",
            period="03/09/2026 - 03/09/2026",
        )
        report = run(book, two)
        assert steps(report) == ["titipan", "titipan"]
        assert report.statements[0].reconciled


def test_line_recorded_before_by_its_identity_is_skipped_and_a_foreign_one_stops() -> None:
    content = file(september(5, "50000", "X"), september(5, "7", "Y"))
    with fresh() as book:
        opened(book)
        first, second = run(book, content, try_only=True).statements[0].booked
        known = {"account": "bca", "amount": "50000", "text": "X"}
        record(
            book,
            event("bank_receipt_unidentified", "2026-09-05", first.ref,
                  bank_ref=first.line.bank_ref, **known),
        )  # fmt: skip
        report = run(book, content)
        assert report.statements[0].known == 1
        assert [item.ref for item in report.statements[0].booked] == [second.ref]
        assert report.statements[0].reconciled
    with fresh() as book:
        opened(book)
        foreign = "bca/2026-09-05/000000000000/1"
        record(
            book,
            event("bank_receipt_unidentified", "2026-09-05", "X", bank_ref=foreign, **known),
        )
        with pytest.raises(bank_errors.DayDiffers):
            run(book, content)


def test_lines_of_zero_move_nothing() -> None:
    with fresh(key="bri") as book:
        record(book, opening(Decimal(1000), "2026-08-31", "bri"))
        data = bri([september(5, "1"), september(6, "0", "INFO"), september(7, "2")], Decimal(1000))
        report = run(book, data)
        assert len(steps(report)) == 2
        assert report.statements[0].reconciled


def test_reversing_an_attached_entry_returns_its_money_to_titipan() -> None:
    with fresh() as book:
        opened(book)
        record(book, deposit("BKM-1", "2026-09-03"))
        run(book, file(september(3, "50000")))
        record(
            book, event("event_reversed", "2026-10-01", "BALIK", target="BKM-1", reason="keliru")
        )
        assert book.journal.balance("Aset:Bank:BCA", dt.date(2026, 12, 31)) == 1_050_000
        waiting = book.journal.books().peek(Suspense, "BALIK")
        assert waiting is not None
        assert waiting.remaining == 50_000


# Which days


def test_days_not_over_are_left_by_the_clock_and_by_the_files_own_date() -> None:
    content = file(september(1, "1"), september(9, "2"), september(10, "3"))
    tenth_noon = dt.datetime(2026, 9, 10, 5, tzinfo=dt.UTC)
    for now, made in ((tenth_noon, None), (bb.NOVEMBER, dt.date(2026, 9, 10))):
        with fresh() as book:
            opened(book)
            (statement,) = run(book, content, now=now, made=made).statements
            assert statement.window.end == dt.date(2026, 9, 9)
            assert (len(statement.booked), statement.window.open) == (2, 1)
    with fresh() as book:
        opened(book)
        old = run(book, content, made=dt.date(2020, 1, 1))
        assert len(steps(old)) == 3
    with fresh() as book:
        opened(book)
        # Midnight in Jakarta is 17:00 UTC of the day before.
        late = dt.datetime(2026, 9, 10, 17, 30, tzinfo=dt.UTC)
        assert len(steps(run(book, content, now=late))) == 3
    with fresh() as book:
        opened(book)
        first = run(book, file(september(1, "1")), now=dt.datetime(2026, 9, 1, 5, tzinfo=dt.UTC))
        assert first.statements[0].window.end is None
        assert kinds(book)["bank_statement_proven"] == 0


@pytest.mark.parametrize("day", ["2026-09-10", "2026-09-11"])
def test_lines_before_the_opening_balances_belong_to_them(day: str) -> None:
    """Opening balances are meant for the beginning of their day, or for its end."""
    content = file(september(9, "5"), september(10, "7"), september(11, "11"))
    held = {"2026-09-10": "1000005", "2026-09-11": "1000023"}[day]
    with fresh() as book:
        opened(book, held, day)
        (statement,) = run(book, content).statements
        assert statement.reconciled
        assert statement.window.before == {"2026-09-10": 1, "2026-09-11": 3}[day]


def test_opening_that_disagrees_is_refused_with_the_remedy() -> None:
    content = file(september(5, "50000"))
    with fresh() as book:
        with pytest.raises(bank_errors.OpeningDiffers) as caught:
            run(book, content)
        assert "opening_balances_recorded" in caught.value.remedy
        opened(book, "900000")
        before = book.journal.head()
        with pytest.raises(bank_errors.OpeningDiffers) as caught:
            run(book, content)
        assert "SALDO-AWAL" in caught.value.remedy
        assert "selisih Rp100.000" in caught.value.what
        assert book.journal.head() == before


def test_opening_may_differ_by_what_the_file_itself_clears() -> None:
    with fresh() as book:
        opened(book)
        record(book, deposit("BKM-1", "2026-08-31"))
        report = run(book, file(september(2, "50000")))
        assert steps(report) == ["tangan"]
        assert report.statements[0].reconciled


def test_what_was_typed_before_an_agreeing_opening_is_part_of_it() -> None:
    with fresh() as book:
        opened(book)
        record(book, deposit("BKM-1", "2026-08-31"))
        report = run(book, file(september(2, "50000"), before="1050000"))
        assert steps(report) == ["titipan"]
        assert report.statements[0].reconciled


def test_gap_names_the_missing_days() -> None:
    later = file(september(20, "3"), before="1000003", period="20/09/2026 - 30/09/2026")
    with fresh() as book:
        opened(book)
        run(book, file(september(1, "1"), period="01/09/2026 - 09/09/2026"))
        with pytest.raises(bank_errors.MissingDays) as caught:
            run(book, later)
        assert "10 September 2026 s.d. 19 September 2026" in caught.value.what
        run(book, file(september(12, "2"), before="1000001", period="10/09/2026 - 19/09/2026"))
        assert steps(run(book, later)) == ["titipan"]


def test_days_in_no_file_between_equal_balances_are_named() -> None:
    later = file(september(20, "3"), before="1000001", period="20/09/2026 - 30/09/2026")
    with fresh() as book:
        opened(book)
        first = run(book, file(september(1, "1"), period="01/09/2026 - 09/09/2026"))
        assert first.statements[0].window.gap is None
        (statement,) = run(book, later).statements
        assert statement.window.gap == (dt.date(2026, 9, 10), dt.date(2026, 9, 19))
        asked = Asked(last=dt.date(2026, 9, 30), cash="bca")
        made = make_report(book, "rekonsiliasi-bank", asked, dt.date(2026, 10, 1))
        told = "bca: 10 September 2026 s.d. 19 September 2026 tidak ada dalam berkas mana pun"
        assert any(note.startswith(told) for note in made.notes)
        assert reconciliation(book, "bca", "2026-09").unread == (statement.window.gap,)
        middle = file(
            september(12, "5"), september(12, "-5"), before="1000001",
            period="10/09/2026 - 19/09/2026",
        )  # fmt: skip
        run(book, middle)
        made = make_report(book, "rekonsiliasi-bank", asked, dt.date(2026, 10, 1))
        assert not any("berkas mana pun" in note for note in made.notes)
        assert reconciliation(book, "bca", "2026-09").unread == ()


def test_a_mistyped_closing_balance_is_what_is_asked_about_first() -> None:
    data = (
        b"Account No,Date,Val. Date,Transaction Code,Description,Description,Reference No.,Debit,"
        b'Credit\n0000012345,03/09/26,03/09/26,6858,"SETORAN","X",1,".00","250,000.00",\n'
    )
    with fresh() as book:
        opened(book)
        with pytest.raises(bank_errors.OpeningDiffers, match="Periksa dahulu jumlah --saldo-akhir"):
            run(book, data, closing=Decimal(1_250_001))
        run(book, data, closing=Decimal(1_250_000))


def test_sealed_day_confirms_other_texts_and_refuses_other_amounts() -> None:
    with fresh() as book:
        opened(book)
        run(book, file(september(5, "50000", "X"), september(5, "7", "Y")))
        before = book.journal.head()
        same = run(book, file(september(5, "7", "Y WS_OB;1"), september(5, "50000", "X WS_OB;2")))
        assert steps(same) == []
        assert same.statements[0].known == 2
        for wrong in (
            file(september(5, "50000", "X")),
            file(september(5, "50000", "X"), september(5, "7", "Y"), september(5, "7", "Y")),
            file(september(5, "50000", "X"), september(5, "7", "Y"), september(6, "1")),
        ):
            with pytest.raises(bank_errors.DayDiffers) as caught:
                run(book, wrong)
            assert "Di buku" in caught.value.what
            assert "Di file ini" in caught.value.what
        with pytest.raises(bank_errors.BalanceBreaks):
            run(book, file(september(5, "50000", "X"), september(5, "7", "Y"), before="999999"))
        assert book.journal.head() == before


def test_closed_month_is_refused_and_can_be_booked_late() -> None:
    content = file(september(5, "50000", "SIMP WAJIB A-0001"), september(6, "7"))
    with fresh() as book:
        opened(book)
        record(
            book,
            event("month_closed", "2026-08-31", "T-08", month="2026-08"),
            event("month_closed", "2026-09-30", "T-09", month="2026-09"),
        )
        with pytest.raises(bank_errors.ClosedLines) as caught:
            run(book, content)
        assert caught.value.where == "mutasi.csv, baris 8, 9"
        assert "--susulan" in caught.value.remedy
        report = run(book, content, late=True)
        assert steps(report) == ["anggota", "titipan"]
        assert not report.statements[0].reconciled
        position = report.statements[0].position
        assert position is not None
        assert (position.difference, position.unexplained) == (Decimal(-50_007), Decimal(0))
        october = file(
            Move(dt.date(2026, 10, 5), Decimal(1)), before="1050007",
            period="01/10/2026 - 31/10/2026",
        )  # fmt: skip
        assert run(book, october).statements[0].reconciled


def test_whose_account_it_is() -> None:
    line = september(5, "50000")
    with fresh() as book:
        opened(book)
        with pytest.raises(bank_errors.NotOurAccount) as caught:
            run(book, bca([line], Decimal(1_000_000), account="0000099999"))
        assert "0000099999" in caught.value.what
        assert bb.BCA_NUMBER in caught.value.what
        with pytest.raises(bank_errors.OtherAccount):
            run(book, bca([line], Decimal(1_000_000), account="0000099999"), account="bca")
        with pytest.raises(UnknownCash):
            run(book, file(line), account="bni")
        with pytest.raises(Refusal):
            run(book, file(line), account="kas")
        nameless = file(line).replace(f'"No. rekening : {bb.BCA_NUMBER}"'.encode(), b'""')
        nameless = nameless.replace(f"No. rekening : {bb.BCA_NUMBER}\r\n".encode(), b"\r\n")
        with pytest.raises(bank_errors.WhichAccount):
            run(book, nameless)
        assert steps(run(book, nameless, account="bca")) == ["titipan"]
    with fresh() as book:
        opened(book)
        short = bca([line], Decimal(1_000_000), account="12345", period=PERIOD)
        assert steps(run(book, short)) == ["titipan"]


def test_two_statements_of_one_file_are_all_or_nothing() -> None:
    ours = bri([september(5, "1")], Decimal(1000))
    theirs = bri([september(5, "1")], Decimal(1000), account="000009999999999")
    both = ours + theirs.split(b"\r\n", 1)[1]
    with fresh(key="bri") as book:
        record(book, opening(Decimal(1000), "2026-08-31", "bri"))
        before = book.journal.head()
        with pytest.raises(bank_errors.NotOurAccount):
            run(book, both)
        assert book.journal.head() == before
        # A part of the same account twice in one file confirms itself.
        twice = run(book, ours + ours)
        assert [len(item.booked) for item in twice.statements] == [1, 0]


def test_altered_and_truncated_files_change_nothing() -> None:
    with fresh() as book:
        opened(book, str(START))
        before = book.journal.head()
        for path in sorted((DATA / "hostile").iterdir()):
            try:
                run(book, path.read_bytes(), name=path.name)
            except (Refusal, Refusals) as refusal:
                said = str(refusal)
            else:
                said, before = path.name, book.journal.head()
            assert path.name in said
            assert book.journal.head() == before


def test_text_of_the_bank_never_breaks_the_books() -> None:
    nasty = 'KOP "A\\B" ; * ! \u202eevil\u202c 2026-01-01 open X ' + "x" * 900
    with fresh() as book:
        opened(book)
        run(book, file(september(5, "50000", nasty)))
        (waiting,) = book.journal.books().all(Suspense)
        assert "\u202e" not in waiting.text
        assert len(waiting.text) == 500
        _, errors, _ = loader.load_file(str(book.folder / "main.beancount"))
        assert errors == []


@given(st.text(max_size=600))
def test_any_text_of_the_bank_fits_an_event(text: str) -> None:
    made = event_text(text)
    assert clean_text(made) == made
    assert 0 < len(made) <= 500


def test_chain_and_file_records() -> None:
    with fresh() as book:
        opened(book)
        run(book, file(september(5, "50000")))
        chain = book.journal.books().peek(BankChain, "bca")
        assert chain is not None
        assert (chain.end, chain.closing) == (dt.date(2026, 9, 30), Decimal(1_050_000))
        (known,) = book.journal.books().all(BankFile)
        assert known.start == dt.date(2026, 9, 1)


def test_a_file_without_balances_is_proven_by_the_closing_balance_that_is_told() -> None:
    moves = (september(5, "50000"), september(9, "-7000.50"))
    content = PLAIN.save(bni_rows(moves, Decimal(0), PLAIN))
    with fresh() as book:
        opened(book)
        with pytest.raises(bank_errors.NotProven):
            run(book, content, account="bca")
        for wrong in ("1042999.51", "1"):
            before = book.journal.head()
            with pytest.raises(bank_errors.OpeningDiffers):
                run(book, content, account="bca", closing=Decimal(wrong))
            assert book.journal.head() == before
        report = run(book, content, account="bca", closing=Decimal("1042999.50"))
        assert report.statements[0].reconciled
        with pytest.raises(bank_errors.ClosingDiffers):
            run(book, file(*moves), closing=Decimal(5))


def test_a_later_file_of_a_sealed_month_confirms_it_in_another_format() -> None:
    """The same month as CSV and as MT940: other texts, the same amounts, nothing to do."""
    moves = [september(5, "50000", "A"), september(5, "7", "B"), september(9, "-2500", "C")]
    swift = Swift()
    with fresh() as book:
        opened(book)
        run(book, file(*moves))
        head = book.journal.head()
        for texts in (("X", "Y", "Z"), ("B", "A", "C")):
            again = [Move(m.date, m.amount, t) for m, t in zip(moves, texts, strict=True)]
            lines = swift.message(again, Decimal(1_000_000), bb.BCA_NUMBER)
            (statement,) = run(book, swift.save(lines)).statements
            assert statement.window.sealed
            assert statement.booked == ()
        assert book.journal.head() == head
        other = [september(5, "50000"), september(5, "8"), september(9, "-2501")]
        lines = swift.message(other, Decimal(1_000_000), bb.BCA_NUMBER)
        with pytest.raises(bank_errors.DayDiffers) as caught:
            run(book, swift.save(lines))
        assert "Di buku 2 mutasi: Rp50.000" in caught.value.what
        assert "Di file ini 2 mutasi: Rp50.000" in caught.value.what
        assert book.journal.head() == head
