"""Reading the file of a SHU simulation: its text, its fields, and all that is wrong with them.

    {"shu": "1000", "dari_anggota": "1000", "bagikan_non_anggota": false,
     "alokasi": [{"pos": "cadangan", "persen": "40", "tujuan": "dana"},
                 {"pos": "jasa_modal", "persen": "60", "tujuan": "anggota", "dasar": "modal"}],
     "anggota": [{"nomor": "A-1", "dasar": {"modal": "600000"}}]}

Amounts, percentages and bases are text, so that none has been a float on its way. `dari_anggota`
may be left out only with `bagikan_non_anggota` true, `anggota` only without pools for members, a
base of a member when it is zero. Optional: `pembulatan`, `sisa_ke`, `non_anggota_ke`, `kosong_ke`,
`bagian_paling_sedikit`, and of a fund `persen_non_anggota` (see `model/shu.py`). A file is read to
its end and all its mistakes are listed.
"""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.fields import Percent, clean_text
from koperasi_ledger.model.money import NotRupiah, to_rupiah
from koperasi_ledger.model.shu import Participant, Plan, Pool, Surplus
from koperasi_ledger.workflows.errors import WrongField
from koperasi_ledger.workflows.reading import field_errors, whole_text

_MEGABYTES = 256
_BASE = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?")
_FILE_KEYS = ("shu", "dari_anggota", "alokasi", "anggota")
_PLAN_KEYS = (
    "bagikan_non_anggota",
    "pembulatan",
    "sisa_ke",
    "non_anggota_ke",
    "kosong_ke",
    "bagian_paling_sedikit",
)
_POOL_KEYS = ("pos", "persen", "tujuan", "dasar", "persen_non_anggota")
_PERCENTAGES = ("persen", "persen_non_anggota")
_MEMBER_KEYS = ("nomor", "dasar")
_PERCENT = TypeAdapter(Percent)
_PERCENT_REMEDY = (
    'Tulis persen sebagai teks dengan titik desimal, misalnya "40" atau "2.5": tanpa tanda %,'
    " paling banyak 6 angka di belakang titik."
)


class NotASimulation(Refusal):
    """The file is no JSON object."""

    def __init__(self, source: str, detail: str) -> None:
        super().__init__(
            f"Bukan berkas simulasi SHU: {detail}.",
            where=source,
            remedy="Tulis satu objek JSON dengan shu, dari_anggota, bagikan_non_anggota, alokasi"
            " dan anggota; contohnya ada di 'koperasi shu simulasi --help'.",
        )


class SimulationFile(NamedTuple):
    """What could be read of a file, and the mistakes found on the way.

    `surplus` and `plan` are None where they could not be read; `pools_readable` and
    `members_readable` say whether all pools, all members could.
    """

    surplus: Surplus | None
    plan: Plan | None
    pools_readable: bool
    members: list[Participant]
    members_readable: bool
    mistakes: list[Refusal]


def read_text(path: Path) -> str:
    """The text of such a file, or of standard input for `-`.

    Raises:
        CannotRead, NotUtf8: it is missing, not readable, too large, or not UTF-8 text.
    """
    return whole_text(path, _MEGABYTES)


def read_simulation(text: str, source: str) -> SimulationFile:
    """The fields of a simulation file; `source` names it in refusals.

    Raises:
        NotASimulation: the text is no JSON object.
    """
    raw = _parse(text, source)
    found: list[Refusal] = []
    _check_keys(raw, "", _FILE_KEYS + _PLAN_KEYS, found)
    surplus = _surplus(raw, found)
    plan, pools_readable = _plan(raw, found)
    rows = _list(raw, "anggota", found) if "anggota" in raw else []
    before = len(found)
    members = _members(rows, found)
    return SimulationFile(surplus, plan, pools_readable, members, len(found) == before, found)


# Every function below appends to `found` what is wrong, and returns what could be read.


class _Number:
    """A JSON number as it was written; no field of the file may hold one."""

    __slots__ = ("written",)

    def __init__(self, written: str) -> None:
        self.written = written


