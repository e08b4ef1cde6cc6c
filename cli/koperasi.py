"""The command `koperasi`: books of a cooperative that anyone can verify."""

# First of all: it puts Indonesian in the place of click's English.
import cli.koperasi_bahasa  # isort: skip

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from cli.koperasi_akhir import guarded, make_terminal_safe

_COMMANDS = {
    "baru": "koperasi_buku:new",
    "contoh": "koperasi_contoh:sample",
    "status": "koperasi_buku:status",
    "kebijakan": "koperasi_kebijakan:policy",
    "saldo-awal": "koperasi_tutup:opening",
    "anggota": "koperasi_anggota:members",
    "organisasi": "koperasi_organisasi:organisation",
    "simpanan": "koperasi_simpanan:savings",
    "berjangka": "koperasi_berjangka:deposits",
    "pinjaman": "koperasi_pinjaman:loans",
    "syariah": "koperasi_syariah:sharia",
    "utang-bank": "koperasi_utang_bank:debts",
    "toko": "koperasi_toko:store",
    "agen": "koperasi_agen:agency",
    "bantuan": "koperasi_bantuan:aid",
    "kas": "koperasi_kas:cash",
    "aset": "koperasi_aset:assets",
    "bank": "koperasi_bank:bank",
    "pajak": "koperasi_pajak:taxes",
    "balik": "koperasi_tutup:reverse",
    "tutup": "koperasi_tutup:close",
    "shu": "koperasi_shu:shu",
    "anggaran": "koperasi_anggaran:budget",
    "kesehatan": "koperasi_anggaran:health",
    "rat": "koperasi_rat:meeting",
    "laporan": "koperasi_laporan:report",
    "kuitansi": "koperasi_laporan:receipt",
    "fava": "koperasi_fava:browse",
    "catat": "koperasi_buku:record",
    "periksa": "koperasi_periksa:check",
    "bangun": "koperasi_periksa:rebuild",
    "cadangan": "koperasi_cadangan:back_up",
    "pulihkan": "koperasi_cadangan:restore",
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
        cli.koperasi_bahasa.localize(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; a misspelt one is answered with the nearest."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, n=2)
            hint = f" Maksudnya {' atau '.join(near)}?" if near else ""
            ctx.fail(f"Perintah '{args[0]}' tidak ada.{hint}")
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override] # click's overloads tell only modes apart that we do not have
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,  # noqa: ANN401 - handed on to click
    ) -> None:
        """Runs the command line; whatever happens ends in a sentence and an exit code."""
        make_terminal_safe()
        # Looking for plug-ins of pydantic takes longer than all our own classes; we use none, and
        # a foreign one has no business among the events. Pydantic comes with the command, later.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        # Recording makes many small objects and no cycles worth hunting for: looking for them less
        # often saves a tenth of the time of a large file.
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
        extra["standalone_mode"] = False
        run = super().main
        sys.exit(guarded(lambda: run(args, prog_name or "koperasi", **extra)))


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
@click.option(
    "-C",
    "folder",
    default=".",
    envvar="KOPERASI_BUKU",
    metavar="FOLDER",
    help="Folder buku (bawaan: folder ini, atau KOPERASI_BUKU).",
)
@click.version_option(package_name="koperasi-ledger", message="koperasi %(version)s")
@click.pass_context
def koperasi(context: click.Context, folder: str) -> None:
    """Pembukuan koperasi yang dapat diperiksa siapa saja.

    \b
    Contoh:
      koperasi baru buku --nama "Koperasi Contoh" --profil kdmp --mulai 2026-01-01
      koperasi -C buku            (keadaan buku dan langkah berikutnya)
      koperasi simpanan -h        (penjelasan satu perintah)
    """
    if os.environ.get("NO_COLOR"):
        context.color = False
    if context.invoked_subcommand is None:
        if (Path(folder) / "koperasi.toml").exists():
            command = koperasi.get_command(context, "status")
            if command is not None:
                context.invoke(command)
        else:
            click.echo(context.get_help(), color=context.color)


cli.koperasi_bahasa.localize(koperasi)


def main() -> None:
    """Runs the command line."""
    koperasi.main()


if __name__ == "__main__":
    main()
