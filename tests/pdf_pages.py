"""What a PDF says and shows, as poppler reads it."""

import subprocess
from pathlib import Path


def page_texts(pdf: bytes, folder: Path) -> list[str]:
    """The words of every page, laid out as on paper."""
    file = folder / "dibaca.pdf"
    file.write_bytes(pdf)
    ran = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    )
    return ran.stdout.split("\f")[:-1]


def page_picture(pdf: bytes, folder: Path, page: int, dots: int = 150) -> memoryview:
    """A page in grey, `dots` to the inch: rows of pixels, 0 is black."""
    file = folder / "dilihat.pdf"
    file.write_bytes(pdf)
    number = str(page)
    ran = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(dots), "-f", number, "-l", number, str(file)],
        capture_output=True,
        check=True,
    )
    kind, size, most, pixels = ran.stdout.split(b"\n", 3)
    assert (kind, most) == (b"P5", b"255")
    width, height = map(int, size.split())
    return memoryview(pixels).cast("B", (height, width))
