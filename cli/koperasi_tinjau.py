"""`koperasi bank tinjau`: waiting bank lines explained on a screen, by questions, or by a file."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import amount_of, member_number
from cli.koperasi_umum import agrees, json_option, rupiah, say, show_json, stamp, the_book, warn

if TYPE_CHECKING:
    from koperasi_ledger.workflows.bank_review import Assignment, Waiting
    from koperasi_ledger.workflows.book import Book

_PURPOSES = (
    "wajib",
    "pokok",
    "simpanan",
    "pinjaman",
    "toko",
    "pelanggan",
    "pemasok",
    "penerimaan",
    "pengeluaran",
    "pindah",
    "lawan",
    "catatan",
)
_SMALLEST = (60, 16)
"""Columns and lines that the screen needs."""


@click.command("tinjau")
@click.argument("ref", required=False)
@click.option("--sebagai", "purpose", type=click.Choice(_PURPOSES), help="Uang apa ini.")
@click.option("--anggota", "member", help="Nomor anggota: pokok, wajib, simpanan, pinjaman, toko.")
@click.option("--produk", "product", help="Produk simpanan.")
@click.option(
    "--nomor", "number", help="Nomor pinjaman; kunci pelanggan; PEMASOK:FAKTUR untuk pemasok."
)
@click.option(
    "--akun", "account", help="Akun penerimaan/pengeluaran, atau kunci kas/bank untuk pindah."
)
@click.option(
    "--catatan",
    "entry",
    help="Ref catatan tangan yang ternyata uang ini; untuk lawan: ref titipan lawannya.",
)
@click.option("--jumlah", "amount", help="Sebagian saja; sisanya tetap menunggu.")
@click.option("--tanya", "ask", is_flag=True, help="Tanya jawab, titipan demi titipan.")
@click.option("--daftar", "listed", is_flag=True, help="Tulis daftarnya saja, tanpa layar.")
@click.option(
    "--dari",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE|-",
    help="Catat keputusan dari FILE: hasil --json ditambah bagian; semua, atau tidak satu pun.",
)
@click.option("--coba", "try_only", is_flag=True, help="Dengan --dari: periksa saja.")
@json_option
@click.pass_context
def review(
    context: click.Context,
    /,
    *,
    ref: str | None,
    purpose: str | None,
    ask: bool,
    listed: bool,
    source: Path | None,
    try_only: bool,
    as_json: bool,
    **of: str | None,
) -> None:
    """Lihat dan jelaskan titipan yang menunggu: di layar, atau titipan REF saja.

    Di terminal terbuka layar; panahnya memilih, dan tidak ada yang dicatat sebelum disetujui.
    Ke pipa atau dengan --daftar tertulis daftarnya.

    \b
    Contoh:
      koperasi bank tinjau
      koperasi bank tinjau BANK-bri/2026-09-01/0123456789ab/1 --sebagai wajib --anggota A-0001
      koperasi bank tinjau --json > titipan.json
      koperasi bank tinjau --dari titipan.json
    """
    from cli.koperasi_bank_tampil import show_waiting, waiting_json
    from koperasi_ledger.workflows.bank_review import waiting_lines

    _check_usage(ref, purpose, of, ask=ask, listed=listed, source=source, try_only=try_only)
    with the_book(context) as book:
        if source is not None:
            _apply(book, source, as_json=as_json, keep=not try_only)
            return
        if purpose is not None and ref is not None:
            _assign(book, ref, purpose, of, as_json=as_json)
            return
        whole = ref is None and not (ask or listed or as_json)
        if whole and sys.stdin.isatty() and sys.stdout.isatty():
            reason = _no_screen()
            if reason is None:
                _open_screen(book)
                return
            warn(f"{reason} Titipan ditanyakan satu per satu (sama dengan --tanya).")
            ask = True
        found = [item for item in waiting_lines(book) if ref in (None, item.suspense.ref)]
        if ref is not None and not found:
            book.journal.books().suspense(ref)
        if as_json:
            show_json([waiting_json(item) for item in found])
        elif ask:
            _ask_all(book, found)
        else:
            show_waiting(found)


def _check_usage(
    ref: str | None,
    purpose: str | None,
    of: dict[str, str | None],
    *,
    ask: bool,
    listed: bool,
    source: Path | None,
    try_only: bool,
) -> None:
    given = any(value is not None for value in of.values())
    if source is not None and (given or purpose is not None or ref is not None or ask or listed):
        message = "--dari tidak dipakai bersama REF, --sebagai, --tanya atau --daftar"
        raise click.UsageError(message)
    if try_only and source is None:
        message = "--coba hanya bersama --dari"
        raise click.UsageError(message)
    if (purpose is None and given) or (purpose is not None and (ref is None or ask or listed)):
        message = "penjelasan memerlukan REF dan --sebagai, tanpa --tanya atau --daftar"
        raise click.UsageError(message)


# The screen


def _no_screen() -> str | None:
    """Why this terminal cannot show the screen; None when it can."""
    from cli.koperasi_akhir import speaks_unicode

    kind = os.environ.get("TERM", "")
    if kind == "dumb" or (not kind and os.name != "nt"):
        return "Terminal ini tidak dapat menampilkan layar (TERM kosong atau dumb)."
    if not speaks_unicode(sys.stdout):
        return "Terminal ini tidak memakai UTF-8."
    size = shutil.get_terminal_size()
    if size.columns < _SMALLEST[0] or size.lines < _SMALLEST[1]:
        return (
            f"Jendela {size.columns}x{size.lines} terlalu kecil untuk layar, paling sedikit"
            f" {_SMALLEST[0]}x{_SMALLEST[1]}."
        )
    return None


def _open_screen(book: "Book") -> None:
    from koperasi_ledger.workflows.bank_review import waiting_lines

    if not waiting_lines(book):
        say("Tidak ada titipan yang menunggu penjelasan.")
        return
    by = stamp().by
    from cli.koperasi_tinjau_layar import ReviewApp

    app = ReviewApp(book, by)
    # The mouse stays the terminal's own, for marking and copying text.
    done = app.run(mouse=False)
    if app.failure is not None:
        raise app.failure
    if done is None:
        raise click.Abort
    if done.events:
        say(f"Dicatat: {done.lines} titipan, {done.events} peristiwa.")
    else:
        say("Tidak ada yang dicatat.")


# A file of decisions


def _apply(book: "Book", source: Path, *, as_json: bool, keep: bool) -> None:
    from koperasi_ledger.workflows.bank_review import waiting_lines
    from koperasi_ledger.workflows.review_file import read_decisions, read_text
    from koperasi_ledger.workflows.review_recording import record_review

    text = read_text(source)
    books = book.journal.books()
    name = "stdin" if str(source) == "-" else source.name
    lines = read_decisions(text, name, books, waiting_lines(book))
    done = record_review(book, lines, stamp(), keep=keep)
    if as_json:
        books = book.journal.books()
        show_json(
            {
                "dicatat": done.new if keep else 0,
                "akan_dicatat": 0 if keep else done.new,
                "sudah_ada": done.known,
                "titipan": [
                    {"ref": line.ref, "sisa": f"{books.suspense(line.ref).remaining:.2f}"}
                    for line in lines
                ],
            }
        )
        return
    if not lines:
        say(f"{name} tidak memuat keputusan (bagian); tidak ada yang dicatat.")
        return
    known = f", {done.known} sudah ada sebelumnya" if done.known else ""
    if keep:
        say(f"Dicatat {done.new} peristiwa dari {len(lines)} titipan{known}.")
    else:
        say(f"Dapat dicatat: {done.new} peristiwa dari {len(lines)} titipan{known}.")
        say("Ini hanya percobaan (--coba): tidak ada yang dicatat.")


# One line


def _assignment(book: "Book", purpose: str, of: dict[str, str | None]) -> "Assignment":
    from decimal import Decimal

    from koperasi_ledger.workflows.bank_review import Assignment
    from koperasi_ledger.workflows.chart import find_account

    account, amount = of["account"], of["amount"]
    if account is not None and purpose in ("penerimaan", "pengeluaran"):
        account = find_account(book.journal.books(), account).name
    return Assignment(
        purpose,
        member=None if of["member"] is None else member_number(of["member"]),
        product=of["product"],
        account=account,
        entry=of["entry"],
        amount=None if amount is None else Decimal(amount_of(amount, "--jumlah")),
        number=of["number"],
    )


def _assign(
    book: "Book", ref: str, purpose: str, of: dict[str, str | None], *, as_json: bool
) -> None:
    from koperasi_ledger.workflows.bank_review import assign

    done = assign(book, ref, [_assignment(book, purpose, of)], stamp())
    left = book.journal.books().suspense(ref).remaining
    if as_json:
        show_json({"dicatat": done.new, "sudah_ada": done.known, "sisa": f"{left:.2f}"})
        return
    say("Dicatat." if done.new else "Sudah dicatat sebelumnya; tidak ada yang berubah.")
    say(f"Titipan {ref} selesai." if not left else f"Sisa yang masih menunggu: {rupiah(left)}.")


# By questions


def _ask_all(book: "Book", found: "list[Waiting]") -> None:
    """Goes through the waiting lines; each answer is recorded after a yes, or not at all."""
    if not found:
        say("Tidak ada titipan yang menunggu penjelasan.")
    for place, item in enumerate(found, 1):
        say(f"[{place}/{len(found)}]")
        if not _ask_one(book, item):
            break


def _ask_one(book: "Book", item: "Waiting") -> bool:
    """One line; False to stop."""
    from cli.koperasi_bank_tampil import assignment_text, show_one_waiting
    from koperasi_ledger.model.errors import Refusal
    from koperasi_ledger.workflows.bank_review import assign

    show_one_waiting(item)
    choices = item.suggestions[:5]
    numbers = "nomor saran, " if choices else ""
    while True:
        answer = click.prompt(f"Pilih ({numbers}l = lewati, k = keluar)", default="l")
        answer = str(answer).strip().lower()
        if answer in {"k", "q"}:
            return False
        if answer in {"l", "s"}:
            return True
        if not answer.isascii() or not answer.isdigit() or not 0 < int(answer) <= len(choices):
            say("Itu bukan salah satu pilihan.")
            continue
        chosen = choices[int(answer) - 1]
        if not agrees(f"Catat sebagai {assignment_text(chosen)}?"):
            continue
        try:
            assign(book, item.suspense.ref, [chosen.assignment], stamp())
        except Refusal as refusal:
            warn(str(refusal))
            continue
        say("Dicatat.")
        return True
