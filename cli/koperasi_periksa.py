"""Commands that prove and rebuild: periksa, bangun."""

import sys
from pathlib import Path

import click

from cli.koperasi_umum import counting, json_option, say, show_json, the_book, warn


@click.command("periksa")
@json_option
@click.pass_context
def check(context: click.Context, *, as_json: bool) -> None:
    """Periksa seluruh buku: rantai jurnal, teks, posting, buku pembantu, dua mesin lain.

    Kode keluar 1 bila ada yang gagal.

    \b
    Contoh: koperasi periksa
    """
    from koperasi_ledger.workflows.checking import check_book

    with counting("Memeriksa {} peristiwa") as progress:
        report = check_book(Path(context.find_root().params["folder"]), warn, progress)
    if as_json:
        checks = [
            {"nama": item.name, "lulus": item.passed, "rincian": item.detail}
            for item in report.checks
        ]
        show_json({"lulus": report.passed, "pemeriksaan": checks})
    else:
        width = max(len(item.name) for item in report.checks)
        for item in report.checks:
            word = "✓ lulus" if item.passed else "✗ GAGAL"
            if item.skipped:
                word = "– lewat"
            color = "yellow" if item.skipped else "green" if item.passed else "red"
            say(f"{click.style(word, fg=color)}  {item.name.ljust(width)}  {item.detail}")
        failed = sum(not item.passed for item in report.checks)
        say("")
        say(
            f"{failed} dari {len(report.checks)} pemeriksaan GAGAL; jangan mencatat sebelum jelas"
            " sebabnya."
            if failed
            else f"Semua {len(report.checks)} pemeriksaan lulus."
        )
    if not report.passed:
        sys.exit(1)


@click.command("bangun")
@click.option(
    "--dari-teks",
    "from_text",
    is_flag=True,
    help="Bangun jurnal dari events/*.jsonl, lalu cetak ulang teksnya.",
)
@click.option(
    "--ganti",
    "replace",
    is_flag=True,
    help="Ganti basis data walau isinya tidak termuat di teks; yang lama disimpan.",
)
@json_option
@click.pass_context
def rebuild(context: click.Context, *, from_text: bool, replace: bool, as_json: bool) -> None:
    """Cetak ulang semua teks dari jurnal, atau bangun jurnal dari teks.

    \b
    Contoh:
      koperasi bangun
      koperasi bangun --dari-teks
    """
    from koperasi_ledger.workflows.rebuild import rebuild_journal, rebuild_text

    if replace and not from_text:
        raise click.UsageError("--ganti hanya berlaku bersama --dari-teks.")
    rebuilt = None
    with counting("Membangun {} peristiwa") as progress:
        if from_text:
            folder = Path(context.find_root().params["folder"])
            rebuilt = rebuild_journal(folder, warn, replace=replace, progress=progress)
            text = rebuilt.text
        else:
            with the_book(context) as book:
                text = rebuild_text(book, progress)
    if as_json:
        result: dict[str, object] = {
            "berubah": [{"berkas": name, "apa": what} for name, what in text.changed],
            "tetap": text.unchanged,
            "asing": list(text.foreign),
        }
        if rebuilt is not None:
            result |= {"peristiwa": rebuilt.events, "sidik": rebuilt.hash}
            result["basis_data_lama"] = rebuilt.aside
        show_json(result)
        return
    if rebuilt is not None:
        say(f"Jurnal dibangun dari teks: {rebuilt.events} peristiwa, sidik {rebuilt.hash[:16]}.")
        if rebuilt.aside:
            say(f"Basis data lama disimpan di {rebuilt.aside}.")
    for name, what in text.changed:
        say(f"{name}: {what}")
    for name in text.foreign:
        say(f"{name}: berkas asing, dibiarkan")
    say(f"{len(text.changed)} berkas berubah, {text.unchanged} tetap.")
