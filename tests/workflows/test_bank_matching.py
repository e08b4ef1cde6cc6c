"""What is expected, paired or taken back: codes, rosters, bills, transfers, QRIS, corrections."""

import datetime as dt
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bank_books import (
    BCA_NUMBER,
    BRI_NUMBER,
    POLICY,
    STAMP,
    Move,
    bca,
    bri,
    event,
    fresh,
    kinds,
    opening,
    record,
    run,
)

from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT, WAJIB
from koperasi_ledger.model.records import IssuedCode, Member
from koperasi_ledger.rules.check_digit import check_character, holds_check
from koperasi_ledger.workflows import bank_errors
from koperasi_ledger.workflows.bank_import import BankFileData, ImportReport
from koperasi_ledger.workflows.bank_qris import QrisDiffers, record_qris
from koperasi_ledger.workflows.bank_review import Assignment, assign, waiting_lines
from koperasi_ledger.workflows.book import Book

sys.path.insert(0, str(Path(__file__).parent.parent / "importers"))
from workbook_layouts import qris_rows

END = dt.date(2026, 12, 31)
INCOME = "Pendapatan:Lain:NonOperasional"
MERCHANT = "ID1026000000001"
TERMS: dict[str, Any] = {
    "kode_unik": {"paling_besar": 999, "berlaku_hari": 30, "jeda_hari": 30, "akun": INCOME},
    "pindah_buku": {"kata": ["PINDAH BUKU"], "paling_lama_hari": 1},
    "koreksi": {"kata": ["KOR", "REVERSAL"], "paling_lama_hari": 7},
    "qris": {
        "kata": ["QRIS"],
        "akun_penjualan": INCOME,
        "akun_mdr": "Beban:Lain:AdministrasiBank",
        "paling_lama_hari": 3,
    },
}


def begun(book: Book, *, start: str = "1000000", **more: Any) -> None:
    """Opening balances of bca, and the bank section with everything it knows."""
    usual: Any = POLICY["bank"]
    bank: dict[str, Any] = {**usual, **TERMS, **more}
    record(
        book,
        opening(Decimal(start), "2026-08-31"),
        event("policy_adopted", "2026-09-01", "K-BANK", effective="2026-09-01",
              decision="RAT 2026", policy={"bank": bank}),
    )  # fmt: skip


def part(member: str, amount: str, purpose: str = "wajib") -> dict[str, Any]:
    found = {"purpose": purpose, "member": member, "amount": amount}
    return found | ({"number": "sukarela"} if purpose == "simpanan" else {})


def codes(*items: tuple[int, str, str]) -> Any:
    return event(
        "unique_codes_issued", "2026-09-01", "TAGIHAN", account="bca", month="2026-09",
        expires="2026-09-20",
        codes=[{"code": code, "parts": [part(member, amount)]} for code, member, amount in items],
    )  # fmt: skip


def day(number: int, amount: str, text: str) -> Move:
    return Move(dt.date(2026, 9, number), Decimal(amount), text)


def imported(book: Book, *moves: Move, before: str = "1000000") -> ImportReport:
    period = "01/09/2026 - 30/09/2026"
    return run(book, bca(moves, Decimal(before), period=period))


def told(report: ImportReport) -> list[tuple[str, str]]:
    return [(item.step, item.reason) for item in report.statements[0].booked]


def waits(book: Book) -> list[tuple[str, Decimal]]:
    return [(w.suspense.cash, w.suspense.remaining) for w in waiting_lines(book)]


def test_unique_code_pays_the_bill_and_books_the_surplus() -> None:
    with fresh() as book:
        begun(book)
        record(book, codes((123, "A-0042", "50000"), (7, "A-0077", "100000")))
        report = imported(
            book,
            day(3, "50123", "TRSF TANPA NAMA"),
            day(4, "50123", "TRSF LAGI"),
            day(5, "100007", "TRSF A0001"),
            day(21, "100007", "TERLAMBAT"),
        )
        assert [step for step, _ in told(report)] == ["kode-unik", "titipan", "titipan", "titipan"]
        reasons = [reason for _, reason in told(report)]
        assert reasons[0] == "kode unik 123 tagihan 2026-09 anggota A-0042"
        assert "sudah dipakai oleh BANK-bca/2026-09-03" in reasons[1]
        assert "uraian menyebut A-0001" in reasons[2]
        assert "sudah lewat waktu (2026-09-20)" in reasons[3]
        assert book.journal.balance(WAJIB, END) == -50_000
        assert book.journal.balance(INCOME, END) == -123
        assert book.journal.balance(SUSPENSE_IN, END) == -(50_123 + 100_007 * 2)
        used = [item.used for item in book.journal.books().all(IssuedCode)]
        assert [ref is not None for ref in used].count(True) == 1
        assert report.statements[0].reconciled


