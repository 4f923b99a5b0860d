"""Saving a form and finishing it later: by a link or an account, in the old version or the new one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest

from egovframe import App, Form, ask
from egovframe.forms import Phone, working_days
from egovframe.forms.personal import File, Personal
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.forms.uploads.samples import photo
from tests.web.account.people import PASSWORD, sign_in
from tests.web.client import Browser, hidden
from tests.web.html import assert_sound

LINK = re.compile(r'value="(https?://[^"]+/unfinished/[^"]+)"')


class Damage(Form):
    """Tell us what was broken."""

    where: str = ask("어디인가요?", en="Where is it?", public=True, page=Text(ko="장소", en="Place"))
    phone: Phone = ask("전화번호", en="Phone")
    photos: list[File] = ask("사진", en="Photos", default=[], page=Text(ko="사진", en="Photos"), accept=("image/*",))
    colour: str | None = ask("색", en="Colour")


class Changed(Form):
    """Tell us what was broken."""

    where: str = ask("어디인가요?", en="Where is it?", public=True, page=Text(ko="장소", en="Place"))
    phone: Phone = ask("전화번호", en="Phone")
    photos: list[File] = ask("사진", en="Photos", default=[], page=Text(ko="사진", en="Photos"), accept=("image/*",))
    size: Annotated[str, Personal] | None = ask("크기", en="Size", purpose="확인")


def city(form: type[Form] = Damage, **how: Any) -> App:
    """Declares the city, with its form as it is now."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    officer = app.role("road-officer", may={"petition.read", "petition.answer"})
    title = Text(ko="파손 신고", en="Damage")
    app.form("damage", title=title, by=officer, within=working_days(7), keep=years(5), unit="roads", **how)(form)
    return app


class Hall:
    """The open office and its pages."""

    def __init__(self, office: Office, clock: SetClock) -> None:
        self.office = office
        self.clock = clock
        self.app = build(office)

    def browser(self) -> Browser:
        """A browser that has never been here."""
        return Browser(self.app)


@pytest.fixture
def clock() -> SetClock:
    """The clock."""
    return SetClock()


@pytest.fixture
def hall(tmp_path: Path, clock: SetClock) -> Iterator[Hall]:
    """The city."""
    with open_office(city(), tmp_path, clock=clock) as office:
        yield Hall(office, clock)


def send(
    browser: Browser, page: httpx.Response, data: dict[str, Any], *files: tuple[str, str, bytes]
) -> httpx.Response:
    """Post the form of a page as a browser does, with its ids of files and with new files."""
    ids = re.findall(r'<input type="hidden" name="photos" value="([^"]+)"', page.text)
    kept = {name: value for name, value in hidden(page).items() if name != "photos"}
    parts = [(field, (name, content, "application/octet-stream")) for field, name, content in files]
    return browser.post("/forms/damage", {**kept, **({"photos": ids} if ids else {}), **data}, files=parts or None)


def saved(browser: Browser, *, language: str = "en") -> httpx.Response:
    """Fill in the first page, send a photo on the second, save there with an answer that is wrong."""
    second = send(
        browser, browser.get(f"/forms/damage?lang={language}"), {"where": "중앙로 12", "phone": "010-1234-5678"}
    )
    assert 'name="photos"' in second.text
    photo_sent = ("photos", "길.jpg", photo())
    return send(browser, second, {"colour": "빨강", "phone": "전화 없음", "form-step": "save"}, photo_sent)


def link_of(page: httpx.Response) -> str:
    """The path of the link that a page shows."""
    found = LINK.search(page.text)
    assert found is not None
    return "/unfinished/" + found[1].rpartition("/")[2]


def resumed(browser: Browser, link: str, **way: str) -> httpx.Response:
    """Open the link, and go on."""
    opened = browser.get(link)
    return browser.send(opened, "/unfinished/resume", {**hidden(opened), **way})


