"""Commands on what the cooperative owes to lenders: agreement, drawdown, payment, schedule."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import (
    Balances,
    Given,
    amount_of,
    day_of,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_utang_bank_bulanan import accrue
from cli.koperasi_utang_bank_lihat import card, listing, schedule

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = {
    "borrowing": "NOMOR",
    "lender": "--pemberi",
    "source": "--jenis",
    "limit": "--plafon",
    "method": "--metode",
    "rate": "--bunga",
    "tenor": "--tenor",
    "principal_grace": "--tenggang-pokok",
    "interest_grace": "--tenggang-bunga",
    "due_day": "--tanggal-tagih",
    "holidays": "--libur",
    "multiple": "--bulat",
    "scheme": "--skema",
    "by": "--oleh",
    "fees": "--biaya",
    "account": "--akun",
    "principal": "--pokok",
    "interest": "--bunga",
    "penalty": "--denda",
    "fee": "--denda",
    "difference": "--selisih",
    "reason": "--selisih",
    "rows": "BERKAS",
    "via": "--dari",
    "clears": "--titipan",
}


@click.group("utang-bank")
def debts() -> None:
    """Utang koperasi kepada bank, LPDB dan pemberi pinjaman lain.

    \b
    Contoh:
      koperasi utang-bank catat UB-2026-0001 --pemberi "BRI Cabang Contoh" --plafon 300000000 \\
        --bunga 6 --tenor 72 --tenggang-pokok 6 --tanggal-tagih 12 --oleh "Ketua Contoh"
      koperasi utang-bank bayar UB-2026-0001 --dari bri
    """


for _command in (accrue, listing, card, schedule):
    debts.add_command(_command)


_waiting_option = click.option(
    "--titipan",
    "clears",
    metavar="REF",
    help="Bukan kas/bank: ref baris rekening koran yang menunggu di Titipan.",
)


def _money(via: str, clears: str | None) -> dict[str, str]:
    """Where the money is: a cash or bank account, or a bank line that waits to be explained."""
    return {"via": via} if clears is None else {"clears": clears}


def _number(text: str) -> str:
    return text.strip().upper()


def _percent(text: str | None, label: str) -> str | None:
    from cli.koperasi_pinjaman_umum import percent_of

    return percent_of(text, label)


def _told(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.workflows.borrowings import borrowing_of, view

    found = view(borrowing_of(book, event.borrowing), event.date)  # type: ignore[attr-defined] # all have one
    told: dict[str, object] = {
        "nomor": found.borrowing.number,
        "keadaan": found.borrowing.status,
        "sisa_pokok": found.borrowing.balance,
        "sisa_plafon": found.borrowing.limit - found.borrowing.drawn,
    }
    if found.coming is not None:
        told["angsuran_berikutnya"] = found.coming.principal + found.coming.interest
        told["jatuh_tempo_berikutnya"] = found.coming.day
    return told  # type: ignore[return-value] # amounts, days and words


def _record(context: click.Context, kind: str, given: Given, **fields: Any) -> None:  # noqa: ANN401 - fields of any event
    labels = {**_LABELS, **fields.pop("labels", {})}
    record_one(context, kind, given, labels=labels, balances=_told, told_as="utang", **fields)


@debts.command("catat")
@click.argument("nomor")
@click.option("--pemberi", "lender", required=True, help="Nama bank atau pemberi pinjaman.")
@click.option(
    "--jenis",
    "source",
    type=click.Choice(["bank", "lpdb", "lain"]),
    default="bank",
    help="Jenis pemberi pinjaman (bawaan: bank).",
)
@click.option("--plafon", "limit", required=True, metavar="RUPIAH", help="Jumlah yang disetujui.")
@click.option(
    "--metode",
    "method",
    type=click.Choice(["menurun", "anuitas", "flat"]),
    default="menurun",
    help="Cara bunga dihitung (bawaan: menurun, atas sisa pokok).",
)
@click.option("--bunga", "rate", required=True, metavar="PERSEN", help="Persen setahun.")
@click.option("--tenor", type=int, required=True, help="Banyaknya angsuran bulanan.")
@click.option("--tenggang-pokok", "grace", type=int, help="Bulan pertama tanpa angsuran pokok.")
@click.option("--tenggang-bunga", "rest", type=int, help="Bulan pertama tanpa membayar bunga.")
@click.option(
    "--tanggal-tagih", "due_day", type=int, help="Tanggal jatuh tempo tiap bulan, misalnya 12."
)
@click.option(
    "--hari-kerja", "working", is_flag=True, help="Sabtu, Minggu dan libur: hari kerja berikutnya."
)
@click.option(
    "--libur", "holidays", multiple=True, metavar="TANGGAL", help="Hari libur; boleh berulang."
)
@click.option(
    "--hitung-hari",
    "count",
    type=click.Choice(["30/360", "aktual/365", "aktual/360", "aktual/aktual"]),
    help="Cara bank menghitung hari (bawaan: bulan sama panjang).",
)
@click.option("--bulat", "multiple", metavar="RUPIAH", help="Angsuran dibulatkan ke kelipatan ini.")
@click.option("--skema", "scheme", help="Kunci skema di kebijakan [[utang.skema]], misalnya kdmp.")
@click.option("--unit", help="Unit usaha.")
@click.option("--oleh", "by", multiple=True, required=True, help="Yang memutuskan; boleh berulang.")
@click.option("--keputusan", "decision", help="Nomor keputusan, misalnya RAT 2026 No. 5.")
@voucher_options
@click.pass_context
def agree(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Catat perjanjian utang NOMOR; uangnya baru masuk dengan 'cair'.

    \b
    Contoh:
      koperasi utang-bank catat UB-2026-0001 --pemberi "BRI Cabang Contoh" --plafon 300000000 \\
        --bunga 6 --tenor 72 --tenggang-pokok 6 --oleh "Ketua Contoh"
    """
    _record(
        context,
        "borrowing_agreed",
        given,
        borrowing=_number(nomor),
        lender=of["lender"],
        source=of["source"],
        limit=amount_of(of["limit"], "--plafon"),
        method=of["method"],
        rate=_percent(of["rate"], "--bunga"),
        tenor=of["tenor"],
        principal_grace=of["grace"],
        interest_grace=of["rest"],
        due_day=of["due_day"],
        due_rule="hari-kerja-berikutnya" if of["working"] else None,
        holidays=list(of["holidays"]) or None,
        day_count=of["count"],
        multiple=None if of["multiple"] is None else amount_of(of["multiple"], "--bulat"),
        scheme=of["scheme"],
        unit=of["unit"],
        by=list(of["by"]),
        decision=of["decision"],
    )