def test_what_the_rules_refuse_of_a_split_stays_waiting_whole() -> None:
    with fresh() as book:
        begun(book)
        record(book, codes((5, "A-0042", "30000")))  # no whole month
        report = imported(book, day(3, "30005", "TRSF"))
        ((step, reason),) = told(report)
        assert step == "titipan"
        assert reason.startswith("kode unik 5 tagihan 2026-09 anggota A-0042, tetapi")
        assert waits(book) == [("bca", Decimal(30_005))]


def test_roster_covers_its_members_and_only_for_its_exact_sum() -> None:
    parts = [part("A-0001", "50000"), part("A-0042", "100000"),
             part("A-0042", "25000", "simpanan")]  # fmt: skip
    with fresh() as book:
        begun(book)
        record(
            book,
            event("payroll_roster_recorded", "2026-09-01", "POTONG-09", account="bca",
                  words=["PT CONTOH", "POTONGAN"], expires="2026-09-30", parts=parts),
        )  # fmt: skip
        report = imported(
            book,
            day(2, "174999", "PT CONTOH POTONGAN KOPERASI"),
            day(3, "175000", "PT LAIN POTONGAN"),
            day(4, "175000", "POTONGAN SEPTEMBER PT CONTOH"),
            day(5, "175000", "POTONGAN SEPTEMBER PT CONTOH"),
        )
        assert [step for step, _ in told(report)] == [
            "titipan",
            "titipan",
            "potong-gaji",
            "titipan",
        ]
        assert told(report)[0][1] == "daftar potong gaji dengan jumlah lain: POTONG-09 Rp175.000"
        assert told(report)[2][1] == "daftar potong gaji POTONG-09, 3 bagian"
        assert "sudah dibayar" in told(report)[3][1]
        assert book.journal.balance(WAJIB, END) == -150_000


def test_virtual_account_for_bills_pays_the_oldest_that_add_up() -> None:
    with fresh() as book:
        begun(book)
        record(
            book,
            event("virtual_account_assigned", "2026-08-31", "VA", number="8881000042",
                  member="A-0042", purpose="tagihan"),
        )  # fmt: skip
        report = imported(
            book,
            day(3, "75000", "VA 8881000042"),
            day(4, "100000", "VA 8881000042"),
            day(5, "50000", "VA 8881000042"),
        )
        owner = "virtual account 8881000042 milik A-0042"
        wrong = f"{owner}, tetapi jumlahnya bukan tagihan yang terbuka"
        months = "simpanan wajib Agustus 2026, simpanan wajib September 2026"
        assert told(report) == [
            ("titipan", wrong),
            ("va", f"{owner}: {months}"),
            ("titipan", wrong),
        ]
        member = book.journal.books().peek(Member, "A-0042")
        assert member is not None
        assert member.due_month == "2026-10"


def two_banks(book: Book) -> None:
    begun(book)
    record(
        book,
        event("cash_account_opened", "2026-08-31", "BUKA-BRI", key="bri", name="BRI", type="bank",
              bank="BRI", number=BRI_NUMBER),
    )  # fmt: skip


def transfer_files(
    leaves: int, arrives: int, out: str = "PINDAH BUKU KE BRI", into: str = "DARI KOPERASI"
) -> tuple[bytes, bytes]:
    period = "01/09/2026 - 30/09/2026"
    return (
        bca([day(leaves, "-70000", out)], Decimal(1_000_000), period=period),
        bri([day(arrives, "70000", into), day(28, "1", "X")], Decimal(0)),
    )


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(("leaves", "arrives"), [(5, 5), (5, 6)])
def test_own_transfer_is_paired_whichever_side_is_imported_first(
    first: int, leaves: int, arrives: int
) -> None:
    with fresh() as book:
        two_banks(book)
        files = transfer_files(leaves, arrives)
        assert told(run(book, files[first]))[0][0] == "titipan"
        report = run(book, files[1 - first])
        assert told(report)[0][0] == "pindah"
        assert "kata “PINDAH BUKU” dan bank BRI" in told(report)[0][1]
        assert [w for w in waits(book) if abs(w[1]) > 1] == []
        assert book.journal.balance("Aset:Bank:BCA", END) == 930_000
        assert book.journal.balance("Aset:Bank:BRI", END) == 70_001
        assert book.journal.balance(SUSPENSE_OUT, END) == 0
        assert kinds(book)["cash_transferred"] == 1
        assert report.statements[0].reconciled


