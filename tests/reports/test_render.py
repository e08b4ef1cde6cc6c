"""What the four layouts promise: golden pages, hostile text, exact figures, the same bytes."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from test_render_samples import HOSTILE, ledger, neraca, voucher, wide

from koperasi_ledger.model.money import terbilang
from koperasi_ledger.reports import formatting, pdf_layout, templates
from koperasi_ledger.reports.layout import groups, lay_out
from koperasi_ledger.reports.pdf_layout import ReportTooLong, compile_typst, report_source
from koperasi_ledger.reports.render import UnknownFormat, render, render_voucher
from koperasi_ledger.reports.text_layout import wide as cells
from koperasi_ledger.reports.text_layout import wrap
from koperasi_ledger.reports.typst_escape import breakable, escape, literal
from koperasi_ledger.reports.view import Column, Report, Row, RowStyle, Signature, Table

AMOUNTS = st.decimals(-(10**13), 10**13, places=2, allow_nan=False, allow_infinity=False)
# What PDF text extraction and one-line printing leave of a name.
SHOWN = formatting.polos(HOSTILE)


class Cells(HTMLParser):
    """The text of every td, as a browser reads it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag == "td":
            self.inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def listing(amounts: list[Decimal]) -> Report:
    columns = (Column("uraian", "Uraian"), Column("jumlah", "Jumlah", "amount"))
    rows = tuple(Row((f"Baris {chr(97 + k)}", amount)) for k, amount in enumerate(amounts))
    return replace(neraca(), facts=(), notes=(), tables=(Table("t", "", columns, rows),))


def hostile() -> Report:
    columns = (Column("kode", HOSTILE, "code"), Column("uraian", HOSTILE))
    styles: tuple[RowStyle, ...] = ("normal", "heading", "note", "subtotal", "total")
    rows = tuple(Row((HOSTILE, HOSTILE), style, level=1, trace=HOSTILE) for style in styles)
    return replace(
        neraca(),
        title=HOSTILE,
        cooperative=HOSTILE,
        address=HOSTILE,
        period=HOSTILE,
        unit_note=HOSTILE,
        facts=((HOSTILE, HOSTILE),),
        notes=(HOSTILE,),
        place_date=HOSTILE,
        tables=(Table("t", HOSTILE, columns, rows),),
    )


def typst_value(source: str) -> object:
    """What Typst understands `source` to be."""
    compiler = typst.Compiler(
        input=f"#metadata({source}) <x>".encode(),
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
    )
    return json.loads(compiler.query("<x>", field="value", one=True))


# Golden pages


@pytest.mark.parametrize("form", ["teks", "json", "html"])
def test_golden_neraca(form: str, golden: Callable[[str, str], None]) -> None:
    golden(f"reports/neraca.{form}", str(render(neraca(), form)))


def test_golden_kuitansi(golden: Callable[[str, str], None]) -> None:
    golden("reports/kuitansi.teks", render_voucher(voucher(), "teks"))


def test_html_row_as_printed() -> None:
    page = render(neraca(), "html")
    assert (
        '<tr class="normal" data-telusur="Aset:1.1.03"><td class="w">1.1.03</td>'
        '<td style="padding-left: 1.8em">Penyisihan piutang tak tertagih</td>'
        '<td class="k min">(11.257.902)</td><td class="k min">(9.800.000)</td></tr>'
    ) in page
    assert '<html lang="id">' in page
    assert not re.search(r"<script|https?:|src=|@import|url\(", page)


def test_json_keeps_plain_values() -> None:
    document = json.loads(render(neraca(), "json"))
    assert document["jurnal"] == {"urut": 12345, "hash": neraca().journal_hash}
    assert document["tabel"][0]["baris"][3] == {
        "gaya": "biasa",
        "tingkat": 1,
        "telusur": "Aset:1.1.03",
        "kode": "1.1.03",
        "uraian": "Penyisihan piutang tak tertagih",
        "kini": "-11257902",
        "lalu": "-9800000",
    }
    assert document["keterangan"]["Jumlah anggota"] == 1204
    assert json.loads(render(ledger(1), "json"))["tabel"][0]["baris"][0]["tanggal"] == "2026-01-01"


# Text


@pytest.mark.parametrize("view", [neraca, wide, lambda: ledger(60), hostile])
def test_text_fits_a_terminal(view: Callable[[], Report]) -> None:
    lines = render(view(), "teks").splitlines()
    assert max(map(cells, lines)) <= 100


def test_text_prints_too_wide_a_table_in_parts() -> None:
    page = render(wide(), "teks")
    assert page.count("(lanjutan)") == 2
    assert page.count("Beban pokok penjualan") == 3
    assert page.count("(70.296.252)") == 1


