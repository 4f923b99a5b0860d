"""Where a published log is read: a folder that `audit export` wrote, or the address of a city's log.

What a stranger reads is not believed: files are bounded in size, and whoever sends without end is left.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from egovframe.audit.errors import SourceFailed
from egovframe.audit.net import httpx_for

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

SECONDS: Final = 30
"""So long one answer may take."""
_NOT_THERE: Final = (404, 410)


class Source(Protocol):
    """Files of a log by their path below the log's address."""

    @property
    def parallel(self) -> int:
        """How many files may be read at once."""

    def read(self, path: str, most: int) -> bytes | None:
        """Return a file of at most `most` bytes, None where there is none. Raises SourceFailed for other failures."""

    def name_of(self, path: str) -> str:
        """Return where a file is, for people."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A log in a folder."""

    folder: Path
    parallel: int = 1

    def read(self, path: str, most: int) -> bytes | None:
        """Return a file of at most `most` bytes, None where there is none. Raises SourceFailed."""
        try:
            with (self.folder / path).open("rb") as file:
                content = file.read(most + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise SourceFailed(
                f"{self.name_of(path)} cannot be read: {error.strerror}.", hint="Check the folder and its rights."
            ) from error
        return _bounded(content, most, self.name_of(path))

    def name_of(self, path: str) -> str:
        """Return where a file is."""
        return str(self.folder / path)


@dataclass(slots=True)
class Address:
    """A log at an address such as `https://city.example/log`; a few files are fetched at once."""

    url: str
    parallel: int = 4
    _httpx: Any = field(init=False, default=None, repr=False)
    _client: Any = field(init=False, default=None, repr=False)

    def __post_init__(self) -> None:
        """Make the client. Raises MissingExtra where httpx is not installed."""
        self.url = self.url.rstrip("/")
        self._httpx = httpx_for("Reading a log from its address")
        self._client = self._httpx.Client(
            timeout=SECONDS,
            follow_redirects=False,
            trust_env=self.url.startswith("https:"),
            headers={"accept-encoding": "identity"},
        )

    def __enter__(self) -> Self:
        """Lend the client."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close its connections."""
        self._client.close()

    def read(self, path: str, most: int) -> bytes | None:
        """Return a file of at most `most` bytes, None where there is none. Raises SourceFailed."""
        where, body, end = self.name_of(path), bytearray(), time.monotonic() + SECONDS
        try:
            with self._client.stream("GET", where) as answer:
                if answer.status_code in _NOT_THERE:
                    return None
                if answer.status_code != 200:
                    raise SourceFailed(f"{where} answers {answer.status_code}.", hint="Ask the city, or try later.")
                for part in answer.iter_raw():  # as it comes: a size would be waited for
                    body += part
                    if len(body) > most:
                        break
                    if time.monotonic() > end:  # httpx waits for each part anew
                        raise SourceFailed(f"{where} takes more than {SECONDS} seconds.", hint="Try later.")
        except self._httpx.HTTPError as error:
            why = str(error) or type(error).__name__
            raise SourceFailed(
                f"{where} cannot be fetched: {why}.", hint="Check the address and the network, or try later."
            ) from error
        return _bounded(bytes(body), most, where)

    def name_of(self, path: str) -> str:
        """Return where a file is."""
        return f"{self.url}/{path}"


def source(place: str) -> Folder | Address:
    """Return the source at a folder or an http(s) address. Raises MissingExtra where httpx is not installed."""
    return Address(place) if place.startswith(("http://", "https://")) else Folder(Path(place))


def _bounded(content: bytes, most: int, where: str) -> bytes:
    if len(content) > most:
        raise SourceFailed(f"{where} has more than the {most:,} bytes that it can have.", hint="Do not trust this log.")
    return content