class _Twice(dict[str, Any]):
    """A JSON object in which `key` was written more than once."""

    key = ""


def _parse(text: str, source: str) -> dict[str, Any]:
    if not text.strip():
        raise NotASimulation(source, "berkasnya kosong")
    try:
        raw = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_Number,
        )
    except RecursionError:
        raise NotASimulation(source, "terlalu dalam bersarang") from None
    except json.JSONDecodeError as error:
        place = f"baris {error.lineno} kolom {error.colno}"
        raise NotASimulation(source, f"JSON-nya keliru pada {place}") from None
    if not isinstance(raw, dict):
        raise NotASimulation(source, "isinya bukan objek {…}")
    return raw


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = _Twice(found)
    keys = [key for key, _ in pairs]
    twice.key = next(key for key in keys if keys.count(key) > 1)
    return twice


def _check_keys(
    raw: dict[str, Any], where: str, known: tuple[str, ...], found: list[Refusal]
) -> None:
    if isinstance(raw, _Twice):
        found.append(
            _wrong(where, "", f"{_shown(raw.key)} tertulis dua kali.", "Hapus salah satunya.")
        )
    found += [
        _wrong(
            where,
            _shown(key),
            "isian ini tidak dikenal.",
            f"Hapus, atau periksa ejaannya; yang dikenal: {', '.join(known)}.",
        )
        for key in raw
        if key not in known
    ]


def _surplus(raw: dict[str, Any], found: list[Refusal]) -> Surplus | None:
    before = len(found)
    total, part = (_amount(raw.get(key), key, found) for key in ("shu", "dari_anggota"))
    if raw.get("shu") is None:
        found.append(_wrong("", "shu", "tidak diisi.", "Tambahkan isian ini."))
    return None if total is None or len(found) > before else Surplus(total, part)


def _amount(value: object, field: str, found: list[Refusal]) -> Decimal | None:
    if value is None:
        return None
    try:
        return to_rupiah(value)
    except NotRupiah:
        found.append(
            _wrong(
                "",
                field,
                f"{_shown(value)} bukan jumlah rupiah.",
                'Tulis sebagai teks berisi angka biasa, misalnya "56000000": di antara tanda petik,'
                " tanpa titik ribuan, paling banyak 15 angka dan 2 angka sen sesudah titik.",
            )
        )
    return None


def _plan(raw: dict[str, Any], found: list[Refusal]) -> tuple[Plan | None, bool]:
    """The plan of the pools that could be read, and whether all could; None: bad settings."""
    before = len(found)
    if "alokasi" not in raw:
        found.append(_wrong("", "alokasi", "tidak diisi.", "Tambahkan daftar pos SHU."))
    rows = _list(raw, "alokasi", found) if "alokasi" in raw else []
    pools = [pool for place, row in enumerate(rows, 1) if (pool := _pool(row, place, found))]
    readable = len(found) == before
    settings = {key: raw[key] for key in _PLAN_KEYS if key in raw}
    for key in ("pembulatan", "bagian_paling_sedikit"):
        if key in settings:
            size = _amount(settings.pop(key), key, found)
            settings |= {} if size is None else {key: size}
    try:
        return Plan.model_validate({"alokasi": tuple(pools), **settings}), readable
    except ValidationError as error:
        found += field_errors(error, "pengaturan")
    return None, readable


def _pool(row: object, place: int, found: list[Refusal]) -> Pool | None:
    where = f"alokasi ke-{place}"
    if not isinstance(row, dict):
        found.append(_not_an_object(where))
        return None
    if isinstance(row.get("pos"), str):
        where = f"{where} ({_shown(row['pos'])})"
    _check_keys(row, where, _POOL_KEYS, found)
    fields = {key: row[key] for key in _POOL_KEYS if key in row}
    before = len(found)
    for key in _PERCENTAGES:
        if key not in fields or _is_percent(fields[key]):
            continue
        found.append(_wrong(where, key, f"{_shown(fields[key])} bukan persen.", _PERCENT_REMEDY))
        fields[key] = "0"
    try:
        pool = Pool.model_validate(fields)
    except ValidationError as error:
        found += field_errors(error, where)
        return None
    return pool if len(found) == before else None


