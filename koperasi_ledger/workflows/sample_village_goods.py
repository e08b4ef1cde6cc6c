"""What the village store trades in: its goods, their prices by day, suppliers, customers, lists.

Prices are those of 2025 and 2026 in round figures (reference accounting section 4): SPHP rice and
MinyaKita below their HET, LPG 3 kg at Rp16.500, subsidised fertiliser at the HET that fell on
22 October 2025. Names of branches and people are invented.
"""

from datetime import date
from typing import NamedTuple

Fields = dict[str, object]


class Good(NamedTuple):
    """An item; prices of one base unit in rupiah for the public, UMKM and members.

    `pack` holds `holds` base units and costs a wholesaler `grosir`; `keeps` is what the store and
    `shelf` what the shop wants to have; a buyer takes up to `most`, `often` in so many draws.
    """

    code: str
    name: str
    base: str
    group: str
    category: str
    pack: str | None
    holds: int
    cost: int
    prices: tuple[int, int, int]
    grosir: int
    supplier: str | None
    keeps: int
    shelf: int
    most: int = 0
    often: int = 0


STAPLES, SUBSIDISED, PRODUCE, CONSIGNED = "sembako", "subsidi", "hasil", "titipan"

GOODS = (
    Good("beras-premium", "Beras premium", "kg", STAPLES, "beras", "karung", 50, 13_400,
         (14_700, 14_500, 14_500), 700_000, "ud-grosir", 300, 120, 10, 7),
    Good("beras-desa", "Beras hasil anggota", "kg", PRODUCE, "beras", "karung", 25, 12_040,
         (13_300, 13_100, 13_000), 322_500, None, 0, 100, 10, 4),
    Good("beras-5kg", "Beras premium kemasan 5 kg", "pak", STAPLES, "beras", None, 1, 67_000,
         (74_000, 73_000, 73_000), 0, None, 0, 15, 2, 4),
    Good("beras-sphp", "Beras SPHP 5 kg", "pak", SUBSIDISED, "beras", None, 1, 55_000,
         (61_000, 61_000, 60_000), 0, "bulog", 40, 20, 2, 5),
    Good("gula", "Gula pasir", "kg", STAPLES, "sembako", "karung", 50, 16_000,
         (17_500, 17_200, 17_200), 840_000, "id-food", 150, 50, 3, 7),
    Good("minyakita", "MinyaKita", "l", STAPLES, "sembako", "dus", 12, 14_300,
         (15_700, 15_500, 15_500), 181_200, "id-food", 144, 48, 4, 8),
    Good("tepung", "Tepung terigu", "kg", STAPLES, "sembako", "karung", 25, 9_500,
         (11_000, 10_600, 10_700), 255_000, "ud-grosir", 75, 25, 3, 4),
    Good("telur", "Telur ayam", "kg", STAPLES, "sembako", None, 1, 26_000,
         (29_000, 28_500, 28_400), 0, "ud-grosir", 30, 20, 2, 7),
    Good("mi-instan", "Mi instan", "pcs", STAPLES, "sembako", "dus", 40, 2_750,
         (3_200, 3_100, 3_100), 117_000, "ud-grosir", 240, 80, 10, 6),
    Good("sabun", "Sabun cuci 800 g", "pcs", STAPLES, "rumah-tangga", "dus", 12, 15_400,
         (18_000, 17_500, 17_500), 192_000, "ud-grosir", 24, 12, 2, 3),
    Good("sapu", "Sapu ijuk", "pcs", STAPLES, "rumah-tangga", None, 1, 13_250,
         (17_000, 16_500, 16_500), 0, None, 0, 12, 1, 1),
    Good("lampu", "Lampu LED 9 watt", "pcs", STAPLES, "rumah-tangga", None, 1, 18_000,
         (24_000, 23_000, 23_000), 0, None, 0, 15),
    Good("lpg-3kg", "LPG 3 kg (isi)", "tabung", SUBSIDISED, "energi", None, 1, 15_000,
         (16_500, 16_500, 16_500), 0, "pertamina", 40, 40),
    Good("pupuk-urea", "Pupuk urea bersubsidi", "kg", SUBSIDISED, "pertanian", "karung", 50, 2_130,
         (2_250, 2_250, 2_250), 0, None, 0, 0),
    Good("pupuk-npk", "Pupuk NPK bersubsidi", "kg", SUBSIDISED, "pertanian", "karung", 50, 2_180,
         (2_300, 2_300, 2_300), 0, None, 0, 0),
    Good("gabah", "Gabah kering panen", "kg", PRODUCE, "hasil-tani", None, 1, 6_500,
         (0, 0, 0), 0, None, 0, 0),
    Good("jagung", "Jagung pipil kering", "kg", PRODUCE, "hasil-tani", None, 1, 5_500,
         (0, 0, 0), 5_950, None, 0, 0),
    Good("keripik", "Keripik singkong 250 g", "pcs", CONSIGNED, "titipan", None, 1, 0,
         (12_000, 12_000, 12_000), 0, None, 0, 0, 2, 4),
    Good("kopi-bubuk", "Kopi bubuk desa 200 g", "pcs", CONSIGNED, "titipan", None, 1, 0,
         (20_000, 20_000, 20_000), 0, None, 0, 0, 1, 4),
)  # fmt: skip
ITEMS = {good.code: good for good in GOODS}