def test_text_shortens_long_names_with_an_ellipsis() -> None:
    columns = (Column("uraian", "Uraian"), Column("jumlah", "Jumlah", "amount"))
    table = Table("t", "", columns, (Row(("kata " * 200, Decimal(1))),))
    lines = render(replace(neraca(), tables=(table,)), "teks").splitlines()
    assert sum("kata" in line for line in lines) == 3
    assert sum(line.endswith("…") for line in lines) == 1


@given(st.text(), st.integers(2, 40))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    lines = wrap(formatting.polos(text), width)
    assert "".join(lines).replace(" ", "") == formatting.polos(text).replace(" ", "")
    assert all(cells(line) <= width for line in lines)


# Hostile names


def test_hostile_text_in_text_and_json() -> None:
    page = render(hostile(), "teks")
    assert "\x1b" not in page
    assert "\u202e" not in page
    document = json.loads(render(hostile(), "json"))
    assert document["judul"] == HOSTILE
    assert document["tabel"][0]["baris"][0]["uraian"] == HOSTILE


def test_hostile_text_in_html() -> None:
    page = render(hostile(), "html")
    parsed = Cells(page)
    assert parsed.texts[:2] == [SHOWN, SHOWN]
    assert page.count("<b>") == 2  # the two signed names
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "O'Neil" not in style


def test_hostile_text_compiles_to_pdf() -> None:
    # Were any of it code or markup, Typst would fail or the query below would differ.
    assert render(hostile(), "pdf").startswith(b"%PDF")
    assert render_voucher(voucher("BKK", HOSTILE), "pdf").startswith(b"%PDF")
    source = report_source(hostile())
    assert source.count("#import") == source.count("\\\\ #import") > 10


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8")))
def test_typst_reads_back_what_was_escaped(text: str) -> None:
    assert typst_value(escape(text)) == text
    assert typst_value(str(literal(text))) == formatting.polos(text)


def test_typst_environment_quotes_by_itself() -> None:
    template = templates.typst().from_string(
        "{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(a) }} {{ b }}"
    )
    assert template.render(a='"]', b=None) == '["\\"]"] none'
    with pytest.raises(TypeError):
        templates.typst().from_string("{{ a }}").render(a=Decimal(1))


def test_long_words_may_break() -> None:
    assert breakable("a" * 50).replace("\u200b", "") == "a" * 50
    assert max(map(len, breakable("a" * 50).split("\u200b"))) == 24


REF = "BANK-bri/2026-10-09/ab12cd34ef56/1"
PIECES = ["BANK-bri/", "2026-10-09/", "ab12cd34ef56/", "1"]


def test_a_bank_ref_breaks_behind_its_slashes_and_nowhere_else() -> None:
    assert breakable(REF).split("\u200b") == PIECES
    assert breakable(f"a/b {REF} [{REF}]").split("\u200b")[-1] == "1]"
    assert breakable(f"a/{'b' * 30}").split("\u200b") == ["a/", "b" * 24, "b" * 6]
    columns = (Column("bukti", "Bukti", "code"), Column("uraian", "Uraian"))
    rows = (Row((REF, f"Titipan <b> [{REF}]")), Row(("a/b", "x/" + "y" * 40)))
    report = replace(neraca(), tables=(Table("t", "", columns, rows),))
    page = render(report, "html")
    whole = "<wbr>".join(PIECES)
    assert f'<td><span class="w">{whole}</span></td>' in page
    assert f'<td>Titipan &lt;b&gt; <span class="w">[{whole}]</span></td>' in page
    assert Cells(page).texts == [REF, f"Titipan <b> [{REF}]", "a/b", "x/" + "y" * 40]
    assert page.count("<wbr>") == 6
    paper = render_voucher(replace(voucher(), ref=REF, number=REF), "html")
    assert paper.count(f'<span class="w">{whole}</span>') == 2


@given(st.text(st.sampled_from("ab/ ")))
def test_break_points_lose_nothing(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text
    assert Cells(f"<td>{templates.breakable(text)}</td>").texts == [formatting.polos(text)]


# Figures


@settings(max_examples=30)
@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_every_amount_is_printed_once(amounts: list[Decimal]) -> None:
    report = listing(amounts)
    places = formatting.sen(amounts)
    printed = [formatting.rupiah(amount, places) for amount in amounts]
    table = render(report, "teks").partition("Uraian")[2].partition("\n\n")[0]
    assert [line.split()[-1] for line in table.splitlines()[2:]] == printed
    assert Cells(render(report, "html")).texts[1::2] == printed
    literals = re.findall(r'"\(?\d[\d.,]*\)?"', report_source(report).partition("table.header")[2])
    assert [each.strip('"') for each in literals] == printed
    rows = json.loads(render(report, "json"))["tabel"][0]["baris"]
    assert [Decimal(row["jumlah"]) for row in rows] == amounts


# Pages


def test_undefined_names_are_refused() -> None:
    for environment in (templates.html(), templates.typst()):
        with pytest.raises(UndefinedError):
            environment.from_string("{{ tidak_ada }}").render()


def test_pdf_bytes_depend_on_nothing_but_the_view(tmp_path: Path) -> None:
    code = (
        "import hashlib, test_render_samples as s\n"
        "from koperasi_ledger.reports.render import render, render_voucher\n"
        "made = render(s.neraca(), 'pdf') + render_voucher(s.voucher(), 'pdf')\n"
        "print(hashlib.sha256(made).hexdigest())"
    )
    here = Path(__file__).parent
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            cwd=cwd,
            env={
                "PYTHONPATH": f"{here}:{here.parents[1]}",
                "SOURCE_DATE_EPOCH": epoch,
                "TZ": zone,
            },
        ).stdout
        for cwd, epoch, zone in ((here, "0", "UTC"), (tmp_path, "1700000000", "Asia/Jakarta"))
    }
    assert len(found) == 1
    assert render(neraca(), "pdf") == render(neraca(), "pdf")


