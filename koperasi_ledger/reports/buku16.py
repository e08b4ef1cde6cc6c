"""The 16 buku koperasi together, each beginning a page, in the order in which the dinas lists them.

Order: accounting reference section 3 (two public pages).
"""

from dataclasses import replace

from koperasi_ledger.reports import buku_catatan, buku_orang, buku_rapat
from koperasi_ledger.reports.inventaris import inventaris
from koperasi_ledger.reports.kas import kas
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.simpanan import simpanan
from koperasi_ledger.reports.view import Report, Table


def buku_simpanan(scope: Scope) -> Report:
    """Book 6: what each member holds."""
    return replace(simpanan(scope), name="buku-simpanan", title="Buku Simpanan Anggota")


def buku_kas(scope: Scope) -> Report:
    """Book 14: cash and bank."""
    return replace(kas(scope), name="buku-kas", title="Buku Kas dan Bank")


_BOOKS = (
    buku_orang.buku_anggota,
    buku_orang.buku_pengurus,
    buku_orang.buku_pengawas,
    buku_orang.buku_karyawan,
    buku_catatan.buku_tamu,
    buku_simpanan,
    buku_catatan.buku_saran_anggota,
    buku_catatan.buku_anjuran_pejabat,
    buku_catatan.buku_anjuran_instansi,
    buku_rapat.buku_keputusan_pengawas,
    buku_rapat.buku_keputusan_pengurus,
    buku_rapat.buku_keputusan_anggota,
    buku_catatan.buku_kejadian_penting,
    buku_kas,
    inventaris,
    buku_catatan.buku_agenda,
)


def buku16(scope: Scope) -> Report:
    """All sixteen books of the scope.

    Raises:
        NotBalanced: the savings or the assets differ from their accounts.
    """
    tables: list[Table] = []
    for number, book in enumerate(_BOOKS, 1):
        made = book(scope)
        for table in made.tables:
            title = f"{number}. {made.title}"
            if table.title:
                title = f"{title}: {table.title}"
            tables.append(replace(table, key=f"buku_{number}_{table.key}", title=title))
    made = statement(
        scope, "buku16", "Enam Belas Buku Koperasi", tables, signed=True, orientation="landscape"
    )
    return replace(made, sheets=True)
