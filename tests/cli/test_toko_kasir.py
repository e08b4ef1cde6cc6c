"""The till at the keyboard, its receipts on 58 mm, and the import of tills' files, as typed."""

import json
import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Run

from koperasi_ledger.importers.till_spec import TEMPLATE, TillSpec

pytest_plugins = ["command_line_books"]

POLICY = """
[toko]
kredit_anggota = { paling_banyak = "500000", tempo_hari = 30 }
[toko.tingkat]
umum = { nama = "Eceran umum" }
anggota = { nama = "Anggota", hanya_anggota = true }
[toko.lokasi]
gerai = { nama = "Gerai" }
[toko.golongan]
sembako = "rata-rata"
"""
ON = ("--tanggal", "2026-01-05")
TILL = ("toko", "jual", "--tingkat", "umum", *ON)


@pytest.fixture
def shop(ok: Run, tmp_path: Path) -> Run:
    """A book with three items in stock at one location."""
    policy = tmp_path / "toko.toml"
    policy.write_text(POLICY, encoding="utf-8")
    on = ("--berlaku", "2026-01-02", "--keputusan", "RAT 2", "--tanggal", "2026-01-02")
    ok("kebijakan", "terapkan", policy, *on)
    ok("toko", "pemasok", "bulog", "--nama", "Perum Bulog", *ON)
    for item, name, price in (
        ("beras", "Beras medium", "13500"),
        ("gula-pasir", "Gula pasir", "16000"),
        ("gula-aren", "Gula aren Cap Naïf", "21000"),
    ):
        ok("toko", "barang", "tambah", item, "--nama", name, "--satuan", "kg", "--isi", "dus=20",
           "--golongan", "sembako", "--barcode", f"8990{len(item):03}", *ON)  # fmt: skip
        for tier, less in (("umum", 0), ("anggota", 500)):
            ok("toko", "barang", "harga", item, tier, str(int(price) - less), *ON)
        ok("toko", "terima", "bulog", f"F-{item}", "--barang", f"{item}=100:1000000", *ON)
    return ok


def sell(shop: Run, *typed: str, options: tuple[object, ...] = ()) -> str:
    """What the screen shows when these lines are typed."""
    return shop(*TILL, *options, stdin="".join(f"{line}\n" for line in typed)).out


