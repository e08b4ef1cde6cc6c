"""Running a command in this process, as a person would: what it wrote, and how it ended."""

import json
import os
from collections.abc import Callable
from typing import Any, NamedTuple

import cli.koperasi

from click.testing import CliRunner  # isort: skip - after the module that translates click


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


def invoke(*args: object, stdin: str | None = None) -> Ran:
    environment = {
        "KOPERASI_BUKU": None,
        "NO_COLOR": None,
        "KOPERASI_PENGGUNA": os.environ.get("KOPERASI_PENGGUNA", "bendahara"),
    }
    result = CliRunner(env=environment).invoke(
        cli.koperasi.koperasi, [str(arg) for arg in args], input=stdin
    )
    return Ran(result.exit_code, result.stdout, result.stderr)
