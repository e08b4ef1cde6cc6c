"""Commands by which things come onto the register: bought, granted, taken over, of others."""

from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_aset_umum import (
    accounts_named,
    money_fields,
    number_of,
    record_asset,
    waiting_option,
)
from cli.koperasi_bukti import Given, amount_of, via_option, voucher_options

if TYPE_CHECKING:
    from collections.abc import Callable


def _thing_options(function: "Callable[..., None]") -> "Callable[..., None]":
    """What the register says of a thing."""
    for option in reversed(
        (
            click.option("--banyak", "quantity", type=int, help="Banyaknya buah (bawaan: 1)."),
            click.option("--seri", "serial", help="Nomor seri, merek atau nomor polisi."),
            click.option("--tempat", "place", help="Di mana barang itu berada."),
            click.option("--pemegang", "holder", help="Penanggung jawab; tidak tercetak di buku."),
            click.option(
                "--keadaan",
                "condition",
                type=click.Choice(["baik", "rusak-ringan", "rusak-berat"]),
                help="Keadaannya (bawaan: baik).",
            ),
        )
    ):
        function = option(function)
    return function


def _class_options(function: "Callable[..., None]") -> "Callable[..., None]":
    """What a new asset says of its class."""
    for option in reversed(
        (
            click.option(
                "--golongan",
                "asset_class",
                required=True,
                metavar="KUNCI",
                help="Golongan menurut kebijakan [aset.golongan].",
            ),
            click.option("--umur", "life", type=int, help="Umur sendiri, dalam bulan."),
            click.option("--residu", metavar="RUPIAH", help="Nilai residu sendiri."),
            click.option("--unit", help="Unit usaha yang menanggung penyusutannya."),
        )
    ):
        function = option(function)
    return function


def _new(nomor: str, nama: str, of: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new asset or thing."""
    fields = {
        name: of.get(name)
        for name in ("asset_class", "life", "unit", "quantity", "serial", "place", "holder")
    }
    residual = of.get("residu")
    return {
        **fields,
        "asset": number_of(nomor),
        "name": nama,
        "condition": of.get("condition"),
        "residual": None if residual is None else amount_of(residual, "--residu"),
    }


@click.command("beli")
@click.argument("nomor")
@click.argument("nama")
@click.argument("harga")
@_class_options
@_thing_options
@click.option("--belum-dibayar", "owed", metavar="RUPIAH", help="Bagian harga yang masih diutang.")
@click.option("--akun", "account", help="Akun liabilitas tempat utangnya, misalnya UtangUsaha.")
@waiting_option
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def buy(
    context: click.Context,
    /,
    *,
    nomor: str,
    nama: str,
    harga: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Catat pembelian aset NOMOR, seharga HARGA sampai siap dipakai.

    \b
    Contoh:
      koperasi aset beli INV-001 "Freezer 300 liter" 7000000 --golongan peralatan --dari bri
      koperasi aset beli INV-002 "Motor roda tiga" 30000000 --golongan kendaraan \\
        --belum-dibayar 20000000 --akun UtangUsaha
    """
    price = amount_of(harga, "HARGA")
    record_asset(
        context,
        "asset_bought",
        given,
        prepare=accounts_named(account=of["account"]),
        amount=price,
        **money_fields(of, price),
        **_new(nomor, nama, of),
    )


@click.command("hibah")
@click.argument("nomor")
@click.argument("nama")
@click.argument("nilai")
@_class_options
@_thing_options
@click.option("--akun", "account", help="Akun yang bertambah (bawaan: Ekuitas:Hibah).")
@click.option("--pemberi", "giver", help="Siapa yang memberi.")
@voucher_options
@click.pass_context
def grant(
    context: click.Context,
    /,
    *,
    nomor: str,
    nama: str,
    nilai: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Catat aset NOMOR yang dihibahkan kepada koperasi, senilai NILAI.

    \b
    Contoh:
      koperasi aset hibah INV-003 "Tanah kantor 200 m2" 90000000 --golongan tanah \\
        --pemberi "Pemerintah Desa Contoh"
    """
    record_asset(
        context,
        "asset_granted",
        given,
        labels={"amount": "NILAI"},
        prepare=accounts_named(account=of["account"]),
        amount=amount_of(nilai, "NILAI"),
        giver=of["giver"],
        **_new(nomor, nama, of),
    )


@click.command("ambil-alih")
@click.argument("nomor")
@click.argument("nama")
@click.argument("harga")
@_class_options
@_thing_options
@click.option("--perolehan", "acquired", required=True, metavar="TTTT-BB-HH", help="Dibeli kapan.")
@click.option("--akun", "account", required=True, help="Akun aset yang memuatnya sekarang.")
@click.option("--akumulasi", "worn", metavar="RUPIAH", help="Yang sudah disusutkan.")
@click.option("--akun-akumulasi", "worn_account", help="Akun akumulasi yang memuatnya sekarang.")
@click.option(
    "--susut-sampai",
    "worn_through",
    metavar="TTTT-BB",
    help="Bulan terakhir dalam akumulasi itu (bawaan: bulan sebelum tanggal pencatatan).",
)
@voucher_options
@click.pass_context
def take_over(
    context: click.Context,
    /,
    *,
    nomor: str,
    nama: str,
    harga: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Pindahkan aset lama dari akun biasa ke buku inventaris, agar disusutkan sendiri.

    HARGA adalah harga perolehannya dalam akun itu. Laba rugi tidak berubah.

    \b
    Contoh:
      koperasi aset ambil-alih INV-000 "Etalase" 4800000 --golongan peralatan \\
        --perolehan 2025-01-15 --akun Tetap:Inventaris --akumulasi 1200000 \\
        --akun-akumulasi AkumulasiInventaris --tanggal 2026-01-01
    """
    record_asset(
        context,
        "asset_taken_over",
        given,
        prepare=accounts_named(account=of["account"], worn_account=of["worn_account"]),
        acquired=of["acquired"],
        amount=amount_of(harga, "HARGA"),
        worn=None if of["worn"] is None else amount_of(of["worn"], "--akumulasi"),
        worn_through=of["worn_through"],
        **_new(nomor, nama, of),
    )


@click.command("titip")
@click.argument("nomor")
@click.argument("nama")
@_thing_options
@click.option("--pemilik", "owner", help="Pemiliknya; tanpa ini: milik koperasi, sudah dibebankan.")
@click.option("--nilai", "value", metavar="RUPIAH", help="Nilainya menurut perjanjian.")
@click.option("--sampai", "until", metavar="TTTT-BB-HH", help="Akhir masa pinjam pakai.")
@click.option("--perjanjian", "agreement", help="Nomor perjanjian atau berita acara.")
@voucher_options
@click.pass_context
def list_thing(
    context: click.Context,
    /,
    *,
    nomor: str,
    nama: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Daftarkan barang di luar neraca: pinjam pakai, atau barang kecil yang sudah menjadi beban.

    \b
    Contoh:
      koperasi aset titip PP-001 "Laptop dari dinas" --pemilik "Dinas Koperasi Contoh" \\
        --nilai 9000000 --sampai 2027-02-01
    """
    worth = None if of["value"] is None else amount_of(of["value"], "--nilai")
    record_asset(
        context,
        "thing_listed",
        given,
        asset=number_of(nomor),
        name=nama,
        value=worth,
        **{name: value for name, value in of.items() if name != "value"},
    )
