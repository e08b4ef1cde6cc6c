"""Our readers in plain beangulp and in Fava's import page: exact, and every line once."""

import datetime as dt
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bank_layouts import Move, bca, bri, moves_lists, september
from beancount import loader
from beancount.core import data
from beangulp import Ingest, extract
from click.testing import CliRunner
from fava.application import create_app
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koperasi_ledger.importers.beangulp_adapter import BankImporter
from koperasi_ledger.importers.errors import BrokenChain
from koperasi_ledger.model.errors import Refusal

DATA = Path(__file__).parent.parent / "data" / "bank"
BRI = BankImporter("Assets:Bank:BRI", "000001000123509", key="bri")
BCA = BankImporter("Assets:Bank:BCA", "0000012345", key="bca")
MANDIRI = BankImporter("Assets:Bank:Mandiri", "1370000123456")
CONFIG = [BRI, BCA, MANDIRI]
OPEN = "".join(f"2026-01-01 open Assets:Bank:{name} IDR\n" for name in ("BRI", "BCA", "Mandiri"))


def _refs(entries: Sequence[data.Directive]) -> list[str]:
    return [
        posting.meta["bank-ref"]
        for entry in entries
        if isinstance(entry, data.Transaction)
        for posting in entry.postings
        if posting.meta and "bank-ref" in posting.meta
    ]


def _balances(entries: Sequence[data.Directive]) -> list[tuple[str, str]]:
    found = [entry for entry in entries if isinstance(entry, data.Balance)]
    return [(str(entry.date), str(entry.amount)) for entry in found]


def _amounts(entries: Sequence[data.Directive]) -> list[Decimal]:
    found = [entry for entry in entries if isinstance(entry, data.Transaction)]
    units = [entry.postings[0].units for entry in found]
    return sorted(unit.number for unit in units if unit is not None and unit.number is not None)


def _file(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def _run(*words: str) -> str:
    result = CliRunner().invoke(Ingest(CONFIG).cli, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("name", "importer"),
    [
        ("bri_brimo_ibbiz.csv", BRI),
        ("bca_klikbca_bisnis_fulldate.csv", BCA),
        ("mandiri_daily.mt940", MANDIRI),
        ("mandiri_kopra.csv", MANDIRI),
    ],
)
def test_samples_become_transactions_and_one_balance(name: str, importer: BankImporter) -> None:
    path = str(DATA / name)
    assert [each for each in CONFIG if each.identify(path)] == [importer]
    entries = extract.extract_from_file(importer, path, [])
    *lines, balance = entries
    assert len(lines) == 10
    assert all(entry.flag == "!" and len(entry.postings) == 1 for entry in lines)
    assert sum(entry.postings[0].units.number for entry in lines) == Decimal("-3223046.96")
    assert (balance.date, balance.amount.number) == (dt.date(2026, 10, 1), Decimal("9276953.04"))
    assert len(set(_refs(entries))) == 10
    rows = [entry.meta["lineno"] for entry in lines]
    assert rows == sorted(rows)


def test_the_same_file_again_is_all_duplicates_and_equal_lines_are_not(tmp_path: Path) -> None:
    moves = [september(3, "50000", "TRSF BUDI")] * 3
    path = _file(tmp_path, "a.csv", bri(moves))
    first = BRI.extract(path, [])
    BRI.deduplicate(first, [])
    assert not any("__duplicate__" in entry.meta for entry in first)
    again = BRI.extract(path, first)
    BRI.deduplicate(again, first)
    assert all(entry.meta["__duplicate__"] is True for entry in again)
    more = bri([*moves, september(3, "50000", "TRSF BUDI"), september(4, "50000", "TRSF SITI")])
    later = BRI.extract(_file(tmp_path, "b.csv", more), first)
    BRI.deduplicate(later, first)
    new = [e for e in later if "__duplicate__" not in e.meta and isinstance(e, data.Transaction)]
    assert [entry.date.day for entry in new] == [3, 4]


def test_only_the_postings_of_this_account_count(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", bri([september(1, "5")]))
    (entry, _balance) = BRI.extract(path, [])
    assert isinstance(entry, data.Transaction)
    elsewhere = [posting._replace(account="Assets:Bank:BCA") for posting in entry.postings]
    found = BRI.extract(path, [])
    BRI.deduplicate(found, [entry._replace(postings=elsewhere)])
    assert not any("__duplicate__" in each.meta for each in found)


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)
@given(moves_lists, st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=5))
def test_any_overlapping_files_in_any_order_give_every_line_once(
    tmp_path: Path, moves: list[Move], windows: list[tuple[int, int]]
) -> None:
    moves = sorted([*moves, *moves[:2]], key=lambda move: move.date)
    ledger: data.Entries = []
    for number, (one, other) in enumerate([*windows, (1, 30)]):
        first, last = sorted((one, other))
        part = [move for move in moves if first <= move.date.day <= last]
        if not part:
            continue
        before = sum((m.amount for m in moves if m.date.day < first), Decimal(0))
        path = _file(tmp_path, f"{number}.csv", bri(part, before))
        found = BRI.extract(path, ledger)
        BRI.deduplicate(found, ledger)
        ledger += [entry for entry in found if "__duplicate__" not in entry.meta]
    assert _amounts(ledger) == sorted(move.amount for move in moves)