@pytest.mark.parametrize(
    ("leaves", "arrives", "out", "into"),
    [
        (5, 7, "PINDAH BUKU KE BRI", "X"),  # too late
        (6, 5, "PINDAH BUKU KE BRI", "X"),  # arrives before it left
        (5, 5, "TRSF", "TRSF"),  # amount and date alone
        (5, 5, "PINDAH BUKU KE BNI", "X"),  # another bank
    ],
)
def test_no_transfer_without_evidence(leaves: int, arrives: int, out: str, into: str) -> None:
    with fresh() as book:
        two_banks(book)
        for data in transfer_files(leaves, arrives, out, into):
            run(book, data)
        assert kinds(book)["cash_transferred"] == 0
        assert ("bca", Decimal(-70_000)) in waits(book)


def test_account_number_is_evidence_and_a_person_can_cancel_the_two_by_hand() -> None:
    with fresh() as book:
        two_banks(book)
        for data in transfer_files(5, 5, "TRSF", f"DARI {BCA_NUMBER}"):
            run(book, data)
        assert kinds(book)["cash_transferred"] == 1
    with fresh() as book:
        two_banks(book)
        for data in transfer_files(5, 5, "TRSF", "TRSF"):
            run(book, data)
        out, into, one = waiting_lines(book)
        chosen = [s.assignment for s in out.suggestions if s.assignment.purpose == "lawan"]
        assert chosen == [Assignment("lawan", entry=into.suspense.ref)]
        with pytest.raises(bank_errors.NotOpposite):
            assign(book, out.suspense.ref, [Assignment("lawan", entry=one.suspense.ref)], STAMP)
        assert assign(book, out.suspense.ref, chosen, STAMP).new == 1
        assert waits(book) == [("bri", Decimal(1))]


def test_qris_net_is_gross_less_fee() -> None:
    report = {"paid_on": "2026-09-03", "gross": "120000", "fee": "840"}
    with fresh() as book:
        begun(book)
        record(
            book,
            event("qris_report_recorded", "2026-09-04", "QRIS-1", account="bca",
                  merchant=MERCHANT, days=[report]),
        )  # fmt: skip
        seen = imported(
            book,
            day(4, "119160", "SETORAN"),
            day(5, "119160", "SETTLEMENT QRIS"),
            day(6, "119160", "SETTLEMENT QRIS"),
        )
        assert [step for step, _ in told(seen)] == ["titipan", "qris", "titipan"]
        assert book.journal.balance("Beban:Lain:AdministrasiBank", END) == 840
        assert book.journal.balance(INCOME, END) == -120_000
        assert len(waits(book)) == 2


def test_correction_takes_the_payment_back_and_is_no_income() -> None:
    with fresh() as book:
        begun(book)
        report = imported(
            book,
            day(3, "50000", "TRSF SIMP WAJIB A0123"),
            day(4, "50000", "TRSF SIMP WAJIB A0001"),
            day(5, "-50000", "KOR TRSF A0123"),
            day(6, "-20000", "TARIKAN"),
            day(7, "20000", "REVERSAL TARIKAN"),
            day(20, "-50000", "KOR TRSF A0001"),
        )
        assert [step for step, _ in told(report)] == [
            "anggota", "anggota", "koreksi", "koreksi", "koreksi", "titipan",
        ]  # fmt: skip
        assert book.journal.balance(WAJIB, END) == -50_000
        assert waits(book) == [("bca", Decimal(-50_000))]
        assert book.journal.balance(SUSPENSE_IN, END) == 0
        assert report.statements[0].reconciled


