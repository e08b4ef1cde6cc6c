"""Commands on fixed assets: how they come, wear, move and go."""

from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_aset_lihat import card, listing
from cli.koperasi_bukti import Balances, Given, amount_of, record_one, via_option, voucher_options
from cli.koperasi_umum import json_option
from cli.koperasi_utang_bank_bulanan import keep_option, month_option, run_contracts

if TYPE_CHECKING:
    from collections.abc import Callable

    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = {
    "asset": "NOMOR",
    "name": "NAMA",
    "asset_class": "--golongan",
    "quantity": "--banyak",
    "serial": "--seri",
    "place": "--tempat",
    "holder": "--pemegang",
    "condition": "--keadaan",
    "life": "--umur",
    "residual": "--residu",
    "amount": "HARGA",
    "owed": "--belum-dibayar",
    "account": "--akun",
    "giver": "--pemberi",
    "acquired": "--perolehan",
    "worn": "--akumulasi",
    "worn_account": "--akun-akumulasi",
    "worn_through": "--susut-sampai",
    "owner": "--pemilik",
    "value": "--nilai",
    "until": "--sampai",
    "agreement": "--perjanjian",
    "reason": "--alasan",
    "via": "--dari",
    "clears": "--titipan",
}


@click.group("aset")
def assets() -> None:
    """Aset tetap dan buku inventaris: beli, susutkan, pindahkan, jual, hapus.

    \b
    Contoh:
      koperasi aset beli INV-001 "Freezer 300 liter" 7000000 --golongan peralatan --dari bri
      koperasi aset susut --bulan 2026-03
      koperasi laporan inventaris --tahun 2026 --format pdf --keluar inventaris.pdf
    """


for _command in (listing, card):
    assets.add_command(_command)


def _number(text: str) -> str:
    return text.strip().upper()


