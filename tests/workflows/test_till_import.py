"""A till's file by hand-worked examples: how receipts become entries, every way to be refused."""

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from book_fold import make
from hypothesis import given, settings
from hypothesis import strategies as st
from till_books import DAY, LATER, Receipt, bring, row, sample, text_of, till_book, write

from koperasi_ledger.importers.errors import StatementRefusal
from koperasi_ledger.importers.till_errors import NoSalesTable, StrayColumn, TotalsDiffer
from koperasi_ledger.importers.till_spec import TillSpec
from koperasi_ledger.importers.workbook import sheets_of
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import from_canonical
from koperasi_ledger.reports.slip import slip_text
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import record_events
from koperasi_ledger.workflows.till_errors import BadRestFile, TillMistakes
from koperasi_ledger.workflows.till_import import TillRun, TillWishes, import_till
from koperasi_ledger.workflows.till_slip import make_slip
from koperasi_ledger.workflows.till_template import template_bytes


def events_of(book: Book, begin: str) -> list[Any]:
    """The events whose refs begin so."""
    rows = book.journal.database.rows(
        "SELECT body FROM events WHERE ref LIKE ? ORDER BY seq", (f"{begin}%",)
    )
    return [from_canonical(body) for (body,) in rows]


def legs(book: Book, ref: str) -> dict[str, Decimal]:
    """What an event posted, by account."""
    past = book.journal.find(ref)
    assert past is not None
    found: dict[str, Decimal] = {}
    for leg in getattr(past.entry, "postings", ()):
        found[leg.account] = found.get(leg.account, Decimal(0)) + leg.amount
    return found


def test_a_receipt_of_several_rows_paid_in_two_ways() -> None:
    receipt = [
        row("7", "beras", "2.5", bayar="tunai", dibayar="20000"),
        row("7", "gula", "1", bayar="qris", dibayar="29750"),
    ]
    with till_book() as book:
        assert bring(book, [receipt]).amount == Decimal(49750)
        (sale,) = events_of(book, "JT-")
        assert sale.ref == "JT-20260301-kasir-1/7"
        assert [(line.item, line.quantity, line.amount) for line in sale.lines] == [
            ("beras", Decimal("2.5"), Decimal(33750)),
            ("gula", Decimal(1), Decimal(16000)),
        ]
        assert [(p.way, p.via, p.amount) for p in sale.payments] == [
            ("tunai", "kas", Decimal(20000)),
            ("qris", None, Decimal(29750)),
        ]


def test_what_the_file_leaves_out_is_filled_in_from_the_list() -> None:
    bare = row("8", "8990001", "2", harga="", jumlah="")
    named = row("9", "gula FIKTIF", "1") | {"harga": "", "jumlah": ""}
    with till_book() as book:
        bring(book, [[bare], [named]])
        first, second = events_of(book, "JT-")
        assert (first.lines[0].item, first.lines[0].amount) == ("beras", Decimal(27000))
        assert (second.lines[0].item, second.lines[0].price) == ("gula", Decimal(16000))
        dearer = [{"item": "gula", "tier": "umum", "unit": "kg", "price": "17000"}]
        day = "2026-03-01"
        later = make("price_set", "H-2", day, valid_from=day, lines=dearer)
        record_events(book, [later], LATER)
        assert bring(book, [[bare], [named]]).known == 2  # as they were recorded


def test_a_discount_on_the_whole_receipt_is_shared_to_the_rupiah() -> None:
    rows = [row("1", item) | {"jumlah": "", "disetujui": "Sari"} for item in ("beras", "gula")]
    rows[0]["potongan_struk"] = "1001"
    with till_book() as book:
        path = book.folder.parent / "p.csv"
        path.write_text(text_of([rows], [*rows[0]]), encoding="utf-8")
        import_till(book, path, TillWishes(), LATER, mapped=False)
        (sale,) = events_of(book, "JT-")
        assert [line.discount for line in sale.lines] == [Decimal(458), Decimal(543)]
        assert sum(line.amount for line in sale.lines) == Decimal(28499)


