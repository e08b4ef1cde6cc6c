"""Commands on loans, gathered from the modules that hold them."""

import click

from cli.koperasi_pinjaman_agunan import collateral
from cli.koperasi_pinjaman_bayar import (
    prepay,
    recover,
    repay,
    return_excess,
    return_swp,
    settle,
)
from cli.koperasi_pinjaman_beri import apply, approve, decline, disburse, top_up
from cli.koperasi_pinjaman_bulanan import accrue, provide
from cli.koperasi_pinjaman_cetak import agreement, print_card, print_schedule, reminder
from cli.koperasi_pinjaman_gaji import deducted, deductions
from cli.koperasi_pinjaman_lihat import card, due, listing, schedule
from cli.koperasi_pinjaman_mutu import ageing, quality
from cli.koperasi_pinjaman_simulasi import simulate
from cli.koperasi_pinjaman_ubah import forgive, restructure, waive, write_off


@click.group("pinjaman")
def loans() -> None:
    """Pinjaman anggota: ajukan, cairkan, angsur, lunasi, tagih, nilai.

    \b
    Contoh:
      koperasi pinjaman ajukan A-0001 12000000 --produk reguler --tenor 12
      koperasi pinjaman angsur PJ-2026-0001 500000
    """


for _command in (
    simulate,
    apply,
    approve,
    decline,
    disburse,
    repay,
    prepay,
    settle,
    top_up,
    restructure,
    waive,
    collateral,
    write_off,
    recover,
    forgive,
    return_excess,
    return_swp,
    listing,
    card,
    schedule,
    due,
    quality,
    ageing,
    accrue,
    provide,
    agreement,
    print_schedule,
    print_card,
    reminder,
    deductions,
    deducted,
):
    loans.add_command(_command)
