"""PPh final on savings interest: by month and member, and the proof that a member gets."""

from dataclasses import replace
from decimal import Decimal

from koperasi_ledger.model.money import terbilang
from koperasi_ledger.model.policy.savings import format_percent
from koperasi_ledger.model.policy.taxes import TaxPolicy
from koperasi_ledger.model.records import InterestMonth, Member
from koperasi_ledger.reports.formatting import rupiah
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.view import Column, Report, Row, Signature, Table
from koperasi_ledger.rules.dates import last_day, month_name, month_of
from koperasi_ledger.rules.policies import body_on

_COLUMNS = (
    Column("bulan", "Bulan", "code"),
    Column("nomor", "No.", "code"),
    Column("nama", "Nama"),
    Column("jasa", "Jasa bruto", "amount"),
    Column("pph", "PPh dipotong", "amount"),
    Column("disetor", "Disetor", "amount"),
    Column("belum_disetor", "Belum disetor", "amount"),
)


def pph_simpanan(scope: Scope) -> Report:
    """Interest and tax of every member in the months of the scope, with a sum for each month."""
    first, last = month_of(scope.first), month_of(scope.last)
    names = {member.number: member.name for member in scope.books.all(Member)}
    rows: list[Row] = []
    sums = [Decimal(0)] * 4
    within = [item for item in scope.books.all(InterestMonth) if first <= item.month <= last]
    for month in sorted({item.month for item in within}):
        totals = [Decimal(0)] * 4
        for item in within:
            if item.month != month or not (item.gross or item.withheld):
                continue
            left = item.withheld - item.remitted
            amounts = (item.gross, item.withheld, item.remitted, left)
            totals = [a + b for a, b in zip(totals, amounts, strict=True)]
            rows.append(Row((month, item.member, names.get(item.member, ""), *amounts)))
        rows.append(Row((None, None, f"Jumlah {month_name(month)}", *totals), "subtotal"))
        sums = [a + b for a, b in zip(sums, totals, strict=True)]
    rows.append(Row((None, None, "Jumlah", *sums), "total"))
    return statement(
        scope,
        "pph-simpanan",
        "PPh Final atas Jasa Simpanan Anggota",
        (Table("pph", "", _COLUMNS, tuple(rows)),),
        facts=legal(scope),
        notes=(
            *_rule(scope),
            (
                "Jasa seorang anggota dijumlahkan dari semua simpanannya per bulan; setoran menurut"
                " keadaan jurnal saat dicetak."
            ),
        ),
        signed=True,
    )


def bukti_potong(scope: Scope, member: Member, item: InterestMonth) -> Report:
    """The proof of withholding of one member and month; also where the tax is zero."""
    rows = (
        Row(("Jasa simpanan bruto sebulan, semua simpanan", item.gross)),
        Row(("PPh final yang dipotong", item.withheld), "subtotal"),
        Row(("Diterima anggota", item.gross - item.withheld), "total"),
    )
    columns = (Column("uraian", "Uraian"), Column("jumlah", "Jumlah", "amount"))
    made = statement(
        scope,
        "bukti-potong",
        "Bukti Pemotongan PPh Final atas Bunga Simpanan",
        (Table("bukti", "", columns, rows),),
        facts=(
            ("Nomor bukti", f"BP-{item.month}-{member.number}"),
            *legal(scope),
            ("Masa", month_name(item.month)),
            ("Nomor anggota", member.number),
            ("Nama", member.name),
            ("NIK", member.nik or "." * 30),
            ("Terbilang PPh", terbilang(item.withheld)),
        ),
        notes=_rule(scope),
        signed=True,
    )
    return made if made.signatures else replace(made, signatures=(Signature("Bendahara"),))


def _rule(scope: Scope) -> tuple[str, ...]:
    policy = body_on(scope.books.section("taxes"), TaxPolicy, last_day(month_of(scope.last)))
    tax = policy.savings_interest if policy is not None else None
    if tax is None:
        return ()
    return (
        (
            f"Sampai Rp{rupiah(tax.limit)} sebulan 0%; di atasnya {format_percent(tax.rate)} dari"
            " seluruh jasa bruto, final (PP 15/2009)."
        ),
    )