def sales(events: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [event for event in events() if event["kind"] == "sale_recorded"]


def test_goods_are_found_by_code_barcode_and_part_of_the_name(
    shop: Run, events: Callable[[], list[dict[str, Any]]]
) -> None:
    shown = sell(shop, "beras 2.5kg", "2 gula pasir", "8990009 1,5", "gula", "1", "1 dus medium",
                 "3", "ubah 1 4 kg", "hapus 3", "", "bank bri")  # fmt: skip
    assert "1. Gula aren Cap Naïf (gula-aren)" in shown
    (sale,) = sales(events)
    assert [(line["item"], line["quantity"], line.get("unit")) for line in sale["lines"]] == [
        ("beras", "4", None),
        ("gula-pasir", "2", None),
        ("gula-aren", "3", None),
    ]
    assert sale["payments"] == [
        {"way": "bank", "via": "bri", "amount": str(sum(int(x["amount"]) for x in sale["lines"]))}
    ]


def test_change_is_told_and_split_payments_add_up(
    shop: Run, events: Callable[[], list[dict[str, Any]]]
) -> None:
    shown = sell(shop, "beras 2", "", "qris 7000", "50000", "hari")
    assert "KEMBALI Rp30.000" in shown
    assert "Kembali                   30.000" in shown
    assert "penjualan Rp27.000" in shown
    (sale,) = sales(events)
    assert [(p["way"], p["amount"]) for p in sale["payments"]] == [
        ("qris", "7000"),
        ("tunai", "20000"),
    ]


def test_a_member_buys_on_credit_at_the_members_price(
    shop: Run, events: Callable[[], list[dict[str, Any]]]
) -> None:
    shown = sell(shop, "anggota a-0001", "beras", "tingkat anggota", "", "kredit", "beras", "", "")
    first, second = sales(events)
    assert (first["member"], first["tier"]) == ("A-0001", "anggota")
    assert first["payments"] == [{"way": "kredit", "amount": "13000"}]
    # The next buyer is nobody in particular again.
    assert ("member" in second, second["tier"]) == (False, "umum")
    assert [first["number"], second["number"]] == ["20260105-1", "20260105-2"]
    assert "2 struk" in shown


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["berass"], "Tidak ada barang “berass”"),
        (["200000"], "Tidak ada barang “200000”"),
        (["anggota A-0099"], "Anggota A-0099 tidak ada"),
        (["pelanggan x"], "Pelanggan x"),
        (["tingkat emas"], "emas tidak ada"),
        (["hapus 3"], "Baris 3 tidak ada"),
        (["beras", "ubah 1 x"], "bukan banyaknya beras"),
        (["beras", "ubah 1 2 karung"], "satuan beras: kg, dus"),
        (["beras 1 dus"], "Harga beras per dus"),
        (["beras", "", "cek 1"], "tidak terbaca"),
        (["beras", "", "qris 99999"], "hanya tunai yang ada kembaliannya"),
        (["beras", "", "kredit"], "kredit memerlukan pembelinya"),
        (["beras 999"], "kurang 899 kg"),
        (["beras 999", "", ""], "tidak cukup"),
        ([""], "belum ada barang"),
        (["struk 9"], "Struk 9 kasir kasir-1 tidak ada"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_recorded(
    shop: Run, events: Callable[[], list[dict[str, Any]]], typed: list[str], words: str
) -> None:
    assert words.casefold() in sell(shop, *typed, "batal").casefold()
    assert sales(events) == []


def test_what_is_not_paid_when_the_pipe_ends_is_not_recorded(
    shop: Run, events: Callable[[], list[dict[str, Any]]]
) -> None:
    assert "belum dibayar (1 baris)" in sell(shop, "beras", "", "10000")
    assert sales(events) == []


def test_each_receipt_goes_to_the_printer(shop: Run, tmp_path: Path) -> None:
    paper = tmp_path / "kertas.txt"
    sell(shop, "gula aren 2", "", "", "struk 20260105-1", options=("--cetak", paper))
    first, again = paper.read_bytes().decode("ascii").split("\n\n\n\n")[:2]
    assert max(map(len, first.splitlines())) == 32
    assert "Gula aren Cap Naif" in first
    assert "SALINAN" not in first
    assert again.count("*** SALINAN ***") == 2


def test_a_receipt_again_is_a_copy(shop: Run, run: Run, tmp_path: Path) -> None:
    sell(shop, "beras 2.5", "", "50000")
    text = shop("toko", "struk", "kasir-1", "20260105-1").out
    assert text == (
        "        KOPERASI CONTOH\n"
        "        *** SALINAN ***\n"
        "--------------------------------\n"
        "kasir-1               05-01-2026\n"
        "No                    20260105-1\n"
        "--------------------------------\n"
        "Beras medium\n"
        " 2,5 kg x 13.500          33.750\n"
        "--------------------------------\n"
        "JUMLAH                    33.750\n"
        "Tunai                     33.750\n"
        "--------------------------------\n"
        "        *** SALINAN ***\n"
    )
    pdf = tmp_path / "struk.pdf"
    shop("toko", "struk", "kasir-1", "20260105-1", "--keluar", pdf)
    assert re.search(rb"/MediaBox ?\[0 0 164\.4", pdf.read_bytes())  # 58 mm
    assert shop("toko", "struk", "kasir-1", "20260105-1", "--json").json["tanda"] == ["SALINAN"]
    missing = run("toko", "struk", "kasir-1", "7")
    assert (missing.code, "Struk terakhir kasir itu 20260105-1" in missing.err) == (1, True)


def test_options_of_a_single_sale_need_goods(run: Run, shop: Run) -> None:
    del shop
    for option in (("--uang", "5"), ("--nomor", "9"), ("--ref", "X"), ("--json",)):
        ran = run(*TILL, *option, stdin="")
        assert ran.code == 2
        assert "--barang" in ran.err


SALES = """\
kasir,nomor,tanggal,tingkat,barang,banyak,harga,jumlah,bayar
kasir-1,1,2026-01-05,umum,beras,2,13500,27000,tunai
kasir-1,2,2026-01-05,umum,beraz,1,13500,13500,tunai
kasir-1,3,2026-01-06,umum,gula-pasir,1,16000,16000,qris
"""


def test_a_file_is_imported_whole_or_its_good_part(
    shop: Run, run: Run, tmp_path: Path, events: Callable[[], list[dict[str, Any]]]
) -> None:
    file, rest = tmp_path / "penjualan.csv", tmp_path / "sisa.csv"
    file.write_text(SALES, encoding="utf-8")
    refused = run("toko", "impor", file)
    assert refused.code == 1
    assert "penjualan.csv baris 3 (struk kasir-1 2)" in refused.err
    assert sales(events) == []
    done = shop("toko", "impor", file, "--baris-baik", "--sisa", rest).out
    assert "Dicatat 2 struk" in done
    assert "1 struk BELUM dicatat" in done
    assert str(rest) in done
    text = rest.read_text(encoding="utf-8-sig")
    assert text.startswith("kasir,nomor,tanggal,tingkat,barang,banyak,harga,jumlah,bayar,alasan")
    rest.write_text(text.replace("beraz", "beras"), encoding="utf-8")
    assert "Dicatat 1 struk" in shop("toko", "impor", rest).out
    good = ("--baris-baik", "--sisa", tmp_path / "x.csv")
    whole = shop("toko", "impor", file, "--json", "--coba", *good).json
    assert (whole["dicatat"], whole["sudah_ada"], whole["sisa"]) == (0, 2, 1)


def test_the_description_and_the_report_are_checked(shop: Run, run: Run, tmp_path: Path) -> None:
    file, layout = tmp_path / "pos.csv", tmp_path / "pos.toml"
    file.write_text("Bill;Tgl;SKU;Qty\n1;05/01/2026;beras;2\n", encoding="utf-8")
    layout.write_text(
        '[kolom]\nnomor = "Bill"\ntanggal = "Tgl"\nbarang = "SKU"\nbanyak = "Qty"\n'
        '[tanggal]\nbentuk = "dd/mm/yyyy"\n[bawaan]\nbayar = "tunai"\n',
        encoding="utf-8",
    )
    given = ("--peta", layout, "--kasir", "kasir-1", "--tingkat", "umum")
    wrong = run("toko", "impor", file, *given, "--laporan-kasir", "27500")
    assert (wrong.code, "kurang Rp500" in wrong.err) == (1, True)
    done = shop("toko", "impor", file, *given, "--laporan-kasir", "27000", "--json").json
    assert (done["dicatat"], done["sama_dengan_laporan_kasir"]) == (1, True)
    layout.write_text('[kolom]\nnomor = "Bill"\nkasr = "x"\n[bawaan]\nbayar = "cek"\n', "utf-8")
    bad = run("toko", "impor", file, "--peta", layout)
    assert bad.code == 1
    assert "pos.toml" in bad.err
    assert "kasr" in bad.err


def test_the_example_is_written_once(shop: Run, run: Run, tmp_path: Path) -> None:
    for name in ("contoh.csv", "contoh.xlsx"):
        shop("toko", "impor", "--contoh", tmp_path / name)
        assert (tmp_path / name).stat().st_size > 0
        assert run("toko", "impor", "--contoh", tmp_path / name).code == 1
    assert run("toko", "impor", "--contoh", tmp_path / "contoh.ods").code == 1
    assert run("toko", "impor").code == 2
    assert run("toko", "impor", tmp_path / "contoh.csv", "--baris-baik").code == 2
    missing = run("toko", "impor", tmp_path / "tidak-ada.csv")
    assert (missing.code, "Tidak dapat dibaca" in missing.err) == (1, True)
    assert json.loads(json.dumps(missing._asdict()))["code"] == 1


def test_whatever_is_typed_only_paid_receipts_are_recorded(
    shop: Run, events: Callable[[], list[dict[str, Any]]]
) -> None:
    dice = random.Random(20260131)  # noqa: S311
    typed = (
        *(
            "beras",
            "beras 2.5kg",
            "gula",
            "1",
            "2",
            "8990005 3",
            "0",
            "-1",
            "1 dus",
            "3,5 kg",
            "=beras",
        ),
        *("", "", "", "50000", "qris", "qris 500", "kredit", "bank bri", "tunai 1000000", "batal"),
        *(
            "anggota A-0001",
            "anggota x",
            "pelanggan y",
            "tingkat anggota",
            "tingkat umum",
            "cari g",
        ),
        *("ubah 1 4", "ubah x", "hapus 1", "hapus", "hari", "struk 1", "struk 20260105-1", "?"),
        *("'\";--", "\u202e", "bayar", "simpanan sukarela", "voucher z 5", "1.000", "99999999999"),
    )
    shown = sell(shop, *(dice.choice(typed) for _ in range(400)), "batal")
    made = sales(events)
    assert made
    assert shown.count("Dicatat: struk") == len(made)
    for event in made:
        paid = sum(int(payment["amount"]) for payment in event["payments"])
        assert paid == sum(int(line["amount"]) for line in event["lines"])
    assert f"{len(made)} struk," in shown
    numbers = [event["number"] for event in made]
    assert numbers == [f"20260105-{n}" for n in range(1, len(made) + 1)]


GUIDE = Path(__file__).parents[2] / "docs" / "panduan" / "kasir.md"


def test_the_description_in_the_guide_is_one() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    (layout,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    spec = TillSpec.model_validate(tomllib.loads(layout))
    assert spec.kata.bayar["BCA"] == "bank:bca"
    more = re.sub(r"^# (?=[\[\"a-z])", "", layout, flags=re.MULTILINE)
    more = more.replace('bayar = "Payment"\n', "")
    whole = TillSpec.model_validate(tomllib.loads(more))
    assert whole.bayaran == {"Tunai": "tunai", "QRIS": "qris"}
    assert whole.struk.nomor == "per-hari"
    for column in TEMPLATE:
        assert f"`{column}`" in text, column
