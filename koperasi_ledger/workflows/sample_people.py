"""Invented people and the invented cooperative: nobody can take them for real ones."""

_GIVEN = (
    "Siti", "Budi", "Rina", "Joko", "Dewi", "Agus", "Wati", "Slamet", "Yanti", "Hendra",
    "Lestari", "Bambang", "Nur", "Eko", "Fitri", "Rudi", "Ani", "Tono", "Maya", "Darto",
    "Endang", "Iwan", "Ratna", "Sugeng", "Tuti", "Wahyu", "Indah", "Parman", "Sri", "Dodi",
    "Kartini", "Ujang",
)  # fmt: skip
_FAMILY = (
    "Contoh", "Fiktif", "Misal", "Rekaan", "Umpama", "Khayal", "Andai", "Semisal", "Karangan",
    "Dongeng", "Isapan",
)  # fmt: skip


def person(index: int) -> str:
    """The name of the member with this index, from 0 on; names repeat after 352, with a number."""
    lap, place = divmod(index, len(_GIVEN) * len(_FAMILY))
    row, column = divmod(place, len(_GIVEN))
    # Both lists advance together, so that neighbours differ in both names.
    name = f"{_GIVEN[column]} {_FAMILY[(column + row) % len(_FAMILY)]}"
    return f"{name} {lap + 1}" if lap else name


BOARDS = {"Ketua": (5,), "Sekretaris": (6,), "Bendahara": (10,), "Pengawas": (4, 7, 9)}
"""Who of the members (by index) leads and who supervises, by position."""

LENDERS = 40
"""The index at which the members of the KSP begin among the invented people."""


def leader(post: str, first: int = 0) -> str:
    """Who holds a position, of the cooperative whose members begin with the index `first`."""
    return person(first + BOARDS[post][0])


LEADERS = {post: leader(post) for post in ("Bendahara", "Ketua")}
"""Who signs for the village."""
