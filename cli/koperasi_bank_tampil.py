"""How the bank commands show what they found: tables for people, JSON for programs."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cli.koperasi_umum import rupiah, say, table, warn

if TYPE_CHECKING:
    from koperasi_ledger.importers.statement import Statement
    from koperasi_ledger.reports.bank_position import Position
    from koperasi_ledger.workflows.bank_import import ImportReport, StatementReport
    from koperasi_ledger.workflows.bank_review import Suggestion, Waiting
    from koperasi_ledger.workflows.bank_status import Reconciliation

_SHOWN_ROWS = 200
_SHOWN_SUGGESTIONS = 5


def _safe(text: str) -> str:
    """A bank's or a person's words on a terminal: short, controls written out."""
    from koperasi_ledger.importers.errors import shown

    return shown(text)


def _day(day: Any) -> str:  # noqa: ANN401 - a date
    from koperasi_ledger.rules.dates import day_name

    return day_name(day)


def _money(amount: Decimal | None) -> str | None:
    """An amount for a program: text with two decimals."""
    return None if amount is None else f"{amount + Decimal(0):.2f}"


def show_statement(statement: "Statement") -> None:
    """A statement that was only read."""
    from koperasi_ledger.workflows.bank_errors import days_name

    number = statement.account or "tanpa nomor"
    say(
        f"{statement.bank.upper()} {number} ({statement.currency}),"
        f" {days_name(statement.start, statement.end)}"
    )
    proof = "terbukti utuh" if statement.proven else "BELUM terbukti: saldonya tidak lengkap"
    opening = "-" if statement.opening is None else rupiah(statement.opening)
    closing = "-" if statement.closing is None else rupiah(statement.closing)
    say(f"Saldo awal {opening}, saldo akhir {closing}; {proof}.")
    rows = [
        (
            line.date.isoformat(),
            rupiah(line.amount),
            "" if line.balance is None else rupiah(line.balance),
            _safe(line.text),
        )
        for line in statement.lines
    ]
    table(("Tanggal", "Jumlah", "Saldo", "Uraian"), rows, right=(1, 2))


def show_import(report: "ImportReport") -> None:
    """What became of a file."""
    if report.seen_as is not None:
        say(
            f"{_safe(report.file)} sudah pernah diimpor ({report.seen_as}); tidak ada yang dicatat."
            " Untuk mutasi sesudahnya, unduh file baru dari bank."
        )
        return
    for statement in report.statements:
        _show_statement_report(statement)
    if report.tried:
        say("Ini hanya percobaan (--coba): tidak ada yang dicatat.")


def _show_statement_report(report: "StatementReport") -> None:
    from koperasi_ledger.workflows.bank_errors import days_name

    window = report.window
    if window.end is None:
        warn(
            f"{report.account}: belum ada hari yang selesai dalam file ini; impor lagi file baru"
            " sesudah harinya berakhir."
        )
        return
    say(f"{report.account}, {days_name(window.start, window.end)}:")
    rows = [
        (
            str(item.line.row),
            item.line.date.isoformat(),
            rupiah(item.line.amount),
            _safe(item.line.text)[:40],
            item.title,
            item.reason,
        )
        for item in report.booked[:_SHOWN_ROWS]
    ]
    if rows:
        table(("Baris", "Tanggal", "Jumlah", "Uraian", "Menjadi", "Alasan"), rows, right=(0, 2))
    if len(report.booked) > len(rows):
        say(f"… dan {len(report.booked) - len(rows)} baris lain (semuanya ada dengan --json).")
    waiting = sum(item.step == "titipan" for item in report.booked)
    say(f"{len(report.booked)} mutasi baru, {report.known} sudah ada sebelumnya.")
    if window.sealed and report.known:
        say("Semua hari dalam file ini sudah terbukti sebelumnya, dan isinya sama.")
    if window.gap is not None:
        say(
            f"{days_name(*window.gap)} tidak ada dalam berkas mana pun; saldo sebelum dan"
            " sesudahnya sama, jadi tidak ada uang yang hilang. Bila hari itu ada mutasi yang"
            " saling meniadakan, unduh juga hari itu."
        )
    if window.before:
        say(f"{window.before} mutasi sebelum {_day(window.start)} sudah termasuk saldo awal.")
    if window.open:
        warn(
            f"{window.open} mutasi sesudah {_day(window.end)} dibiarkan: harinya belum selesai saat"
            " file dibuat atau diimpor. Unduh dan impor lagi sesudah hari itu."
        )
    if waiting:
        say(f"{waiting} mutasi masuk Titipan; jelaskan dengan 'koperasi bank tinjau'.")
    if report.position is not None:
        _show_position(report.account, report.position)


def _show_position(account: str, position: "Position") -> None:
    """Ledger against bank, and what explains the difference."""
    day = _day(position.day)
    if position.difference == 0:
        say(f"Saldo {account} per {day} sama di buku dan di bank: {rupiah(position.bank)}.")
        return
    warn(
        f"PERHATIAN: saldo {account} per {day} di buku {rupiah(position.ledger)}, di bank"
        f" {rupiah(position.bank)}; selisih {rupiah(position.difference)}."
    )
    rows = [
        (entry.date.isoformat(), rupiah(entry.amount), entry.ref, "ada di buku, belum di bank")
        for entry in position.outstanding
    ]
    rows += [
        (item.ledger.isoformat(), rupiah(item.amount), item.ref, f"di bank baru {_day(item.bank)}")
        for item in position.ahead
    ]
    rows += [
        (
            item.ledger.isoformat(),
            rupiah(-item.amount),
            item.ref,
            f"di bank sejak {_day(item.bank)}",
        )
        for item in position.behind
    ]
    if rows:
        table(("Tanggal", "Jumlah", "Ref", "Keterangan"), rows, right=(1,))
    if position.unexplained:
        warn(f"Selisih yang belum dapat dijelaskan: {rupiah(position.unexplained)}.")


def show_reconciliation(found: "Reconciliation") -> None:
    """A bank account at the end of a month."""
    from koperasi_ledger.rules.dates import last_day
    from koperasi_ledger.workflows.bank_errors import days_name

    account = found.account
    say(f"Rekonsiliasi {account.name} ({account.bank} {account.number})")
    position = found.position
    if position.day != last_day(found.month):
        warn(f"Rekening koran bulan ini terbukti baru s.d. {_day(position.day)}.")
    say(f"Saldo menurut buku: {rupiah(position.ledger)}")
    say(f"Saldo menurut bank: {rupiah(position.bank)}")
    _show_position(account.short, position)
    for days in found.unread:
        say(f"{days_name(*days)} tidak ada dalam berkas mana pun; saldo sekitarnya sama.")
    if found.waiting:
        say("Sudah dibukukan, tetapi masih dalam Titipan:")
        rows = [
            (item.date.isoformat(), rupiah(item.remaining), item.ref, _safe(item.text))
            for item in found.waiting
        ]
        table(("Tanggal", "Sisa", "Ref", "Uraian"), rows, right=(1,))


def show_waiting(found: "list[Waiting]") -> None:
    """What waits in Titipan, with what it may be."""
    if not found:
        say("Tidak ada titipan yang menunggu penjelasan.")
        return
    for item in found:
        show_one_waiting(item)
    say(
        f"{len(found)} titipan menunggu. Jelaskan satu per satu:\n"
        "  koperasi bank tinjau REF --sebagai wajib --anggota NOMOR [--jumlah N]\n"
        "atau dengan tanya jawab: koperasi bank tinjau --tanya"
    )


def show_one_waiting(item: "Waiting") -> None:
    """One line in Titipan and its numbered suggestions."""
    waiting = item.suspense
    say(
        f"{waiting.date.isoformat()}  {waiting.cash}  {rupiah(waiting.remaining)}"
        f"  {_safe(waiting.text)}"
    )
    say(f"    ref {waiting.ref}")
    for number, suggestion in enumerate(item.suggestions[:_SHOWN_SUGGESTIONS], 1):
        say(f"    {number}. {assignment_text(suggestion)}")


def assignment_text(suggestion: "Suggestion") -> str:
    """A suggestion as a person reads it."""
    found = suggestion.assignment
    values = (found.member, found.product, found.number, found.account, found.entry)
    what = " ".join(value for value in values if value is not None)
    what += "" if found.amount is None else f" {rupiah(found.amount)}"
    return f"{found.purpose} {what} ({suggestion.reason})"


# JSON


def import_json(report: "ImportReport") -> dict[str, Any]:
    """The stable shape of an import."""
    status = "diimpor"
    if report.seen_as is not None:
        status = "sudah_pernah"
    elif report.tried:
        status = "coba"
    return {
        "berkas": report.file,
        "sha256": report.sha256,
        "status": status,
        "rekening_koran": [_statement_json(item) for item in report.statements],
    }


def _statement_json(report: "StatementReport") -> dict[str, Any]:
    window = report.window
    return {
        "akun": report.account,
        "bank": report.bank,
        "rekening": report.number,
        "dari": window.start.isoformat(),
        "sampai": window.end.isoformat() if window.end else None,
        "saldo_awal": _money(window.opening),
        "saldo_akhir": _money(window.closing),
        "baru": len(report.booked),
        "sudah_ada": report.known,
        "hari_tanpa_berkas": None
        if window.gap is None
        else {"dari": window.gap[0].isoformat(), "sampai": window.gap[1].isoformat()},
        "ditunda": window.open,
        "sebelum_saldo_awal": window.before,
        "titipan": sum(item.step == "titipan" for item in report.booked),
        "cocok": report.reconciled,
        "rekonsiliasi": None if report.position is None else position_json(report.position),
        "baris": [
            {
                "baris": item.line.row,
                "tanggal": item.line.date.isoformat(),
                "jumlah": _money(item.line.amount),
                "uraian": item.line.text,
                "bank_ref": item.line.bank_ref,
                "langkah": item.step,
                "ref": item.ref,
                "alasan": item.reason,
            }
            for item in report.booked
        ],
    }


def position_json(position: "Position") -> dict[str, Any]:
    """Ledger against bank."""
    return {
        "tanggal": position.day.isoformat(),
        "saldo_buku": _money(position.ledger),
        "saldo_bank": _money(position.bank),
        "selisih": _money(position.difference),
        "belum_di_bank": [
            {"ref": item.ref, "tanggal": item.date.isoformat(), "jumlah": _money(item.amount)}
            for item in position.outstanding
        ],
        "beda_tanggal": [
            {
                "ref": item.ref,
                "tanggal_buku": item.ledger.isoformat(),
                "tanggal_bank": item.bank.isoformat(),
                "jumlah": _money(item.amount),
            }
            for item in (*position.ahead, *position.behind)
        ],
        "belum_dijelaskan": _money(position.unexplained),
    }


def reconciliation_json(found: "Reconciliation") -> dict[str, Any]:
    """A bank account at the end of a month."""
    return {
        "akun": found.account.short,
        "bulan": found.month,
        **position_json(found.position),
        "hari_tanpa_berkas": [
            {"dari": first.isoformat(), "sampai": last.isoformat()} for first, last in found.unread
        ],
        "titipan": [_suspense_json(item) for item in found.waiting],
    }


def waiting_json(item: "Waiting") -> dict[str, Any]:
    """A line in Titipan with its suggestions."""
    return {
        **_suspense_json(item.suspense),
        "saran": [
            {
                "sebagai": suggestion.assignment.purpose,
                "anggota": suggestion.assignment.member,
                "produk": suggestion.assignment.product,
                "akun": suggestion.assignment.account,
                "catatan": suggestion.assignment.entry,
                "nomor": suggestion.assignment.number,
                "jumlah": None
                if suggestion.assignment.amount is None
                else f"{suggestion.assignment.amount:f}",
                "alasan": suggestion.reason,
            }
            for suggestion in item.suggestions
        ],
    }


def _suspense_json(item: Any) -> dict[str, Any]:  # noqa: ANN401 - a Suspense
    return {
        "ref": item.ref,
        "tanggal": item.date.isoformat(),
        "rekening": item.cash,
        "sisa": _money(item.remaining),
        "uraian": item.text,
    }
