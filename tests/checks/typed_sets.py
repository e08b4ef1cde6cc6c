"""Sets of statements as somebody types them: random but right, in several layouts, as workbooks."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from hypothesis import strategies as st
from openpyxl import Workbook

Sort = Literal["title", "head", "line", "sum", "blank"]


@dataclass(frozen=True)
class Typed:
    """A row: what it is called, its amounts, and whether it is taken off (`off`)."""

    sort: Sort
    label: str
    amounts: tuple[int | Decimal | None, ...] = ()
    off: bool = False
    percent: bool = False


@dataclass(frozen=True)
class Statement:
    kind: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[Typed, ...]


@dataclass(frozen=True)
class Layout:
    """How a set is typed."""

    sheets: bool = True
    text: bool = False
    codes: bool = False
    signed: bool = True
    staggered: bool = False
    beside: bool = False
    rupiah: bool = False


def layouts() -> st.SearchStrategy[Layout]:
    return st.builds(
        Layout, *[st.booleans() for _ in range(5)], st.booleans(), rupiah=st.booleans()
    )


amount = st.one_of(st.just(0), st.integers(1_000, 900_000_000), st.integers(1, 9_000_000))
ASSETS = ("Kas", "Bank BRI", "Piutang anggota", "Penyisihan piutang", "Persediaan barang")
FIXED = ("Tanah", "Gedung", "Peralatan", "Akumulasi penyusutan peralatan")
DEBTS = ("Simpanan sukarela", "Dana sosial", "Utang usaha")
EQUITY = ("Simpanan pokok", "Simpanan wajib", "Dana cadangan", "SHU tahun berjalan")
INCOME = ("Pendapatan jasa pinjaman", "Penjualan barang", "Pendapatan lain-lain")
COSTS = ("Harga pokok penjualan", "Beban gaji", "ATK dan cetakan", "Biaya rapat anggota")
POOLS = ("Cadangan", "Jasa modal", "Jasa usaha", "Pengurus", "Dana pendidikan", "Dana sosial")


def line(label: str, *amounts: int, off: bool = False) -> Typed:
    return Typed("line", label, amounts, off)


def total(label: str, *amounts: int, off: bool = False) -> Typed:
    return Typed("sum", label, amounts, off)


@st.composite
def sets(draw: st.DrawFn) -> tuple[Statement, ...]:
    """Two years of a cooperative whose statements agree."""
    names = [n for n in ASSETS if n == "Kas" or draw(st.booleans())]
    fixed = [n for n in FIXED if draw(st.booleans())]
    debts = [n for n in DEBTS if n == DEBTS[0] or draw(st.booleans())]
    incomes = [n for n in INCOME if n == INCOME[0] or draw(st.booleans())]
    costs = [n for n in COSTS if draw(st.booleans())]
    years = range(2)
    one = {n: [draw(amount) for _ in years] for n in (*names, *fixed, *debts, *incomes, *costs)}
    one["SP"], one["SW"] = ([draw(amount) for _ in years] for _ in range(2))
    for name, values in one.items():
        if name.startswith(("Penyisihan", "Akumulasi")):
            values[:] = [-value for value in values]
    income = [sum(one[n][y] for n in incomes) for y in years]
    cost = [sum(one[n][y] for n in costs) for y in years]
    shu = [income[y] - cost[y] for y in years]
    # What is left is the reserve's; money on hand makes that a sum no one mistakes.
    one["Kas"] = [v + 10**12 for v in one["Kas"]]
    current = [sum(one[n][y] for n in names) for y in years]
    lasting = [sum(one[n][y] for n in fixed) for y in years]
    debt = [sum(one[n][y] for n in debts) for y in years]
    reserve = [
        current[y] + lasting[y] - debt[y] - one["SP"][y] - one["SW"][y] - shu[y] for y in years
    ]
    equity = [one["SP"][y] + one["SW"][y] + reserve[y] + shu[y] for y in years]
    assets = [current[y] + lasting[y] for y in years]
    neraca = [
        Typed("head", "ASET"),
        Typed("head", "Aset lancar"),
        *(line(n, *one[n], off=n.startswith("Peny")) for n in names),
        total("Jumlah aset lancar", *current),
        Typed("blank", ""),
    ]
    if fixed:
        neraca += [
            Typed("head", "Aset tetap"),
            *(line(n, *one[n], off=n.startswith("Akum")) for n in fixed),
            total("Jumlah aset tetap", *lasting),
        ]
    neraca += [
        total("JUMLAH ASET", *assets),
        Typed("blank", "|"),
        Typed("head", "LIABILITAS DAN EKUITAS"),
        Typed("head", "Liabilitas"),
        *(line(n, *one[n]) for n in debts),
        total("Jumlah liabilitas", *debt),
        Typed("head", "Ekuitas"),
        line("Simpanan pokok", *one["SP"]),
        line("Simpanan wajib", *one["SW"]),
        line("Dana cadangan", *reserve),
        line("SHU tahun berjalan", *shu),
        total("Jumlah ekuitas", *equity),
        total("JUMLAH LIABILITAS DAN EKUITAS", *[debt[y] + equity[y] for y in years]),
    ]
    phu = [
        Typed("head", "Pendapatan"),
        *(line(n, *one[n]) for n in incomes),
        total("Jumlah pendapatan", *income),
        Typed("head", "Beban"),
        *(line(n, *[-v for v in one[n]], off=True) for n in costs),
        *([total("Jumlah beban", *[-v for v in cost], off=True)] if costs else []),
        total("Sisa hasil usaha (SHU)", *shu),
    ]
    begin = draw(amount) + 10**6
    cash = [sum(one[n][y] for n in names if n in ("Kas", "Bank BRI")) for y in years]
    flows = []
    invest = [draw(amount) for _ in years]
    start = [cash[1], begin]
    moved = [cash[y] - start[y] for y in years]
    work = [moved[y] + invest[y] for y in years]
    flows = [
        Typed("head", "Arus kas dari aktivitas operasi"),
        line("Penerimaan dari anggota", *[w + 777 for w in work]),
        line("Pembayaran kepada pemasok", *[-777 for _ in years], off=True),
        total("Kas neto dari aktivitas operasi", *work),
        Typed("head", "Arus kas dari aktivitas investasi"),
        line("Pembelian aset tetap", *[-v for v in invest], off=True),
        total("Kas neto dari aktivitas investasi", *[-v for v in invest]),
        total("Kenaikan (penurunan) kas", *moved),
        line("Kas awal tahun", *start),
        total("Kas akhir tahun", *cash),
    ]
    parts = [[v[1] for v in (one["SP"], one["SW"], reserve, shu)]]
    parts.append([v[0] for v in (one["SP"], one["SW"], reserve, shu)])
    more = [b - a for a, b in zip(parts[0], parts[1], strict=True)]
    more[3] = -parts[0][3]
    made = [0, 0, 0, shu[0]]
    rows = (
        ("Saldo 31 Desember 2024", parts[0]),
        ("Penambahan (pengurangan)", more),
        ("SHU tahun berjalan", made),
        ("Saldo 31 Desember 2025", parts[1]),
    )
    change = tuple(line(label, *values, sum(values)) for label, values in rows)
    found = [
        Statement("neraca", "LAPORAN POSISI KEUANGAN", ("31/12/2025", "31/12/2024"), tuple(neraca)),
        Statement("phu", "PERHITUNGAN HASIL USAHA", ("2025", "2024"), tuple(phu)),
        Statement(
            "ekuitas",
            "LAPORAN PERUBAHAN EKUITAS",
            ("Simpanan pokok", "Simpanan wajib", "Dana cadangan", "SHU", "Jumlah"),
            change,
        ),
        Statement("arus-kas", "LAPORAN ARUS KAS", ("2025", "2024"), tuple(flows)),
    ]
    if shu[0] > 0:
        found.append(shares_of(shu[0], draw(st.integers(1, 30))))
    return tuple(found)


def shares_of(shu: int, first: int) -> Statement:
    rates = [first, 30, 20, 10, 5, 35 - first]
    values = [shu * r // 100 for r in rates]
    values[0] += shu - sum(values)
    # To the rupiah, the remainders to the first lines.
    spare, values[0] = values[0] - shu * rates[0] // 100, shu * rates[0] // 100
    order = sorted(range(6), key=lambda n: (-(shu * rates[n] % 100), n))
    for n in order[:spare]:
        values[n] += 1
    rows = [
        Typed("line", name, (Decimal(rate), value), percent=True)
        for name, rate, value in zip(POOLS, rates, values, strict=True)
        if rate
    ]
    rows.append(Typed("sum", "Jumlah", (Decimal(100), shu), percent=True))
    return Statement("shu", "PEMBAGIAN SHU TAHUN 2025", ("Persen", "Jumlah"), tuple(rows))


def half_up(shu: int, rate: int) -> int:
    return int((Decimal(shu) * rate / 100).quantize(Decimal(1), ROUND_HALF_UP))


def written(value: int | Decimal, layout: Layout) -> object:
    """An amount as it is typed."""
    if not layout.text:
        return value
    if value == 0:
        return "-"
    plain = f"{abs(value):,}".replace(",", ".")
    plain = f"({plain})" if value < 0 else plain
    return f"Rp {plain}" if layout.rupiah else plain


def workbook(found: Sequence[Statement], layout: Layout) -> bytes:
    """The statements typed in a layout."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    page = None
    for number, each in enumerate(found):
        if layout.sheets or page is None:
            page = book.create_sheet(f"Lembar {number + 1}")
        at = page.max_row + 2 if page.max_row > 1 else 1
        page.cell(at, 1, "KOPERASI CONTOH" if number == 0 else None)
        page.cell(at + 1, 1, each.title)
        halves = [each]
        if layout.beside and each.kind == "neraca":
            cut = next(n for n, row in enumerate(each.rows) if row.label == "|")
            halves = [replace(each, rows=each.rows[:cut]), replace(each, rows=each.rows[cut + 1 :])]
        column = 1
        for half in halves:
            column = _typed(page, at + 2, column, half, layout)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(page, top, left, each, layout) -> int:  # type: ignore[no-untyped-def]
    label = left + (1 if layout.codes else 0)
    wide = 2 if layout.staggered and each.kind in ("neraca", "phu", "arus-kas") else 1
    if layout.codes:
        page.cell(top, left, "No")
    page.cell(top, label, "Uraian")
    for n, head in enumerate(each.heads):
        year = int(head) if head.isdecimal() and not layout.text else head
        page.cell(top, label + 1 + n * wide, year)
    at = top
    for number, row in enumerate(each.rows, 1):
        at += 1
        if row.sort == "blank":
            continue
        if layout.codes:
            page.cell(at, left, number if not layout.text else f"{number}.")
        page.cell(at, label, row.label)
        for n, value in enumerate(row.amounts):
            shown = -value if row.off and not layout.signed and value is not None else value
            place = label + 1 + n * wide + (wide - 1 if row.sort == "sum" else 0)
            if row.percent and n == 0:
                page.cell(at, place, f"{value}%" if layout.text else value)
            else:
                page.cell(at, place, written(shown, layout))
    return int(label + len(each.heads) * wide + 1)
