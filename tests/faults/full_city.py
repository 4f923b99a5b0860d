"""An office in which something of everything has happened, in a folder that can be copied and damaged."""

from __future__ import annotations

from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from egovframe import Form, ask
from egovframe.audit.alarms import Alarm, Alarms
from egovframe.auth.profiles.model import Contact
from egovframe.forms.approvals.model import Signer
from egovframe.forms.cosigning.model import Cosigners
from egovframe.forms.definition import Definition
from egovframe.forms.escalation.model import OFFICE, Ladder
from egovframe.forms.fees.fee import Fee
from egovframe.forms.limits import working_days
from egovframe.forms.personal import File, Personal
from egovframe.forms.prefill import Brought, Found
from egovframe.forms.prefill.recording import note_handed_in
from egovframe.forms.public.model import collects
from egovframe.forms.unfinished.model import Entered
from egovframe.kernel.month import Month
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office.falling_due import look_for_due
from egovframe.records import years
from egovframe.testing import SetClock, open_office
from tests.office.city import PASSWORD, haneul
from tests.support.clocks import extended, paused

if TYPE_CHECKING:
    from egovframe.forms.model import Submission
    from egovframe.office.office import Office

PEOPLE = ("김하늘", "이바다", "박구름")
PHONES = ("010-9182-7364", "010-4455-6677", "010-2468-1357")
MAILS = ("haneul.kim@example.org", "bada.lee@example.org", "gureum.park@example.org")
VISITOR, CONSOLE = Actor.visitor(), Actor.system("console")


class Damage(Form):
    """Tell us what was broken, with a certificate."""

    where: str = ask("어디인가요?", public=True)
    paper: Annotated[File, Personal] | None = ask("진단서", purpose="확인")


def rights(office: Office) -> None:
    """Two of each: profiles, ways to sign in, roles and units that the office made, what is lent, other systems."""
    with office.work(by=CONSOLE) as work:
        for name, mail in zip(("kim", "lee"), MAILS, strict=False):
            work.accounts.set_profile(name, emails=(Contact(mail),))
            account = work.accounts.get(name)
            office.auth.factors.link(work, account, "oidc:sejong", handle=f"handle of {name}", label=name)
        for name in ("road-helper", "park-helper"):
            work.access.roles.define(name, may=["petition.read"], reason="여름 인력")
            work.access.units.add(f"{name}s", title=Text(ko="도우미", en="Helpers"), reason="여름 인력")
            work.clients.add(name, redirect=(f"https://{name}.example/back",))
        for name in ("kim", "lee"):
            work.access.impersonations.begin(name, reason="오류 재현")
    for name, other in (("kim", "lee"), ("lee", "kim")):
        session = office.auth.sign_in(name, PASSWORD)[1]
        with office.work(by=session.actor) as work:
            work.access.delegations.lend(other, until=work.at + timedelta(days=7), reason="휴가")
    office.auth.id_provider.jwks()


def forms_made(office: Office) -> None:
    """Two of each: forms in the making, and forms that the office made and offers."""
    question = {"name": "where", "label": {"ko": "어디", "en": "Where"}, "kind": "text"}
    role, unit = next(iter(office.app.roles)), next(iter(office.app.units))
    rest = {"limit": "7d", "keep": next(iter(office.records.classes)), "unit": unit, "role": role}
    with office.work(by=CONSOLE) as work:
        for name in ("trees", "benches"):
            data = {"name": name, "title": {"ko": "새 서식", "en": "A new form"}, "questions": [question], **rest}
            work.drafts.save(Definition.parse(data))
            work.drafts.publish(name)
            work.drafts.save(Definition.parse({**data, "limit": "3d"}))


def handling(office: Office, receipts: list[str]) -> None:
    """Two of each: rules of routing, absences, drafted decisions."""
    with office.work(by=CONSOLE) as work:
        for name, unit in (("kim", "roads"), ("lee", "parks")):
            work.routing.add_route("pothole", [unit], field="where", values=[f"{unit} 12"])
            work.routing.enter_absence(of=name, until=work.at + timedelta(days=7), reason="휴가")
        work.access.roles.define("approver", may=["petition.read", "petition.answer", "petition.approve"])
        work.accounts.grant("kim", "approver", unit="roads")
    for whose in (None, "roads"):
        with office.work(by=CONSOLE) as work:
            words = work.wordings.current("result", "ko")
            work.wordings.publish("result", "ko", subject=words.subject, body=f"{words.body}.", unit=whose)
    for text in ("고쳤습니다.", "9월 21일에 고쳤습니다."):
        with office.work(by=CONSOLE) as work:
            line = [Signer("kim")]
            work.approvals.recall(work.approvals.draft(receipts[2], "answered", text=text, line=line).id)