@debts.command("cair")
@click.argument("nomor")
@click.argument("jumlah")
@click.option(
    "--biaya",
    "fees",
    multiple=True,
    metavar="AKUN=RUPIAH",
    help="Biaya yang dipotong bank, misalnya AdministrasiBank=3000000; boleh berulang.",
)
@_waiting_option
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def draw(context: click.Context, /, *, nomor: str, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Catat pencairan JUMLAH dari utang NOMOR, seluruhnya atau satu tahap.

    \b
    Contoh:
      koperasi utang-bank cair UB-2026-0001 300000000 --ke bri --biaya AdministrasiBank=3000000
    """
    _record(
        context,
        "borrowing_drawn",
        given,
        prepare=lambda book: {"fees": [_fee(book, text) for text in of["fees"]] or None},
        labels={"via": "--ke", "amount": "JUMLAH"},
        borrowing=_number(nomor),
        amount=amount_of(jumlah),
        **_money(of["via"], of["clears"]),
    )


def _fee(book: "Book", text: str) -> dict[str, str]:
    from koperasi_ledger.workflows.chart import find_account

    account, mark, amount = text.partition("=")
    if not mark:
        raise click.UsageError(
            "Tulis biaya sebagai AKUN=RUPIAH, misalnya AdministrasiBank=3000000."
        )
    return {
        "account": find_account(book.journal.books(), account.strip()).name,
        "amount": amount_of(amount, "--biaya"),
    }


@debts.command("pindah")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--akun", "account", required=True, help="Akun liabilitas tempat utang lama dicatat.")
@voucher_options
@click.pass_context
def take_over(
    context: click.Context, *, nomor: str, jumlah: str, account: str, given: Given
) -> None:
    """Pindahkan sisa utang lama dari saldo awal ke perjanjian NOMOR, agar punya jadwal.

    \b
    Contoh:
      koperasi utang-bank pindah UB-2024-0001 90000000 --akun UtangLPDB
    """

    def found(book: "Book") -> dict[str, object]:
        from koperasi_ledger.workflows.chart import find_account

        return {"account": find_account(book.journal.books(), account).name}

    _record(
        context,
        "borrowing_taken_over",
        given,
        prepare=found,
        borrowing=_number(nomor),
        amount=amount_of(jumlah),
    )


@debts.command("bayar")
@click.argument("nomor")
@click.argument("jumlah", required=False)
@click.option("--pokok", "principal", metavar="RUPIAH", help="Pokok menurut bank.")
@click.option("--bunga", "interest", metavar="RUPIAH", help="Bunga menurut bank.")
@click.option("--denda", "penalty", metavar="RUPIAH", help="Denda keterlambatan dari bank.")
@click.option(
    "--selisih",
    "reason",
    metavar="ALASAN",
    help="Bunga bank memang lain dari jadwal kita; sebutkan mengapa.",
)
@_waiting_option
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def pay(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Catat angsuran utang NOMOR; tanpa rincian: tepat menurut jadwal.

    Yang jatuh tempo dibayar dahulu; bila tidak ada, angsuran berikutnya. Bila bank mendebit jumlah
    lain, sebutkan pokok dan bunganya.

    \b
    Contoh:
      koperasi utang-bank bayar UB-2026-0001 --dari bri
      koperasi utang-bank bayar UB-2026-0001 --pokok 25000000 --bunga 1550000 \\
        --selisih "Bank menghitung 31 hari" --dari bri
    """
    number = _number(nomor)
    said = {
        name: None if of[name] is None else amount_of(of[name], f"--{word}")
        for name, word in (("principal", "pokok"), ("interest", "bunga"), ("penalty", "denda"))
    }
    jumlah = of["jumlah"]
    if jumlah is not None and (said["principal"] or said["interest"]):
        raise click.UsageError("Isi JUMLAH, atau --pokok dan --bunga, tidak keduanya.")
    if of["reason"] is not None and said["interest"] is None:
        raise click.UsageError("--selisih menjelaskan --bunga; sebutkan juga --bunga.")

    def parts(book: "Book") -> dict[str, object]:
        from koperasi_ledger.workflows.borrowings import payment_of, refuse_second_payment

        day = day_of(given.day, book)
        if given.ref is None and not given.again:
            refuse_second_payment(book, number, day)
        amount = None if jumlah is None else Decimal(amount_of(jumlah))
        if amount is not None and said["penalty"] is not None:
            amount -= Decimal(said["penalty"])
        due = payment_of(book, number, amount, day)
        if said["principal"] is None and said["interest"] is None:
            return {"principal": str(due.principal), "interest": str(due.interest)}
        if of["reason"] is None:
            return {}
        difference = Decimal(said["interest"] or 0) - due.interest
        return {"difference": str(difference), "reason": of["reason"]} if difference else {}

    _record(
        context,
        "borrowing_paid",
        given,
        prepare=parts,
        borrowing=number,
        **_money(of["via"], of["clears"]),
        **{name: value for name, value in said.items() if value is not None},
    )


@debts.command("percepat")
@click.argument("nomor")
@click.argument("pokok")
@click.option("--bunga", "interest", metavar="RUPIAH", help="Bunga yang ikut didebit bank.")
@click.option("--denda", "fee", metavar="RUPIAH", help="Penalti pelunasan dipercepat.")
@click.option(
    "--tetap",
    "keep",
    type=click.Choice(["tenor", "angsuran"]),
    default="tenor",
    help="Yang dipertahankan (bawaan: tenor).",
)
@_waiting_option
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def prepay(context: click.Context, /, *, nomor: str, pokok: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Bayar POKOK sebelum waktunya; bila seluruh sisa, utang NOMOR lunas.

    \b
    Contoh:
      koperasi utang-bank percepat UB-2026-0001 100000000 --bunga 300000 --tetap tenor --dari bri
    """
    _record(
        context,
        "borrowing_prepaid",
        given,
        borrowing=_number(nomor),
        principal=amount_of(pokok, "POKOK"),
        interest=None if of["interest"] is None else amount_of(of["interest"], "--bunga"),
        fee=None if of["fee"] is None else amount_of(of["fee"], "--denda"),
        keep=of["keep"],
        **_money(of["via"], of["clears"]),
    )


@debts.command("jadwal-bank")
@click.argument("nomor")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path))
@click.option("--alasan", "reason", required=True, help="Mengapa jadwalnya berubah.")
@click.option("--bunga", "rate", metavar="PERSEN", help="Suku bunga yang baru, bila berubah.")
@voucher_options
@click.pass_context
def reschedule(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Pakai jadwal dari bank (CSV jatuh_tempo,pokok,bunga) untuk sisa utang NOMOR.

    \b
    Contoh:
      koperasi utang-bank jadwal-bank UB-2026-0001 jadwal.csv --alasan "Bunga naik"
    """
    from koperasi_ledger.workflows.borrowings import read_schedule

    _record(
        context,
        "borrowing_rescheduled",
        given,
        labels={"reason": "--alasan"},
        borrowing=_number(nomor),
        rows=read_schedule(of["file"]),
        rate=_percent(of["rate"], "--bunga"),
        reason=of["reason"],
    )