def _is_percent(value: object) -> bool:
    try:
        _PERCENT.validate_python(value)
    except ValidationError:
        return False
    return True


def _members(rows: Sequence[object], found: list[Refusal]) -> list[Participant]:
    known: dict[str, str] = {}
    read = (_member(row, place, known, found) for place, row in enumerate(rows, 1))
    return [member for member in read if member is not None]


def _member(
    row: object, place: int, known: dict[str, str], found: list[Refusal]
) -> Participant | None:
    """One member; `known` remembers the names of bases, which are the same in every row."""
    where = f"anggota ke-{place}"
    if not isinstance(row, dict):
        found.append(_not_an_object(where))
        return None
    number = _name(row.get("nomor"), where, "nomor", found)
    if number is not None:
        where = f"{where} ({number})"
    if isinstance(row, _Twice) or row.keys() - _MEMBER_KEYS:
        _check_keys(row, where, _MEMBER_KEYS, found)
    bases = row.get("dasar", {})
    if not isinstance(bases, dict):
        found.append(_not_an_object(f"{where}, dasar"))
        return None
    if isinstance(bases, _Twice):
        _check_keys(bases, f"{where}, dasar", tuple(bases), found)
    sizes: dict[str, Decimal] = {}
    for key, value in bases.items():
        base = known.get(key) or _name(key, where, "dasar", found)
        if type(value) is str and _BASE.fullmatch(value):
            if base in sizes:
                found.append(_wrong(where, _shown(key), "tertulis dua kali.", "Hapus satu."))
            elif base is not None:
                sizes[base] = Decimal(value)
                known[key] = base
        else:
            found.append(
                _wrong(
                    where,
                    f"dasar {_shown(key)}",
                    f"{_shown(value)} bukan angka yang dapat dipakai.",
                    'Tulis sebagai teks berisi angka biasa, misalnya "600000": di antara tanda'
                    " petik, tanpa titik ribuan, paling banyak 6 angka di belakang titik.",
                )
            )
    return None if number is None else Participant(number, sizes)


def _name(value: object, where: str, field: str, found: list[Refusal]) -> str | None:
    problem = "harus berupa teks di antara tanda petik."
    if value is None:
        problem = "tidak diisi."
    elif type(value) is str:
        try:
            text = clean_text(value)
        except ValueError as error:
            problem = f"{error}."
        else:
            if 0 < len(text) <= 120:
                return text
            problem = "tidak boleh kosong." if not text else "lebih dari 120 huruf."
    found.append(_wrong(where, field, problem, 'Tulis seperti "A-0001" atau "modal".'))
    return None


def _list(raw: dict[str, Any], key: str, found: list[Refusal]) -> list[Any]:
    value = raw[key]
    if isinstance(value, list):
        return value
    found.append(
        _wrong("", key, "harus berupa daftar.", "Tulis di antara kurung siku: [{…}, {…}].")
    )
    return []


def _wrong(where: str, field: str, problem: str, remedy: str) -> Refusal:
    return (
        WrongField(where, field, problem, remedy)
        if where
        else WrongField(field, "", problem, remedy)
    )


def _not_an_object(where: str) -> Refusal:
    return _wrong(where, "", "harus berupa objek.", "Tulis di antara kurung kurawal: {…}.")


def _shown(value: object) -> str:
    """A refused value on one line: control characters escaped, cut when long."""
    if isinstance(value, _Number):
        text = f"{value.written[:60]} tanpa tanda petik"
    elif isinstance(value, str):
        text = f'"{value[:60]}"'
    elif value is None or isinstance(value, bool):
        text = {None: "null", True: "true", False: "false"}[value]
    else:
        text = "daftar" if isinstance(value, list) else "objek"
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
