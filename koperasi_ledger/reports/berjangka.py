"""Simpanan berjangka on paper: the certificate (bilyet) of one, and the list of all."""

from dataclasses import replace
from decimal import Decimal

from koperasi_ledger.model.money import terbilang
from koperasi_ledger.model.policy.deposits import DepositProduct
from koperasi_ledger.model.policy.savings import format_percent
from koperasi_ledger.model.records import Deposit, Member
from koperasi_ledger.reports.formatting import rupiah, tanggal
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.view import Column, Report, Row, Signature, Table
from koperasi_ledger.rules.deposit_terms import maturity

ROLLOVER = {
    "tidak": "Tidak diperpanjang otomatis",
    "pokok": "Diperpanjang otomatis (ARO), pokok",
    "pokok-jasa": "Diperpanjang otomatis (ARO), pokok dan jasa",
}
INTEREST_TO = {
    "simpanan": "Masuk simpanan anggota",
    "tunai": "Diambil tunai",
    "kapitalisasi": "Menambah simpanan berjangka ini",
}


def bilyet(scope: Scope, deposit: Deposit, member: Member, terms: DepositProduct) -> Report:
    """The certificate of the deposit's present term."""
    end = maturity(deposit)
    paid = "setiap bulan" if terms.paid == "bulanan" else "pada saat jatuh tempo"
    rows = (
        ("Jumlah", f"Rp{rupiah(deposit.principal)}"),
        ("Terbilang", terbilang(deposit.principal)),
        ("Jangka waktu", f"{deposit.months} bulan"),
        ("Mulai", tanggal(deposit.start)),
        ("Jatuh tempo", tanggal(end)),
        ("Jasa", f"{format_percent(deposit.rate)} setahun, dibayar {paid}, dipotong PPh final"),
        ("Pembayaran jasa", INTEREST_TO[deposit.interest_to]),
        ("Saat jatuh tempo", ROLLOVER[deposit.rollover]),
    )
    columns = (Column("perihal", "Perihal"), Column("isi", "Keterangan"))
    made = statement(
        scope,
        "bilyet",
        f"Bilyet {terms.name}",
        (Table("bilyet", "", columns, tuple(Row(row) for row in rows)),),
        balance=True,
        facts=(
            ("Nomor bilyet", deposit.number),
            *legal(scope),
            ("Nomor anggota", member.number),
            ("Nama", member.name),
        ),
        notes=(
            _break_note(terms),
            "Bilyet ini bukan surat berharga dan tidak dapat dipindahtangankan.",
        ),
        signed=True,
    )
    return _with_member(made, member)


def _break_note(terms: DepositProduct) -> str:
    early = terms.early
    if early is None:
        return "Tidak dapat dicairkan sebelum jatuh tempo."
    base = {"pokok": "pokok", "saldo": "saldo", "jasa": "jasa yang sudah diterima"}[early.base]
    lost = "hangus" if early.running == "hangus" else "tetap dibayar"
    return (
        f"Pencairan sebelum jatuh tempo dikenai pinalti {format_percent(early.percent)} dari"
        f" {base}; jasa berjalan {lost}."
    )


def _with_member(report: Report, member: Member) -> Report:
    return replace(report, signatures=(*report.signatures, Signature("Anggota", member.name)))


def berjangka(scope: Scope) -> Report:
    """All deposits that are running, by number, as the journal knows them when printed."""
    names = {member.number: member.name for member in scope.books.all(Member)}
    columns = (
        Column("bilyet", "Bilyet", "code"),
        Column("nomor", "No.", "code"),
        Column("nama", "Nama"),
        Column("mulai", "Mulai", "date"),
        Column("jatuh_tempo", "Jatuh tempo", "date"),
        Column("persen", "% setahun", "number"),
        Column("saldo", "Saldo", "amount"),
        Column("jasa_terutang", "Jasa terutang", "amount"),
    )
    running = [item for item in scope.books.all(Deposit) if item.status == "aktif"]
    rows = [
        Row(
            (
                item.number,
                item.member,
                names.get(item.member, ""),
                item.start,
                maturity(item),
                item.rate,
                item.balance,
                item.accrued,
            ),
            trace=item.number,
        )
        for item in running
    ]
    total = sum((item.balance for item in running), Decimal(0))
    accrued = sum((item.accrued for item in running), Decimal(0))
    rows.append(Row((None, None, "Jumlah", None, None, None, total, accrued), "total"))
    return statement(
        scope,
        "berjangka",
        "Daftar Simpanan Berjangka",
        (Table("berjangka", "", columns, tuple(rows)),),
        balance=True,
        notes=("Menurut keadaan jurnal saat dicetak.",),
        signed=True,
        orientation="landscape",
    )
