"""A policy read back from the journal is the very policy that was adopted, key order included."""

import json

from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.model.events import PolicyAdopted, canonical, from_canonical

ROLES = st.dictionaries(
    st.sampled_from(["Ketua", "Bendahara", "Sekretaris", "Pengawas", "Manajer"]),
    st.sampled_from(["Siti Contoh", "Budi Fiktif"]),
    min_size=1,
)
UNITS = st.dictionaries(
    st.sampled_from(["toko", "simpan-pinjam", "agen", "umum"]), st.just("Unit Contoh"), min_size=1
)


@given(roles=ROLES, units=UNITS)
def test_the_order_of_a_table_does_not_matter(roles: dict[str, str], units: dict[str, str]) -> None:
    def adopted(turn: int) -> PolicyAdopted:
        def turned(table: dict[str, str]) -> dict[str, str]:
            return dict(list(table.items())[::turn])

        fields = {
            "kind": "policy_adopted",
            "ref": "K-1",
            "decision": "RAT 1",
            "policy": {
                "cetak": {"penanda_tangan": turned(roles)},
                "unit_usaha": {"unit": turned(units)},
            },
            "date": "2026-01-01",
            "effective": "2026-01-01",
        }
        return PolicyAdopted.model_validate_json(json.dumps(fields))

    first, second = adopted(1), adopted(-1)
    assert canonical(first) == canonical(second)
    back = from_canonical(canonical(first))
    assert isinstance(back, PolicyAdopted)
    # Equal as models and equal as printed: dicts compare without order, their JSON does not.
    for event in (first, second):
        assert event.policy.model_dump_json() == back.policy.model_dump_json()
