"""Money keeps every sen: reading, writing, spelling, rounding, dividing."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from koperasi_ledger.model import money
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import (
    Direction,
    NumberStyle,
    allocate,
    format_rupiah,
    from_sen,
    parse_amount,
    parse_user_amount,
    round_to,
    terbilang,
    to_rupiah,
    to_sen,
)

D = Decimal
LARGEST = 10**17 - 1  # sen: 15 digits of rupiah
sens = st.integers(-LARGEST, LARGEST)
amounts = sens.map(from_sen)
units = st.sampled_from([D("0.01"), D("0.05"), D(1), D(50), D(100), D(1000)])
weight = st.decimals(0, 10**12, allow_nan=False, places=4) | st.integers(0, 9).map(D)
weights_with_some = st.lists(weight, min_size=1, max_size=30).filter(any)
directions: st.SearchStrategy[Direction] = st.sampled_from(["atas", "bawah", "dekat"])


def is_canonical(amount: Decimal) -> bool:
    text = str(amount)
    whole, _, sen = text.partition(".")
    return whole.removeprefix("-").isdigit() and (
        (not sen and text != "-0") or (len(sen) == 2 and sen != "00")
    )


# Amounts from text and Decimal


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("50000", "50000"),
        ("50000.0", "50000"),
        ("50000.00", "50000"),
        ("50000.5", "50000.50"),
        ("-50000.05", "-50000.05"),
        ("007", "7"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("999999999999999.99", "999999999999999.99"),
        (D("5E+4"), "50000"),
        (D("50000.000"), "50000"),
        (D("-0.0"), "0"),
        (D("0.1"), "0.10"),
        (D("-999999999999999.99"), "-999999999999999.99"),
    ],
)
def test_to_rupiah_is_canonical(value: object, written: str) -> None:
    assert str(to_rupiah(value)) == written


@pytest.mark.parametrize(
    "value",
    [
        *(1, 1.5, True, None, b"1", [], "", " 5", "5 ", "5\n", "+5", "--5", "5.", ".5", "5.123"),
        *("1.234,5", "1,5", "1_000", "1e5", "NaN", "Infinity", "Rp5", "٣", "５", "1" * 16),
        *(D("NaN"), D("sNaN"), D("Infinity"), D("0.001"), D("1E+15"), D("1E-99999")),
        *(D("1E+999999999"), D("-1E-999999999")),
    ],
)
def test_to_rupiah_refuses(value: object) -> None:
    with pytest.raises(ValueError, match="bukan jumlah rupiah") as refused:
        to_rupiah(value)
    assert isinstance(refused.value, Refusal)
    assert '"50000.50"' in refused.value.remedy


def test_a_refused_value_is_shown_on_one_line_and_cut() -> None:
    with pytest.raises(money.NotRupiah) as refused:
        to_rupiah("\x1b[31m\n\u202e" + "x" * 500)
    assert str(refused.value).isprintable()
    assert len(refused.value.what) < 120


def test_pydantic_reports_the_refusal() -> None:
    class Deposit(BaseModel):
        model_config = ConfigDict(strict=True, frozen=True)
        amount: Annotated[Decimal, BeforeValidator(to_rupiah)]

    deposit = Deposit.model_validate_json('{"amount": "100000000000000.01"}')
    assert deposit.amount == D("100000000000000.01")
    with pytest.raises(ValidationError, match="bukan jumlah rupiah"):
        Deposit.model_validate_json('{"amount": 100000000000000.01}')


@given(sens)
def test_sen_round_trip(sen: int) -> None:
    amount = from_sen(sen)
    assert is_canonical(amount)
    assert to_sen(amount) == sen
    assert str(to_rupiah(amount)) == str(to_rupiah(str(amount))) == str(amount)


@given(st.text(alphabet="0123456789-+.,_eERp ٣NaIinfty\n", max_size=20))
def test_any_text_is_canonical_or_refused(text: str) -> None:
    try:
        amount = to_rupiah(text)
    except money.NotRupiah:
        return
    assert is_canonical(amount)
    assert amount == D(text)


@given(st.decimals())
def test_any_decimal_is_kept_or_refused(value: Decimal) -> None:
    try:
        amount = to_rupiah(value)
    except money.NotRupiah:
        return
    assert is_canonical(amount)
    assert amount == value


# Amounts written by banks and people


def write(amount: Decimal, style: NumberStyle, *, grouped: bool, decimals: int) -> str:
    text = f"{amount:,.{decimals}f}" if grouped else f"{amount:.{decimals}f}"
    return text.translate(str.maketrans(".,", ",.")) if style == "id" else text


@given(amounts, st.sampled_from(["id", "en"]), st.booleans(), st.booleans())
def test_both_styles_round_trip(
    amount: Decimal,
    style: NumberStyle,
    grouped: bool,  # noqa: FBT001
    always: bool,  # noqa: FBT001
) -> None:
    whole = amount == amount.to_integral_value()
    text = write(amount, style, grouped=grouped, decimals=0 if whole and not always else 2)
    for written in (text, f" {text} ", f"Rp{text}", f"Rp. {text}", f"Rp\u00a0{text}"):
        assert str(parse_amount(written, style)) == str(amount)


@pytest.mark.parametrize(
    ("text", "style", "amount"),
    [
        ("Rp1.234.567,89", "id", "1234567.89"),
        ("Rp 1.234.567", "id", "1234567"),
        ("Rp1.500.000,-", "id", "1500000"),
        ("1.234", "id", "1234"),
        ("1234,5", "id", "1234.50"),
        ("-Rp1.234", "id", "-1234"),
        ("Rp -1.234", "id", "-1234"),
        ("1,234,567.89", "en", "1234567.89"),
        ("1,234", "en", "1234"),
        ("-0.00", "en", "0"),
        ("000001500.00", "en", "1500"),
    ],
)
def test_parse_amount(text: str, style: NumberStyle, amount: str) -> None:
    assert str(parse_amount(text, style)) == amount


@pytest.mark.parametrize(
    ("text", "style"),
    [
        *((text, "id") for text in ("1,234.56", "1,234,567", "1.23", "1234.56", "12.34.567")),
        *((text, "en") for text in ("1.234,56", "1.234.567", "1,23", "1234,56", "12,34,567")),
        *((text, "en") for text in ("1,500,000,-", "1.234", "1,234.567")),
        *((text, "id") for text in ("1.234567", "1234.567", "0.123", "1.234,567", "1..234")),
        *(
            (text, "id")
            for text in ("", "Rp", "-", "--1", "-Rp-1", "USD 1", "1 234", "1.234,", ",5")
        ),
        *((text, "id") for text in ("٣.٣٣٣", "1_000", "1e5", "NaN", "1.234\n", "1" * 16)),
    ],
)
def test_parse_amount_refuses_the_other_style(text: str, style: NumberStyle) -> None:
    with pytest.raises(money.UnreadableAmount, match="tidak terbaca") as refused:
        parse_amount(text, style)
    example = "1.234.567,89" if style == "id" else "1,234,567.89"
    assert example in refused.value.remedy


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50000", "50000"),
        ("Rp1.234.567,89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("Rp1.234", "1234"),
        ("Rp. 50.000", "50000"),
        ("50000.5", "50000.50"),
        (" 50000 ", "50000"),
        ("-Rp50.000", "-50000"),
    ],
)
def test_parse_user_amount(text: str, amount: str) -> None:
    assert str(parse_user_amount(text)) == amount


@pytest.mark.parametrize("text", ["1.234", "1,234", "-1.234", "Rp1,234", "Rp.1,234"])
def test_an_ambiguous_amount_shows_both_readings(text: str) -> None:
    with pytest.raises(money.AmbiguousAmount) as refused:
        parse_user_amount(text)
    sign = "-" if text.startswith("-") else ""
    assert f"{sign}Rp1.234 atau {sign}1 koma 234 rupiah" in refused.value.what
    for remedy in (f"{sign}1234", f"{sign}Rp1.234", f"{sign}1,23"):
        assert remedy in refused.value.remedy
        assert parse_user_amount(remedy) in {D(f"{sign}1234"), D(f"{sign}1.23")}


@pytest.mark.parametrize("text", ["", "lima", "1.2345", "0.123", "1.234.56", "1e5", "--5", "٣"])
def test_parse_user_amount_refuses(text: str) -> None:
    with pytest.raises(money.UnreadableAmount, match="tidak terbaca"):
        parse_user_amount(text)


@given(st.text(alphabet="0123456789.,-Rp ", max_size=14))
def test_a_typed_amount_means_what_a_known_style_says(text: str) -> None:
    try:
        amount = parse_user_amount(text)
    except (money.AmbiguousAmount, money.UnreadableAmount):
        return
    readings = set()
    for style in ("id", "en"):
        try:
            readings.add(parse_amount(text, style))
        except money.UnreadableAmount:
            continue
    assert readings == {amount}


# Amounts written for people


@pytest.mark.parametrize(
    ("amount", "decimals", "written"),
    [
        ("1234567.89", None, "1.234.567,89"),
        ("1234567", None, "1.234.567"),
        ("-1234567", None, "-1.234.567"),
        ("0.05", None, "0,05"),
        ("1234", 2, "1.234,00"),
        ("1234.50", 0, "1.235"),
        ("1234.49", 0, "1.234"),
        ("-0.49", 0, "0"),
        ("-0.50", 0, "-1"),
        ("0", None, "0"),
    ],
)
def test_format_rupiah(amount: str, decimals: int | None, written: str) -> None:
    assert format_rupiah(D(amount), decimals) == written


def test_format_rupiah_knows_no_other_decimals() -> None:
    with pytest.raises(ValueError, match="decimals"):
        format_rupiah(D(1), 3)


@given(amounts, st.sampled_from([None, 2]))
def test_what_is_written_reads_back(amount: Decimal, decimals: int | None) -> None:
    assert str(parse_amount(format_rupiah(amount, decimals), "id")) == str(amount)
    assert str(parse_user_amount(f"Rp{format_rupiah(amount, decimals)}")) == str(amount)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "nol rupiah"),
        ("11", "sebelas rupiah"),
        ("100", "seratus rupiah"),
        ("1000", "seribu rupiah"),
        ("1100", "seribu seratus rupiah"),
        ("1500", "seribu lima ratus rupiah"),
        ("11000", "sebelas ribu rupiah"),
        ("101000", "seratus satu ribu rupiah"),
        ("1000000", "satu juta rupiah"),
        ("1001000", "satu juta satu ribu rupiah"),
        ("1000000000", "satu miliar rupiah"),
        ("1000000000000", "satu triliun rupiah"),
        ("-25000", "minus dua puluh lima ribu rupiah"),
        ("1500.50", "seribu lima ratus rupiah lima puluh sen"),
        ("-0.05", "minus nol rupiah lima sen"),
    ],
)
def test_terbilang(amount: str, words: str) -> None:
    assert terbilang(D(amount)) == words


DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_words(words: str) -> int:
    """Read Indonesian number words, independently of what wrote them."""
    total = group = digit = 0
    for contraction in ("puluh", "belas", "ratus", "ribu"):
        words = words.replace(f"se{contraction}", f"satu {contraction}")
    for word in words.split():
        if word in DIGITS:
            digit = DIGITS.index(word)
        elif word == "belas":
            group, digit = group + 10 + digit, 0
        elif word == "puluh":
            group, digit = group + 10 * digit, 0
        elif word == "ratus":
            group, digit = group + 100 * digit, 0
        else:
            total, group, digit = total + (group + digit) * SCALES[word], 0, 0
    return total + group + digit


small = st.integers(-(10**6), 10**6).map(from_sen)


@given(amounts | small)
def test_terbilang_reads_back(amount: Decimal) -> None:
    words = terbilang(amount)
    sign = -1 if words.startswith("minus ") else 1
    rupiah, _, sen = words.removeprefix("minus ").partition(" rupiah")
    sen_read = read_words(sen.removesuffix(" sen")) if sen else 0
    assert sign * (read_words(rupiah) * 100 + sen_read) == to_sen(amount)
    assert "satu ratus" not in words
    assert "satu puluh" not in words


# Rounding


@pytest.mark.parametrize(
    ("amount", "unit", "direction", "rounded"),
    [
        ("1234.5678", "1", "dekat", "1235"),
        ("1234.5", "1", "dekat", "1235"),
        ("-1234.5", "1", "dekat", "-1235"),
        ("1234.4999", "1", "dekat", "1234"),
        ("1234.005", "0.01", "dekat", "1234.01"),
        ("1001", "1000", "atas", "2000"),
        ("-1001", "1000", "atas", "-2000"),
        ("1999", "1000", "bawah", "1000"),
        ("2000", "1000", "atas", "2000"),
        ("250", "500", "dekat", "500"),
        ("-0.4", "1", "dekat", "0"),
        ("1E+3", "1", "dekat", "1000"),
    ],
)
def test_round_to(amount: str, unit: str, direction: Direction, rounded: str) -> None:
    assert str(round_to(D(amount), D(unit), direction)) == rounded


fine = st.decimals(-(10**12), 10**12, allow_nan=False, places=9)


@given(fine, units, directions)
def test_rounding_laws(amount: Decimal, unit: Decimal, direction: Direction) -> None:
    rounded = round_to(amount, unit, direction)
    assert is_canonical(rounded)
    assert rounded % unit == 0
    assert round_to(rounded, unit, direction) == rounded
    assert round_to(-amount, unit, direction) == -rounded
    assert abs(rounded - amount) < unit
    if direction == "atas":
        assert abs(rounded) >= abs(amount)
    if direction == "bawah":
        assert abs(rounded) <= abs(amount)
    if direction == "dekat":
        assert 2 * abs(rounded - amount) <= unit


@given(fine)
def test_nearest_is_half_up(amount: Decimal) -> None:
    assert round_to(amount, D(1), "dekat") == amount.quantize(D(1), ROUND_HALF_UP)


@pytest.mark.parametrize("unit", ["0", "-1", "0.001", "NaN", "Infinity", "1E+999999"])
def test_a_rounding_unit_is_positive_sen(unit: str) -> None:
    with pytest.raises(money.BadUnit, match="Satuan pembulatan"):
        round_to(D(1), D(unit), "atas")
    with pytest.raises(money.BadUnit):
        allocate(D(1), [D(1)], D(unit))


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1E+999999", "1E-999999"])
def test_round_to_refuses_what_is_no_amount(amount: str) -> None:
    with pytest.raises(money.NotRupiah):
        round_to(D(amount), D(1), "dekat")


# Division


@pytest.mark.parametrize(
    ("pool", "weights", "unit", "shares"),
    [
        ("100", "1 1 1", "1", "34 33 33"),  # equal remainders: the earlier weight
        ("-100", "1 1 1", "1", "-34 -33 -33"),
        ("101", "2 1 1", "1", "51 25 25"),
        ("10", "0 1 0", "1", "0 10 0"),
        ("0", "1 2", "1", "0 0"),
        ("100.50", "1 1 1", "1", "34 33.50 33"),  # the half rupiah: next in the queue
        ("0.99", "1 2", "1", "0 0.99"),
        ("10", "1 1 1", "0.01", "3.34 3.33 3.33"),
        ("12345", "1 1", "1000", "6345 6000"),
        ("100", "0.0001 0.0002", "1", "33 67"),
        ("1000000", "40 25 35", "1", "400000 250000 350000"),
    ],
)
def test_allocate(pool: str, weights: str, unit: str, shares: str) -> None:
    got = allocate(D(pool), [D(w) for w in weights.split()], D(unit))
    assert " ".join(map(str, got)) == shares


@given(amounts | small, weights_with_some, units)
def test_nothing_is_lost_in_a_division(
    pool: Decimal, weights: list[Decimal], unit: Decimal
) -> None:
    shares = allocate(pool, weights, unit)
    assert sum(map(to_sen, shares)) == to_sen(pool)
    assert all(map(is_canonical, shares))
    assert allocate(-pool, weights, unit) == tuple(-share for share in shares)
    total = sum(map(Fraction, weights))
    for share, w in zip(shares, weights, strict=True):
        assert abs(Fraction(share) - Fraction(pool) * Fraction(w) / total) < Fraction(unit)
        assert w or not share
    whole = [share for share in shares if to_sen(share) % to_sen(unit) == 0]
    assert len(shares) - len(whole) == (to_sen(pool) % to_sen(unit) != 0)


@given(amounts | small, weights_with_some, units)
def test_a_larger_weight_never_gets_less(
    pool: Decimal, weights: list[Decimal], unit: Decimal
) -> None:
    shares = allocate(abs(pool), weights, unit)
    ordered = sorted(zip(weights, shares, strict=True))
    for (low, less), (high, more) in pairwise(ordered):
        assert low == high or less <= more


@given(small, st.lists(st.integers(0, 50).map(D), min_size=1, max_size=9), units, st.data())
def test_more_weight_never_brings_less(
    pool: Decimal, weights: list[Decimal], unit: Decimal, data: st.DataObject
) -> None:
    assume(any(weights))
    place = data.draw(st.integers(0, len(weights) - 1))
    heavier = list(weights)
    heavier[place] += data.draw(st.integers(1, 20))
    before, after = (allocate(abs(pool), w, unit)[place] for w in (weights, heavier))
    assert after >= before


@given(amounts, weights_with_some, st.sampled_from([D(10), D("0.1"), D(3)]))
def test_only_the_proportion_of_weights_counts(
    pool: Decimal, weights: list[Decimal], factor: Decimal
) -> None:
    assert allocate(pool, weights) == allocate(pool, [w * factor for w in weights])


@pytest.mark.parametrize("weights", [[], [D(0)], [D(0), D("0.00")]])
def test_a_pool_needs_somebody_to_go_to(weights: list[Decimal]) -> None:
    with pytest.raises(money.NoWeights, match=r"1\.000 tidak dapat dibagi"):
        allocate(D(1000), weights)


@pytest.mark.parametrize("bad", ["-1", "NaN", "Infinity", "1E+999999", "1E-999999"])
def test_a_weight_is_a_number_from_zero(bad: str) -> None:
    with pytest.raises(money.BadWeight, match="ke-2"):
        allocate(D(1000), [D(1), D(bad)])


def test_a_pool_is_whole_sen() -> None:
    with pytest.raises(money.NotRupiah):
        allocate(D("0.001"), [D(1)])
