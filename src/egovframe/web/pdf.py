"""A page as a PDF file: PDF/A-3a (ISO 19005-3), tagged, with title and language, and with files enclosed in it.

WeasyPrint draws it; it needs the extra `pdf` and system libraries (Debian: `libpango-1.0-0 libpangoft2-1.0-0
libharfbuzz-subset0`, and `fonts-noto-cjk` for Korean). A page that becomes a PDF loads nothing but the theme's own
files and what it carries in itself: no network, no disk.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.errors import Busy, EgovError, MissingExtra

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.web.static import Static

BASE: Final = "https://theme.invalid"
"""Where a page's own files stand while it is drawn: a host that cannot be (RFC 6761, 6.4)."""

PATIENCE: Final = 10.0
"""Seconds that a page waits for the one before it to be drawn."""

PACKAGES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
"""What a Debian server needs for it."""

_drawing = threading.Lock()  # Pango's font map is shared, and one page at a time bounds memory


class PdfBusy(Busy):
    """Other PDF files are being made."""

    code = "web.pdf_busy"
    retry_after = 5


class PdfFailed(EgovError):
    """A page could not become a PDF: it asks for a file that is not the theme's."""

    code = "web.pdf_failed"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that travels within a PDF: its name, its bytes, its media type and a line that says what it is."""

    name: str
    content: bytes
    about: str
    media: str = "text/plain"


@cache
def lacking() -> MissingExtra | None:
    """Return what keeps this machine from making PDF files, None when nothing does. Looked for once a process."""
    try:
        _weasyprint()
    except MissingExtra as missing:
        return missing
    if not _korean_font():
        return MissingExtra("There is no Korean font.", hint=f"As root on Debian: apt-get install {PACKAGES}")
    return None


def pdf_of(html: str | bytes, *, static: Static, made: datetime, enclosed: Sequence[Enclosed] = ()) -> bytes:
    """Return the page as a PDF file; `<title>` and `lang` of the page are the file's.

    `static` serves the style sheets and pictures that the page names, `enclosed` are put into the file as they are,
    `made` is the time that the file says. Raises MissingExtra where packages or system libraries are not there,
    PdfFailed when the page asks for a file that is not the theme's, and PdfBusy when others wait too long already.
    """
    weasyprint = _weasyprint()
    if not _drawing.acquire(timeout=PATIENCE):
        raise PdfBusy("Other PDF files are being made.", hint="Try again in a few seconds.")
    try:
        theme = _theme(static)
        page = weasyprint.HTML(
            string=html.decode() if isinstance(html, bytes) else html, base_url=f"{BASE}/", url_fetcher=theme
        )
        files = [
            weasyprint.Attachment(
                url=f"data:{file.media};base64,{b64encode(file.content).decode('ascii')}",
                url_fetcher=theme,
                name=file.name,
                description=file.about,
                relationship="Data",
                created=made,
                modified=made,
            )
            for file in enclosed
        ]
        drawn: bytes = page.write_pdf(attachments=files, pdf_variant="pdf/a-3a", pdf_tags=True)
    finally:
        _drawing.release()
    if theme.refused:
        raise PdfFailed(
            f"A page that becomes a PDF asks for what is not the theme's: {theme.refused[0][:200]}",
            hint="Put the file into static/ of the theme and name it with static('…').",
        )
    return drawn


def _weasyprint() -> Any:
    """Return the library. Raises MissingExtra that says which of its halves is not there."""
    if find_spec("weasyprint") is None:
        raise MissingExtra("PDF files need the extra `pdf`.", hint="pip install 'egovframe[pdf]'")
    try:
        import weasyprint
    except OSError as error:
        raise MissingExtra(
            f"PDF files need system libraries: {str(error).splitlines()[0]}.",
            hint=f"As root on Debian: apt-get install {PACKAGES}",
        ) from error
    return weasyprint


def _theme(static: Static) -> Any:
    """Return what fetches the theme's files and data URLs; whatever else is asked for it refuses and remembers."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Theme(URLFetcher):  # type: ignore[misc]
        """Serves the theme's files alone."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)
            self.refused: list[str] = []  # WeasyPrint goes on without what it did not get

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return one file. Raises ValueError for what is not ours."""
            if url[:5].lower() == "data:":
                return super().fetch(url, headers)
            file = static.by_address.get(url.removeprefix(BASE)) if url.startswith(f"{BASE}/") else None
            if file is None:
                self.refused.append(url)
                raise ValueError(url)
            return URLFetcherResponse(url, file.plain, {"Content-Type": file.media})

    return Theme()


def _korean_font() -> bool:
    """Say whether fontconfig knows a font with Hangul; true where its tool is not there to be asked."""
    tool = shutil.which("fc-list")
    if tool is None:
        return True
    found = subprocess.run([tool, ":lang=ko", "family"], capture_output=True, timeout=30, check=False)  # noqa: S603
    return bool(found.stdout.strip())
