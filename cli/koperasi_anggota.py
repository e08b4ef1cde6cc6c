"""Commands on members: join, change, leave, die, be paid out; lists."""

from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import (
    Balances,
    Given,
    amount_of,
    day_of,
    member_number,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.members import MemberView


@click.group("anggota")
def members() -> None:
    """Anggota: masuk, ubah, keluar, meninggal, bayar haknya, daftar.

    \b
    Contoh:
      koperasi anggota masuk A-0001 --nama "Ani Contoh"
    """


@members.command("masuk")
@click.argument("nomor")
@click.option("--nama", required=True, help="Nama lengkap.")
@click.option(
    "--masuk-sejak",
    "joined_on",
    metavar="TTTT-BB-HH",
    help="Tanggal masuk yang sebenarnya, bila sebelum buku ini dimulai.",
)
@click.option("--nik", help="NIK, 16 angka.")
@click.option("--alamat", help="Alamat.")
@click.option("--telepon", help="Nomor telepon, angka saja.")
@voucher_options
@click.pass_context
def join(
    context: click.Context, /, *, nomor: str, nama: str, given: Given, **data: str | None
) -> None:
    """Catat anggota baru.

    \b
    Contoh:
      koperasi anggota masuk A-0001 --nama "Ani Contoh" --nik 3201010101800001
      koperasi anggota masuk A-0002 --nama "Budi Contoh" --masuk-sejak 2024-03-01
    """
    record_one(
        context,
        "member_joined",
        given,
        member=member_number(nomor),
        name=nama,
        joined_on=data["joined_on"],
        nik=data["nik"],
        address=data["alamat"],
        phone=data["telepon"],
    )


@members.command("ubah")
@click.argument("nomor")
@click.option("--nama", help="Nama yang baru.")
@click.option("--nik", help="NIK yang baru, 16 angka.")
@click.option("--alamat", help="Alamat yang baru.")
@click.option("--telepon", help="Nomor telepon yang baru, angka saja.")
@voucher_options
@click.pass_context
def change(context: click.Context, /, *, nomor: str, given: Given, **data: str | None) -> None:
    """Ubah data anggota; yang tidak disebut tetap.

    \b
    Contoh:
      koperasi anggota ubah A-0001 --telepon 081200000001
    """
    if not any(data.values()):
        raise click.UsageError("Sebut paling sedikit satu: --nama, --nik, --alamat, --telepon.")
    record_one(
        context,
        "member_changed",
        given,
        member=member_number(nomor),
        name=data["nama"],
        nik=data["nik"],
        address=data["alamat"],
        phone=data["telepon"],
    )


@members.command("keluar")
@click.argument("nomor")
@click.option("--alasan", required=True, help="Alasan keluar; ikut tersimpan di jurnal.")
@voucher_options
@click.pass_context
def leave(context: click.Context, *, nomor: str, alasan: str, given: Given) -> None:
    """Anggota keluar: simpanan pokok dan wajibnya menjadi utang sampai dibayar.

    \b
    Contoh:
      koperasi anggota keluar A-0002 --alasan "Pindah domisili"
    """
    record_one(
        context,
        "member_resigned",
        given,
        balances=_payable,
        member=member_number(nomor),
        reason=alasan,
    )


@members.command("meninggal")
@click.argument("nomor")
@click.option(
    "--ahli-waris",
    "heirs",
    multiple=True,
    required=True,
    metavar="NAMA:HUBUNGAN",
    help="Ahli waris; ulangi untuk setiap orang.",
)
@voucher_options
@click.pass_context
def die(context: click.Context, *, nomor: str, heirs: tuple[str, ...], given: Given) -> None:
    """Anggota meninggal dunia: haknya menjadi utang kepada ahli waris.

    \b
    Contoh:
      koperasi anggota meninggal A-0002 --ahli-waris "Siti Contoh:istri"
    """
    record_one(
        context,
        "member_deceased",
        given,
        balances=_payable,
        member=member_number(nomor),
        heirs=[_heir(text) for text in heirs],
    )


def _heir(text: str) -> dict[str, str]:
    from koperasi_ledger.workflows.by_hand_errors import BadHeir

    name, colon, relation = (part.strip() for part in text.rpartition(":"))
    if not (colon and name and relation):
        raise BadHeir(text[:80])
    return {"name": name, "relation": relation}


@members.command("bayar")
@click.argument("nomor")
@click.argument("jumlah")
@via_option("--dari", "Uang keluar dari")
@click.option("--penerima", help="Ahli waris yang menerima; hanya bila anggota meninggal.")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def pay(
    context: click.Context,
    *,
    nomor: str,
    jumlah: str,
    via: str,
    penerima: str | None,
    unit: str | None,
    given: Given,
) -> None:
    """Bayar simpanan pokok dan wajib anggota yang sudah keluar atau meninggal.

    \b
    Contoh:
      koperasi anggota bayar A-0002 120000 --dari kas
      koperasi anggota bayar A-0003 120000 --penerima "Siti Contoh"
    """
    record_one(
        context,
        "member_paid_out",
        given,
        labels={"via": "--dari"},
        balances=_payable,
        receipt=True,
        member=member_number(nomor),
        amount=amount_of(jumlah),
        via=via,
        recipient=penerima,
        unit=unit,
    )


def _payable(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.workflows.members import member_view

    view = member_view(book, event.member)  # type: ignore[attr-defined] # all of these have a member
    told: dict[str, Any] = {"hak_belum_diambil": view.member.payable}
    if view.voluntary:
        told["simpanan_sukarela_belum_ditarik"] = view.voluntary
    return told


@members.command("daftar")
@click.option(
    "--status",
    type=click.Choice(["aktif", "keluar", "meninggal"]),
    help="Hanya anggota dengan status ini.",
)
@json_option
@click.pass_context
def show_all(context: click.Context, *, status: str | None, as_json: bool) -> None:
    """Daftar anggota dengan simpanannya.

    \b
    Contoh:
      koperasi anggota daftar --status aktif
    """
    from koperasi_ledger.workflows.members import member_list

    with the_book(context) as book:
        found = member_list(book, status)
    if as_json:
        show_json({"anggota": [_as_json(view) for view in found]})
        return
    if not found:
        say("Belum ada anggota.")
        return
    rows = [
        (
            view.member.number,
            view.member.name,
            view.member.status,
            rupiah(view.member.pokok),
            rupiah(view.member.wajib),
            rupiah(view.voluntary),
        )
        for view in found
    ]
    table(("nomor", "nama", "status", "pokok", "wajib", "sukarela"), rows, right=(3, 4, 5))
    say(f"{len(found)} anggota")


@members.command("lihat")
@click.argument("nomor")
@json_option
@click.pass_context
def show(context: click.Context, *, nomor: str, as_json: bool) -> None:
    """Data dan simpanan seorang anggota.

    \b
    Contoh:
      koperasi anggota lihat A-0001
    """
    from koperasi_ledger.rules.dates import day_name, month_name
    from koperasi_ledger.workflows.members import arrears_of, member_view

    with the_book(context) as book:
        view = member_view(book, member_number(nomor), whole=True)
        member = view.member
        owed = arrears_of(book, member, day_of(None, book)) if member.status == "aktif" else None
    if as_json:
        show_json({**_as_json(view), "tunggakan_wajib": str(owed or 0)})
        return
    say(f"{member.number} {member.name}")
    lines = [
        ("status", member.status),
        ("masuk", day_name(member.joined)),
        ("keluar", day_name(member.left) if member.left else ""),
        ("NIK", member.nik or ""),
        ("alamat", member.address or ""),
        ("telepon", member.phone or ""),
        ("ahli waris", "; ".join(f"{heir.name} ({heir.relation})" for heir in member.heirs)),
        ("simpanan pokok", rupiah(member.pokok)),
        ("simpanan wajib", rupiah(member.wajib)),
        ("wajib lunas s.d.", month_name(view.paid_through) if owed is not None else ""),
        ("tunggakan wajib", rupiah(owed) if owed else ""),
        *((f"simpanan {held.product}", rupiah(held.balance)) for held in view.holdings),
        ("hak belum diambil", rupiah(member.payable) if member.payable else ""),
    ]
    for name, value in lines:
        if value:
            say(f"  {name:<18} {value}")


def _as_json(view: "MemberView") -> dict[str, Any]:
    from koperasi_ledger.workflows.members import savings_json

    member = view.member
    return {
        "nomor": member.number,
        "nama": member.name,
        "status": member.status,
        "masuk": member.joined.isoformat(),
        "keluar": member.left.isoformat() if member.left else None,
        "nik": member.nik,
        "alamat": member.address,
        "telepon": member.phone,
        "ahli_waris": [{"nama": heir.name, "hubungan": heir.relation} for heir in member.heirs],
        **savings_json(view),
    }
