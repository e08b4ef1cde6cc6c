"""The forms of the statement of result (PHU), as data; all of them end in the same SHU.

A: the classic form of PSAK 27 and the ministry's KSP form of 2012, with partisipasi bruto and neto;
sektor riil uses the same skeleton with sales in place of interest. B: the form after SAK EP, also
in its KDMP/riil variant: sales to members and to others, each less its cost; what a cooperative
does not have drops out. Accounting reference 1.4; the official appendix is not confirmed. EMKM: SAK
EMKM asks for revenue, expenses and tax only. Each form names every result caption once.
"""

from collections.abc import Mapping
from typing import NamedTuple

from koperasi_ledger.reports.position_layouts import Group, Line, lines


class Step(NamedTuple):
    """Groups, what their own sum is called, and what is left after them is called.

    Without a name nothing is printed; `always` prints the own sum of nothing too.
    """

    groups: tuple[Group, ...]
    own: tuple[str, str] | None = None
    after: tuple[str, str] | None = None
    always: bool = False


class Form(NamedTuple):
    """The steps from revenue to SHU; `detail` is the usual grain, `comprehensive` goes beyond."""

    steps: tuple[Step, ...]
    detail: str = "akun"
    comprehensive: bool = False


_COST_OF_MEMBERS = ("jasa_simpanan", "pokok_ijarah", "hpp_anggota")
_OPERATING = (
    "kepegawaian",
    "administrasi",
    "penyusutan",
    "beban_penyisihan",
    "selisih_persediaan",
    "beban_usaha_lain",
)
_BEFORE_TAX = ("shu_sebelum_pajak", "SHU sebelum pajak")
_TAX = Step((Group("pajak", "Pajak penghasilan", lines("pajak")),))

_A = Form(
    (
        Step(
            (
                Group(
                    "partisipasi_bruto",
                    "Partisipasi bruto anggota",
                    lines("jasa_pinjaman", "pendapatan_anggota", "penjualan_anggota"),
                ),
                Group("pokok_anggota", "Beban pokok pelayanan anggota", lines(*_COST_OF_MEMBERS)),
            ),
            ("partisipasi_neto", "Partisipasi neto anggota"),
            always=True,
        ),
        Step(
            (
                Group(
                    "non_anggota",
                    "Pendapatan dari non-anggota",
                    lines("pendapatan_non_anggota", "penjualan_non_anggota"),
                ),
                Group(
                    "pokok_non_anggota",
                    "Beban pokok non-anggota",
                    lines("bunga_pinjaman", "hpp_non_anggota"),
                ),
            ),
            ("laba_non_anggota", "Laba kotor non-anggota"),
            ("shu_kotor", "SHU kotor"),
        ),
        Step(
            (Group("beban_usaha", "Beban usaha", lines(*_OPERATING)),),
            after=("shu_sebelum_perkoperasian", "SHU sebelum beban perkoperasian"),
        ),
        Step(
            (Group("beban_perkoperasian", "Beban perkoperasian", lines("perkoperasian")),),
            after=("shu_setelah_perkoperasian", "SHU setelah beban perkoperasian"),
        ),
        Step(
            (
                Group(
                    "pendapatan_lain",
                    "Pendapatan lain",
                    lines("hasil_investasi", "laba_pelepasan", "pendapatan_lain"),
                ),
                Group("beban_lain", "Beban lain", lines("rugi_pelepasan", "beban_lain")),
            ),
            after=_BEFORE_TAX,
        ),
        _TAX,
    )
)

_B = Form(
    (
        Step(
            (
                Group(
                    "partisipasi_anggota",
                    "Partisipasi anggota",
                    (
                        Line("jasa_pinjaman", "Pendapatan bunga dan jasa", ("jasa_pinjaman",)),
                        Line(
                            "pendapatan_anggota", "Pendapatan usaha lain", ("pendapatan_anggota",)
                        ),
                        *lines("penjualan_anggota", "hpp_anggota"),
                    ),
                ),
                Group(
                    "partisipasi_non_anggota",
                    "Partisipasi non-anggota",
                    lines("pendapatan_non_anggota", "penjualan_non_anggota", "hpp_non_anggota"),
                ),
            ),
        ),
        Step(
            (
                Group(
                    "beban_usaha",
                    "Beban usaha",
                    (
                        Line("beban_bunga", "Beban bunga", ("jasa_simpanan", "bunga_pinjaman")),
                        *lines("beban_penyisihan", "kepegawaian", "administrasi"),
                        Line(
                            "penyusutan",
                            "Beban penyusutan dan amortisasi",
                            ("penyusutan", "pokok_ijarah"),
                        ),
                        Line(
                            "beban_usaha_lain",
                            "Beban usaha lain",
                            ("selisih_persediaan", "beban_usaha_lain"),
                        ),
                    ),
                ),
            ),
            after=("shu_bruto", "SHU bruto"),
        ),
        Step((Group("hasil_investasi", "", lines("hasil_investasi")),)),
        Step((Group("beban_perkoperasian", "", lines("perkoperasian")),)),
        Step(
            (
                Group(
                    "lain_lain",
                    "Pendapatan dan beban lain",
                    lines("laba_pelepasan", "pendapatan_lain", "rugi_pelepasan", "beban_lain"),
                ),
            ),
            after=_BEFORE_TAX,
        ),
        Step((Group("pajak", "", (Line("pajak", "Beban pajak penghasilan", ("pajak",)),)),)),
    ),
    "pos",
    comprehensive=True,
)

_EMKM = Form(
    (
        Step(
            (
                Group(
                    "pendapatan",
                    "Pendapatan",
                    (
                        Line(
                            "pendapatan_usaha",
                            "Pendapatan usaha",
                            (
                                "jasa_pinjaman",
                                "pendapatan_anggota",
                                "penjualan_anggota",
                                "pendapatan_non_anggota",
                                "penjualan_non_anggota",
                            ),
                        ),
                        Line(
                            "pendapatan_lain",
                            "Pendapatan lain-lain",
                            ("hasil_investasi", "laba_pelepasan", "pendapatan_lain"),
                        ),
                    ),
                ),
                Group(
                    "beban",
                    "Beban",
                    (
                        Line(
                            "beban_pokok",
                            "Beban pokok penjualan dan pelayanan",
                            (*_COST_OF_MEMBERS, "bunga_pinjaman", "hpp_non_anggota"),
                        ),
                        Line("beban_usaha", "Beban usaha", (*_OPERATING, "perkoperasian")),
                        Line("beban_lain", "Beban lain-lain", ("rugi_pelepasan", "beban_lain")),
                    ),
                ),
            ),
            after=_BEFORE_TAX,
        ),
        Step((Group("pajak", "", (Line("pajak", "Beban pajak penghasilan", ("pajak",)),)),)),
    ),
    "pos",
)

FORMS: Mapping[str, Form] = {"a": _A, "b": _B, "emkm": _EMKM}
"""The forms by the name that policy and `--bentuk` give them."""