def test_a_return_names_its_receipt_and_takes_the_price_from_there() -> None:
    sold = [row("1", "beras", "3"), row("1", "gula", "1"), row("1", "beras", "2")]
    back = row("2", "beras", "-4", retur_struk="1") | {"harga": "", "jumlah": ""}
    with till_book() as book:
        assert bring(book, [sold, [back]]).amount == Decimal(83500 - 54000)
        (event,) = events_of(book, "RT-")
        assert (event.ref, event.number) == ("RT-20260301-kasir-1/2", "1")
        assert [(x.line, x.quantity) for x in event.lines] == [(1, Decimal(3)), (3, Decimal(1))]
        assert [(x.via, x.amount) for x in event.refunds] == [("kas", Decimal(54000))]
        more = row("3", "beras", "-2", retur_struk="1") | {"harga": "", "jumlah": ""}
        with pytest.raises(StatementRefusal, match="belum diretur 1"):
            bring(book, [[more]])
        dearer = row("3", "beras", "-1", retur_struk="1") | {"harga": "", "jumlah": "-14000"}
        with pytest.raises(StatementRefusal, match=r"Retur ditulis Rp14\.000"):
            bring(book, [[dearer]])


def test_an_exchange_moves_only_the_difference() -> None:
    back = row("2", "beras", "-1", retur_struk="1")
    receipts: list[Receipt] = [[row("1")], [row("2", "minyak"), back]]
    with till_book() as book:
        assert bring(book, receipts).amount == Decimal(17000)
        sale, returned = "JT-20260301-kasir-1/2", "RT-20260301-kasir-1/2"
        cash = next(name for name in legs(book, sale) if name.startswith("Aset:Kas"))
        assert legs(book, sale)[cash] + legs(book, returned)[cash] == Decimal(3500)


def test_half_of_an_exchange_is_never_recorded() -> None:
    early = {"tanggal": "2026-02-01"}
    back = row("2", "beras", "-1", retur_struk="1") | early
    receipts: list[Receipt] = [[row("1")], [row("2", "minyak") | early, back], [row("3")]]
    with till_book() as book:
        rest = book.folder.parent / "sisa.csv"
        run = bring(book, receipts, rest=rest)
        assert (run.new, run.left) == (2, 1)
        assert [event.number for event in events_of(book, "JT-")] == ["1", "3"]
        assert events_of(book, "RT-") == []
        assert rest.read_text(encoding="utf-8").count("\n") == 3


def test_a_reversed_receipt_comes_back_only_when_it_says_something_else() -> None:
    with till_book() as book:
        bring(book, [[row("1")]])
        undone = make("event_reversed", "BALIK", "2026-03-02", target="JT-20260301-kasir-1/1",
                      reason="salah ketik")  # fmt: skip
        record_events(book, [undone], LATER)
        same = bring(book, [[row("1")]])
        assert (same.new, same.known, same.reversed) == (0, 0, 1)
        assert bring(book, [[row("1", "gula")]]).new == 1
        assert bring(book, [[row("1", "gula")]]).known == 1
        assert [event.ref for event in events_of(book, "JT")] == [
            "JT-20260301-kasir-1/1",
            "JT2-20260301-kasir-1/1",
        ]