@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_is_resumed_by_its_link_where_the_person_stopped(hall: Hall, language: str) -> None:
    """On the second page, with the photo and with what was typed wrong, in another browser; then it is filed."""
    page = saved(hall.browser(), language=language)
    assert_sound(page, language=language)
    assert ("보관합니다" if language == "ko" else "It is kept until") in page.text
    link, other = link_of(page), hall.browser()
    opened = other.get(f"{link}?lang={language}")
    assert_sound(opened, language=language)
    form = resumed(other, link)
    assert_sound(form, language=language)
    assert 'name="form-page" value="1"' in form.text
    assert "길.jpg" in form.text
    assert 'value="빨강"' in form.text
    first = send(other, form, {"form-step": "back"})
    assert 'value="전화 없음"' in first.text
    check = send(other, first, {"where": "중앙로 12", "phone": "010-1234-5678", "form-step": "check"})
    assert 'name="form-once"' in check.text
    filed = send(other, check, {"form-step": "file"})
    assert filed.status_code == 303
    assert other.get(link).status_code == 404
    with hall.office.work(by=Actor.system("console")) as work:
        (row,) = work.petitions.list().items
        assert len(work.uploads.of(row)) == 1
    assert nothing_left(hall.office)


def nothing_left(office: Office) -> bool:
    """Whether neither a row nor a key of an unfinished petition is there."""
    from egovframe.forms.unfinished.tables import unfinished
    from egovframe.kernel.cabinet import data_keys

    with office.database.read() as conn:
        rows = conn.execute(unfinished.select()).all()
        keys = [row.owner for row in conn.execute(data_keys.select()) if row.owner.startswith("unfinished:")]
    return not rows and not keys


def test_saving_again_keeps_the_link(hall: Hall) -> None:
    """What is saved later takes the place of what was saved before; the link stays and is not drawn anew."""
    browser = hall.browser()
    link = link_of(saved(browser))
    form = resumed(browser, link)
    again = send(browser, form, {"colour": "파랑", "form-step": "save"})
    assert link_of(again) == link
    assert 'value="파랑"' in resumed(hall.browser(), link).text


def test_it_expires_with_its_files(hall: Hall) -> None:
    """Thirty days after somebody last went on with it the link leads nowhere, and nothing of it is left."""
    from egovframe.forms.unfinished.tidying import ExpiringPetitions
    from egovframe.forms.uploads.tables import uploads
    from egovframe.forms.uploads.tidying import tidy

    link = link_of(saved(hall.browser()))
    hall.clock.forward(days=29)
    assert ExpiringPetitions(hall.office)() == 0
    assert tidy(hall.office, hall.office.files) == 0
    assert "길.jpg" in resumed(hall.browser(), link).text
    hall.clock.forward(days=29)
    assert hall.browser().get(link).status_code == 200
    hall.clock.forward(days=1, seconds=1)
    gone = hall.browser().get(f"{link}?lang=en")
    assert gone.status_code == 404
    assert_sound(gone, language="en")
    assert ExpiringPetitions(hall.office)() == 1
    assert nothing_left(hall.office)
    with hall.office.database.read() as conn:
        assert conn.execute(uploads.select()).all() == []


def test_it_is_thrown_away_when_asked(hall: Hall) -> None:
    """With what was sent; the link leads nowhere afterwards."""
    browser = hall.browser()
    link = link_of(saved(browser))
    opened = browser.get(link)
    gone = browser.send(opened, "/unfinished/discard", hidden(opened))
    assert gone.status_code == 200
    assert_sound(gone, language="en")
    assert nothing_left(hall.office)
    assert browser.send(opened, "/unfinished/resume", hidden(opened)).status_code == 404
    assert browser.send(opened, "/unfinished/discard", hidden(opened)).status_code == 404


def test_an_account_finds_its_own(hall: Hall) -> None:
    """Saved with an account there is no link: the account lists it, goes on and deletes; others do not find it."""
    with hall.office.work(by=Actor.system("console")) as work:
        for name in ("gildong", "chunhyang"):
            work.accounts.add(name, kind="citizen", password=PASSWORD)
    browser, other = hall.browser(), hall.browser()
    sign_in(browser, "gildong")
    sign_in(other, "chunhyang")
    page = saved(browser)
    assert LINK.search(page.text) is None
    own = browser.get("/account?lang=en")
    assert_sound(own, language="en")
    ref = hidden(page)["form-saved"]
    assert ref in own.text
    assert "Damage" not in other.get("/account?lang=en").text
    assert other.get(f"/unfinished/{ref}").status_code == 404
    assert hall.browser().get(f"/unfinished/{ref}").status_code == 404
    assert "길.jpg" in browser.send(own, "/unfinished/resume", {"form-saved": ref}).text
    assert browser.send(own, "/unfinished/discard", {"form-saved": ref}).status_code == 200
    assert "Unfinished" not in browser.get("/account?lang=en").text


