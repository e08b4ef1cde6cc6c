"""Words of a loan agreement: each article says what the agreement stored with the loan says.

The wording follows published forms of kopdit, KSP and KSPPS (practice); the pengurus decide whether
to use it. Sharia: a murabahah sells at a stated cost and margin (PSAK 402, ex 102), a qardh is lent
without reward, and denda goes to the benevolence fund.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.money import format_rupiah, terbilang
from koperasi_ledger.model.policy.loans import LoanFee, LoanProduct, PenaltyRule
from koperasi_ledger.model.records.loans import Collateral, Loan
from koperasi_ledger.model.records.sharia import MurabahahGoods
from koperasi_ledger.reports.pinjaman_surat import Article
from koperasi_ledger.rules.dates import day_name

_ZERO = Decimal(0)

METHODS = {
    "flat": "dihitung dari pokok semula, sama setiap angsuran (flat)",
    "menurun": "dihitung dari sisa pokok, pokok sama setiap angsuran (menurun)",
    "anuitas": "dihitung dari sisa pokok, jumlah angsuran sama (anuitas)",
    "harian": "dihitung setiap hari dari sisa pokok",
}
"""How interest is reckoned, by method."""


class Terms(NamedTuple):
    """What the articles are made of: the loan, its schedule in short, and what secures it.

    `addendum` is 0 for the agreement itself, else which change of it; `effective` is the yearly
    effective rate in percent as text; `goods` what a murabahah sells, once it was bought.
    """

    loan: Loan
    principal: Decimal
    start: date
    planned: bool
    rows: Sequence[tuple[date, Decimal, Decimal]]
    fees: Sequence[tuple[LoanFee, Decimal]]
    collateral: Sequence[Collateral]
    addendum: int
    effective: str | None
    goods: MurabahahGoods | None = None


def money(amount: Decimal) -> str:
    """An amount as an agreement writes it: figures, then words."""
    return f"Rp{format_rupiah(amount)} ({terbilang(amount)})"


def percent(value: Decimal) -> str:
    """A percentage as printed: `1,5 %`."""
    return f"{value.normalize():f}".replace(".", ",") + " %"


def period_name(period: str) -> str:
    """The period of instalments: `bulan`, `10 hari`."""
    return period.replace("-", " ")


def tenor_name(tenor: int, period: str) -> str:
    """How long a loan runs: `12 bulan`, `6 × 10 hari`."""
    times = " ×" if period.endswith("-hari") else ""
    return f"{tenor}{times} {period_name(period)}"


def called(product: LoanProduct) -> tuple[str, str]:
    """What the two sides are called in the agreement."""
    return ("PENJUAL", "PEMBELI") if product.akad == "murabahah" else ("KOPERASI", "PEMINJAM")


def title_of(product: LoanProduct, addendum: int) -> str:
    """The agreement's title."""
    names = {
        "konvensional": "Perjanjian Pinjaman",
        "murabahah": "Akad Murabahah",
        "qardh": "Akad Qardh",
    }
    own = names[product.akad]
    return f"Adendum ke-{addendum} {own}" if addendum else own


def articles_of(terms: Terms) -> tuple[Article, ...]:
    """The articles, in the order of published forms."""
    made = (
        _subject(terms),
        None if terms.addendum else _payout(terms),
        _reward(terms),
        _instalments(terms),
        _allocation(terms),
        _penalty(terms),
        _early(terms),
        _security(terms),
        _ending(terms),
    )
    return tuple(article for article in made if article is not None)


def _subject(terms: Terms) -> Article:
    lender, borrower = called(terms.loan.product)
    loan, product = terms.loan, terms.loan.product
    purpose = loan.purpose
    if product.akad == "murabahah" and not terms.addendum:
        return Article("Objek dan harga", tuple(_price(terms)))
    if terms.addendum:
        changed = (
            (
                f"Pokok pinjaman {loan.number} yang terutang pada {day_name(terms.start)} adalah"
                f" {money(terms.principal)} dan dijadwalkan kembali menurut adendum ini."
            ),
            "Ketentuan perjanjian semula tetap berlaku sepanjang tidak diubah di sini.",
        )
        return Article("Perubahan", changed)
    use = f" Pinjaman dipakai untuk: {purpose}." if purpose else ""
    verb = "meminjamkan tanpa imbalan" if product.akad == "qardh" else "meminjamkan"
    first = (
        f"{lender} {verb} kepada {borrower} uang sebesar {money(terms.principal)}, produk"
        f" {product.name}.{use}"
    )
    return Article("Jumlah dan tujuan", (first, _approval(loan)))


