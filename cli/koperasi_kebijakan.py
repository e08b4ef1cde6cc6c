"""Commands on policy: adopt a file, see what is in force, print the template."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from cli.koperasi_bukti import Given, day_of, record_one, voucher_options
from cli.koperasi_umum import json_option, say, show_json, the_book


@click.group("kebijakan")
def policy() -> None:
    """Kebijakan: keputusan AD/ART dan rapat anggota.

    \b
    Contoh:
      koperasi kebijakan lihat
    """


@policy.command("terapkan")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--berlaku", "effective", required=True, metavar="TTTT-BB-HH", help="Berlaku sejak.")
@click.option(
    "--keputusan", "decision", required=True, help="Nomor keputusan rapat atau pasal AD/ART."
)
@voucher_options
@click.pass_context
def adopt(
    context: click.Context, *, file: Path, effective: str, decision: str, given: Given
) -> None:
    """Terapkan BERKAS kebijakan (TOML) sejak suatu tanggal.

    Tanpa --tanggal, keputusan dicatat pada tanggal berlakunya, atau hari ini bila itu lebih dulu.

    \b
    Contoh:
      koperasi kebijakan terapkan kebijakan.toml --berlaku 2026-01-01 --keputusan "RAT 2026 No. 1"
    """
    from koperasi_ledger.workflows.policy import read_policy

    values = read_policy(file)

    def dates(book: Any) -> dict[str, object]:  # noqa: ANN401 - a Book
        since = day_of(effective, book)
        if given.day is not None:
            return {"effective": since}
        founded = book.journal.books().cooperative().founded
        return {"effective": since, "date": max(min(since, day_of(None, book)), founded)}

    record_one(
        context,
        "policy_adopted",
        given,
        labels={"policy": str(file)},
        prepare=dates,
        decision=decision,
        policy=values,
    )


@policy.command("lihat")
@click.option("--tanggal", "day", metavar="TTTT-BB-HH", help="Pada tanggal ini (bawaan: hari ini).")
@json_option
@click.pass_context
def show(context: click.Context, *, day: str | None, as_json: bool) -> None:
    """Kebijakan yang berlaku: sejak kapan, dan dari keputusan apa.

    \b
    Contoh:
      koperasi kebijakan lihat --tanggal 2026-01-31
    """
    from koperasi_ledger.rules.dates import day_name
    from koperasi_ledger.workflows.policy import policy_on

    with the_book(context) as book:
        on = day_of(day, book)
        found = policy_on(book, on)
    if as_json:
        show_json(
            {
                "tanggal": on.isoformat(),
                "kebijakan": [
                    {
                        "bagian": item.section,
                        "berlaku_sejak": item.since.isoformat(),
                        "keputusan": item.decision,
                        "ref": item.ref,
                        "berganti_pada": item.coming and item.coming.isoformat(),
                        "isi": item.values,
                    }
                    for item in found
                ],
            }
        )
        return
    if not found:
        say(f"Belum ada kebijakan yang berlaku pada {day_name(on)}.")
    for item in found:
        coming = f"; berganti {day_name(item.coming)}" if item.coming else ""
        say(f"[{item.section}] sejak {day_name(item.since)}: {item.decision} ({item.ref}){coming}")
        for line in _lines(item.values, ""):
            say(f"  {line}")


def _lines(value: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - a tree of policy values
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lines(inner, f"{name} {key}".strip())
    elif isinstance(value, list):
        for place, inner in enumerate(value, 1):
            if isinstance(inner, dict):
                yield from _lines(inner, f"{name} {place}")
            else:
                yield f"{name} {place} = {inner}"
    else:
        shown = {True: "ya", False: "tidak"}.get(value, value) if isinstance(value, bool) else value
        yield f"{name} = {shown}"


@policy.command("contoh")
def example() -> None:
    """Tulis contoh berkas kebijakan, siap diisi.

    \b
    Contoh:
      koperasi kebijakan contoh > kebijakan.toml
    """
    from koperasi_ledger.workflows.policy_template import TEMPLATE

    click.echo(TEMPLATE, nl=False)