def test_damaged_files_of_ours_are_taken_and_refused_with_their_row(tmp_path: Path) -> None:
    broken = bri([september(1, "5"), september(2, "7")]).replace(b"1012.00", b"1013.00")
    path = _file(tmp_path, "rusak.csv", broken)
    assert [each.identify(path) for each in CONFIG] == [True, False, False]
    with pytest.raises(BrokenChain, match=r"rusak.csv, baris 3.*Unduh ulang"):
        BRI.extract(path, [])


@given(st.binary(max_size=200))
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
def test_identify_answers_and_extract_refuses_whatever_the_bytes(
    tmp_path: Path, junk: bytes
) -> None:
    path = _file(tmp_path, "acak\n.bin", junk)
    assert all(each.identify(path) is False for each in CONFIG)
    with pytest.raises(Refusal):
        BRI.extract(path, [])


def test_files_that_are_gone_or_of_others_are_not_ours(tmp_path: Path) -> None:
    assert BRI.identify(str(tmp_path / "tidak-ada.csv")) is False
    assert BRI.identify(str(tmp_path)) is False
    other = bri([september(1, "5")], account="999999999999999")
    assert BRI.identify(_file(tmp_path, "lain.csv", other)) is False


def test_files_without_a_number_need_to_be_declared() -> None:
    path = str(DATA / "bni_direct_0000001234.CSV")
    bni = BankImporter("Assets:Bank:BNI", "0000001234", bank="bni", unnumbered=True)
    assert bni.identify(path) is True
    assert not any(each.identify(path) for each in CONFIG)
    entries = bni.extract(path, [])
    assert len(entries) == 10, "no balance: nothing proves the file"
    with pytest.raises(ValueError, match="bank"):
        BankImporter("Assets:Bank:BNI", "0000001234", unnumbered=True)


