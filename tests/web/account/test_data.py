"""Who saw my data, on the account's own page: the list, and the statement to take away."""

from __future__ import annotations

import pytest

from egovframe.audit import Statement
from egovframe.kernel.permissions import Actor
from tests.web.account.people import PASSWORD, People
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, POTHOLE, SCRIPT

REASON = f"전화로 확인 {SCRIPT}"


def filed(people: People, name: str, reason: str = REASON) -> str:
    """A petition of a citizen with an account, whose answers the console looked at; gives the receipt number."""
    actor = people.office.auth.sign_in(name, PASSWORD)[1].actor
    with people.office.work(by=actor, why="pothole filed on the portal") as work:
        receipt = work.petitions.submit("pothole", POTHOLE).petition.receipt
    with people.office.work(by=CONSOLE, why="personal answers looked at") as work:
        work.petitions.reveal(receipt, reason)
    return str(receipt)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_list(people: People, language: str) -> None:
    """What happened, by whom, in which petition, which answers were seen and why; nothing of it is markup."""
    receipt = filed(people, "lee")
    browser = people.signed_in("lee")
    assert 'href="/account/data"' in browser.get("/account").text
    answer = browser.get(f"/account/data?lang={language}")
    assert answer.status_code == 200
    assert_sound(answer, language=language)
    revealed = answer.text.partition("개인정보 열람" if language == "ko" else "Personal answers seen")[2]
    for words in (receipt, "&lt;script&gt;", "시스템 관리자" if language == "ko" else "A system administrator"):
        assert words in revealed.partition("</li>")[0]
    assert SCRIPT not in answer.text


def test_two_citizens_never_see_each_others_facts(people: People) -> None:
    """Neither on the page nor in the file."""
    with people.office.work(by=CONSOLE) as work:
        work.accounts.add("park", kind="citizen", password=PASSWORD)
    numbers = {name: filed(people, name, f"about {name}") for name in ("lee", "park")}
    with people.office.look(by=CONSOLE, why="petitions at the desk") as work:
        work.petitions.list()
    for name, other in (("lee", "park"), ("park", "lee")):
        browser = people.signed_in(name)
        page = browser.get("/account/data")
        file = browser.send(page, "/account/data/statement", {})
        for text in (page.text, file.text):
            assert f"about {name}" in text
            assert f"about {other}" not in text
            assert numbers[other] not in text
        assert numbers[name] in page.text


def test_the_statement(people: People) -> None:
    """It comes as a file, verifies, and that it was taken is a fact; looking alone is none."""
    filed(people, "lee")
    browser = people.signed_in("lee")
    before = len(people.office.trail.search())
    page = browser.get("/account/data")
    assert len(people.office.trail.search()) == before
    answer = browser.send(page, "/account/data/statement", {})
    assert answer.headers["content-disposition"] == 'attachment; filename="my-data.statement"'
    Statement.parse(answer.content).verify(people.office.trail.vkey)
    assert people.office.trail.search(limit=1)[0]["action"] == "statement.given"
    assert browser.post("/account/data/statement").status_code == 403, "only with the hidden field"


def test_kinds_and_pages(people: People) -> None:
    """One kind alone, older ones page by page; what an address cannot mean is not asked for."""
    receipt = filed(people, "lee")
    browser = people.signed_in("lee")
    assert browser.get("/account/data?kind=looked").text.count('<p class="when">') == 1
    assert "이런 일은 없었습니다." in browser.get("/account/data?kind=taken").text
    for _ in range(25):
        with people.office.work(by=CONSOLE) as work:
            work.petitions.reveal(receipt, REASON)
    first = browser.get("/account/data")
    assert first.text.count('<p class="when">') == 20
    before = first.text.partition('name="before" value="')[2].partition('"')[0]
    older = browser.get(f"/account/data?before={before}")
    assert_sound(older)
    assert 0 < older.text.count('<p class="when">') < 20
    assert "최신 기록으로" in older.text
    for odd in ("before=x", "before=-1", "before=９", f"before={'9' * 40}", "kind=all", "kind=%00"):
        assert browser.get(f"/account/data?{odd}").text.count('<p class="when">') == 20


def test_only_signed_in(people: People) -> None:
    """Nobody without an account, and an officer sees only what concerns the officer's own account."""
    assert people.browser().get("/account/data").status_code == 303
    assert people.browser().post("/account/data/statement", {}).status_code == 401
    receipt = filed(people, "lee")
    page = people.signed_in("kim").get("/account/data")
    assert receipt not in page.text
    assert "역할 부여" in page.text


def test_visitors_are_no_person(people: People) -> None:
    """What visitors did is nobody's account: a citizen sees none of it."""
    with people.office.work(by=Actor.visitor()) as work:
        receipt = work.petitions.submit("pothole", POTHOLE).petition.receipt
    assert receipt not in people.signed_in("lee").get("/account/data").text