BAD: dict[str, tuple[Receipt, str]] = {
    "item": ([row("1", "berass")], "Barang “berass” tidak ada"),
    "member": ([row("1", anggota="A-99")], "Anggota A-99 tidak ada"),
    "tier": ([row("1", tingkat="emas")], "emas tidak ada"),
    "price": ([row("1", satuan="dus") | {"harga": ""}], "Harga beras per dus untuk umum"),
    "ceiling": (
        [row("1", "urea", anggota="A-1", harga="2500", jumlah="2500", disetujui="Sari")],
        "di atas HET",
    ),
    "quota": ([row("1", "urea", "11", anggota="A-1")], "dari kuota rdkk"),
    "stock": ([row("1", count="100000")], "tidak cukup"),
    "other": ([row("0", "gula")], "sudah tercatat dengan isi lain"),
    "paid": ([row("1", bayar="tunai", dibayar="1")], r"selisih Rp13\.499"),
    "day": ([row("1", tanggal="1 Maret")], "Kolom tanggal berisi “1 Maret”"),
    "amount": ([row("1", jumlah="13.500")], "Kolom jumlah berisi"),
    "line": ([row("1", jumlah="13000")], "menurut banyaknya dan harganya"),
    "way": ([row("1", bayar="cek")], "Kolom bayar berisi “cek”"),
    "qris": ([row("1", count="-1", retur_struk="0", bayar="qris")], "lewat QRIS"),
    "whole": ([row("1", count="-1")], "struk asalnya tidak disebut"),
    "first": ([row("1", count="-1", retur_struk="9")], "Struk asal 9 kasir kasir-1"),
    "split": ([row("1"), row("1", tanggal="2026-03-02")], "dari struk yang sama"),
    "till": ([row("1", kasir="")], "Kolom kasir kosong"),
    "number": ([row("x y")], "Kolom nomor"),
    "future": ([row("1", tanggal="2026-09-01")], "belum terjadi"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused_names_its_row_and_leaves_the_book(name: str) -> None:
    receipt, words = BAD[name]
    with till_book() as book:
        bring(book, [[row("0")]])
        head = book.journal.head()
        with pytest.raises(Refusal, match=words) as caught:
            bring(book, [[row("5")], receipt, [row("6")]])
        text = str(caught.value)
        assert "penjualan.csv baris " in text
        first = 3 if name != "split" else 4
        assert f"baris {first}" in text
        assert book.journal.head() == head
        run = bring(book, [[row("5")], receipt, [row("6")]], rest=book.folder.parent / "sisa.csv")
        assert (run.new, run.left) == (2, 1)


def test_all_mistakes_are_told_at_once() -> None:
    wrong = [receipt for name, (receipt, _) in BAD.items() if name not in {"number", "other"}]
    with till_book() as book:
        bring(book, [[row("0")]])
        receipts = [
            [each | {"nomor": str(n)} for each in receipt] for n, receipt in enumerate(wrong, 1)
        ]
        with pytest.raises(TillMistakes) as caught:
            bring(book, receipts)
    assert (caught.value.receipts, caught.value.count) == (len(wrong), len(wrong))


def test_the_same_receipt_twice_in_a_file_is_one_and_with_other_content_refused() -> None:
    with till_book() as book:
        run = bring(book, [[row("1")], [row("2")], [row("1")]])
        assert (run.new, run.known) == (2, 1)
        with pytest.raises(Refusal, match=r"baris 4 .*isi lain"):
            bring(book, [[row("3")], [row("4")], [row("3", "gula")]])


def test_a_trial_records_nothing_and_writes_nothing() -> None:
    with till_book() as book:
        head, rest = book.journal.head(), book.folder.parent / "sisa.csv"
        run = bring(book, [[row("1")], [row("2", "berass")]], rest=rest, keep=False)
        assert (run.new, run.left) == (1, 1)
        assert book.journal.head() == head
        assert not list(book.folder.parent.glob("*sisa*"))


def test_the_rest_never_overwrites_another_file() -> None:
    with till_book() as book:
        head, rest = book.journal.head(), book.folder.parent / "sisa.csv"
        rest.write_text("catatan lain", encoding="utf-8")
        for name in (rest, rest.with_suffix(".xlsx"), book.folder.parent / "penjualan.csv"):
            with pytest.raises(BadRestFile):
                bring(book, [[row("1")], [row("2", "berass")]], rest=name)
        assert rest.read_text(encoding="utf-8") == "catatan lain"
        assert book.journal.head() == head
        assert not list(book.folder.parent.glob(".*baru"))


POS = """\
Laporan Penjualan;;;;;;
Outlet;Bill;Tgl;SKU;Produk;Jml;Harga;Disc;Net;Tunai;QRIS;Kode pelanggan
Kasir Depan;1;01/03/2026;;BRS MEDIUM;1.000,00;13.500,00;0;13.500.000,00;13.000.000;500.000;
Kasir Depan;2;01/03/2026;8990001;;2;13.500;;27.000;27.000;;
Kasir Depan;1;02/03/2026;;BRS MEDIUM;1;13.250;;13.250;13.250;;A-1
TOTAL;;;;;;;;13.540.250;;;
"""


def pos_spec(**parts: Any) -> TillSpec:
    """The description of the export above."""
    return TillSpec.model_validate(
        {
            "berkas": {"akhir": ["Total"]},
            "kolom": {
                "kasir": "Outlet",
                "nomor": "Bill",
                "tanggal": "Tgl",
                "barcode": "SKU",
                "nama_barang": "Produk",
                "banyak": "Jml",
                "harga": "Harga",
                "potongan": "Disc",
                "jumlah": "Net",
                "anggota": "Kode pelanggan",
            },
            "bawaan": {"tingkat": "umum", "disetujui": "Sari"},
            "tanggal": {"bentuk": "dd/mm/yyyy"},
            "angka": {"bentuk": "1.234,56"},
            "bayaran": {"Tunai": "tunai", "QRIS": "qris"},
            "kata": {"kasir": {"kasir depan": "kasir-1"}, "barang": {"Brs Medium": "beras"}},
            "struk": {"nomor": "per-hari"},
        }
        | parts
    )


def test_the_export_of_a_pos_by_its_description() -> None:
    with till_book() as book:
        path = book.folder.parent / "pos.csv"
        path.write_text(POS, encoding="cp1252")
        run = import_till(book, path, TillWishes(pos_spec(), Decimal(13540250)), LATER)
        assert (run.new, run.compared) == (3, True)
        first, second, third = events_of(book, "JT-")
        assert (first.number, third.number) == ("20260301-1", "20260302-1")
        assert [(p.way, p.amount) for p in first.payments] == [
            ("tunai", Decimal(13000000)),
            ("qris", Decimal(500000)),
        ]
        assert first.lines[0].quantity == Decimal(1000)
        assert (second.lines[0].item, third.member) == ("beras", "A-1")


def test_a_heading_that_is_none_is_told() -> None:
    with till_book() as book:
        path = book.folder.parent / "p.csv"
        path.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
        with pytest.raises(NoSalesTable, match="nomor"):
            import_till(book, path, TillWishes(), LATER, mapped=False)
        path.write_text("nomor,tanggal,barang,banyak,potongn\n1,2026-03-01,beras,1,5\n", "utf-8")
        with pytest.raises(StrayColumn, match="potongan"):
            import_till(book, path, TillWishes(), LATER, mapped=False)
        for text in ("", "\x00", "nomor,tanggal,barang,banyak\n"):
            path.write_text(text, encoding="utf-8")
            with pytest.raises(StatementRefusal):
                import_till(book, path, TillWishes(), LATER, mapped=False)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_example_can_be_imported(ending: str) -> None:
    with till_book() as book:
        path = book.folder.parent / f"contoh.{ending}"
        path.write_bytes(template_bytes(workbook=ending == "xlsx"))
        rest = path.with_name(f"sisa.{ending}")
        spec = TillSpec.model_validate(
            {
                "kolom": {name: name for name in _heads(path)},
                "bawaan": {"disetujui": "Sari"},
                "kata": {"barang": {"minyak": "minyak"}, "satuan": {"dus": "kg"}},
            }
        )
        run = import_till(book, path, TillWishes(spec, rest=rest), LATER)
        assert (run.new, run.left) == (2, 1)  # A-0001 is not a member of this book
        assert "A-0001" in run.examples[0].reasons[0]
        again = import_till(
            book, rest, TillWishes(spec, rest=path.with_name(f"lagi.{ending}")), LATER
        )
        assert (again.new, again.known, again.left) == (0, 0, 1)


def _heads(path: Path) -> list[str]:
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        return [str(cell) for cell in sheets_of(data)[0].rows[0].cells]
    return data.decode("utf-8-sig").splitlines()[0].split(",")


def test_a_report_by_payment_and_class_is_proven() -> None:
    receipts = [[row("1", bayar="qris")], [row("2", anggota="A-1", tingkat="anggota")], [row("3")]]
    with till_book() as book:
        report = book.folder.parent / "z.csv"
        rows = ["tingkat,bayar,jumlah", ",qris,13500", ",tunai,26750", "umum,,27000",
                "anggota,,13250", ",,40250"]  # fmt: skip
        report.write_text("\n".join(rows), encoding="utf-8")
        assert bring(book, receipts, report=report).compared
        report.write_text("bayar,jumlah\nqris,13500\n", encoding="utf-8")
        with pytest.raises(StatementRefusal, match=r"tunai.* ada di berkas .*Rp26\.750"):
            bring(book, receipts, report=report)
        with pytest.raises(TotalsDiffer, match=r"lebih Rp250"):
            bring(book, receipts, report=Decimal(40000))


def test_a_report_proves_nothing_of_what_cannot_be_read() -> None:
    with till_book() as book:
        rest = book.folder.parent / "sisa.csv"
        with pytest.raises(StatementRefusal, match="tidak dapat dibandingkan"):
            bring(book, [[row("1")], [row("2", "berass")]], rest=rest, report=Decimal(27000))
        assert not rest.exists()


junk = st.text(alphabet='0123456789,;"\n-.abkasirumt', max_size=300)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), at=st.integers(0, 2_000), spoil=junk)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed: int, at: int, spoil: str) -> None:
    text = text_of(sample(random.Random(seed), 8))  # noqa: S311
    with till_book() as book:
        head = book.journal.head()
        path = write(book, [])
        path.write_text(text[:at] + spoil + text[at:], encoding="utf-8")
        try:
            run: TillRun | None = import_till(book, path, TillWishes(), LATER, mapped=False)
        except Refusal:
            run = None
        assert (run is None) == (book.journal.head() == head)


