"""A city whose form asks for photos and a certificate, over a real office with a scanner that knows EICAR."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import httpx

from egovframe import App, Form, ask
from egovframe.forms import Phone, working_days
from egovframe.forms.personal import File, Personal
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import open_office
from egovframe.web import build
from tests.forms.uploads.place import Telling
from tests.web.client import Browser, hidden

PASSWORD = "사과나무 아래 노란 우산 7"


class Damage(Form):
    """Tell us what was broken."""

    where: str = ask("어디인가요?", en="Where is it?", public=True)
    phone: Phone | None = ask("전화번호", en="Phone")
    photos: list[File] = ask("사진", en="Photos", default=[], public=True, accept=("image/*",), max_length=2)
    paper: Annotated[File, Personal] | None = ask("진단서", en="Certificate", purpose="확인")


def city() -> App:
    """Declares the city."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    officer = app.role("road-officer", may={"petition.read", "petition.answer", "petition.reveal"})
    app.form(
        "damage",
        title=Text(ko="파손 신고", en="Damage"),
        by=officer,
        within=working_days(7),
        keep=years(5),
        unit="roads",
    )(Damage)
    return app


class Hall:
    """The open office, its pages, a citizen's browser and an officer's."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.app = build(office)
        with office.work(by=Actor.system("console")) as work:
            work.accounts.add("kim", password=PASSWORD)
            work.accounts.grant("kim", "road-officer", unit="roads")

    def browser(self) -> Browser:
        """A browser that has never been here."""
        return Browser(self.app)

    def officer(self) -> Browser:
        """The browser of an officer who signed in."""
        browser = self.browser()
        page = browser.get("/sign-in?lang=en")
        assert browser.send(page, "/sign-in", {"name": "kim", "password": PASSWORD}).status_code == 303
        return browser

    def send(
        self, browser: Browser, page: httpx.Response, data: dict[str, Any], *files: tuple[str, str, bytes]
    ) -> httpx.Response:
        """Post the form on a page as a browser does, with files."""
        kept = {name: value for name, value in hidden(page).items() if name not in ("photos", "paper")}
        ids = {name: found for name in ("photos", "paper") if (found := ids_of(page, name))}
        parts = [(field, (name, content, "application/octet-stream")) for field, name, content in files]
        return browser.post("/forms/damage", {**kept, **ids, **data}, files=parts or None)


def ids_of(page: httpx.Response, name: str) -> list[str]:
    """The ids of files that stand in a page for one question."""
    import re

    return re.findall(f'<input type="hidden" name="{name}" value="([^"]+)"', page.text)


@contextmanager
def hall(folder: Path) -> Iterator[Hall]:
    """Lends the office."""
    with open_office(city(), folder) as office:
        office.files.scanner = Telling()
        yield Hall(office)
