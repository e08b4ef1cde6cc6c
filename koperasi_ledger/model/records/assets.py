"""The register of assets: what each cost, how far it is written down, where it is."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple

from koperasi_ledger.model.records.base import Money, Record

AssetSource = Literal["beli", "hibah", "lama"]


class AssetPlace(NamedTuple):
    """Where a thing is from a day on, who looks after it, and how good it is."""

    day: date
    place: str | None
    holder: str | None
    condition: str


class AssetLeft(NamedTuple):
    """How many pieces left on a day."""

    day: date
    pieces: int


class Asset(Record):
    """An asset; key is its number. Amounts in rupiah, of all pieces that are still there.

    It is written down from `opening` at the beginning of the month `start` to `cost` less
    `residual` in `months` months (None: never), `worn` by now. `moved` is the day of its last
    entry, `run` the last month of the monthly run.
    """

    kind: ClassVar[str] = "aset"
    number: str
    name: str
    asset_class: str
    group: Literal["tanah", "bangunan", "kendaraan", "inventaris", "tak-berwujud"]
    source: AssetSource
    acquired: date
    quantity: int
    cost: Money
    residual: Money
    worn: Money = Decimal(0)
    opening: Money = Decimal(0)
    start: str
    months: int | None
    expense: str
    unit: str | None = None
    serial: str | None = None
    giver: str | None = None
    places: tuple[AssetPlace, ...]
    moved: date
    run: str | None = None
    left: tuple[AssetLeft, ...] = ()
    ended: date | None = None
    how: str | None = None

    @property
    def key(self) -> str:
        """The number."""
        return self.number


class ListedThing(Record):
    """A thing outside the accounts; key is its number. `owner` is None for what is ours."""

    kind: ClassVar[str] = "barang-tercatat"
    number: str
    name: str
    owner: str | None = None
    quantity: int
    value: Money | None = None
    serial: str | None = None
    since: date
    until: date | None = None
    agreement: str | None = None
    places: tuple[AssetPlace, ...]
    ended: date | None = None
    how: str | None = None

    @property
    def key(self) -> str:
        """The number."""
        return self.number
