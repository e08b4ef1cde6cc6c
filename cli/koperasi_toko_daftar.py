"""Commands that read whole lists from a sheet: prices, ceilings (HET), quotas."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, amount_of, day_of, record_one, voucher_options
from cli.koperasi_toko_umum import LABELS
from cli.koperasi_umum import say, show_json, stamp, the_book

if TYPE_CHECKING:
    from koperasi_ledger.workflows.book import Book

_EXAMPLE = click.option(
    "--contoh", "example", type=click.Path(path_type=Path), help="Tulis contoh daftarnya saja."
)
_TRY = click.option("--coba", "try_only", is_flag=True, help="Periksa saja; tidak mencatat.")
_FILE = click.argument("berkas", required=False, type=click.Path(path_type=Path))


def _write_example(path: Path, text: str) -> None:
    from koperasi_ledger.workflows.store_lists import write_template

    write_template(path, text)
    say(f"Contoh ditulis ke {path}. Isi dengan Excel atau LibreOffice, lalu impor.")


def _from_list(
    context: click.Context,
    kind: str,
    given: Given,
    labels: dict[str, str],
    fields: "Callable[[Book], Mapping[str, Any]]",
    *,
    try_only: bool,
) -> None:
    """Records the event of a list; or only tries it, and says how many rows there are."""
    from koperasi_ledger.workflows.store_lists import try_list

    if not try_only:
        record_one(
            context,
            kind,
            given,
            labels=LABELS | labels,
            prepare=fields,
            balances=lambda _book, event: {"baris": str(len(event.lines))},  # type: ignore[attr-defined] # a list
            told_as="daftar",
        )
        return
    with the_book(context) as book:
        read = dict(fields(book))
        day = day_of(given.day, book)
        try_list(book, kind, stamp(), LABELS | labels, date=day, **read)
    if given.as_json:
        show_json({"baris": len(read["lines"]), "dicatat": False})
        return
    say(f"{len(read['lines'])} baris, semuanya dapat dicatat.")
    say("Ini hanya percobaan (--coba): tidak ada yang dicatat.")


def _needed(berkas: Path | None) -> Path:
    if berkas is None:
        raise click.UsageError("Sebut BERKAS daftarnya, atau buat contohnya dengan --contoh.")
    return berkas


@click.command("harga")
@_FILE
@click.option("--berlaku", metavar="TTTT-BB-HH", help="Sejak tanggal (bawaan: tanggal catatan).")
@click.option("--keputusan", "decision", help="Nomor keputusan, bila ada.")
@_TRY
@_EXAMPLE
@voucher_options
@click.pass_context
def price_list(
    context: click.Context,
    /,
    *,
    berkas: Path | None,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Tetapkan daftar harga dari BERKAS CSV atau XLSX: semua baris, atau tidak satu pun.

    Kolom: Kode, Tingkat, Satuan (kosong: satuan pokok), Mulai (grosir: mulai sebanyak ini), Harga
    (kosong: harga itu berakhir).

    \b
    Contoh:
      koperasi toko harga --contoh harga.csv
      koperasi toko harga harga.csv --berlaku 2026-06-01 --coba
      koperasi toko harga harga.xlsx --berlaku 2026-06-01
    """
    from koperasi_ledger.workflows.store_lists import PRICES, price_lines, read_list, template

    if of["example"] is not None:
        _write_example(of["example"], template(PRICES))
        return
    found = read_list(_needed(berkas), PRICES)

    def fields(book: "Book") -> Mapping[str, Any]:
        day = day_of(of["berlaku"] or given.day, book)
        lines = price_lines(book, found, day)
        told = {"lines": lines, "valid_from": day}
        return told | ({"decision": of["decision"]} if of["decision"] else {})

    labels = {"lines": "BERKAS", "decision": "--keputusan"}
    _from_list(context, "price_set", given, labels, fields, try_only=of["try_only"])


