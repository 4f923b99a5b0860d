"""Who signed in finds in a form what a register knows: to be changed or fixed, never in the way, and on the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from egovframe import App
from egovframe.forms import working_days
from egovframe.forms.prefill import Origin
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import open_office
from egovframe.web import build
from tests.forms.prefill.register import ADDRESS, KNOWN, TITLE, Moving, Register, Stuck
from tests.web.client import Browser, hidden
from tests.web.html import assert_sound
from tests.web.portal.sheet import send

PASSWORD = "사과나무 아래 노란 우산 7"


def city() -> App:
    """Declares the city."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    officer = app.role("clerk", may={"petition.read", "petition.reveal"})
    app.form("moving", title=Text(ko="전입 신고", en="Moving"), by=officer, within=working_days(7), keep=years(5))(
        Moving
    )
    return app


@pytest.fixture
def registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installs the register of these tests as a plug-in."""
    info = tmp_path / "site" / "tests_register-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tests-register\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[egovframe.forms.prefills]\nmade-for-tests = tests.forms.prefill.register:Register\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))


@contextmanager
def hall(folder: Path, *, assurance: int = 1, seconds: float = 5, **options: Any) -> Iterator[tuple[Office, Browser]]:
    """Lends the office with the register, and the browser of somebody who signed in."""
    registry = {
        "plugin": "made-for-tests",
        "title": dict(TITLE.words),
        "assurance": assurance,
        "seconds": seconds,
        "options": {"person": "*", **options},
    }
    with open_office(city(), folder, forms={"prefills": {"registry": registry}}) as office:
        with office.work(by=Actor.system("console")) as work:
            work.accounts.add("hong", password=PASSWORD, kind="citizen")
        browser = Browser(build(office))
        page = browser.get("/sign-in?lang=en")
        assert browser.send(page, "/sign-in", {"name": "hong", "password": PASSWORD}).status_code == 303
        yield office, browser


def facts(office: Office, action: str) -> list[Any]:
    """The facts of one kind."""
    office.seal()
    return office.trail.search(action=action)


def origins(office: Office, receipt: str) -> dict[str, Origin]:
    """Where the answers of a petition came from."""
    with office.look(by=Actor.system("console"), why="test") as work:
        return dict(work.prefilled.of(work.petitions.get(receipt)))


ANSWERS = {"born-y": "1990", "born-m": "2", "born-d": "28", "note": "없음"}
ANSWERS |= {"address-zip": ADDRESS["zip"], "address-road": ADDRESS["road"], "address-detail": ""}


@pytest.mark.usefixtures("registered")
class TestPrefill:
    """A form over an office whose settings name the register."""

    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_what_is_known_stands_in_the_form(self, tmp_path: Path, language: str) -> None:
        """Changeable answers stand in their fields, the fixed one as text; defaults stay; the page says from where."""
        with hall(tmp_path / "data") as (_, browser):
            page = browser.get(f"/forms/moving?lang={language}")
            assert_sound(page, language=language)
            assert f'value="{ADDRESS["road"]}"' in page.text
            assert 'name="born-y"' in page.text
            assert 'value="1990"' in page.text
            assert "<output>홍길동</output>" in page.text
            assert 'name="name"' not in page.text
            assert 'value="없음"' in page.text
            assert TITLE.in_(language) in page.text

    def test_a_petition_with_answers_that_were_looked_up(self, tmp_path: Path) -> None:
        """It is filed in two clicks; the trail says which answers come from where, and which the person changed."""
        with hall(tmp_path / "data") as (office, browser):
            page = browser.get("/forms/moving")
            moved = {**ANSWERS, "address-road": "세종특별자치시 한누리대로 2130"}
            check = browser.send(page, "/forms/moving", moved)
            assert check.status_code == 200
            assert "홍길동" in check.text
            assert "change:name" not in check.text
            assert "change:address" in check.text
            filed = browser.send(check, "/forms/moving", {"form-step": "file"})
            assert filed.status_code == 303
            (looked,) = facts(office, "prefill.looked_up")
            assert looked["details"]["outcome"] == "found"
            assert set(looked["details"]["fields"]) == {"name", "born", "address"}
            (handed,) = facts(office, "prefill.handed_in")
            assert set(handed["details"]["fields"]) == {"name", "born", "address"}
            assert handed["details"]["changed"] == ["address"]
            assert handed["basis"].startswith("민원 처리에 관한 법률 제10조")

    def test_the_case_says_where_its_answers_came_from(self, tmp_path: Path) -> None:
        """At the desk, by the API and to the holder: the register by its title, when, and what the person changed."""
        with hall(tmp_path / "data") as (office, browser):
            page = browser.get("/forms/moving?lang=en")
            moved = {**ANSWERS, "address-road": "세종특별자치시 한누리대로 2130"}
            check = browser.send(page, "/forms/moving", moved)
            filed = browser.send(check, "/forms/moving", {"form-step": "file"})
            receipt = filed.headers["location"].rpartition("/")[2]
            shown = browser.send(browser.get("/status"), "/status", {"receipt": receipt, "known": ""})
            assert_sound(shown, language="en")
            with office.work(by=Actor.system("console")) as work:
                work.accounts.add("lee", password=PASSWORD)
                work.accounts.grant("lee", "clerk")
            clerk = Browser(build(office))
            clerk.send(clerk.get("/sign-in?lang=en"), "/sign-in", {"name": "lee", "password": PASSWORD})
            case = clerk.get(f"/desk/petitions/{receipt}")
            assert_sound(case, language="en")
            for where in (shown, case):
                lines = [line for line in where.text.split("<dt>") if "Looked up: the register of residents, " in line]
                assert [line.partition("</dt>")[0] for line in lines] == ["Name", "Born", "Address"]
                assert ["Not changed." in line for line in lines] == [True, True, False]
                assert "Changed by the applicant: " in lines[2]
            with office.work(by=Actor.system("console")) as work:
                token = work.accounts.token("lee")
            address = f"/api/v1/petitions/{receipt}"
            bearer = {"authorization": f"Bearer {token}", "accept-language": "en"}
            told = Browser(build(office)).get(address, headers=bearer).json()["prefilled"]
            assert [(each["field"], each["fixed"], each["changed"] is None) for each in told] == [
                ("name", True, True),
                ("born", False, True),
                ("address", False, False),
            ]
            assert {(each["source"], each["title"]) for each in told} == {("registry", TITLE.in_("en"))}
            assert "한누리대로" not in str(told)
            assert Browser(build(office)).get(address).status_code == 401

    def test_what_is_changed_later_is_said_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """By the person, and where the register says otherwise meanwhile: then the answer is looked up anew."""
        with hall(tmp_path / "data") as (office, browser):
            check = browser.send(browser.get("/forms/moving?lang=en"), "/forms/moving", ANSWERS)
            filed = browser.send(check, "/forms/moving", {"form-step": "file"})
            receipt = filed.headers["location"].rpartition("/")[2]
            before = origins(office, receipt)
            assert [each.changed for each in before.values()] == [None, None, None]
            monkeypatch.setattr(Register, "look_up", lambda *_: {**KNOWN, "name": "홍판서"})
            listed = browser.send(browser.get("/status"), "/status/change", {"receipt": receipt, "known": ""})
            form = send(browser, listed, "/status/change", form_step="change:born")
            changed = send(browser, form, "/status/change", **{"born-y": "1991"})
            assert send(browser, changed, "/status/change", form_step="file").status_code == 200
            after = origins(office, receipt)
            assert after["born"].changed is not None
            assert after["born"].at == before["born"].at
            assert after["name"].changed is None
            assert after["name"].at > before["name"].at
            assert after["address"] == before["address"]
            again, first = facts(office, "prefill.handed_in")
            assert (again["details"]["fields"], again["details"]["changed"]) == (["name"], [])
            assert len(first["details"]["fields"]) == 3

    def test_a_fixed_answer_cannot_be_changed(self, tmp_path: Path) -> None:
        """Whatever is sent for it, what the register said is what is filed."""
        with hall(tmp_path / "data") as (office, browser):
            page = browser.get("/forms/moving")
            check = browser.send(page, "/forms/moving", {**ANSWERS, "name": "임꺽정"})
            assert "임꺽정" not in check.text
            filed = browser.post(
                "/forms/moving", {**hidden(check), "name": "임꺽정", "form-step": "file", "form-once": "x1"}
            )
            assert filed.status_code == 303
            with office.look(by=Actor.system("console"), why="test") as work:
                (petition,) = work.petitions.list().items
                assert work.petitions.reveal(petition.receipt, "test")["name"] == "홍길동"

    def test_a_fixed_answer_stays_when_the_petition_is_changed(self, tmp_path: Path) -> None:
        """Its account changes the other answers; whatever is sent for the fixed one, the register's stays."""
        with hall(tmp_path / "data") as (office, browser):
            check = browser.send(browser.get("/forms/moving"), "/forms/moving", ANSWERS)
            browser.send(check, "/forms/moving", {"form-step": "file"})
            with office.look(by=Actor.system("console"), why="test") as work:
                receipt = work.petitions.list().items[0].receipt
            listed = browser.send(browser.get("/status"), "/status/change", {"receipt": receipt, "known": ""})
            assert "change:note" in listed.text
            assert "change:name" not in listed.text
            form = send(browser, listed, "/status/change", form_step="change:note")
            assert "<output>홍길동</output>" in form.text
            changed = send(browser, form, "/status/change", note="셋째 주", name="임꺽정")
            assert "임꺽정" not in changed.text
            done = send(browser, changed, "/status/change", name="임꺽정", form_step="file")
            assert done.status_code == 200
            with office.look(by=Actor.system("console"), why="test") as work:
                assert work.petitions.reveal(receipt, "test")["name"] == "홍길동"
                assert work.petitions.get(receipt).form.note == "셋째 주"

    def test_without_the_token_the_answers_are_the_persons_own(self, tmp_path: Path) -> None:
        """Who takes the token away may type, and the trail claims nothing of a register."""
        with hall(tmp_path / "data") as (office, browser):
            page = browser.get("/forms/moving")
            kept = {name: value for name, value in hidden(page).items() if name != "form-brought"}
            check = browser.post("/forms/moving", {**kept, **ANSWERS, "name": "임꺽정"})
            assert "임꺽정" in check.text
            assert browser.send(check, "/forms/moving", {"form-step": "file"}).status_code == 303
            assert facts(office, "prefill.handed_in") == []

    def test_another_persons_token_counts_for_nothing(self, tmp_path: Path) -> None:
        """What was looked up for one person is never filed as another's."""
        with hall(tmp_path / "data") as (office, browser):
            page = browser.get("/forms/moving")
            token = hidden(page)["form-brought"]
            visitor = Browser(build(office))
            mine = visitor.get("/forms/moving")
            sent = visitor.send(mine, "/forms/moving", {**ANSWERS, "form-brought": token})
            assert sent.status_code == 422
            assert "홍길동" not in sent.text

    def test_a_visitor_is_told_that_signing_in_spares_typing(self, tmp_path: Path) -> None:
        """Nobody is asked about a visitor; the form is there as ever, with a way to sign in."""
        with hall(tmp_path / "data") as (office, _):
            page = Browser(build(office)).get("/forms/moving?lang=en")
            assert_sound(page, language="en")
            assert 'href="/sign-in?next=/forms/moving"' in page.text
            assert 'name="name"' in page.text
            assert facts(office, "prefill.looked_up") == []

    def test_too_unsure_a_sign_in_gets_the_empty_form(self, tmp_path: Path) -> None:
        """A register of the second level is not asked about who gave a password only."""
        with hall(tmp_path / "data", assurance=2) as (office, browser):
            page = browser.get("/forms/moving?lang=en")
            assert "Prove more surely who you are" in page.text
            assert 'name="name"' in page.text
            assert facts(office, "prefill.looked_up") == []

    @pytest.mark.parametrize("way", ["raises", "hangs", "nonsense"])
    def test_a_register_that_fails_never_blocks_the_form(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
    ) -> None:
        """It raises, hangs or talks nonsense: the form comes, empty, says so, and can be filed."""
        stuck = Stuck()

        def fail(*_: object) -> object:
            if way == "raises":
                raise OSError("down")
            if way == "hangs":
                stuck()
            return {name: object() for name in KNOWN}

        monkeypatch.setattr(Register, "look_up", fail)
        try:
            with hall(tmp_path / "data", seconds=0.05) as (office, browser):
                page = browser.get("/forms/moving?lang=en")
                assert page.status_code == 200
                assert "gives no answer just now" in page.text
                check = browser.send(page, "/forms/moving", {**ANSWERS, "name": "홍길동"})
                assert browser.send(check, "/forms/moving", {"form-step": "file"}).status_code == 303
                (looked,) = facts(office, "prefill.looked_up")
                assert looked["details"]["outcome"] == "unavailable"
                assert facts(office, "prefill.handed_in") == []
        finally:
            stuck.go.set()
