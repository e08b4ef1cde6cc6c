"""The fixtures themselves: a fresh PostgreSQL database for each test, golden files that hold."""

from collections.abc import Callable
from urllib.parse import urlsplit

import psycopg
import pytest


@pytest.mark.parametrize("run", range(3))
def test_every_test_gets_an_empty_database(postgres_book_url: str, run: int) -> None:
    with psycopg.connect(postgres_book_url) as connection:
        connection.execute("CREATE TABLE events (seq bigint PRIMARY KEY)")
        connection.execute("INSERT INTO events VALUES (%s)", [run])
        assert connection.execute("SELECT seq FROM events").fetchall() == [(run,)]


def test_the_server_listens_on_loopback_only(postgres_url: str) -> None:
    assert urlsplit(postgres_url).hostname == "127.0.0.1"
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)


def test_a_missing_golden_file_says_how_to_write_it(golden: Callable[[str, str], None]) -> None:
    with pytest.raises(pytest.fail.Exception, match="make golden"):
        golden("no-such-file.txt", "text")
