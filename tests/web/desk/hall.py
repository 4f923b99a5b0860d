"""The town hall of the desk's tests: Haneul City with officers of three kinds, and how they come to a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from egovframe import App, Form, ask
from egovframe.forms import Phone, working_days
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import SetClock
from egovframe.web import build
from tests.web.client import Browser

PASSWORD = "사과나무 아래 노란 우산 7"
CONSOLE = Actor.system("console")
SCRIPT = "<script>alert(1)</script>"


class Pothole(Form):
    """Tell us where the road is broken."""

    where: str = ask("어디인가요?", max_length=200, public=True)
    phone: Phone = ask("연락받을 전화번호")


class Suggestion(Form):
    """Tell us what could be better."""

    title: str = ask("제목", public=True)


def haneul() -> App:
    """Declares the city anew: an app freezes when it is opened."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    app.unit("parks", title=Text(ko="공원과", en="Parks"))
    officer = app.role(
        "road-officer",
        may={"petition.read", "petition.answer", "petition.reveal", "record.read"},
        title=Text(ko="도로 담당자", en="Road officer"),
    )
    app.role("head", may={"petition.read", "petition.assign"}, title=Text(ko="팀장", en="Head of unit"))
    app.role("counter", may={"statistics.read"}, title=Text(ko="통계 담당", en="Counter"))
    app.role("reader", may={"petition.read"}, title=Text(ko="열람자", en="Reader"))
    app.role("looker", may={"account.read"}, title=Text(ko="계정 열람자", en="Looker"))
    app.role("granter", may={"role.grant"}, title=Text(ko="역할 담당", en="Granter"))
    app.role("auditor", may={"audit.read"}, title=Text(ko="감사관", en="Auditor"))
    app.role(
        "keeper",
        may={"audit.read", "audit.reveal", "audit.review", "audit.hold", "audit.dispose", "account.read"},
        title=Text(ko="감사 보관 담당", en="Keeper"),
    )
    app.form("pothole", title="도로 파손 신고", by=officer, within=working_days(7), keep=years(5), unit="roads")(
        Pothole
    )
    app.form("suggestion", title="제안", by=officer, within=working_days(14), keep=years(1), unit="parks")(Suggestion)
    return app


@dataclass
class Hall:
    """An open office with its pages."""

    office: Office
    clock: SetClock

    def __post_init__(self) -> None:
        """Build the pages once."""
        self.app = build(self.office)

    def officer(self, name: str, *roles: str, unit: str | None = "roads") -> Browser:
        """A browser in which a new officer, who holds these roles in the unit, has signed in."""
        with self.office.work(by=CONSOLE) as work:
            work.accounts.add(name, password=PASSWORD)
            for role in roles:
                work.accounts.grant(name, role, unit=unit)
        return self.signed_in(name)

    def signed_in(self, name: str) -> Browser:
        """A browser in which this officer has signed in."""
        browser = Browser(self.app)
        token, _ = self.office.auth.sign_in(name, PASSWORD)
        browser.cookies.set("egov-session", token, domain="127.0.0.1")
        browser.cookies.set("egov-lang", "en", domain="127.0.0.1")
        return browser

    def petition(self, form: str = "pothole", **answers: Any) -> str:
        """File a petition; return its receipt number."""
        given: Mapping[str, Any] = answers or {"where": "하늘로 12", "phone": "010-1234-5678"}
        with self.office.work(by=Actor.visitor()) as work:
            return str(work.petitions.submit(form, given).petition.receipt)

    def state(self, receipt: str) -> Any:
        """Return the petition as the office has it."""
        with self.office.look(by=CONSOLE) as work:
            return work.petitions.get(receipt)

    def facts(self, action: str) -> list[dict[str, Any]]:
        """Return the facts of one kind, the newest first."""
        return self.office.trail.search(action=action)
