"""What the commands that record one event share: their options, and how they confirm."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cli.koperasi_umum import json_option, say, show_json, stamp, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_WHOSE = ("loan", "collateral", "member")
"""The fields that say whose event it is; the first that an event has is told."""

Balances = Mapping[str, Decimal | date | str]
"""What is to be told after an event: a name as in JSON, and an amount, a day, a month or words."""


class Given(NamedTuple):
    """The options that every recording command has."""

    day: str | None
    document: str | None
    note: str | None
    ref: str | None
    again: bool
    as_json: bool


LABELS = {
    "date": "--tanggal",
    "document": "--bukti",
    "note": "--catatan",
    "ref": "--ref",
    "member": "NOMOR",
    "amount": "JUMLAH",
    "product": "--produk",
    "unit": "--unit",
    "reason": "--alasan",
    "name": "--nama",
    "nik": "--nik",
    "address": "--alamat",
    "phone": "--telepon",
    "joined_on": "--masuk-sejak",
    "heirs": "--ahli-waris",
    "recipient": "--penerima",
    "number": "--nomor",
    "bank": "--bank",
    "key": "KUNCI",
    "target": "REF",
    "month": "BULAN",
    "effective": "--berlaku",
    "decision": "--keputusan",
}
"""What the person calls the fields of events; a command may say otherwise."""


def voucher_options(function: Callable[..., None]) -> Callable[..., None]:
    """Adds the options of a recording command; they arrive together as `given`."""

    @click.option(
        "--tanggal", "day", metavar="TTTT-BB-HH", help="Tanggal kejadian (bawaan: hari ini)."
    )
    @click.option("--bukti", "document", help="Nomor bukti di kertas.")
    @click.option(
        "--catatan",
        "note",
        help="Keterangan; ikut tercetak di buku besar, jadi jangan menulis nama anggota.",
    )
    @click.option("--ref", help="Nomor unik peristiwa (bawaan: dibuat sendiri).")
    @click.option("--lagi", "again", is_flag=True, help="Memang terjadi lagi, sama persis.")
    @json_option
    @wraps(function)
    def wrapper(*args: Any, **values: Any) -> None:  # noqa: ANN401 - click hands over what it parsed
        mine = {name: values.pop(name) for name in Given._fields}
        function(*args, given=Given(**mine), **values)

    return wrapper


def via_option(name: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that names the cash or bank account, `kas` if it is not given."""
    return click.option(
        name, "via", default="kas", metavar="KAS", help=f"{what}: kunci kas/bank (bawaan: kas)."
    )


def amount_of(text: str, label: str = "JUMLAH") -> str:
    """A typed amount as events take it; its mistakes are told with its label."""
    from koperasi_ledger.model.errors import Refusal
    from koperasi_ledger.model.money import parse_user_amount

    try:
        return str(parse_user_amount(text))
    except Refusal as refusal:
        refusal.where = label
        raise


def day_of(text: str | None, book: "Book") -> date:
    """A typed day; today where the cooperative is when none was typed."""
    from datetime import timedelta

    from koperasi_ledger.workflows.by_hand_errors import BadDay

    if text is None or text == "hari-ini":
        return book.settings.today(stamp().at)
    if text == "kemarin":
        return book.settings.today(stamp().at) - timedelta(days=1)
    found = _iso(text)
    if found is None:
        raise BadDay(text[:40], "tanggal", "2026-01-31 (tahun-bulan-hari)")
    return found


def _iso(text: str) -> date | None:
    """The day of a text exactly like 2026-01-31, if there is such a day."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def month_of_text(text: str) -> str:
    """A typed month, `YYYY-MM`."""
    from koperasi_ledger.workflows.by_hand_errors import BadDay

    if _iso(f"{text}-01") is None:
        raise BadDay(text[:40], "bulan", "2026-01 (tahun-bulan)")
    return text


def member_number(text: str) -> str:
    """A typed member number: small letters are meant as capitals."""
    return text.strip().upper()


def record_one(
    context: click.Context,
    kind: str,
    given: Given,
    *,
    labels: Mapping[str, str] | None = None,
    balances: "Callable[[Book, AnyEvent], Balances] | None" = None,
    receipt: bool = False,
    prepare: "Callable[[Book], Mapping[str, object]] | None" = None,
    told_as: str = "saldo",
    show: Callable[[object], None] = show_json,
    **fields: object,
) -> None:
    """Records one event and confirms it: what, where it stands, what the balance is now.

    `prepare` gives the fields that only the book can tell; `told_as` is the key of the balances in
    JSON, and `show` takes what is told there.
    """
    from koperasi_ledger.workflows.by_hand import record_by_hand

    with the_book(context) as book:
        if prepare is not None:
            fields |= prepare(book)
        fields.setdefault("date", day_of(given.day, book))
        done = record_by_hand(
            book,
            kind,
            stamp(),
            {**LABELS, **(labels or {})},
            ref=given.ref,
            again=given.again,
            document=given.document,
            note=given.note,
            **fields,
        )
        told = balances(book, done.event) if balances is not None else {}
    if given.as_json:
        show(
            {
                "ref": done.event.ref,
                "dicatat": done.new,
                "jenis": done.event.kind,
                "tanggal": done.event.date.isoformat(),
                told_as: {name: str(value) for name, value in told.items()},
            }
        )
        return
    _confirm(done.event, told, new=done.new, receipt=receipt)


def _amount(event: "AnyEvent") -> Decimal | None:
    """What an event moved, in rupiah; the sum of its lines if it is a receipt or payment."""
    from koperasi_ledger.model.events import PaymentRecorded, ReceiptRecorded

    if isinstance(event, PaymentRecorded | ReceiptRecorded):
        return sum((line.amount for line in event.lines), Decimal(0))
    return getattr(event, "amount", None)


def _shown(value: Decimal | date | str) -> str:
    from cli.koperasi_umum import rupiah
    from koperasi_ledger.rules.dates import day_name, month_name

    if isinstance(value, Decimal):
        return rupiah(value)
    if isinstance(value, date):
        return day_name(value)
    return month_name(value) if _MONTH.fullmatch(value) else value


def _confirm(event: "AnyEvent", told: Balances, *, new: bool, receipt: bool) -> None:
    from cli.koperasi_umum import rupiah
    from koperasi_ledger.model.events import MonthClosed
    from koperasi_ledger.rules.dates import day_name, month_name

    if not new:
        say(f"{event.ref} sudah tercatat dengan isi yang sama; tidak ada yang ditambahkan.")
        return
    who = next((getattr(event, name) for name in _WHOSE if hasattr(event, name)), None)
    if isinstance(event, MonthClosed):
        who = month_name(event.month)
    amount = _amount(event)
    parts = [event.title, who or "", rupiah(amount) if amount else ""]
    what = " ".join(part for part in parts if part)
    say(f"Dicatat: {what}, {day_name(event.date)}. Ref: {event.ref}")
    for name, value in told.items():
        say(f"  {name.replace('_', ' ')}: {_shown(value)}")
    for name, value in told.items():
        if isinstance(value, Decimal) and value < 0 and name.startswith("saldo_"):
            short = name.removeprefix("saldo_")
            say(
                f"  Perhatian: saldo {short} menjadi di bawah nol. Periksa jumlahnya; mungkin ada"
                " penerimaan yang belum dicatat, atau uangnya dari kas/bank lain."
            )
    if receipt:
        say(f"  cetak kuitansi: koperasi kuitansi {event.ref}")