def test_a_formula_of_a_workbook_counts_as_the_value_it_shows() -> None:
    with till_book() as book:
        path = book.folder.parent / "rumus.xlsx"
        with xlsxwriter.Workbook(str(path)) as made:
            page = made.add_worksheet()
            day = made.add_format({"num_format": "dd/mm/yyyy"})
            page.write_row(0, 0, ["kasir", "nomor", "tanggal", "tingkat", "barang", "banyak"])
            page.write_row(0, 6, ["harga", "jumlah", "bayar"])
            page.write_row(1, 0, ["kasir-1", 12])
            page.write_datetime(1, 2, dt.datetime(2026, 3, 1), day)  # noqa: DTZ001
            page.write_row(1, 3, ["umum", "beras", 2.5, 13500])
            page.write_formula(1, 7, "=F2*G2", None, 33750)
            page.write_string(1, 8, "tunai")
        assert import_till(book, path, TillWishes(), LATER, mapped=False).amount == Decimal(33750)
        (sale,) = events_of(book, "JT-")
        assert (sale.number, sale.date) == ("12", dt.date(2026, 3, 1))


def test_prices_without_ppn_are_paid_with_it() -> None:
    """Rp100.000 at a class whose prices leave PPN out: 12 % of 11/12, so Rp111.000 are paid."""
    goods = {"item": "sabun", "name": "Sabun", "base": "pcs", "group": "sembako"}
    price = {"item": "sabun", "tier": "umum", "unit": "pcs", "price": "100000"}
    stock = {"item": "sabun", "quantity": "9", "amount": "9000"}
    vat = {"pkp_sejak": DAY, "persen": "12", "dpp": "11/12", "harga_tanpa_ppn": ["umum"]}
    with till_book() as book:
        more = [
            make("policy_adopted", "K-P", DAY, effective=DAY, decision="RAT 3",
                 policy={"pajak": {"ppn": vat}}),
            make("item_registered", "B-S", DAY, taxable=True, **goods),
            make("price_set", "H-S", DAY, valid_from=DAY, lines=[price]),
            make("goods_received", "TB-S", DAY, supplier="bulog", invoice="F-S", location="gerai",
                 lines=[stock]),
        ]  # fmt: skip
        record_events(book, more, LATER)
        sold = row("1", "sabun", harga="100000", jumlah="100000")
        back = row("2", "sabun", "-1", harga="100000", jumlah="", retur_struk="1")
        assert bring(book, [[sold]], report=Decimal(111000)).amount == Decimal(111000)
        assert "PPN                       11.000" in slip_text(make_slip(book, "kasir-1", "1"))
        with pytest.raises(Refusal, match=r"berjumlah Rp111\.000, dibayar Rp100\.000"):
            bring(book, [[sold | {"nomor": "3", "dibayar": "100000"}]])
        assert bring(book, [[back | {"harga": ""}]]).amount == Decimal(-111000)


