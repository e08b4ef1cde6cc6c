"""`koperasi fava`: the real server, read-only, on this machine only."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import fava
import pytest
from babel.messages.pofile import read_po
from beancount import loader
from beancount.core.data import Transaction

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from report_books import TODAY, book_of, report, small

from koperasi_ledger.model.entry import Entry
from koperasi_ledger.reports.errors import BeforeBooks, NotYet
from koperasi_ledger.workflows.fava import BadPort, PortTaken, fava_ledger, free_port
from koperasi_ledger.workflows.fava_words import WORDS
from koperasi_ledger.workflows.year_files import opening_entry

SLUG = "koperasi-desa-merah-putih-sukamaju"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("fava") / "buku"
    with book_of(place, small()):
        pass
    return place


def words_of(folder: Path) -> list[str]:
    command = "from cli.koperasi import main; main()"
    return [sys.executable, "-u", "-c", command, "-C", str(folder), "fava", "--tanpa-peramban"]


@contextmanager
def running(folder: Path, *words: str) -> Iterator[tuple[str, "subprocess.Popen[str]", Path]]:
    """The command's process and the address it prints; stopped as a service manager would."""
    temporary = folder.parent / "sementara"
    temporary.mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*words_of(folder), "--port", str(port), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "TMPDIR": str(temporary)},
    )
    try:
        said = ""
        assert process.stdout is not None
        while (found := re.search(r"http://\S+", said)) is None:
            more = process.stdout.readline()
            assert more, said
            said += more
        yield found[0], process, temporary
        process.send_signal(signal.SIGTERM)
        assert "Ditutup." in process.communicate(timeout=20)[0]
        assert process.returncode == 0
        assert list(temporary.iterdir()) == []
    finally:
        process.kill()
        process.wait()


def fetch(
    url: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, str]:
    asked = urllib.request.Request(url, body, headers, method=method)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310 - loopback
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("jurnal.db-")
    }


@pytest.mark.skipif(os.name == "nt", reason="stops the server by a signal")
def test_the_real_server(folder: Path) -> None:
    before = contents(folder)
    with running(folder) as (address, process, _):
        assert address.startswith("http://127.0.0.1:")
        book = f"{address}{SLUG}"
        pages = ("income_statement", "balance_sheet", "trial_balance", "journal", "errors")
        for page in (*pages, "extension/BukuKoperasi"):
            status, text = fetch(f"{book}/{page}/")
            assert status == 200, page
        assert "Sidik jurnal terbaru" in text
        assert "Laporan tercetak" in text
        words = re.search(r'id="translations">(.*?)</script>', text)
        assert words is not None
        assert json.loads(words[1])["Balance Sheet"] == "Neraca"
        assert json.loads(fetch(f"{book}/api/errors")[1])["data"] == []
        status, text = fetch(f"{book}/extension/BukuKoperasi/laporan?nama=neraca&tahun=2025")
        assert status == 200
        assert "Laporan Posisi Keuangan" in text
        assert fetch(f"{book}/extension/BukuKoperasi/laporan?nama=tidak-ada")[0] == 404
        _check_writing_is_refused(book, folder)
        _check_only_this_machine(address, process)
        assert fetch(f"{book}/income_statement/", Host="jahat.example")[0] == 400
    assert contents(folder) == before


def _check_writing_is_refused(book: str, folder: Path) -> None:
    target = folder / "2026" / "2026-02.beancount"
    status, text = fetch(f"{book}/api/source?filename={target}")
    assert status == 200
    held = json.loads(text)["data"]
    body = json.dumps(
        {"file_path": str(target), "source": "", "sha256sum": held["sha256sum"]}
    ).encode()
    kind = {"Content-Type": "application/json"}
    assert fetch(f"{book}/api/source", "PUT", body, **kind)[0] == 401
    entries = b'{"entries": []}'
    for method, name in (("PUT", "add_entries"), ("POST", "source"), ("DELETE", "document")):
        assert fetch(f"{book}/api/{name}", method, entries, **kind)[0] == 401


def _check_only_this_machine(address: str, process: "subprocess.Popen[str]") -> None:
    """The listening sockets of the process, as the kernel lists them."""
    if not Path("/proc/net/tcp").exists():
        pytest.skip("needs /proc")
    port = f"{int(address.rstrip('/').rpartition(':')[2]):04X}"
    own = {str(path.readlink()) for path in Path(f"/proc/{process.pid}/fd").iterdir()}
    listening = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text(encoding="ascii").splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and f"socket:[{words[9]}]" in own:
                listening.append(words[1])
    assert listening == [f"0100007F:{port}"]


