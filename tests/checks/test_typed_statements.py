"""Trying typed statements: right ones are never accused, every slip that changes a sum is found."""

import io
import json
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from typed_sets import Layout, Statement, Typed, half_up, layouts, line, sets, total, workbook

from koperasi_ledger.checks.foreign_statements import Finding, Verdict, examine
from koperasi_ledger.importers.statement_sheets import read_typed

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def tried(found: tuple[Statement, ...], layout: Layout | None = None) -> Verdict:
    return examine(read_typed(workbook(found, layout or Layout())))


def wrong(verdict: Verdict) -> list[Finding]:
    return [each for each in verdict.findings if each.severity == "salah"]


@given(sets(), layouts())
@quick
def test_a_right_set_is_never_accused(found: tuple[Statement, ...], layout: Layout) -> None:
    verdict = tried(found, layout)
    accused = [each for each in verdict.findings if each.rule != "pembagian SHU"]
    assert not accused, accused
    assert not verdict.wrong
    assert dict(verdict.held)["jumlah"] >= 16


@given(sets(), layouts(), st.integers(0, 2**32), st.sampled_from(("digit", "sign", "line")))
@quick
def test_every_slip_that_changes_a_sum_is_found(
    found: tuple[Statement, ...], layout: Layout, seed: int, how: str
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test
    spots = [
        (at, row, column)
        for at, each in enumerate(found)
        for row, typed in enumerate(each.rows)
        for column, value in enumerate(typed.amounts)
        if value
    ]
    at, row, column = dice.choice(spots)
    typed, value = found[at].rows[row], found[at].rows[row].amounts[column]
    assert value is not None
    rows = list(found[at].rows)
    if how == "line":
        assume(typed.sort == "line" and not typed.percent)
        # Without its opening or closing balance a statement of changes says nothing that is wrong.
        assume(not typed.label.startswith("Saldo"))
        # A line of zeroes and small sums changes nothing, or only a rounding.
        assume(any(abs(Decimal(each or 0)) > 3 for each in typed.amounts))
        # Side by side, the first headings name the columns: a sum alone under them is a summary.
        alone = rows[row - 1].sort == "head" and rows[row + 1].sort == "sum"
        assume(not (layout.beside and alone))
        del rows[row]
    else:
        if how == "sign":
            # What is taken off is read as taken off, whatever its sign.
            assume(not typed.off and not typed.percent)
            other = -value
        else:
            text = str(abs(value))
            place = dice.randrange(max(1, len(text) - 1))
            digit = dice.choice([each for each in "123456789" if each != text[place]])
            other = type(value)(text[:place] + digit + text[place + 1 :]) * (-1 if value < 0 else 1)
        assume(abs(Decimal(other) - value) > 3 or typed.percent)
        amounts = (*typed.amounts[:column], other, *typed.amounts[column + 1 :])
        rows[row] = replace(typed, amounts=amounts)
    changed = (*found[:at], replace(found[at], rows=tuple(rows)), *found[at + 1 :])
    assert tried(changed, layout).wrong, (how, found[at].kind, typed)


@given(sets(), layouts())
@quick
def test_the_same_file_gives_the_same_findings(
    found: tuple[Statement, ...], layout: Layout
) -> None:
    data = workbook(found, layout)
    assert examine(read_typed(data)) == examine(read_typed(data))


def test_a_sum_without_a_line_under_its_heading_is_found() -> None:
    neraca = (
        Typed("head", "ASET"),
        line("Kas", 5_000),
        total("JUMLAH ASET", 5_000),
        Typed("head", "LIABILITAS DAN EKUITAS"),
        Typed("head", "Liabilitas"),
        total("Jumlah liabilitas", 1_000),
        Typed("head", "Ekuitas"),
        line("Simpanan pokok", 4_000),
        total("Jumlah ekuitas", 4_000),
        total("JUMLAH LIABILITAS DAN EKUITAS", 5_000),
    )
    found = (Statement("neraca", "LAPORAN POSISI KEUANGAN", ("31/12/2025",), neraca),)
    (finding,) = wrong(tried(found))
    assert finding.label == "Jumlah liabilitas"
    assert "tidak ada baris di bawah judulnya" in finding.what


# Fixture F1 of the reference on accounting, as it was published.

CASES = json.loads((Path(__file__).parents[1] / "data" / "shu" / "published.json").read_text())


def school() -> tuple[Statement, ...]:
    (case,) = [each for each in CASES["cases"] if each["id"] == "F1-2025"]
    given_, due = case["inputs"], case["expected"]

    def lines(rows: list[dict[str, str]]) -> list[Typed]:
        return [line(row["akun"], int(row["jumlah"])) for row in rows]

    assets = given_["aset"]
    shu = int(due["shu"])
    neraca = (
        Typed("head", "AKTIVA LANCAR"),
        *lines(assets["lancar"]),
        total("Jumlah aktiva lancar", int(due["total_aset_lancar"])),
        Typed("head", "PENYERTAAN"),
        *lines(assets["penyertaan"]),
        total("Jumlah penyertaan", int(due["total_penyertaan"])),
        Typed("head", "AKTIVA TETAP"),
        *lines(assets["tetap"]),
        total("Jumlah aktiva tetap", int(due["total_aset_tetap"])),
        total("JUMLAH AKTIVA", int(due["total_aset"])),
        Typed("head", "KEWAJIBAN"),
        *lines(given_["liabilitas"]),
        total("Jumlah kewajiban", int(due["total_liabilitas"])),
        Typed("head", "MODAL SENDIRI"),
        *lines(given_["ekuitas_di_luar_shu_berjalan"]),
        line("SHU tahun 2025", shu),
        total("Jumlah modal sendiri", int(due["total_ekuitas"])),
        total("JUMLAH PASIVA", int(due["total_aset"])),
    )
    phu = (
        Typed("head", "PENDAPATAN"),
        *lines(given_["pendapatan"]),
        total("Jumlah pendapatan", int(due["total_pendapatan"])),
        Typed("head", "BIAYA-BIAYA"),
        *lines(given_["beban"]),
        total("Jumlah biaya", int(due["total_beban"])),
        total("Sisa Hasil Usaha", shu),
    )
    pools = [
        Typed("line", row["pos"], (Decimal(row["persen"]), int(row["diterbitkan"])), percent=True)
        for row in due["alokasi"]
    ]
    assert all(p.amounts[1] == half_up(shu, int(p.amounts[0] or 0)) for p in pools)
    return (
        Statement("neraca", "NERACA PER 31 DESEMBER 2025", ("Jumlah",), neraca),
        Statement("phu", "PERHITUNGAN HASIL USAHA TAHUN 2025", ("Jumlah",), phu),
        Statement("shu", "PEMBAGIAN SHU TAHUN 2025", ("%", "Jumlah"), tuple(pools)),
    )


def with_amount(found: tuple[Statement, ...], label: str, change: int) -> tuple[Statement, ...]:
    """The set with a change to the last amount of a line."""
    made = []
    for each in found:
        rows = [
            replace(row, amounts=(*row.amounts[:-1], (row.amounts[-1] or 0) + change))
            if row.label == label
            else row
            for row in each.rows
        ]
        made.append(replace(each, rows=tuple(rows)))
    return tuple(made)


def without(found: tuple[Statement, ...], label: str) -> tuple[Statement, ...]:
    return tuple(
        replace(each, rows=tuple(row for row in each.rows if row.label != label)) for each in found
    )


@pytest.mark.parametrize("layout", [Layout(), Layout(text=True, sheets=False, codes=True)])
def test_the_published_school_is_right_but_for_one_rupiah(layout: Layout) -> None:
    verdict = tried(school(), layout)
    assert not wrong(verdict)
    (rounding,) = [each for each in verdict.findings if each.severity == "pembulatan"]
    assert rounding.stated == Decimal(61_215_800)
    assert rounding.computed == Decimal(61_215_799)
    assert {each.rule for each in verdict.findings if each is not rounding} == {"ekuitas", "kas"}


def one(verdict: Verdict, words: str) -> Finding:
    found = [each for each in wrong(verdict) if words in each.what]
    assert found, [each.what for each in verdict.findings]
    return found[0]


def test_two_digits_changed_places() -> None:
    verdict = tried(with_amount(school(), "Jumlah aktiva lancar", 1_029_159_180 - 1_029_159_108))
    found = one(verdict, "“Jumlah aktiva lancar” tertulis 1.029.159.180")
    assert found.difference == 72
    assert "tertukar" in found.remedy
    # The sum above holds with the right figure: it is not accused.
    assert len(wrong(verdict)) == 1


def test_a_line_left_out_is_named() -> None:
    verdict = tried(with_amount(school(), "Jumlah biaya", -12_000_000))
    found = one(verdict, "“Jumlah biaya”")
    assert "Tabungan RAT tahun usaha 2025” tidak ikut" in found.remedy


def test_a_wrong_sign_is_named() -> None:
    changed = with_amount(school(), "Jumlah aktiva tetap", 2 * 74_122_780)
    assert "tanda" in one(tried(changed), "“Jumlah aktiva tetap”").remedy


def test_the_neraca_without_the_shu() -> None:
    changed = with_amount(school(), "SHU tahun 2025", -61_215_799)
    changed = with_amount(changed, "Jumlah modal sendiri", -61_215_799)
    verdict = tried(with_amount(changed, "JUMLAH PASIVA", -61_215_799))
    assert "sebesar SHU" in one(verdict, "neraca tidak seimbang").remedy
    assert one(verdict, "“SHU tahun 2025” tertulis 0; menurut PHU")


def test_a_loss_that_never_reached_equity() -> None:
    phu = Statement(
        "phu",
        "PERHITUNGAN HASIL USAHA",
        ("2025",),
        (
            Typed("head", "Pendapatan"),
            line("Fee BRILink", 2_000_000),
            total("Jumlah pendapatan", 2_000_000),
            Typed("head", "Beban"),
            line("Gaji", 5_500_000),
            total("Jumlah beban", 5_500_000),
            total("Rugi tahun berjalan", -3_500_000),
        ),
    )
    neraca = Statement(
        "neraca",
        "NERACA",
        ("31/12/2025",),
        (
            line("Kas", 12_000_000),
            total("Jumlah aset", 12_000_000),
            line("Simpanan pokok", 10_000_000),
            line("Simpanan wajib", 2_000_000),
            total("Jumlah ekuitas", 12_000_000),
            total("Jumlah liabilitas dan ekuitas", 12_000_000),
        ),
    )
    assert one(tried((neraca, phu)), "tidak ada baris SHU atau rugi tahun berjalan")


def test_a_loss_that_does_not_follow_from_the_subtotals() -> None:
    changed = with_amount(school(), "Sisa Hasil Usaha", -1_000_000)
    assert one(tried(changed), "“Sisa Hasil Usaha” tertulis 60.215.799")


def test_percentages_of_105() -> None:
    found = list(school())
    rows = list(found[2].rows)
    rows[0] = replace(rows[0], amounts=(Decimal(10), rows[0].amounts[1]))
    found[2] = replace(found[2], rows=tuple(rows))
    assert one(tried(tuple(found)), "berjumlah 105%").computed == 100


def test_percentages_left_blank() -> None:
    found = list(school())
    rows = [replace(row, amounts=(None, row.amounts[1])) for row in found[2].rows]
    found[2] = replace(found[2], rows=tuple(rows))
    assert any("tidak diisi" in each.what for each in tried(tuple(found)).findings)


def test_the_narrative_says_another_simpanan_wajib() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["NERACA PER 31 DESEMBER 2025"])
    for row in (
        ("Kas", 30_000_000),
        ("Jumlah aset", 30_000_000),
        ("Simpanan pokok", 10_000_000),
        ("Simpanan wajib", 20_000_000),
        ("Jumlah ekuitas", 30_000_000),
    ):
        page.append(list(row))
    notes = book.create_sheet("Narasi")
    notes.append(
        ["Modal sendiri terdiri atas simpanan pokok Rp12.000.000 dan simpanan wajib 20.000.000."]
    )
    out = io.BytesIO()
    book.save(out)
    verdict = examine(read_typed(out.getvalue()))
    found = one(verdict, "“simpanan pokok” tertulis 12.000.000")
    assert (found.sheet, found.cell) == ("Narasi", "A1")


