"""The till at the keyboard: koperasi toko jual without goods; typed, or from a pipe."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, day_of, member_number
from cli.koperasi_umum import rupiah, say, stamp, the_book
from koperasi_ledger.model.errors import Refusal

if TYPE_CHECKING:
    from koperasi_ledger.model.records import Item
    from koperasi_ledger.workflows.till_finding import Typed
    from koperasi_ledger.workflows.till_keyboard import BasketLine, KeyboardTill

HELP = """\
  beras 2.5kg     barang dan banyaknya; kode, barcode atau bagian namanya
  1 dus gula      banyaknya boleh di depan
  3               banyaknya baris terakhir menjadi 3 (juga 2.5kg, 1 dus)
  ubah 2 5kg      banyaknya baris 2        hapus 2          baris 2 dihapus
  anggota A-0001  pembelinya anggota       pelanggan KUNCI  pembelinya pelanggan
  tingkat grosir  tingkat harga lain       cari beras       daftar barang dan harga
  Enter           bayar                    batal            kosongkan struk ini
  hari            jumlah hari ini          struk NOMOR      cetak ulang
  selesai         tutup kasir
  =kode           barang yang kodenya sama dengan salah satu perintah"""
PAYING = """\
  50000 atau tunai 50000, qris, kredit, bank bri, voucher khbs, simpanan sukarela;
  tambahkan jumlah bila hanya sebagian (qris 20000). Enter: uang pas. batal: kembali ke barang."""


class _Done(Exception):  # noqa: N818 - ends the till, is no fault
    """The till is closed, or nothing more comes from the pipe."""


def keyboard(context: click.Context, given: Given, of: dict[str, Any]) -> None:
    """Opens the till and sells receipt after receipt until it is closed."""
    from koperasi_ledger.workflows.till_keyboard import open_till

    for name, value in (("--uang", of["uang"]), ("--nomor", of["number"]), ("--ref", given.ref)):
        if value is not None:
            raise click.UsageError(f"{name} hanya bersama --barang.")
    if given.as_json:
        raise click.UsageError("--json hanya bersama --barang.")
    with the_book(context) as book:
        till = open_till(
            book,
            of["till"],
            day_of(given.day, book),
            tier=of["tier"],
            location=of["lokasi"],
            via=of["via"],
        )
        desk = _Desk(till, of.get("printer"), fixed_day=given.day is not None)
        desk.buyer(of["member"], of["customer"])
        desk.run()


class _Desk:
    """Asks, lets the till do it, shows what came of it; a refusal is shown and asked again."""

    def __init__(self, till: "KeyboardTill", printer: Path | None, *, fixed_day: bool) -> None:
        self.till, self.printer = till, printer
        self._fixed_day = fixed_day
        self._terminal = sys.stdin.isatty()

    def buyer(self, member: str | None, customer: str | None) -> None:
        """The buyer whom the command line names for the first receipt."""
        if member:
            self.till.set_member(member_number(member))
        if customer:
            self.till.set_customer(customer)

    def run(self) -> None:
        """Receipt after receipt."""
        till = self.till
        say(f"Kasir {till.till}, {till.location}, harga {till.tier}. ? untuk bantuan.")
        try:
            while True:
                text = self._ask(self._prompt())
                if not (till.lines or self._fixed_day):
                    # A till may stay open past midnight.
                    till.day = till.book.settings.today(stamp().at)
                self._one(text)
        except _Done:
            if till.lines:
                say(f"Struk yang belum dibayar ({len(till.lines)} baris) tidak dicatat.")
            self._day()

    def _prompt(self) -> str:
        till = self.till
        who = till.member or till.customer
        total = f" {rupiah(till.due)}" if till.lines else ""
        return f"{f'{who} ' if who else ''}{till.tier}{total}> "

    def _ask(self, prompt: str) -> str:
        """A typed line; a pipe that ends closes the till, as does Ctrl-D."""
        if self._terminal:
            try:
                text: str = click.prompt(
                    prompt, default="", show_default=False, prompt_suffix="", err=False
                )
            except click.Abort:
                raise _Done from None
            return text.strip()
        line = sys.stdin.readline()
        if not line:
            raise _Done
        return line.strip()

    def _one(self, text: str) -> None:
        """One typed line."""
        word, _, rest = text.partition(" ")
        action = self._actions().get(word.casefold())
        try:
            if action is not None:
                action(rest.strip())
            else:
                self._goods(text)
        except Refusal as refusal:
            say(f"! {refusal}")

    def _actions(self) -> dict[str, Callable[[str], None]]:
        return {
            "": lambda _: self._pay(),
            "bayar": lambda _: self._pay(),
            "?": lambda _: say(HELP),
            "bantuan": lambda _: say(HELP),
            "anggota": lambda rest: self.till.set_member(member_number(rest)),
            "pelanggan": self.till.set_customer,
            "tingkat": self._tier,
            "ubah": self._change,
            "hapus": self._remove,
            "batal": lambda _: self._cancel(),
            "cari": self._search,
            "hari": lambda _: self._day(),
            "struk": self._again,
            "selesai": self._close,
            "keluar": self._close,
        }

    # -- goods -----------------------------------------------------------------------------------

    def _goods(self, text: str) -> None:
        till = self.till
        count = till.is_count(text)
        if count is not None:
            self._show(len(till.lines), till.change(len(till.lines), count.quantity, count.unit))
            return
        found, typed = till.find(text)
        item = found[0] if len(found) == 1 else self._choose(found)
        if item is not None:
            self._show(len(till.lines) + 1, till.add(item, typed.quantity, typed.unit))

    def _choose(self, found: "list[Item]") -> "Item | None":
        """Which of several items is meant; None when the person wants none of them."""
        from koperasi_ledger.workflows.till_keyboard import MOST_SHOWN

        for place, item in enumerate(found[:MOST_SHOWN], 1):
            say(f"  {place}. {item.name} ({item.item})")
        if len(found) > MOST_SHOWN:
            say(f"  … dan {len(found) - MOST_SHOWN} lagi; ketik lebih lengkap.")
        answer = self._ask("nomor> ")
        if answer.isdecimal() and 1 <= int(answer) <= min(len(found), MOST_SHOWN):
            return found[int(answer) - 1]
        say("  tidak ada yang dipilih")
        return None

    def _show(self, place: int, line: "BasketLine") -> None:
        from koperasi_ledger.model.quantities import format_quantity, to_micro

        quantity = format_quantity(to_micro(line.quantity))
        unit = line.unit or line.item.base
        say(
            f"  {place}. {line.item.name}  {quantity} {unit} x {rupiah(line.price)}"
            f" = {rupiah(line.amount)}"
        )
        missing = self.till.missing(line.item)
        if missing:
            short = f"{format_quantity(missing)} {line.item.base}"
            say(f"  ! stok {line.item.name} di {self.till.location} kurang {short}")

    def _tier(self, rest: str) -> None:
        self.till.set_tier(rest)
        for place, line in enumerate(self.till.lines, 1):
            self._show(place, line)

    def _change(self, rest: str) -> None:
        place, _, text = rest.partition(" ")
        typed = self._count_for(place, text)
        self._show(int(place), self.till.change(int(place), typed.quantity, typed.unit))

    def _count_for(self, place: str, text: str) -> "Typed":
        from koperasi_ledger.workflows.till_errors import NoSuchLine

        if not place.isdecimal() or int(place) not in range(1, len(self.till.lines) + 1):
            raise NoSuchLine(place, len(self.till.lines))
        return self.till.count_of(int(place), text)

    def _remove(self, rest: str) -> None:
        from koperasi_ledger.workflows.till_errors import NoSuchLine

        if not rest.isdecimal():
            raise NoSuchLine(rest, len(self.till.lines))
        say(f"  dihapus: {self.till.remove(int(rest)).item.name}")

    def _cancel(self) -> None:
        self.till.clear()
        say("  struk dikosongkan; tidak ada yang dicatat")

    def _search(self, rest: str) -> None:
        from koperasi_ledger.workflows.till_keyboard import MOST_SHOWN

        found = self.till.search(rest)
        for item, price in found[:MOST_SHOWN]:
            told = f"{rupiah(price)} per {item.base}" if price is not None else "belum ada harga"
            say(f"  {item.item}  {item.name}  {told}")
        if len(found) > MOST_SHOWN:
            say(f"  … dan {len(found) - MOST_SHOWN} lagi.")
        if not found:
            say("  tidak ada")

    # -- paying ----------------------------------------------------------------------------------

    def _pay(self) -> None:
        till = self.till
        if not till.lines:
            say("  belum ada barang; ? untuk bantuan")
            return
        if till.due == 0:
            say("! Struk tanpa pembayaran tidak dapat dicatat.")
            return
        change = None
        while till.remaining:
            text = self._ask(f"bayar {rupiah(till.remaining)}> ")
            if text.casefold() == "batal":
                till.unpay()
                say("  kembali ke barang")
                return
            if text == "?":
                say(PAYING)
                continue
            try:
                change = till.pay(text)
            except Refusal as refusal:
                say(f"! {refusal}")
        self._record(change is not None and change > 0)

    def _record(self, has_change: bool) -> None:  # noqa: FBT001 - told to one function
        from koperasi_ledger.reports.slip import slip_text
        from koperasi_ledger.workflows.till_slip import make_slip

        till = self.till
        try:
            event = till.record(stamp())
        except Refusal:
            till.unpay()
            raise
        given = till.given if has_change else None
        text = slip_text(make_slip(till.book, till.till, event.number, given=given, copy=False))
        say(text.rstrip("\n"))
        if given is not None:
            cash = sum(x.amount for x in event.payments if x.way == "tunai")
            say(f"KEMBALI {rupiah(given - cash)}")
        say(f"Dicatat: struk {event.number}, {rupiah(till.due)}. Ref: {event.ref}")
        till.clear()
        self._print(text)

    def _print(self, text: str) -> None:
        """Hands a receipt to the printer; what it refuses is said, the sale stands."""
        if self.printer is None:
            return
        try:
            with self.printer.open("ab") as out:
                out.write(text.encode("ascii") + b"\n\n\n")
        except OSError as error:
            from koperasi_ledger.workflows.reading import write_reason

            say(
                f"! Struk tercatat, tetapi tidak tercetak di {self.printer}:"
                f" {write_reason(error)}. Cetak lagi dengan 'struk NOMOR'."
            )

    def _again(self, rest: str) -> None:
        from koperasi_ledger.reports.slip import slip_text
        from koperasi_ledger.workflows.till_slip import make_slip

        text = slip_text(make_slip(self.till.book, self.till.till, rest))
        say(text.rstrip("\n"))
        self._print(text)

    # -- the day ---------------------------------------------------------------------------------

    def _day(self) -> None:
        from koperasi_ledger.rules.dates import day_name

        total = self.till.day_total()
        say(f"Kasir {self.till.till}, {day_name(self.till.day)}: {total.receipts} struk,")
        say(f"  penjualan {rupiah(total.sold)}")
        for way, amount in sorted(total.ways.items()):
            say(f"  {way:<9} {rupiah(amount)}")
        if total.returns:
            say(f"  retur {total.returns} kali, {rupiah(total.refunded)}")

    def _close(self, rest: str) -> None:
        del rest
        raise _Done