def joint(office: Office, receipt: str) -> None:
    """Two units that are asked for their part: one replied, the other was not waited for."""
    with office.work(by=CONSOLE) as work:
        work.access.units.add("lights", title=Text(ko="조명과", en="Lights"), reason="신설")
    with office.work(by=CONSOLE) as work:
        for unit in ("parks", "lights"):
            by = work.at + timedelta(hours=1)
            work.petitions.ask_part(receipt, unit, "가로수", "옮겨도 되나요?", reply_by=by)
        work.parts.reply(work.parts.of(receipt)[0].id, "agreed")
        work.petitions.waive_parts(receipt, "급합니다.")


def public(office: Office, receipts: list[str]) -> None:
    """Publish two petitions and sign them."""
    for receipt in receipts:
        with office.work(by=CONSOLE) as work:
            publication = work.public.publishing.publish(receipt, title="고쳐 주세요", checked=True)
        for number, name in enumerate(PEOPLE[:2]):
            with office.work(by=Actor("citizen", f"citizen-{number}", name, assurance=1)) as work:
                work.public.signing.sign(publication.id)


def supervised(office: Office) -> None:
    """Two units whose month was reviewed."""
    with office.work(by=CONSOLE) as work:
        for unit in ("roads", "parks"):
            work.supervision.sign("2026-09", unit, findings="기한을 지켰습니다.")


def compared(office: Office, receipts: list[str]) -> None:
    """Compare some petitions with another."""
    with office.work(by=CONSOLE) as work:
        for other in receipts[1:3]:
            work.repeats.compare(receipts[0], other, same=True)


def joined(office: Office) -> None:
    """Join petitions of five neighbours, and mark two of them as of many."""
    receipts = []
    for number in range(5):
        with office.work(by=VISITOR) as work:
            answers = {"where": "하늘아파트 앞", "lanes": 1, "phone": f"010-9100-{number:04}"}
            receipts.append(work.petitions.submit("pothole", answers).petition.receipt)
    with office.work(by=CONSOLE) as work:
        work.joined.join(receipts[0], receipts[1:])
        for receipt in receipts[:2]:
            work.joined.mark_many(receipt, persons=9, households=6, original=True)


def clocks(office: Office, receipts: list[str]) -> None:
    """Stop the clocks of some cases, prolong their limits, and enter days off."""
    for receipt in receipts:
        extended(office, receipt, working_days(1), "현장 확인")
        paused(office, receipt)
    with office.work(by=CONSOLE) as work:
        work.holidays.declare(date(2027, 3, 2), ko="임시휴무", en="Day off", decree="시장 지시", unit="roads")
        work.holidays.declare(date(2027, 3, 3), ko="임시휴무", en="Day off", decree="시장 지시", unit="roads")


def hours(office: Office) -> None:
    """Two of each: office hours."""
    times: dict[str, Any] = {"opens": time(9), "lunch_from": time(12), "lunch_to": time(13), "closes": time(19)}
    for since in (date(2027, 3, 2), date(2027, 4, 2)):
        with office.work(by=CONSOLE) as work:
            work.hours.enter(since, **times, weekdays=range(5), decree="시장 지시", unit="roads")


def files(office: Office) -> list[str]:
    """Two petitions with a file each, whose fees were paid; their numbers."""
    receipts = []
    for name in PEOPLE[:2]:
        with office.work(by=VISITOR) as work:
            paper = work.uploads.receive("damage", "paper", name=f"{name}.txt", file=BytesIO(name.encode() + b"\n"))
            filed = work.petitions.submit("damage", {"where": "하늘로 1", "paper": paper.id})
        with office.work(by=VISITOR) as work:
            payment = work.fees.begin(work.petitions.holder(filed.petition.receipt, filed.key), "card")
        url = "https://city.example{}".format
        payment, _ = office.paying.go(payment, receipt=filed.petition.receipt, language="ko", url=url)
        demo: Any = office.payments.all["card"].plugin
        demo.end(payment.reference, "paid")
        office.paying.ask(payment.id)
        receipts.append(filed.petition.receipt)
    return receipts


def cosigned(office: Office) -> None:
    """A petition that one person has signed as well, and another is invited to."""
    with office.work(by=VISITOR) as work:
        filed = work.petitions.submit("damage", {"where": "하늘로 2"})
    for name, mail in zip(PEOPLE[:2], MAILS, strict=False):
        with office.work(by=VISITOR) as work:
            petition = work.petitions.holder(filed.petition.receipt, filed.key)
            made = work.cosigners.invite(petition, name=name, email=mail)
    with office.work(by=VISITOR) as work:
        work.cosigners.sign(made.key, PEOPLE[2])


def unfinished(office: Office) -> None:
    """Two petitions that were begun and saved."""
    for name in PEOPLE[:2]:
        with office.work(by=VISITOR) as work:
            work.unfinished.save("suggestion", Entered((("name", name),)), version=1)


