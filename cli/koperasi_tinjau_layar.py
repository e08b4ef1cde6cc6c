"""The screen of `koperasi bank tinjau`: waiting lines left, what they may be right.

It shows the state of `workflows/review_state.py` and calls it; it decides and computes nothing.
"""

import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import ClassVar, NamedTuple

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from cli.koperasi_tinjau_daftar import Row, Rows
from cli.koperasi_tinjau_dialog import Amount, Confirm, Found, Search, Summary, Told
from cli.koperasi_tinjau_kata import amount_words, decision_words, part_words, plain
from cli.koperasi_umum import rupiah
from koperasi_ledger.model.accounts import Account
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import CashAccount, Member, Suspense
from koperasi_ledger.workflows import review_choices, review_state
from koperasi_ledger.workflows.bank_assignment import WHOLE, Assignment
from koperasi_ledger.workflows.bank_review import Suggestion, waiting_lines
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import Stamp
from koperasi_ledger.workflows.review_choices import LoanOf
from koperasi_ledger.workflows.review_errors import NothingLeft, ReviewRefused
from koperasi_ledger.workflows.review_recording import record_review
from koperasi_ledger.workflows.review_state import Review

_MARKS = {"menunggu": "[ ]", "sebagian": "[/]", "selesai": "[x]", "dilewati": "[-]", "lawan": "[=]"}
_REFUSED = "[!]"

_KEYS = (
    "1-9 terima · Tab calon · b bagi · c anggota · g pinjaman · a akun · p pindah\n"
    "s sisakan · l lewati · x hapus · u urungkan · r CATAT · k keluar · ? bantuan"
)
_FEW_KEYS = "1-9 terima · c anggota · r CATAT · k keluar · ? bantuan"
"""For a window that has no room for all of them."""

_HELP = """\
↑ ↓ PgUp PgDn    pilih titipan; Tab pindah ke daftar calon dan kembali
1-9, Enter       terima calon (Enter pada daftar calon)
b                terima sebagian: isi jumlahnya, sisanya dibagi lagi
c                cari anggota menurut nama atau nomor, lalu untuk apa
g                cari pinjaman menurut nomor atau nama anggota
a                akun penerimaan atau pengeluaran
p                pemindahan antara kas dan bank sendiri
o                tutup dengan titipan lain yang berlawanan arah
s                sisanya biarkan menunggu
l                lewati; x hapus keputusan; u urungkan langkah terakhir
n                titipan berikut yang belum diputuskan; m muat ulang
r                periksa dan catat semuanya sekaligus
k                keluar (juga Ctrl-C)

[ ] menunggu  [/] baru sebagian  [x] diputuskan  [=] tertutup lawannya
[-] dilewati  [!] ditolak: alasannya di bawah"""


class Recorded(NamedTuple):
    """What was recorded while the screen was open: events, lines."""

    events: int
    lines: int


