"""The page for an error: what happened, what to do, and a number to name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from egovframe.auth import AccountNotFound
from egovframe.kernel.errors import Fault, Invalid, NotFound
from egovframe.kernel.messages import known_messages
from egovframe.kernel.permissions import Permission
from egovframe.kernel.text import Text
from egovframe.web import errors
from egovframe.web.application import Application
from egovframe.web.endpoint import Routes
from egovframe.web.gate import GateFull
from egovframe.web.page import Page
from egovframe.web.response import Response
from tests.web.client import Browser
from tests.web.fakes import FakeOffice, officer


def failing(folder: Path, error: Exception, *, may: str | None = None) -> tuple[FakeOffice, Browser]:
    """A site whose only page raises that error."""
    routes = Routes("f")
    who = {"may": may} if may else {"public": True}

    @routes.post("/f", csrf=False, **who)
    @routes.get("/f", **who)
    def _fail(_page: Page) -> Response:
        raise error

    office = FakeOffice(folder)
    return office, Browser(Application(office, [routes]))


def test_every_sentence_is_in_both_languages() -> None:
    """Titles and advice of all statuses are messages of the catalogue."""
    said = {
        words
        for pair in (*errors.WORDS.values(), errors.CSRF, errors.GONE, errors.STRANGE_SYSTEM, errors.FAILED)
        for words in pair
    }
    assert said <= set(known_messages("ko"))


def test_a_wait_is_told(tmp_path: Path) -> None:
    """A full house says when to come back: to people in words, to programs in a header."""
    answer = failing(tmp_path, GateFull())[1].get("/f?lang=en")
    assert answer.headers["retry-after"] == "5"
    assert "Try again in 5 seconds." in answer.text
    assert "web.busy" in answer.text


def test_a_thing_that_is_gone_is_no_mistyped_address(tmp_path: Path) -> None:
    """An account, a unit, a role: what to do is another thing than for an address that leads nowhere."""
    thing = failing(tmp_path, AccountNotFound("no"))[1].get("/f?lang=en")
    assert thing.status_code == 404
    assert "Look for it in the list." in thing.text
    nowhere = failing(tmp_path, NotFound("no"))[1].get("/f?lang=en")
    assert "There is no page at this address" in nowhere.text


@pytest.mark.parametrize(
    ("sent_from", "leads"),
    [
        ("http://127.0.0.1:8000/admin/users/import?kind=officer", 'href="/admin/users/import?kind=officer"'),
        ("https://elsewhere.example/admin/users/import", ""),
        ("http://127.0.0.1:8000//elsewhere.example/", ""),
        ("", ""),
    ],
)
def test_a_form_that_failed_leads_back_to_where_it_was(tmp_path: Path, sent_from: str, leads: str) -> None:
    """To the page it was sent from, of this site only; a page that is only looked at has no such way."""
    browser = failing(tmp_path, Invalid("no"))[1]
    headers = {"referer": sent_from} if sent_from else {}
    answer = browser.post("/f?lang=en", {}, headers=headers)
    assert ("Back to where I was" in answer.text) is bool(leads)
    assert leads in answer.text
    assert "Back to where I was" not in browser.get("/f?lang=en", headers=headers).text


def test_faults_are_listed(tmp_path: Path) -> None:
    """Where the error names what does not hold, the page says it in the person's language, escaped."""
    fault = Fault("x", Text(ko="<b>다시", en="<b>again"))
    answer = failing(tmp_path, Invalid("no", faults=[fault]))[1].get("/f?lang=en")
    assert answer.status_code == 422
    assert "&lt;b&gt;again" in answer.text
    assert "<b>again" not in answer.text


def test_the_missing_permission_is_named(tmp_path: Path) -> None:
    """Who lacks a permission reads its title, so that they can ask for it."""
    office, browser = failing(tmp_path, ZeroDivisionError(), may="petition.read")
    office.permissions = (Permission("petition.read", Text(ko="민원 보기", en="See petitions")),)
    office.sign_in("t1", officer())
    browser.cookies.set("egov-session", "t1", domain="127.0.0.1")
    answer = browser.get("/f")
    assert answer.status_code == 403
    assert "민원 보기" in answer.text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_number_is_that_of_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    """The number on the page stands in the log line of the request, so that the office finds what went wrong."""
    answer = failing(tmp_path, ZeroDivisionError("secret"))[1].get(f"/f?lang={language}")
    found = re.search(r"\b([2-9A-Z]{4}-[2-9A-Z]{4})\b", answer.text)
    assert found is not None
    assert answer.status_code == 500
    logged = capsys.readouterr()
    assert found[1] in logged.out + logged.err