def test_columns_by_number_and_what_a_description_must_say() -> None:
    columns = {"nomor": "Bill", "tanggal": 2, "barang": 3, "banyak": 4}
    usual = {"kasir": "kasir-1", "tingkat": "umum", "bayar": "tunai"}
    with till_book() as book:
        path = book.folder.parent / "nomor.csv"
        path.write_text("Bill|x|x|x\n5|2026-03-01|beras|2\n", encoding="utf-8")
        part = {"pemisah": "|"}
        spec = TillSpec.model_validate({"berkas": part, "kolom": columns, "bawaan": usual})
        assert import_till(book, path, TillWishes(spec), LATER).amount == Decimal(27000)
    for wrong, words in (
        ({"kolom": columns | {"nomor": 1}}, "dengan namanya"),
        ({"kolom": {"nomor": "Bill", "tanggal": 2, "banyak": 4}}, "barcode atau nama_barang"),
        ({"kolom": {"nomor": "Bill", "barang": 3, "banyak": 4}}, "kolom tanggal harus"),
        ({"kolom": columns, "bawaan": {"bayar": "bank"}}, "cara bayar"),
        ({"kolom": columns | {"bayar": 5}, "bayaran": {"Tunai": "tunai"}}, "tidak keduanya"),
    ):
        with pytest.raises(ValueError, match=words):
            TillSpec.model_validate(wrong)


