"""The core statements by example: layouts, forms, split entries, units, trails, pages."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_books import STAMP, book_of, line, money, report, small
from statement_books import scope_of, sen_of, sens, with_policy

from koperasi_ledger.model.policy.statements import CAPTIONS as NAMED
from koperasi_ledger.model.policy.statements import StatementPolicy
from koperasi_ledger.reports.arus_kas import flow_statement
from koperasi_ledger.reports.captions import CAPTIONS, Placing
from koperasi_ledger.reports.cash_flows import CashFlows, Marks, _Making
from koperasi_ledger.reports.cash_lines import ACTIVITIES, FLOWS
from koperasi_ledger.reports.ekuitas import equity_statement
from koperasi_ledger.reports.errors import (
    NothingFound,
    NothingSought,
    NotTraceable,
    OptionNotUsed,
    UnknownForm,
    UnknownMethod,
)
from koperasi_ledger.reports.html_layout import report_html
from koperasi_ledger.reports.neraca import position_statement
from koperasi_ledger.reports.phu import result_statement
from koperasi_ledger.reports.position_layouts import LAYOUTS
from koperasi_ledger.reports.telusur import amount_of
from koperasi_ledger.reports.text_layout import report_text
from koperasi_ledger.reports.trails import MOST
from koperasi_ledger.reports.unit import unit_statement
from koperasi_ledger.reports.view import Report
from koperasi_ledger.rules.errors import UnknownUnit
from koperasi_ledger.workflows.book import Book, Settings, opened, write_settings
from koperasi_ledger.workflows.recording import record_text


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with book_of(tmp_path_factory.mktemp("inti") / "buku", small()) as book:
        yield book


def printed(made: Report) -> str:
    return re.sub(r"[0-9a-f]{64}", "(sidik jurnal)", report_text(made))


# -- layouts and forms -----------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_names_every_caption_once(layout: Any) -> None:
    for groups, roots in ((layout.assets, ("Aset",)), (layout.claims, ("Liabilitas", "Ekuitas"))):
        named = [key for group in groups for key in group.captions]
        assert sorted(named) == sorted(
            key for key, caption in CAPTIONS.items() if caption.root in roots
        )


def test_the_policy_knows_every_caption() -> None:
    assert {(root, key) for root, keys in NAMED.items() for key in keys} == {
        (caption.root, key) for key, caption in CAPTIONS.items()
    }


@pytest.mark.parametrize(
    ("name", "section", "asked"),
    [
        ("neraca", {"rincian": "pos"}, {}),
        ("neraca", {"posisi_keuangan": "likuiditas"}, {}),
        ("neraca", {"posisi_keuangan": "emkm"}, {}),
        ("phu", {"rincian": "pos"}, {}),
        ("phu", {"phu": "b"}, {}),
        ("phu", {}, {"form": "emkm"}),
        ("arus-kas", {"arus_kas": "tidak-langsung"}, {}),
    ],
    ids=["pos", "likuiditas", "emkm", "phu-pos", "phu-b", "phu-emkm", "tidak-langsung"],
)
def test_golden_layouts(  # noqa: PLR0917 - what is asked, and how it is printed
    tmp_path: Path,
    request: pytest.FixtureRequest,
    golden: Callable[[str, str], None],
    name: str,
    section: dict[str, Any],
    asked: dict[str, Any],
) -> None:
    events = [*with_policy(**section), *small()[3:]]
    with book_of(tmp_path / "buku", events) as book:
        kind = request.node.callspec.id
        golden(f"reports/bentuk-{name}-{kind}.teks", printed(report(book, name, **asked)))


def test_a_layout_changes_no_sum(tmp_path: Path, small_book: Book) -> None:
    usual = sens(position_statement(scope_of(small_book)))
    for place, section in enumerate(
        ({"posisi_keuangan": "emkm"}, {"rincian": "pos"}, {"posisi_keuangan": "likuiditas"})
    ):
        events = [*with_policy(**section), *small()[3:]]
        with book_of(tmp_path / f"buku-{place}", events) as book:
            made = sens(position_statement(scope_of(book)))
        for key in ("jumlah_aset", "jumlah_ekuitas", "jumlah_liabilitas_ekuitas"):
            assert made[key] == usual[key]


def test_an_added_account_stands_where_policy_says(tmp_path: Path) -> None:
    events = with_policy(
        pos={"Aset:Kantin": "piutang_lain", "Ekuitas:Revaluasi": "penghasilan_komprehensif"}
    )
    policy = events[1]["policy"]
    added = [
        {"akun": "Aset:Kantin", "kode": "1390.1", "nama": "Piutang kantin"},
        {"akun": "Ekuitas:Revaluasi", "kode": "3190", "nama": "Surplus revaluasi"},
    ]
    policy["akun"] = {"tambahan": [*policy["akun"]["tambahan"], *added]}
    policy["laporan"] = {**policy["laporan"], "rincian": "pos", "phu": "b"}
    events.append(line("payment_recorded", "2026-02-01", "K", {"Aset:Kantin": "7000"}))
    events.append(line("receipt_recorded", "2026-02-01", "R", {"Ekuitas:Revaluasi": "9000"}))
    with book_of(tmp_path / "buku", events) as book:
        scope = scope_of(book)
        position = sens(position_statement(scope))
        assert position["piutang_lain"] == 700_000
        assert position["jumlah_aset_lancar"] == 200_000 + 700_000
        result = sens(result_statement(scope))
        assert (result["shu"], result["penghasilan_komprehensif"]) == (0, 900_000)
        assert sens(flow_statement(scope))["lain_keluar"] == -700_000


def test_mudharabah_savings_stand_between_liabilities_and_equity(tmp_path: Path) -> None:
    events = with_policy()
    savings = dict(events[1]["policy"]["simpanan"])
    syirkah = {"kunci": "syirkah", "nama": "Syirkah", "saldo_minimum": "0", "akad": "mudharabah"}
    events[1]["policy"]["simpanan"] = {**savings, "produk": [*savings["produk"], syirkah]}
    events += small()[3:8]
    for product, amount in (("syirkah", "500000"), ("sukarela", "200000")):
        events.append(
            money("savings_deposited", "2026-01-05", f"S-{product}", amount, member="A-0001",
                  product=product)
        )  # fmt: skip
    with book_of(tmp_path / "buku", events) as book:
        made = position_statement(scope_of(book))
        figures = sens(made)
        assert figures["jumlah_dana_syirkah_temporer"] == 50_000_000
        assert figures["Liabilitas:Simpanan:Sukarela"] == 20_000_000
        assert figures["jumlah_liabilitas_pendek"] == 20_000_000
        titles = [item.title for item in made.items()]
        place = [
            titles.index(name)
            for name in ("Liabilitas jangka pendek", "Dana syirkah temporer", "Ekuitas")
        ]
        assert place == sorted(place)
        assert "dana syirkah temporer dan ekuitas" in made.blocks[1].items[-2].title
    events[1]["policy"]["laporan"] = {"dana_syirkah": False}
    with book_of(tmp_path / "tanpa", events) as book:
        assert (
            sens(position_statement(scope_of(book)))["Liabilitas:Simpanan:Sukarela"] == 70_000_000
        )


# -- per unit --------------------------------------------------------------------------------------


def test_units_add_up_to_the_whole(tmp_path: Path) -> None:
    events = with_policy()
    for place, unit in enumerate(("toko", "simpan-pinjam", None)):
        item = {"account": "Pendapatan:Lain:NonOperasional", "amount": f"{place + 1}000"}
        entry = line("receipt_recorded", "2026-03-01", f"R-{place}", {})
        entry["lines"] = [item if unit is None else {**item, "unit": unit}]
        events.append(entry)
    with book_of(tmp_path / "buku", events) as book:
        made = unit_statement(scope_of(book))
        assert [column.key for column in made.columns] == [
            "unit_simpan_pinjam", "unit_toko", "tanpa_unit", "gabungan",
        ]  # fmt: skip
        for row in made.items():
            if row.figures[0] is not None:
                *parts, whole = (sen_of(row, place) for place in range(4))
                assert sum(parts) == whole
        assert sens(result_statement(scope_of(book, unit="toko")))["shu"] == 100_000
        with pytest.raises(UnknownUnit):
            report(book, "phu", unit="gudang")


# -- equity ----------------------------------------------------------------------------------------


def test_a_mistake_and_its_reversal_leave_no_trace_in_equity(tmp_path: Path) -> None:
    events = small()
    events.append(line("receipt_recorded", "2026-08-04", "HIBAH-X", {"Ekuitas:Hibah": "750000"}))
    undo = {"kind": "event_reversed", "date": "2026-08-05", "ref": "BALIK-X", "target": "HIBAH-X"}
    with book_of(tmp_path / "buku", [*events, {**undo, "reason": "keliru"}]) as book:
        made = equity_statement(scope_of(book))
        place = [column.key for column in made.columns].index("hibah")
        assert sen_of(made.item("tambah_2026"), place) == 500_000_000
        flows = sens(flow_statement(scope_of(book)))
        assert flows["modal_masuk"] == 500_000_000
        assert "modal_keluar" not in flows


# -- cash flow -------------------------------------------------------------------------------------

ACCOUNTS = {
    "Kas": "kas",
    "Pinjaman": "pinjaman_anggota",
    "Administrasi": "pendapatan_anggota",
    "Gaji": "kepegawaian",
    "Mesin": "aset_tetap",
    "Investasi": "investasi",
    "SWP": "simpanan_khusus",
    "Bank": "utang_bank",
    "BagianSHU": "dana_shu",
    "JasaPinjaman": "jasa_pinjaman",
}


def making() -> _Making:
    class Placed:
        of_account = ACCOUNTS
        policy = StatementPolicy()

    return _Making(cast("Placing", Placed()), Marks(frozenset(), frozenset()))


def split(*legs: tuple[str, int]) -> CashFlows:
    made = making()
    made.entry(1, legs)
    return made.flows


def lines_of(flows: CashFlows) -> dict[str, int]:
    return {
        f"{flow}_{'masuk' if into else 'keluar'}": sum(leg.sen for leg in legs)
        for (flow, into), legs in flows.lines.items()
    }


def test_a_loan_paid_out_less_savings_and_a_fee() -> None:
    flows = split(("Pinjaman", 100), ("SWP", -2), ("Administrasi", -1), ("Kas", -97))
    # The fee is an operating flow like the loan; what became savings was never money.
    assert lines_of(flows) == {"pinjaman_keluar": -98, "pendapatan_anggota_masuk": 1}
    assert {pair: legs[0].sen for pair, legs in flows.without.items()} == {
        ("pinjaman", "simpanan_pokok_wajib"): 2
    }


def test_a_machine_half_on_credit() -> None:
    flows = split(("Mesin", 100), ("Bank", -60), ("Kas", -40))
    assert lines_of(flows) == {"aset_tetap_keluar": -40}
    assert {pair: legs[0].sen for pair, legs in flows.without.items()} == {
        ("aset_tetap", "utang_bank"): 60
    }


def test_what_several_share_in_is_divided_to_the_sen() -> None:
    # 100 of loan and 50 of machine are paid with 75 of bank money and 75 of cash: 2 to 1.
    flows = split(("Pinjaman", 100), ("Mesin", 50), ("Bank", -75), ("Kas", -75))
    assert lines_of(flows) == {"pinjaman_keluar": -50, "aset_tetap_keluar": -25}
    flows = split(("Pinjaman", 1), ("Mesin", 1), ("Bank", -1), ("Kas", -1))
    assert lines_of(flows) == {"pinjaman_keluar": -1}


def test_an_entry_without_cash_is_no_flow() -> None:
    flows = split(("Mesin", 100), ("Bank", -100))
    assert not flows.lines
    assert flows.without[("aset_tetap", "utang_bank")][0].sen == 100


def test_what_a_share_of_the_shu_pays_is_told_one_by_one() -> None:
    flows = split(("BagianSHU", 100), ("Pinjaman", -70), ("JasaPinjaman", -30))
    assert {pair: legs[0].sen for pair, legs in flows.without.items()} == {
        ("dana_shu", "pinjaman"): 70,
        ("dana_shu", "jasa_pinjaman"): 30,
    }


@given(
    st.lists(
        st.tuples(
            st.sampled_from([name for name in ACCOUNTS if name != "Kas"]), st.integers(-999, 999)
        ),
        min_size=1,
        max_size=7,
    ),
    st.lists(st.integers(-500, 500), max_size=2),
)
def test_any_entry_is_split_without_losing_a_sen(
    legs: list[tuple[str, int]], transfers: list[int]
) -> None:
    cash = -sum(sen for _, sen in legs)
    flows = split(
        *legs, ("Kas", cash), *(("Kas", sen) for each in transfers for sen in (each, -each))
    )
    at = making().activities
    found = {activity: flows.net(activity, at) for activity in ACTIVITIES}
    assert sum(found.values()) == cash
    assert flows.indirect() == found["operasi"]
    # No activity pays in while another pays out, and none moves more than its legs do.
    assert not (any(sen > 0 for sen in found.values()) and any(sen < 0 for sen in found.values()))
    gross: dict[str, int] = {}
    for name, sen in legs:
        flow = next(key for key, each in FLOWS.items() if ACCOUNTS[name] in each.captions)
        gross[flow] = gross.get(flow, 0) - sen
    for (flow, _), parts in flows.lines.items():
        (leg,) = parts
        assert abs(leg.sen) <= abs(gross[flow])
        assert leg.sen * gross[flow] >= 0


# -- tracing ---------------------------------------------------------------------------------------


def test_a_line_is_found_by_account_code_title_and_key(small_book: Book) -> None:
    made = [
        report(small_book, "telusur", sought=word, statement="neraca").tables
        for word in (
            "3150",
            "Hibah/donasi",
            "hibah/DONASI",
            "Ekuitas:Hibah",
            "5.000.000",
            "Rp5000000.00",
        )
    ]
    assert all(tables == made[0] for tables in made)
    (table,) = made[0]
    assert [row.trace for row in table.rows] == ["HIBAH-1", None]
    assert table.rows[0].cells[0] == date(2026, 7, 10)


def test_what_fits_several_lines_is_listed(small_book: Book) -> None:
    made = report(small_book, "telusur", sought="1.762.750,50")
    assert made.tables[0].key == "pilihan"
    assert {row.cells[0] for row in made.tables[0].rows} == {"neraca", "phu", "ekuitas"}
    one = report(small_book, "telusur", sought="shu_2026:shu_berjalan", statement="ekuitas")
    assert one.tables[0].key == "telusur"


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({}, NothingSought),
        ({"sought": "  "}, NothingSought),
        ({"sought": "tidak ada"}, NothingFound),
        ({"sought": "123.456.789"}, NothingFound),
        ({"sought": "1340", "statement": "jurnal"}, NotTraceable),
        ({"sought": "shu", "form": "z"}, UnknownForm),
        ({"sought": "shu", "method": "z"}, UnknownMethod),
    ],
)
def test_what_cannot_be_traced_is_refused(
    small_book: Book, asked: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        report(small_book, "telusur", **asked)


@pytest.mark.parametrize(
    ("name", "asked"),
    [("neraca", {"form": "b"}), ("phu", {"method": "langsung"}), ("kas", {"unit": "toko"}),
     ("phu", {"statement": "neraca"})],
)  # fmt: skip
def test_options_of_other_reports_are_refused(
    small_book: Book, name: str, asked: dict[str, Any]
) -> None:
    with pytest.raises(OptionNotUsed):
        report(small_book, name, **asked)


@pytest.mark.parametrize(
    ("text", "sen"),
    [
        ("1.250.000", 125_000_000),
        ("Rp1.250.000,50", 125_000_050),
        ("(40.000,00)", 4_000_000),
        ("-40.000", 4_000_000),
        ("1250000.50", 125_000_050),
        ("1250000", 125_000_000),
        ("535", 53_500),
        ("1.25", 125),
        ("abc", None),
        ("1,2,3", None),
        ("", None),
    ],
)
def test_amounts_are_read_as_they_are_printed(text: str, sen: int | None) -> None:
    assert amount_of(text) == sen


# -- pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["neraca", "phu", "ekuitas", "arus-kas", "unit"])
def test_every_figure_of_a_page_leads_to_its_entries(small_book: Book, name: str) -> None:
    page = report_html(report(small_book, name, trails=True))
    links, places = re.findall(r'href="#(jejak-\d+)"', page), re.findall(r'id="(jejak-\d+)"', page)
    assert links
    assert set(links) == set(places)
    assert len(places) == len(set(places))
    assert 'data-telusur="JUAL-2"' in page or name == "ekuitas"
    assert "jejak" not in report_html(report(small_book, name))


def test_a_long_trail_is_cut_off_and_says_so(tmp_path: Path) -> None:
    events = small()[:3]
    events += [
        line("receipt_recorded", "2026-02-01", f"R-{n}", {"Ekuitas:Hibah": "100"})
        for n in range(MOST + 5)
    ]
    with book_of(tmp_path / "buku", events) as book:
        made = report(book, "neraca", trails=True)
        trail = next(each for each in made.trails if each.trace == "Ekuitas:Hibah")
        assert (len(trail.rows), trail.left_out, trail.left_amount) == (MOST, 5, Decimal(500))
        assert "5 bagian sebelumnya" in report_html(made)


# -- the other database ----------------------------------------------------------------------------


def test_statements_read_the_same_from_postgresql(
    tmp_path: Path, small_book: Book, postgres_book_url: str
) -> None:
    folder = tmp_path / "buku"
    folder.mkdir()
    write_settings(folder, Settings(database=postgres_book_url))
    with opened(folder, print, create=True) as book:
        record_text(book, map(json.dumps, small()), "uji", STAMP)
        for name in ("neraca", "phu", "ekuitas", "arus-kas", "unit"):
            for method in ("langsung", "tidak-langsung") if name == "arus-kas" else (None,):
                asked = {"trails": True, "method": method}
                assert report(book, name, **asked) == report(small_book, name, **asked)
