"""The whole life of a case in a real browser: a person on a phone, officers of two units, a line of three."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from egovframe import App, Form, ask
from egovframe.audit.index.search import Search
from egovframe.forms import File, Phone, Signature, Won, working_days
from egovframe.forms.builtin.clamav import ClamAV
from egovframe.forms.statistics import service
from egovframe.forms.statistics.model import Key, Tally
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.office.counting import count_finished, counted_from_trail
from egovframe.records import years
from egovframe.testing import SetClock, open_office
from egovframe.testing.suites.scanners import EICAR
from egovframe.web import build
from tests.forms.uploads.samples import photo
from tests.support.clamd import NAME, running_clamd
from tests.support.pages import assert_readable, served
from tests.support.paper import needs_pdf, run, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.whole]

PASSWORD = "사과나무 아래 노란 우산 7"
CONSOLE = Actor.system("console")


class Thing(Form):
    """One thing that was damaged."""

    what: str = ask("무엇인가요?", en="What is it?", max_length=50)
    price: Won = ask("수리비", en="Cost of repair")
    photos: list[File] = ask("사진", en="Photos", default=[], max_length=3)


class Damage(Form):
    """Damage by a broken road, asked on three pages."""

    where: str = ask("어디였나요?", en="Where?", public=True, page=Text(ko="사고", en="Accident"))
    things: list[Thing] = ask("부서진 물건", en="Things", each="물건", max_length=5, page=Text(ko="피해", en="Damage"))
    phone: Phone = ask("전화번호", en="Phone", page=Text(ko="신청인", en="Applicant"))
    sign: Signature = ask("서명", en="Signature", page=Text(ko="신청인", en="Applicant"))


def city() -> App:
    """Two units; whoever drafts a refusal needs a reviewer and a head."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    app.unit("parks", title=Text(ko="공원과", en="Parks"))
    deeds = {"petition.read", "petition.answer", "petition.assign", "petition.reveal"}
    officer = app.role("officer", may=deeds, title=Text(ko="담당", en="Officer"))
    app.role("reviewer", may={"petition.read", "petition.approve"}, title=Text(ko="검토", en="Reviewer"))
    app.role("head", may={*deeds, "petition.approve"}, title=Text(ko="과장", en="Head"))
    title = Text(ko="파손 배상 신청", en="Damages")
    app.form("damage", title=title, by=officer, within=working_days(7), keep=years(5), unit="roads")(Damage)
    return app


class Hall:
    """The office behind the pages, and the people before them."""

    def __init__(self, office: Office, clock: SetClock, url: str, browser: Browser) -> None:
        self.office, self.clock, self.url, self.browser = office, clock, url, browser
        self.receipt = self.key = ""
        with office.work(by=CONSOLE) as work:
            for name, role, unit in (
                ("kim", "officer", "roads"),
                ("lee", "officer", "parks"),
                ("choi", "reviewer", "parks"),
                ("park", "head", "parks"),
            ):
                work.accounts.add(name, password=PASSWORD)
                work.accounts.grant(name, role, unit=unit)
        context = browser.new_context(locale="ko-KR", viewport={"width": 360, "height": 740}, java_script_enabled=False)
        self.phone = context.new_page()

    def officer(self, name: str) -> Page:
        """The page of an officer who has just signed in."""
        page = self.browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 800}).new_page()
        page.goto(f"{self.url}/sign-in")
        page.locator("input[name=name]").fill(name)
        page.locator("input[type=password]").fill(PASSWORD)
        press(page)
        return page

    def case(self, page: Page) -> Page:
        """The case at the desk."""
        page.goto(f"{self.url}/desk/petitions/{self.receipt}")
        assert_readable(page)
        return page

    def step(self, page: Page, action: str, **entered: str) -> None:
        """Take a step on its page, from the case on."""
        self.case(page).locator(f"a[href$='/steps/{action}']").click()
        assert_readable(page)
        for name, value in entered.items():
            field = page.locator(f"form.box [name={name}]")
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        press(page)
        assert page.locator(".errors").count() == 0, page.locator(".errors").inner_text()
        self.office.run_due_tasks()

    def status(self) -> Page:
        """The progress page on the phone."""
        page = self.phone
        page.goto(f"{self.url}/status")
        page.locator("input[name=receipt]").fill(self.receipt)
        page.locator("input[name=known]").fill(self.key)
        press(page)
        look(page)
        return page

    def now(self) -> Any:
        """The petition as the office has it."""
        with self.office.look(by=CONSOLE) as work:
            return work.petitions.get(self.receipt)


def press(page: Page) -> None:
    """Presses the one button that leads on."""
    page.locator("main .main").first.click()
    page.wait_for_load_state("load")


def look(page: Page) -> None:
    """Looks at a page of the phone: it has no scripts, so only that nothing is wider than it."""
    page.wait_for_load_state("load")
    width = page.locator("body").bounding_box()
    assert width is not None
    assert width["width"] <= 360, page.url


