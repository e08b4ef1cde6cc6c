"""The review's screen, by real key presses on a real book: what the journal holds afterwards."""

import asyncio
import datetime as dt
import os
import sys
from collections.abc import Callable, Coroutine
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

sys.path.insert(0, str(Path(__file__).parent.parent / "workflows"))
from bank_books import STAMP, Move, bca, event, fresh, opening, record, run

from cli.koperasi_tinjau_daftar import Rows
from cli.koperasi_tinjau_dialog import Amount, Confirm, Search, Told
from cli.koperasi_tinjau_layar import ReviewApp
from cli.koperasi_tinjau_papan import Recorded
from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT, WAJIB
from koperasi_ledger.workflows.bank_review import Assignment, assign, waiting_lines
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.review_state import status

END = dt.date(2026, 12, 31)
LONG = "Raden Mas Haryo Kusumonegoro Dwipayana Suryaningrat Wibisono bin Sastrodiharjo"
Screen: TypeAlias = Pilot[Recorded]
LINES = (
    ("50123", "TRSF SIMP WAJIB A0123"),
    ("160000", "TRSF [bold]BUDI FIKTIF[/bold]"),
    ("-70000", "TRSF KE BRI"),
    ("70000", "SWITCHING CR DARI"),
    ("-25000", "XYZ"),
)


