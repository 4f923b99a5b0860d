"""A city whose petitions are public, with its pages: for the tests of portal, desk and API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from egovframe import App, Form, ask
from egovframe.forms import LongText, Phone, collects, working_days
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.web.client import Browser

CONSOLE = Actor.system("console")
PASSWORD = "사과나무 아래 노란 우산 7"
ANSWERS = {"content": "은하동에 <놀이터>를 만들어 주십시오.", "phone": "010-9876-5432"}


class Playground(Form):
    """Ask the city for something that many want."""

    content: LongText = ask("내용", en="What you ask for", public=True)
    phone: Phone = ask("전화번호", en="Phone")


def plaza() -> App:
    """A city with petitions that anybody signs, and some that only who is surely known signs."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("parks", title=Text(ko="공원과", en="Parks"))
    officer = app.role("park-officer", may={"petition.read", "petition.answer", "petition.publish", "petition.reveal"})
    app.role("resident", may=())
    how: dict[str, Any] = {"by": officer, "keep": years(5), "unit": "parks", "within": working_days(60)}
    title = Text(ko="시민 청원", en="Citizens' petition")
    app.form("playground", title=title, public=collects(thresholds=(2, 100)), **how)(Playground)
    app.form("certified", title=title, public=collects(assurance=2), **how)(
        type("Certified", (Playground,), {"__doc__": "The same.", "__module__": __name__})
    )
    return app


class Plaza:
    """An open office with its pages, and one petition that is published."""

    def __init__(self, office: Office, clock: SetClock) -> None:
        self.office, self.clock, self.app = office, clock, build(office)
        with office.work(by=CONSOLE) as work:
            work.accounts.add("hong", password=PASSWORD, kind="citizen")
        self.id = self.published()

    def receive(self, form: str = "playground") -> str:
        """Receive a petition; its receipt number."""
        return str(self.file(form).petition.receipt)

    def file(self, form: str = "playground") -> Any:
        """Receive a petition; it and the key of its holder."""
        with self.office.work(by=Actor.visitor()) as work:
            return work.petitions.submit(form, ANSWERS)

    def published(self, form: str = "playground", title: str = "은하동 놀이터") -> str:
        """Receive and publish one; its public id."""
        receipt = self.receive(form)
        with self.office.work(by=CONSOLE) as work:
            return str(work.public.publishing.publish(receipt, title=title).id)

    def browser(self, **more: Any) -> Browser:
        """A browser that has never been here."""
        return Browser(self.app, **more)

    def resident(self) -> Browser:
        """The browser of somebody who signed in."""
        browser = self.browser()
        page = browser.get("/sign-in")
        browser.send(page, "/sign-in", {"name": "hong", "password": PASSWORD}, follow=True)
        return browser

    def path(self) -> str:
        """The page of the petition."""
        return f"/petitions/{self.id}"

    def ask(self, browser: Browser, **said: str) -> httpx.Response:
        """Ask for a link as a person does."""
        form = {"name": "성춘향", "email": "spring@example.org", **said}
        return browser.send(browser.get(self.path()), f"{self.path()}/sign", form, follow=True)

    def link(self, capsys: pytest.CaptureFixture[str]) -> str:
        """Send what waits, and give the path in the newest letter."""
        self.office.run_due_tasks()
        return str(re.findall(r"http://127\.0\.0\.1:8000(/signatures/\S+)", capsys.readouterr().err)[-1])

    def officer(self, name: str = "kim", role: str = "park-officer", unit: str = "parks") -> Browser:
        """The browser of an officer who signed in, in English."""
        with self.office.work(by=CONSOLE) as work:
            work.accounts.add(name, password=PASSWORD)
            work.accounts.grant(name, role, unit=unit)
        browser = self.browser()
        browser.send(browser.get("/sign-in?lang=en"), "/sign-in", {"name": name, "password": PASSWORD}, follow=True)
        browser.cookies.set("lang", "en")
        return browser

    def receipt(self) -> str:
        """The number of the published petition."""
        with self.office.look(by=Actor.visitor()) as look:
            return str(look.public.shown.get(self.id).receipt)


@contextmanager
def open_plaza(folder: Path, **settings: Any) -> Iterator[Plaza]:
    """Lend the city for as long as the block lasts; `settings` are sections."""
    clock = SetClock()
    with open_office(plaza(), folder, clock=clock, **settings) as office:
        yield Plaza(office, clock)
