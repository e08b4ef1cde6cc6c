"""What click itself says, in Bahasa Indonesia.

Click asks `gettext` for its words and ships no catalogue; `.mo` files would have to be found and
read at every start. So this module puts a small table in gettext's place. It is imported before
click; click modules that were loaded earlier (in a test, in Fava) are mended as well. A test walks
click's sources and asks for a line here for everything it can say.
"""

import gettext
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

_NUMBERED = {
    (
        "Got unexpected extra argument ({args})",
        "Got unexpected extra arguments ({args})",
    ): "Isian berlebih yang tidak dikenal ({args})",
    (
        "Takes {nargs} values but 1 was given.",
        "Takes {nargs} values but {len} were given.",
    ): "Perlu {nargs} nilai, bukan sebanyak yang diberikan.",
    (
        "Did you mean {possibility}?",
        "(Did you mean one of: {possibilities}?)",
    ): "Maksudnya {possibility}?",
    (
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
    ): "Pilihan {name!r} memerlukan nilai di belakangnya.",
    (
        "{value!r} is not {choice}.",
        "{value!r} is not one of {choices}.",
    ): "{value!r} bukan salah satu dari {choices}.",
    (
        "{value!r} does not match the format {format}.",
        "{value!r} does not match the formats {formats}.",
    ): "{value!r} tidak berbentuk {formats}.",
    (
        "{len_type} values are required, but {len_value} was given.",
        "{len_type} values are required, but {len_value} were given.",
    ): "Perlu {len_type} nilai, tetapi diberi {len_value}.",
}

_WORDS = {
    # asked for in commands and help pages
    "Usage:": "Cara pakai:",
    "Options": "Pilihan",
    "Commands": "Perintah",
    "Positional arguments": "Isian",
    "Show this message and exit.": "Tampilkan penjelasan ini.",
    "Show the version and exit.": "Tampilkan versi program.",
    "%(prog)s, version %(version)s": "%(prog)s, versi %(version)s",
    "required": "wajib",
    "deprecated": "tidak dipakai lagi",
    "(dynamic)": "(dihitung)",
    "default: {default}": "bawaan: {default}",
    "env var: {var}": "variabel lingkungan: {var}",
    "file": "berkas",
    "directory": "folder",
    "path": "berkas",
    # wrong usage
    "Error: {message}": "Salah pakai: {message}",
    "Try '{command} {option}' for help.": "Penjelasannya ada di '{command} {option}'.",
    "Missing command.": "Perintahnya belum disebut.",
    "No such command {name!r}.": "Perintah {name!r} tidak ada.",
    "No such option {name!r}.": "Pilihan {name!r} tidak ada.",
    "Missing argument": "Belum diisi:",
    "Missing option": "Pilihan yang wajib belum diisi:",
    "Missing parameter": "Belum diisi:",
    "Missing parameter: {param_name}": "Belum diisi: {param_name}",
    "Missing {param_type}": "Belum diisi ({param_type}):",
    "Invalid value: {message}": "Nilainya keliru: {message}",
    "Invalid value for {param_hint}: {message}": "Nilai {param_hint} keliru: {message}",
    "Choose from:\n\t{choices}": "Pilih salah satu:\n\t{choices}",
    "Option {name!r} does not take a value.": "Pilihan {name!r} tidak memakai nilai.",
    "Argument {name!r} takes {nargs} values.": "Isian {name!r} memerlukan {nargs} nilai.",
    "Invalid start character for option ({option})": "Awal pilihan keliru ({option})",
    "Value must be an iterable.": "Nilainya harus berupa daftar.",
    "{value} is not in the range {range}.": "{value} di luar batas {range}.",
    "{value!r} is not a valid {number_type}.": "{value!r} bukan {number_type}.",
    "{value!r} is not a valid UUID.": "{value!r} bukan UUID.",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "{value!r} bukan ya/tidak. Yang dikenal: {states}"
    ),
    "{name} {filename!r} does not exist.": "{name} {filename!r} tidak ada.",
    "{name} {filename!r} is a file.": "{name} {filename!r} adalah berkas.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} adalah folder.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} tidak dapat dibaca.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} tidak dapat ditulis.",
    "{name} {filename!r} is not executable.": "{name} {filename!r} tidak dapat dijalankan.",
    "Could not open file {filename!r}: {message}": (
        "Berkas {filename!r} tidak dapat dibuka: {message}"
    ),
    "unknown error": "sebab tidak diketahui",
    "Windows error: {error}": "Kesalahan Windows: {error}",
    # at the terminal
    "Aborted!": "Dihentikan.",
    "Do you want to continue?": "Lanjutkan?",
    "Confirm the action without prompting.": "Lanjutkan tanpa bertanya.",
    "Repeat for confirmation": "Ulangi sekali lagi",
    "Press any key to continue...": "Tekan sembarang tombol untuk melanjutkan...",
    "Error: The two entered values do not match.": "Kedua isian tidak sama.",
    "Error: invalid input": "Jawabannya tidak dikenal.",
    "d": "h",
    "{editor}: Editing failed": "{editor}: penyuntingan gagal",
    "{editor}: Editing failed: {e}": "{editor}: penyuntingan gagal: {e}",
    "Shell completion is not supported for Bash versions older than 4.4.": (
        "Pelengkapan perintah memerlukan Bash 4.4 atau yang lebih baru."
    ),
    "Couldn't detect Bash version, shell completion is not supported.": (
        "Versi Bash tidak diketahui; pelengkapan perintah tidak tersedia."
    ),
}

