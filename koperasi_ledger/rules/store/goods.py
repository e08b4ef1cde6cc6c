"""Master data of the store: what is registered, and the lists of prices, ceilings and quotas.

A price list has thousands of rows and changes weekly, so prices are events and not policy. Rows
are dated and never removed: a late receipt finds the price of its day. Source: ToraSera's three
price schemes (reference accounting section 4), HET and e-RDKK by regulation; the rest is practice.
"""

from collections.abc import Mapping, Sequence

from koperasi_ledger.model.events.goods import (
    CeilingLine,
    CeilingSet,
    CustomerChanged,
    CustomerRegistered,
    ItemChanged,
    ItemRegistered,
    Measure,
    PriceLine,
    PriceSet,
    QuotaSet,
    SupplierRegistered,
)
from koperasi_ledger.model.quantities import MICRO, to_micro
from koperasi_ledger.model.records.base import Record
from koperasi_ledger.model.records.goods import (
    BarcodeHolder,
    CeilingList,
    CeilingRow,
    Customer,
    Item,
    PriceList,
    PriceRow,
    Quota,
    QuotaSpan,
    Supplier,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.store import AlreadyRegistered, MeasureFixed, NotInStorePolicy
from koperasi_ledger.rules.store.terms import StoreTerms, in_base, measure_of


def register_item(
    event: ItemRegistered,
    known: Item | None,
    holders: Sequence[BarcodeHolder | None],
    terms: StoreTerms,
) -> Change:
    """An item with its measures and barcodes; its costing method is that of its class, for good.

    Raises:
        AlreadyRegistered: the item, or one of the barcodes, is known.
        NotInStorePolicy: the policy in force has no such class.
    """
    if known is not None:
        raise AlreadyRegistered("Barang", event.item)
    method = terms.policy.classes.get(event.group)
    if method is None:
        raise NotInStorePolicy("Golongan barang", event.group, sorted(terms.policy.classes))
    item = Item(
        item=event.item,
        name=event.name,
        base=event.base,
        group=event.group,
        method=method,
        measures=_measures(event.measures),
        barcodes=event.barcodes,
        category=event.category,
        taxable=event.taxable,
        consignor=event.consignor,
    )
    return Change(None, (item, *_barcodes(event.item, event.barcodes, holders)))


def change_item(event: ItemChanged, item: Item, holders: Sequence[BarcodeHolder | None]) -> Change:
    """What is given changes; measures and barcodes are added.

    Raises:
        MeasureFixed: a measure is known already; past movements were counted in it.
        AlreadyRegistered: a barcode belongs to another item.
    """
    for measure in event.measures:
        if measure.unit == item.base or measure.unit in item.measures:
            raise MeasureFixed(item.item, measure.unit)
    given = {
        name: getattr(event, name)
        for name in ("name", "category", "taxable", "active")
        if getattr(event, name) is not None
    }
    after = item.updated(
        **given,
        measures=item.measures | _measures(event.measures),
        barcodes=(*item.barcodes, *event.barcodes),
    )
    return Change(None, (after, *_barcodes(item.item, event.barcodes, holders)))


def _measures(measures: Sequence[Measure]) -> dict[str, tuple[int, int]]:
    """Each measure as a fraction: `holds / per` base units, in millionths."""
    return {
        each.unit: (to_micro(each.holds), 1)
        if each.per is None
        else (to_micro(each.holds) * MICRO, to_micro(each.per))
        for each in measures
    }


def _barcodes(
    item: str, barcodes: Sequence[str], holders: Sequence[BarcodeHolder | None]
) -> list[Record]:
    for barcode, holder in zip(barcodes, holders, strict=True):
        if holder is not None:
            raise AlreadyRegistered("Barcode", barcode, holder.item)
    if len(set(barcodes)) != len(barcodes):
        raise AlreadyRegistered("Barcode", barcodes[0], item)
    return [BarcodeHolder(barcode=barcode, item=item) for barcode in barcodes]


def set_prices(
    event: PriceSet, items: Mapping[str, Item], lists: Mapping[str, PriceList], terms: StoreTerms
) -> Change:
    """Prices from a day on; a row told again for the same day replaces the one before.

    Raises:
        NotInStorePolicy: the policy in force has no such class of customers.
        UnknownMeasure: an item has no such measure.
    """
    after = dict(lists)
    grouped: dict[str, list[PriceLine]] = {}
    for line in event.lines:
        terms.tier(line.tier)
        measure_of(items[line.item], line.unit)
        grouped.setdefault(f"{line.item}:{line.tier}", []).append(line)
    for key, lines in grouped.items():
        known = after.get(key) or PriceList(item=lines[0].item, tier=lines[0].tier)
        new = {
            (line.unit, to_micro(line.from_quantity) if line.from_quantity else 0): line.price
            for line in lines
        }
        kept = [
            row
            for row in known.rows
            if row.since != event.valid_from or (row.unit, row.start) not in new
        ]
        rows = [
            PriceRow(unit, start, event.valid_from, price) for (unit, start), price in new.items()
        ]
        after[key] = known.updated(
            rows=tuple(sorted([*kept, *rows], key=lambda row: (row.unit, row.start, row.since)))
        )
    return Change(None, tuple(after[key] for key in grouped))


def set_ceilings(
    event: CeilingSet, items: Mapping[str, Item], lists: Mapping[str, CeilingList]
) -> Change:
    """Highest prices from a day on, in a region or everywhere.

    Raises:
        UnknownMeasure: an item has no such measure.
    """
    region = event.region or "-"
    records: list[Record] = []
    grouped: dict[str, list[CeilingLine]] = {}
    for line in event.lines:
        measure_of(items[line.item], line.unit)
        grouped.setdefault(line.item, []).append(line)
    for item, lines in grouped.items():
        known = lists.get(item) or CeilingList(item=item, region=region)
        units = {line.unit for line in lines}
        kept = [row for row in known.rows if row.since != event.valid_from or row.unit not in units]
        rows = [CeilingRow(line.unit, event.valid_from, line.price) for line in lines]
        ordered = sorted([*kept, *rows], key=lambda row: (row.unit, row.since))
        records.append(known.updated(rows=tuple(ordered)))
        if not items[item].capped:
            records.append(items[item].updated(capped=True))
    return Change(None, tuple(records))


def set_quota(event: QuotaSet, item: Item, quotas: Mapping[str, Quota]) -> Change:
    """The allocation list; who is on it already keeps what was taken.

    Raises:
        UnknownMeasure, NotInBaseUnits: the quantities do not fit the item.
    """
    records: list[Record] = []
    for line in event.lines:
        holder = line.member or f"@{line.customer}"
        known = quotas.get(holder) or Quota(
            quota=event.quota, item=item.item, holder=holder, allotted=0
        )
        records.append(known.updated(allotted=in_base(item, line.quantity, event.unit)))
    span = QuotaSpan(event.quota, event.start, event.until)
    others = [each for each in item.quotas if each.quota != event.quota]
    return Change(None, (item.updated(quotas=tuple(sorted([*others, span]))), *records))


def register_supplier(event: SupplierRegistered, known: Supplier | None) -> Change:
    """Somebody to buy from.

    Raises:
        AlreadyRegistered: the short name is taken.
    """
    if known is not None:
        raise AlreadyRegistered("Pemasok", event.supplier)
    return Change(
        None,
        (Supplier(supplier=event.supplier, name=event.name, days=event.days, phone=event.phone),),
    )


def register_customer(event: CustomerRegistered, known: Customer | None) -> Change:
    """Somebody to sell to who is no member.

    Raises:
        AlreadyRegistered: the short name is taken.
    """
    if known is not None:
        raise AlreadyRegistered("Pelanggan", event.customer)
    return Change(
        None,
        (
            Customer(
                customer=event.customer,
                name=event.name,
                limit=event.limit,
                days=event.days,
                phone=event.phone,
            ),
        ),
    )


def change_customer(event: CustomerChanged, customer: Customer) -> Change:
    """What is given changes; what is owed already stays due when it was."""
    given = {
        name: getattr(event, name)
        for name in ("name", "limit", "days", "phone")
        if getattr(event, name) is not None
    }
    return Change(None, (customer.updated(**given),))