def course(office: Office, officer: Actor) -> None:
    """Ask for supplements, and object to refusals."""
    for number in range(2):
        with office.work(by=VISITOR) as work:
            answers = {"where": f"구름로 {number}", "lanes": 1, "phone": PHONES[0]}
            asked = work.petitions.submit("pothole", answers).petition.receipt
            refused = work.petitions.submit("pothole", answers)
        with office.work(by=officer) as work:
            work.petitions.ask_supplement(asked, "사진을 보내 주세요.", days=10)
        receipt = refused.petition.receipt
        with office.work(by=officer) as work:
            work.petitions.refuse(receipt, "사유지입니다.", basis="도로법 제2조", remedy="60일 안에 이의신청")
        office.run_due_tasks()
        with office.work(by=VISITOR) as work:
            work.petitions.holder(receipt, refused.key)
            work.petitions.file_objection(receipt, "사유지가 아닙니다.")


def told(office: Office, filed: Submission[Any]) -> None:
    """The holder chooses how to be told."""
    with office.work(by=VISITOR) as work:
        holder = work.petitions.holder(filed.petition.receipt, filed.key)
        work.notices.choose(holder, language="en", way="any")


def looked_up(office: Office, filed: Submission[Any]) -> None:
    """Two answers of a petition were looked up in a register."""
    found = {name: Found("구름로 1", "registry", fixed=False) for name in ("where", "phone")}
    brought = Brought("pothole", "nobody", "2026-09-18T03:00:00.000Z", found, {"registry": "found"})
    with office.work(by=CONSOLE) as work:
        note_handed_in(work, filed.petition, filed.petition.form, brought, title_of=Text.of)


def fill(folder: Path, *, url: str | None = None) -> None:  # noqa: PLR0915 - one a thing that can happen
    """Make the office: accounts, grants, tokens, petitions in every state, notices, records, alarms, holds, reviews."""
    clock = SetClock()
    app = haneul()
    app.form(
        "damage",
        title="파손 신고",
        by=app.roles["park-officer"],
        within=working_days(7),
        keep=years(5),
        unit="parks",
        cosigners=Cosigners(0, 4),
        fee=Fee.of(3_000),
        public=collects(thresholds=[2]),
    )(Damage)
    app.ladder(Ladder(OFFICE.rungs[-2:], form="damage"))
    with open_office(app, folder, url=url, clock=clock, forms={"payments": {"card": {"plugin": "demo"}}}) as office:
        with office.work(by=CONSOLE) as work:
            for name, role, unit in (("kim", "road-officer", "roads"), ("lee", "park-officer", "parks")):
                work.accounts.add(name, password=PASSWORD)
                work.accounts.grant(name, role, unit=unit)
                work.accounts.token(name)
        kim = office.auth.sign_in("kim", PASSWORD)[1].actor
        receipts = []
        for number, phone in enumerate((*PHONES, PHONES[0])):
            with office.work(by=VISITOR) as work:
                answers = {"where": f"하늘로 {number}", "lanes": number, "phone": phone}
                filed = work.petitions.submit("pothole", answers)
            receipts.append(filed.petition.receipt)
            told(office, filed)
        looked_up(office, filed)
        for name, mail in zip(PEOPLE, MAILS, strict=True):
            with office.work(by=VISITOR) as work:
                work.petitions.submit("suggestion", {"title": "더 많은 나무", "name": name, "email": mail})
        public(office, files(office))
        unfinished(office)
        cosigned(office)
        office.seal()
        clock.forward(days=1)
        with office.work(by=kim) as work:
            work.petitions.answer(receipts[0], "고쳤습니다.")
        with office.work(by=kim) as work:
            work.petitions.refuse(receipts[1], "사유지입니다.", basis="도로법 제2조", remedy="60일 안에 이의신청")
        office.run_due_tasks()
        clocks(office, receipts[2:])
        course(office, kim)
        with office.look(by=kim) as look:
            look.petitions.reveal(receipts[2], "현장에서 전화로 확인")
        for _ in range(2):
            with office.work(by=CONSOLE) as work:
                office.trail.rotate_key(work)
        for size in (7, 9):
            alarm = Alarm(kind="fork", origin="bada.example/log", size=size, kept=f"o\n{size}\nA\n\n— a x\n")
            Alarms(office.database, clock=clock, recorder=office.trail).keep(alarm)
        for _ in range(2):
            with office.look(by=kim) as look:
                look.records.content(look.records.list().items[0].id)
        office.seal()
        with office.work(by=kim) as work:
            for missing in work.reviews.mine():
                work.reviews.explain(missing.id, "정보공개 청구")
        with office.work(by=CONSOLE) as work:
            for reason in ("소송", "감사"):
                work.holding.place(reason=reason, actions=["petition.*"])
        rights(office)
        forms_made(office)
        handling(office, receipts)
        compared(office, [receipts[2], *receipts[:2]])
        joint(office, receipts[3])
        joined(office)
        hours(office)
        office.seal()
        clock.forward(days=45)
        look_for_due(office)
        supervised(office)
        for month in (Month(2026, 9), Month(2026, 10)):
            with office.work(by=CONSOLE) as work:
                work.reviews.sign(work.reviews.count(month))
        office.seal()
        with office.work(by=CONSOLE) as work:  # one fact that is not sealed yet
            work.petitions.assign(receipts[2], "kim")
