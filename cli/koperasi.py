"""The command `koperasi`: books of a cooperative that anyone can verify."""

import sys
from importlib import import_module

import click

from cli.koperasi_umum import refuse
from koperasi_ledger.model.errors import Refusal

_COMMANDS = {
    "baru": "koperasi_buku:new",
    "catat": "koperasi_buku:record",
    "skema": "koperasi_buku:schema",
}
"""Each command and the module that holds it; only the one that is called is imported."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called, so that every start is fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of a treasurer's year."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        del ctx
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(f"cli.{module}"), name)
        return command


@click.group(cls=LazyGroup)
@click.option(
    "-C",
    "folder",
    default=".",
    envvar="KOPERASI_BUKU",
    metavar="FOLDER",
    help="Folder buku (bawaan: folder ini, atau KOPERASI_BUKU).",
)
def koperasi(folder: str) -> None:
    """Pembukuan koperasi yang dapat diperiksa siapa saja."""
    del folder


def main() -> None:
    """Runs the command line; a refusal is one clear message and exit code 1."""
    try:
        koperasi(prog_name="koperasi")
    except Refusal as refusal:
        refuse(refusal)
    except KeyboardInterrupt:
        click.echo("Dihentikan; tidak ada yang dicatat setengah jalan.", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
