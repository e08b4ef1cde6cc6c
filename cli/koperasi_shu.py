"""The command `koperasi shu`: sharing a year's surplus."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_umum import json_option, rupiah, say, show_json, table

if TYPE_CHECKING:
    from koperasi_ledger.rules.shu import Distribution


@click.group("shu")
def shu() -> None:
    """Pembagian SHU.

    Contoh: koperasi shu simulasi rencana.json
    """


@shu.command("simulasi")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@json_option
def simulate(file: Path, *, as_json: bool) -> None:
    """Hitung pembagian SHU dari FILE JSON (- untuk masukan baku), tanpa buku dan tanpa mencatat.

    \b
    Contoh isi FILE (jumlah, persen dan dasar ditulis di antara tanda petik):
      {"shu": "56000000", "dari_anggota": "56000000", "bagikan_non_anggota": false,
       "alokasi": [
         {"pos": "cadangan", "persen": "45", "tujuan": "dana"},
         {"pos": "jasa_modal", "persen": "25", "tujuan": "anggota", "dasar": "modal"},
         {"pos": "jasa_usaha", "persen": "30", "tujuan": "anggota", "dasar": "usaha"}],
       "anggota": [
         {"nomor": "A-1", "dasar": {"modal": "600000", "usaha": "8400000"}},
         {"nomor": "A-2", "dasar": {"modal": "400000"}}]}

    Persen dihitung dari SHU yang dibagikan: seluruhnya bila bagikan_non_anggota true, selain itu
    hanya dari_anggota; bagian non-anggota masuk cadangan, atau pos dana yang disebut
    "non_anggota_ke". Pembagian selalu habis sampai rupiah terakhir: sisa pembulatan diberikan
    kepada pecahan terbesar, dan bila sama kepada pos yang lebih dahulu atau nomor anggota yang
    lebih kecil. Pilihan lain: "sisa_ke": pos dana yang menampung sisa pembulatan; dengan itu
    "pembulatan": "100" membulatkan bagian anggota ke bawah ke kelipatannya.

    Contoh: koperasi shu simulasi rencana.json --json
    """
    from koperasi_ledger.workflows import shu_file, shu_simulation

    source = "masukan baku" if str(file) == "-" else str(file)
    result = shu_simulation.simulate(shu_file.read_text(file), source)
    if as_json:
        show_json(shu_simulation.as_json(result))
    else:
        _show(result)


def _show(result: "Distribution") -> None:
    say(f"SHU               {rupiah(result.surplus.total)}")
    say(f"Dibagikan         {rupiah(result.shared)}")
    if result.withheld:
        say(
            f"Tidak dibagikan   {rupiah(result.withheld)}"
            f" (dari non-anggota; masuk {result.plan.non_member_to})"
        )
    say("")
    _show_pools(result)
    if result.member_pools() and result.members:
        say("")
        _show_members(result)
    say("")
    say(_rule(result))


def _show_pools(result: "Distribution") -> None:
    from koperasi_ledger.workflows.shu_simulation import rate_text

    rows = [
        [
            share.pool.name,
            _number(share.pool.percent),
            _money(share.amount),
            share.pool.base or "",
            _number(share.base_total) if share.pool.base else "",
            rate_text(share.rate).replace(".", ",") if share.pool.base else "",
        ]
        for share in result.pools
    ]
    rows.append(["Jumlah", "100", _money(result.shared), "", "", ""])
    heads = ["Pos", "Persen", "Jumlah (Rp)", "Dasar", "Jumlah dasar", "Rp per satuan dasar"]
    table(heads, rows, right=(1, 2, 4, 5))


def _show_members(result: "Distribution") -> None:
    heads = ["Anggota"]
    for share in result.member_pools():
        heads += [f"Dasar {share.pool.base}", share.pool.name]
    rows = []
    for slip in result.slips():
        row = [slip.number]
        for line in slip.lines:
            row += [_number(line.base), _money(line.amount)]
        rows.append([*row, _money(slip.amount)])
    totals = ["Jumlah"]
    for share in result.member_pools():
        totals += [_number(share.base_total), _money(share.amount)]
    grand = sum((share.amount for share in result.member_pools()), Decimal(0))
    rows.append([*totals, _money(grand)])
    table([*heads, "Diterima (Rp)"], rows, right=range(1, len(totals) + 1))


def _rule(result: "Distribution") -> str:
    plan = result.plan
    if plan.residue_to is None:
        return (
            "Pembulatan: rupiah bulat menurut pecahan terbesar; bila sama, pos yang lebih dahulu"
            " atau nomor anggota yang lebih kecil. Tidak ada sisa."
        )
    unit = "rupiah bulat" if plan.unit == 1 else f"kelipatan {rupiah(plan.unit)}"
    return (
        f"Pembulatan: bagian anggota ke bawah ke {unit}; sisanya masuk pos {plan.residue_to}."
        " Tidak ada sisa."
    )


def _money(amount: Decimal) -> str:
    from koperasi_ledger.model.money import format_rupiah

    return format_rupiah(amount)


def _number(number: Decimal) -> str:
    """A number the Indonesian way, with as many decimals as it has: `1.234,5`."""
    from koperasi_ledger.reports.formatting import angka

    return angka(number)
