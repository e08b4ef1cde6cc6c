"""How a command ends, whatever happens in it: one sentence, an exit code, never a traceback.

0 done; 1 refused or failed; 2 wrong usage; 130 stopped by Ctrl-C.
"""

import codecs
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import click

from koperasi_ledger.model.errors import Refusal

_PLAIN = {
    "–": "-",
    "—": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "×": "x",
    "−": "-",
    "≤": "<=",
    "≥": ">=",
    "→": "->",
    "•": "*",
    "·": "-",
    "\u00a0": " ",
}


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_PLAIN.get(char, "?") for char in text), error.end


def make_terminal_safe() -> None:
    """Lets a terminal that does not know UTF-8 show plain signs instead of failing."""
    codecs.register_error("koperasi", _plainly)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not speaks_unicode(stream):
            reconfigure(errors="koperasi")


def speaks_unicode(stream: TextIO) -> bool:
    """Whether every character can be written to the stream."""
    return (stream.encoding or "").lower().replace("-", "") in {"utf8", "utf16", "utf16le"}


def guarded(run: Callable[[], Any]) -> int:  # noqa: PLR0911 - one way out for each end
    """Runs a command and returns its exit code; what went wrong is on stderr by then."""
    stdout = sys.stdout
    try:
        code = run()
        sys.stdout.flush()
    except click.UsageError as error:
        _name_negative(error).show()
        return 2
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        return 1
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        return 1
    except BrokenPipeError:
        _let_go()
        return 0
    except SystemExit:
        # Click answers a closed pipe itself: it puts another stream in place and exits with 1.
        if sys.stdout is stdout:
            raise
        _let_go()
        return 0
    except (KeyboardInterrupt, click.Abort, EOFError):
        click.echo("\nDihentikan; tidak ada yang dicatat setengah jalan.", err=True)
        return 130
    except Exception as error:  # noqa: BLE001 - the last line of defence
        return _unexpected(error)
    return code if isinstance(code, int) else 0


def _name_negative(error: click.UsageError) -> click.UsageError:
    """`-50000` looks like an option to click; the person meant an amount below zero."""
    if isinstance(error, click.NoSuchOption) and error.option_name[1:2].isdigit():
        return click.UsageError(
            "Jumlah di bawah nol tidak diterima. Tulis jumlahnya tanpa tanda kurang;"
            " pengeluaran, penarikan dan pembalikan punya perintah sendiri.",
            error.ctx,
        )
    return error


def _let_go() -> None:
    """The reader has left (`| head`): nothing more is written, not even at the very end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            descriptor = os.open(os.devnull, os.O_WRONLY)
            os.dup2(descriptor, stream.fileno())
            os.close(descriptor)
        except (OSError, ValueError):
            continue


def _unexpected(error: Exception) -> int:
    import traceback
    from datetime import UTC, datetime

    if os.environ.get("KOPERASI_DEBUG") == "1":
        click.echo("".join(traceback.format_exception(error)), err=True)
    when = datetime.now(UTC)
    words = [word for word in sys.argv[1:3] if word.isalpha() and word.islower()]
    text = f"{when.isoformat(timespec='seconds')} koperasi {' '.join(words)}\n{_details(error)}"
    place = _keep(f"{when:%Y%m%dT%H%M%S}-{os.getpid()}.log", text)
    told = f" Rinciannya ada di {place}." if place else ""
    click.echo(
        "Maaf, program menemui kesalahan yang tidak terduga; yang sudah tercatat tetap aman."
        f"{told} Jalankan 'koperasi periksa', lalu laporkan rincian itu kepada pengembang.",
        err=True,
    )
    return 1


def _details(error: BaseException) -> str:
    """Where each error of a chain arose, oldest first; what it says only where it speaks of code.

    The log is sent to strangers, and what other errors say may quote names, numbers or passwords.
    """
    import traceback

    text = ""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    for item in reversed(chain):
        of_code = isinstance(item, (AttributeError, ImportError, NameError, ArithmeticError))
        name = f"{type(item).__module__}.{type(item).__qualname__}"
        frames = "".join(traceback.format_tb(item.__traceback__))
        text += f"{frames}{name}{f': {item}' if of_code else ''}\n\n"
    return text


def _keep(name: str, text: str) -> str | None:
    """Writes the details where only this user reads them; returns the place."""
    import tempfile  # with what it imports, a tenth of the start of a command

    state = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    for folder in (
        Path(state or Path.home() / ".local" / "state") / "koperasi",
        Path(tempfile.gettempdir()) / f"koperasi-{os.getuid() if hasattr(os, 'getuid') else 'log'}",
    ):
        path = folder / name
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return str(path)
    return None
