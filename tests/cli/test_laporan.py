"""`koperasi laporan` and `koperasi kuitansi`, as they are typed."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from command_line import invoke

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from report_books import book_of, line, money, small

ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8", "KOPERASI_PENGGUNA": "Budi"}
KOPERASI = (sys.executable, "-c", "from cli.koperasi import main; main()")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("laporan") / "buku"
    events = small()
    events.append(
        line(
            "receipt_recorded",
            "2026-11-01",
            "TAMU",
            {"Ekuitas:Hibah": "1"},
            counterparty="PT <Uji>",
        )
    )
    with book_of(place, events):
        pass
    return place


def process(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own, where its real output matters."""
    return subprocess.run(
        [*KOPERASI, "-C", str(folder), *words],
        capture_output=True,
        check=False,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
    )


def good(folder: Path, *words: str) -> str:
    done = invoke("-C", folder, *words)
    assert done.code == 0, done.err
    return done.out


def refused(folder: Path, *words: str) -> str:
    done = invoke("-C", folder, *words)
    assert done.code == 1, done
    assert not done.out
    assert "Traceback" not in done.err
    return done.err


def test_without_a_name_it_lists_the_reports(folder: Path) -> None:
    said = good(folder, "laporan")
    for name in ("neraca", "phu", "neraca-saldo", "buku-besar", "jurnal", "kas", "simpanan"):
        assert f"  {name} " in said
    listed = json.loads(good(folder, "laporan", "--json"))
    assert [item["nama"] for item in listed][:2] == ["neraca", "phu"]


def test_the_list_needs_no_book(tmp_path: Path) -> None:
    assert "neraca-saldo" in good(tmp_path, "laporan")


def test_text_is_the_default_and_json_is_stable(folder: Path) -> None:
    assert "LAPORAN POSISI KEUANGAN" in good(folder, "laporan", "neraca", "--tahun", "2026")
    one = good(folder, "laporan", "neraca", "--sampai", "2026-10-31", "--json")
    assert one == good(folder, "laporan", "neraca", "--sampai", "2026-10-31", "--format", "json")
    document = json.loads(one)
    assert document["periode"] == "per 31 Oktober 2026"
    assets = document["tabel"][0]["baris"][-1]
    assert (assets["uraian"], assets["jumlah"]) == ("Jumlah aset", "10042750.50")
    head = document["jurnal"]
    assert len(head["hash"]) == 64
    assert head["urut"] == 37


def test_files_take_their_form_from_their_name(folder: Path, tmp_path: Path) -> None:
    page, paper = tmp_path / "kas.html", tmp_path / "kas.pdf"
    assert "Ditulis" in good(folder, "laporan", "kas", "--tahun", "2026", "--keluar", str(page))
    assert page.read_text(encoding="utf-8").startswith("<!")
    good(folder, "laporan", "kas", "--tahun", "2026", "--keluar", str(paper))
    assert paper.read_bytes().startswith(b"%PDF-")


def test_a_figure_is_traced_to_its_entries(folder: Path) -> None:
    asked = ("laporan", "telusur", "5.000.001", "--laporan", "neraca", "--tahun", "2026")
    document = json.loads(good(folder, *asked, "--json"))
    rows = document["tabel"][0]["baris"]
    assert [row["telusur"] for row in rows] == ["HIBAH-1", "TAMU", None]
    assert rows[-1]["jumlah"] == "5000001"


def test_a_page_leads_to_the_entries_and_a_workbook_holds_numbers(
    folder: Path, tmp_path: Path
) -> None:
    page, sheet = tmp_path / "phu.html", tmp_path / "arus.xlsx"
    good(folder, "laporan", "phu", "--tahun", "2026", "--keluar", str(page))
    assert 'href="#jejak-1"' in page.read_text(encoding="utf-8")
    good(folder, "laporan", "arus-kas", "--tahun", "2026", "--keluar", str(sheet))
    assert sheet.read_bytes().startswith(b"PK")


