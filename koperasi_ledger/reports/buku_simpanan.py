"""Buku simpanan: the passbook page of one savings account, every movement with its balance."""

from decimal import Decimal

from koperasi_ledger.model.accounts import INTEREST_TAX, VOLUNTARY
from koperasi_ledger.model.records import Member, SavingsAccount
from koperasi_ledger.reports.account_book import book_table
from koperasi_ledger.reports.query import Line, day_before
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.simpanan import kind_title
from koperasi_ledger.reports.view import Cell, Report

_WORDS = ("Setoran", "Penarikan")


def buku_simpanan(scope: Scope, member: Member, account: SavingsAccount) -> Report:
    """The account's movements in the days of the scope."""
    before = day_before(scope.first)
    opening, lines = 0, []
    for line in scope.postings.member_lines(member.number, before.min, scope.last):
        if (line.account, line.sub) != (VOLUNTARY, account.product):
            continue
        if line.date <= before:
            opening += line.sen
        else:
            lines.append(line)
    title = kind_title(scope, (VOLUNTARY, account.product))
    table = book_table(
        "mutasi",
        "",
        _told(scope, account.product, lines),
        words=_WORDS,
        opening=opening,
        sign=-1,
        first=-1,
    )
    return statement(
        scope,
        "buku-simpanan",
        f"Buku {title}",
        (table,),
        facts=_facts(member, account),
        notes=("Blokir tercantum menurut keadaan jurnal saat dicetak.",) if account.blocks else (),
        signed=True,
    )


def _facts(member: Member, account: SavingsAccount) -> tuple[tuple[str, Cell], ...]:
    facts: list[tuple[str, Cell]] = [("Nomor anggota", member.number), ("Nama", member.name)]
    if account.blocks:
        facts.append(("Diblokir", account.blocked))
        facts.append(("Bebas", max(account.balance - account.blocked, Decimal(0))))
    return tuple(facts)


def _told(scope: Scope, product: str, lines: list[Line]) -> list[Line]:
    """The lines with what each leg of a month's interest is: interest, tax, or fee."""
    return [
        line._replace(narration=_words(scope, product, line))
        if line.kind == "savings_interest_paid"
        else line._replace(narration=line.narration.removesuffix(f" {line.member}"))
        for line in lines
    ]


def _words(scope: Scope, product: str, line: Line) -> str:
    month = line.narration.removeprefix("Jasa simpanan ").removesuffix(f" {line.member}")
    if line.sen < 0:
        return f"Jasa {month}"
    # The legs of one account stand together; its tax and fee follow with the opposite sign.
    rows = scope.postings.source.rows(
        "SELECT account, sen, sub FROM postings WHERE seq = ? ORDER BY leg", (line.seq,)
    )
    own, contra = False, {}
    for account, sen, sub in list(rows):
        if account == VOLUNTARY:
            own = sub == product
        elif own:
            contra[account] = -int(sen)
    taxed = contra.get(INTEREST_TAX) == line.sen
    return f"PPh final atas jasa {month}" if taxed else f"Biaya administrasi {month}"