def _told(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.model.records import Asset
    from koperasi_ledger.workflows.assets import thing_of

    found = thing_of(book, event.asset)  # type: ignore[union-attr] # all of them have one
    told: dict[str, object] = {"nomor": found.number, "nama": found.name}
    if isinstance(found, Asset):
        told |= {
            "banyak": str(found.quantity),
            "harga_perolehan": found.cost,
            "akumulasi_penyusutan": found.worn,
            "nilai_buku": found.cost - found.worn,
        }
        if found.months is not None and found.ended is None:
            told |= {"disusutkan_mulai": found.start, "selama_bulan": str(found.months)}
    return told  # type: ignore[return-value] # amounts, months and words


def _record(context: click.Context, kind: str, given: Given, **fields: Any) -> None:  # noqa: ANN401 - fields of any event
    labels = {**_LABELS, **fields.pop("labels", {})}
    record_one(context, kind, given, labels=labels, balances=_told, told_as="aset", **fields)


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


_waiting_option = click.option(
    "--titipan",
    "clears",
    metavar="REF",
    help="Bukan kas/bank: ref baris rekening koran yang menunggu di Titipan.",
)


def _new(nomor: str, nama: str, of: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new asset or thing."""
    fields = {
        name: of.get(name)
        for name in ("asset_class", "life", "unit", "quantity", "serial", "place", "holder")
    }
    residual = of.get("residu")
    return {
        **fields,
        "asset": _number(nomor),
        "name": nama,
        "condition": of.get("condition"),
        "residual": None if residual is None else amount_of(residual, "--residu"),
    }


def _money(of: dict[str, Any], price: str) -> dict[str, Any]:
    """Where the money of a price is, and what of it is still owed."""
    from decimal import Decimal

    owed = None if of["owed"] is None else amount_of(of["owed"], "--belum-dibayar")
    where: dict[str, Any] = {"owed": owed}
    if of["clears"] is not None:
        where["clears"] = of["clears"]
    elif owed is None or Decimal(owed) != Decimal(price):
        where["via"] = of["via"]
    return where


def _accounts(**named: str | None) -> "Callable[[Book], dict[str, object]]":
    """The accounts that were named, by their full names."""

    def find(book: "Book") -> dict[str, object]:
        from koperasi_ledger.workflows.chart import find_account

        books = book.journal.books()
        return {
            field: find_account(books, name).name
            for field, name in named.items()
            if name is not None
        }

    return find


@assets.command("beli")
@click.argument("nomor")
@click.argument("nama")
@click.argument("harga")
@_class_options
@_thing_options
@click.option("--belum-dibayar", "owed", metavar="RUPIAH", help="Bagian harga yang masih diutang.")
@click.option("--akun", "account", help="Akun liabilitas tempat utangnya, misalnya UtangUsaha.")
@_waiting_option
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
    _record(
        context,
        "asset_bought",
        given,
        prepare=_accounts(account=of["account"]),
        amount=price,
        **_money(of, price),
        **_new(nomor, nama, of),
    )


@assets.command("hibah")
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
    _record(
        context,
        "asset_granted",
        given,
        labels={"amount": "NILAI"},
        prepare=_accounts(account=of["account"]),
        amount=amount_of(nilai, "NILAI"),
        giver=of["giver"],
        **_new(nomor, nama, of),
    )


@assets.command("ambil-alih")
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
    _record(
        context,
        "asset_taken_over",
        given,
        prepare=_accounts(account=of["account"], worn_account=of["worn_account"]),
        acquired=of["acquired"],
        amount=amount_of(harga, "HARGA"),
        worn=None if of["worn"] is None else amount_of(of["worn"], "--akumulasi"),
        worn_through=of["worn_through"],
        **_new(nomor, nama, of),
    )


@assets.command("susut")
@month_option
@keep_option
@json_option
@click.pass_context
def depreciate(context: click.Context, *, month: str, keep: bool, as_json: bool) -> None:
    """Susutkan semua aset sampai akhir bulan.

    Ditampilkan dahulu, lalu dicatat dengan --ya atau sesudah ditanya; yang sudah dicatat dilewati,
    jadi perintah ini aman diulang. Bulan yang terlewat ikut tersusutkan.

    \b
    Contoh:
      koperasi aset susut --bulan 2026-03
      koperasi aset susut --bulan 2026-03 --ya
    """
    from koperasi_ledger.workflows.contract_runs import run_assets

    names = ("penyusutan aset", "penyusutan", "nilai buku")
    run_contracts(context, month, run_assets, names, keep=keep, as_json=as_json, each="aset")


@assets.command("jual")
@click.argument("nomor")
@click.argument("harga")
@click.option("--banyak", "quantity", type=int, help="Sebagian saja: berapa buah.")
@click.option("--belum-dibayar", "owed", metavar="RUPIAH", help="Bagian harga yang belum diterima.")
@click.option("--akun", "account", help="Akun piutangnya, misalnya Piutang:Lain.")
@click.option("--keputusan", "decision", help="Nomor keputusan.")
@click.option("--unit", help="Unit usaha.")
@_waiting_option
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def sell(context: click.Context, /, *, nomor: str, harga: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Catat penjualan aset NOMOR seharga HARGA; selisih dengan nilai buku menjadi laba atau rugi.

    \b
    Contoh:
      koperasi aset jual INV-001 3000000 --ke kas --keputusan "Rapat pengurus 4"
    """
    price = amount_of(harga, "HARGA")
    _record(
        context,
        "asset_sold",
        given,
        labels={"via": "--ke"},
        prepare=_accounts(account=of["account"]),
        asset=_number(nomor),
        amount=price,
        quantity=of["quantity"],
        decision=of["decision"],
        unit=of["unit"],
        **_money(of, price),
    )


@assets.command("hapus")
@click.argument("nomor")
@click.option("--alasan", "reason", required=True, help="Rusak, hilang, dihibahkan, ...")
@click.option("--banyak", "quantity", type=int, help="Sebagian saja: berapa buah.")
@click.option("--keputusan", "decision", help="Nomor keputusan atau berita acara.")
@voucher_options
@click.pass_context
def scrap(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Hapus aset NOMOR yang rusak, hilang atau diberikan; nilai bukunya menjadi rugi.

    \b
    Contoh:
      koperasi aset hapus INV-001 --alasan "Terendam banjir" --keputusan "Berita acara 2"
    """
    _record(context, "asset_scrapped", given, asset=_number(nomor), **of)


@assets.command("pindah")
@click.argument("nomor")
@click.option("--tempat", "place", help="Tempat yang baru.")
@click.option("--pemegang", "holder", help="Penanggung jawab yang baru.")
@click.option(
    "--keadaan",
    "condition",
    type=click.Choice(["baik", "rusak-ringan", "rusak-berat"]),
    help="Keadaan yang baru.",
)
@voucher_options
@click.pass_context
def relocate(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Catat tempat, penanggung jawab atau keadaan yang baru dari barang NOMOR.

    \b
    Contoh:
      koperasi aset pindah INV-001 --tempat Gudang --keadaan rusak-ringan
    """
    _record(context, "asset_moved", given, asset=_number(nomor), **of)


@assets.command("titip")
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
    _record(
        context,
        "thing_listed",
        given,
        asset=_number(nomor),
        name=nama,
        value=worth,
        **{name: value for name, value in of.items() if name != "value"},
    )


@assets.command("kembali")
@click.argument("nomor")
@click.option("--alasan", "reason", required=True, help="Mengapa tidak ada lagi.")
@voucher_options
@click.pass_context
def return_thing(context: click.Context, *, nomor: str, reason: str, given: Given) -> None:
    """Keluarkan barang NOMOR di luar neraca dari daftar: dikembalikan, atau tidak ada lagi.

    \b
    Contoh:
      koperasi aset kembali PP-001 --alasan "Masa pinjam pakai selesai"
    """
    _record(context, "thing_returned", given, asset=_number(nomor), reason=reason)
