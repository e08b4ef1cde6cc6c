"""What one check found."""

from typing import NamedTuple


class Check(NamedTuple):
    """A named check; `detail` says in Indonesian what was compared, or what differs and where.

    `skipped`: it could not be made here (an engine is not installed), which is no failure.
    """

    name: str
    passed: bool
    detail: str
    skipped: bool = False
