"""Simpanan berjangka on paper: the certificate (bilyet) of one, and the list of all."""

from dataclasses import replace

from koperasi_ledger.model.accounts import DEPOSITS, DEPOSITS_LONG
from koperasi_ledger.model.money import from_sen, terbilang
from koperasi_ledger.model.policy.deposits import DepositProduct
from koperasi_ledger.model.policy.savings import format_percent
from koperasi_ledger.model.records import Deposit, Member
from koperasi_ledger.reports.formatting import rupiah, tanggal
from koperasi_ledger.reports.scope import Scope, check_equal, legal, statement
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
    ours = report.signatures or (Signature("Bendahara"),)
    return replace(report, signatures=(*ours, Signature("Anggota", member.name)))


def berjangka(scope: Scope) -> Report:
    """What every deposit held on the last day of the scope, by its certificate's number.

    Where a newer term has begun since, the day on which the old one ended is left blank.

    Raises:
        NotBalanced: the deposits differ from their control accounts.
    """
    names = {member.number: member.name for member in scope.books.all(Member)}
    held: dict[str, int] = {}
    for _, account, sub, sen in scope.postings.savings(scope.last):
        if account in (DEPOSITS, DEPOSITS_LONG) and sub is not None and sen:
            held[sub] = held.get(sub, 0) - sen
    rows = []
    for number, sen in sorted(held.items()):
        deposit = scope.books.peek(Deposit, number)
        if deposit is None or not sen:
            continue
        now = deposit.start <= scope.last
        cells = (
            number,
            deposit.member,
            names.get(deposit.member, ""),
            deposit.placed,
            maturity(deposit) if now else None,
            deposit.rate if now else None,
            from_sen(sen),
        )
        rows.append(Row(cells, trace=number))
    total = sum(held.values())
    control = sum(-scope.postings.balance(name, scope.last) for name in (DEPOSITS, DEPOSITS_LONG))
    check_equal("Jumlah simpanan berjangka", total, "saldo akun kontrolnya", control)
    rows.append(Row((None, None, "Jumlah", None, None, None, from_sen(total)), "total"))
    columns = (
        Column("bilyet", "Bilyet", "code"),
        Column("nomor", "No.", "code"),
        Column("nama", "Nama"),
        Column("ditempatkan", "Ditempatkan", "date"),
        Column("jatuh_tempo", "Jatuh tempo", "date"),
        Column("persen", "% setahun", "number"),
        Column("saldo", "Saldo", "amount"),
    )
    return statement(
        scope,
        "berjangka",
        "Daftar Simpanan Berjangka",
        (Table("berjangka", "", columns, tuple(rows)),),
        balance=True,
        notes=("Jumlahnya sama dengan saldo akun kontrolnya di buku besar.",),
        signed=True,
    )
