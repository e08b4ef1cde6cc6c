"""Running a command in this process, as a person would: what it wrote, and how it ended."""

import json
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
    result = CliRunner().invoke(cli.koperasi.koperasi, [str(arg) for arg in args], input=stdin)
    return Ran(result.exit_code, result.stdout, result.stderr)
