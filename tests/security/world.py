"""The city of the walks: a role for each permission and one for all the others, and how anybody comes to an address."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from egovframe import App, Form, ask
from egovframe.audit.alarms import Alarm, Alarms
from egovframe.forms import Email, Fee, File, Phone, cosigners, working_days
from egovframe.forms.approvals.model import Signer
from egovframe.forms.definition import Definition
from egovframe.forms.public.model import collects
from egovframe.forms.public.signing import LINK
from egovframe.forms.unfinished.model import Entered
from egovframe.kernel.canonical import b64, canonical
from egovframe.kernel.clock import instant
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.office.permissions import PERMISSIONS
from egovframe.records import years
from egovframe.testing import SetClock
from egovframe.web import build, csrf
from egovframe.web.application import Application
from egovframe.web.endpoint import Endpoint
from tests.security.asked import Ask
from tests.security.stock import Stock
from tests.web.client import Browser

CITY = "https://city.example"
METRICS = "a-token-for-the-monitoring-system"
CONSOLE, VISITOR = Actor.system("console"), Actor.visitor()
PASSWORD = "사과나무 아래 노란 우산 7"
EVERY = tuple(permission.name for permission in PERMISSIONS)
ROADS, PARKS, LIGHTS = "roads", "parks", "lights"


class Pothole(Form):
    """Tell us where the road is broken."""

    where: str = ask("어디인가요?", max_length=200, public=True)
    phone: Phone = ask("연락받을 전화번호")
    email: Email | None = ask("전자우편")
    photo: File | None = ask("사진", public=True)


POTHOLE = {"where": "하늘로 12", "phone": "010-1234-5678"}


def city(*, fee: Fee | None = None) -> App:
    """Declares the city: its roles are all that a person of the walks may hold."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit(ROADS, title="도로과")
    app.unit(PARKS, title="공원과")
    app.unit(LIGHTS, title="조명과")
    officer = app.role("officer", may={"petition.read", "petition.answer", "petition.reveal", "record.read"})
    for name in EVERY:
        app.role(f"only-{name}", may={name})
        app.role(f"but-{name}", may=set(EVERY) - {name})
    app.role("everything", may=EVERY)
    app.role("idle", may={"form.read"})
    app.form(
        "pothole",
        title="도로 파손 신고",
        by=officer,
        within=working_days(7),
        keep=years(5),
        unit=ROADS,
        cosigners=cosigners(at_most=9),
        fee=fee,
        public=collects(),
    )(Pothole)
    app.form("bench", title="의자 신고", by=officer, within=working_days(7), keep=years(5), unit=PARKS)(Bench)
    app.record_class("leaflets", keep=years(1))
    return app


class Bench(Form):
    """Tell us which bench is broken."""

    where: str = ask("어디인가요?", max_length=200, public=True)


@dataclass
class Person:
    """Somebody with an account: the token of a session for pages, a bearer token for programs."""

    name: str
    id: str
    session: str
    token: str