def imported(book: Book, *lines: tuple[str, str]) -> list[str]:
    record(
        book,
        opening(Decimal(10_000_000), "2026-08-31"),
        event("member_joined", "2026-08-31", "MASUK-X", member="A-0200", name=LONG),
    )
    moves = [
        Move(dt.date(2026, 9, 1) + dt.timedelta(days=place * 28 // len(lines)), Decimal(a), text)
        for place, (a, text) in enumerate(lines)
    ]
    run(book, bca(moves, Decimal(10_000_000)))
    return [item.suspense.ref for item in waiting_lines(book)]


def driven(
    book: Book,
    drive: Callable[[ReviewApp, Screen], Coroutine[Any, Any, None]],
    size: tuple[int, int] = (80, 24),
) -> Recorded | None:
    """Opens the screen, presses keys, and gives what it ended with."""

    async def all_of_it() -> Recorded | None:
        app = ReviewApp(book, "bendahara")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await drive(app, pilot)
        return app.return_value

    return asyncio.run(all_of_it())


async def typed(pilot: Screen, text: str) -> None:
    await pilot.press(*("space" if char == " " else char for char in text))
    await pilot.pause()


def seen(app: ReviewApp) -> str:
    """All that the screen shows, as text."""
    width, height = app.size
    strips = [strip.text for strip in app.screen._compositor.render_strips()]
    assert len(strips) == height
    assert all(len(strip.rstrip()) <= width for strip in strips)
    return "\n".join(strip.rstrip() for strip in strips)


def listed(app: ReviewApp, place: str) -> str:
    """What a list shows, its lines joined."""
    return " ".join(str(app.screen.query_one(place, Rows).render()).split())


def message(app: ReviewApp) -> str:
    return str(app.query_one("#pesan", Static).render())


GUIDE = Path(__file__).parents[2] / "docs" / "panduan" / "tinjau-titipan.md"
PICTURE = (
    ("50123", "TRSF E-BANKING CR 0905 SIMP WAJIB A0123 SITI CONTOH"),
    ("160000", "TRSF E-BANKING CR BUDI FIKTIF"),
    ("-70000", "SWITCHING DB KE BRI"),
    ("1191600.50", "SETORAN TUNAI CABANG"),
    ("100000", "TRSF E-BANKING CR RINA CONTOH"),
    ("-25000", "TARIKAN ATM"),
    ("50000", "TRSF E-BANKING CR JOKO FIKTIF"),
)


def test_the_picture_in_the_guide_is_what_the_screen_shows() -> None:
    with fresh() as book:
        imported(book, *PICTURE)

        async def drive(app: ReviewApp, pilot: Screen) -> None:
            await pilot.press("1")
            await pilot.pause()
            picture = "\n".join(line.rstrip() for line in seen(app).splitlines())
            if os.environ.get("KOPERASI_TULIS") == "1":
                before, _, rest = GUIDE.read_text("utf-8").partition("```text\n")
                after = rest.partition("\n```")[2]
                GUIDE.write_text(f"{before}```text\n{picture}\n```{after}", encoding="utf-8")
            assert f"```text\n{picture}\n```" in GUIDE.read_text("utf-8")
            await pilot.press("x", "k")

        driven(book, drive)


def test_accept_split_search_and_record_in_one_transaction() -> None:
    with fresh() as book:
        refs = imported(book, *LINES)
        before = book.journal.head().seq

        async def drive(app: ReviewApp, pilot: Screen) -> None:
            assert "Rp50.123" in seen(app)
            assert "1 × simpanan wajib, sisa Rp123" in listed(app, "#calon")
            await pilot.press("1")
            assert "Sisa Rp123 belum dibagi" in message(app)
            await pilot.press("s")  # goes on to the next line
            # By name, for simpanan wajib of one month; then an account by its code for the rest.
            await pilot.press("c")
            await typed(pilot, "kusum")
            assert LONG[:40] in seen(app)
            await pilot.press("enter", "enter")
            assert isinstance(app.screen, Amount)
            await pilot.press("enter")
            assert "Sisa Rp110.000 belum dibagi" in message(app)
            await pilot.press("c")
            await typed(pilot, "a0001")
            await pilot.press("enter")
            await typed(pilot, "pokok")
            await pilot.press("enter", "enter")
            await pilot.press("a")
            await typed(pilot, "7110")
            await pilot.press("enter")
            await typed(pilot, "10000")
            await pilot.press("enter")
            assert status(app.review, refs[1]) == "selesai"
            await pilot.press("up", "c")
            assert "sudah habis terbagi" in message(app)
            await pilot.press("n")
            # The two that cancel each other, and cash taken out.
            await pilot.press("o", "enter")
            assert status(app.review, refs[2]) == "selesai"
            assert status(app.review, refs[3]) == "lawan"
            await pilot.press("p", "enter", "enter")
            assert status(app.review, refs[4]) == "selesai"
            assert book.journal.head().seq == before
            await pilot.press("r")
            assert isinstance(app.screen, Confirm)
            shown = seen(app)
            assert "Rp123  tetap menunggu" in shown
            assert "4 titipan, 6 bagian" in shown
            await pilot.press("y")
            await pilot.pause()
            assert "Dicatat: 4 titipan, 6 peristiwa. 1 masih menunggu." in message(app)
            await pilot.press("u")
            assert "Tidak ada yang dapat diurungkan" in message(app)
            await pilot.press("k")

        assert driven(book, drive) == Recorded(6, 4)
        assert [item.suspense.remaining for item in waiting_lines(book)] == [123]
        assert book.journal.balance(SUSPENSE_IN, END) == -123
        assert book.journal.balance(SUSPENSE_OUT, END) == 0
        assert book.journal.balance(WAJIB, END) == -100_000
        assert book.journal.balance("Ekuitas:SimpananPokok", END) == -100_000
        assert book.journal.balance("Aset:Kas:Utama", END) == 25_000
        assert {stored.recorded_by for stored in book.journal.stored(after=before)} == {"bendahara"}


def test_everything_is_undone_and_nothing_recorded_before_a_yes() -> None:
    with fresh() as book:
        refs = imported(book, *LINES)
        head = book.journal.head()

        async def drive(app: ReviewApp, pilot: Screen) -> None:
            start = app.review
            await pilot.press("1", "s", "l", "tab", "tab")
            assert status(app.review, refs[1]) == "dilewati"
            await pilot.press("o", "enter", "r")
            assert isinstance(app.screen, Confirm)
            await pilot.press("x", "r", "escape")
            assert len(app.review.past) == 4
            await pilot.press("u", "u", "u", "u")
            assert app.review == start
            await pilot.press("1", "x", "k")
            assert isinstance(app.screen, Told) is False

        assert driven(book, drive) == Recorded(0, 0)
        assert book.journal.head() == head


def test_leaving_with_decisions_asks_first() -> None:
    with fresh() as book:
        imported(book, *LINES)

        async def drive(app: ReviewApp, pilot: Screen) -> None:
            await pilot.press("1", "k")
            assert "1 keputusan belum dicatat" in seen(app)
            await pilot.press("t")
            assert not isinstance(app.screen, Told)
            await pilot.press("question_mark", "escape", "ctrl+c", "y")

        assert driven(book, drive) == Recorded(0, 0)


def test_wrong_input_is_told_and_nothing_is_lost() -> None:
    with fresh() as book:
        refs = imported(book, *LINES)

        async def drive(app: ReviewApp, pilot: Screen) -> None:
            await pilot.press("9")
            assert "Tidak ada calon nomor 9" in message(app)
            await pilot.press("s")
            assert "tidak di atas nol" in message(app)
            await pilot.press("r")
            assert "Belum ada yang diputuskan" in message(app)
            await pilot.press("c")
            await typed(pilot, "tidak ada orang ini")
            assert "Tidak ada yang cocok" in seen(app)
            await pilot.press("enter")
            assert isinstance(app.screen, Search)
            await pilot.press("escape")
            await pilot.press("b")
            field = app.screen.query_one("#jumlah", Input)
            for wrong, told in (
                ("0", "tidak di atas nol"),
                ("50124", "melebihi sisa"),
                ("50.000", "bermakna ganda"),
                ("abc", "tidak terbaca"),
                ("", "tidak terbaca"),
            ):
                field.value = wrong
                await pilot.press("enter")
                await pilot.pause()
                assert told in str(app.screen.query_one("#salah", Static).render())
                assert field.value == wrong
            field.value = "Rp25.000"
            await pilot.press("enter")
            await pilot.press("r")
            # 25.000 is half a month, and 25.123 are not decided: both stand beside the line.
            assert "selisih Rp25.123" in listed(app, "#semua")
            assert "y catat" not in seen(app)
            await pilot.press("y")
            assert isinstance(app.screen, Confirm)
            await pilot.press("enter", "s")
            assert "Ditolak" in seen(app)
            assert "[!]" in seen(app)
            await pilot.press("r", "y", "escape")
            assert status(app.review, refs[0]) == "selesai"
            await pilot.press("x")
            assert "[!]" not in seen(app)
            await pilot.press("g")
            assert "Tidak ada pilihan" in seen(app)
            await pilot.press("enter", "escape", "k")

        assert driven(book, drive) == Recorded(0, 0)


def test_a_line_recorded_meanwhile_is_named_and_the_rest_is_kept() -> None:
    with fresh() as book:
        refs = imported(book, *LINES)

        async def drive(app: ReviewApp, pilot: Screen) -> None:
            await pilot.press("1", "s", "1")
            assert status(app.review, refs[1]) == "selesai"
            assign(book, refs[1], [Assignment("simpanan", "A-0077", "sukarela")], STAMP)
            await pilot.press("r")
            shown = listed(app, "#semua")
            assert "berubah sejak dilihat" in shown
            assert "sudah selesai" in shown
            await pilot.press("y", "escape", "m")
            assert "1 keputusan gugur" in message(app)
            assert refs[1] not in app.review.lines
            assert status(app.review, refs[0]) == "selesai"
            # Meanwhile again, between the list and the yes: nothing is recorded, nothing is lost.
            await pilot.press("r")
            assign(book, refs[0], [Assignment("wajib", "A-0042", amount=Decimal(50_000))], STAMP)
            await pilot.press("y")
            assert "Tidak ada yang dicatat" in message(app)
            assert "[!]" in seen(app)
            await pilot.press("m", "k")

        assert driven(book, drive) == Recorded(0, 0)
        assert book.journal.books().suspense(refs[0]).remaining == 123


def test_what_another_recorded_just_so_is_not_recorded_again() -> None:
    with fresh() as book:
        refs = imported(book, ("150000", "TRSF BUDI FIKTIF"))

        async def drive(app: ReviewApp, pilot: Screen) -> None:
            await pilot.press("1", "r")
            assign(book, refs[0], [app.review.choices.decisions[refs[0]].parts[0]], STAMP)
            await pilot.press("y")
            assert "1 sudah dicatat sebelumnya" in message(app)
            await pilot.press("k")

        assert driven(book, drive) == Recorded(0, 0)
        assert book.journal.balance(SUSPENSE_IN, END) == 0


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (132, 43)])
def test_two_hundred_lines_fit_any_window(size: tuple[int, int]) -> None:
    with fresh() as book:
        refs = imported(book, *((str(1_000 + n), f"TRSF {LONG} {n}") for n in range(200)))

        async def drive(app: ReviewApp, pilot: Screen) -> None:
            assert "200 menunggu" in seen(app)
            await pilot.press("end")
            assert app._here == refs[-1]
            assert "Rp1.199" in seen(app)
            await pilot.press("pageup", "up", "home", "up")
            assert app._here == refs[0]
            rows = app.query_one("#titipan", Rows)
            for place in range(0, 200, 7):
                rows.show(rows.items, place)
                await pilot.pause()
                pointed = [line for line in seen(app).splitlines() if line[1:2] == ">"]
                assert len(pointed) == 1
            await pilot.press("c", "escape", "question_mark", "escape", "n", "k")

        assert driven(book, drive, size) == Recorded(0, 0)