def test_correction_that_fits_two_lines_waits() -> None:
    with fresh() as book:
        begun(book)
        report = imported(
            book, day(3, "50000", "X"), day(4, "50000", "Y"), day(5, "-50000", "KOR TRANSFER")
        )
        assert [step for step, _ in told(report)] == ["titipan"] * 3
        assert len(waits(book)) == 3


def test_hand_typed_entry_is_found_by_virtual_account_and_unique_code() -> None:
    def typed(ref: str, member: str, amount: str) -> Any:
        return event("simpanan_wajib_paid", "2026-09-03", ref, via="bca", member=member,
                     amount=amount)  # fmt: skip

    with fresh() as book:
        begun(book)
        record(
            book,
            event("virtual_account_assigned", "2026-08-31", "VA", number="8881000042",
                  member="A-0042", purpose="wajib"),
            typed("BKM-1", "A-0042", "50000"),
            typed("BKM-2", "A-0077", "50000"),
        )  # fmt: skip
        report = imported(book, day(3, "50000", "VA 8881000042"))
        assert told(report) == [
            ("tangan", "sudah dicatat sebagai BKM-1: nomor anggota A-0042, tanggal dan jumlah")
        ]
        assert [item.ref for item in report.statements[0].booked] == ["BKM-1"]


def test_confirmed_matches_teach_hints_that_never_post() -> None:
    with fresh() as book:
        begun(book)
        first = imported(book, day(3, "11111", "KOPKAR MAJU JAYA"), day(4, "2", "LAIN"))
        ref = first.statements[0].booked[0].ref
        assign(book, ref, [Assignment("penerimaan", account=INCOME)], STAMP)
        period = "01/10/2026 - 31/10/2026"
        later = run(
            book,
            bca([Move(dt.date(2026, 10, 3), Decimal(777), "SETORAN KOPKAR 88")],
                Decimal(1_011_113), period=period),
        )  # fmt: skip
        assert told(later)[0][0] == "titipan"
        hinted = waiting_lines(book)[-1].suggestions[-1]
        assert hinted.assignment == Assignment("penerimaan", account=INCOME)
        assert hinted.reason == "karena 1 titipan dengan kata “KOPKAR” dahulu demikian"


def test_check_characters_notice_every_slip_and_swap() -> None:
    pytest.importorskip("stdnum")
    number = "A0042"
    good = number + check_character(number)
    assert holds_check(good)
    for place in range(len(good)):
        for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            if other != good[place]:
                assert not holds_check(good[:place] + other + good[place + 1 :])
    for place in range(len(good) - 1):
        swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
        assert swapped == good or not holds_check(swapped)


def test_a_slip_in_a_member_number_is_told() -> None:
    number = f"B-0042-{check_character('B0042')}"
    slip = f"B-0024-{check_character('B0042')}"
    with fresh() as book:
        begun(book, nomor_anggota_berdigit_cek=True)
        record(book, event("member_joined", "2026-08-31", "B", member=number, name="Uji Coba"))
        report = imported(book, day(3, "50000", f"SIMP WAJIB {slip}"))
        assert told(report) == [("titipan", f"{slip}: digit ceknya salah, mungkin salah ketik")]


def qris_file(*sales: tuple[dt.date, int, int]) -> BankFileData:
    rows = [",".join(row) for row in qris_rows(sales)]
    return BankFileData("qris.csv", "\r\n".join(rows).encode())


def test_a_qris_report_explains_a_credit_that_waits_and_may_be_read_again() -> None:
    with fresh() as book:
        begun(book)
        imported(book, day(4, "119160", "SETTLEMENT QRIS"))
        assert waits(book) == [("bca", Decimal(119_160))]
        report = qris_file((dt.date(2026, 9, 3), 100_000, 700), (dt.date(2026, 9, 3), 20_000, 140))
        done = record_qris(book, report, "bca", MERCHANT, STAMP)
        assert (done.new, len(done.settled)) == (1, 1)
        assert waits(book) == []
        head = book.journal.head()
        assert record_qris(book, report, "bca", MERCHANT, STAMP).new == 0
        assert book.journal.head() == head
        other = qris_file((dt.date(2026, 9, 3), 100_000, 700))
        with pytest.raises(QrisDiffers):
            record_qris(book, other, "bca", MERCHANT, STAMP)
        with pytest.raises(bank_errors.NoMerchant):
            record_qris(book, report, "bca", "toko", STAMP)
