"""A monthly run over thousands shows its totals on one screen, and all of its rows in a file."""

from types import SimpleNamespace

import pytest

from cli.koperasi_umum import counting, progress_of, run_table

HEADS = ("nomor", "jumlah")


def _shown(capsys: pytest.CaptureFixture[str], rows: int, *, whole: bool) -> list[str]:
    body = [(f"A-{place:04}", "1") for place in range(rows)]
    run_table(HEADS, [*body, ("", str(rows))], right=(1,), whole=whole)
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    tty = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr("cli.koperasi_umum.sys", SimpleNamespace(stdout=tty, stderr=tty))


@pytest.mark.usefixtures("terminal")
def test_a_long_run_shows_its_ends_and_its_totals(capsys: pytest.CaptureFixture[str]) -> None:
    lines = _shown(capsys, 3000, whole=False)
    assert len(lines) == 2 + 20 + 1 + 10 + 1 + 1
    assert lines[21].startswith("A-0019")
    assert (lines[22], lines[23][:6]) == ("...", "A-2990")
    assert lines[-2].strip() == "3000"
    assert lines[-1].startswith("2970 baris di tengah tidak ditampilkan")
    assert len(_shown(capsys, 3000, whole=True)) == 2 + 3000 + 1


def test_into_a_file_goes_every_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(_shown(capsys, 3000, whole=False)) == 2 + 3000 + 1


@pytest.mark.usefixtures("terminal")
def test_a_run_that_fits_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(_shown(capsys, 59, whole=False)) == 2 + 59 + 1


@pytest.mark.usefixtures("terminal")
def test_progress_waits_for_a_second(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("cli.koperasi_umum.time.monotonic", lambda: now[0])
    show = progress_of("anggota")
    assert show is not None
    show(1, 3)
    now[0] = 1.5
    show(2, 3)
    show(3, 3)
    assert capsys.readouterr().err == "\r2 dari 3 anggota\r3 dari 3 anggota\n"


@pytest.mark.usefixtures("terminal")
def test_a_count_without_end_waits_a_second_and_leaves_no_trace(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("cli.koperasi_umum.time.monotonic", lambda: now[0])
    with counting("{} struk diperiksa") as tell:
        assert tell is not None
        tell(500)
    assert not capsys.readouterr().err
    with counting("{} struk diperiksa") as tell:
        assert tell is not None
        now[0] = 1.5
        tell(1000)
    assert capsys.readouterr().err.startswith("\r1000 struk diperiksa…\r")


def test_elsewhere_nothing_is_counted() -> None:
    with counting("{} struk") as tell:
        assert tell is None
    assert progress_of("struk") is None
