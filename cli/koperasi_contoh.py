"""The command that makes sample books."""

import sys
from pathlib import Path

import click

from cli.koperasi_umum import say, warn


@click.command("contoh")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--anggota", type=click.IntRange(1, 100_000), default=100, show_default=True, help="Anggota."
)
@click.option(
    "--transaksi",
    type=click.IntRange(0, 10_000_000),
    default=2_000,
    show_default=True,
    help="Transaksi dalam buku besar, Januari 2025 sampai Oktober 2026.",
)
@click.option(
    "--benih",
    type=click.IntRange(0, 2**32),
    default=1,
    show_default=True,
    help="Benih acak: benih yang sama memberi buku yang sama.",
)
@click.option("--kecil", is_flag=True, help="Koperasi desa kecil dengan dua rekening koran bank.")
@click.option("--ksp", is_flag=True, help="Koperasi simpan pinjam kecil dengan semua pinjamannya.")
def sample(
    folder: Path, anggota: int, transaksi: int, benih: int, *, kecil: bool, ksp: bool
) -> None:
    """Buat buku contoh di FOLDER; semua orang dan koperasinya rekaan.

    Contoh: koperasi contoh --anggota 500 --transaksi 20000 --benih 7 buku-contoh
    """
    from koperasi_ledger.workflows.sample import make_ksp, make_stream, make_village
    from koperasi_ledger.workflows.sample_stream import MONTHS, Size

    with click.progressbar(
        length=len(MONTHS),
        label="Membuat buku contoh",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:

        def progress(_done: int, _of: int) -> None:
            bar.update(1)

        if kecil and ksp:
            raise click.UsageError("Pilih salah satu: --kecil atau --ksp.")
        if kecil:
            make_village(folder, warn, progress)
        elif ksp:
            make_ksp(folder, warn, progress)
        else:
            make_stream(folder, Size(anggota, transaksi, benih), warn, progress)
    say(f"Buku contoh ada di {folder}. Lihat dengan: koperasi -C {folder} fava")
