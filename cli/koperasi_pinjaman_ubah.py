"""Commands that change or give up what is owed: restructuring, denda waived, written off."""

from typing import Any

import click

from cli.koperasi_bukti import Given, amount_of, voucher_options
from cli.koperasi_pinjaman_umum import (
    by_option,
    deciding,
    loan_number,
    percent_of,
    record_loan,
)

_arrears = click.Choice(["tangguhkan", "hapus"])


@click.command("restrukturisasi")
@click.argument("nomor")
@click.option("--tenor", type=int, required=True, help="Banyaknya angsuran jadwal baru.")
@click.option("--bunga", metavar="PERSEN", help="Bila lain dari bunga yang berlaku.")
@click.option(
    "--tenggang-pokok", "grace", type=int, default=0, help="Angsuran pertama tanpa pokok."
)
@click.option(
    "--jasa", "interest", type=_arrears, required=True,
    help="Jasa yang tertunggak: ditagih bersama angsuran pertama, atau dihapus.",
)  # fmt: skip
@click.option(
    "--denda", "penalty", type=_arrears, required=True,
    help="Denda yang tertunggak: tetap ditagih, atau dihapus.",
)  # fmt: skip
@deciding
@voucher_options
@click.pass_context
def restructure(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Jadwalkan ulang sisa pinjaman NOMOR untuk peminjam yang kesulitan.

    Mutu hari itu dipertahankan sampai sekian angsuran tepat waktu (kebijakan).

    \b
    Contoh:
      koperasi pinjaman restrukturisasi PJ-2026-0001 --tenor 24 --jasa tangguhkan --denda hapus \\
        --oleh "Ketua Contoh" --keputusan "Rapat pengurus 12"
    """
    fields = {
        "loan": loan_number(nomor),
        "tenor": of["tenor"],
        "rate": percent_of(of["bunga"], "--bunga"),
        "principal_grace": of["grace"],
        "interest": of["interest"],
        "penalty": of["penalty"],
        "by": list(of["by"]),
        "decision": of["decision"],
    }
    record_loan(context, "loan_restructured", given, fields)


@click.command("bebas-denda")
@click.argument("nomor")
@click.argument("jumlah")
@by_option
@click.option("--alasan", "reason", required=True, help="Mengapa; tersimpan di jurnal.")
@voucher_options
@click.pass_context
def waive(context: click.Context, /, *, nomor: str, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Bebaskan denda pinjaman NOMOR sebesar JUMLAH.

    \b
    Contoh:
      koperasi pinjaman bebas-denda PJ-2026-0001 15000 --oleh "Ketua Contoh" --alasan "Sakit"
    """
    fields = {
        "loan": loan_number(nomor),
        "amount": amount_of(jumlah),
        "by": list(of["by"]),
        "reason": of["reason"],
    }
    record_loan(context, "loan_penalty_waived", given, fields)


@click.command("hapus-buku")
@click.argument("nomor")
@deciding
@voucher_options
@click.pass_context
def write_off(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Hapus buku pinjaman NOMOR atas beban penyisihannya; tagihannya tetap ada di luar neraca.

    \b
    Contoh:
      koperasi pinjaman hapus-buku PJ-2024-0003 --oleh "Ketua Contoh" --keputusan "RAT 2026 No. 4"
    """
    fields = {
        "loan": loan_number(nomor), "by": list(of["by"]), "decision": of["decision"],
    }  # fmt: skip
    record_loan(context, "loan_written_off", given, fields)


@click.command("hapus-tagih")
@click.argument("nomor")
@deciding
@voucher_options
@click.pass_context
def forgive(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Lepaskan tagihan pinjaman NOMOR yang sudah dihapus buku (keputusan rapat anggota).

    \b
    Contoh:
      koperasi pinjaman hapus-tagih PJ-2024-0003 --oleh "RAT" --keputusan "RAT 2027 No. 6"
    """
    fields = {
        "loan": loan_number(nomor), "by": list(of["by"]), "decision": of["decision"],
    }  # fmt: skip
    record_loan(context, "loan_forgiven", given, fields)
