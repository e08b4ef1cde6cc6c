"""What a person types about agency work, made into the fields of events; and what stands now."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.fields import KEY_PATTERN, MEMBER_PATTERN
from koperasi_ledger.model.money import parse_user_amount
from koperasi_ledger.model.policy.agency import AgencyPolicy
from koperasi_ledger.model.records import PolicySection
from koperasi_ledger.model.records.agency import AgencyAccount
from koperasi_ledger.rules.agency.fees import usual_fee
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.book import Book

_LINE = re.compile(rf"(?P<service>{KEY_PATTERN})=(?:(?P<count>[0-9]{{1,6}}):)?(?P<rest>.+)")
_PART = re.compile(r",(?=[a-z]+=)")
_FEES = {"pelanggan": "charged", "bagian": "kept", "prinsipal": "earned"}
_EXAMPLE = "tarik-tunai=12:6500000,pelanggan=52000 atau listrik=102500,anggota=A-0001"


class BadAgencyLine(Refusal):
    """A transaction typed in a way that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:80]} tidak terbaca sebagai transaksi keagenan.",
            where="--transaksi",
            remedy=f"Tulis seperti {_EXAMPLE}: layanan, tanda =, banyaknya dan titik dua bila lebih"
            " dari satu, lalu nominal seluruhnya; fee dan anggota sesudah koma.",
        )


class FeeUnknown(Refusal):
    """A recap of several transactions whose fee the policy alone does not tell."""

    def __init__(self, service: str, part: str) -> None:
        super().__init__(
            f"Fee {part} dari beberapa transaksi {service} tidak dapat dihitung dari jumlahnya"
            " saja, karena bertingkat atau berbatas.",
            where="--transaksi",
            remedy=f"Sebut jumlahnya menurut rekap: {service}=BANYAK:NOMINAL,{part}=JUMLAH.",
        )


def agency_policy_on(book: Book, day: date) -> AgencyPolicy | None:
    """The policy of agency work in force on the day."""
    section = book.journal.load(PolicySection.kind, "agency")
    return body_on(section, AgencyPolicy, day) if isinstance(section, PolicySection) else None


def read_agency_line(text: str, policy: AgencyPolicy | None) -> dict[str, Any]:
    """`tarik-tunai=12:6500000,pelanggan=52000` as a line; fees not told are the policy's.

    Raises:
        BadAgencyLine: it is not written so.
        FeeUnknown: a fee of several transactions has to be told.
        AmbiguousAmount, UnreadableAmount: an amount cannot be read.
    """
    found = _LINE.fullmatch(text.strip())
    if found is None:
        raise BadAgencyLine(text)
    nominal, *parts = _PART.split(found["rest"])
    count = int(found["count"] or 1)
    amount = parse_user_amount(nominal)
    line: dict[str, Any] = {"service": found["service"], "count": count, "nominal": str(amount)}
    for part in parts:
        name, _, value = part.partition("=")
        if name == "anggota" and re.fullmatch(MEMBER_PATTERN, value.upper()):
            line["member"] = value.upper()
        elif name in _FEES and _FEES[name] not in line:
            line[_FEES[name]] = str(parse_user_amount(value))
        else:
            raise BadAgencyLine(text)
    service = policy.services.get(found["service"]) if policy is not None else None
    for name, field in _FEES.items() if service is not None else ():
        if field not in line:
            fee = usual_fee(getattr(service, field), count, amount)
            if fee is None:
                raise FeeUnknown(found["service"], name)
            line[field] = str(fee)
    return line


_DIFFERENCE = re.compile(
    r"(?P<reason>biaya|kurang|lebih|tertunda-keluar|tertunda-masuk)=(?P<amount>[^:]+):(?P<why>.+)"
)


class BadDifference(Refusal):
    """A difference typed in a way that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:80]} tidak terbaca sebagai selisih.",
            where="--selisih",
            remedy='Tulis seperti "biaya=2500:biaya bulanan EDC"; sebabnya biaya, kurang, lebih,'
            " tertunda-keluar atau tertunda-masuk.",
        )


def read_difference(text: str) -> dict[str, str]:
    """`biaya=2500:biaya bulanan EDC` as a difference.

    Raises:
        BadDifference: it is not written so.
    """
    found = _DIFFERENCE.fullmatch(text.strip())
    if found is None:
        raise BadDifference(text)
    amount = str(parse_user_amount(found["amount"]))
    return {"reason": found["reason"], "amount": amount, "explanation": found["why"]}


class Standing(NamedTuple):
    """What stands with a principal."""

    account: AgencyAccount
    name: str


def agency_standing(book: Book, day: date) -> list[Standing]:
    """The accounts with all principals, under their names in the policy of the day."""
    policy = agency_policy_on(book, day)
    names = {key: each.name for key, each in policy.principals.items()} if policy else {}
    accounts = book.journal.books().all(AgencyAccount)
    return [Standing(each, names.get(each.principal, each.principal)) for each in accounts]


def told_balance(book: Book, principal: str) -> dict[str, Decimal]:
    """The balance and the open fees of a principal, to be told after an event."""
    found = book.journal.load(AgencyAccount.kind, principal)
    if not isinstance(found, AgencyAccount):
        return {}
    if found.way == "setor":
        told = {f"terutang_{principal}": -found.balance}
    else:
        told = {f"saldo_{principal}": found.balance}
    return told | ({"fee_belum_diterima": found.claim} if found.claim else {})
