"""A small store, hand-made: two years of buying, selling, returning and owing, in whole rupiah."""

from typing import Any

from report_books import founding, joined

JsonEvent = dict[str, Any]

STORE = {
    "unit_usaha": "toko",
    "tingkat": {
        "umum": {"nama": "Eceran umum"},
        "grosir": {"nama": "Grosir"},
        "anggota": {"nama": "Harga anggota", "hanya_anggota": True},
    },
    "lokasi": {"gudang": {"nama": "Gudang"}, "gerai": {"nama": "Gerai sembako"}},
    "golongan": {"sembako": "rata-rata", "pertanian": "fifo"},
    "kredit_anggota": {"paling_banyak": "2000000", "tempo_hari": 30},
}
ITEMS: tuple[tuple[str, str, str, str, list[dict[str, str]]], ...] = (
    ("beras-medium", "Beras medium", "kg", "sembako", [{"unit": "karung", "holds": "50"}]),
    ("minyak-goreng", "Minyak goreng kemasan", "l", "sembako", [{"unit": "dus", "holds": "12"}]),
    ("pupuk-urea", "Pupuk urea", "kg", "pertanian", [{"unit": "karung", "holds": "50"}]),
    ("gabah", "Gabah kering panen", "kg", "pertanian", []),
    ("sapu", "Sapu ijuk", "pcs", "sembako", []),
)
PRICES = {
    "beras-medium": ("13000", "12500", "12700"),
    "minyak-goreng": ("18000", "17000", "17500"),
    "pupuk-urea": ("2300", "2250", "2250"),
    "sapu": ("15000", "14000", "14500"),
}
TIERS = ("umum", "grosir", "anggota")


def event(kind: str, day: str, ref: str, **fields: Any) -> JsonEvent:
    """An event as it stands in a file."""
    return {"kind": kind, "date": day, "ref": ref, **fields}


def goods(item: str, quantity: str, amount: str, unit: str | None = None) -> JsonEvent:
    """A line of goods with what it costs."""
    line = {"item": item, "quantity": quantity, "amount": amount}
    return line | ({"unit": unit} if unit else {})


def sale(number: int, day: str, tier: str, lines: JsonEvent, way: str, **more: Any) -> JsonEvent:
    """A receipt at listed prices, paid in one way; `lines`: whole quantities by item."""
    made, total = [], 0
    for item, quantity in lines.items():
        price = int(PRICES[item][TIERS.index(tier)])
        total += price * quantity
        made.append(
            {
                "item": item,
                "quantity": str(quantity),
                "price": str(price),
                "amount": str(price * quantity),
            }
        )
    via = {"via": "kas"} if way == "tunai" else {"via": "bri"} if way == "bank" else {}
    return event(
        "sale_recorded",
        day,
        f"J-{number}",
        till="kasir-1" if number % 2 else "kasir-2",
        number=str(number),
        location="gerai",
        tier=tier,
        lines=made,
        payments=[{"way": way, "amount": str(total), **via}],
        **more,
    )


def store_policy(**changes: Any) -> JsonEvent:
    """The store's policy, with its unit usaha."""
    return event(
        "policy_adopted",
        "2025-01-02",
        "KEBIJAKAN-TOKO",
        effective="2025-01-01",
        decision="Rapat anggota 2/2025",
        policy={"toko": STORE | changes, "unit_usaha": {"unit": {"toko": "Unit Toko"}}},
    )


def store(**changes: Any) -> list[JsonEvent]:
    """The whole book; `changes` of the store's policy."""
    start = "2025-01-03"
    events = [
        *founding(),
        store_policy(**changes),
        joined("A-0001", "Dewi Lestari", start),
        joined("A-0002", "Ujang Sutisna", start),
        event("supplier_registered", start, "P-1", supplier="bulog", name="Perum Bulog", days=14),
        event("supplier_registered", start, "P-2", supplier="sari", name="CV Sari", days=0),
        event(
            "customer_registered",
            start,
            "L-1",
            customer="pesantren",
            name="Pesantren Contoh",
            limit="5000000",
            days=14,
        ),
    ]
    events += [
        event(
            "item_registered",
            start,
            f"B-{code}",
            item=code,
            name=name,
            base=base,
            group=group,
            measures=measures,
        )
        for code, name, base, group, measures in ITEMS
    ]
    lines = [
        {"item": item, "tier": tier, "unit": "pcs" if item == "sapu" else unit, "price": price}
        for item, prices in PRICES.items()
        for unit in ["l" if item == "minyak-goreng" else "kg"]
        for tier, price in zip(TIERS, prices, strict=True)
    ]
    return [*events, event("price_set", start, "H-1", valid_from=start, lines=lines), *_trade()]


