"""The canonical bytes: what json writes with sorted keys and no blanks, whatever the content."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.model.events import canonical
from koperasi_ledger.model.events.base import Event

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


class Anything(Event):
    """An event that holds whatever JSON can."""

    zebra: Any
    alpha: dict[str, Any]


@given(st.dictionaries(TEXTS, VALUES, max_size=4), VALUES)
def test_canonical_bytes_are_those_of_json(alpha: dict[str, Any], zebra: object) -> None:
    content: dict[str, object] = {
        "kind": "month_closed",
        "date": "2026-01-31",
        "ref": "A-1",
        "zebra": zebra,
        "alpha": alpha,
    }
    expected = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(Anything.model_validate(content)) == expected.encode()