def test_the_steps_are_facts_without_what_was_entered(hall: Hall) -> None:
    """Saved, resumed, discarded: each names the form and its version."""
    browser = hall.browser()
    link = link_of(saved(browser))
    form = resumed(browser, link)
    browser.send(form, "/unfinished/discard", hidden(form))
    hall.office.seal()
    for deed in ("saved", "resumed", "discarded"):
        (fact,) = hall.office.trail.search(action=f"unfinished.{deed}")
        assert fact["details"]["form"] == "damage"
        assert "중앙로" not in str(fact)
        assert link.rpartition("/")[2] not in str(fact)


def test_guesses_are_slowed(hall: Hall) -> None:
    """After ten wrong links from one address the next one has to wait."""
    browser = hall.browser()
    found = [browser.get(f"/unfinished/guess-{number}").status_code for number in range(11)]
    assert found == [404] * 10 + [429]


@pytest.mark.parametrize(
    ("policy", "way", "form_has"),
    [
        ("pin", "", "colour"),
        ("fast-forward", "", "size"),
        ("ask", "pin", "colour"),
        ("ask", "fast-forward", "size"),
    ],
)
def test_a_new_version_meets_it_by_the_forms_policy(
    tmp_path: Path, clock: SetClock, policy: Any, way: str, form_has: str
) -> None:
    """It stays in its version, moves on without the answers that nobody asks for, or the person is asked and decides.

    The petition is filed in the version in which it was finished.
    """
    with open_office(city(), tmp_path, clock=clock) as office:
        link = link_of(saved(Hall(office, clock).browser()))
    with open_office(city(Changed, drafts=policy), tmp_path, clock=clock) as office:
        browser = Hall(office, clock).browser()
        page = resumed(browser, f"{link}?lang=en")
        if way:
            assert_sound(page, language="en")
            assert "“Colour” was taken away" in page.text
            assert "“Size” was added" in page.text
            page = browser.send(page, "/unfinished/resume", {**hidden(page), "way": way})
        assert f'name="{form_has}"' in page.text
        assert_sound(page, language="en")
        assert ("asked no more" in page.text) == (form_has == "size")
        assert "길.jpg" in page.text
        first = browser_back(browser, page)
        check = send(browser, first, {"where": "중앙로 12", "phone": "010-1234-5678", "form-step": "check"})
        second = send(browser, check, {"form-step": "change:photos"})
        assert f'name="{form_has}"' in second.text
        check = send(browser, second, {"form-step": "check"}, ("photos", "벽.jpg", photo()))
        assert send(browser, check, {"form-step": "file"}).status_code == 303
        with office.work(by=Actor.system("console")) as work:
            (petition,) = work.petitions.list().items
            assert petition.form_version == (1 if form_has == "colour" else 2)
            assert len(work.uploads.of(petition)) == 2


def browser_back(browser: Browser, page: httpx.Response) -> httpx.Response:
    """Go to the first page, where what is wrong stands."""
    while 'name="phone" autocomplete' not in page.text and 'id="q-phone"' not in page.text:
        page = send(browser, page, {"form-step": "back"})
    return page


def test_days_are_a_setting(tmp_path: Path, clock: SetClock) -> None:
    """The page says until when it is kept, as the settings have it."""
    with open_office(city(), tmp_path, clock=clock) as office:
        page = Hall(office, clock).browser().get("/forms/damage?lang=en")
        assert f"{office.settings.forms.unfinished_days} days" in page.text
        assert timedelta(days=office.settings.forms.unfinished_days) == timedelta(days=30)
