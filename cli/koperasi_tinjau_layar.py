"""The screen of `koperasi bank tinjau`: waiting lines left, what they may be right.

It shows the state of `workflows/review_state.py` and calls it; it decides and computes nothing.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import ClassVar

from textual.binding import Binding, BindingType

from cli import koperasi_tinjau_cari as search
from cli.koperasi_tinjau_daftar import Rows
from cli.koperasi_tinjau_dialog import Amount, Confirm, Search, Summary, Told
from cli.koperasi_tinjau_gaya import HELP, REFUSED
from cli.koperasi_tinjau_kata import part_words
from cli.koperasi_tinjau_papan import Board, Recorded
from cli.koperasi_umum import rupiah
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Member
from koperasi_ledger.workflows import review_state
from koperasi_ledger.workflows.bank_assignment import WHOLE, Assignment
from koperasi_ledger.workflows.bank_review import Suggestion, waiting_lines
from koperasi_ledger.workflows.recording import Stamp
from koperasi_ledger.workflows.review_errors import NothingLeft, ReviewRefused
from koperasi_ledger.workflows.review_recording import record_review, try_line
from koperasi_ledger.workflows.review_state import Decided, Review


class ReviewApp(Board):
    """The keys of the review's screen; see `HELP`."""

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
            if self._state(refs[place]) in ("[ ]", "[/]", REFUSED):
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
            self._try_line(ref)
        self._draw()
        if status in ("selesai", "dilewati") and ref not in self.refused:
            self.action_next()
        elif status == "sebagian":
            left = rupiah(review_state.left(self.review, ref))
            self._say(f"Sisa {left} belum dibagi: tambah bagian, atau s = sisakan menunggu.")

    def _try_line(self, ref: str) -> None:
        """Asks the rules at once, so that a mistake is seen while the line is; nobody waits."""
        item, decision = self._item(ref), self.review.choices.decisions[ref]
        try:
            try_line(self.book, Decided(ref, item.remaining, decision), self._stamp())
        except Refusal as refusal:
            self.refused[ref] = refusal

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
        item = self._item(ref)
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

        def chosen(member: Member | None) -> None:
            if member is not None:
                find = search.uses(self.books, self._item(ref), member.number)
                self._search_part(ref, f"Untuk apa: {member.number} {member.name}", find)

        find = search.members(self.books)
        self.push_screen(Search("Cari anggota (nama atau nomor)", find), chosen)

    def action_loan(self) -> None:
        """Searches a running loan."""
        ref = self._open_line()
        if ref is None:
            return
        if self._item(ref).remaining < 0:
            self._say("! Angsuran hanya untuk uang masuk.")
            return
        self._search_part(ref, "Cari pinjaman (nomor atau anggota)", search.loans(self.books))

    def action_account(self) -> None:
        """Searches an account of income or expense, or any other that may be moved freely."""
        ref = self._open_line()
        if ref is None:
            return
        purpose = "penerimaan" if self._item(ref).remaining > 0 else "pengeluaran"
        title = f"Akun {purpose} (kode atau nama)"
        self._search_part(ref, title, search.accounts(self.books, purpose))

    def action_transfer(self) -> None:
        """Chooses the other cash box or bank account of a transfer."""
        ref = self._open_line()
        if ref is not None:
            find = search.transfers(self.books, self._item(ref))
            self._search_part(ref, "Pindah antara kas dan bank sendiri", find)

    def action_opposite(self) -> None:
        """Chooses another waiting line that cancels this one."""
        ref = self._open_line()
        if ref is not None:
            others = [item.suspense for item in self.review.lines.values()]
            find = search.opposites(self._item(ref), others)
            self._search_part(ref, "Titipan lain sebesar ini, arah sebaliknya", find)

    def _search_part(self, ref: str, title: str, find: search.Find[Assignment]) -> None:
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
        self.push_screen(Told("Bantuan", HELP, "Esc kembali"))
