"""Trying a SHU distribution: from a file alone, or on the book as it stands."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import amount_of
from cli.koperasi_umum import (
    json_option,
    rupiah,
    say,
    show_json,
    stamp,
    table,
    the_book,
    warn,
)

if TYPE_CHECKING:
    from koperasi_ledger.reports.shu_proposal import Proposal
    from koperasi_ledger.rules.shu import Distribution

_ZERO = Decimal(0)


@click.command("simulasi")
@click.argument(
    "file", metavar="[FILE]", required=False, type=click.Path(path_type=Path, allow_dash=True)
)
@click.option(
    "--tahun", "year", metavar="TTTT", type=click.IntRange(1900, 2199), help="Buku: tahun SHU."
)
@click.option(
    "--persen",
    "percentages",
    multiple=True,
    metavar="POS=PERSEN",
    help="Buku: persen lain untuk satu pos; dapat diulang, jumlah semua pos tetap 100.",
)
@click.option("--shu", "surplus", metavar="JUMLAH", help="Buku: andai SHU-nya sekian.")
@click.option("--dari-anggota", metavar="JUMLAH", help="Buku: bagian SHU yang dari anggota.")
@click.option("--bandingkan", "compare", is_flag=True, help="Buku: di samping tahun sebelumnya.")
@click.option("--anggota", "with_members", is_flag=True, help="Buku: juga bagian setiap anggota.")
@json_option
@click.pass_context
def simulate(
    context: click.Context,
    *,
    file: Path | None,
    year: int | None,
    percentages: tuple[str, ...],
    surplus: str | None,
    dari_anggota: str | None,
    compare: bool,
    with_members: bool,
    as_json: bool,
) -> None:
    """Hitung pembagian SHU tanpa mencatat: dari buku, atau dari FILE JSON (- masukan baku).

    Tanpa FILE, dihitung dari buku menurut kebijakan [shu]: dasar setiap anggota, bagian setiap pos,
    uang yang diperlukan, dan keadaan sesudahnya.

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

    "shu" ialah SHU sesudah semua biaya dan pajak (UU 25/1992 Pasal 45). Persen dihitung dari SHU
    yang dibagikan: seluruhnya bila bagikan_non_anggota true, selain itu hanya dari_anggota; bagian
    non-anggota masuk cadangan, atau pos dana yang disebut "non_anggota_ke", atau dibagi kepada
    beberapa pos dana menurut "persen_non_anggota" di setiap pos itu (jumlahnya 100). Persen dari
    persen dikalikan: 40% dari bagian anggota yang 70% ditulis "28".

    Pembagian selalu habis sampai rupiah terakhir: sisa pembulatan diberikan kepada pecahan
    terbesar, dan bila sama kepada pos yang lebih dahulu atau nomor anggota yang lebih kecil.
    Pilihan lain: "sisa_ke": pos dana yang menampung sisa pembulatan; dengan itu "pembulatan": "100"
    membulatkan bagian anggota ke bawah ke kelipatannya, dan "bagian_paling_sedikit" menahan bagian
    yang terlalu kecil. "kosong_ke": pos dana yang menerima pos tanpa seorang pun yang berdasar.

    \b
    Contoh:
      koperasi shu simulasi rencana.json --json
      koperasi shu simulasi --tahun 2026 --persen cadangan=30 --persen jasa_modal=30
    """
    if file is not None:
        mine = (year, surplus, dari_anggota, *percentages)
        if compare or with_members or any(each is not None for each in mine):
            raise click.UsageError(
                "Dengan FILE semuanya ditulis di dalamnya; --tahun, --persen, --shu,"
                " --dari-anggota, --bandingkan dan --anggota hanya untuk buku."
            )
        _simulate_file(file, as_json=as_json)
        return
    from koperasi_ledger.workflows import shu_live, shu_simulation
    from koperasi_ledger.workflows.book_years import latest_year
    from koperasi_ledger.workflows.shu_decided import decision_of

    with the_book(context) as book:
        today = book.settings.today(stamp().at)
        asked = year or latest_year(book, today)
        found = shu_live.propose(
            book,
            asked,
            today,
            percentages=percentages_of(percentages),
            surplus=money_of(surplus, "--shu"),
            from_members=money_of(dari_anggota, "--dari-anggota"),
        )
        before = decision_of(book, asked - 1) if compare else None
    if as_json:
        value = shu_simulation.as_json(found.result) | live_json(found)
        if before is not None:
            value["tahun_lalu"] = {
                "tahun": asked - 1,
                "pos": shu_simulation.as_json(before[1])["pos"],
            }
        show_json(value)
        return
    show_live(found, members=with_members)
    if compare:
        say("")
        _show_beside(found, before[1] if before is not None else None)


def _simulate_file(file: Path, *, as_json: bool) -> None:
    from koperasi_ledger.workflows import shu_file, shu_simulation

    source = "masukan baku" if str(file) == "-" else str(file)
    result = shu_simulation.simulate(shu_file.read_text(file), source)
    if as_json:
        show_json(shu_simulation.as_json(result))
    else:
        _show(result)


def percentages_of(given: tuple[str, ...]) -> dict[str, Decimal]:
    """The percentages typed as POS=PERSEN."""
    from koperasi_ledger.workflows.shu_typed import read_percentage

    return dict(map(read_percentage, given))


def money_of(text: str | None, label: str) -> Decimal | None:
    """A typed amount, or None."""
    return None if text is None else Decimal(amount_of(text, label))


def show_live(found: "Proposal", *, members: bool) -> None:
    """A proposal on the terminal: the SHU, its pools, what it needs and leaves."""
    say(f"SHU {found.year}{'' if found.closed else ' sampai kini'}: {rupiah(found.surplus)}")
    if not found.closed:
        say("Tahun buku belum ditutup; angkanya masih dapat berubah.")
    if found.decided is not None:
        say(f"Sudah diputuskan rapat anggota: {found.decided}. Ini hanya perhitungan ulang.")
    if found.carried:
        say(f"Rugi tahun sebelumnya    {rupiah(found.carried)} (mengurangi yang dibagi)")
    result = found.result
    say(f"Dari anggota             {rupiah(found.source.part)}")
    say(f"Dibagikan                {rupiah(result.shared)}")
    if result.withheld:
        say(f"Tidak dibagikan          {rupiah(result.withheld)} ({_outside(result)})")
    say("")
    _show_pools(result)
    _show_others(result)
    if members:
        say("")
        _show_members(result)
    say("")
    effect = found.effect
    say(f"Anggota yang berhak      {len(result.members)}")
    for reason, count in _reasons(found):
        say(f"  tidak berhak           {count}: {reason}")
    say(f"Uang yang diperlukan     {rupiah(effect.cash_needed)}")
    say(f"Kas dan bank             {rupiah(effect.cash)}")
    if effect.cash < effect.cash_needed:
        warn("Kas dan bank tidak cukup untuk membayar semuanya sekaligus.")
    say(
        f"Modal sendiri            {rupiah(effect.equity_before)} menjadi"
        f" {rupiah(effect.equity_after)}"
        f" ({_share(effect.equity_before, effect.assets)} menjadi"
        f" {_share(effect.equity_after, effect.assets)} dari aset)"
    )
    say("")
    say(_rule(result))


def _share(part: Decimal, whole: Decimal) -> str:
    if not whole:
        return "-"
    return f"{_number((part * 100 / whole).quantize(Decimal('0.1')))}%"


def _reasons(found: "Proposal") -> list[tuple[str, int]]:
    return list(Counter(right.barred or "" for right in found.barred).items())


def _show_beside(found: "Proposal", before: "Distribution | None") -> None:
    if before is None:
        say(f"Tahun {found.year - 1}: tidak ada keputusan pembagian SHU di buku ini.")
        return
    last = {share.pool.name: share.amount for share in before.pools}
    names = [share.pool.name for share in found.result.pools]
    names += [name for name in last if name not in names]
    now = {share.pool.name: share.amount for share in found.result.pools}
    rows = [
        [
            name,
            _money(now.get(name, _ZERO)),
            _money(last.get(name, _ZERO)),
            _money(now.get(name, _ZERO) - last.get(name, _ZERO)),
        ]
        for name in names
    ]
    outside = (found.result.withheld, before.withheld)
    if any(outside):
        rows.append(["dari non-anggota", *map(_money, (*outside, outside[0] - outside[1]))])
    totals = (found.result.surplus.total, before.surplus.total)
    rows.append(["Jumlah SHU", *map(_money, (*totals, totals[0] - totals[1]))])
    table(["Pos", str(found.year), str(found.year - 1), "Selisih"], rows, right=(1, 2, 3))


def live_json(found: "Proposal") -> dict[str, object]:
    """What a proposal adds to the JSON of a simulation."""
    return {
        "tahun": found.year,
        "ditutup": found.closed,
        "diputuskan": found.decided,
        "shu": str(found.surplus),
        "rugi_dibawa": str(found.carried),
        "dari_anggota": str(found.source.part),
        "tanpa_hak": [
            {"nomor": right.member.number, "sebab": right.barred} for right in found.barred
        ],
        "pengaruh": {
            "aset": str(found.effect.assets),
            "modal_sendiri": str(found.effect.equity_before),
            "modal_sendiri_sesudah": str(found.effect.equity_after),
            "kas_dan_bank": str(found.effect.cash),
            "uang_diperlukan": str(found.effect.cash_needed),
        },
    }


def _show(result: "Distribution") -> None:
    say(f"SHU               {rupiah(result.surplus.total)}")
    say(f"Dibagikan         {rupiah(result.shared)}")
    if result.withheld:
        say(f"Tidak dibagikan   {rupiah(result.withheld)} (dari non-anggota; {_outside(result)})")
    say("")
    _show_pools(result)
    _show_others(result)
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


def _outside(result: "Distribution") -> str:
    """Where the part goes that is not shared with members."""
    if result.others():
        return "untuk pos dana di bawah"
    return f"masuk {result.plan.non_member_to}"


def _show_others(result: "Distribution") -> None:
    """The funds that share the SHU earned from non-members."""
    from koperasi_ledger.rules.shu_mistakes import non_member_percents

    percents = non_member_percents(result.plan)
    if not percents or not result.withheld:
        return
    rows = [
        [share.pool.name, _number(percents[share.pool.name]), _money(share.from_others)]
        for share in result.others()
    ]
    rows.append(["Jumlah", "100", _money(result.withheld)])
    say("")
    table(["SHU dari non-anggota", "Persen", "Jumlah (Rp)"], rows, right=(1, 2))


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
