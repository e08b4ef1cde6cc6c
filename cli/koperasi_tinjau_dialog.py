"""Windows over the review's screen: search, amount, what will be recorded, leave, help."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from cli.koperasi_tinjau_daftar import Row, Rows
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import parse_user_amount

T = TypeVar("T")

BACK: Binding = Binding("escape", "back", show=False)


class Found(NamedTuple, Generic[T]):
    """An answer of a search: how it shows, and what it is."""

    row: Row
    value: T


class Search(ModalScreen[T | None]):
    """Type to search, arrows to choose, Enter to take; Esc gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
    ]

    def __init__(self, title: str, find: Callable[[str], Sequence[Found[T]]]) -> None:
        super().__init__()
        self._title = title
        self._find = find
        self._found: Sequence[Found[T]] = ()

    def compose(self) -> ComposeResult:
        """A field, what was found, and the keys."""
        with Vertical(classes="jendela") as window:
            window.border_title = self._title
            yield Input(placeholder="ketik untuk mencari", id="cari")
            yield Rows(id="hasil", empty="")
            yield Static("↑↓ pilih · Enter ambil · Esc batal", classes="kunci", markup=False)

    def on_mount(self) -> None:
        """Shows all there is, before anything was typed."""
        rows = self.query_one("#hasil", Rows)
        rows.can_focus = False
        self._look("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Searches anew with every letter."""
        self._look(event.value)

    def _look(self, typed: str) -> None:
        self._found = self._find(typed)
        rows = self.query_one("#hasil", Rows)
        rows.empty = (
            f"Tidak ada yang cocok dengan “{typed}”. Ketik bagian lain, atau Esc."
            if typed.strip()
            else "Tidak ada pilihan. Esc untuk kembali."
        )
        rows.show([item.row for item in self._found], 0)

    def on_input_submitted(self) -> None:
        """Takes the answer at the pointer; where there is none, the field stays."""
        if self._found:
            self.dismiss(self._found[self.query_one("#hasil", Rows).cursor].value)

    def action_move(self, by: int) -> None:
        """Moves the pointer while the field keeps the keys."""
        self.query_one("#hasil", Rows).action_move(by)

    def action_page(self, by: int) -> None:
        """Moves the pointer by a screenful."""
        self.query_one("#hasil", Rows).action_page(by)

    def action_back(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)


class Amount(ModalScreen[None]):
    """Asks for an amount and hands it on; a refusal is shown and the field stays as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [BACK]

    def __init__(self, title: str, told: str, first: str, take: Callable[[Decimal], None]) -> None:
        super().__init__()
        self._title = title
        self._told = told
        self._first = first
        self._take = take

    def compose(self) -> ComposeResult:
        """What is asked, the field, the last refusal, and the keys."""
        with Vertical(classes="jendela kecil") as window:
            window.border_title = self._title
            yield Static(self._told, markup=False)
            yield Input(value=self._first, id="jumlah")
            yield Static("", id="salah", markup=False)
            yield Static("Enter terima · Esc batal", classes="kunci", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Takes the amount if it is one and fits."""
        try:
            self._take(parse_user_amount(event.value))
        except Refusal as refusal:
            self.query_one("#salah", Static).update(f"! {refusal}")
            return
        self.dismiss(None)

    def action_back(self) -> None:
        """Leaves without an amount."""
        self.dismiss(None)


class Summary(NamedTuple):
    """What would be recorded, how it shows, and whether all of it can be."""

    rows: Sequence[Row]
    told: str
    may_record: bool


class Confirm(ModalScreen[int | None]):
    """The whole list before it is recorded: y records (-1), Enter goes to a line, Esc back."""

    RECORD = -1
    BINDINGS: ClassVar[list[BindingType]] = [BACK, Binding("y", "record", show=False)]

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self._summary = summary

    def compose(self) -> ComposeResult:
        """The lines with what they become, beneath each why it cannot be; the keys."""
        with Vertical(classes="jendela") as window:
            window.border_title = "Yang akan dicatat"
            yield Rows(id="semua", empty="")
            yield Static(self._summary.told, id="jumlah-semua", markup=False)
            keys = "Enter ke titipan itu · Esc kembali"
            first = "y catat semuanya · " if self._summary.may_record else ""
            yield Static(f"{first}{keys}", classes="kunci", markup=False)

    def on_mount(self) -> None:
        """Shows the list; the keys are its own."""
        rows = self.query_one("#semua", Rows)
        rows.show(self._summary.rows, 0)
        rows.focus()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Goes back, to the line at the pointer."""
        self.dismiss(event.rows.cursor)

    def action_record(self) -> None:
        """Records all of it, where all of it can be."""
        if self._summary.may_record:
            self.dismiss(self.RECORD)

    def action_back(self) -> None:
        """Goes back; nothing is recorded."""
        self.dismiss(None)


class Told(ModalScreen[bool]):
    """A text to read; with a question, y is a yes and everything else a no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        BACK,
        Binding("y", "yes", show=False),
        Binding("enter,t,k,q", "back", show=False),
    ]

    def __init__(self, title: str, text: str, keys: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        with Vertical(classes="jendela kecil") as window:
            window.border_title = self._title
            yield Static(self._text, markup=False)
            yield Static(self._keys, classes="kunci", markup=False)

    def action_yes(self) -> None:
        """Says yes."""
        self.dismiss(result=True)

    def action_back(self) -> None:
        """Says no, or has read it."""
        self.dismiss(result=False)