def a_file(name: str, content: bytes) -> dict[str, Any]:
    """A file as a person picks it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.fixture
def hall(tmp_path: Path, browser: Browser) -> Iterator[Hall]:
    """The city, served, with a real virus scanner."""
    clock = SetClock()
    settings = {"approval": ("damage:refused",)}
    with (
        running_clamd(tmp_path / "clamd") as clamd,
        open_office(city(), tmp_path / "office", clock=clock, forms=settings) as office,
    ):
        office.files.scanner = ClamAV(address=clamd.path)
        with served(build(office)) as url:
            yield Hall(office, clock, url, browser)


def test_the_whole_life_of_a_case(hall: Hall, tmp_path: Path) -> None:
    """Saved and resumed, scanned, filed, supplemented, passed on, extended, refused by three, objected to, granted."""
    needs_pdf()
    file_it(hall)
    ask_and_supplement(hall)
    pass_on_and_extend(hall)
    refuse_by_three(hall)
    object_and_grant(hall)
    everything_agrees(hall, tmp_path)


def file_it(hall: Hall) -> None:
    """Three pages on a phone without scripts: saved with the first photo, gone on with by the link, a virus refused."""
    page = hall.phone
    page.goto(f"{hall.url}/forms/damage")
    look(page)
    page.locator("[name=where]").fill("하늘로 12, 은행 앞")
    press(page)
    page.locator("[name='things.0.what']").fill("타이어")
    page.locator("[name='things.0.price']").fill("90,000")
    page.locator("input[type=file]").set_input_files(a_file("앞.jpg", photo()))  # type: ignore[arg-type]
    page.locator("button[value=save]").click()
    look(page)
    link = page.locator("#link").input_value()
    page.context.clear_cookies()
    page.goto(link)
    look(page)
    press(page)
    assert page.locator("[name='things.0.what']").input_value() == "타이어"
    assert "앞.jpg" in page.locator("main").inner_text(), "the photo of an entry is saved with it"
    page.locator("[value='add:things']").click()
    page.locator("[name='things.1.what']").fill("휠")
    page.locator("[name='things.1.price']").fill("240,000")
    files = [a_file("옆.jpg", photo(side=2)), a_file("letter.txt", EICAR)]
    page.locator("input[type=file][name='things.1.photos']").set_input_files(files)  # type: ignore[arg-type]
    press(page)
    look(page)
    page.locator("[name=phone]").fill("010-1234-5678")
    page.locator("[name=sign]").fill("홍길동")
    press(page)
    look(page)
    assert "하늘로 12, 은행 앞" in page.locator("main").inner_text()
    hall.office.run_due_tasks()
    press(page)
    found = page.locator(".errors").inner_text()
    assert "letter.txt" in found, "what was found harmful is named"
    assert NAME in found, "by the name that the scanner has for it"
    assert page.locator(".errors a").get_attribute("href") == "#q-things.1.photos"
    look(page)
    assert page.locator("input[type=checkbox][name=form-drop]:checked").count() == 1
    for _ in range(4):  # on from the page of the files over the applicant's to the check page, and filed
        press(page)
        if page.locator(".stamp").count():
            break
    look(page)
    hall.receipt = page.locator(".stamp .number").inner_text().strip()
    hall.key = page.locator(".stamp code").inner_text().strip()
    hall.office.run_due_tasks()
    with hall.office.look(by=CONSOLE) as work:
        assert len(work.uploads.of(work.petitions.get(hall.receipt))) == 2
    assert [len(thing.photos) for thing in hall.now().form.things] == [1, 1]


def ask_and_supplement(hall: Hall) -> None:
    """The clock stands still between the question and the answer, and the page says so in days."""
    kim = hall.officer("kim")
    due = hall.now().due
    hall.case(kim).get_by_role("button", name="내가 맡기").click()
    hall.step(kim, "ask_supplement", text="견적서를 내 주세요.", days="5")
    assert hall.now().state == "awaiting_supplement"
    page = hall.status()
    assert "견적서를 내 주세요." in page.locator("main").inner_text()
    hall.clock.forward(days=2)
    page = hall.status()
    page.locator("#supplement-text").fill("견적서입니다. 33만 원입니다.")
    press(page)
    look(page)
    hall.office.run_due_tasks()
    after = hall.now()
    assert (after.state, after.due > due) == ("in_progress", True)


def pass_on_and_extend(hall: Hall) -> None:
    """To another unit, which takes the time that it needs; the holder reads why."""
    hall.step(hall.officer("kim"), "transfer", unit="parks", reason="공원 안의 길입니다.")
    assert (hall.now().unit, hall.now().handler) == ("parks", None)
    lee, due = hall.officer("lee"), hall.now().due
    hall.step(lee, "extend", by="3d", reason="현장을 다시 봅니다.")
    assert hall.now().due > due
    assert "연장" in hall.status().locator("main").inner_text()


def refuse_by_three(hall: Hall) -> None:
    """Drafted by one, reviewed by another, decided by the head: nobody refuses alone."""
    lee = hall.officer("lee")
    assert hall.case(lee).locator("#refusal").count() == 0
    lee.goto(f"{hall.url}/desk/petitions/{hall.receipt}/approvals")
    assert_readable(lee)
    lee.locator("[name=outcome]").select_option("refused") if lee.locator(
        "select[name=outcome]"
    ).count() else lee.locator("[name=outcome][value=refused]").check()
    for name, words in (("text", "사유지입니다."), ("basis", "도로법 제2조"), ("remedy", "60일 안에 이의신청")):
        lee.locator(f"textarea[name={name}]").fill(words)
    for nth, (name, part) in enumerate((("choi", "review"), ("park", "approve"))):
        lee.locator("[name=line]").nth(nth).fill(name)
        lee.locator("[name=part]").nth(nth).select_option(part)
        lee.locator("[name=turn]").nth(nth).fill(str(nth + 1))
    press(lee)
    for name in ("choi", "park"):
        page = hall.officer(name)
        page.goto(f"{hall.url}/desk/approvals")
        assert_readable(page)
        page.locator("main a[href*='/desk/approvals/']").first.click()
        assert_readable(page)
        press(page)
    hall.office.run_due_tasks()
    refused = hall.now()
    assert (refused.outcome, refused.decision.text) == ("refused", "사유지입니다.")


def object_and_grant(hall: Hall) -> None:
    """The holder objects on the phone, the unit grants it, and all is closed."""
    hall.clock.forward(days=1)
    page = hall.status()
    page.locator("details", has=page.locator("#file_objection-reason")).locator("summary").click()
    page.locator("#file_objection-reason").fill("사유지가 아닙니다.")
    page.locator("form[action='/status/object'] button").click()
    look(page)
    assert hall.now().state == "objected"
    hall.clock.forward(days=1)
    hall.step(hall.officer("lee"), "grant_objection", reason="측량하니 도로입니다. 배상합니다.")
    assert "측량하니 도로입니다." in hall.status().locator("main").inner_text()
    page = hall.phone
    page.locator("input[name=score][value='4']").check()
    page.locator("form[action='/status/rate'] button").click()
    hall.office.run_due_tasks()
    assert (hall.now().state, hall.now().outcome) == ("closed", "granted")


def everything_agrees(hall: Hall, folder: Path) -> None:
    """Ledger, notices as PDF, trail and statistics tell the same story."""
    office = hall.office
    office.seal()
    with office.look(by=CONSOLE) as work:
        petition = work.petitions.get(hall.receipt)
        notices = work.notices.of(petition)
        course = work.petitions.course(petition)
    found = office.trail.stream(Search(object=f"petition:{petition.id}", outcome="done"))
    told = [fact.action for fact in sorted(found, key=lambda each: each.n)]
    actions = [step.action for step in course]
    happened = [
        "assign", "ask_supplement", "supplement", "transfer", "extend", "refuse", "close", "file_objection",
        "grant_objection", "close", "rate",
    ]  # fmt: skip
    assert [each for each in actions if each in happened] == happened, actions
    facts = [
        "petition.submitted", "petition.supplement_asked", "petition.supplemented", "petition.transferred",
        "petition.extended", "petition.refused", "petition.objected", "petition.objection_granted", "petition.rated",
    ]  # fmt: skip
    assert [each for each in told if each in facts] == facts, told
    kinds = {notice.kind for notice in notices}
    assert {"supplement", "extension", "refusal", "objection-result"} <= kinds, kinds
    read_as_pdf(hall, notices, folder)
    hall.clock.forward(days=1)
    count_finished(office)
    calendar = office.jurisdiction.calendar
    kept, counted = Counter[Key](), Counter[Key]()
    with office.database.read() as conn:
        today = calendar.local(hall.clock.now()).date()
        for _month, key, number in service.counts_between(conn, today - timedelta(days=30), today, calendar=calendar):
            kept[key] += number
    for tally in counted_from_trail(office).values():
        counted.update(tally)
    assert kept == counted
    steps: Tally = Counter({key: number for key, number in kept.items() if key.measure in ("step", "decided", "rated")})
    assert {key.value for key in steps if key.measure == "step"} >= {
        "ask_supplement",
        "transfer",
        "extend",
        "file_objection",
    }
    assert [key.number for key in steps if key.measure == "rated"] == [4]
    assert office.trail.verify() is not None


def read_as_pdf(hall: Hall, notices: Any, folder: Path) -> None:
    """The paper of the refusal, as the holder takes it: tagged, with reasons, basis and remedy in its text."""
    lee = hall.officer("lee")
    refusal = next(notice for notice in notices if notice.paper and notice.kind == "refusal")
    hall.case(lee)
    address = f"{hall.url}/desk/petitions/{hall.receipt}/notices/{refusal.paper}"
    lee.goto(address)
    assert_readable(lee)
    link = lee.locator("a[href*='pdf']").first.get_attribute("href")
    answer = lee.request.get(f"{hall.url}{link}")
    assert answer.status == 200
    file = folder / "refusal.pdf"
    file.write_bytes(answer.body())
    assert re.search(r"Tagged:\s+yes", run("pdfinfo", file).decode())
    text = re.sub(r"\s+", "", text_of(file))
    for words in ("사유지입니다.", "도로법제2조", "60일안에이의신청", hall.receipt):
        assert words in text, text
