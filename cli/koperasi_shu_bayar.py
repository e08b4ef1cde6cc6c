"""Commands that pay what was shared: members' shares, funds, and what nobody took."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import (
    Given,
    amount_of,
    day_of,
    member_number,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_umum import (
    consents,
    json_option,
    rupiah,
    say,
    show_json,
    stamp,
    table,
    the_book,
    warn,
)

if TYPE_CHECKING:
    from koperasi_ledger.workflows.shu_payments import PaymentRun

YEAR = click.IntRange(1900, 2199)


@click.command("bayar")
@click.argument("tahun", metavar="TTTT", type=YEAR)
@click.argument("nomor", metavar="[NOMOR]", required=False)
@click.option("--semua", "everyone", is_flag=True, help="Semua anggota yang belum dibayar.")
@click.option("--dari", "via", metavar="KAS", help="Kas atau bank yang membayar (bawaan: kas).")
@click.option("--ke-simpanan", "savings", metavar="PRODUK", help="Masukkan ke simpanan sukarela.")
@click.option("--potong-tunggakan", "offset", is_flag=True, help="Lunasi dahulu tunggakannya.")
@click.option("--penerima", "recipient", help="Ahli waris yang menerima, bila anggota meninggal.")
@click.option("--tanggal", "day", metavar="TTTT-BB-HH", help="Tanggal bayar (bawaan: hari ini).")
@click.option("--bukti", "document", help="Nomor bukti di kertas.")
@click.option("--coba", "trial", is_flag=True, help="Hanya tampilkan; tidak mencatat.")
@click.option("--ya", "consent", is_flag=True, help="Bayar semua tanpa bertanya lagi.")
@click.option(
    "--daftar",
    "file",
    type=click.Path(path_type=Path),
    help="Tulis daftar pembayaran untuk bank ke BERKAS .csv atau .xlsx.",
)
@json_option
@click.pass_context
def pay(
    context: click.Context,
    *,
    tahun: int,
    nomor: str | None,
    everyone: bool,
    via: str | None,
    savings: str | None,
    offset: bool,
    recipient: str | None,
    day: str | None,
    document: str | None,
    trial: bool,
    consent: bool,
    file: Path | None,
    as_json: bool,
) -> None:
    """Bayar bagian SHU tahun TTTT kepada satu anggota (NOMOR) atau --semua yang menunggu.

    Dibayar tunai atau lewat bank (--dari), atau ke simpanan sukarela (--ke-simpanan); dengan
    --potong-tunggakan yang tertunggak dilunasi dahulu: simpanan wajib, angsuran pinjaman beserta
    dendanya, lalu belanja toko yang jatuh tempo. Sebelum membayar semua, jumlahnya ditampilkan dan
    ditanyakan.

    \b
    Contoh:
      koperasi shu bayar 2026 A-0001
      koperasi shu bayar 2026 --semua --ke-simpanan sukarela --potong-tunggakan --ya
      koperasi shu bayar 2026 --semua --dari bri --daftar transfer.csv --coba
    """
    from koperasi_ledger.workflows import shu_payments

    if via is not None and savings is not None:
        raise click.UsageError("Pilih salah satu: --dari KAS atau --ke-simpanan PRODUK.")
    _require_whom(nomor, recipient, everyone=everyone)
    with the_book(context) as book:
        on = day_of(day, book)
        run = shu_payments.plan_payments(
            book,
            tahun,
            on,
            member=member_number(nomor) if nomor else None,
            savings=savings,
            offset=offset,
        )
        if not as_json:
            _show_run(run)
        recorded = None
        if not trial and run.payments:
            if everyone and not consent and not _consents(run):
                return
            recorded = shu_payments.pay(
                book,
                run,
                on,
                stamp(),
                via=None if savings else via or "kas",
                savings=savings,
                recipient=recipient,
                document=document,
            )
    if file is not None:
        _write_list(run, file)
    if as_json:
        show_json(_run_json(run, recorded.new if recorded is not None else 0))
        return
    if not run.payments:
        say("Tidak ada yang menunggu pembayaran.")
    elif trial:
        say("Ini percobaan; belum dicatat.")
    elif recorded is not None and not recorded.new:
        say("Semua sudah dicatat dari tempat lain; tidak ada yang berubah. Jangan bayar lagi.")
    else:
        say(f"Dicatat: {len(run.payments)} pembayaran SHU {tahun}, {rupiah(run.total)}.")


def _require_whom(number: str | None, recipient: str | None, *, everyone: bool) -> None:
    if (number is None) == (not everyone):
        raise click.UsageError("Sebut NOMOR satu anggota, atau --semua.")
    if recipient is not None and everyone:
        raise click.UsageError("--penerima hanya untuk satu anggota.")


def _consents(run: "PaymentRun") -> bool:
    question = f"Bayar {len(run.payments)} bagian SHU {run.year}, {rupiah(run.total)}?"
    return consents(question, to=f"Membayar semua bagian SHU {run.year}")


def _write_list(run: "PaymentRun", file: Path) -> None:
    from cli.koperasi_laporan import deliver
    from koperasi_ledger.reports.sheets import csv_bytes, xlsx_bytes
    from koperasi_ledger.workflows.shu_transfers import transfer_sheet

    sheet = transfer_sheet(run)
    suffix = file.suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise click.UsageError("--daftar ditulis ke berkas .csv atau .xlsx.")
    deliver(csv_bytes(sheet) if suffix == ".csv" else xlsx_bytes([sheet]), file)


def _show_run(run: "PaymentRun") -> None:
    from koperasi_ledger.model.money import format_rupiah

    rows = [
        [
            each.member.number,
            each.member.name,
            *map(format_rupiah, (each.amount, each.offset, each.amount - each.offset)),
        ]
        for each in run.payments
    ]
    if len(rows) > 1:
        totals = (run.total, run.offset, run.total - run.offset)
        rows.append(["Jumlah", "", *map(format_rupiah, totals)])
    if rows:
        heads = ["Nomor", "Nama", "Bagian (Rp)", "Tunggakan (Rp)", "Diterima (Rp)"]
        table(heads, rows, right=(2, 3, 4))
    for each in run.payments:
        if each.offset:
            said = [("simpanan wajib", each.wajib)] if each.wajib else []
            said += [(debt.number or "belanja toko", debt.amount) for debt in each.debts]
            told = ", ".join(f"{what} {rupiah(amount)}" for what, amount in said)
            say(f"- {each.member.number} tunggakan: {told}")
    for state, reason in run.skipped:
        warn(f"- {state.member.number} {rupiah(state.left)} tidak dibayar: {reason}")


def _run_json(run: "PaymentRun", recorded: int) -> dict[str, object]:
    return {
        "tahun": run.year,
        "dicatat": recorded,
        "pembayaran": [
            {
                "nomor": each.member.number,
                "jumlah": str(each.amount),
                "tunggakan": str(each.offset),
                "rincian_tunggakan": [
                    *([{"untuk": "wajib", "jumlah": str(each.wajib)}] if each.wajib else []),
                    *(
                        {"untuk": debt.purpose, "nomor": debt.number, "jumlah": str(debt.amount)}
                        for debt in each.debts
                    ),
                ],
                "diterima": str(each.amount - each.offset),
            }
            for each in run.payments
        ],
        "dilewati": [
            {"nomor": state.member.number, "sisa": str(state.left), "sebab": reason}
            for state, reason in run.skipped
        ],
    }


@click.command("dana")
@click.argument("akun", metavar="AKUN")
@click.argument("jumlah", metavar="JUMLAH")
@click.option("--untuk", "purpose", required=True, help="Dipakai untuk apa (ikut tercetak).")
@click.option("--pajak", "tax", metavar="JUMLAH", help="Pajak yang dipotong dari jumlah itu.")
@click.option("--penerima", "recipient", help="Siapa yang menerima (tidak tercetak).")
@via_option("--dari", "Dibayar dari")
@voucher_options
@click.pass_context
def fund(
    context: click.Context,
    *,
    akun: str,
    jumlah: str,
    purpose: str,
    tax: str | None,
    recipient: str | None,
    via: str,
    given: Given,
) -> None:
    """Pakai dana SHU di AKUN: pendidikan, sosial, pengurus, karyawan, pembangunan, desa.

    Bagian SHU untuk yang bukan anggota kena pajak; yang dipotong ditulis dengan --pajak.

    \b
    Contoh:
      koperasi shu dana Liabilitas:DanaSHU:Pendidikan 500000 --untuk "Pelatihan pembukuan"
      koperasi shu dana Liabilitas:DanaSHU:Karyawan 900000 --untuk "Bonus" --pajak 45000
    """
    record_one(
        context,
        "shu_fund_paid",
        given,
        account=akun,
        amount=amount_of(jumlah),
        tax=None if tax is None else amount_of(tax, "--pajak"),
        purpose=purpose,
        recipient=recipient,
        via=via,
    )


@click.command("tak-diambil")
@click.argument("tahun", metavar="TTTT", type=YEAR)
@click.option("--tanggal", "day", metavar="TTTT-BB-HH", help="Tanggal (bawaan: hari ini).")
@json_option
@click.pass_context
def lapse(context: click.Context, *, tahun: int, day: str | None, as_json: bool) -> None:
    """Pindahkan bagian SHU TTTT yang tidak diambil, menurut kebijakan [shu.tak_diambil].

    \b
    Contoh:
      koperasi shu tak-diambil 2026
    """
    from koperasi_ledger.workflows.shu_payments import lapse_unclaimed

    with the_book(context) as book:
        total, recorded = lapse_unclaimed(book, tahun, day_of(day, book), stamp())
    if as_json:
        show_json({"tahun": tahun, "dicatat": recorded.new, "jumlah": str(total)})
    else:
        say(f"Dipindahkan: {recorded.new} bagian SHU {tahun}, {rupiah(total)}.")
