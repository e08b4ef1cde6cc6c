"""The file of a second till that the village store opened on one market day in October 2026."""

from koperasi_ledger.workflows.sample_facts import STATEMENT_MONTH, number
from koperasi_ledger.workflows.sample_village_goods import TIERS, price_of
from koperasi_ledger.workflows.sample_village_shop import Shop

TILL_DAY = (STATEMENT_MONTH, 24)
"""Month index and day."""
TILL_FILE = "toko/kasir-2-2026-10-24.csv"

TILL_HEADS = "kasir,nomor,tanggal,tingkat,anggota,lokasi,barang,banyak,harga,jumlah,bayar"


def till_text(shop: Shop) -> str:
    """The file of a second till that was open on the market day: the template of `toko impor`."""
    day = shop.teller.today
    rows = [TILL_HEADS]
    members = sorted(shop.teller.members)
    wanted = ("beras-premium", "minyakita", "gula", "telur", "mi-instan", "sabun", "tepung")
    for place, code in enumerate((*wanted, *wanted[:4]), 1):
        member = number(members[place]) if place % 3 == 0 else ""
        tier = TIERS[2] if member else TIERS[0]
        way = "qris" if place % 4 == 0 else "tunai"
        for step, item in enumerate((code, wanted[(place + 2) % len(wanted)])[: 1 + place % 2]):
            quantity = min(1 + place % 3, shop.stock.at(item, "gerai"))
            if not quantity:
                continue
            shop.stock.move(item, "gerai", -quantity)
            price = price_of(item, tier, quantity, day)
            if way == "tunai":
                shop.teller.money["kas"] += price * quantity
            head = (tier, member, "gerai") if not step else ("", "", "")
            cells = ("kasir-2", f"P-{place:03d}", day.isoformat(), *head, item, quantity, price)
            rows.append(
                ",".join(str(x) for x in (*cells, price * quantity, way if not step else ""))
            )
    return "".join(f"{row}\n" for row in rows)
