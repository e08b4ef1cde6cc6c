"""Papers of a loan: agreement, schedule, card, and the letter to a late payer."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import LOANS  # noqa: F401 - kept out below
