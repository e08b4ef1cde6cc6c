"""The review while it goes on: undo is the way back, splits are exact, nothing twice."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Suspense
from koperasi_ledger.workflows import bank_errors, review_errors
from koperasi_ledger.workflows.bank_assignment import Assignment
from koperasi_ledger.workflows.bank_suggest import Waiting
from koperasi_ledger.workflows.review_state import (
    Decision,
    Review,
    begin,
    clear,
    closed_by,
    decided,
    keep_rest,
    left,
    put,
    renew,
    size,
    skip,
    status,
    undo,
    unfinished,
)

DAY = dt.date(2026, 9, 5)


def waiting(ref: str, remaining: int | Decimal) -> Waiting:
    return Waiting(
        Suspense(ref=ref, date=DAY, cash="bca", remaining=Decimal(remaining), text=ref), ()
    )


# Equal and opposite sums, an odd one, and one in sen.
LINES = (
    waiting("A", 100_000),
    waiting("B", -100_000),
    waiting("C", 75_123),
    waiting("D", Decimal("-1250.50")),
    waiting("E", 100_000),
)
REFS = [item.suspense.ref for item in LINES]

amounts = st.one_of(
    st.none(),
    st.integers(-1, 120_000).map(Decimal),
    st.integers(1, 10_000_000).map(lambda sen: Decimal(sen) / 100),
    st.sampled_from([Decimal("0.001"), Decimal(0)]),
)
assignments = st.one_of(
    st.builds(Assignment, st.just("wajib"), st.sampled_from(["A-1", "A-2"]), amount=amounts),
    st.builds(
        Assignment,
        st.just("simpanan"),
        st.just("A-1"),
        st.just("sukarela"),
        amount=amounts,
    ),
    st.builds(
        Assignment,
        st.sampled_from(["pengeluaran", "penerimaan", "pindah"]),
        account=st.just("X"),
        amount=amounts,
    ),
    st.builds(
        Assignment, st.sampled_from(["lawan", "catatan"]), entry=st.sampled_from([*REFS, "BKM-1"])
    ),
    st.builds(Assignment, st.just("wajib"), st.none(), amount=amounts),
)
moves = st.one_of(
    st.tuples(st.just("put"), st.sampled_from([*REFS, "Z"]), assignments),
    st.tuples(st.sampled_from(["keep", "clear", "skip"]), st.sampled_from(REFS), st.none()),
    st.tuples(st.just("undo"), st.just("A"), st.none()),
)


def move(review: Review, kind: str, ref: str, assignment: Assignment | None) -> Review:
    if assignment is not None:
        return put(review, ref, assignment)
    if kind == "undo":
        return undo(review)[0]
    return {"keep": keep_rest, "clear": clear, "skip": skip}[kind](review, ref)


def check(review: Review) -> None:
    """What holds whatever was done."""
    ready = {item.ref: item for item in decided(review)}
    entries = [
        part.entry
        for decision in review.choices.decisions.values()
        for part in decision.parts
        if part.entry is not None
    ]
    assert len(entries) == len(set(entries)), "an entry or a line explains one line only"
    assert set(entries) == set(review.choices.used)
    for item in LINES:
        ref = item.suspense.ref
        decision = review.choices.decisions.get(ref)
        assert 0 <= left(review, ref) <= size(review, ref)
        assert (status(review, ref) in ("selesai", "sebagian")) == (decision is not None)
        assert (status(review, ref) == "sebagian") == (ref in unfinished(review))
        assert (ref in ready) == (status(review, ref) == "selesai")
        if closed_by(review, ref) is not None:
            assert decision is None
        if decision is None:
            continue
        assert decision.parts
        assert ref not in review.choices.skipped
        if decision.parts[0].purpose in ("lawan", "catatan"):
            assert decision == Decision(decision.parts[:1])
            continue
        given = [part.amount for part in decision.parts if part.amount is not None]
        assert len(given) == len(decision.parts)
        assert all(amount > 0 for amount in given)
        assert sum(given) + decision.kept + left(review, ref) == size(review, ref)
        bare = [part._replace(amount=None) for part in decision.parts]
        assert len(bare) == len(set(bare)), "what is the same is one part"


@given(st.lists(moves, max_size=25))
def test_whatever_is_done_adds_up_and_undo_is_the_way_back(
    script: list[tuple[str, str, Assignment | None]],
) -> None:
    review = begin(LINES)
    for kind, ref, assignment in script:
        try:
            after = move(review, kind, ref, assignment)
        except Refusal:
            after = review
        if kind != "undo" and after != review:
            assert undo(after) == (review, ref)
        review = after
        check(review)
    while review.past:
        before = review
        review, _ = undo(review)
        assert review.choices != before.choices
        check(review)
    assert review == begin(LINES)
    with pytest.raises(review_errors.NothingToUndo):
        undo(review)


@given(st.lists(moves, max_size=25), st.sets(st.sampled_from(REFS)), st.sets(st.sampled_from(REFS)))
def test_what_was_recorded_or_changed_meanwhile_never_comes_back(
    script: list[tuple[str, str, Assignment | None]], gone: set[str], changed: set[str]
) -> None:
    review = begin(LINES)
    for kind, ref, assignment in script:
        try:
            review = move(review, kind, ref, assignment)
        except Refusal:
            continue
    now = [
        item._replace(suspense=item.suspense.model_copy(update={"remaining": Decimal(7)}))
        if item.suspense.ref in changed
        else item
        for item in LINES
        if item.suspense.ref not in gone
    ]
    fresh, lost = renew(review, now)
    assert set(lost) == set(review.choices.decisions) - set(fresh.choices.decisions)
    touched = gone | changed
    while True:
        for ref, decision in fresh.choices.decisions.items():
            assert ref not in touched
            assert not touched & {p.entry for p in decision.parts if p.purpose == "lawan"}
        assert not touched & fresh.choices.skipped
        if not fresh.past:
            break
        before = fresh
        fresh, _ = undo(fresh)
        assert fresh.choices != before.choices, "each undo undoes something"
    assert fresh == begin(now)
    if not touched:
        assert renew(review, now) == (review, [])


@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=6))
def test_a_split_ends_exactly(parts: list[int]) -> None:
    review = begin(LINES)
    for place, amount in enumerate(parts):
        part = Assignment("wajib", f"A-{place}", amount=Decimal(amount))
        rest = left(review, "A")
        if amount > rest:
            with pytest.raises(review_errors.TooMuch if rest else review_errors.NothingLeft):
                put(review, "A", part)
        else:
            review = put(review, "A", part)
    if left(review, "A"):
        review = put(review, "A", Assignment("penerimaan", account="X"))
    (line,) = decided(review)
    assert sum(part.amount or 0 for part in line.decision.parts) == 100_000
    assert line.remaining == 100_000


def test_a_line_is_split_kept_and_closed_by_another() -> None:
    review = put(begin(LINES), "C", Assignment("wajib", "A-1", amount=Decimal(50_000)))
    assert left(review, "C") == 25_123
    assert status(review, "C") == "sebagian"
    assert "selisih Rp25.123" in str(unfinished(review)["C"])
    review = put(review, "C", Assignment("wajib", "A-1", amount=Decimal(25_000)))
    review = keep_rest(review, "C")
    (line,) = decided(review)
    assert line.decision == Decision(
        (Assignment("wajib", "A-1", amount=Decimal(75_000)),), Decimal(123)
    )
    review = put(review, "A", Assignment("lawan", entry="B"))
    assert status(review, "B") == "lawan"
    assert left(review, "B") == 0
    assert closed_by(review, "B") == "A"
    assert [item.ref for item in decided(review)] == ["A", "C"]


WAJIB = Assignment("wajib", "A-1", amount=Decimal(1))
LAWAN = Assignment("lawan", entry="B")


@pytest.mark.parametrize(
    ("steps", "refusal"),
    [
        ([("Z", WAJIB)], review_errors.NotWaiting),
        ([("A", LAWAN._replace(entry="Z"))], review_errors.NotWaiting),
        ([("A", LAWAN._replace(entry="A"))], review_errors.NotWaiting),
        ([("A", WAJIB._replace(amount=None)), ("A", WAJIB)], review_errors.NothingLeft),
        ([("A", WAJIB._replace(amount=Decimal(100_001)))], review_errors.TooMuch),
        ([("A", WAJIB._replace(amount=Decimal(0)))], review_errors.NotPositive),
        ([("A", WAJIB), ("A", LAWAN)], review_errors.OnlyWhole),
        ([("A", LAWAN), ("B", LAWAN._replace(entry="A"))], review_errors.TakenByOther),
        ([("A", LAWAN), ("E", LAWAN)], review_errors.TakenByOther),
        ([("B", Assignment("pindah", account="k")), ("A", LAWAN)], review_errors.TakenByOther),
        ([("A", LAWAN._replace(amount=Decimal(1)))], bank_errors.Incomplete),
        ([("A", Assignment("simpanan", "A-1"))], bank_errors.Incomplete),
        ([("B", WAJIB)], bank_errors.WrongDirection),
    ],
)
def test_what_does_not_fit_is_refused(
    steps: list[tuple[str, Assignment]], refusal: type[Refusal]
) -> None:
    review = begin(LINES)
    for ref, assignment in steps[:-1]:
        review = put(review, ref, assignment)
    with pytest.raises(refusal) as caught:
        put(review, *steps[-1])
    assert caught.value.remedy


def test_nothing_to_keep() -> None:
    with pytest.raises(review_errors.NotPositive):
        keep_rest(begin(LINES), "A")
    with pytest.raises(review_errors.NothingLeft):
        keep_rest(put(begin(LINES), "A", WAJIB._replace(amount=None)), "A")