def test_days_that_were_not_over_wait(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", bri([september(1, "5"), september(2, "7")]))
    noon = dt.datetime(2026, 9, 2, 12).astimezone().timestamp()
    os.utime(path, (noon, noon))
    entries = BRI.extract(path, [])
    assert (_amounts(entries), _balances(entries)) == (
        [Decimal(5)],
        [("2026-09-02", "1005.00 IDR")],
    )
    os.utime(path, (0, 0))  # a lost date says nothing
    assert len(BRI.extract(path, [])) == 3


def test_a_statement_twice_in_a_file_counts_once(tmp_path: Path) -> None:
    moves = [september(1, "5"), september(1, "-5")]
    path = _file(tmp_path, "a.csv", bca(moves) + bca(moves))
    assert len(_refs(BCA.extract(path, []))) == 2


def test_plain_beangulp_identifies_extracts_and_archives(tmp_path: Path) -> None:
    source, archive = tmp_path / "unduhan", tmp_path / "dokumen"
    source.mkdir()
    archive.mkdir()
    for name in ("bri_brimo_ibbiz.csv", "mandiri_daily.mt940"):
        _file(source, name, (DATA / name).read_bytes())
    _file(source, "catatan.txt", b"bukan mutasi")
    shown = _run("identify", str(source))
    assert "koperasi.bri.000001000123509" in shown
    text = _run("extract", str(source))
    assert text.count("bank-ref:") == 20
    ledger = tmp_path / "main.beancount"
    ledger.write_text(OPEN + text, "utf-8")
    entries, _, _ = loader.load_file(str(ledger))
    assert len(_refs(entries)) == 20
    again = _run("extract", "-e", str(ledger), str(source))
    assert not [line for line in again.splitlines() if line and not line.startswith((";", "*"))]
    _run("archive", "-o", str(archive), str(source))
    stored = sorted(str(path.relative_to(archive)) for path in archive.rglob("*.*"))
    assert stored == [
        "Assets/Bank/BRI/2026-09-30.bri_brimo_ibbiz.csv",
        "Assets/Bank/Mandiri/2026-09-30.mandiri_daily.mt940",
    ]


def test_texts_survive_the_printer(tmp_path: Path) -> None:
    texts = ['kutip "dua" ; komentar', "2026-01-01 open Assets:X", "\\n \u202e balik", "=1+1"]
    moves = [september(1, "5", text) for text in texts]
    _file(tmp_path, "a.csv", bri(moves))
    printed = OPEN + _run("extract", str(tmp_path / "a.csv"))
    path = tmp_path / "main.beancount"
    path.write_text(printed, "utf-8")
    entries, _, _ = loader.load_file(str(path))
    found = [entry.narration for entry in entries if isinstance(entry, data.Transaction)]
    assert found[:2] == texts[:2]
    assert found[2] == "/n <U+202E> balik"
    assert len([entry for entry in entries if isinstance(entry, data.Open)]) == 3


CONFIG_FILE = """\
from koperasi_ledger.importers.beangulp_adapter import BankImporter
CONFIG = [BankImporter("Assets:Bank:BRI", "000001000123509", key="bri"),
          BankImporter("Assets:Bank:BCA", "0000012345", key="bca")]
HOOKS = []
"""


@pytest.fixture
def fava(tmp_path: Path) -> FlaskClient:
    (tmp_path / "impor_bank.py").write_text(CONFIG_FILE, "utf-8")
    (tmp_path / "unduhan").mkdir()
    _file(tmp_path / "unduhan", "bri.csv", (DATA / "bri_brimo_ibbiz.csv").read_bytes())
    ledger = tmp_path / "main.beancount"
    ledger.write_text(
        f'{OPEN}2026-01-01 open Equity:Lawan\noption "title" "uji"\n'
        '2026-01-01 custom "fava-option" "import-config" "impor_bank.py"\n'
        '2026-01-01 custom "fava-option" "import-dirs" "unduhan"\n',
        "utf-8",
    )
    return create_app([str(ledger)]).test_client()


def _api(client: FlaskClient, name: str, **query: str) -> Any:
    answer = client.get(f"/uji/api/{name}", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json["data"] if answer.json else None


def test_fava_imports_once_and_knows_it_the_second_time(fava: FlaskClient, tmp_path: Path) -> None:
    assert fava.get("/uji/import/").status_code == 200
    (file,) = _api(fava, "imports")
    (info,) = file["importers"]
    assert info["importer_name"] == "koperasi.bri.000001000123509"
    assert (info["account"], info["date"]) == ("Assets:Bank:BRI", "2026-09-30")
    query = {"filename": file["name"], "importer": info["importer_name"]}
    entries = _api(fava, "extract", **query)
    assert len(entries) == 11
    assert not any("__duplicate__" in entry["meta"] for entry in entries)
    for entry in entries:
        if entry["t"] == "Transaction":
            entry["postings"].append({"account": "Equity:Lawan", "amount": ""})
            entry["narration"] = "diubah oleh pemakai"
    opening = '2026-08-31 * "awal"\n  Assets:Bank:BRI  12500000 IDR\n  Equity:Lawan\n'
    path = tmp_path / "main.beancount"
    path.write_text(path.read_text("utf-8") + opening, "utf-8")
    saved = fava.put("/uji/api/add_entries", json={"entries": entries})
    assert saved.status_code == 200, saved.text
    loaded, errors, _ = loader.load_file(str(path))
    assert not errors
    assert len(_refs(loaded)) == 10
    again = _api(fava, "extract", **query)
    assert all(entry["meta"].get("__duplicate__") is True for entry in again)


def test_fava_says_what_is_wrong_with_a_damaged_file(fava: FlaskClient, tmp_path: Path) -> None:
    broken = bri([september(1, "5"), september(2, "7")]).replace(b"1012.00", b"1013.00")
    path = _file(tmp_path / "unduhan", "rusak.csv", broken)
    names = [each["basename"] for each in _api(fava, "imports") if each["importers"]]
    assert names == ["bri.csv", "rusak.csv"]
    query = {"filename": path, "importer": BRI.name}
    answer = fava.get("/uji/api/extract", query_string=query)
    assert answer.status_code != 200
    assert "Saldo tidak bersambung" in answer.text
