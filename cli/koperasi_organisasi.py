"""Commands of the secretary: who serves, meetings, and the notes of the books."""

from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Balances, Given, member_number, record_one, voucher_options
from cli.koperasi_organisasi_catatan import notes
from cli.koperasi_organisasi_lihat import listing

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = {
    "officer": "NOMOR",
    "position": "JABATAN",
    "member": "--anggota",
    "name": "--nama",
    "until": "--sampai",
    "sex": "--kelamin",
    "born": "--lahir",
    "occupation": "--pekerjaan",
    "address": "--alamat",
    "wage": "--gaji",
    "meeting": "NOMOR",
    "body": "JENIS",
    "place": "--tempat",
    "agenda": "--acara",
    "invited": "--diundang",
    "present": "--hadir",
    "needed": "--kuorum",
    "rule": "--aturan",
    "leader": "--pimpinan",
    "decisions": "--putusan",
}


@click.group("organisasi")
def organisation() -> None:
    """Pengurus, pengawas, karyawan, rapat, dan catatan sekretaris untuk 16 buku koperasi.

    \b
    Contoh:
      koperasi organisasi pengurus Ketua --anggota A-0001 --sampai 2030-12-31
      koperasi organisasi rapat RAT-2026 anggota "RAT tahun buku 2026" --tempat "Balai desa" \\
        --acara "Laporan pengurus" --diundang 50 --hadir 31 --kuorum 26
      koperasi organisasi catatan tamu "Nama Tamu" "Pembinaan administrasi" --dari "Dinas"
      koperasi laporan buku16 --tahun 2026 --keluar buku16.pdf
    """


organisation.add_command(listing)
organisation.add_command(notes)


