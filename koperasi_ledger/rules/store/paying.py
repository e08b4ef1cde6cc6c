"""How a receipt is paid: in money, by QRIS, from savings, or owed by the buyer or an issuer."""

from datetime import date, timedelta
from decimal import Decimal

from koperasi_ledger.model.accounts import CUSTOMER_DEBTS, MEMBER_DEBTS, QRIS_CLEARING, VOLUNTARY
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.events.sales import SalePayment, SaleRecorded
from koperasi_ledger.model.records import Record, SavingsAccount
from koperasi_ledger.model.records.sales import Debtor, OpenBill
from koperasi_ledger.rules.errors import BalanceTooLow, NoPolicy, NotABank
from koperasi_ledger.rules.errors.store_trade import AboveCredit
from koperasi_ledger.rules.money_side import refuse_proven
from koperasi_ledger.rules.policies import product_held
from koperasi_ledger.rules.savings import require_free
from koperasi_ledger.rules.savings_moves import months_kept, moved
from koperasi_ledger.rules.store.counter import Counter
from koperasi_ledger.rules.store.terms import StoreTerms

_ZERO = Decimal(0)


class Payments:
    """The payments of a receipt: their legs, the records they change, and who owes."""

    def __init__(self, event: SaleRecorded, counter: Counter, terms: StoreTerms) -> None:
        self.legs: list[Posting] = []
        self.sums: dict[str, Decimal] = {}
        self.debtor: str | None = None
        self._event = event
        self._counter = counter
        self._terms = terms
        self._debtors = dict(counter.debtors)
        self._owing: dict[str, Debtor] = {}
        self._accounts: dict[str, SavingsAccount] = {}
        for payment in event.payments:
            self._take(payment)

    @property
    def records(self) -> list[Record]:
        """The debts and savings that the payments changed."""
        return [*self._owing.values(), *self._accounts.values()]

    def _take(self, payment: SalePayment) -> None:
        amount = payment.amount
        if payment.via is not None:
            cash = self._counter.cash[payment.via]
            if payment.way == "bank" and cash.type != "bank":
                raise NotABank(cash.short)
            refuse_proven(cash, self._event.date)
            self._sum(cash.short, amount)
            self.legs.append(Posting(cash.account, amount))
        elif payment.way == "qris":
            self._sum("qris", amount)
            self.legs.append(Posting(QRIS_CLEARING, amount, unit=self._terms.policy.unit))
        elif payment.product is not None:
            self._save(payment.product, amount)
        else:
            self._owe(payment)

    def _sum(self, key: str, amount: Decimal) -> None:
        self.sums[key] = self.sums.get(key, _ZERO) + amount

    def _save(self, product: str, amount: Decimal) -> None:
        """Taken from the member's voluntary savings, as a withdrawal would be."""
        event, section = self._event, self._counter.savings_section
        terms = product_held(section, product, event.date)
        account = self._accounts.get(product) or self._counter.savings[product]
        if account.balance - amount < terms.minimum_balance:
            raise BalanceTooLow(
                account.member, terms.name, amount, account.balance, terms.minimum_balance
            )
        require_free(account, amount, terms.minimum_balance)
        self._accounts[product] = moved(account, event.date, -amount, months_kept(section, product))
        unit = self._terms.policy.unit
        self.legs.append(Posting(VOLUNTARY, amount, account.member, unit, sub=product))

    def _owe(self, payment: SalePayment) -> None:
        """Owed by the buyer within the limit, or by the issuer of a voucher or social card."""
        event, counter = self._event, self._counter
        limit: Decimal | None = None
        if payment.way == "voucher":
            holder, days = f"@{payment.issuer}", 0
        elif counter.member is not None:
            credit = self._terms.policy.credit
            if credit is None:
                raise NoPolicy("toko.kredit_anggota", event.date)
            holder, limit, days = counter.member.number, credit.limit, credit.days
        elif (customer := counter.customer) is not None:
            holder, limit, days = f"@{customer.customer}", customer.limit, customer.days
        else:
            message = "credit without a buyer; the event refuses it"
            raise ValueError(message)
        debtor = self._debtors[holder]
        if limit is not None and debtor.balance + payment.amount > limit:
            raise AboveCredit(holder.removeprefix("@"), payment.amount, debtor.balance, limit)
        due = event.date + timedelta(days=days)
        if payment.way == "kredit" and event.due is not None:
            due = event.due
        after = owing(debtor, event.ref, due, payment.amount)
        self._debtors[holder] = self._owing[holder] = after
        self.debtor = self.debtor or holder
        self.legs.append(debt_leg(holder, payment.amount, self._terms.policy.unit))


def owing(debtor: Debtor, ref: str, due: date, amount: Decimal) -> Debtor:
    """The debtor with a bill, or with more on the bill of this receipt."""
    known = debtor.bills.get(ref)
    bill = OpenBill(due, amount if known is None else known.remaining + amount)
    return debtor.updated(balance=debtor.balance + amount, bills=debtor.bills | {ref: bill})


def debt_leg(holder: str, amount: Decimal, unit: str | None) -> Posting:
    """The leg of what a buyer owes: a member's number, or `@` and a customer."""
    if holder.startswith("@"):
        return Posting(CUSTOMER_DEBTS, amount, unit=unit, sub=holder[1:])
    return Posting(MEMBER_DEBTS, amount, holder, unit)
