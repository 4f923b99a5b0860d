"""Bodies on the disk: whole, bounded in size and time, and gone when they are read."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from egovframe.kernel.errors import Busy
from egovframe.web import spool
from egovframe.web.application import Application
from egovframe.web.endpoint import Routes
from egovframe.web.multipart import Slice
from egovframe.web.page import Page
from egovframe.web.response import Response
from egovframe.web.spool import BodyTooLarge, BodyTooSlow, Spools
from tests.web.client import Browser
from tests.web.fakes import FakeOffice

MIB = 1 << 20


def site(folder: Path, **web: Any) -> Browser:
    """A site with one form that takes files and one address that takes anything."""
    routes = Routes("sample", prefix="/s", credentials="any")

    @routes.post("/form", public=True, spool="form")
    def _form(page: Page) -> Response:
        said = [f"{part.name} {part.filename} {len(part.file.read())}" for part in page.parts]
        return Response("|".join([page.form.get("said"), *said]), media="text/plain")

    @routes.post("/body", public=True, spool="body")
    def _body(page: Page) -> Response:
        assert page.spool is not None
        return Response(str(page.spool.seek(0, 2)), media="text/plain")

    return Browser(Application(FakeOffice(folder, web=web), [routes]))


def test_files_of_a_form_lie_on_the_disk(tmp_path: Path) -> None:
    """Fields and several files, each read from its own place; the page has none of it in its body."""
    browser = site(tmp_path)
    files = [("a", ("하나.txt", b"x" * 3 * MIB, "text/plain")), ("a", ("둘.txt", b"", "text/plain"))]
    answer = browser.post("/s/form", {"said": "안녕"}, files=files)
    assert answer.text == f"안녕|a 하나.txt {3 * MIB}|a 둘.txt 0"


def test_a_form_without_files_is_a_form(tmp_path: Path) -> None:
    """The same endpoint takes a plain urlencoded post."""
    assert site(tmp_path).post("/s/form", {"said": "안녕"}).text == "안녕"


def test_anything_may_be_sent_to_an_address_that_says_so(tmp_path: Path) -> None:
    """A raw body of any type."""
    assert site(tmp_path).post("/s/body", content=b"y" * (2 * MIB + 5)).text == str(2 * MIB + 5)


@pytest.mark.parametrize("path", ["/s/body", "/s/form"])
def test_what_is_too_large_is_refused(tmp_path: Path, path: str) -> None:
    """By the length that is told, and by what arrives where none is."""
    browser = site(tmp_path, max_upload=MIB)
    many = b"z" * (MIB + 1)

    async def pieces() -> AsyncIterator[bytes]:
        yield many

    headers = {"content-type": "multipart/form-data; boundary=x"}
    for content in (many, pieces()):
        assert browser.post(path, content=content, headers=headers).status_code == 413


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    """The file has no name from the beginning: a crash leaves nothing either."""
    browser = site(tmp_path)
    browser.post("/s/body", content=b"y" * MIB)
    assert list((tmp_path / "spool").iterdir()) == []
    assert (tmp_path / "spool").stat().st_mode & 0o777 == 0o700


def filled(spools: Spools, *messages: dict[str, Any], forever: bool = False) -> bytes:
    """Takes a body in from these messages; with `forever`, nothing comes after them."""
    waiting = iter(messages)

    async def receive() -> dict[str, Any]:
        message = next(waiting, None)
        if message is None:
            assert forever
            await asyncio.sleep(30)
        return message or {}

    with asyncio.run(spools.filled({"headers": []}, receive)) as file:
        file.seek(0)
        return file.read()


def part(body: bytes, *, more: bool = True) -> dict[str, Any]:
    """One message of the server."""
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_client_that_waits_is_not_waited_for(tmp_path: Path) -> None:
    """Silence ends it; so does a connection that ends."""
    with pytest.raises(BodyTooSlow):
        filled(Spools(tmp_path, most=100, seconds=0.05), part(b"a"), forever=True)
    with pytest.raises(BodyTooSlow):
        filled(Spools(tmp_path, most=100, seconds=5), part(b"a"), {"type": "http.disconnect"})


def test_whoever_sends_gets_time_to_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow line has a second for every 8 KiB that arrived, beyond the seconds of the settings."""
    monkeypatch.setattr(spool, "SLOWEST", 10)
    clock = [part(b"a" * 10), part(b"b" * 10), part(b"c", more=False)]

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.15)
        return clock.pop(0)

    with asyncio.run(Spools(tmp_path, most=100, seconds=0.2).filled({"headers": []}, receive)) as file:
        assert file.seek(0, 2) == 21


def test_too_large_counts_what_arrives(tmp_path: Path) -> None:
    """A body that tells no length is cut off where it is too large."""
    with pytest.raises(BodyTooLarge):
        filled(Spools(tmp_path, most=10, seconds=5), part(b"a" * 8), part(b"b" * 3, more=False))


def test_only_so_many_arrive_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one is asked to come back; when one has arrived there is room again."""
    monkeypatch.setattr(spool, "MOST_AT_ONCE", 1)
    spools = Spools(tmp_path, most=100, seconds=5)

    async def both() -> None:
        hold = asyncio.Event()

        async def slow() -> dict[str, Any]:
            await hold.wait()
            return part(b"a", more=False)

        first = asyncio.create_task(spools.filled({"headers": []}, slow))
        await asyncio.sleep(0.05)
        with pytest.raises(Busy):
            await spools.filled({"headers": []}, slow)
        hold.set()
        (await first).close()

    asyncio.run(both())
    assert filled(spools, part(b"b", more=False)) == b"b"


def test_a_slice_reads_its_own_part() -> None:
    """Seeking and reading within the part, never beyond it."""
    lent = io.BufferedReader(Slice(io.BytesIO(b"0123456789"), 2, 7))
    assert lent.read() == b"23456"
    assert lent.seek(-2, 2) == 3
    assert lent.read(10) == b"56"
    assert lent.seek(1) == 1
    assert (lent.read(2), lent.tell()) == (b"34", 3)
