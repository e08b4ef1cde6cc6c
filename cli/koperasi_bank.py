"""Commands on bank accounts: list, open, virtual accounts; and those of the other modules."""

import click

from cli.koperasi_bank_berkas import import_, password_option, read
from cli.koperasi_bank_gaji import payroll_roster
from cli.koperasi_bank_qris import qris
from cli.koperasi_bank_rekonsiliasi import reconcile
from cli.koperasi_bank_tata import import_configuration
from cli.koperasi_bank_tata import layout as layout_command
from cli.koperasi_bukti import Given, member_number, record_one, voucher_options
from cli.koperasi_tinjau import review
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book


@click.group("bank")
def bank() -> None:
    """Bank: baca dan impor mutasi, jelaskan titipan, rekonsiliasi.

    \b
    Contoh:
      koperasi bank impor mutasi-september.csv
    """


@bank.command("daftar")
@json_option
@click.pass_context
def accounts(context: click.Context, *, as_json: bool) -> None:
    """Daftar rekening bank: saldo buku, sampai kapan terbukti, berapa titipan.

    \b
    Contoh:
      koperasi bank daftar
    """
    from koperasi_ledger.workflows.bank_status import account_list

    with the_book(context) as book:
        found = account_list(book)
    if as_json:
        show_json(
            [
                {
                    "kunci": item.account.short,
                    "nama": item.account.name,
                    "bank": item.account.bank,
                    "nomor": item.account.number,
                    "akun": item.account.account,
                    "saldo_buku": f"{item.ledger:.2f}",
                    "terbukti_sampai": item.proven_through,
                    "saldo_bank": None
                    if item.proven_balance is None
                    else f"{item.proven_balance:.2f}",
                    "direkonsiliasi_sampai": item.account.reconciled,
                    "titipan": item.waiting,
                }
                for item in found
            ]
        )
        return
    if not found:
        say("Belum ada rekening bank. Daftarkan dengan: koperasi bank buka KUNCI --nama … ")
        return
    rows = [
        (
            item.account.short,
            f"{item.account.bank} {item.account.number}",
            item.account.name,
            rupiah(item.ledger),
            str(item.proven_through or "-"),
            str(item.account.reconciled or "-"),
            str(item.waiting),
        )
        for item in found
    ]
    heads = ("Kunci", "Rekening", "Nama", "Saldo buku", "Mutasi s.d.", "Cocok s.d.", "Titipan")
    table(heads, rows, right=(3, 6))


@bank.command("buka")
@click.argument("kunci")
@click.option("--nama", required=True, help="Nama seperti di laporan.")
@click.option("--bank", "of_bank", required=True, help="Nama bank, misalnya BRI.")
@click.option("--nomor", required=True, help="Nomor rekening, angka saja.")
@voucher_options
@click.pass_context
def open_account(
    context: click.Context,
    /,
    *,
    kunci: str,
    nama: str,
    of_bank: str,
    nomor: str,
    given: Given,
) -> None:
    """Daftarkan rekening bank koperasi dengan KUNCI pendek.

    \b
    Contoh:
      koperasi bank buka bri --nama "BRI Operasional" --bank BRI --nomor 000001000123509
    """
    record_one(
        context, "cash_account_opened", given,
        key=kunci, name=nama, type="bank", bank=of_bank, number=nomor,
    )  # fmt: skip


@bank.command("va")
@click.argument("nomor")
@click.argument("anggota")
@click.option(
    "--untuk",
    "purpose",
    required=True,
    type=click.Choice(["pokok", "wajib", "simpanan", "tagihan"]),
    help="Untuk apa uang yang masuk lewat nomor ini.",
)
@click.option("--produk", help="Produk simpanan; hanya untuk --untuk simpanan.")
@voucher_options
@click.pass_context
def virtual_account(
    context: click.Context,
    /,
    *,
    nomor: str,
    anggota: str,
    purpose: str,
    produk: str | None,
    given: Given,
) -> None:
    """Catat NOMOR virtual account milik ANGGOTA.

    \b
    Contoh:
      koperasi bank va 8881000042 A-0042 --untuk wajib
    """
    from koperasi_ledger.workflows.bank_errors import Incomplete

    if (purpose == "simpanan") != (produk is not None):
        raise Incomplete(f"--untuk {purpose}", "--produk", needed=produk is None)
    # A number that is none is refused by its own field, not by the ref made of it.
    plain = nomor if nomor.isascii() and nomor.isdigit() and len(nomor) <= 20 else "0"
    record_one(
        context, "virtual_account_assigned", given._replace(ref=given.ref or f"VA-{plain}"),
        labels={"number": "NOMOR", "member": "ANGGOTA", "purpose": "--untuk"},
        number=nomor, member=member_number(anggota), purpose=purpose, product=produk,
    )  # fmt: skip


for _command in (
    read,
    import_,
    password_option(layout_command),
    import_configuration,
    reconcile,
    qris,
    payroll_roster,
    review,
):
    bank.add_command(_command)