@pytest.mark.skipif(os.name == "nt", reason="stops the server by a signal")
def test_one_year_on_the_real_server(folder: Path) -> None:
    with running(folder, "--tahun", "2026") as (address, *_):
        book = f"{address}{SLUG}-2026"
        assert json.loads(fetch(f"{book}/api/errors")[1])["data"] == []
        sheet = json.loads(fetch(f"{book}/api/balance_sheet")[1])["data"]
        statement = json.loads(fetch(f"{book}/api/income_statement")[1])["data"]
    # The page shows the row without its minus sign only under the name it knows it by.
    assert [tree["account"] for tree in statement["trees"]] == ["Pendapatan", "SHU", "Beban"]
    assert [chart["label"] for chart in statement["charts"][:3]] == [
        "SHU",
        "Pendapatan (Bulanan)",
        "Beban (Bulanan)",
    ]
    trees = {tree["account"]: tree for tree in sheet["trees"]}
    assert trees["Aset"]["balance_children"]["IDR"] == 10042750.5


@pytest.mark.parametrize("year", [2025, 2026])
def test_one_year_has_the_statements_of_the_whole_book(folder: Path, year: int) -> None:
    with book_of(folder.parent / f"tahun-{year}", small()) as book:
        with fava_ledger(book, year, TODAY) as path:
            entries, errors, options = loader.load_file(str(path))
            assert not list(path.parent.glob(".*"))
        assert not path.exists()
        assert not errors
        assert options["title"].endswith(str(year))
        held: dict[str, Decimal] = {}
        for entry in entries:
            for leg in entry.postings if isinstance(entry, Transaction) else ():
                assert leg.units is not None
                held[leg.account] = held.get(leg.account, Decimal(0)) + (leg.units.number or 0)
        neraca = report(book, "neraca", year=year)
    # Sums can be traced too; the lines of accounts are told by their names.
    lines = {
        row.trace: row.cells[2]
        for table in neraca.tables
        for row in table.rows
        if row.trace and ":" in row.trace
    }
    assert len(lines) > 5
    result = sum(held[name] for name in held if name.startswith(("Pendapatan", "Beban")))
    for account, figure in lines.items():
        expected = held.get(account, Decimal(0))
        if account == "Ekuitas:SHU:TahunBerjalan":
            expected += result
        assert figure == (expected if account.startswith("Aset") else -expected), account


def test_the_opening_entry_is_what_the_year_before_left(folder: Path) -> None:
    with book_of(folder.parent / "awal", small()) as book:
        assert opening_entry(book.journal, 2025) is None
        entry = opening_entry(book.journal, 2026)
    assert isinstance(entry, Entry)
    assert entry.date == date(2025, 12, 31)
    legs = {leg.account: leg.amount for leg in entry.postings}
    assert legs["Ekuitas:SHU:TahunLalu"] == -1150000
    assert sum(legs.values()) == 0
    assert not any(name.startswith(("Pendapatan", "Beban")) for name in legs)


def test_all_years_open_without_an_error_and_leave_nothing(folder: Path) -> None:
    with book_of(folder.parent / "semua", small()) as book:
        with fava_ledger(book, None, TODAY) as path:
            entries, errors, options = loader.load_file(str(path))
        assert not errors
        assert len([entry for entry in entries if isinstance(entry, Transaction)]) == 29
        assert options["name_assets"] == "Aset"
        # 2,100,000.50 among whole rupiah: without this Fava would show rounded figures.
        assert "display_precision" in _text(book)


def _text(book: object) -> str:
    with fava_ledger(book, None, TODAY) as path:  # type: ignore[arg-type]
        return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("year", "refusal"), [(2024, BeforeBooks), (2027, NotYet)])
def test_no_such_year(folder: Path, year: int, refusal: type[Exception]) -> None:
    with (
        book_of(folder.parent / f"tiada-{year}", small()) as book,
        pytest.raises(refusal),
        fava_ledger(book, year, TODAY),
    ):
        pass


def test_a_port_in_use_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"--port {port + 1}"):
            free_port(port)
        assert free_port(None) != port
    for bad in (0, 80, 65536):
        with pytest.raises(BadPort):
            free_port(bad)


def test_everything_fava_says_is_translated() -> None:
    catalogue = Path(fava.__file__).parent / "translations" / "messages.pot"
    with catalogue.open("rb") as file:
        said = {str(message.id) for message in read_po(file) if message.id}
    assert said == WORDS.keys()
    for english, indonesian in WORDS.items():
        assert re.findall(r"%\(\w+\)s", english) == re.findall(r"%\(\w+\)s", indonesian)