CONSIGNORS = {"keripik": "ukm-keripik", "kopi-bubuk": "ukm-kopi"}
TIERS = ("umum", "umkm", "anggota")
LATER = {
    "2025-10-22": {
        "pupuk-urea": (1_690, (1_800, 1_800, 1_800), 0),
        "pupuk-npk": (1_730, (1_840, 1_840, 1_840), 0),
    },
    "2026-01-06": {
        "gula": (16_400, (18_000, 17_700, 17_700), 857_500),
        "telur": (27_000, (30_000, 29_500, 29_400), 0),
        "mi-instan": (2_800, (3_300, 3_200, 3_200), 119_000),
    },
}
"""Prices that changed: cost, prices and wholesale price by item, from a day on."""
BREAKS = {"mi-instan": (10, 100), "tepung": (10, 200)}
"""From how many base units on a buyer pays so much less for each."""

HET = {
    "2025-01-01": (
        "Keputusan HET dan harga eceran pangkalan yang berlaku pada 2025",
        (("beras-sphp", "pak", 62_500), ("minyakita", "l", 15_700), ("lpg-3kg", "tabung", 16_650),
         ("pupuk-urea", "kg", 2_250), ("pupuk-npk", "kg", 2_300)),
    ),
    "2025-10-22": (
        "Penurunan HET pupuk bersubsidi, 22 Oktober 2025",
        (("pupuk-urea", "kg", 1_800), ("pupuk-npk", "kg", 1_840)),
    ),
}  # fmt: skip

SUPPLIERS = (
    ("bulog", "Perum Bulog Cabang Rekaan", 0),
    ("pertamina", "Pertamina Patra Niaga, Agen Contoh Fiktif", 0),
    ("pupuk", "Pupuk Indonesia, Distributor Rekaan", 14),
    ("id-food", "ID Food Cabang Contoh", 14),
    ("ud-grosir", "UD Grosir Rekaan", 14),
    ("ukm-keripik", "UKM Keripik Misal", 0),
    ("ukm-kopi", "UKM Kopi Andai", 0),
)
CUSTOMERS = (
    ("kopdes-andai", "Koperasi Desa Merah Putih Andai", 9_000_000, 21),
    ("pesantren-misal", "Pesantren Misal", 6_000_000, 30),
    ("warung-umpama", "Warung Umpama", 750_000, 14),
    ("kedai-khayal", "Kedai Khayal", 1_500_000, 14),
    ("katering-dongeng", "Katering Dongeng", 0, 0),
    ("pakan-isapan", "CV Pakan Isapan", 9_000_000, 14),
    ("khbs", "Penerbit Kartu KHBS (fiktif)", 5_000_000, 30),
)
TRADERS = ("warung-umpama", "kedai-khayal", "katering-dongeng")
"""Small businesses that buy at the UMKM price."""

FERTILISERS = ("pupuk-urea", "pupuk-npk")
RDKK = {2025: 250, 2026: 250}
"""Kilograms of each fertiliser that the allocation list gives a farmer in a year."""

FARMERS = (1, 5, 6, 9, 12, 13)
"""Members on the allocation list of fertiliser, who also sell what they grow."""

SEASONS = (0, 3, 6, 10, 12, 15, 18, 21)
"""The months in which fields are fertilised."""

TAKEN_OVER = (
    ("beras-premium", 200, 2_700_000), ("gula", 60, 972_000), ("minyakita", 72, 1_044_000),
    ("tepung", 50, 480_000), ("mi-instan", 200, 560_000), ("telur", 10, 265_000),
    ("lampu", 15, 270_000), ("sapu", 12, 159_000),
)  # fmt: skip
"""The stock of the old books, item by item: base units and value."""


def cost_of(code: str, day: date) -> int:
    """What a base unit costs the store on a day."""
    return _on(code, day)[0]


def price_of(code: str, tier: str, quantity: int, day: date) -> int:
    """The price of a base unit, or for wholesale of a pack, when so many are bought."""
    _, prices, grosir = _on(code, day)
    if tier == "grosir":
        return grosir
    start, less = BREAKS.get(code, (0, 0))
    price = prices[TIERS.index(tier)]
    return price - less if start and quantity >= start else price


def _on(code: str, day: date) -> tuple[int, tuple[int, int, int], int]:
    good = ITEMS[code]
    found = (good.cost, good.prices, good.grosir)
    for since, changes in LATER.items():
        if since <= day.isoformat() and code in changes:
            found = changes[code]
    return found


def item_fields(good: Good) -> Fields:
    """An item as it is registered."""
    fields: Fields = {
        "item": good.code,
        "name": good.name,
        "base": good.base,
        "group": good.group,
        "category": good.category,
    }
    if good.pack is not None:
        fields["measures"] = [{"unit": good.pack, "holds": str(good.holds)}]
    if good.code in CONSIGNORS:
        fields["consignor"] = CONSIGNORS[good.code]
    else:
        place = GOODS.index(good) + 1
        fields["barcodes"] = [f"2000000{place:05d}"]
    return fields


def price_lines(codes: tuple[str, ...], day: date) -> list[Fields]:
    """The rows of a price list."""
    rows: list[Fields] = []
    for code in codes:
        good = ITEMS[code]
        for tier in TIERS:
            for start in (0, BREAKS.get(code, (0, 0))[0]):
                price = price_of(code, tier, start, day)
                row = {"item": code, "tier": tier, "unit": good.base, "price": str(price)}
                if start:
                    row["from_quantity"] = str(start)
                if price and row not in rows:
                    rows.append(dict(row))
        grosir = price_of(code, "grosir", 1, day)
        if grosir:
            unit = good.pack or good.base
            rows.append({"item": code, "tier": "grosir", "unit": unit, "price": str(grosir)})
    return rows
