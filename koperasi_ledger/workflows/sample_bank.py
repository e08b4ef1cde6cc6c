"""The two bank statements of the small sample, written as the banks' portals write them.

October 2026: BRI as BRImo and IBBIZ export it, BCA as KlikBCA Bisnis does. Each has lines that
explain themselves (a member's number, a virtual account, fee, interest, tax), and some that nobody
can explain without asking.
"""

from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.workflows.sample_facts import BCA_NUMBER, BRI_NUMBER, NAME

FILES = {"bri": "bri-2026-10.csv", "bca": "bca-bisnis-2026-10.csv"}
"""The statement file of each account key."""

_MONTH, _YEAR = 10, 2026
_BRI_COLUMNS = (
    "ID,NOREK,TGL_TRAN,TGL_EFEKTIF,JAM_TRAN,SEQ,DESK_TRAN,SALDO_AWAL_MUTASI,MUTASI_DEBET,"
    "MUTASI_KREDIT,SALDO_AKHIR_MUTASI,GLSIGN,TRUSER,KODE_TRAN,KODE_TRAN_TELLER,TRREMK,TLBDS1,TLBDS2,"
    "REMARK_CUSTOM"
)


class _Bri(NamedTuple):
    """A line of BRI: day and time of October 2026, sequence, text, signed rupiah (or `qris`)."""

    day: int
    time: str
    seq: str
    text: str
    amount: str


class _Bca(NamedTuple):
    """A line of BCA: day of October 2026, text, signed rupiah (or `tax`)."""

    day: int
    text: str
    amount: str


_BRI_LINES = (
    _Bri(1, "08:14:47", "000001", "TRSF SITI CONTOH SIMP WAJIB A-0001", "20000"),
    _Bri(2, "10:02:11", "000001", "BRIVA 8881000003 RINA MISAL", "20000"),
    _Bri(5, "09:31:20", "000001", "TRSF WATI ANDAI SIMP SUKARELA A-0007", "250000"),
    _Bri(7, "11:20:05", "000002", "SETORAN TUNAI KOPERASI DESA CONTOH", "2000000"),
    _Bri(9, "13:40:02", "000003", "TRSF KE UD GROSIR REKAAN INV 1009", "-3600000"),
    _Bri(9, "13:40:02", "000003", "BIAYA TXN BI-FAST", "-2500"),
    _Bri(12, "07:55:41", "000001", "BRIVA 8881000006 AGUS KHAYAL", "40000"),
    _Bri(15, "19:02:55", "000004", "TRSF HAMBA FIKTIF", "50000"),
    _Bri(15, "19:03:40", "000005", "TRSF HAMBA FIKTIF", "50000"),
    _Bri(20, "16:44:13", "000001", "TRSF NUR FIKTIF BELANJA TOKO A-0013", "75000"),
    _Bri(23, "06:00:00", "000001", "SETTLEMENT QRIS 22/10", "qris"),
    _Bri(31, "18:00:00", "000001", "FEE BRILINK OKTOBER 2026", "231450"),
    _Bri(31, "23:59:00", "0", "BUNGA", "6417.83"),
    _Bri(31, "23:59:00", "0", "PAJAK BUNGA", "-1283.57"),
    _Bri(31, "23:59:00", "0", "BIAYA ADM", "-12000"),
)
_BCA_LINES = (
    _Bca(2, "TRSF E-BANKING CR 0210/FTSCY/WS95051 SIMP WAJIB A-0015 FITRI REKAAN", "20000"),
    _Bca(6, "KR OTOMATIS VA 8881000013 NUR FIKTIF", "100000"),
    _Bca(14, "DB DEBIT PLN PREPAID 000111222333", "-204500"),
    _Bca(15, "PAJAK PPH FINAL KODE BILLING 000000000000019", "tax"),
    _Bca(21, "TRSF E-BANKING CR 2110/FTSCY/WS95051 SIMP WAJIB A-0021 ENDANG DONGENG", "60000"),
    _Bca(26, "SETORAN TUNAI", "500000"),
    _Bca(30, "BUNGA", "7012.33"),
    _Bca(30, "PAJAK BUNGA", "-1402.47"),
    _Bca(30, "BIAYA ADM", "-15000"),
)


def statements(bri: Decimal, bca: Decimal, tax: int, qris: int) -> dict[str, bytes]:
    """Both files by account key: opening balances, September's PPh final, QRIS paid; rupiah."""
    return {"bri": _bri(bri, qris).encode(), "bca": _bca(bca, tax).encode()}


def _bri(balance: Decimal, qris: int) -> str:
    rows = [_BRI_COLUMNS]
    for serial, line in enumerate(_BRI_LINES, 1):
        amount = Decimal(qris if line.amount == "qris" else line.amount)
        after = balance + amount
        when = f"{_YEAR}-{_MONTH}-{line.day:02d} {line.time}"
        # The portal writes the time as a number and so loses its leading zeros.
        clock = str(int(line.time.replace(":", "")))
        out, into = (-amount, Decimal(0)) if amount < 0 else (Decimal(0), amount)
        text = f"NBMB {line.text} ESB:NBMB:0001500F:9000001{serial:02d}"
        cells = (
            f"{serial}",
            BRI_NUMBER,
            when,
            when,
            clock,
            line.seq,
            text,
            *(f"{value:.2f}" for value in (balance, out, into, after)),
            "Db" if amount < 0 else "Cr",
            *("8888079", "4", "6670", "", "", ""),
            line.text.title(),
        )
        rows.append(",".join(f'"{cell}"' for cell in cells))
        balance = after
    return "".join(f"{row}\r\n" for row in rows)


def _bca(opening: Decimal, tax: int) -> str:
    period = f"01/{_MONTH}/{_YEAR} - 31/{_MONTH}/{_YEAR}"
    rows = [
        '"Informasi Rekening - Mutasi Rekening"',
        f'"No. rekening : {BCA_NUMBER}"',
        f'"Nama : {NAME.upper()}"',
        f'"Periode : {period}"',
        '"Kode Mata Uang : Rp"',
        "",
        '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"',
    ]
    balance = opening
    amounts = [Decimal(-tax if line.amount == "tax" else line.amount) for line in _BCA_LINES]
    for line, amount in zip(_BCA_LINES, amounts, strict=True):
        balance += amount
        sign = "DB" if amount < 0 else "CR"
        day = f"{line.day:02d}/{_MONTH}/{_YEAR}"
        rows.append(f'"{day}","{line.text}   ","0000","{abs(amount):,.2f} {sign}","{balance:,.2f}"')
    debits = [-amount for amount in amounts if amount < 0]
    credits_ = [amount for amount in amounts if amount > 0]
    rows += [
        "",
        f'"Saldo Awal : {opening:,.2f}"',
        f'"Mutasi Debet : {sum(debits):,.2f}","{len(debits)}"',
        f'"Mutasi Kredit : {sum(credits_):,.2f}","{len(credits_)}"',
        f'"Saldo Akhir : {balance:,.2f}"',
    ]
    return "".join(f"{row}\r\n" for row in rows)
