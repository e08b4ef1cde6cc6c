"""Commands at the ends of things: opening balances, reversals, closing a month."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import Given, day_of, month_of_text, record_one, voucher_options
from cli.koperasi_umum import consents, json_option, rupiah, say, show_json, stamp, the_book, warn

if TYPE_CHECKING:
    from koperasi_ledger.workflows.closing import Oddities
    from koperasi_ledger.workflows.year_end import YearPreview


@click.command("saldo-awal", short_help="Catat saldo awal dari buku lama.")
@click.argument(
    "file", metavar="[BERKAS]", required=False, type=click.Path(path_type=Path, allow_dash=True)
)
@click.option("--contoh", is_flag=True, help="Tulis contoh berkas, siap diisi.")
@json_option
@click.pass_context
def opening(context: click.Context, *, file: Path | None, contoh: bool, as_json: bool) -> None:
    """Catat saldo awal dari BERKAS TOML: akun neraca lama dan simpanan setiap anggota.

    \b
    Contoh:
      koperasi saldo-awal --contoh > saldo-awal.toml
      koperasi saldo-awal saldo-awal.toml
    """
    from koperasi_ledger.workflows.opening_file import TEMPLATE, record_opening

    if contoh:
        click.echo(TEMPLATE, nl=False)
        return
    if file is None:
        raise click.UsageError("Sebut BERKAS saldo awal, atau --contoh untuk membuatnya.")
    with the_book(context) as book:
        done = record_opening(book, file, stamp())
    if as_json:
        show_json(
            {
                "ref": done.ref,
                "dicatat": done.recorded.new > 0,
                "akun": done.accounts,
                "anggota": done.members,
                "anggota_baru": done.joined,
            }
        )
    elif done.recorded.new:
        say(
            f"Saldo awal dicatat: {done.accounts} akun, {done.members} anggota"
            f" ({done.joined} baru). Ref: {done.ref}"
        )
    else:
        say(f"{done.ref} sudah tercatat dengan isi yang sama; tidak ada yang ditambahkan.")


@click.command("balik", short_help="Balik sebuah peristiwa yang keliru.")
@click.argument("target", metavar="REF")
@click.option("--alasan", required=True, help="Mengapa dibalik; tersimpan di jurnal.")
@voucher_options
@click.pass_context
def reverse(context: click.Context, *, target: str, alasan: str, given: Given) -> None:
    """Balik sebuah peristiwa: catatan lama tetap ada, akibatnya dihapus oleh cerminannya.

    Nomor pembalikan dapat ditentukan dengan --ref.

    \b
    Contoh:
      koperasi balik SW-20260105-A-0001-1 --alasan "Salah nomor anggota"
    """
    record_one(
        context,
        "event_reversed",
        given,
        labels={"ref": "--ref"},
        target=target,
        reason=alasan,
    )
    if not given.as_json:
        say("  catat peristiwa yang benar sebagai peristiwa baru")


@click.group("tutup", short_help="Tutup bulan atau tahun yang sudah selesai.")
def close() -> None:
    """Tutup bulan atau tahun: sesudahnya tidak ada lagi yang dapat dicatat di dalamnya.

    \b
    Contoh:
      koperasi tutup bulan 2026-01
      koperasi tutup tahun 2026 --coba
    """


@close.command("bulan")
@click.argument("bulan", metavar="TTTT-BB")
@click.option("--sampai", "until", metavar="TTTT-BB", help="Tutup juga bulan-bulan sampai ini.")
@click.option("--ya", "consent", is_flag=True, help="Tutup tanpa bertanya lagi.")
@click.option("--periksa", "look", is_flag=True, help="Hanya tampilkan yang ganjil; tidak menutup.")
@voucher_options
@click.pass_context
def month(
    context: click.Context,
    *,
    bulan: str,
    until: str | None,
    given: Given,
    consent: bool,
    look: bool,
) -> None:
    """Tutup bulan TTTT-BB, atau beberapa bulan berturut-turut, sesudah menampilkan yang ganjil.

    \b
    Contoh:
      koperasi tutup bulan 2026-01
      koperasi tutup bulan 2026-01 --periksa
      koperasi tutup bulan 2026-01 --sampai 2026-11
    """
    from koperasi_ledger.rules.dates import add_months, last_day, months_between, months_name
    from koperasi_ledger.rules.errors import CloseInOrder, MonthNotOver
    from koperasi_ledger.workflows.closing import next_to_close, oddities

    first, last = month_of_text(bulan), month_of_text(until or bulan)
    if last < first:
        raise click.UsageError(f"--sampai {last} mendahului {first}.")
    if last > first and given.ref is not None:
        raise click.UsageError("--ref hanya untuk satu bulan; tanpa --ref setiap bulan bernomor.")
    months = [add_months(first, n) for n in range(months_between(first, last) + 1)]
    with the_book(context) as book:
        expected = next_to_close(book)
        if first != expected:
            raise CloseInOrder(first, expected)
        if day_of(given.day, book) < last_day(last):
            raise MonthNotOver(last)
        found = [oddities(book, each, stamp()) for each in months]
    if look and given.as_json:
        show_json(_as_json(found[0]) if until is None else [_as_json(each) for each in found])
        return
    for line in (line for each in found for line in _lines(each)):
        (say if look else warn)(line)
    if look or not (consent or _consents(months_name(first, last))):
        return
    told: list[object] = []
    for each in months:
        # What was closed before another month is refused stays closed.
        record_one(context, "month_closed", given, month=each, show=told.append)
    if given.as_json:
        show_json(told[0] if until is None else told)


@close.command("tahun")
@click.argument("tahun", metavar="TTTT", type=click.IntRange(1900, 2199))
@click.option("--coba", "look", is_flag=True, help="Hanya tampilkan hasil dan yang menghalangi.")
@click.option("--ya", "consent", is_flag=True, help="Tutup tanpa bertanya lagi.")
@json_option
@click.pass_context
def year(context: click.Context, *, tahun: int, look: bool, consent: bool, as_json: bool) -> None:
    """Tutup tahun buku TTTT: SHU-nya dihitung, bulan Desember ikut ditutup, tahun baru dibuka.

    Semua bulan sebelum Desember harus sudah ditutup. SHU menunggu rapat anggota di akun "SHU tahun
    lalu belum dibagi"; pembagiannya dengan 'koperasi shu'.

    \b
    Contoh:
      koperasi tutup tahun 2026 --coba
      koperasi tutup tahun 2026
    """
    from koperasi_ledger.workflows.year_end import YearBlocked, close_year, preview_year

    with the_book(context) as book:
        found = preview_year(book, tahun, stamp())
        if look:
            show_json(_year_json(found)) if as_json else _show_year(found)
            return
        if found.blocks:
            raise YearBlocked(tahun, found.blocks)
        if not as_json:
            _show_year(found)
        if not consent and not _consents(f"tahun {tahun}"):
            return
        close_year(book, tahun, stamp())
    if as_json:
        show_json(_year_json(found) | {"ditutup": True})
    else:
        what = "SHU" if found.surplus >= 0 else "Rugi"
        amount = rupiah(abs(found.surplus))
        say(f"Tahun {tahun} ditutup. {what} {amount} menunggu keputusan rapat anggota.")


def _show_year(found: "YearPreview") -> None:
    if found.closed:
        say(f"Tahun {found.year} sudah ditutup; tinggal membuka {found.year + 1}.")
        return
    say(f"{f'Pendapatan {found.year}':<17} {rupiah(found.income)}")
    say(f"{f'Beban {found.year}':<17} {rupiah(found.expense)}")
    if found.taken_over:
        say(f"{'Dari buku lama':<17} {rupiah(found.taken_over)}")
    what = "SHU" if found.surplus >= 0 else "Rugi"
    say(f"{f'{what} {found.year}':<17} {rupiah(abs(found.surplus))}")
    for block in found.blocks:
        say(f"- MENGHALANGI: {block}")
    if found.odd is not None:
        for line in _lines(found.odd._replace(pending=())):
            warn(line)
    if not found.blocks:
        say("Tidak ada yang menghalangi penutupan.")


def _year_json(found: "YearPreview") -> dict[str, object]:
    return {
        "tahun": found.year,
        "pendapatan": str(found.income),
        "beban": str(found.expense),
        "shu_dari_buku_lama": str(found.taken_over),
        "shu": str(found.surplus),
        "menghalangi": list(found.blocks),
        "ganjil": None if found.odd is None else _as_json(found.odd),
        "ditutup": False,
    }


def _consents(what: str) -> bool:
    question = f"Tutup {what}? Ini tidak dapat dibatalkan"
    return consents(question, to=f"Menutup {what}", otherwise="Tidak ditutup.")


def _lines(found: "Oddities") -> list[str]:
    from koperasi_ledger.rules.dates import day_name, month_name

    lines = [
        f"- {item.ref}: {rupiah(item.remaining)} tanggal {day_name(item.date)} belum dijelaskan"
        f" ({item.text})"
        for item in found.waiting
    ]
    for cash in found.unreconciled:
        proven = (
            f"saldo baru terbukti s.d. {day_name(cash.reconciled)}"
            if cash.reconciled
            else "saldo belum pernah terbukti"
        )
        lines.append(f"- {cash.short}: {proven}; impor rekening korannya dahulu")
    lines += [f"- {cash.short}: saldonya di bawah nol" for cash in found.negative]
    if found.arrears:
        lines.append(
            f"- {found.arrears} anggota menunggak simpanan wajib, semuanya {rupiah(found.owed)}"
        )
    for run in found.pending:
        if run.problem is None:
            lines.append(
                f"- {run.what}: {run.number} belum dicatat; jalankan dahulu: {run.command}"
            )
        else:
            lines.append(f"- {run.what} tidak dapat dihitung: {run.problem} ({run.command})")
    if not lines:
        return [f"{month_name(found.month)}: tidak ada yang ganjil."]
    return [f"{month_name(found.month)}, masih ganjil:", *lines]


def _as_json(found: "Oddities") -> dict[str, object]:
    return {
        "bulan": found.month,
        "titipan": [
            {"ref": item.ref, "tanggal": item.date.isoformat(), "sisa": str(item.remaining)}
            for item in found.waiting
        ],
        "bank_belum_rekonsiliasi": [cash.short for cash in found.unreconciled],
        "saldo_negatif": [cash.short for cash in found.negative],
        "penunggak": found.arrears,
        "tunggakan": str(found.owed),
        "belum_dijalankan": [
            {
                "apa": run.what,
                "banyaknya": run.number,
                "perintah": run.command,
                "masalah": run.problem,
            }
            for run in found.pending
        ],
    }
