"""A city whose petitions are routed: a street department with two units below it, parks, and officers."""

from __future__ import annotations

from typing import Any

from egovframe import App, Form, ask
from egovframe.forms import Address, Phone, working_days
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years

CONSOLE = Actor.system("console")
PASSWORD = "사과나무 아래 노란 우산 7"
HANDLES = {"petition.read", "petition.answer"}


class Report(Form):
    """Tell us what is wrong."""

    what: str = ask("무엇인가요?", max_length=200, public=True)
    about: str = ask("분야", max_length=50, public=True, default="road")
    at: Address | None = ask("어디인가요?")
    phone: Phone | None = ask("연락받을 전화번호")


def town() -> App:
    """Declares the city anew: an app freezes when it is opened."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("streets", title=Text(ko="안전교통국", en="Streets"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"), parent="streets")
    app.unit("lights", title=Text(ko="조명과", en="Lights"), parent="streets")
    app.unit("parks", title=Text(ko="공원과", en="Parks"))
    officer = app.role("officer", may=HANDLES)
    app.role("chief", may={*HANDLES, "petition.assign"})
    app.role("router", may={"route.manage", "petition.read"})
    app.form("report", title="불편 신고", by=officer, within=working_days(7), keep=years(5), unit="roads")(Report)
    return app


def people(office: Office, *who: tuple[str, str, str | None]) -> None:
    """Adds officers: name, role and unit."""
    with office.work(by=CONSOLE) as work:
        for name, role, unit in who:
            work.accounts.add(name, password=PASSWORD)
            work.accounts.grant(name, role, unit=unit)


def actor(office: Office, name: str) -> Actor:
    """The officer, signed in, as a page finds them."""
    session = office.auth.session(office.auth.sign_in(name, PASSWORD)[0])
    assert session is not None
    return session.actor


def file(office: Office, **answers: Any) -> Any:
    """Files a petition, as anybody."""
    with office.work(by=Actor.visitor()) as work:
        return work.petitions.submit("report", {"what": "구멍", **answers}).petition


def state(office: Office, receipt: str) -> Any:
    """The petition as the office has it."""
    with office.look(by=CONSOLE) as work:
        return work.petitions.get(receipt)
