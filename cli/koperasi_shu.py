"""Commands on the SHU of a year, gathered from the modules that hold them."""

import click

from cli.koperasi_shu_bayar import fund, lapse, pay
from cli.koperasi_shu_rapat import cover, decide, listing
from cli.koperasi_shu_simulasi import simulate
from cli.koperasi_shu_slip import check, slip


@click.group("shu")
def shu() -> None:
    """SHU: simulasi, keputusan rapat anggota, pembayaran.

    \b
    Contoh:
      koperasi shu simulasi --tahun 2026
      koperasi shu tetapkan 2026 --keputusan "RAT 2027 No. 2" --tanggal 2027-02-20
      koperasi shu bayar 2026 --semua
      koperasi shu slip 2026 --keluar slip.pdf
    """


for _command in (simulate, decide, listing, pay, slip, check, fund, lapse, cover):
    shu.add_command(_command)