FOR_PROGRAMMERS = frozenset(
    {
        "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
        "Could not determine name for option with declarations {decls!r}",
        (
            "No options defined but a name was passed ({name}). Did you mean to declare an argument"
            " instead? Did you mean to pass '--{name}'?"
        ),
        "Arguments take exactly one parameter declaration, got {length}: {decls}.",
        "Name '{name}' defined twice",
        "Boolean option {decl!r} cannot use the same flag for true/false.",
        "Unknown color {colour!r}",
        "Choice({choices})",
        "Unknown standard stream '{name}'",
    }
)
"""What only a mistake in our own code can make click say."""

_TYPES = {"text": "teks", "integer": "bilangan bulat", "integer range": "bilangan bulat"}
_METAVARS = {"teks": "TEKS", "bilangan bulat": "BILANGAN"}

_gettext, _ngettext = gettext.gettext, gettext.ngettext


def translate(message: str) -> str:
    """What click says as `message`, in Indonesian; anything else as gettext has it."""
    return _WORDS.get(message) or _gettext(message)


def translate_numbered(singular: str, plural: str, number: int) -> str:
    """The same for messages with a plural, which Indonesian does not tell apart."""
    if singular.startswith("Did you mean") and number != 1:
        return "Maksudnya salah satu dari: {possibilities}?"
    return _NUMBERED.get((singular, plural)) or _ngettext(singular, plural, number)


def known(singular: str, plural: str | None = None) -> bool:
    """Whether there is a translation, for the test that asks for all."""
    return singular in _WORDS if plural is None else (singular, plural) in _NUMBERED


def install() -> None:
    """Makes click speak Indonesian, wherever it is imported from now on or was already."""
    gettext.gettext, gettext.ngettext = translate, translate_numbered  # type: ignore[assignment]
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            if hasattr(module, "_"):
                setattr(module, "_", translate)  # noqa: B010 - mypy knows no such name
            if hasattr(module, "ngettext"):
                setattr(module, "ngettext", translate_numbered)  # noqa: B010 - same
    import click  # only now that its words are replaced

    for kind in (click.STRING, click.INT, click.IntRange):
        kind.name = _TYPES.get(kind.name, kind.name)


def localize(command: "click.Command") -> None:
    """Replaces the English words that click does not ask gettext for, in a command and below."""
    import click

    command.options_metavar = "[PILIHAN]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "PERINTAH [ISIAN]..."
        for child in command.commands.values():
            localize(child)
    for param in command.params:
        if isinstance(param, click.Option) and param.metavar is None and not param.is_flag:
            param.metavar = _METAVARS.get(param.type.name)


install()