@dataclass
class World:
    """An open office with everything in it that an address can ask for, and people who hold just so much."""

    office: Office
    clock: SetClock
    folder: Path
    app: Application = field(init=False)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1), init=False)
    _people: dict[tuple[Any, ...], Person] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Build the pages; let two months pass in which something happened, so that there are months to review."""
        self.app = build(self.office)
        alarm = Alarm(kind="fork", origin="bada.example/log", size=7, kept="o\n7\nA\n\n— a x\n", shown="o\n7\nB\n")
        Alarms(self.office.database, clock=self.clock, recorder=self.office.trail).keep(alarm)
        for _ in range(2):
            self.petition()
            self.office.seal()
            self.clock.forward(days=31)
        self.office.run_due_tasks()
        self.office.seal()

    def number(self) -> int:
        """A number that no name of this world has yet."""
        return next(self._numbers)

    # ------------------------------------------------------------------ people

    def person(self, *roles: str, unit: str | None = None, kind: str = "officer", new: bool = False) -> Person:
        """Somebody who holds these roles, in that unit or everywhere; the same person each time unless `new`."""
        key = (roles, unit, kind)
        if new:
            return self._added(*key)
        if key not in self._people:
            self._people[key] = self._added(*key)
        person = self._people[key]
        if self.office.auth.session(person.session) is None:  # everybody was signed out meanwhile
            person.session = self.office.auth.sign_in(person.name, PASSWORD)[0]
        return person

    def only(self, permissions: Iterable[str], *, unit: str | None = None, new: bool = False) -> Person:
        """An officer who holds these permissions and no other."""
        return self.person(*(f"only-{name}" for name in sorted(set(permissions))), unit=unit, new=new)

    def but(self, permission: str) -> Person:
        """An officer who holds every permission but this one."""
        return self.person(f"but-{permission}")

    def _added(self, roles: tuple[str, ...], unit: str | None, kind: str) -> Person:
        name = f"person-{self.number()}"
        with self.office.work(by=CONSOLE) as work:
            account = work.accounts.add(name, kind=kind, password=PASSWORD)
            for role in roles:
                work.accounts.grant(name, role, unit=unit)
            token = work.accounts.token(name)
        return Person(name, account.id, self.office.auth.sign_in(name, PASSWORD)[0], token)

    def session_of(self, person: Person) -> Any:
        """The session of somebody, as it counts now."""
        session = self.office.auth.session(person.session)
        assert session is not None
        return session

    def browser(self, person: Person | None) -> Browser:
        """A browser in which this person is signed in."""
        browser = Browser(self.app, base=CITY)
        if person is not None:
            browser.cookies.set(self.app.site.jar.name("session"), person.session, domain="city.example")
        return browser

    @cached_property
    def stranger_system(self) -> str:
        """How another system of the city proves itself, by HTTP Basic."""
        return str(Stock(self, owner=self.person("idle")).basic)

    # ------------------------------------------------------------------ things

    def petition(self, *, by: str = "", phone: str = "") -> tuple[str, str]:
        """File a petition with the roads, as a visitor or by an account's id; gives receipt number and key."""
        actor = VISITOR if not by else Actor(kind="citizen", id=by, name="citizen", assurance=1)
        with self.office.work(by=actor) as work:
            answers = {**POTHOLE, "phone": phone} if phone else POTHOLE
            filed = work.petitions.submit("pothole", answers)
            return filed.petition.receipt, filed.key

    def petition_with_file(self) -> tuple[str, str, str]:
        """File a petition with a file that was checked; gives receipt number, key and the file's id."""
        file = self.waiting_file()
        with self.office.work(by=VISITOR) as work:
            filed = work.petitions.submit("pothole", {**POTHOLE, "photo": file})
        self.office.run_due_tasks()
        return filed.petition.receipt, filed.key, file

    def payment(self, receipt: str, key: str, *, paid: bool = False) -> tuple[str, str]:
        """Begin to pay the fee of a petition, and pay it; gives the ticket to come back with, and the demo's own id."""
        with self.office.work(by=VISITOR) as work:
            payment = work.fees.begin(work.petitions.holder(receipt, key), "card")
        payment, _ = self.office.paying.go(payment, receipt=receipt, language="ko", url=f"{CITY}{{}}".format)
        if paid:
            demo: Any = self.office.payments.all["card"].plugin
            demo.end(payment.reference, "paid")
            self.office.paying.ask(payment.id)
        return self.office.payments.ticket(payment.id), str(payment.reference)

    def publication(self) -> tuple[str, str]:
        """File a petition and publish it; gives its receipt number and its public id."""
        receipt = self.petition()[0]
        with self.console("publish") as work:
            return receipt, work.public.publishing.publish(receipt, title="도로", checked=True).id

    def signature(self, publication: str) -> str:
        """Sign a public petition as somebody; gives the signature's id."""
        citizen = self.person(kind="citizen", new=True)
        with self.office.work(by=self.session_of(citizen).actor) as work:
            work.public.signing.sign(publication)
        with self.console("signers") as work:
            receipt = work.public.shown.get(publication).receipt
            return str(work.public.signers.of(receipt)[0][0].id)

    def signing_key(self, publication: str) -> str:
        """Sign a public petition by a link; gives the link's key."""
        said = {"publication": publication, "name": "홍길동", "kind": "email", "value": f"h{self.number()}@example.org"}
        with self.office.work(by=VISITOR) as work:
            key = b64(work.cabinet.office_seal(LINK, canonical({**said, "asked": instant(work.at)})))
            work.public.signing.confirm(key)
        return key

    def unfinished(self) -> str:
        """Save a petition that is not finished; gives the key of its link."""
        with self.office.work(by=VISITOR) as work:
            return str(work.unfinished.save("pothole", Entered((("where", "하늘로 12"),)), version=1).ref)

    def cosigner(self, receipt: str, key: str) -> tuple[str, str]:
        """Invite a co-signer as the holder of a petition; gives the co-signer's id and the key of the link."""
        with self.office.work(by=VISITOR) as work:
            made = work.cosigners.invite(work.petitions.holder(receipt, key))
            return made.cosigner.id, made.key

    def waiting_file(self) -> str:
        """Send a file that is part of nothing; gives its id."""
        with self.office.work(by=VISITOR) as work:
            return str(work.uploads.receive("pothole", "photo", name="길.txt", file=io.BytesIO(b"a road\n")).id)

    def approval(self, person: Person, *, sign: bool) -> str:
        """Draft an answer that this person approves, or that this person drafted, where they may; gives its id."""
        receipt, everything = self.petition()[0], self.person("everything", new=True)
        actor = self.session_of(person).actor
        others = self.session_of(everything).actor
        may = all(actor.may(each, unit=ROADS) for each in ("petition.read", "petition.answer"))
        if sign:
            mine = may and actor.may("petition.approve", unit=ROADS)
            line = [Signer(person.name if mine else self.person("everything", new=True).name)]
        else:
            others, line = (actor if may else others), [Signer(everything.name)]
        with self.office.work(by=others) as work:
            return str(work.approvals.draft(receipt, "answered", text="고쳤습니다.", line=line).id)

    def route(self) -> str:
        """Send potholes of a street to the roads; gives the rule's id."""
        with self.office.work(by=CONSOLE) as work:
            values = [f"하늘로 {self.number()}번"]
            return str(work.routing.add_route("pothole", [ROADS], field="where", values=values).id)

    def holiday(self) -> str:
        """Enter a day off of the whole office, on a day on which it works; gives the day off's id."""
        with self.console("a day off") as work:
            taken = {each.day for each in work.holidays.list()}
            days = (date(2027, 1, 1) + timedelta(days=ahead) for ahead in range(700))
            calendar = self.office.jurisdiction.calendar
            day = next(each for each in days if each not in taken and calendar.is_working(each))
            return str(work.holidays.declare(day, ko="쉬는 날", en="Day off", decree="시장 지시").id)

    def hours(self) -> str:
        """Enter office hours of the whole office; gives their id."""
        with self.console("office hours") as work:
            since, noon = date(2027, 3, 1) + timedelta(days=self.number()), time(12)
            times = {"opens": time(9), "lunch_from": noon, "lunch_to": time(13), "closes": time(17)}
            return str(work.hours.enter(since, **times, weekdays=range(5), decree="시장 지시").id)

    def form_draft(self, *, publish: bool = False) -> str:
        """Begin a form that can be published, or publish it too; gives its name."""
        question = {"name": "place", "label": {"ko": "어디", "en": "Where"}, "kind": "text"}
        name = f"made-{self.number()}"
        data = {"name": name, "title": {"ko": "나무 심기", "en": "Plant a tree"}, "questions": [question]}
        data |= {"limit": "7d", "keep": "leaflets", "unit": ROADS, "role": "officer"}
        with self.console("form") as work:
            work.drafts.save(Definition.parse(data))
            if publish:
                work.drafts.publish(name)
        return name

    def absence(self, person: Person) -> str:
        """Enter that this person is away; gives the absence's id."""
        with self.office.work(by=CONSOLE) as work:
            until = self.clock.now() + timedelta(days=1)
            return str(work.routing.enter_absence(of=person.name, until=until).id)

    def record(self, *, by: Actor = CONSOLE) -> str:
        """Declare a record in the roads; gives its id."""
        with self.office.work(by=by) as work:
            now = self.clock.now().date()
            return str(work.records.declare("leaflets", "안내문", "모두를 위한 안내", completed=now, unit=ROADS).id)

    def download(self, record: str, *, by: Person) -> str:
        """Have somebody take a copy of a record without saying why; gives the id of the fact."""
        with self.office.look(by=self.session_of(by).actor, why="a copy") as look:
            look.records.content(record)
        self.office.seal()
        return str(self.facts(action="record.downloaded", actor=by.id)[0]["id"])

    def console(self, why: str) -> Any:
        """A unit of work of the office itself."""
        return self.office.work(by=CONSOLE, why=why)

    def facts(self, **asked: Any) -> list[dict[str, Any]]:
        """The facts that fit, the newest first, as the log has them."""
        return self.office.trail.search(**asked)

    # ------------------------------------------------------------------ asking

    def ask(self, endpoint: Endpoint, asked: Ask, person: Person | None) -> httpx.Response:
        """Send one request to an endpoint as this person, as a browser or as a program, whichever it is for."""
        browser = Browser(self.app, base=CITY)
        headers, form = dict(asked.headers), asked.form
        jar = self.app.site.jar
        for name, value in asked.cookies.items():
            browser.cookies.set(jar.name(name, path="/"), value, domain="city.example")
        if endpoint.area.credentials == "cookie":
            secret = csrf.new_secret()
            browser.cookies.set(jar.name(csrf.COOKIE), secret, domain="city.example")
            if person is not None:
                browser.cookies.set(jar.name("session"), person.session, domain="city.example")
            if endpoint.method != "GET" and endpoint.csrf:
                form = {**(form or {}), csrf.FIELD: csrf.mask(secret)}
        elif person is not None:
            headers.setdefault("authorization", f"Bearer {person.token}")
        more: dict[str, Any] = {"headers": headers, "params": asked.query}
        if asked.json is not None:
            more["json"] = asked.json
        elif form is not None:
            more["data"] = form
            if asked.files is not None:
                more["files"] = asked.files
        elif asked.body:
            more["content"] = asked.body
        return browser.request(endpoint.method, path_of(endpoint, asked), **more)


def path_of(endpoint: Endpoint, asked: Ask) -> str:
    """The address of an endpoint with its holes filled. Raises KeyError for a hole that the example leaves open."""
    path = endpoint.path
    for hole in asked.left_in(path):
        name, _, rest = hole.partition(":")
        path = path.replace("{" + hole + "}", quote(asked.holes[name], safe="/" if rest else ""))
    return path