@click.command("het")
@click.argument("berkas_atau_kode", required=False)
@click.argument("harga", required=False)
@click.option("--satuan", help="Satuan yang dibatasi harganya (bawaan: satuan pokok).")
@click.option("--peraturan", "regulation", help="Nomor peraturannya; wajib diisi.")
@click.option("--wilayah", "region", help="Wilayah (bawaan: di semua wilayah).")
@click.option("--berlaku", metavar="TTTT-BB-HH", help="Sejak tanggal (bawaan: tanggal catatan).")
@_TRY
@_EXAMPLE
@voucher_options
@click.pass_context
def ceiling(
    context: click.Context,
    /,
    *,
    berkas_atau_kode: str | None,
    harga: str | None,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Tetapkan harga eceran tertinggi (HET): satu barang (KODE HARGA), atau daftar dari BERKAS.

    Kolom daftar: Kode, Satuan, HET (kosong: tidak dibatasi lagi).

    \b
    Contoh:
      koperasi toko het lpg-3kg 18000 --satuan tabung --peraturan "SK Bupati 12/2026"
      koperasi toko het het.csv --peraturan "Perbadan 5/2025" --wilayah jawa --berlaku 2026-06-01
    """
    from koperasi_ledger.workflows.store_lists import CEILINGS, ceiling_lines, read_list, template

    if of["example"] is not None:
        _write_example(of["example"], template(CEILINGS))
        return
    if berkas_atau_kode is None or not of["regulation"]:
        raise click.UsageError("Sebut KODE dan HARGA, atau BERKAS, dan --peraturan.")
    code = berkas_atau_kode
    price = amount_of(harga, "HARGA") if harga is not None else None
    found = read_list(Path(code), CEILINGS) if price is None else None

    def fields(book: "Book") -> Mapping[str, Any]:
        from koperasi_ledger.model.records import Item

        if found is not None:
            lines = ceiling_lines(book, found)
        else:
            item = book.journal.load(Item.kind, code)
            unit = of["satuan"] or (item.base if isinstance(item, Item) else "satuan")
            lines = [{"item": code, "unit": unit, "price": price}]
        told = {
            "lines": lines,
            "valid_from": day_of(of["berlaku"] or given.day, book),
            "regulation": of["regulation"],
        }
        return told | ({"region": of["region"]} if of["region"] else {})

    labels = {
        "lines": "KODE, HARGA atau BERKAS",
        "regulation": "--peraturan",
        "region": "--wilayah",
    }
    _from_list(context, "ceiling_set", given, labels, fields, try_only=of["try_only"])


@click.command("kuota")
@click.argument("kunci", required=False)
@click.argument("berkas", required=False, type=click.Path(path_type=Path))
@click.option("--barang", "item", help="Kode barang bersubsidi itu.")
@click.option("--satuan", help="Satuan kolom Kuota (bawaan: satuan pokok).")
@click.option("--mulai", "start", metavar="TTTT-BB-HH", help="Hari pertama kuota.")
@click.option("--sampai", "until", metavar="TTTT-BB-HH", help="Hari terakhir kuota.")
@click.option(
    "--untuk",
    "one",
    metavar="NOMOR=BANYAK",
    multiple=True,
    help="Satu orang, bukan BERKAS; ulangi.",
)
@_TRY
@_EXAMPLE
@voucher_options
@click.pass_context
def quota(
    context: click.Context,
    /,
    *,
    kunci: str | None,
    berkas: Path | None,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Tetapkan daftar kuota KUNCI (e-RDKK pupuk, LPG) dari BERKAS; tanpa apa pun: sisa kuota.

    Selama kuota berjalan barangnya hanya dijual kepada yang ada di daftar. Daftar yang diulang
    dengan KUNCI sama menggantikan kuota orang-orang itu; yang sudah diambil tetap terhitung.
    Kolom: Nomor (anggota, atau kunci pelanggan), Nama (boleh kosong), Kuota.

    \b
    Contoh:
      koperasi toko kuota rdkk-2026-1 rdkk.xlsx --barang urea --mulai 2026-01-01 --sampai 2026-04-30
      koperasi toko kuota rdkk-2026-1 --untuk A-0007=50 --barang urea --mulai 2026-01-01
        --sampai 2026-04-30
      koperasi toko kuota
    """
    from itertools import count

    from koperasi_ledger.workflows.list_pages import ListRow
    from koperasi_ledger.workflows.store_lists import QUOTAS, StoreList, quota_lines, read_list
    from koperasi_ledger.workflows.store_lists import template as example

    if of["example"] is not None:
        _write_example(of["example"], example(QUOTAS))
        return
    if kunci is None:
        _list_quotas(context, as_json=given.as_json)
        return
    if (berkas is None) == (not of["one"]) or None in (of["item"], of["start"], of["until"]):
        raise click.UsageError(
            "Sebut BERKAS atau --untuk NOMOR=BANYAK (salah satu), --barang, --mulai dan --sampai."
        )
    if berkas is not None:
        found = read_list(berkas, QUOTAS)
    else:
        pairs = [text.partition("=") for text in of["one"]]
        rows = [{"Nomor": who, "Kuota": much} for who, _, much in pairs]
        found = StoreList("--untuk", tuple(map(ListRow, count(1), rows)))

    def fields(book: "Book") -> Mapping[str, Any]:
        from koperasi_ledger.model.records import Item

        item = book.journal.load(Item.kind, of["item"])
        return {
            "quota": kunci,
            "item": of["item"],
            "unit": of["satuan"] or (item.base if isinstance(item, Item) else "satuan"),
            "start": day_of(of["start"], book),
            "until": day_of(of["until"], book),
            "lines": quota_lines(book, found),
        }

    labels = {
        "quota": "KUNCI",
        "item": "--barang",
        "unit": "--satuan",
        "start": "--mulai",
        "until": "--sampai",
        "lines": "BERKAS",
    }
    _from_list(context, "quota_set", given, labels, fields, try_only=of["try_only"])


def _list_quotas(context: click.Context, *, as_json: bool) -> None:
    from cli.koperasi_umum import table
    from koperasi_ledger.model.quantities import format_quantity, from_micro
    from koperasi_ledger.model.records import Quota

    with the_book(context) as book:
        rows = list(book.journal.books().all(Quota))
    if as_json:
        show_json(
            [
                {
                    "kuota": row.quota,
                    "barang": row.item,
                    "pemegang": row.holder.removeprefix("@"),
                    "jatah": str(from_micro(row.allotted)),
                    "diambil": str(from_micro(row.taken)),
                    "sisa": str(from_micro(max(row.allotted - row.taken, 0))),
                }
                for row in rows
            ]
        )
        return
    if not rows:
        say("Belum ada kuota.")
        return
    table(
        ("kuota", "barang", "pemegang", "jatah", "diambil", "sisa"),
        [
            (
                row.quota,
                row.item,
                row.holder.removeprefix("@"),
                format_quantity(row.allotted),
                format_quantity(row.taken),
                format_quantity(max(row.allotted - row.taken, 0)),
            )
            for row in rows
        ],
        right=(3, 4, 5),
    )