def _price(terms: Terms) -> Iterator[str]:
    """What is sold, at which cost and margin, and what is paid of it beforehand (PSAK 402)."""
    seller, buyer = called(terms.loan.product)
    loan, goods = terms.loan, terms.goods
    margin = loan.margin or _ZERO
    down = goods.down if goods is not None else _ZERO
    purpose = loan.purpose or "." * 40
    yield f"{seller} menjual kepada {buyer}, dan {buyer} membeli: {purpose}."
    if goods is not None and goods.wakalah:
        yield f"Barang itu dibeli {buyer} sebagai wakil {seller} (wakalah) sebelum akad ini."
    if down:
        price = terms.principal + down
        yield f"Harga perolehan {money(price)} dan margin {money(margin)}."
        yield f"Uang muka {money(down)} diperhitungkan sebagai bagian harga."
    else:
        yield f"Harga perolehan yang dibiayai {money(terms.principal)}, margin {money(margin)}."
    yield f"{buyer} berutang {money(terms.principal + margin)}."
    yield "Harga itu tetap sejak akad dan tidak berubah karena lamanya pembayaran."
    yield _approval(loan)


def _approval(loan: Loan) -> str:
    if loan.approved is None:
        return "Pinjaman ini belum disetujui; perjanjian berlaku sesudah disetujui."
    by = f" oleh {', '.join(loan.by)}" if loan.by else ""
    return f"Disetujui pada {day_name(loan.approved)}{by}."


def _payout(terms: Terms) -> Article:
    lender, borrower = called(terms.loan.product)
    kept = sum((amount for _, amount in terms.fees), _ZERO)
    when = "setelah perjanjian ini ditandatangani" if terms.planned else day_name(terms.start)
    if terms.loan.product.akad == "murabahah":
        clauses = [f"{lender} menyerahkan objek itu kepada {borrower}: {when}."]
        clauses += [_fee(fee, amount, "dibayar tunai") for fee, amount in terms.fees]
        return Article("Penyerahan", tuple(clauses))
    if not kept:
        return Article("Pencairan", (f"Dicairkan penuh, tanpa potongan: {when}.",))
    clauses = [
        f"Dicairkan {when}, dengan potongan sebagai berikut.",
        *(_fee(fee, amount, "dipotong") for fee, amount in terms.fees),
        f"{borrower} menerima {money(terms.principal - kept)}.",
    ]
    return Article("Pencairan dan biaya", tuple(clauses))


def _fee(fee: LoanFee, amount: Decimal, how: str) -> str:
    share = f" ({percent(fee.percent)} dari pinjaman)" if fee.percent is not None else ""
    own = ", dicatat sebagai simpanan peminjam dan dikembalikan menurut ketentuan"
    return f"{fee.name}{share} {how} Rp{format_rupiah(amount)}{own if fee.swp else ''}."


def _reward(terms: Terms) -> Article | None:
    _, borrower = called(terms.loan.product)
    product = terms.loan.product
    if product.akad == "murabahah":
        return None
    if product.akad == "qardh":
        free = (
            "Pinjaman ini tidak berjasa dan tidak berbunga.",
            f"{borrower} boleh memberi lebih atas kehendak sendiri, yang tidak diperjanjikan.",
        )
        return Article("Tanpa imbalan", free)
    per = "setahun" if product.rate_per == "tahun" else f"setiap {period_name(product.period)}"
    clauses = [f"Jasa pinjaman {percent(product.rate)} {per}, {METHODS[product.method]}."]
    if terms.effective is not None:
        clauses.append(f"Jasa itu setara dengan bunga efektif {terms.effective} setahun.")
    return Article("Jasa pinjaman", tuple(clauses))


def _instalments(terms: Terms) -> Article:
    _, borrower = called(terms.loan.product)
    product, rows = terms.loan.product, terms.rows
    first, last = rows[0], rows[-1]
    amounts = {row[1] + row[2] for row in rows[:-1]} or {last[1] + last[2]}
    period = period_name(product.period)
    if len(rows) == 1:
        how = f"{borrower} membayar sekaligus {money(last[1] + last[2])} pada {day_name(last[0])}."
        clauses = [how]
    else:
        clauses = [
            (
                f"{borrower} membayar dalam {len(rows)} angsuran, satu setiap {period}, dari"
                f" {day_name(first[0])} sampai {day_name(last[0])}."
            ),
        ]
        same = len(amounts) == 1 and product.method != "harian"
        amount = money(next(iter(amounts))) if same else ""
        clauses += [f"Setiap angsuran {amount}; yang terakhir menutup sisanya."] if same else []
    if product.method == "harian":
        clauses.append(
            "Jasa setiap angsuran mengikuti hari pembayarannya; jadwal adalah perkiraan."
        )
    if terms.planned:
        clauses.append(
            f"Tanggal-tanggal itu bila dicairkan pada {day_name(terms.start)}; bila tidak,"
            " mengikuti tanggal pencairannya."
        )
    clauses.append("Jadwal angsuran terlampir adalah bagian dari perjanjian ini.")
    return Article("Jangka waktu dan angsuran", tuple(clauses))