def test_a_file_that_breaks_off_below_its_heading_is_told_as_a_tills() -> None:
    """The readers of rows speak of banks; what a till exports is exported again, not downloaded."""
    good = [[row(str(number))] for number in range(80)]
    with till_book() as book:
        path = write(book, good)
        whole = path.read_text(encoding="utf-8")
        for spoil in ('"kasir-1', "x" * 5_000, "\n" + ",".join("a" * 70)):
            path.write_text(whole + spoil, encoding="utf-8")
            with pytest.raises(StatementRefusal, match=r"Ekspor (ulang )?dari kasir") as caught:
                import_till(book, path, TillWishes(), LATER, mapped=False)
            assert "bank" not in str(caught.value)


def test_goods_at_their_ceiling_are_rounded_down_and_what_is_recorded_stays() -> None:
    """0.3333 kg of urea at the HET of Rp2.300 come to Rp766,59; rice has no ceiling at first."""
    receipts = [[row("1", "urea", "0.3333", anggota="A-1")], [row("2", "beras", "0.3333")]]
    bare = [[each | {"jumlah": "", "dibayar": "", "harga": ""} for each in one] for one in receipts]
    line = {"item": "beras", "unit": "kg", "price": "13500"}
    ceiling = {"valid_from": DAY, "regulation": "SK 2", "lines": [line]}
    with till_book() as book:
        assert bring(book, bare).new == 2
        assert [sale.lines[0].amount for sale in events_of(book, "JT-")] == [
            Decimal(766), Decimal(4500),
        ]  # fmt: skip
        record_events(book, [make("ceiling_set", "HET-2", DAY, **ceiling)], LATER)
        again = bring(book, bare)
        assert (again.new, again.known) == (0, 2)
        more = bring(book, [[bare[1][0] | {"nomor": "3"}]])
        assert more.amount == Decimal(4499)
        stated = bare[1][0] | {"nomor": "4", "harga": "13500", "jumlah": "4500"}
        with pytest.raises(Refusal, match="bulatkan jumlahnya ke bawah"):
            bring(book, [[stated]])
