"""Policy files: read and checked, adopted as an event, and what is in force on a day."""

import json
from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import NotRupiah
from koperasi_ledger.model.policy.document import Policy
from koperasi_ledger.model.records import PolicySection, PolicyVersion
from koperasi_ledger.rules.policies import version_on
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand_errors import StillExample, WrongEntry
from koperasi_ledger.workflows.policy_template import MARK
from koperasi_ledger.workflows.reading import field_errors
from koperasi_ledger.workflows.toml_text import Toml, Where, plain_amount, read_toml, set_at

SECTIONS = tuple(field.alias or name for name, field in Policy.model_fields.items())
"""The sections of a policy file, as they are written in it."""
_MOST_SEEN = 8


class NotPolicyFile(Refusal):
    """A TOML file of something else, such as opening balances."""

    def __init__(self, where: str, seen: Sequence[str], remedy: str) -> None:
        more = ", …" if len(seen) > _MOST_SEEN else ""
        known = ", ".join(f"[{section}]" for section in SECTIONS)
        super().__init__(
            f"Ini bukan berkas kebijakan. Bagian yang dikenal: {known}; yang ada di berkas ini:"
            f" {', '.join(seen[:_MOST_SEEN])}{more}.",
            remedy=remedy,
            where=where,
        )


class InForce(NamedTuple):
    """A policy section on a day: its Indonesian name and values, since when and by which decision.

    `coming` is the date from which the next version applies, if one is adopted already.
    """

    section: str
    values: dict[str, Any]
    since: date
    ref: str
    decision: str
    coming: date | None


def read_policy(file: Path) -> dict[str, Any]:
    """The policy of a TOML file, as `PolicyAdopted` takes it.

    Raises:
        CannotRead, BadToml, StillExample.
        NotPolicyFile: it has no section of a policy.
        Refusals: entries are wrong; all are listed with line and section.
    """
    toml = read_toml(file)
    _check_sections(toml)
    if MARK in toml.values:
        raise StillExample(
            toml.where((MARK,)),
            f"Putuskan setiap nilai bertanda CONTOH, lalu hapus baris '{MARK} = true'.",
        )
    values = deepcopy(toml.values)
    error = _mistakes(values)
    if error is not None and _mend_amounts(values, error):
        error = _mistakes(values)
    if error is None:
        return values
    refusals = [
        _placed(refusal, item, toml)
        for refusal, item in zip(field_errors(error, ""), error.errors(), strict=True)
    ]
    raise refusals[0] if len(refusals) == 1 else Refusals(refusals)


def _check_sections(toml: Toml) -> None:
    """Refuses a file that is no policy at all, before its entries are read as if it were one."""
    values = toml.values
    seen = [_shown(name, value) for name, value in values.items() if name != MARK]
    listed = any(isinstance(value, list) for value in values.values())
    if any(isinstance(values.get(section), dict) for section in SECTIONS):
        return
    if not seen or not (listed or values.keys() - {*SECTIONS, MARK}):
        return
    opening = listed and values.keys() & {"akun", "anggota"}
    remedy = "Lihat bentuknya dengan 'koperasi kebijakan contoh'."
    if opening:
        remedy = "Berkas saldo awal dicatat dengan 'koperasi saldo-awal BERKAS'."
    raise NotPolicyFile(toml.where(()), seen, remedy)


def _shown(name: str, value: object) -> str:
    """The name of a top-level entry as it is written in TOML."""
    if isinstance(value, dict):
        return f"[{name}]"
    return f"[[{name}]]" if isinstance(value, list) and value else name


def _mistakes(values: dict[str, Any]) -> ValidationError | None:
    try:
        # Through JSON: a TOML date or float becomes what the strict model refuses by name.
        Policy.model_validate_json(json.dumps(values, default=str))
    except ValidationError as error:
        return error
    return None


def _mend_amounts(values: dict[str, Any], error: ValidationError) -> bool:
    """Writes amounts given as whole numbers or `Rp1.000.000` the way the journal does."""
    mended = False
    for item in error.errors():
        if not isinstance(item.get("ctx", {}).get("error"), NotRupiah):
            continue
        try:
            amount = plain_amount(item["input"])
        except Refusal:
            continue
        mended = set_at(values, item["loc"], amount) or mended
    return mended


def _placed(refusal: Refusal, item: Any, toml: Toml) -> Refusal:  # noqa: ANN401 - pydantic's details
    path: Where = item["loc"]
    what, remedy = refusal.what, refusal.remedy
    if isinstance(item.get("ctx", {}).get("error"), NotRupiah):
        try:
            plain_amount(item["input"])
        except Refusal as clearer:
            what, remedy = clearer.what, clearer.remedy
    return WrongEntry(toml.where(path), what[:1].upper() + what[1:], remedy)


def policy_on(book: Book, day: date) -> list[InForce]:
    """The sections in force on a day, in the order of the policy file."""
    found = []
    for name, field in Policy.model_fields.items():
        section = book.journal.load(PolicySection.kind, name)
        if not isinstance(section, PolicySection):
            continue
        version = version_on(section, day)
        if version is None:
            continue
        coming = min(
            (item.effective for item in section.versions if item.effective > day), default=None
        )
        found.append(_in_force(book, field.alias or name, version, coming))
    return found


def _in_force(book: Book, section: str, version: PolicyVersion, coming: date | None) -> InForce:
    values = json.loads(version.body.model_dump_json(by_alias=True, exclude_none=True))
    body = book.journal.bodies([version.ref]).get(version.ref, "{}")
    decision = json.loads(body).get("decision", "")
    return InForce(
        section,
        values,
        version.effective,
        version.ref,
        decision,
        coming,
    )
