"""The town of the portal's tests: Haneul City with a form of every kind, and with limits of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from egovframe import App, Form, ask
from egovframe.forms import Phone, at_once, months, working_days
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import SetClock
from egovframe.web import build
from tests.forms.damage import Damage
from tests.forms.everything import ANSWERS, Everything
from tests.web.client import Browser

CONSOLE = Actor.system("console")
SCRIPT = "<script>alert(1)</script>"
POTHOLE = {"where": "하늘로 12", "phone": "010-1234-5678"}


class Pothole(Form):
    """Tell us where the road is broken."""

    where: str = ask("어디인가요?", en="Where is it?", max_length=200, public=True)
    phone: Phone = ask("연락받을 전화번호", en="Phone number")


class Wish(Form):
    """Wish for something."""

    wish: str = ask("바라는 것", en="Wish")


class Plan(Form):
    """Object to a plan."""

    why: str = ask("까닭", en="Reason")


def town() -> App:
    """Declares the city anew: an app freezes when it is opened."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    app.unit("parks", title=Text(ko="공원과", en="Parks"))
    officer = app.role("road-officer", may={"petition.read", "petition.answer"}, title=Text(ko="도로 담당", en="Roads"))
    how: dict[str, Any] = {"by": officer, "keep": years(5), "unit": "roads"}
    app.form("pothole", title=Text(ko="도로 파손 신고", en="Broken road"), within=working_days(7), **how)(Pothole)
    app.form("everything", title=Text(ko="모든 것", en="Everything"), within=working_days(3), **how)(Everything)
    app.form("damage", title=Text(ko="피해 배상", en="Damages"), within=working_days(14), **how)(Damage)
    how["unit"] = "parks"
    app.form("wish", title=Text(ko="나무 심기", en="Plant a tree"), within=at_once(), **how)(Wish)
    app.form("plan", title=Text(ko="계획 의견", en="Plan"), within=months(6), **how)(Plan)
    return app


def posted(answers: Mapping[str, Any] = ANSWERS) -> dict[str, Any]:
    """The answers as a browser posts them: text, lists, and dates in three parts."""
    sent: dict[str, Any] = {}
    for name, value in answers.items():
        if name in ("when", "born"):
            sent |= dict(zip((f"{name}-{part}" for part in "ymd"), str(value).split("-"), strict=True))
        else:
            sent[name] = "yes" if value is True else value if isinstance(value, list) else str(value)
    return sent


@dataclass
class Town:
    """An open office with its pages, and a citizen's browser."""

    office: Office
    clock: SetClock

    def __post_init__(self) -> None:
        """Build the pages once."""
        self.app = build(self.office)

    def browser(self, **more: Any) -> Browser:
        """A browser that has never been here."""
        return Browser(self.app, **more)

    def check(self, browser: Browser, form: str, answers: Mapping[str, Any]) -> httpx.Response:
        """Fill in a form as a person does; gives the page to check the answers."""
        return browser.send(browser.get(f"/forms/{form}"), f"/forms/{form}", answers)

    def filed(self, browser: Browser, form: str = "pothole", answers: Mapping[str, Any] = POTHOLE) -> httpx.Response:
        """File a petition as a person does; gives the receipt page."""
        check = self.check(browser, form, answers)
        return browser.send(check, f"/forms/{form}", {"form-step": "file"}, follow=True)

    def petition(self) -> tuple[str, str]:
        """File a petition past the pages; gives its receipt number and key."""
        with self.office.work(by=Actor.visitor()) as work:
            submission = work.petitions.submit("pothole", POTHOLE)
        return submission.petition.receipt, submission.key

    def state(self, receipt: str) -> Any:
        """The petition as the office has it."""
        with self.office.look(by=CONSOLE) as work:
            return work.petitions.get(receipt)
