"""Who saw a petition, for its holder without an account: by the key, never by the four digits."""

from __future__ import annotations

import httpx
import pytest

from egovframe.audit import Statement
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, POTHOLE, Town

DIGITS = POTHOLE["phone"][-4:]


def asked(town: Town, path: str, receipt: str, known: str, **more: str) -> httpx.Response:
    """What an address answers to a browser that has never been here."""
    browser = town.browser()
    return browser.send(browser.get("/status"), path, {"receipt": receipt, "known": known, **more})


def revealed(town: Town, receipt: str) -> None:
    """Have somebody of the office look at the personal answers."""
    with town.office.work(by=CONSOLE, why="personal answers looked at") as work:
        work.petitions.reveal(receipt, "전화로 확인")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_holder_comes_from_the_progress_page(town: Town, language: str) -> None:
    """A button leads there; the list says who looked and why; the key stands in no address."""
    receipt, key = town.petition()
    revealed(town, receipt)
    browser = town.browser()
    page = browser.send(browser.get(f"/status?lang={language}"), "/status", {"receipt": receipt, "known": key})
    assert 'action="/status/seen"' in page.text
    answer = browser.send(page, "/status/seen", {"receipt": receipt, "known": key})
    assert answer.status_code == 200
    assert_sound(answer, language=language)
    assert "전화로 확인" in answer.text
    assert not [line for line in answer.text.split("href=")[1:] if key in line.partition(">")[0]]


def test_the_four_digits_do_not_do(town: Town) -> None:
    """No button, no list and no statement for whoever knows the phone number alone; the try is a fact."""
    receipt, _ = town.petition()
    assert 'action="/status/seen"' not in asked(town, "/status", receipt, DIGITS).text
    for path in ("/status/seen", "/status/statement"):
        answer = asked(town, path, receipt, DIGITS)
        assert answer.status_code == 422
        assert_sound(answer)
        assert town.office.trail.search(limit=1)[0]["action"] == "petition.read"
    assert town.office.trail.search(action="statement.given") == []


@pytest.mark.parametrize("path", ["/status/seen", "/status/statement"])
def test_what_does_not_go_together(town: Town, path: str) -> None:
    """A wrong key, another petition's key and nothing at all get the progress page's question."""
    (receipt, _), (_, other) = town.petition(), town.petition()
    for known in ("wrong", other, ""):
        answer = asked(town, path, receipt, known)
        assert answer.status_code == 422
        assert_sound(answer)
    assert town.browser().get("/status/seen").headers["location"] == "/status"


def test_the_statement(town: Town) -> None:
    """A file under the receipt number that verifies and is about this petition alone; the taking is a fact."""
    (receipt, key), (other, _) = town.petition(), town.petition()
    revealed(town, receipt)
    revealed(town, other)
    answer = asked(town, "/status/statement", receipt, key)
    assert answer.headers["content-disposition"] == f'attachment; filename="{receipt}.statement"'
    statement = Statement.parse(answer.content)
    statement.verify(town.office.trail.vkey)
    case = f"petition:{town.state(receipt).id}"
    assert statement.statement.subjects == (case,)
    assert {tuple(fact["subjects"]) for fact in statement.facts} == {(case,)}
    assert town.office.trail.search(action="statement.given")[0]["subjects"] == [case]


def test_older_ones_come_by_a_button(town: Town) -> None:
    """The list is walked by posts, which carry the key on; one kind alone can be asked for."""
    receipt, key = town.petition()
    for _ in range(25):
        revealed(town, receipt)
    first = asked(town, "/status/seen", receipt, key)
    before = first.text.partition('name="before" value="')[2].partition('"')[0]
    older = asked(town, "/status/seen", receipt, key, before=before)
    assert_sound(older)
    assert (first.text.count('<p class="when">'), older.text.count('<p class="when">')) == (20, 6)
    assert asked(town, "/status/seen", receipt, key, kind="changed").text.count('<p class="when">') == 1


def test_too_many_tries(town: Town) -> None:
    """Guessing here is slowed down as on the progress page."""
    receipt, _ = town.petition()
    statuses = [asked(town, "/status/seen", receipt, f"{number:04}").status_code for number in range(12)]
    assert (statuses[0], statuses[-1]) == (422, 429)
