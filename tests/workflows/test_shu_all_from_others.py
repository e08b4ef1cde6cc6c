"""A year whose whole SHU was earned from non-members has a decision too: nothing for members."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from book_fold import founded, joined, make

from koperasi_ledger.journal.store import connect
from koperasi_ledger.workflows import shu_live, shu_payments
from koperasi_ledger.workflows.book import Book, Settings, write_settings
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.shu_slips import slips_of
from koperasi_ledger.workflows.year_end import close_year

NOW = Stamp("bendahara", datetime(2027, 6, 1, 3, 0, tzinfo=UTC))
SHU = {
    "bagikan_non_anggota": False,
    "non_anggota_ke": "cadangan",
    "sumber": "sebanding",
    "alokasi": [
        {"pos": "cadangan", "persen": "40", "tujuan": "dana", "akun": "Ekuitas:Cadangan:Umum"},
        {"pos": "jasa_modal", "persen": "60", "tujuan": "anggota", "dasar": "modal"},
    ],
    "dasar_anggota": {"modal": {"dihitung": ["simpanan_pokok"], "saldo": "akhir"}},
}


def test_it_goes_to_the_reserve_and_nobody_has_a_share(tmp_path: Path) -> None:
    write_settings(tmp_path, Settings())
    book = Book(tmp_path, Settings(), connect(str(tmp_path / "jurnal.db"), create=True), print)
    day, adopted = "2026-12-01", {"effective": "2026-12-01", "decision": "RAT"}
    interest = [{"account": "Pendapatan:Lain:BungaBank", "amount": "300000"}]
    events = [
        *founded(day),
        make("policy_adopted", "K-2", day, policy={"shu": SHU}, **adopted),
        joined("A-1", day),
        make("simpanan_pokok_paid", "P-1", day, member="A-1", amount="100000", via="kas"),
        make("receipt_recorded", "BKM", day, via="kas", lines=interest),
    ]
    record_events(book, events, NOW)
    close_year(book, 2026, NOW)
    proposal = shu_live.propose(book, 2026, date(2027, 6, 1))
    result = proposal.result
    assert (result.shared, result.withheld) == (Decimal(0), Decimal(300_000))
    shu_live.decide(book, proposal, NOW, day=date(2027, 2, 20), decision="RAT 1", present=1)
    end = date(2027, 12, 31)
    assert -book.journal.balance("Ekuitas:Cadangan:Umum", end) == Decimal(300_000)
    assert book.journal.balance("Ekuitas:SHU:TahunLalu", end) == 0
    assert not shu_payments.plan_payments(book, 2026, date(2027, 3, 1)).payments
    assert [slip.amount for slip in slips_of(book, 2026)] == [0]
    assert check_book(tmp_path, print).passed
    book.journal.close()
