"""What every test may use: golden files, a PostgreSQL server, and how long hypothesis searches."""

import difflib
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
SERVER = ROOT / "scripts" / "postgres"
# The first start may have to install PostgreSQL.
SERVER_PATIENCE = 300.0
server_root = pytest.StashKey[Path]()

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile(
    "ci", max_examples=100, derandomize=True, deadline=None, print_blob=True, database=None
)
settings.register_profile("dalam", max_examples=2_000, deadline=None)
if os.environ.get("KOPERASI_UJI") == "dalam":
    settings.load_profile("dalam")
else:
    settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite tests/golden from what the code says now; read the diff before committing",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError(
            "--update-golden is refused when CI is set: CI compares, you decide."
        )
    # One folder a test run, made by the controlling process, known to all pytest-xdist workers.
    worker = getattr(config, "workerinput", None)
    config.stash[server_root] = Path(
        worker["postgres_root"] if worker else tempfile.mkdtemp(prefix="koperasi-pg-")
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the longest first, so that no worker waits at the end for another's last test."""
    items.sort(key=lambda item: item.get_closest_marker("lama") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a pytest-xdist worker where the run's PostgreSQL server is or will be."""
    node.workerinput["postgres_root"] = str(node.config.stash[server_root])  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    root = config.stash.get(server_root, None)
    if root is None or hasattr(config, "workerinput"):
        return
    if (root / "server" / "data").exists():
        subprocess.run([SERVER, "stop", root / "server"], check=True)
    shutil.rmtree(root)


# Golden files

Golden = Callable[[str, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with `tests/golden/NAME`; `--update-golden` rewrites the file."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        expected = path.read_bytes().decode() if path.exists() else None
        if text == expected:
            return
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        if expected is None:
            pytest.fail(f"tests/golden/{name} does not exist; `make golden` writes it.")
        diff = difflib.unified_diff(
            expected.splitlines(),
            text.splitlines(),
            f"tests/golden/{name}",
            "now",
            n=1,
            lineterm="",
        )
        shown = "\n".join(list(diff)[:60]) or "Only the line ends differ."
        pytest.fail(f"{shown}\n`make golden` rewrites it, if this is what you want.", pytrace=False)

    return compare


# PostgreSQL


class NoServer(Exception):  # noqa: N818
    """There is no PostgreSQL server to test with; the message says why."""


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of the test run's own PostgreSQL server, started when first asked for.

    Without a server the test is skipped, or fails when KOPERASI_WAJIB_POSTGRES=1 (`make test`).
    """
    try:
        return _shared_server(request.config.stash[server_root])
    except NoServer as error:
        reason = str(error)
    return _unavailable(reason)


@pytest.fixture
def postgres_book_url(postgres_url: str) -> Iterator[str]:
    """Return the URL of a fresh, empty database, dropped after the test."""
    try:
        import psycopg  # noqa: PLC0415 - an optional extra
    except ImportError:
        _unavailable("psycopg is not installed (extra: postgres)")
    name = f"buku_{uuid.uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{postgres_url.rpartition('/')[0]}/{name}"
        # FORCE: a test may leave a connection open.
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _unavailable(reason: str) -> NoReturn:
    if os.environ.get("KOPERASI_WAJIB_POSTGRES") == "1":
        pytest.fail(f"PostgreSQL is required: {reason}", pytrace=False)
    pytest.skip(f"no PostgreSQL: {reason}")


def _shared_server(root: Path) -> str:
    """Start the run's server, or wait until another worker has; return its URL."""
    url, error = root / "url", root / "error"
    try:
        (root / "starting").mkdir()
    except FileExistsError:
        deadline = time.monotonic() + SERVER_PATIENCE
        while not (url.exists() or error.exists()):
            if time.monotonic() > deadline:
                raise NoServer("another worker is still starting it") from None
            time.sleep(0.05)
    else:
        _start(root)
    if error.exists():
        raise NoServer(error.read_text(encoding="utf-8"))
    return url.read_text(encoding="utf-8")


def _start(root: Path) -> None:
    """Leave either `url` or `error` in `root`, whole from the moment it can be seen."""
    root.chmod(0o711)  # the server's user must get through
    try:
        started = subprocess.run(
            [SERVER, "start", root / "server"],
            capture_output=True,
            text=True,
            timeout=SERVER_PATIENCE,
            check=False,
        )
        name, text = "url", started.stdout.strip()
        if started.returncode:
            name, text = "error", started.stderr.strip()
    except (OSError, subprocess.TimeoutExpired) as failure:
        name, text = "error", str(failure)
    draft = root / "draft"
    draft.write_text(text, encoding="utf-8")
    draft.replace(root / name)
