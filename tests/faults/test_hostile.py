"""Ten thousand bad submissions: each is refused with the field and the reason, or rightly accepted; never a 5xx."""

from __future__ import annotations

import gc
import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from jsonschema import Draft202012Validator

from egovframe.testing import SetClock, open_office
from tests.faults.hostile import GOOD, URLENCODED, Attempt, attempts, root
from tests.forms.uploads.place import Telling
from tests.web.client import hidden
from tests.web.portal.town import Town, town

CHUNKS = 100
EACH = 100
FLAT = 48 << 20
"""So many bytes a server may have grown by after thousands of bad requests: caches that fill, not requests kept."""
UNSAID = {400, 413, 415}
"""What is no submission at all is refused as a whole."""


class Wall:
    """The city that is thrown at, and what its forms' published schemas say of answers."""

    def __init__(self, city: Town) -> None:
        self.city = city
        self.api = city.browser()
        self.schemas = {}
        for form in GOOD:
            schema = self.api.get(f"/api/v1/forms/{form}").json()["schema"]
            self.schemas[form] = Draft202012Validator(schema)
        self.renew()

    def renew(self) -> None:
        """Opens the pages anew, from which bad posts are sent."""
        self.page = self.city.browser()
        self.fields = {form: hidden(self.page.get(f"/forms/{form}?lang=en")) for form in GOOD}

    def send(self, attempt: Attempt) -> httpx.Response:
        """Send it as it is."""
        headers = {"content-type": attempt.media, **attempt.headers}
        if attempt.way == "api":
            path = f"/api/v1/forms/{attempt.form}/petitions"
            return self.api.request("POST", path, content=attempt.content, headers=headers)
        if attempt.way == "file":
            path = f"/api/v1/forms/{attempt.form}/files/photos?name={quote(attempt.name)}"
            return self.api.request("POST", path, content=attempt.content)
        content = attempt.content
        if attempt.media == URLENCODED:
            more = "&".join(f"{quote(name)}={quote(value)}" for name, value in self.fields[attempt.form].items())
            content = more.encode() + b"&form-step=check&" + content
        return self.page.request("POST", f"/forms/{attempt.form}", content=content, headers=headers)


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wall]:
    """One city for all of it, as it would stand there for weeks."""
    folder = tmp_path_factory.mktemp("wall")
    clock = SetClock(datetime.now(UTC))
    with open_office(town(), folder, clock=clock) as office:
        office.files.scanner = Telling()
        yield Wall(Town(office, clock))


@pytest.mark.sampled(one_in=10)
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_ten_thousand_bad_submissions(wall: Wall, chunk: int) -> None:
    """A hundred at a time, by the API, the pages and with files: the same ones every time."""
    wall.renew()
    for attempt in attempts(chunk, EACH):
        judge(wall, attempt, wall.send(attempt))


def judge(wall: Wall, attempt: Attempt, answer: httpx.Response) -> None:
    """Assert that an answer is the right one to what was sent."""
    assert answer.status_code < 500, f"{attempt} → {answer.status_code}: {answer.text[:500]}"
    said = f"{attempt} → {answer.status_code}: {answer.text[:3000]}"
    match attempt.way:
        case "api":
            _judge_answers(wall, attempt, answer, said)
        case "file":
            _judge_file(attempt, answer, said)
        case _:
            _judge_page(attempt, answer, said)


def _judge_answers(wall: Wall, attempt: Attempt, answer: httpx.Response, said: str) -> None:
    if answer.status_code == 201:
        filed = answer.json()
        read = wall.api.get(f"/api/v1/petitions/{filed['receipt']}", headers={"x-petition-key": filed["key"]})
        kept = {name: value for name, value in read.json()["answers"].items() if value is not None}
        assert wall.schemas[attempt.form].is_valid(kept), f"{said}: {kept}"
        return
    problem = answer.json()
    assert problem["code"], said
    assert problem.get("detail") or problem["title"], said
    if answer.status_code in UNSAID:
        assert attempt.answers is None or len(attempt.content) > 1 << 20 or _unreadable(attempt), said
        return
    assert answer.status_code == 422, said
    named = [error["field"] for error in problem["errors"]]
    assert named, said
    assert all(named) or not attempt.touched or "" in attempt.touched, said  # no name: the request as a whole
    assert all(error["message"].strip() for error in problem["errors"]), said
    if attempt.answers is not None:
        blamed = {part for field in named for part in (field, re.split(r"[.\[]", field.removeprefix("answers."))[0])}
        assert blamed & (attempt.touched | _together(attempt)) or not blamed - {"answers"}, said


def _judge_file(attempt: Attempt, answer: httpx.Response, said: str) -> None:
    problem = answer.json()
    if answer.status_code == 201:
        assert problem["type"] not in {"text/html", "image/svg+xml", "application/x-msdownload"}, said
        assert attempt.media not in {"nothing", "a program as a photo", "a Linux program", "noise"}, said
        assert attempt.media != "a photo of a hundred thousand pixels a side", said
        return
    assert answer.status_code in {400, 413, 415, 422, 429}, said
    assert problem["code"], said


def _judge_page(attempt: Attempt, answer: httpx.Response, said: str) -> None:
    assert answer.status_code in {200, 403, 422, *UNSAID}, said
    assert "<script>alert(1)</script>" not in answer.text, said
    assert "<html" in answer.text, said
    if answer.status_code == 422 and attempt.touched:
        blamed = {root(html.unescape(name), attempt.form) for name in re.findall(r'href="#q-([^"]+)"', answer.text)}
        assert blamed & (attempt.touched | _together(attempt)), said


def _together(attempt: Attempt) -> set[str]:
    """The questions whose answers depend on those that were meddled with."""
    if attempt.form == "damage" and attempt.touched & {"hurt", "things", "total"}:
        return {"how", "note", "things", "total", "hurt"}
    return set()


def _unreadable(attempt: Attempt) -> bool:
    """Says whether the request is none that JSON in UTF-8 can say, however sound it looks."""
    try:
        json.loads(attempt.content.decode())
    except (ValueError, RecursionError):
        return True
    return len(re.findall(rb"\[\[\[\[", attempt.content)) > 0


@pytest.mark.whole
def test_memory_stays_flat(wall: Wall) -> None:
    """What was refused is not kept: two thousand more bad submissions leave the process as large as it was."""
    for chunk in range(1_000, 1_005):
        _throw(wall, chunk)
    gc.collect()
    before = _resident()
    for chunk in range(1_005, 1_025):
        _throw(wall, chunk)
    gc.collect()
    grown = _resident() - before
    assert grown <= FLAT, f"{grown >> 20} MiB"


def _throw(wall: Wall, chunk: int) -> None:
    wall.renew()
    for attempt in attempts(chunk, EACH):
        assert wall.send(attempt).status_code < 500, str(attempt)


def _resident() -> int:
    """Return the resident memory of this process in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096
