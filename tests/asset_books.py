"""Assets for tests: a policy, single events, and random streams of them."""

import random
from contextlib import suppress
from decimal import Decimal
from typing import Any

from book_fold import Fold, founded, make

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import Asset, Reversal

ZERO = Decimal(0)
POLICY: dict[str, Any] = {
    "golongan": {
        "kendaraan": {
            "nama": "Kendaraan",
            "kelompok": "kendaraan",
            "umur_bulan": 96,
            "residu_persen": "12.5",
        },
        "peralatan": {"nama": "Peralatan", "kelompok": "inventaris", "umur_bulan": 7},
        "tanah": {"nama": "Tanah", "kelompok": "tanah"},
    }
}
PLAIN = ("Aset:Tetap:Inventaris", "Aset:Tetap:AkumulasiInventaris")
DAYS = tuple(f"2026-{month:02d}-{day:02d}" for month in range(1, 13) for day in (1, 11, 15, 16, 28))


def asset_book(**policy: Any) -> Fold:
    """A cooperative with classes of assets, and an old asset in plain accounts."""
    lines = [
        {"account": PLAIN[0], "debit": "9000001"},
        {"account": PLAIN[1], "credit": "3000000"},
        {"account": "Ekuitas:Hibah", "credit": "6000001"},
    ]
    terms = {"effective": "2026-01-01", "decision": "RAT", "policy": {"aset": POLICY | policy}}
    return Fold().add_all(
        [
            *founded(),
            make("policy_adopted", "K-ASET", "2026-01-01", **terms),
            make("opening_balances_recorded", "AWAL", "2026-01-01", balances=lines),
        ]
    )


def bought(number: str, day: str, amount: str, **more: Any) -> AnyEvent:
    fields = {"name": f"Barang {number}", "asset_class": "peralatan", "via": "bri", **more}
    return make("asset_bought", f"BELI-{number}", day, asset=number, amount=amount, **fields)


def depreciated(number: str, month: str) -> AnyEvent:
    from koperasi_ledger.rules.dates import last_day  # noqa: PLC0415 - as the other makers

    day = last_day(month).isoformat()
    return make("asset_depreciated", f"SUSUT-{month}-{number}", day, asset=number, month=month)


def asset_of(fold: Fold, number: str) -> Asset:
    found = fold.books.peek(Asset, number)
    assert found is not None
    return found


class Yard:
    """A stream of events on assets, chosen by a seed; what the rules refuse is left out."""

    def __init__(self, seed: int, **policy: Any) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.fold = asset_book(**policy)
        self.count = 0

    def run(self, length: int) -> "Yard":
        for _ in range(length):
            self.step()
        return self

    def step(self) -> AnyEvent | None:
        """One more event, if the rules allow it."""
        self.count += 1
        event = self._event()
        with suppress(Refusal):
            self.fold.add(event)
            return event
        return None

    def _event(self) -> AnyEvent:  # noqa: PLR0911 - one answer for each kind
        pick, ref = self.dice.choice, f"E-{self.count}"
        day = pick(DAYS)
        number = pick(("A-1", "A-2", "A-3", "A-4", "A-5"))
        pieces = pick((1, 1, 2, 3, 7))
        amount = str(pick((1, 5, 99, 1000, 7000000, 33333333)) + self.dice.randrange(1000))
        fields = {
            "asset": number,
            "name": "Barang",
            "asset_class": pick(tuple(POLICY["golongan"])),
            "quantity": pieces,
            "residual": pick((None, None, "0", "1")),
            "life": pick((None, None, 1, 13)),
        }
        # The first events fill the yard.
        kind = (
            "buy"
            if self.count <= 3
            else pick(
                (
                    "buy",
                    "grant",
                    "take",
                    *["wear"] * 6,
                    "sell",
                    "sell",
                    "scrap",
                    "move",
                    "undo",
                    "undo",
                )
            )
        )
        match kind:
            case "buy":
                owed = pick((None, None, amount, "1"))
                account = None if owed is None else "Liabilitas:UtangUsaha"
                via = None if owed == amount else "bri"
                return make(
                    "asset_bought", ref, day, amount=amount, owed=owed, account=account, via=via,
                    **fields,
                )  # fmt: skip
            case "grant":
                return make("asset_granted", ref, day, amount=amount, **fields)
            case "take":
                worn = pick(("1", "1500000", "3000000"))
                return make(
                    "asset_taken_over", ref, day, acquired="2025-03-03", amount=pick(
                        ("9000001", "4000000")), account=PLAIN[0], worn=worn,
                    worn_account=PLAIN[1], **fields,
                )  # fmt: skip
            case "wear":
                month = day[:7]
                end = depreciated(number, month).date.isoformat()
                return make("asset_depreciated", ref, end, asset=number, month=month)
            case "sell":
                return make(
                    "asset_sold", ref, day, asset=number, amount=amount, via="kas",
                    quantity=pick((None, 1, 2)),
                )  # fmt: skip
            case "scrap":
                return make(
                    "asset_scrapped", ref, day, asset=number, reason="rusak",
                    quantity=pick((None, None, 1)),
                )  # fmt: skip
            case "move":
                return make("asset_moved", ref, day, asset=number, place=pick(("Gerai", "Gudang")))
            case _:
                known = [event.ref for event, _ in self.fold.applied]
                last = max(event.date for event, _ in self.fold.applied).isoformat()
                return make("event_reversed", ref, last, target=pick(known[-6:]), reason="keliru")

    def standing(self) -> list[AnyEvent]:
        """The events that were not reversed."""
        return [
            event
            for event, _ in self.fold.applied
            if self.fold.books.peek(Reversal, event.ref) is None and event.kind != "event_reversed"
        ]
