"""Who borrows in the sample KSP, and how each of them pays."""

from typing import NamedTuple

NAME = "KSP Contoh Fiktif"
MEMBERS = 24


class Habit(NamedTuple):
    """How a borrower pays: `late` days after each due date, for `pays` instalments (None: all).

    `part` percent of what is due is paid each time.
    """

    late: int = 0
    pays: int | None = None
    part: int = 100


class Turn(NamedTuple):
    """What else happens to a loan: in the month with this index, on a day of it."""

    month: int
    day: int
    what: str
    amount: int = 0
    tenor: int = 0


class Story(NamedTuple):
    """One loan: who, what, when (index of the month from January 2025, day), and how it goes."""

    member: int
    product: str
    amount: int
    tenor: int
    month: int
    day: int
    habit: Habit = Habit()
    turns: tuple[Turn, ...] = ()
    collateral: int = 0
    margin: int = 0


ON_TIME = Habit()
LATE = Habit(late=9)

STORIES: tuple[Story, ...] = (
    Story(3, "reguler", 12_000_000, 24, 0, 15, ON_TIME),
    Story(4, "reguler", 20_000_000, 24, 1, 10, LATE),
    Story(5, "modal-usaha", 40_000_000, 36, 1, 20, ON_TIME, collateral=60_000_000),
    Story(6, "konsumtif", 15_000_000, 24, 2, 5, ON_TIME),
    Story(7, "talangan", 6_000_000, 3, 2, 12, ON_TIME),
    Story(8, "yarnen", 8_000_000, 1, 3, 8, ON_TIME),
    Story(9, "qardh", 2_000_000, 10, 3, 17, ON_TIME),
    Story(10, "murabahah", 90_000_000, 24, 4, 1, ON_TIME, margin=18_000_000),
    # Stops paying: kurang lancar, diragukan (secured), and macet in October 2026.
    Story(11, "reguler", 18_000_000, 36, 4, 20, Habit(pays=12)),
    Story(12, "modal-usaha", 30_000_000, 36, 5, 3, Habit(pays=7), collateral=45_000_000),
    Story(13, "konsumtif", 10_000_000, 24, 5, 11, Habit(pays=5)),
    # Restructured after four missed months, then on time.
    Story(
        14,
        "reguler",
        24_000_000,
        24,
        6,
        7,
        Habit(pays=4),
        (Turn(14, 22, "restruktur", tenor=36),),
    ),
    # Written off, and some of it recovered.
    Story(
        15,
        "konsumtif",
        9_000_000,
        18,
        0,
        25,
        Habit(pays=2),
        (
            Turn(15, 28, "hapus-buku"),
            Turn(17, 14, "pulih", amount=1_500_000),
            Turn(20, 9, "pulih", amount=750_000),
        ),
    ),
    Story(16, "reguler", 10_000_000, 20, 2, 18, ON_TIME, (Turn(12, 25, "lunas"),)),
    Story(
        17,
        "modal-usaha",
        25_000_000,
        30,
        3,
        21,
        ON_TIME,
        (Turn(13, 21, "percepat", amount=6_000_000),),
    ),
    Story(
        18,
        "konsumtif",
        12_000_000,
        24,
        4,
        9,
        ON_TIME,
        (Turn(14, 9, "topup", amount=8_000_000, tenor=24),),
    ),
    Story(19, "talangan", 9_000_000, 6, 10, 6, Habit(late=20)),
    Story(20, "yarnen", 5_000_000, 1, 14, 16, Habit(pays=0)),
    Story(21, "murabahah", 20_000_000, 20, 9, 12, Habit(late=12), margin=3_000_000),
    Story(22, "reguler", 15_000_000, 30, 12, 13, Habit(part=60)),
    Story(23, "qardh", 1_500_000, 6, 16, 4, Habit(late=3)),
    Story(3, "talangan", 3_000_000, 3, 18, 2, ON_TIME),
    Story(
        24, "reguler", 7_500_000, 12, 15, 27, ON_TIME, (Turn(19, 20, "lebih", amount=2_000_000),)
    ),
)
