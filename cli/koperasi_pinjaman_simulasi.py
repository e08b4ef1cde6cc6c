"""The command `koperasi pinjaman simulasi`: what a loan would cost."""

from typing import TYPE_CHECKING, Any, Literal

import click

from cli.koperasi_umum import json_option, rupiah, say, show_json, table

if TYPE_CHECKING:  # see koperasi_umum
    from datetime import date
    from decimal import Decimal

    from koperasi_ledger.rules.schedule import LoanTerms, Rate
    from koperasi_ledger.workflows.loan_simulation import Simulation


@click.command("simulasi")
@click.option("--pokok", required=True, metavar="RUPIAH", help="Jumlah pinjaman.")
@click.option("--bunga", metavar="PERSEN", help="Suku bunga (jasa) setahun, misalnya 24.")
@click.option(
    "--bunga-per-periode", metavar="PERSEN", help="Atau: suku bunga tiap periode, misalnya 2."
)
@click.option("--tenor", required=True, type=int, help="Banyaknya periode (angsuran).")
@click.option(
    "--metode",
    required=True,
    type=click.Choice(["flat", "menurun", "anuitas"]),
    help="flat: jasa dari pokok awal. menurun: pokok tetap, jasa dari sisa. anuitas: angsuran"
    " tetap, jasa dari sisa.",
)
@click.option(
    "--mulai",
    required=True,
    metavar="TTTT-BB-HH",
    help="Tanggal cair; angsuran pertama jatuh tempo satu periode sesudahnya. Mulai tanggal 31"
    " jatuh tempo di akhir bulan yang lebih pendek.",
)
@click.option(
    "--periode",
    default="bulan",
    show_default=True,
    metavar="PERIODE",
    help="bulan, triwulan, semester, tahun, minggu, atau N-hari (misalnya 10-hari).",
)
@click.option(
    "--hitung-hari",
    type=click.Choice(["30/360", "aktual/365", "aktual/360", "aktual/aktual"]),
    help="Bagian tahun dalam satu periode. Bawaan: semua periode sama panjang (bulan 1/12, minggu"
    " 1/52, N-hari N/365). 30/360: bulan 1/12, minggu 7/360, N-hari N/360. aktual: menurut"
    " kalender; aktual/aktual memakai 366 untuk hari dalam tahun kabisat (ISDA).",
)
@click.option(
    "--desimal",
    type=click.Choice(["0", "2"]),
    default="0",
    show_default=True,
    help="0: rupiah utuh. 2: sampai sen.",
)
@click.option(
    "--sen",
    type=click.Choice(["half-up", "half-even", "potong"]),
    default="half-up",
    show_default=True,
    help="Pecahan di bawah satuan itu: setengah ke atas, setengah ke genap, atau dibuang.",
)
@click.option(
    "--bulat",
    metavar="RUPIAH",
    help="Bulatkan jumlah angsuran ke kelipatan ini (bawaan: tidak); angsuran yang hanya jasa dan"
    " angsuran terakhir tidak dibulatkan.",
)
@click.option(
    "--arah",
    type=click.Choice(["atas", "dekat", "bawah"]),
    help="Arah --bulat (bawaan: dekat).",
)
@click.option(
    "--tenggang-pokok",
    type=int,
    default=0,
    show_default=True,
    help="Sekian periode pertama hanya membayar jasa; pokok diangsur dalam sisa tenor.",
)
@click.option(
    "--tenggang-jasa",
    type=int,
    default=0,
    show_default=True,
    help="Pembayaran jasa sekian periode pertama ditunda: terkumpul tanpa berbunga, lalu dibayar"
    " sekaligus bersama angsuran berikutnya.",
)
@json_option
def simulate(*, mulai: str, pokok: str, desimal: str, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - options as click gives them
    """Hitung jadwal angsuran dan bunga efektif sebuah pinjaman; tidak mencatat apa pun.

    Angsuran terakhir melunasi sisa pokok. Bunga efektif setahun dihitung atas sisa pinjaman (IRR
    tiap periode dikali banyaknya periode setahun), sehingga dapat dibandingkan dengan bunga
    menurun atau anuitas.

    \b
    Contoh:
      koperasi pinjaman simulasi --pokok 12000000 --bunga 24 --tenor 12 \\
        --metode flat --mulai 2026-01-31
      koperasi pinjaman simulasi --pokok 10.000.000 --bunga-per-periode 1,5 --tenor 24 \\
        --metode anuitas --mulai 2026-01-10 --bulat 1000 --arah atas
    """
    from koperasi_ledger.model.money import parse_user_amount
    from koperasi_ledger.workflows import loan_simulation

    decimals: Literal[0, 2] = 2 if desimal == "2" else 0
    terms = _terms(decimals, **options)
    principal, start = parse_user_amount(pokok), loan_simulation.read_day(mulai)
    simulation = loan_simulation.simulate(principal, terms, start)
    if as_json:
        show_json(loan_simulation.as_json(simulation))
    else:
        _show(simulation, principal, terms, start)


def _terms(
    decimals: Literal[0, 2],
    *,
    bunga: str | None,
    bunga_per_periode: str | None,
    tenor: int,
    metode: Literal["flat", "menurun", "anuitas"],
    periode: str,
    hitung_hari: Literal["30/360", "aktual/365", "aktual/360", "aktual/aktual"] | None,
    sen: Literal["half-up", "half-even", "potong"],
    bulat: str | None,
    arah: Literal["atas", "dekat", "bawah"] | None,
    tenggang_pokok: int,
    tenggang_jasa: int,
) -> "LoanTerms":
    from koperasi_ledger.model.money import parse_user_amount
    from koperasi_ledger.rules.periods import parse_period
    from koperasi_ledger.rules.schedule import LoanTerms, Rounding

    if arah is not None and bulat is None:
        raise click.UsageError("--arah hanya berlaku bersama --bulat; tambahkan --bulat 1000.")
    return LoanTerms(
        method=metode,
        rate=_rate(bunga, bunga_per_periode),
        tenor=tenor,
        period=parse_period(periode),
        day_count=hitung_hari,
        rounding=Rounding(
            decimals=decimals,
            sen=sen,
            multiple=None if bulat is None else parse_user_amount(bulat),
            direction=arah or "dekat",
        ),
        principal_grace=tenggang_pokok,
        interest_grace=tenggang_jasa,
    )


def _rate(yearly: str | None, each_period: str | None) -> "Rate":
    from koperasi_ledger.rules.schedule import Rate
    from koperasi_ledger.workflows.loan_simulation import read_percent

    if yearly is not None and each_period is None:
        return Rate(percent=read_percent(yearly), per="tahun")
    if each_period is not None and yearly is None:
        return Rate(percent=read_percent(each_period), per="periode")
    raise click.UsageError(
        "Isi salah satu: --bunga (setahun) atau --bunga-per-periode, tidak keduanya."
    )


def _show(
    simulation: "Simulation", principal: "Decimal", terms: "LoanTerms", start: "date"
) -> None:
    from koperasi_ledger.model.money import format_rupiah
    from koperasi_ledger.rules.dates import day_name

    def amount(value: "Decimal") -> str:
        return format_rupiah(value, 2 if terms.rounding.decimals else None)

    plan = simulation.schedule
    rate = f"{terms.rate.percent.normalize():f}".replace(".", ",")
    say(
        f"Pinjaman {rupiah(principal)}, {terms.method}, {rate} % per {terms.rate.per},"
        f" {terms.tenor} x {terms.period.name}, cair {day_name(start)}."
    )
    say("")
    rows = [
        [str(row.number), row.due.isoformat()]
        + [amount(value) for value in (row.principal, row.interest, row.total, row.balance)]
        for row in plan.rows
    ]
    totals = [amount(value) for value in (plan.principal, plan.interest, plan.total)]
    table(
        ("Ke", "Jatuh tempo", "Pokok", "Jasa", "Jumlah", "Sisa"),
        [*rows, ["", "Jumlah", *totals, ""]],
        right=(0, 2, 3, 4, 5),
    )
    say("")
    say(f"Bunga efektif setahun: {simulation.effective.replace('.', ',')} %")