def test_pdf_goes_through_a_pipe(folder: Path) -> None:
    done = process(folder, "laporan", "phu", "--format", "pdf")
    assert done.stdout.startswith(b"%PDF-")
    assert b"%%EOF" in done.stdout[-8:]


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_pdf_is_not_poured_over_a_terminal(folder: Path) -> None:
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    done = subprocess.run(
        [*KOPERASI, "-C", str(folder), "laporan", "phu", "--format", "pdf"],
        stdout=slave,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
        env=ENVIRONMENT,
    )
    os.close(slave)
    os.close(master)
    assert done.returncode == 1
    assert "--keluar laporan.pdf" in done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "hints"),
    [
        (["laporan", "nerca"], ["Maksudnya neraca?", "buku-besar"]),
        (["laporan", "neraca", "--tahun", "26"], ["--tahun 2026"]),
        (["laporan", "neraca", "--sampai", "31-12-2026"], ["TTTT-BB-HH"]),
        (["laporan", "neraca", "--sampai", "2026-02-30"], ["bukan tanggal"]),
        (["laporan", "neraca", "--tahun", "2024"], ["dimulai 2 Januari 2025"]),
        (["laporan", "neraca", "--format", "docx"], ["teks, json, html, pdf"]),
        (["laporan", "neraca", "--json", "--format", "pdf"], ["bersama"]),
        (["laporan", "buku-besar", "--akun", "Beban:Usaha:Listrik"], ["Beban:Usaha:ListrikAir"]),
        (["laporan", "kas", "--kas", "bca"], ["kas, bri"]),
        (["laporan", "anggota"], ["--anggota A-0001"]),
        (["laporan", "anggota", "--anggota", "A-9"], ["A-9 tidak ada"]),
        (["laporan", "neraca", "--anggota", "A-0001"], ["tidak memakai --anggota"]),
        (["laporan", "neraca", "--keluar", "/tidak/ada/n.pdf"], ["Tidak dapat ditulis"]),
        (["laporan", "phu", "--bentuk", "z"], ["a, b, emkm"]),
        (["laporan", "phu", "--unit", "gudang"], ["Unit usaha gudang tidak dikenal"]),
        (["laporan", "arus-kas", "--metode", "x"], ["langsung, tidak-langsung"]),
        (["laporan", "neraca", "1340"], ["laporan telusur"]),
        (["laporan", "telusur"], ["Belum disebut"]),
        (["laporan", "telusur", "Simpanan wajb"], ["Maksudnya Simpanan wajib?"]),
        (["laporan", "telusur", "1340", "--laporan", "kas"], ["neraca, phu, ekuitas, arus-kas"]),
        (["kuitansi", "TIDAK-ADA"], ["TIDAK-ADA"]),
        (["kuitansi", "SUSUT-7"], ["Jurnal penyesuaian", "tidak ada kuitansinya"]),
        (["kuitansi", "MASUK-A-0001"], ["tidak ada kuitansinya"]),
        (["kuitansi", "SALAH-1"], ["dibalik oleh BALIK-1"]),
        (["fava", "--tahun", "2024", "--tanpa-peramban"], ["2 Januari 2025"]),
        (["fava", "--port", "80", "--tanpa-peramban"], ["antara 1024 dan 65535"]),
    ],
)
def test_wrong_words_are_answered_with_the_remedy(
    folder: Path, words: Sequence[str], hints: Sequence[str]
) -> None:
    said = refused(folder, *words)
    for hint in hints:
        assert hint in said


def test_no_book(tmp_path: Path) -> None:
    assert "-C FOLDER" in refused(tmp_path, "laporan", "neraca")


def test_receipt_of_money_in(folder: Path) -> None:
    said = good(folder, "kuitansi", "JUAL-2")
    assert "BUKTI KAS MASUK" in said
    assert "Nomor BKM-2026-0011" in said
    assert "sembilan juta empat ratus lima puluh ribu rupiah" in said
    (made,) = json.loads(good(folder, "kuitansi", "JUAL-2", "--json"))["kuitansi"]
    assert made["jumlah"] == "9450000.50"
    assert sum(Decimal(item["jumlah"]) for item in made["baris"]) == Decimal(made["jumlah"])
    assert made["ref"] == "JUAL-2"


def test_receipt_of_money_out_names_the_member(folder: Path) -> None:
    (made,) = json.loads(good(folder, "kuitansi", "SS-3", "--json"))["kuitansi"]
    assert (made["jenis"], made["nomor"]) == ("BKK", "BKK-2026-0007")
    assert made["pihak"] == "Dewi Lestari (A-0001)"
    assert [(item["kode"], item["jumlah"]) for item in made["baris"]] == [("2111", "400000")]


def test_receipt_of_a_transfer_is_of_what_left(folder: Path) -> None:
    (made,) = json.loads(good(folder, "kuitansi", "SETOR-1", "--json"))["kuitansi"]
    assert (made["jenis"], made["jumlah"]) == ("BKK", "1000000")
    assert made["pihak"] == "BRI Unit Sukamaju"


def test_receipts_as_pages(folder: Path, tmp_path: Path) -> None:
    page = good(folder, "kuitansi", "TAMU", "--format", "html")
    assert "PT &lt;Uji&gt;" in page
    good(folder, "kuitansi", "TAMU", "--keluar", str(tmp_path / "k.pdf"))
    assert (tmp_path / "k.pdf").read_bytes().startswith(b"%PDF-")


def test_receipt_of_a_bank_line_explained_later(tmp_path: Path) -> None:
    """The money came by bank before anybody knew whose it was; the receipt is of the whole."""
    bank_ref = "bri/2026-05-02/0123456789abcdef/1"
    events = small()
    events.append(
        {
            "kind": "bank_receipt_unidentified",
            "date": "2026-05-02",
            "ref": "TITIP-1",
            "account": "bri",
            "amount": "40000",
            "bank_ref": bank_ref,
            "text": "TRANSFER DARI UJANG",
        }
    )
    paid = money("simpanan_wajib_paid", "2026-05-03", "SW-TITIP", "40000", member="A-0002")
    del paid["via"]
    events.append({**paid, "clears": "TITIP-1"})
    with book_of(tmp_path / "buku", events):
        pass
    (made,) = json.loads(good(tmp_path / "buku", "kuitansi", "SW-TITIP", "--json"))["kuitansi"]
    assert (made["jenis"], made["jumlah"]) == ("BKM", "40000")
    assert [item["kode"] for item in made["baris"]] == ["3120"]
    (first,) = json.loads(good(tmp_path / "buku", "kuitansi", "TITIP-1", "--json"))["kuitansi"]
    assert first["keperluan"].endswith("TRANSFER DARI UJANG")


def test_statements_load_neither_templates_nor_typst(folder: Path) -> None:
    code = (
        "import sys; from cli.koperasi import main\n"
        f"sys.argv = ['koperasi', '-C', {str(folder)!r}, 'laporan', 'neraca', '--json']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "loaded = {'jinja2', 'typst', 'fava', 'beancount', 'num2words'} & sys.modules.keys()\n"
        "sys.exit(f'loaded {loaded}' if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
