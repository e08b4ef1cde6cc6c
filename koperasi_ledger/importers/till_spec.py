"""How a till's file is laid out: our own template, or what the treasurer's TOML file says of a POS.

    [kolom]
    nomor = "Receipt No"
    tanggal = "Date"
    barang = "SKU"
    banyak = "Qty"
    jumlah = "Net Sales"
    bayar = "Payment Method"

    [bawaan]
    kasir = "kasir-1"
    tingkat = "umum"

    [tanggal]
    bentuk = "dd/mm/yyyy"

    [angka]
    bentuk = "1.234,56"

    [kata.bayar]
    "Cash" = "tunai"
    "BCA" = "bank:bca"

A file without such a description has the columns of the template, and no others. Nothing is
guessed: words that are not listed are taken as they stand, and refused if the store does not know
them.
All keys are Indonesian, because the treasurer reads and mends the file (practice).
"""

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from koperasi_ledger.importers.layout_spec import Column, DatePart, NumberPart, Text
from koperasi_ledger.model.fields import KEY_PATTERN

REASON = "alasan"
"""The column that says why a receipt was left over; it is never read."""

HEADERS = (
    *("kasir", "nomor", "tanggal", "tingkat", "anggota", "pelanggan", "lokasi", "disetujui"),
    *("retur_struk", "retur_kasir", "potongan_struk"),
)
"""The fields that a receipt has once, on its first row or on all of its rows."""
GOODS = ("barang", "barcode", "nama_barang", "banyak", "satuan", "harga", "potongan", "jumlah")
PAID = ("bayar", "dibayar")
FIELDS = (*HEADERS, *GOODS, *PAID)

TEMPLATE = (
    *("kasir", "nomor", "tanggal", "tingkat", "anggota", "pelanggan", "lokasi"),
    *("barang", "banyak", "satuan", "harga", "potongan", "jumlah"),
    *("bayar", "dibayar", "retur_struk", "disetujui"),
)
"""The columns of the template, in its order."""
NEEDED = ("nomor", "tanggal", "banyak")

_WAY = re.compile(
    rf"(?:tunai(?::{KEY_PATTERN})?|qris|kredit|(?:bank|voucher|simpanan):{KEY_PATTERN})"
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class TillFile(_Part):
    """Where the table is; a row that begins with a word of `akhir` ends it."""

    pemisah: Literal[",", ";", "\t", "|"] | None = None
    lembar: Text | None = None
    akhir: tuple[Text, ...] = Field(default=(), strict=False)


class TillColumns(_Part):
    """Columns by their name in the heading, or by their number from 1."""

    kasir: Column | None = None
    nomor: Column | None = None
    tanggal: Column | None = None
    tingkat: Column | None = None
    anggota: Column | None = None
    pelanggan: Column | None = None
    lokasi: Column | None = None
    disetujui: Column | None = None
    retur_struk: Column | None = None
    retur_kasir: Column | None = None
    potongan_struk: Column | None = None
    barang: Column | None = None
    barcode: Column | None = None
    nama_barang: Column | None = None
    banyak: Column | None = None
    satuan: Column | None = None
    harga: Column | None = None
    potongan: Column | None = None
    jumlah: Column | None = None
    bayar: Column | None = None
    dibayar: Column | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        for name in NEEDED:
            if getattr(self, name) is None:
                raise ValueError(f"kolom {name} harus disebut")
        if self.barang is None and self.barcode is None and self.nama_barang is None:
            raise ValueError("sebut kolom barang (kode), barcode atau nama_barang")
        if not any(isinstance(column, str) for column in self.given().values()):
            raise ValueError("sebut paling sedikit satu kolom dengan namanya di baris judul")
        return self

    def given(self) -> dict[str, str | int]:
        """The columns that the file has, by field."""
        found = {name: getattr(self, name) for name in FIELDS}
        return {name: column for name, column in found.items() if column is not None}


class TillDefaults(_Part):
    """What holds where the file says nothing."""

    kasir: Text | None = None
    tingkat: Text | None = None
    lokasi: Text | None = None
    bayar: Text | None = None
    disetujui: Text | None = None


Words = dict[Text, Text]


class TillWords(_Part):
    """What the file calls tills, classes of customers, payments, goods and units."""

    kasir: Words = {}
    tingkat: Words = {}
    lokasi: Words = {}
    bayar: Words = {}
    barang: Words = {}
    satuan: Words = {}


class TillReceipts(_Part):
    """`nomor`: whether numbers begin anew each day, so that the day belongs to them."""

    nomor: Literal["tetap", "per-hari"] = "tetap"


class TillSpec(_Part):
    """One description of tills' files.

    `bayaran` are columns that hold what was paid in one way each: the column, and the way.
    """

    berkas: TillFile = TillFile()
    kolom: TillColumns
    bawaan: TillDefaults = TillDefaults()
    tanggal: DatePart = DatePart(bentuk="yyyy-mm-dd")
    angka: NumberPart | None = None
    kata: TillWords = TillWords()
    bayaran: Annotated[dict[Text, Text], Field(max_length=20)] = {}
    struk: TillReceipts = TillReceipts()

    @model_validator(mode="after")
    def _check(self) -> Self:
        ways = [*self.kata.bayar.values(), *self.bayaran.values()]
        for way in (*ways, *([self.bawaan.bayar] if self.bawaan.bayar else ())):
            if way_of(way) is None:
                raise ValueError(f"cara bayar “{way}”: tulis {WAYS}")
        if self.bayaran and (self.kolom.bayar is not None or self.kolom.dibayar is not None):
            raise ValueError("pakai [bayaran], atau kolom bayar dan dibayar, tidak keduanya")
        return self


WAYS = "tunai, tunai:KAS, bank:KUNCI, qris, kredit, voucher:PENERBIT atau simpanan:PRODUK"


def way_of(text: str) -> tuple[str, str | None] | None:
    """`bank:bri` as the way and its detail; None when it is none. Cash is at `kas` if not said."""
    if not _WAY.fullmatch(text):
        return None
    way, _, detail = text.partition(":")
    return way, detail or ("kas" if way == "tunai" else None)


def template_spec() -> TillSpec:
    """The layout of the template: each field in the column of its name."""
    columns = TillColumns(**{name: name for name in FIELDS})
    return TillSpec(kolom=columns)
