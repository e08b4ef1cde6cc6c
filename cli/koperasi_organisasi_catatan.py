"""The notes of the secretary's books: suggestions, guests, happenings, letters, and answers."""

from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Balances, Given, member_number, record_one, voucher_options

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = {
    "member": "ANGGOTA",
    "name": "NAMA",
    "office": "--jabatan",
    "text": "ISI",
    "answer": "--tanggapan",
    "direction": "ARAH",
    "number": "NOMOR",
    "letter_date": "--tanggal-surat",
    "enclosures": "--lampiran",
    "target": "REF",
}


@click.group("catatan")
def notes() -> None:
    """Catatan sekretaris: saran, anjuran, tamu, kejadian penting, surat, dan tanggapannya.

    \b
    Contoh:
      koperasi organisasi catatan saran A-0001 "Gerai buka pada hari Minggu"
      koperasi organisasi catatan tamu "Nama Tamu" "Pembinaan" --dari "Dinas Koperasi"
      koperasi organisasi catatan surat masuk 518/12/2026 "Dinas Koperasi" "Undangan pelatihan"
    """


def _told(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.model.records import OfficeNote

    found = book.journal.books().peek(OfficeNote, getattr(event, "target", event.ref))
    return {} if found is None else {"buku": found.book.replace("-", " ")}


def _record(context: click.Context, kind: str, given: Given, **fields: Any) -> None:  # noqa: ANN401 - fields of any event
    record_one(context, kind, given, labels=_LABELS, balances=_told, told_as="catatan", **fields)


_answer_option = click.option("--tanggapan", "answer", help="Tanggapan atau pelaksanaannya.")


@notes.command("saran")
@click.argument("anggota")
@click.argument("isi")
@_answer_option
@voucher_options
@click.pass_context
def suggestion(
    context: click.Context, *, anggota: str, isi: str, answer: str | None, given: Given
) -> None:
    """Catat saran ISI dari ANGGOTA (nomornya).

    \b
    Contoh:
      koperasi organisasi catatan saran A-0001 "Gerai buka pada hari Minggu"
    """
    number = member_number(anggota)
    _record(
        context, "suggestion_made", given, source="anggota", member=number, text=isi, answer=answer
    )


@notes.command("anjuran")
@click.argument("dari", type=click.Choice(["pejabat", "instansi"]))
@click.argument("nama")
@click.argument("isi")
@click.option("--jabatan", "office", required=True, help="Jabatan, dan instansinya.")
@_answer_option
@voucher_options
@click.pass_context
def advice(
    context: click.Context,
    /,
    *,
    dari: str,
    nama: str,
    isi: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Catat anjuran ISI dari NAMA: pejabat koperasi, atau pejabat instansi lain.

    \b
    Contoh:
      koperasi organisasi catatan anjuran pejabat "Nama Pejabat" "Adakan rapat tiap bulan" \\
        --jabatan "Penyuluh Dinas Koperasi"
    """
    _record(context, "suggestion_made", given, source=dari, name=nama, text=isi, **of)


@notes.command("tamu")
@click.argument("nama")
@click.argument("isi")
@click.option("--dari", "office", help="Jabatan, instansi atau alamatnya.")
@voucher_options
@click.pass_context
def guest(context: click.Context, *, nama: str, isi: str, office: str | None, given: Given) -> None:
    """Catat kunjungan tamu NAMA dengan maksud ISI.

    \b
    Contoh:
      koperasi organisasi catatan tamu "Nama Tamu" "Pembinaan" --dari "Dinas Koperasi"
    """
    _record(context, "guest_received", given, name=nama, text=isi, office=office)


@notes.command("kejadian")
@click.argument("isi")
@click.option("--tanggapan", "answer", help="Apa yang dilakukan.")
@voucher_options
@click.pass_context
def happening(context: click.Context, *, isi: str, answer: str | None, given: Given) -> None:
    """Catat kejadian penting ISI.

    \b
    Contoh:
      koperasi organisasi catatan kejadian "Gudang kebanjiran" --tanggapan "Barang dipindahkan"
    """
    _record(context, "happening_noted", given, text=isi, answer=answer)


@notes.command("surat")
@click.argument("arah", type=click.Choice(["masuk", "keluar"]))
@click.argument("nomor")
@click.argument("nama")
@click.argument("isi")
@click.option("--tanggal-surat", "letter_date", metavar="TTTT-BB-HH", help="Tanggal di surat.")
@click.option("--lampiran", "enclosures", type=int, help="Banyaknya lampiran.")
@voucher_options
@click.pass_context
def letter(
    context: click.Context,
    /,
    *,
    arah: str,
    nomor: str,
    nama: str,
    isi: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Catat surat ARAH bernomor NOMOR dari atau kepada NAMA, perihal ISI.

    \b
    Contoh:
      koperasi organisasi catatan surat masuk 518/12/2026 "Dinas Koperasi" "Undangan pelatihan"
    """
    _record(
        context, "letter_logged", given, direction=arah, number=nomor, name=nama, text=isi, **of
    )


@notes.command("tanggapi")
@click.argument("yang", metavar="REF")
@click.argument("isi")
@voucher_options
@click.pass_context
def answer(context: click.Context, *, yang: str, isi: str, given: Given) -> None:
    """Catat tanggapan ISI atas catatan REF: saran, anjuran, kejadian, atau surat.

    \b
    Contoh:
      koperasi organisasi catatan tanggapi SARAN-20260401-1 "Dicoba mulai Mei"
    """
    _record(
        context,
        "note_answered",
        given,
        target=yang,
        answer=isi,
    )
