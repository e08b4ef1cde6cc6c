"""Letters and agreements: parties, numbered articles, signatures, in the four layouts.

Like a report it is plain data first (`Letter`), and templates only place it.
"""

# ruff: noqa: A002, PLC0415 - `format` is what it is; a layout is imported when asked for

import json
from dataclasses import dataclass
from itertools import chain

from koperasi_ledger.reports.formatting import angka, polos
from koperasi_ledger.reports.render import UnknownFormat
from koperasi_ledger.reports.view import Signature

LETTER_FORMATS = ("teks", "json", "html", "pdf")
"""The formats of letters, which are no tables."""
_WIDTH = 78


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an agreement: who it is, as label and value, and what it is called further on."""

    facts: tuple[tuple[str, str], ...]
    called: str


@dataclass(frozen=True, slots=True)
class Article:
    """A numbered article (Pasal) with its clauses."""

    title: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """An agreement or a letter, ready to be laid out; all text is raw.

    `rows` are label and amount lines that are set in a small table (what is owed); the last of
    them is their total. `stamp` marks the signature beside which the duty stamp belongs.
    """

    name: str
    title: str
    number: str
    cooperative: str
    address: str
    opening: tuple[str, ...]
    parties: tuple[Party, ...]
    lead: str
    articles: tuple[Article, ...]
    closing: tuple[str, ...]
    place_date: str
    signatures: tuple[Signature, ...]
    journal_seq: int
    journal_hash: str
    rows: tuple[tuple[str, str], ...] = ()
    stamp: str | None = None


def render_letter(letter: Letter, format: str) -> str | bytes:
    """Lay out a letter: `str` for teks, json and html, `bytes` for pdf.

    Raises:
        UnknownFormat: there is no such layout.
    """
    match format:
        case "teks":
            return _text(letter)
        case "json":
            return _json(letter)
        case "html":
            from koperasi_ledger.reports import templates

            return templates.html().get_template("surat.html.j2").render(letter=letter)
        case "pdf":
            from koperasi_ledger.reports import templates
            from koperasi_ledger.reports.pdf_layout import compile_typst

            source = templates.typst().get_template("surat.typ.j2").render(letter=letter)
            return compile_typst(source)
        case _:
            raise UnknownFormat(format, LETTER_FORMATS)


def _json(letter: Letter) -> str:
    document = {
        "surat": letter.name,
        "judul": letter.title,
        "nomor": letter.number,
        "koperasi": letter.cooperative,
        "alamat": letter.address,
        "pembuka": list(letter.opening),
        "pihak": [
            {"disebut": party.called, "keterangan": dict(party.facts)} for party in letter.parties
        ],
        "kesepakatan": letter.lead,
        "pasal": [
            {"ke": number, "judul": article.title, "ayat": list(article.clauses)}
            for number, article in enumerate(letter.articles, 1)
        ],
        "rincian": [{"uraian": label, "jumlah": value} for label, value in letter.rows],
        "penutup": list(letter.closing),
        "penanda_tangan": [
            {"sebagai": signature.role, "nama": signature.name} for signature in letter.signatures
        ],
        "jurnal": {"urut": letter.journal_seq, "hash": letter.journal_hash},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _text(letter: Letter) -> str:
    from koperasi_ledger.reports.text_layout import wrap

    def paragraphs(*texts: str) -> list[str]:
        return list(chain.from_iterable((*wrap(polos(text), _WIDTH), "") for text in texts))

    lines = [
        *wrap(polos(letter.cooperative).upper(), _WIDTH),
        *wrap(polos(letter.address), _WIDTH),
        "",
        *wrap(polos(letter.title).upper(), _WIDTH),
        *wrap(polos(f"Nomor {letter.number}"), _WIDTH),
        "",
        *paragraphs(*letter.opening),
    ]
    labels = [label for party in letter.parties for label, _ in party.facts]
    room = max(map(len, labels), default=0)
    for number, party in enumerate(letter.parties, 1):
        for place, (label, value) in enumerate(party.facts):
            head = f"{number}." if place == 0 else ""
            lines += _hanging(f"{head:<3}{label:<{room}} : ", value)
        if party.called:
            lines += _hanging("   ", f"selanjutnya disebut {party.called}.")
        lines.append("")
    lines += paragraphs(letter.lead) if letter.lead else []
    for number, article in enumerate(letter.articles, 1):
        lines.append(f"Pasal {number}. {article.title}")
        for place, clause in enumerate(article.clauses, 1):
            head = f"({place}) " if len(article.clauses) > 1 else "    "
            lines += _hanging(head, clause)
        lines.append("")
    if letter.rows:
        most = max(len(value) for _, value in letter.rows)
        lines += [
            f"  {polos(label):<40.40} {value:>{most}}".rstrip() for label, value in letter.rows
        ]
        lines.append("")
    lines += paragraphs(*letter.closing)
    lines += [polos(letter.place_date), ""] if letter.place_date else []
    for signature in letter.signatures:
        mark = " (meterai)" if signature.role == letter.stamp else ""
        named = polos(signature.name) if signature.name else "." * 30
        lines += ["", *wrap(f"{polos(signature.role)}{mark}: {named}", _WIDTH)]
    ending = f"Jurnal nomor {angka(letter.journal_seq)} · {letter.journal_hash or 'kosong'}"
    return "\n".join(line.rstrip() for line in (*lines, "", ending)) + "\n"


def _hanging(head: str, text: str) -> list[str]:
    from koperasi_ledger.reports.text_layout import wrap

    lines = wrap(polos(text), _WIDTH - len(head)) or [""]
    return [head + lines[0], *(" " * len(head) + line for line in lines[1:])]
