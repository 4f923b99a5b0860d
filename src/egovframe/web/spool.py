"""Bodies that go to the disk while they arrive: forms with files, which are larger than memory should be asked for."""

from __future__ import annotations

import asyncio
import tempfile
from asyncio import get_running_loop, to_thread
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

from egovframe.kernel.errors import Busy, EgovError

if TYPE_CHECKING:
    from egovframe.web.page import Page

MOST_AT_ONCE: Final = 32
"""So many bodies lie on the disk at once; whoever comes next is asked to come back."""
SLOWEST: Final = 8_192
"""Bytes a second that a client has to send beyond the first; a slow line has time, one that only waits has none."""
_WRITTEN: Final = 1 << 20

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class BodyTooLarge(EgovError):
    """The request is larger than the office takes."""

    code = "web.body_too_large"


class BodyTooSlow(EgovError):
    """The request took too long to arrive."""

    code = "web.body_too_slow"


def too_large(most: int) -> BodyTooLarge:
    """Return the error of a request that is larger than that."""
    return BodyTooLarge(f"The request is larger than {most} bytes.", hint="Send less at once.", most=most)


def spools(page: Page) -> bool:
    """Say whether the body of this request goes to the disk."""
    how = page.endpoint.spool if page.endpoint is not None else ""
    media = page.header("content-type").partition(";")[0].strip().lower()
    return how == "body" or (how == "form" and media == "multipart/form-data")


class Spools:
    """Takes bodies in, each in a file without a name: nothing of it is left when it is closed, whatever happens.

    `most` is the largest body in bytes, `seconds` the time for the first bytes of one. Used on the event loop alone.
    """

    def __init__(self, folder: Path, *, most: int, seconds: float) -> None:
        self._folder = folder
        self._most = most
        self._seconds = seconds
        self._arriving = 0

    async def filled(self, scope: MutableMapping[str, Any], receive: Receive) -> IO[bytes]:
        """Return the body in an open file, which the caller closes. Raises BodyTooLarge, BodyTooSlow and Busy."""
        length = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        if length and (not length.isdigit() or int(length) > self._most):
            raise too_large(self._most)
        if self._arriving >= MOST_AT_ONCE:
            raise Busy("Too many files arrive at once.", hint="Send it again in a minute.")
        self._arriving += 1
        try:
            file = await to_thread(self._opened)
            try:
                await self._fill(file, receive)
            except BaseException:
                file.close()
                raise
        finally:
            self._arriving -= 1
        return file

    def _opened(self) -> IO[bytes]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cast("IO[bytes]", tempfile.TemporaryFile(dir=self._folder))

    async def _fill(self, file: IO[bytes], receive: Receive) -> None:
        size, waiting, begun = 0, bytearray(), get_running_loop().time()
        try:
            async with asyncio.timeout(self._seconds) as limit:
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise BodyTooSlow(
                            "The connection ended before the request was complete.", hint="Send it again."
                        )
                    waiting += message.get("body", b"")
                    size += len(message.get("body", b""))
                    if size > self._most:
                        raise too_large(self._most)
                    more = message.get("more_body", False)
                    if waiting and (not more or len(waiting) >= _WRITTEN):
                        await to_thread(file.write, bytes(waiting))
                        waiting.clear()
                    if not more:
                        return
                    limit.reschedule(begun + self._seconds + size / SLOWEST)
        except TimeoutError:
            raise BodyTooSlow(
                "The file took too long to arrive.", hint="Send it again, or over a faster connection."
            ) from None