class ReviewApp(App[Recorded]):
    """Waiting lines, what they may be, what was decided; see `_HELP` for the keys."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { layout: vertical; }
    #judul { height: 1; text-wrap: nowrap; text-style: bold; padding: 0 1; }
    #atas { height: 1fr; }
    #titipan { width: 9fr; border: round $foreground; }
    #calon { width: 10fr; border: round $foreground; }
    Rows { height: 1fr; }
    #titipan:focus, #calon:focus { border: heavy $foreground; }
    #rincian { height: auto; min-height: 3; max-height: 33%; padding: 0 1; }
    #pesan { height: auto; max-height: 4; padding: 0 1; text-style: bold; }
    .kunci { height: auto; padding: 0 1; margin-top: 0; }
    ModalScreen { align: center middle; }
    .jendela { width: 90%; max-width: 110; height: 90%; border: heavy $foreground; padding: 0 1; }
    .kecil { height: auto; max-height: 95%; }
    Input { border: round $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"take({n})", show=False) for n in range(1, 10)),
        Binding("tab,right,left", "switch", show=False, priority=False),
        Binding("b", "split", show=False),
        Binding("c", "member", show=False),
        Binding("g", "loan", show=False),
        Binding("a", "account", show=False),
        Binding("p", "transfer", show=False),
        Binding("o", "opposite", show=False),
        Binding("s", "keep", show=False),
        Binding("l", "skip", show=False),
        Binding("x,delete", "clear", show=False),
        Binding("u,ctrl+z", "undo", show=False),
        Binding("n", "next", show=False),
        Binding("m", "renew", show=False),
        Binding("r", "confirm", show=False),
        Binding("k,q,ctrl+c,ctrl+q", "leave", show=False),
        Binding("question_mark,f1", "help", show=False),
    ]

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
        yield Static(_KEYS, id="bantuan", classes="kunci", markup=False)

    def on_mount(self) -> None:
        """Starts at the oldest line."""
        self.theme = "ansi-dark"  # the terminal's own colours
        self._draw()
        self._list.focus()

    def on_resize(self, event: Resize) -> None:
        """A small window names only the keys that it needs most."""
        small = event.size.width < 78 or event.size.height < 20
        self.query_one("#bantuan", Static).update(_FEW_KEYS if small else _KEYS)

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
        item = self.review.lines[ref].suspense
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
        item = self.review.lines[ref].suspense
        left = review_state.left(self.review, ref)
        return [f"= {line}" for line in decision_words(self.books, item, decision, left)]

    def _state(self, ref: str) -> str:
        return _REFUSED if ref in self.refused else _MARKS[review_state.status(self.review, ref)]

    def _line_row(self, ref: str) -> Row:
        item = self.review.lines[ref].suspense
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
            found = _wrapped(f"{words}{amount}", width, f"{mark} ", "  ")
            return found + _wrapped(plain(each.reason), width, "   ", "   ")

        return lines

    def _say(self, text: str) -> None:
        self.query_one("#pesan", Static).update(text)

    # -- moving ----------------------------------------------------------------------------------

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Another line, other candidates."""
        if event.rows is self._list:
            self._say("")
            self._candidates.cursor = 0
            self._list.border_title = f"Titipan {self._list.cursor + 1}/{len(self.review.lines)}"
            self._draw_line()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Enter: from a line to its candidates; at a candidate, takes it."""
        if event.rows is self._list:
            self.action_switch()
        elif event.rows is self._candidates:
            self.action_take(self._candidates.cursor + 1)

    def action_switch(self) -> None:
        """Goes between the two lists."""
        at_list = self.focused is self._list
        (self._candidates if at_list and self._candidates.items else self._list).focus()

    def action_next(self) -> None:
        """Goes to the next line that is not decided, from here on and around."""
        refs = list(self.review.lines)
        here = self._list.cursor
        for place in [*range(here + 1, len(refs)), *range(here + 1)]:
            if self._state(refs[place]) in ("[ ]", "[/]", _REFUSED):
                self._candidates.cursor = 0
                self._list.focus()
                self._draw(place)
                return
        self._say("Semua titipan sudah diputuskan atau dilewati. Tekan r untuk mencatat.")

    # -- deciding --------------------------------------------------------------------------------

    def _change(self, change: Callable[[], Review], ref: str) -> bool:
        """Makes a step of the review; a refusal is shown, and nothing is lost."""
        try:
            self.review = change()
        except Refusal as refusal:
            self._say(f"! {refusal}")
            return False
        self._after(ref)
        return True

    def _after(self, ref: str) -> None:
        """Tries what is decided of a line, and goes on when it is decided whole."""
        self._say("")
        self.refused.pop(ref, None)
        status = review_state.status(self.review, ref)
        if status == "selesai":
            self._try([item for item in review_state.decided(self.review) if item.ref == ref])
        self._draw()
        if status in ("selesai", "dilewati") and ref not in self.refused:
            self.action_next()
        elif status == "sebagian":
            left = rupiah(review_state.left(self.review, ref))
            self._say(f"Sisa {left} belum dibagi: tambah bagian, atau s = sisakan menunggu.")

    def _try(self, lines: list[review_state.Decided]) -> None:
        """Asks the rules what they would say; nothing is recorded."""
        try:
            record_review(self.book, lines, self._stamp(), keep=False)
        except ReviewRefused as refused:
            self.refused |= refused.by_line
        except Refusal as refusal:
            self._say(f"! {refusal}")

    def _put(self, ref: str, assignment: Assignment) -> None:
        """Adds a part.

        Raises:
            Refusal: it does not fit; nothing changed.
        """
        self.review = review_state.put(self.review, ref, assignment)
        self._after(ref)

    def _chosen(self, place: int) -> Suggestion | None:
        ref = self._here
        found = self.review.lines[ref].suggestions if ref is not None else ()
        return found[place] if place < len(found) else None

    def action_take(self, number: int) -> None:
        """Takes a candidate for all that is left, or for the amount it names."""
        ref, chosen = self._here, self._chosen(number - 1)
        if ref is None or chosen is None:
            self._say(f"! Tidak ada calon nomor {number}.")
            return
        self._change(lambda: review_state.put(self.review, ref, chosen.assignment), ref)

    def action_split(self) -> None:
        """Takes the candidate at the pointer for an amount that is asked for."""
        ref, chosen = self._open_line(), self._chosen(self._candidates.cursor)
        if ref is None:
            return
        if chosen is None:
            self._say("! Tidak ada calon untuk dibagi; c, g, a dan p juga menanyakan jumlahnya.")
            return
        self._ask_amount(ref, chosen.assignment)

    def _ask_amount(self, ref: str, assignment: Assignment) -> None:
        if assignment.purpose in WHOLE:
            self._change(lambda: review_state.put(self.review, ref, assignment), ref)
            return
        item = self.review.lines[ref].suspense
        left = review_state.left(self.review, ref)
        first = left if assignment.amount is None else min(left, assignment.amount)
        words = part_words(self.books, assignment, received=item.remaining > 0)
        told = (
            f"{words}\nTitipan {rupiah(abs(item.remaining))}, belum dibagi {rupiah(left)}."
            " Isi jumlah bagian ini:"
        )

        def take(amount: Decimal) -> None:
            self._put(ref, assignment._replace(amount=amount))

        self.push_screen(Amount("Jumlah", told, f"{first:f}", take))

    def action_keep(self) -> None:
        """Lets the rest of a line go on waiting."""
        ref = self._here
        if ref is not None:
            self._change(lambda: review_state.keep_rest(self.review, ref), ref)

    def action_skip(self) -> None:
        """Leaves a line for another day."""
        ref = self._here
        if ref is not None:
            self._change(lambda: review_state.skip(self.review, ref), ref)

    def action_clear(self) -> None:
        """Takes back what was decided of a line."""
        ref = self._here
        if ref is not None:
            self._change(lambda: review_state.clear(self.review, ref), ref)

    def action_undo(self) -> None:
        """Takes back the last step, and goes where it was."""
        try:
            self.review, ref = review_state.undo(self.review)
        except Refusal as refusal:
            self._say(f"! {refusal}")
            return
        self.refused.pop(ref, None)
        self._draw(list(self.review.lines).index(ref))
        self._say("Langkah terakhir diurungkan.")

    def _open_line(self) -> str | None:
        """The line at the pointer if some of it is not decided yet; else why not is shown."""
        ref = self._here
        if ref is not None and not review_state.left(self.review, ref):
            self._say(f"! {NothingLeft(ref)}")
            return None
        return ref

    # -- searching -------------------------------------------------------------------------------

    def action_member(self) -> None:
        """Searches a member, then asks what the money is for, then how much of it."""
        ref = self._open_line()
        if ref is None:
            return

        def find(typed: str) -> list[Found[Member]]:
            return [
                Found(_row(f"{m.number}  {m.name}", "" if m.status == "aktif" else m.status), m)
                for m in review_choices.members_like(self.books, typed)
            ]

        def chosen(member: Member | None) -> None:
            if member is not None:
                self._ask_use(ref, member)

        self.push_screen(Search("Cari anggota (nama atau nomor)", find), chosen)

    def _ask_use(self, ref: str, member: Member) -> None:
        item = self.review.lines[ref].suspense
        uses = review_choices.uses_of(self.books, item, member.number)

        def shown(use: Suggestion) -> Found[Assignment]:
            part = use.assignment._replace(member=None)
            words = part_words(self.books, part, received=item.remaining > 0)
            amount = "" if part.amount is None else f" {amount_words(part, item)}"
            return Found(_row(f"{words}{amount}", use.reason), use.assignment)

        rows = [(shown(use), f"{use.assignment.purpose} {use.reason}".casefold()) for use in uses]

        def find(typed: str) -> list[Found[Assignment]]:
            return [found for found, text in rows if typed.strip().casefold() in text]

        self._search_part(ref, f"Untuk apa: {member.number} {member.name}", find)

    def action_loan(self) -> None:
        """Searches a running loan."""
        ref = self._open_line()
        if ref is None:
            return
        if self.review.lines[ref].suspense.remaining < 0:
            self._say("! Angsuran hanya untuk uang masuk.")
            return

        def shown(found: LoanOf) -> Found[Assignment]:
            loan, member = found
            told = f"sisa pokok {rupiah(loan.balance)}"
            part = Assignment("pinjaman", member.number, number=loan.number)
            return Found(_row(f"{loan.number}  {member.number} {member.name}", told), part)

        self._search_part(
            ref,
            "Cari pinjaman (nomor atau anggota)",
            lambda typed: [shown(each) for each in review_choices.loans_like(self.books, typed)],
        )

    def action_account(self) -> None:
        """Searches an account of income or expense, or any other that may be moved freely."""
        ref = self._open_line()
        if ref is None:
            return
        received = self.review.lines[ref].suspense.remaining > 0
        purpose = "penerimaan" if received else "pengeluaran"

        def shown(account: Account) -> Found[Assignment]:
            row = _row(f"{account.code}  {account.title}", account.name)
            return Found(row, Assignment(purpose, account=account.name))

        self._search_part(
            ref,
            f"Akun {purpose} (kode atau nama)",
            lambda typed: [shown(each) for each in review_choices.accounts_like(self.books, typed)],
        )

    def action_transfer(self) -> None:
        """Chooses the other cash box or bank account of a transfer."""
        ref = self._open_line()
        if ref is None:
            return

        def shown(cash: CashAccount) -> Found[Assignment]:
            told = f"{cash.bank} {cash.number}" if cash.type == "bank" else "kas"
            return Found(
                _row(f"{cash.short}  {cash.name}", told), Assignment("pindah", account=cash.short)
            )

        cashes = review_choices.own_accounts(self.books, self.review.lines[ref].suspense)
        self._search_part(
            ref,
            "Pindah antara kas dan bank sendiri",
            lambda typed: [shown(c) for c in cashes if _holds(f"{c.short} {c.name}", typed)],
        )

    def action_opposite(self) -> None:
        """Chooses another waiting line that cancels this one."""
        ref = self._open_line()
        if ref is None:
            return
        others = [item.suspense for item in self.review.lines.values()]

        def shown(other: Suspense) -> Found[Assignment]:
            head = f"{other.date.isoformat()}  {other.cash}  {rupiah(other.remaining)}"
            return Found(_row(head, plain(other.text)), Assignment("lawan", entry=other.ref))

        found = review_choices.opposite(self.review.lines[ref].suspense, others)
        self._search_part(
            ref,
            "Titipan lain sebesar ini, arah sebaliknya",
            lambda typed: [shown(o) for o in found if _holds(f"{o.cash} {o.text}", typed)],
        )

    def _search_part(
        self, ref: str, title: str, find: Callable[[str], list[Found[Assignment]]]
    ) -> None:
        """Searches what a line is, then asks how much of it."""

        def chosen(assignment: Assignment | None) -> None:
            if assignment is not None:
                self._ask_amount(ref, assignment)

        self.push_screen(Search(title, find), chosen)

    # -- recording -------------------------------------------------------------------------------

    def _stamp(self) -> Stamp:
        return Stamp(self.by, datetime.now(UTC))

    def action_renew(self) -> None:
        """Loads what waits now; decisions on lines that did not change stay."""
        here, place = self._here, self._list.cursor
        self.review, lost = review_state.renew(self.review, waiting_lines(self.book))
        self.books = self.book.journal.books()
        self.refused = {
            ref: kept for ref, kept in self.refused.items() if ref in self.review.choices.decisions
        }
        refs = list(self.review.lines)
        self._draw(refs.index(here) if here in self.review.lines and here else place)
        told = f" {len(lost)} keputusan gugur karena titipannya berubah." if lost else ""
        self._say(f"Dimuat ulang: {len(refs)} titipan menunggu.{told}")

    def action_confirm(self) -> None:
        """Shows all that would be recorded, and records it after a yes."""
        lines = review_state.decided(self.review)
        unfinished = review_state.unfinished(self.review)
        if not lines and not unfinished:
            self._say("! Belum ada yang diputuskan.")
            return
        self.refused = {}
        self._say("")
        self._try(lines)
        self._draw()
        refused = {**self.refused, **unfinished}
        refs = [ref for ref in self.review.lines if ref in self.review.choices.decisions]
        rows = [self._summary_row(ref, refused.get(ref)) for ref in refs]
        events = sum(len(line.decision.parts) for line in lines)
        told = f"{len(lines)} titipan, {events} bagian. Dicatat semua, atau tidak satu pun."
        if refused:
            told = f"{len(refused)} titipan belum dapat dicatat; perbaiki dahulu (lihat !)."

        def answered(answer: int | None) -> None:
            if answer == Confirm.RECORD:
                self._record(lines)
            elif answer is not None:
                self._list.focus()
                self._draw(list(self.review.lines).index(refs[answer]))

        self.push_screen(Confirm(Summary(rows, told, not refused)), answered)

    def _summary_row(self, ref: str, refusal: Refusal | None) -> Row:
        item = self.review.lines[ref].suspense
        head = f"{item.date.isoformat()} {item.cash} {rupiah(item.remaining)} {plain(item.text)}"
        told = self._decision_words(ref)

        def lines(width: int) -> list[str]:
            found = [head[: width - 1]]
            for line in told:
                found += _wrapped(line, width, "  ", "    ")
            if refusal is not None:
                found += _wrapped(f"! {refusal.what} {refusal.remedy}", width, "  ", "    ")
            return found

        return lines

    def _record(self, lines: list[review_state.Decided]) -> None:
        try:
            recorded = record_review(self.book, lines, self._stamp())
        except ReviewRefused as refused:
            self.refused = dict(refused.by_line)
            self._draw()
            self._say("! Tidak ada yang dicatat; alasannya pada titipan bertanda [!].")
            return
        except Refusal as refusal:
            self._draw()
            self._say(f"! {refusal}")
            return
        count = len(lines) if recorded.new else 0
        self.done = Recorded(self.done.events + recorded.new, self.done.lines + count)
        self.action_renew()
        known = f" {recorded.known} sudah dicatat sebelumnya." if recorded.known else ""
        self._say(
            f"Dicatat: {count} titipan, {recorded.new} peristiwa.{known}"
            f" {len(self.review.lines)} masih menunggu."
        )

    # -- leaving ---------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Leaves; asks first where decisions would be lost."""
        count = len(self.review.choices.decisions)
        if not count:
            self.exit(self.done)
            return

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
            if yes:
                self.exit(self.done)

        text = f"{count} keputusan belum dicatat dan akan hilang. Keluar juga?"
        self.push_screen(
            Told("Keluar", text, "y keluar · Esc kembali (lalu r untuk mencatat)"), answered
        )

    def action_help_quit(self) -> None:
        """Ctrl-C: closes the window on top, or leaves."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.action_leave()

    def _fatal_error(self) -> None:
        """A fault of the program ends the screen; whoever opened it tells it, with no traceback."""
        self.failure = self._exception
        self._close_messages_no_wait()

    def action_help(self) -> None:
        """Shows all keys and marks."""
        self.push_screen(Told("Bantuan", _HELP, "Esc kembali"))


def _wrapped(text: str, width: int, first: str, others: str) -> list[str]:
    return textwrap.wrap(
        text, max(8, width - 1), initial_indent=first, subsequent_indent=others
    ) or [first]


def _row(head: str, note: str) -> Row:
    """A row of a search: what it is, and beneath what is said of it."""

    def lines(width: int) -> list[str]:
        found = _wrapped(plain(head), width, "", "  ")
        return found + (_wrapped(plain(note), width, "    ", "    ") if note else [])

    return lines


def _holds(text: str, typed: str) -> bool:
    return typed.strip().casefold() in text.casefold()
