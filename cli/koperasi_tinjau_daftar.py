"""A list on the screen: rows of some lines each, of which only those that are seen are drawn."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

Row = Callable[[int], Sequence[str]]
"""A row: its lines of text for a width in cells."""


class Rows(Widget, can_focus=True):
    """Rows with a pointer `>` at one of them, so that it is seen without colours too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
        Binding("enter", "pick", show=False),
    ]

    class Moved(Message):
        """The pointer stands at another row."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

    class Picked(Message):
        """A row was chosen."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, *, id: str, empty: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.empty = empty
        self.items: Sequence[Row] = ()
        self.cursor = 0
        self._top = 0

    def show(self, items: Sequence[Row], cursor: int | None = None) -> None:
        """Shows these rows; the pointer stays where it is, or as near as there are rows."""
        self.items = items
        wanted = self.cursor if cursor is None else cursor
        self.cursor = max(0, min(wanted, len(items) - 1))
        self.refresh()

    def action_move(self, by: int) -> None:
        """Moves the pointer by some rows, as far as there are any."""
        wanted = max(0, min(self.cursor + by, len(self.items) - 1))
        if self.items and wanted != self.cursor:
            self.cursor = wanted
            self.refresh()
            self.post_message(self.Moved(self))

    def action_page(self, by: int) -> None:
        """Moves the pointer by a screenful."""
        seen = len(self._lines(self.cursor)) if self.items else 1
        self.action_move(by * max(1, self.size.height // seen - 1))

    def action_pick(self) -> None:
        """Chooses the row at the pointer."""
        if self.items:
            self.post_message(self.Picked(self))

    def render(self) -> Text:
        """The rows that fit, with the pointer's row in sight."""
        text = Text(no_wrap=True, overflow="crop", end="")
        width, height = self.size
        if not self.items:
            return Text(self.empty)
        self._scroll(height)
        drawn = 0
        for place in range(self._top, len(self.items)):
            here = place == self.cursor
            for number, line in enumerate(self._lines(place)):
                if drawn == height:
                    return text
                mark = ">" if here and not number else " "
                style = "reverse" if here and self.has_focus else ("bold" if here else "")
                text.append(set_cell_size(f"{mark}{line}", width) + "\n", style=style)
                drawn += 1
        return text

    def _lines(self, place: int) -> Sequence[str]:
        return self.items[place](max(1, self.size.width - 1))

    def _scroll(self, height: int) -> None:
        """Brings the pointer's row into sight, from above or from below."""
        self._top = min(self._top, self.cursor, len(self.items) - 1)
        if self.cursor - self._top > height:
            self._top = self.cursor - height
        while self._top < self.cursor:
            used = sum(len(self._lines(p)) for p in range(self._top, self.cursor + 1))
            if used <= height:
                return
            self._top += 1