def test_pdf_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_layout, "MOST_ROWS", 10)
    with pytest.raises(ReportTooLong, match="rentang tanggal yang lebih pendek"):
        render(ledger(10), "pdf")


def test_a_wide_table_is_turned_and_a_total_is_not_orphaned() -> None:
    assert "flipped: true" in report_source(wide())
    assert "flipped: false" in report_source(neraca())
    laid = lay_out(neraca().tables[0])
    assert list(groups(laid.rows)) == [(0, 2), (4, 2), (6, 3)]


def test_unknown_format_names_those_that_exist() -> None:
    with pytest.raises(UnknownFormat, match="teks, json, html, pdf"):
        render(neraca(), "ods")
    with pytest.raises(UnknownFormat, match='"docx" tidak tersedia'):
        render_voucher(voucher(), "docx")


def test_text_and_json_load_no_template_engine() -> None:
    code = (
        "import sys, test_render_samples as s\n"
        "from koperasi_ledger.reports.render import render\n"
        "render(s.neraca(), 'teks'); render(s.neraca(), 'json')\n"
        "print(sorted({'jinja2', 'typst'} & set(sys.modules)))"
    )
    here = Path(__file__).parent
    run = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": f"{here}:{here.parents[1]}"},
    )
    assert run.stdout == "[]\n"


def test_formatting() -> None:
    assert formatting.rupiah(Decimal("-1234567.5")) == "(1.234.567,50)"
    assert formatting.rupiah(Decimal("1E+3")) == "1.000"
    assert formatting.rupiah(Decimal("-0")) == "0"
    big = Decimal("1234567890123456789012345678901.25")
    assert formatting.rupiah(big) == "1.234.567.890.123.456.789.012.345.678.901,25"
    assert formatting.angka(Decimal("-12.5"), 2) == "-12,50"
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    assert formatting.per_tanggal(last) == "per 31 Desember 2026"
    assert formatting.rentang_tanggal(first, last) == "1 Januari s.d. 31 Desember 2026"
    assert formatting.rentang_tanggal(date(2025, 7, 1), first) == "1 Juli 2025 s.d. 1 Januari 2026"
    assert terbilang(Decimal(1500000)) == "satu juta lima ratus ribu rupiah"
    assert terbilang(Decimal("1000.50")) == "seribu rupiah lima puluh sen"


def test_templates_of_the_wheel_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "koperasi_ledger"
    monkeypatch.setattr(templates, "__file__", str(package / "reports" / "templates.py"))
    assert templates.template_dir() == tmp_path / "templates" / "reports"
    (package / "_templates").mkdir(parents=True)
    assert templates.template_dir() == package / "_templates" / "reports"


def test_a_statement_is_signed_on_the_page_it_fills() -> None:
    """Rows that leave no room for the signatures stand closer, so that no empty page is signed."""
    report = replace(neraca(), notes=(), signatures=(Signature("Ketua", "A"),))
    table = report.tables[0]
    for more in range(10, 40):
        rows = tuple(Row(table.rows[-1].cells) for _ in range(more))
        grown = replace(report, tables=(replace(table, rows=rows),))
        plain = compile_typst(report_source(grown))
        if pdf_layout._pages(plain) > 1:
            break
    assert pdf_layout._pages(plain) == 2
    assert pdf_layout._pages(pdf_layout.report_pdf(grown)) == 1


def test_long_voucher_numbers_give_way_to_the_text_beside_them() -> None:
    columns = (Column("bukti", "Bukti", "code"), Column("uraian", "Uraian"))
    row = Row(("TINJAU-29841c02b3476624", "Listrik"))
    usual = Row(("BKK-20260105-1", "Listrik"))
    short = replace(neraca(), tables=(Table("a", "", columns, (usual,)),))
    long = replace(short, tables=(Table("a", "", columns, (row,)),))
    assert '<td class="w">BKK-20260105-1<' in render(short, "html")
    page = render(long, "html")
    assert '<table class="rinci">' in page
    assert '<td class="w">' not in page
