"""What shares are measured by: against a plain reading of the same events, day by day."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from book_fold import founded, joined, make
from hypothesis import given, settings
from hypothesis import strategies as st

from koperasi_ledger.journal.store import connect
from koperasi_ledger.model.events import AnyEvent, canonical
from koperasi_ledger.model.policy.shu import ShuBase, ShuRights
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.shu_bases import Sizes, base_sizes, rights

YEAR = 2026
moves = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 420), st.one_of(st.integers(1, 99), st.just(10**7))
    ),
    max_size=12,
)


def sizes_of(events: list[AnyEvent], base: ShuBase, place: Path) -> Sizes:
    journal = connect(str(place), create=True)
    try:
        with journal.recording() as recording:
            for event in events:
                recording.add(event, "2027-12-31T00:00:00+00:00", "uji", canonical(event).decode())
        postings = Postings(journal.database, journal.head().seq)
        return base_sizes(journal.books(), postings, base, YEAR)
    finally:
        journal.close()


def days() -> Iterator[date]:
    return (date(YEAR, 1, 1) + timedelta(days=place) for place in range(365))


@pytest.mark.parametrize("balance", ["akhir", "rata-rata", "harian"])
@settings(max_examples=15)
@given(found=moves)
def test_savings_count_as_the_base_says(
    balance: str, found: list[tuple[int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    members = ["A-0001", "A-0002", "A-0003"]
    told = [(members[who], date(YEAR, 1, 1) + timedelta(days=at), size) for who, at, size in found]
    events = [*founded(), *map(joined, members)]
    events += [
        make(
            "savings_deposited",
            f"S-{place}",
            f"{day}",
            member=who,
            product="sukarela",
            amount=str(size),
            via="kas",
        )
        for place, (who, day, size) in enumerate(told)
    ]
    counted = {
        "akhir": [date(YEAR, 12, 31)],
        "harian": list(days()),
        "rata-rata": [day for day in days() if (day + timedelta(days=1)).day == 1],
    }[balance]
    expected = {
        who: Decimal(
            sum(size for day in counted for other, at, size in told if other == who and at <= day)
        )
        for who in members
    }
    base = ShuBase(counted=("simpanan_sukarela",), balance=balance)  # type: ignore[arg-type] # one of the three
    place = tmp_path_factory.mktemp("dasar") / "jurnal.db"
    assert sizes_of(events, base, place) == {who: size for who, size in expected.items() if size}


def test_who_has_no_right_is_told_why(tmp_path: Path) -> None:
    events = [
        *founded(wajib_boleh_dicicil=True),
        joined("A-0001"),
        joined("A-0002", "2026-11-03"),
        joined("A-0003"),
        joined("A-0004", "2027-01-05"),
        joined("A-0005"),
        make(
            "simpanan_wajib_paid", "SW-1", "2026-12-01", member="A-0001", amount="120000", via="kas"
        ),
        # Paid after the year's end: at its end nothing else had been.
        make(
            "simpanan_wajib_paid", "SW-2", "2027-02-01", member="A-0005", amount="120000", via="kas"
        ),
        make("member_resigned", "K-3", "2026-06-01", member="A-0003", reason="Pindah"),
    ]
    journal = connect(str(tmp_path / "jurnal.db"), create=True)
    with journal.recording() as recording:
        for event in events:
            recording.add(event, "2027-12-31T00:00:00+00:00", "uji", canonical(event).decode())
    books = journal.books()
    postings = Postings(journal.database, journal.head().seq)
    easy = {each.member.number: each.barred for each in rights(books, postings, ShuRights(), YEAR)}
    assert easy == {
        "A-0001": None,
        "A-0002": None,
        "A-0003": "keluar dalam tahun buku",
        "A-0005": None,
    }
    strict = ShuRights(months=3, leavers=True, in_arrears=False)
    assert {each.member.number: each.barred for each in rights(books, postings, strict, YEAR)} == {
        "A-0001": None,
        "A-0002": "menjadi anggota kurang dari 3 bulan",
        "A-0003": None,
        "A-0005": "menunggak simpanan wajib pada akhir tahun",
    }
    journal.close()
