"""Money that is nobody's due: dana kebajikan spent, and what a borrower of qardh freely adds.

Sources: PSAK 401 (sources and uses of dana kebajikan), fatwa DSN-MUI 19/2001 (a gift on qardh is
allowed when it was not agreed on); savings-loans reference section 6.
"""

from decimal import Decimal

from koperasi_ledger.model.accounts import CHARITY, QARDH_GIFTS
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.sharia import CharitySpent, QardhGiftReceived
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.loans import LoanWrongStatus
from koperasi_ledger.rules.errors.sharia import CharityTooSmall, NotThisAkad
from koperasi_ledger.rules.money_side import MoneySide, move


def spend_charity(event: CharitySpent, held: Decimal, side: MoneySide) -> Change:
    """Dana kebajikan is spent; `held` is what it holds at the end of the day.

    Raises:
        CharityTooSmall.
    """
    if event.amount > held:
        raise CharityTooSmall(event.amount, held, event.date)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    what = f"Penyaluran dana kebajikan: {event.purpose}"
    entry = balanced(event.date, event.ref, what, [Posting(CHARITY, event.amount), leg])
    return Change(entry, waiting)


def receive_gift(event: QardhGiftReceived, loan: Loan, side: MoneySide) -> Change:
    """What the borrower of a qardh adds freely is income.

    Raises:
        NotThisAkad, LoanWrongStatus.
    """
    if loan.product.akad != "qardh":
        raise NotThisAkad(loan.number, loan.product.akad, "qardh")
    if loan.status not in ("berjalan", "lunas"):
        raise LoanWrongStatus(loan.number, loan.status, "diberi imbalan")
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    income = Posting(QARDH_GIFTS, -event.amount, loan.member, loan.unit, sub=loan.number)
    what = f"Imbalan sukarela qardh {loan.number} {loan.member}"
    return Change(balanced(event.date, event.ref, what, [leg, income]), (loan, *waiting))
