"""A page as a PDF file: tagged, with title and language, its files enclosed, and nothing fetched from anywhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from egovframe.kernel.errors import MissingExtra
from egovframe.web import pdf
from egovframe.web.static import Static
from egovframe.web.status import retry_after, status_of
from tests.support.paper import enclosed_in, information, needs_pdf, run, text_of

MADE = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)
PAGE = '<!DOCTYPE html><html lang="{lang}"><head><title>월간 점검</title>{head}</head><body>{body}</body></html>'
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


@pytest.fixture
def static() -> Static:
    """Our own theme."""
    return Static()


@pytest.fixture
def undecided() -> Iterator[None]:
    """A process that has not looked yet whether PDF files can be made, before and after."""
    pdf.lacking.cache_clear()
    yield
    pdf.lacking.cache_clear()


def drawn(folder: Path, static: Static, body: str, *, head: str = "", enclosed: tuple[pdf.Enclosed, ...] = ()) -> Path:
    """A PDF file of a page with this body."""
    needs_pdf()
    file = folder / "made.pdf"
    html = PAGE.format(lang="ko", head=head, body=body)
    file.write_bytes(pdf.pdf_of(html, static=static, made=MADE, enclosed=enclosed))
    return file


def test_it_is_an_accessible_archive_file(tmp_path: Path, static: Static) -> None:
    """PDF/A-3a, tagged, with title and language, sound to a checker, Korean text as text."""
    file = drawn(tmp_path, static, "<h1>감사 기록</h1><p>고친 것은 없습니다.</p>")
    told = information(file)
    assert (told["Title"], told["Tagged"], told["JavaScript"], told["Encrypted"]) == ("월간 점검", "yes", "no", "no")
    run("qpdf", "--check", file)
    inside = run("qpdf", "--qdf", "--object-streams=disable", file, "-")
    assert b"/Lang (ko)" in inside
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in inside
    assert "고친 것은 없습니다." in text_of(file)


def test_files_travel_in_it_unchanged(tmp_path: Path, static: Static) -> None:
    """What is enclosed comes out byte for byte, with a media type and a line that says what it is."""
    content = bytes(range(256)) + "한글".encode()
    file = drawn(tmp_path, static, "<p>x</p>", enclosed=(pdf.Enclosed("review.csv", content, "점검표", "text/csv"),))
    assert enclosed_in(file, tmp_path / "out") == {"review.csv": content}
    inside = run("qpdf", "--qdf", "--object-streams=disable", file, "-")
    assert b"/Subtype /text#2fcsv" in inside
    assert b"/AFRelationship /Data" in inside


def test_the_theme_is_served(tmp_path: Path, static: Static) -> None:
    """Style sheets by their addresses, and pictures that the page carries in itself."""
    head = f'<link rel="stylesheet" href="{static.address("paper.css")}">'
    file = drawn(tmp_path, static, f'<p>x</p><img alt="" src="{PIXEL}">', head=head)
    assert information(file)["Page size"].startswith("595.276 x 841.89")
    assert "1/1" in text_of(file).replace(" ", ""), "the style sheet numbers the pages"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/picture.png",
        "file:///etc/hostname",
        "/etc/hostname",
        "/static/../../../../etc/hostname",
        "//127.0.0.1:9/picture.png",
        "ftp://127.0.0.1/picture.png",
        f"{pdf.BASE}.example/static/mark.svg",
    ],
)
def test_nothing_else_is_fetched(static: Static, address: str) -> None:
    """Neither network nor disk: whatever a page asks for that is not the theme's ends the drawing, by its name."""
    needs_pdf()
    for asks in (
        f'<img alt="x" src="{address}">',
        f'<svg><image width="9" height="9" href="{address}"/></svg>',
        f'<p style="background:url({address})">x</p>',
        f'<link rel="stylesheet" href="{address}">',
        f'<link rel="attachment" href="{address}">',
        f'<style>@import "{address}"; @font-face {{ font-family:x; src:url({address}) }}</style>',
        f'<base href="file:///"><img alt="x" src="{address}">',
    ):
        with pytest.raises(pdf.PdfFailed, match="not the theme's") as failed:
            pdf.pdf_of(PAGE.format(lang="ko", head="", body=asks), static=static, made=MADE)
        assert status_of(failed.value) == 500


def test_one_at_a_time(static: Static, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a file is drawn others wait, but not for ever: then they are told when to come back."""
    needs_pdf()
    monkeypatch.setattr(pdf, "PATIENCE", 0.01)
    held = threading.Lock()
    monkeypatch.setattr(pdf, "_drawing", held)
    with held, pytest.raises(pdf.PdfBusy) as busy:
        pdf.pdf_of("<p>x</p>", static=static, made=MADE)
    assert (status_of(busy.value), retry_after(busy.value)) == (503, 5)
    assert pdf.pdf_of("<p>x</p>", static=static, made=MADE).startswith(b"%PDF-1.7")
    assert not held.locked()


def test_without_the_extra(undecided: None, monkeypatch: pytest.MonkeyPatch, static: Static) -> None:
    """The error names the pip install."""
    monkeypatch.setattr(pdf, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'egovframe\[pdf\]'"):
        pdf.pdf_of("<p>x</p>", static=static, made=MADE)
    assert "egovframe[pdf]" in str(pdf.lacking())


def test_without_the_libraries(undecided: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A library that cannot be loaded is named, with the Debian packages that bring it."""
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    missing = pdf.lacking()
    assert "libpango-1.0-0" in str(missing)
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in str(missing)


def test_without_a_korean_font(undecided: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes in the place of letters help nobody: without a font there are no PDF files."""
    needs_pdf()
    pdf.lacking.cache_clear()
    monkeypatch.setattr(pdf, "_korean_font", lambda: False)
    assert "fonts-noto-cjk" in str(pdf.lacking())