def _officer(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.model.records import Officer

    found = book.journal.books().peek(Officer, event.officer)  # type: ignore[attr-defined] # both have one
    if found is None:
        return {}
    told: dict[str, object] = {"nomor": found.number, "jabatan": found.position}
    if found.until is not None:
        told["masa_jabatan_sampai"] = found.until
    if found.ended is not None:
        told["berakhir"] = found.ended
    return told  # type: ignore[return-value] # days and words


_PREFIX = {"pengurus": "PGR", "pengawas": "PGW", "karyawan": "KRY"}


def _next_number(book: "Book", board: str) -> str:
    """The next number of an appointment to a board: PGR-001, PGR-002, ..."""
    from koperasi_ledger.model.records import Officer

    taken = {officer.number for officer in book.journal.books().all(Officer)}
    number = 1
    while f"{_PREFIX[board]}-{number:03d}" in taken:
        number += 1
    return f"{_PREFIX[board]}-{number:03d}"


def _appointing(board: str, help_text: str) -> click.Command:
    @click.command(board, help=help_text)
    @click.argument("jabatan")
    @click.option("--anggota", "member", metavar="NOMOR", help="Nomor anggotanya.")
    @click.option("--nama", "name", help="Namanya, bila bukan anggota.")
    @click.option("--sampai", "until", metavar="TTTT-BB-HH", help="Akhir masa jabatan.")
    @click.option("--keputusan", "decision", help="Nomor keputusan atau surat pengangkatan.")
    @click.option("--kelamin", "sex", type=click.Choice(["L", "P"]), help="Laki-laki, perempuan.")
    @click.option("--lahir", "born", metavar="TTTT-BB-HH", help="Tanggal lahir.")
    @click.option("--pekerjaan", "occupation", help="Mata pencaharian.")
    @click.option("--alamat", "address", help="Tempat tinggal, bila bukan anggota.")
    @click.option("--gaji", "wage", metavar="RUPIAH", help="Gaji sebulan, untuk karyawan.")
    @click.option("--nomor", "officer", help="Nomor pengangkatan (bawaan: dibuat sendiri).")
    @voucher_options
    @click.pass_context
    def command(context: click.Context, /, *, jabatan: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
        from cli.koperasi_bukti import amount_of

        own: str | None = of.pop("officer")
        member, wage = of.pop("member"), of.pop("wage")
        record_one(
            context,
            "officer_appointed",
            given,
            labels=_LABELS,
            balances=_officer,
            told_as="jabatan",
            prepare=lambda book: {
                "officer": own.strip().upper() if own else _next_number(book, board)
            },
            board=board,
            position=jabatan,
            member=None if member is None else member_number(member),
            wage=None if wage is None else amount_of(wage, "--gaji"),
            **of,
        )

    return command


for _board, _help in (
    (
        "pengurus",
        (
            "Catat pengangkatan seorang pengurus dalam JABATAN.\n\n\b\nContoh:\n"
            "  koperasi organisasi pengurus Ketua --anggota A-0001 --sampai 2030-12-31 \\\n"
            '    --keputusan "RAT 2026 No. 3"'
        ),
    ),
    (
        "pengawas",
        (
            "Catat pengangkatan seorang pengawas dalam JABATAN.\n\n\b\nContoh:\n"
            "  koperasi organisasi pengawas Ketua --anggota A-0004 --sampai 2030-12-31"
        ),
    ),
    (
        "karyawan",
        (
            "Catat pengangkatan seorang karyawan dalam JABATAN.\n\n\b\nContoh:\n"
            '  koperasi organisasi karyawan Kasir --nama "Karyawan Contoh" --gaji 2500000'
        ),
    ),
):
    organisation.add_command(_appointing(_board, _help))


@organisation.command("berhenti")
@click.argument("nomor")
@click.option("--alasan", "reason", required=True, help="Mengapa berhenti.")
@click.option("--keputusan", "decision", help="Nomor keputusan.")
@voucher_options
@click.pass_context
def end_service(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Catat bahwa pengurus, pengawas atau karyawan NOMOR berhenti.

    \b
    Contoh:
      koperasi organisasi berhenti PGR-001 --alasan "Masa jabatan berakhir"
    """
    record_one(
        context,
        "officer_ended",
        given,
        labels=_LABELS,
        balances=_officer,
        told_as="jabatan",
        officer=nomor.strip().upper(),
        **of,
    )


@organisation.command("rapat")
@click.argument("nomor")
@click.argument("jenis", type=click.Choice(["anggota", "pengurus", "pengawas"]))
@click.argument("nama")
@click.option("--tempat", "place", required=True, help="Di mana.")
@click.option("--acara", "agenda", multiple=True, required=True, help="Mata acara; boleh berulang.")
@click.option("--diundang", "invited", type=int, help="Banyaknya yang diundang.")
@click.option("--hadir", "present", type=int, required=True, help="Banyaknya yang hadir.")
@click.option("--kuorum", "needed", type=int, help="Banyaknya yang harus hadir menurut AD/ART.")
@click.option("--aturan", "rule", help='Aturan kuorumnya, misalnya "lebih dari 1/2 anggota".')
@click.option("--pimpinan", "leader", help="Pimpinan rapat.")
@click.option("--sekretaris", "secretary", help="Sekretaris rapat.")
@click.option(
    "--putusan",
    "decisions",
    multiple=True,
    metavar="NOMOR=ISI",
    help="Keputusan dan nomornya; boleh berulang.",
)
@voucher_options
@click.pass_context
def meeting(
    context: click.Context,
    /,
    *,
    nomor: str,
    jenis: str,
    nama: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Catat rapat NOMOR dari anggota, pengurus atau pengawas, dengan keputusannya.

    \b
    Contoh:
      koperasi organisasi rapat RAT-2026 anggota "RAT tahun buku 2026" --tempat "Balai desa" \\
        --acara "Laporan pengurus" --acara "Pembagian SHU" --diundang 50 --hadir 31 \\
        --kuorum 26 --putusan "RAT/2026/1=Laporan pengurus diterima"
    """
    decisions = [_decision(text) for text in of.pop("decisions")]
    agenda = list(of.pop("agenda"))
    record_one(
        context,
        "meeting_held",
        given,
        labels=_LABELS,
        balances=_meeting,
        told_as="rapat",
        meeting=nomor.strip().upper(),
        body=jenis,
        name=nama,
        agenda=agenda,
        decisions=decisions or None,
        **of,
    )


def _decision(text: str) -> dict[str, str]:
    number, mark, words = text.partition("=")
    if not mark or not number.strip() or not words.strip():
        raise click.UsageError(
            'Tulis keputusan sebagai NOMOR=ISI, misalnya "RAT/2026/1=Laporan diterima".'
        )
    return {"number": number.strip(), "text": words.strip()}


def _meeting(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.model.records import Meeting

    found = book.journal.books().peek(Meeting, event.meeting)  # type: ignore[attr-defined] # it has one
    if found is None:
        return {}
    return {
        "nomor": found.number,
        "hadir": str(found.present),
        "keputusan": str(len(found.decisions)),
    }