def test_no_statement_of_changes_is_said() -> None:
    assert any("perubahan ekuitas" in each.what for each in tried(school()).findings)


def test_a_sum_without_a_figure_is_said() -> None:
    """A formula that was never calculated has no value."""
    found = list(school())
    rows = [
        replace(row, amounts=(None,)) if row.label == "Jumlah aktiva lancar" else row
        for row in found[0].rows
    ]
    found[0] = replace(found[0], rows=tuple(rows))
    verdict = tried(tuple(found))
    assert not wrong(verdict)
    assert any("“Jumlah aktiva lancar” tidak berangka" in each.what for each in verdict.findings)


def test_a_sign_unlike_others_of_its_sort() -> None:
    """The school writes accumulated depreciation with a minus, here but once."""
    label = "Akumulasi penyusutan peralatan"
    verdict = tried(with_amount(school(), label, 2 * 17_540_099))
    assert one(verdict, f"“{label}” ditulis positif").computed == -17_540_099


def test_costs_with_and_without_a_minus_in_one_statement() -> None:
    """HPP in brackets, other costs without: it adds up as it is read, and that is said."""
    phu = Statement(
        "phu",
        "PERHITUNGAN HASIL USAHA",
        ("2025",),
        (
            line("Penjualan toko", 50_000_000),
            line("HPP", -42_000_000),
            total("Laba kotor", 8_000_000),
            Typed("head", "Beban operasi"),
            line("Gaji", 5_000_000),
            line("ATK", 1_000_000),
            total("Jumlah beban operasi", 6_000_000),
            total("SHU", 2_000_000),
        ),
    )
    verdict = tried((phu,))
    assert not verdict.wrong
    assert any("“Jumlah beban operasi”" in each for each in verdict.assumed)
