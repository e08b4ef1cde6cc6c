"""The words of typed statements: which line is a sum, which is taken off, what a line is called.

Older and newer names of the same thing count as one: aktiva and aset; kewajiban, hutang, utang and
liabilitas; modal and ekuitas; biaya and beban (SAK ETAP, PSAK 27, SAK EP, SAK EMKM; ministry
chart).
"""

import re
from functools import lru_cache

from koperasi_ledger.model.typed_statements import Kind

_NUMBERING = re.compile(r"\A(?:[ivx]{1,4}|[a-z]|[0-9]{1,2})[.)]+\s*")
_SYNONYMS = (
    (re.compile(r"\bpas+iva\b"), "liabilitas dan ekuitas"),
    (re.compile(r"\baktiva\b|\bharta\b"), "aset"),
    (re.compile(r"\b(?:kewajiban|hutang|utang)\b"), "liabilitas"),
    (re.compile(r"\bkekayaan bersih\b|\bmodal sendiri\b|\bmodal\b"), "ekuitas"),
    (re.compile(r"\bbiaya(?:-biaya)?\b|\bbeban-beban\b"), "beban"),
    (re.compile(r"\bsisa hasil usaha(?: \(?shu\)?)?\b\)?"), "shu"),
    (re.compile(r"&|\+"), " dan "),
)
_TOTAL = re.compile(r"(?:sub[ -]*)?(?:jumlah|total)\b|subtotal|grand total")
_MEMO = re.compile(
    r"\((?:orang|lembar|hari|unit)\)"
    r"|(?:jumlah|total) (?:anggota|karyawan|pengurus|pengawas)\Z|\A%|persen\b"
)
_RESULT = re.compile(
    r"(?:laba|rugi|surplus|defisit)(?:\Z| ?[(/]| (?:kotor|bersih|neto|bruto|usaha|operasi"
    r"|operasional|sebelum|setelah|sesudah|tahun|komprehensif|dan rugi))"
    r"|(?:shu|hasil usaha)(?:\Z| ?[(/]| (?:kotor|bruto|bersih|neto|sebelum|setelah|sesudah|tahun"
    r"|koperasi|unit|operasional|usaha|yang))"
    r"|partisipasi (?:neto|bersih)|penghasilan komprehensif(?! lain)"
    r"|(?:hasil|pendapatan) (?:neto|bersih)"
)
_CASH_TOTAL = re.compile(
    r"(?:arus )?kas (?:neto|bersih)|arus kas (?:dari|untuk|yang)|(?:kenaikan|penurunan)\b.*\bkas\b"
    r"|(?:saldo )?(?:kas|setara kas)\b.*\bakhir"
)
_BOOK_VALUE = re.compile(r"nilai (?:buku|tercatat|bersih)|\w+(?: \w+)? (?:bersih|neto)\Z")
_EQUITY_TOTAL = re.compile(r"(?:saldo|ekuitas)\b(?:.*\bakhir|.*\b(?:19|20)[0-9]{2}|.* per )")
_CORE = re.compile(
    r"\A(?:(?:sub[ -]*)?(?:jumlah|total)|subtotal|grand total)\s*(?:dari\s+)?"
    r"|\A(?:arus )?kas (?:neto |bersih )?(?:yang )?(?:(?:diperoleh|digunakan)\b.*?)?"
    r"(?=(?:(?:dari|untuk) )?aktivitas)(?:(?:dari|untuk) )?"
)
_TAKEN_OFF = (
    (
        "minus",
        re.compile(r"\b(?:di)?kurangi?\b|\(-\)|-/-|\bpotongan\b|\bretur\b|persediaan akhir|prive"),
    ),
    (
        "contra",
        re.compile(r"\b(?:akumulasi|akum|penyisihan)\b|cadangan (?:kerugian|piutang)|ak\.? ?peny"),
    ),
    ("tax", re.compile(r"\b(?:pajak|pph)\b")),
    ("cost", re.compile(r"\b(?:beban|hpp|harga pokok|beban pokok|kerugian)\b")),
)
_OUT = re.compile(
    r"\b(?:pembayaran|pengeluaran|penarikan|pembelian|perolehan|pelunasan|pengembalian|penyaluran"
    r"|pinjaman diberikan|pembagian|angsuran kepada|dibayar)\b"
)
_BOTH = re.compile(r"pendapatan.*beban|laba.*rugi|beban.*pendapatan")
_WORKED = re.compile(r"kenaikan|penurunan")


@lru_cache(maxsize=20_000)
def words_of(label: str) -> str:
    """A label as it is compared: small letters, no numbering, one name for one thing."""
    text = _NUMBERING.sub("", " ".join(label.casefold().split()))
    for pattern, name in _SYNONYMS:
        text = pattern.sub(name, text)
    return " ".join(text.split()).strip(" :.-")


def core_of(label: str) -> str:
    """What a sum is the sum of: `Jumlah aktiva lancar` is of `aset lancar`."""
    text = _CORE.sub("", words_of(label))
    return re.sub(r"[^a-z0-9 ]", " ", text).strip()


def is_memo(label: str) -> bool:
    """Whether a line counts people, days or percent and not rupiah."""
    return _MEMO.search(words_of(label)) is not None


def is_difference(label: str) -> bool:
    """Whether a line says how much assets differ from liabilities and equity."""
    return words_of(label).startswith(("selisih", "balance", "kontrol"))


def is_sum(label: str, kind: Kind) -> bool:  # noqa: PLR0911 - one answer a kind
    """Whether a line is by its words a sum of lines before it, in a statement of this kind."""
    text = words_of(label)
    if is_memo(label):
        return False
    if _TOTAL.match(text):
        return True
    match kind:
        case "phu":
            return _RESULT.match(text) is not None
        case "arus-kas":
            return _CASH_TOTAL.match(text) is not None and not is_cash_part(text)
        case "neraca":
            return _BOOK_VALUE.match(text) is not None
        case "ekuitas":
            return _EQUITY_TOTAL.match(text) is not None
        case _:
            return False


def is_cash_part(text: str) -> bool:
    """Whether a line of the indirect method is a change of something other than cash."""
    return bool(re.match(r"(?:kenaikan|penurunan)", text)) and not re.search(
        r"\A(?:kenaikan|penurunan)(?: ?[(/]? ?(?:kenaikan|penurunan)\)?)?(?: (?:neto|bersih))?"
        r"(?: (?:atas|saldo|dari))?(?: arus)? (?:kas|setara)",
        text,
    )


def is_running(label: str, kind: Kind) -> bool:
    """Whether a sum runs on from the top (a result) and is no `Jumlah` of one group."""
    return _TOTAL.match(words_of(label)) is None and kind in ("phu", "ekuitas", "arus-kas")


def taken_off(label: str, kind: Kind) -> str:
    """How a line is taken off though its amount has no minus; empty for what is added."""
    text = words_of(label)
    if _BOTH.search(text):
        return ""
    for name, pattern in _TAKEN_OFF:
        if name in ("tax", "cost") and kind != "phu":
            continue
        if name == "tax" and re.search(r"sebelum|setelah|sesudah|liabilitas", text):
            continue
        if name == "cost" and re.match(r"(?:shu|laba|rugi|pendapatan|selisih|hasil)", text):
            continue
        if pattern.search(text):
            return name
    if kind == "arus-kas" and _OUT.search(text) and not re.search(r"penerimaan|aktivitas", text):
        return "out"
    return ""
