"""Other people's tools for PDF files and QR codes: what they read is what a citizen's programs read."""

import shutil
import subprocess
from pathlib import Path

from tests.support.left_out import leave_out

PACKAGES = {
    "pdftotext": "poppler-utils",
    "pdfdetach": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "zbarimg": "zbar-tools",
}


def needs_pdf() -> None:
    """Leaves the test out where PDF files cannot be made."""
    from egovframe.web.pdf import lacking

    if (missing := lacking()) is not None:
        leave_out(f"the tests of PDF files: {missing}")


def run(tool: str, *words: str | Path, status: int = 0) -> bytes:
    """Runs a tool and gives what it printed; the test is left out where it is not installed."""
    found = shutil.which(tool)
    if found is None:
        leave_out(f"the tests of PDF files, because {tool} was not found; as root: apt-get install {PACKAGES[tool]}")
    result = subprocess.run([found, *map(str, words)], capture_output=True, check=False, timeout=60)
    assert result.returncode == status, f"{tool}: {result.stderr.decode(errors='replace')}"
    return result.stdout


def text_of(file: Path) -> str:
    """The text of a PDF file as a person would copy it out."""
    return run("pdftotext", "-layout", file, "-").decode()


def enclosed_in(file: Path, folder: Path) -> dict[str, bytes]:
    """The files that travel in a PDF file, by name."""
    folder.mkdir()
    run("pdfdetach", "-saveall", "-o", folder, file)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def information(file: Path) -> dict[str, str]:
    """What the PDF file says of itself."""
    lines = run("pdfinfo", file).decode().splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def qr_codes(file: Path, folder: Path) -> list[str]:
    """What a phone reads from the first page, printed with 150 dots an inch."""
    run("pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-singlefile", "-png", file, folder / "page")
    return qr_codes_in(folder / "page.png")


def qr_codes_in(picture: Path) -> list[str]:
    """What a phone reads from a picture."""
    return run("zbarimg", "--quiet", "--raw", picture).decode().splitlines()