def _trade() -> list[JsonEvent]:
    back = {"till": "kasir-1", "location": "gerai", "reason": "Kemasan bocor"}
    return [
        event(
            "goods_received",
            "2025-11-03",
            "TB-1",
            supplier="bulog",
            invoice="BLG-101",
            location="gudang",
            lines=[
                goods("beras-medium", "20", "11200000", "karung"),
                goods("minyak-goreng", "10", "1860000", "dus"),
            ],
            discount="60000",
            freight="150000",
            freight_via="kas",
        ),
        event(
            "goods_received",
            "2025-11-05",
            "TB-2",
            supplier="sari",
            invoice="S-7",
            location="gerai",
            lines=[goods("sapu", "24", "240000")],
            paid_via="kas",
        ),
        event(
            "stock_transferred",
            "2025-11-06",
            "PG-1",
            source="gudang",
            target="gerai",
            lines=[
                {"item": "beras-medium", "quantity": "8", "unit": "karung"},
                {"item": "minyak-goreng", "quantity": "6", "unit": "dus"},
            ],
        ),
        sale(1, "2025-11-10", "umum", {"beras-medium": 10, "minyak-goreng": 4}, "tunai"),
        sale(2, "2025-12-20", "anggota", {"beras-medium": 25}, "kredit", member="A-0001"),
        sale(3, "2025-12-29", "anggota", {"minyak-goreng": 6}, "tunai", member="A-0002"),
        event(
            "sale_returned",
            "2026-01-04",
            "RTJ-1",
            number="3",
            lines=[{"line": 1, "quantity": "2"}],
            refunds=[{"amount": "35000", "via": "kas"}],
            **back,
        ),
        event(
            "payable_paid",
            "2026-01-12",
            "BU-1",
            supplier="bulog",
            invoice="BLG-101",
            amount="9000000",
            via="kas",
        ),
        sale(4, "2026-02-02", "grosir", {"beras-medium": 100}, "kredit", customer="pesantren"),
        sale(5, "2026-02-03", "umum", {"minyak-goreng": 12}, "qris"),
        event("receivable_paid", "2026-02-14", "PT-1", member="A-0001", amount="200000", via="kas"),
        event(
            "goods_received",
            "2026-02-20",
            "TB-3",
            supplier="bulog",
            invoice="BLG-140",
            location="gudang",
            lines=[
                goods("beras-medium", "10", "5900000", "karung"),
                goods("pupuk-urea", "20", "1950000", "karung"),
            ],
        ),
        event(
            "purchase_returned",
            "2026-02-25",
            "RTB-1",
            supplier="bulog",
            invoice="BLG-140",
            location="gudang",
            lines=[{"line": 1, "quantity": "1", "unit": "karung", "amount": "590000"}],
        ),
        event(
            "offtake_received",
            "2026-03-15",
            "HA-1",
            member="A-0002",
            location="gudang",
            item="gabah",
            gross="520",
            tare="12.5",
            cut="7.5",
            grade="A",
            price="6500",
            amount="3250000",
            payments=[
                {"amount": "3000000", "via": "kas"},
                {"amount": "250000", "product": "sukarela"},
            ],
        ),
        event(
            "offtake_received",
            "2026-03-18",
            "HA-2",
            member="A-0001",
            location="gudang",
            item="gabah",
            gross="210",
            cut="10",
            grade="B",
            price="6200",
            amount="1240000",
            payments=[{"amount": "1240000", "via": "kas"}],
        ),
        sale(7, "2026-04-05", "anggota", {"beras-medium": 40}, "tunai", member="A-0002"),
        sale(8, "2026-04-06", "umum", {"sapu": 3, "minyak-goreng": 5}, "bank"),
        sale(9, "2026-04-06", "anggota", {"beras-medium": 30}, "kredit", member="A-0001"),
        event("event_reversed", "2026-04-09", "BALIK-8", target="J-8", reason="Salah barang"),
        event(
            "stock_counted",
            "2026-06-30",
            "SO-1",
            document="BA-01/2026",
            location="gerai",
            approved_by="Budi Santoso",
            lines=[
                {"item": "sapu", "good": "22", "damaged": "1"},
                {"item": "minyak-goreng", "good": "51"},
            ],
        ),
        sale(11, "2026-10-20", "anggota", {"beras-medium": 50}, "tunai", member="A-0002"),
        sale(12, "2026-11-02", "grosir", {"beras-medium": 60}, "kredit", customer="pesantren"),
    ]
