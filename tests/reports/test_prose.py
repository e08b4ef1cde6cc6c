"""What pengurus write: a little Markdown, and nothing in it reaches a layout but as words."""

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.reports.formatting import polos
from koperasi_ledger.reports.prose import Block, Span, read_prose
from koperasi_ledger.reports.rat_layout import rat_html, rat_json, rat_pdf, rat_source, rat_xlsx
from koperasi_ledger.reports.rat_view import Part, Prose, RatBook, Signing
from koperasi_ledger.reports.view import Column, Report, Row, Signature, Table

HOSTILE = [
    "<script>alert(1)</script> <img src=http://x onerror=y>",
    "[klik](javascript:alert(1)) ![x](http://contoh/x.png) <http://contoh>",
    '"); #eval("1") #import "x" #read("/etc/passwd") $x$ `y` @ref <label>',
    "#set page(width: 1pt)",
    "{{ 7*7 }} {% include 'x' %} ${x}",
    "\\ \" ' \u202e \x00 \x1b[31m \ufffe",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "    #eval(1)\n\n```typst\n#eval(1)\n```",
    "&lt;b&gt; &amp; &#60;script&#62;",
]


def book_of(*blocks: Block, name: str = "Koperasi Contoh") -> RatBook:
    """A book of this prose, one table and a signature."""
    column = Column("uraian", name or "x")
    table = Table("t", name, (column, Column("n", "N", "amount")), (Row((name, Decimal(1))),))
    report = Report("neraca", name, name, name, "2026", "rupiah", 1, "ab", (table,), notes=(name,))
    signing = Signing(name, name, (Signature(name, name),))
    part = Part("pengurus", "Laporan pengurus", (Prose(blocks), report, signing))
    return RatBook(name, name, 2026, ((name, name),), (part,), 1, "ab", name)


def words(blocks: tuple[Block, ...]) -> str:
    return " ".join(block.text for block in blocks)


class _Tags(HTMLParser):
    """The tags of a page, their addresses, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [
            value or "" for name, value in attrs if name in {"href", "src"} or name[:2] == "on"
        ]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_in_every_layout(text: str) -> None:
    blocks = read_prose(f"# {text}\n\n{text}\n\n- {text}\n\n1. {text}\n")
    book = book_of(*blocks, name=text.replace("\n", " "))
    assert rat_pdf(book).startswith(b"%PDF")
    page = _Tags()
    page.feed(rat_html(book))
    assert not page.tags & {"script", "img", "iframe", "link", "object", "form"}
    assert all(address.startswith("#") for address in page.addresses)
    assert rat_xlsx(book)[:2] == b"PK"
    assert rat_json(book)


@given(st.text(max_size=300))
def test_any_text_compiles_and_html_says_the_same_words(text: str) -> None:
    blocks = read_prose(text)
    page = _Tags()
    page.feed(rat_html(book_of(*blocks)))
    said = "".join("".join(page.words).split())
    for block in blocks:
        for span in block.spans:
            assert "".join(polos(span.text).split()) in said
    assert rat_source(book_of(*blocks))


def test_the_little_markdown_that_is_read() -> None:
    text = "# Judul\n\nSatu *miring* dan **tebal\nbaris**.\n\n3. tiga\n4. empat\n   - dalam\n"
    text += "\n### Kecil"
    assert read_prose(text) == (
        Block("judul", (Span("Judul"),)),
        Block(
            "alinea",
            (
                Span("Satu "),
                Span("miring", italic=True),
                Span(" dan "),
                Span("tebal baris", bold=True),
                Span("."),
            ),
        ),
        Block("angka", (Span("tiga"),), "3."),
        Block("angka", (Span("empat"),), "4."),
        Block("butir", (Span("dalam"),), "\u2022", 1),
        Block("subjudul", (Span("Kecil"),)),
    )


def test_links_pictures_and_html_stay_the_text_they_are() -> None:
    text = "[kata](http://contoh) <b>x</b> ![y](z) `kode`"
    assert words(read_prose(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "- " * 10_000 + "x",
        "> " * 10_000 + "x",
        "*" * 20_000,
        "**a " * 5_000,
        "1. a\n" * 5_000,
        "x " * 200_000,
        "".join(f"{'  ' * depth}- butir {depth}\n" for depth in range(300)),
    ],
    ids=["nested", "quotes", "stars", "unclosed", "items", "long", "stairs"],
)
def test_huge_and_twisted_files_are_printed(text: str) -> None:
    blocks = read_prose(text)
    book = book_of(*blocks)
    assert rat_html(book)
    assert rat_pdf(book).startswith(b"%PDF")


def test_today_is_not_part_of_the_page() -> None:
    """The same book gives the same bytes."""
    book = book_of(*read_prose("Halo"))
    assert rat_pdf(book) == rat_pdf(book)
    assert str(date.today().year + 50) not in rat_html(book)  # noqa: DTZ011 - any far year