def _allocation(terms: Terms) -> Article:
    product = terms.loan.product
    words = {"denda": "denda", "jasa": "jasa", "pokok": "pokok"}
    if product.akad == "murabahah":
        words["jasa"] = "margin"
    order = [words[part] for part in product.order]
    if product.akad == "qardh":
        order.remove("jasa")
    listed = (
        f"{', '.join(order[:-1])}, lalu {order[-1]}" if len(order) > 2 else " lalu ".join(order)
    )
    oldest = "; angsuran tertua didahulukan" if product.by_instalment else ""
    rest = {
        "angsuran-berikutnya": "dipakai untuk angsuran berikutnya",
        "titipan": "disimpan sebagai titipan peminjam",
        "tolak": "tidak diterima",
    }[product.ahead]
    clauses = (
        f"Setiap pembayaran dipakai untuk {listed}{oldest}.",
        f"Pembayaran melebihi yang jatuh tempo {rest}.",
    )
    return Article("Urutan pembayaran", clauses)


def _penalty(terms: Terms) -> Article:
    product, rule = terms.loan.product, terms.loan.product.penalty
    if rule is None:
        return Article("Keterlambatan", ("Keterlambatan tidak dikenai denda.",))
    clauses = [_penalty_words(rule)]
    if rule.cap is not None:
        clauses.append(f"Denda satu angsuran paling banyak {percent(rule.cap)} dari angsuran itu.")
    if product.akad != "konvensional":
        clauses.append("Denda masuk dana kebajikan dan bukan pendapatan koperasi.")
    return Article("Keterlambatan dan denda", tuple(clauses))


def _penalty_words(rule: PenaltyRule) -> str:
    base = "angsuran" if rule.base == "angsuran" else "pokok angsuran"
    amount = (
        f"{percent(rule.percent)} dari {base} yang belum dibayar"
        if rule.percent is not None
        else f"Rp{format_rupiah(rule.amount or _ZERO)}"
    )
    each = "setiap hari" if rule.per == "hari" else "setiap bulan yang dimulai"
    grace = f", bila belum dibayar {rule.grace_days} hari sesudah jatuh tempo"
    return f"Keterlambatan dikenai denda {amount} {each}{grace if rule.grace_days else ''}."


def _early(terms: Terms) -> Article:
    product = terms.loan.product
    if product.akad == "qardh":
        return Article("Pelunasan dipercepat", ("Boleh setiap saat, sebesar sisa pokok.",))
    if product.akad == "murabahah":
        # A rebate may be given and must not be promised (fatwa DSN-MUI 23/2002).
        clauses = [
            "Boleh setiap saat; yang dibayar adalah seluruh sisa utang harga.",
            (
                "Penjual boleh memberi potongan (muqasah) atas kehendaknya sendiri; potongan itu"
                " tidak diperjanjikan dalam akad ini."
            ),
        ]
        return Article("Pelunasan dipercepat", tuple(clauses))
    rule = product.settlement
    running = "penuh" if rule.running == "penuh" else "menurut harinya"
    asked = {
        "jasa-berjalan": f"jasa periode yang sedang berjalan ({running})",
        "jasa-bulan": f"jasa {rule.periods} periode berikutnya",
        "seluruh-jasa": "seluruh jasa yang belum jatuh tempo",
        "angka-tahun": "jasa menurut bagian waktu yang sudah lewat (jumlah angka tahun)",
    }[rule.rule]
    if product.method == "harian":
        asked = "jasa sampai hari pelunasan"
    clauses = [f"Boleh setiap saat, sebesar sisa pokok, semua yang jatuh tempo, dan {asked}."]
    if rule.fee:
        clauses.append(f"Biaya pelunasan {percent(rule.fee)} dari pokok yang dipercepat.")
    return Article("Pelunasan dipercepat", tuple(clauses))


def _security(terms: Terms) -> Article:
    if not terms.collateral:
        return Article("Agunan", ("Pinjaman ini tanpa agunan.",))
    clauses = [
        f"{item.type}: {item.description}{f', {item.paper}' if item.paper else ''}, atas nama"
        f" {item.owner}, dinilai Rp{format_rupiah(item.value)}."
        for item in terms.collateral
    ]
    return Article("Agunan", (*clauses, "Agunan dikembalikan sesudah seluruh kewajiban dilunasi."))


def _ending(terms: Terms) -> Article:
    return Article("Penutup", tuple(_last_words(terms)))


def _last_words(terms: Terms) -> Iterator[str]:
    _, borrower = called(terms.loan.product)
    yield f"{borrower} memberi tahu koperasi bila alamat atau pekerjaannya berubah."
    yield "Perubahan perjanjian ini dibuat tertulis dan ditandatangani kedua pihak."
    yield "Perselisihan diselesaikan dengan musyawarah; bila tidak tercapai, menurut hukum."
