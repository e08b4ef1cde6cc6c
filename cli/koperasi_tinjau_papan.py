"""What the screen of `koperasi bank tinjau` shows of a review, whatever key was pressed."""

from typing import NamedTuple

from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from cli.koperasi_tinjau_cari import wrapped
from cli.koperasi_tinjau_daftar import Row, Rows
from cli.koperasi_tinjau_gaya import CSS, FEW_KEYS, KEYS, MARKS, REFUSED
from cli.koperasi_tinjau_kata import decision_words, part_words, plain
from cli.koperasi_umum import rupiah
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Suspense
from koperasi_ledger.workflows import review_state
from koperasi_ledger.workflows.bank_review import Suggestion, waiting_lines
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.review_state import Review


class Recorded(NamedTuple):
    """What was recorded while the screen was open: events, lines."""

    events: int
    lines: int


class Board(App[Recorded]):
    """Waiting lines left, what they may be right, the line in full and the last message below."""

    ENABLE_COMMAND_PALETTE = False
    CSS = CSS

    def __init__(self, book: Book, by: str) -> None:
        super().__init__(ansi_color=True)
        self.book = book
        self.by = by
        self.review: Review = review_state.begin(waiting_lines(book))
        self.books = book.journal.books()
        self.refused: dict[str, Refusal] = {}
        self.done = Recorded(0, 0)
        self.failure: Exception | None = None

    # -- showing ---------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Title, the two lists, the line in full, the last message, the keys."""
        yield Static("", id="judul", markup=False)
        with Horizontal(id="atas"):
            yield Rows(id="titipan", empty="Tidak ada titipan yang menunggu. k = keluar")
            yield Rows(id="calon", empty="")
        with VerticalScroll(id="rincian", can_focus=False):
            yield Static("", id="isi", markup=False)
        yield Static("", id="pesan", markup=False)
        yield Static(KEYS, id="bantuan", classes="kunci", markup=False)

    def on_mount(self) -> None:
        """Starts at the oldest line."""
        self.theme = "ansi-dark"  # the terminal's own colours
        self._draw()
        self._list.focus()

    def on_resize(self, event: Resize) -> None:
        """A small window names only the keys that it needs most."""
        small = event.size.width < 78 or event.size.height < 20
        self.query_one("#bantuan", Static).update(FEW_KEYS if small else KEYS)

    @property
    def _list(self) -> Rows:
        return self.query_one("#titipan", Rows)

    @property
    def _candidates(self) -> Rows:
        return self.query_one("#calon", Rows)

    @property
    def _here(self) -> str | None:
        """The line at the pointer."""
        refs = list(self.review.lines)
        return refs[self._list.cursor] if refs else None

    def _item(self, ref: str) -> Suspense:
        return self.review.lines[ref].suspense

    def _draw(self, cursor: int | None = None) -> None:
        lines = self.review.lines
        self._list.show([self._line_row(ref) for ref in lines], cursor)
        states = [self._state(ref) for ref in lines]
        ready = sum(state in ("[x]", "[=]") for state in states)
        name = self.books.cooperative().name
        self.query_one("#judul", Static).update(
            f"Tinjau titipan: {len(lines)} menunggu, {ready} diputuskan, "
            f"{states.count('[-]')} dilewati · {plain(name)}"
        )
        self._list.border_title = f"Titipan {min(self._list.cursor + 1, len(lines))}/{len(lines)}"
        self._draw_line()

    def _draw_line(self) -> None:
        ref = self._here
        if ref is None:
            self._candidates.show([])
            self.query_one("#isi", Static).update("")
            return
        item = self._item(ref)
        found = self.review.lines[ref].suggestions
        self._candidates.empty = (
            "Tidak ada calon.\nc = cari anggota, g = pinjaman, a = akun,\np = pindah, o = lawan"
        )
        self._candidates.border_title = f"Calon ({len(found)})"
        self._candidates.show(
            [self._candidate_row(number, each, item) for number, each in enumerate(found, 1)]
        )
        told = [plain(item.text), f"{rupiah(item.remaining)}  ref {plain(ref)}"]
        told += self._decision_words(ref)
        if ref in self.refused:
            told.append(f"! Ditolak: {self.refused[ref]}")
        self.query_one("#isi", Static).update("\n".join(told))

    def _decision_words(self, ref: str) -> list[str]:
        closing = review_state.closed_by(self.review, ref)
        if closing is not None:
            return [f"= Tertutup bersama titipan {closing}"]
        decision = self.review.choices.decisions.get(ref)
        if decision is None:
            return []
        item = self._item(ref)
        left = review_state.left(self.review, ref)
        return [f"= {line}" for line in decision_words(self.books, item, decision, left)]

    def _state(self, ref: str) -> str:
        return REFUSED if ref in self.refused else MARKS[review_state.status(self.review, ref)]

    def _line_row(self, ref: str) -> Row:
        item = self._item(ref)
        head = f"{self._state(ref)} {item.date.isoformat()}"
        amount, text = rupiah(item.remaining), f"{item.cash} · {plain(item.text)}"

        def lines(width: int) -> list[str]:
            if width >= 70:
                return [f"{head} {amount:>17}  {text}"]
            return [f"{head} {amount:>{max(0, width - len(head) - 1)}}", f"    {text}"]

        return lines

    def _candidate_row(self, number: int, each: Suggestion, item: Suspense) -> Row:
        words = part_words(self.books, each.assignment, received=item.remaining > 0)
        mark = str(number) if number < 10 else " "
        part = each.assignment.amount
        amount = "" if part is None else f" {rupiah(part)}"

        def lines(width: int) -> list[str]:
            found = wrapped(f"{words}{amount}", width, f"{mark} ", "  ")
            return found + wrapped(plain(each.reason), width, "   ", "   ")

        return lines

    def _say(self, text: str) -> None:
        self.query_one("#pesan", Static).update(text)

    def _summary_row(self, ref: str, refusal: Refusal | None) -> Row:
        item = self._item(ref)
        head = f"{item.date.isoformat()} {item.cash} {rupiah(item.remaining)} {plain(item.text)}"
        told = self._decision_words(ref)

        def lines(width: int) -> list[str]:
            found = [head[: width - 1]]
            for line in told:
                found += wrapped(line, width, "  ", "    ")
            if refusal is not None:
                found += wrapped(f"! {refusal.what} {refusal.remedy}", width, "  ", "    ")
            return found

        return lines
