"""The steps of the procedure that have a page of their own at the desk: what each asks for, and how it is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from egovframe.forms.pauses import SUPPLEMENT, Reason
from egovframe.forms.procedure.deeds import Deed, deed_of
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.web.page import Page

Kind = Literal["line", "text", "number", "date", "unit", "pause", "extension", "part"]
Entered = Mapping[str, str]
Take = Callable[["Page", Any, str, Entered], Any]
Group = Literal["work", "time", "pass", "decide", "objection"]

GROUPS: Final[Mapping[Group, Text]] = {
    "work": Text(ko="처리", en="Work on it"),
    "time": Text(ko="처리기간", en="Time"),
    "pass": Text(ko="이송", en="Pass it on"),
    "decide": Text(ko="처리 결과", en="Decide"),
    "objection": Text(ko="이의신청", en="Objection"),
}
"""The headings under which steps stand on the page of a case, in this order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a step."""

    name: str
    label: Text
    kind: Kind = "text"
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step with a page of its own: its heading, what it asks for, what follows from it, and how it is taken."""

    action: str
    group: Group
    take: Take
    fields: tuple[Asked, ...] = ()
    follows: Text | None = None

    @property
    def deed(self) -> Deed:
        """The step in words, and its article."""
        return deed_of(self.action)


_REASON: Final = Asked("reason", Text(ko="이유", en="Reason"))
_BY: Final = Asked(
    "by",
    Text(ko="얼마나 연장하나요?", en="By how much?"),
    "extension",
    Text(ko="처리기간과 같은 단위로, 처리기간까지입니다.", en="In the unit of the limit, at most the limit."),
)
CONSENT: Final = "consent"
"""The field that only an extension with the applicant's consent has."""
_TOLD: Final = Text(ko="신청인에게 바로 알립니다.", en="The applicant is told at once.")
_FINAL: Final = Text(
    ko="신청인에게 바로 알리고 민원을 종결합니다. 되돌릴 수 없습니다.",
    en="The applicant is told at once and the petition closes. This cannot be taken back.",
)


def _supplement_days(days: str) -> int:
    """Return a number of days. Raises Invalid for what is none."""
    if not re.fullmatch("[0-9]{1,3}", days.strip()):
        raise _wrong("days", "Write a number of days.", "며칠인지 숫자로 적으세요.")
    return int(days)


def _extension(page: Page, work: Any, receipt: str, by: str) -> str:
    """Return an extension in the unit of the case's limit, such as `3d`; a number alone is one in that unit."""
    number = by.strip()
    if not re.fullmatch("[0-9]{1,4}", number):
        return number
    unit = page.office.forms.clockwork(work).deadline_of(work.petitions.get(receipt)).limit.unit
    return "now" if unit == "now" else f"{number}{unit}"


def _reply_by(page: Page, work: Any, receipt: str, day: str) -> datetime:
    """Return the end of a day in the time of the case's unit, or the limit where that ends on the same day."""
    petition = work.petitions.get(receipt)
    calendar = page.office.forms.calendar_of(petition.unit)
    due = calendar.local(petition.due)
    try:
        on = date.fromisoformat(day.strip())
    except ValueError:
        raise _wrong("reply_by", "Write a date such as 2026-11-30.", "날짜를 2026-11-30처럼 적으세요.") from None
    return due if on == due.date() else datetime.combine(on, calendar.hours_on(on.toordinal()).closes, due.tzinfo)


def _wrong(field: str, en: str, ko: str) -> Invalid:
    return Invalid(en, faults=[Fault(field, Text(ko=ko, en=en))])


STEPS: Final[tuple[Step, ...]] = (
    Step("start", "work", lambda _, work, receipt, __: work.petitions.start(receipt)),
    Step(
        "ask_supplement",
        "work",
        lambda _, work, receipt, said: work.petitions.ask_supplement(
            receipt, said["text"], days=_supplement_days(said["days"])
        ),
        (
            Asked("text", Text(ko="무엇을 보완해야 하나요?", en="What is missing?")),
            Asked(
                "days",
                Text(ko="며칠 안에", en="Within how many days"),
                "number",
                Text(ko="두 번째 요구는 10일까지입니다.", en="A second request: at most 10 days."),
            ),
        ),
        Text(
            ko="신청인에게 바로 알리고, 보완할 때까지 처리기간을 멈춥니다.",
            en="The applicant is told at once, and the clock stands still until the supplement comes.",
        ),
    ),
    Step(
        "supplement",
        "work",
        lambda _, work, receipt, said: work.petitions.supplement(receipt, said["text"]),
        (Asked("text", Text(ko="신청인이 보완한 내용", en="What the applicant handed in")),),
        Text(ko="처리기간이 다시 진행됩니다.", en="The clock runs again."),
    ),
    Step(
        "consult",
        "work",
        lambda page, work, receipt, said: work.petitions.consult(
            receipt, said["body"], said["question"], reply_by=_reply_by(page, work, receipt, said["reply_by"])
        ),
        (
            Asked("body", Text(ko="협의할 기관이나 부서", en="Body or unit that is asked"), "line"),
            Asked("question", Text(ko="협의할 내용", en="What is asked")),
            Asked(
                "reply_by",
                Text(ko="회신 기한", en="Reply by"),
                "date",
                Text(ko="처리기간 안의 날", en="A day within the limit"),
            ),
        ),
    ),
    Step(
        "consulted",
        "work",
        lambda _, work, receipt, said: work.petitions.consulted(receipt, said["reply"]),
        (Asked("reply", Text(ko="회신 내용", en="What was replied")),),
    ),
    Step(
        "ask_part",
        "work",
        lambda page, work, receipt, said: work.petitions.ask_part(
            receipt,
            said["unit"],
            said["title"],
            said["question"],
            reply_by=_reply_by(page, work, receipt, said["reply_by"]),
            officer=said["officer"].strip(),
        ),
        (
            Asked("unit", Text(ko="관계 부서", en="Unit that takes part"), "unit"),
            Asked("title", Text(ko="맡길 부분", en="Its part"), "line"),
            Asked("question", Text(ko="검토를 요청하는 내용", en="What is asked")),
            Asked(
                "reply_by",
                Text(ko="회신 기한", en="Reply by"),
                "date",
                Text(ko="처리기간 안의 날", en="A day within the limit"),
            ),
            Asked(
                "officer",
                Text(ko="그 부서의 담당자", en="Officer of that unit"),
                "line",
                Text(ko="정해져 있을 때만, 계정 이름", en="Only if there is one: the account's name"),
            ),
        ),
        Text(
            ko="그 부서가 이 민원을 열람합니다. 개인정보는 가려집니다. 처리기간은 계속 진행됩니다.",
            en="That unit reads this petition, personal answers masked. The limit runs on.",
        ),
    ),
    Step(
        "withdraw_part",
        "work",
        lambda _, work, receipt, said: work.petitions.withdraw_part(receipt, said["joint_part"], said["reason"]),
        (Asked("joint_part", Text(ko="철회할 부분", en="Part that is withdrawn"), "part"), _REASON),
        Text(ko="그 부서는 더 이상 이 민원을 열람하지 않습니다.", en="That unit does not read this petition any more."),
    ),
    Step(
        "waive_parts",
        "work",
        lambda _, work, receipt, said: work.petitions.waive_parts(receipt, said["reason"]),
        (_REASON,),
        Text(
            ko="회신하지 않은 부서가 있어도 처리할 수 있게 됩니다. 이유는 기록에 남습니다.",
            en="The petition can then be decided though units have not replied. The reason stays in the history.",
        ),
    ),
    Step(
        "pause",
        "time",
        lambda _, work, receipt, said: work.petitions.pause(receipt, said["reason"], said["words"]),
        (
            Asked("reason", Text(ko="사유", en="Ground"), "pause"),
            Asked("words", Text(ko="무엇을 기다리나요?", en="What is waited for?")),
        ),
        _TOLD,
    ),
    Step("resume", "time", lambda _, work, receipt, __: work.petitions.resume(receipt)),
    Step(
        "extend",
        "time",
        lambda page, work, receipt, said: work.petitions.extend(
            receipt, _extension(page, work, receipt, said["by"]), said["reason"], consent=said["consent"]
        ),
        (
            _BY,
            _REASON,
            Asked(
                CONSENT,
                Text(ko="신청인의 동의", en="The applicant's consent"),
                "line",
                Text(ko="언제 어떻게 동의했는지", en="When and how it was given"),
            ),
        ),
        _TOLD,
    ),
    Step(
        "ask_consent",
        "time",
        lambda page, work, receipt, said: work.petitions.ask_consent(
            receipt, _extension(page, work, receipt, said["by"]), said["reason"]
        ),
        (_BY, _REASON),
        Text(ko="신청인이 처리상황 화면에서 답합니다.", en="The applicant answers on the progress page."),
    ),
    Step(
        "transfer",
        "pass",
        lambda _, work, receipt, said: work.petitions.transfer(receipt, said["unit"], said["reason"]),
        (Asked("unit", Text(ko="넘길 부서", en="Unit that it goes to"), "unit"), _REASON),
        Text(
            ko="그 부서의 처리부에 새 번호로 오릅니다. 처리기간은 계속 진행됩니다.",
            en="It enters the register of that unit under a new number. The limit runs on.",
        ),
    ),
    Step(
        "transfer_out",
        "pass",
        lambda _, work, receipt, said: work.petitions.transfer_out(receipt, said["body"], said["reason"]),
        (Asked("body", Text(ko="이송할 기관", en="Body that it goes to"), "line"), _REASON),
        _FINAL,
    ),
    Step(
        "grant",
        "decide",
        lambda _, work, receipt, said: work.petitions.grant(receipt, said["text"]),
        (Asked("text", Text(ko="승인하는 내용", en="What is granted")),),
        _FINAL,
    ),
    Step(
        "give_back",
        "decide",
        lambda _, work, receipt, said: work.petitions.give_back(receipt, said["reason"]),
        (_REASON,),
        _FINAL,
    ),
    Step(
        "close_repeat",
        "decide",
        lambda _, work, receipt, said: work.petitions.close_repeat(
            receipt,
            said["reason"],
            earlier=re.split(r"[\s,]+", said["earlier"].strip()) if said["earlier"] else [],
            review=said["review"],
        ),
        (
            _REASON,
            Asked(
                "earlier",
                Text(ko="앞선 민원의 접수번호", en="Receipt numbers of the earlier petitions"),
                "line",
                Text(ko="두 건 이상, 쉼표로 나눕니다.", en="Two or more, with commas between them."),
            ),
            Asked(
                "review",
                Text(ko="민원조정위원회 심의", en="The committee's review"),
                "line",
                Text(
                    ko="다수인관련민원에만: 심의일과 결과",
                    en="For a petition of many only: when, and with what result",
                ),
            ),
        ),
        _FINAL,
    ),
    Step(
        "extend_objection",
        "objection",
        lambda _, work, receipt, said: work.petitions.extend_objection(receipt, said["reason"]),
        (_REASON,),
        _TOLD,
    ),
    Step(
        "grant_objection",
        "objection",
        lambda _, work, receipt, said: work.petitions.grant_objection(receipt, said["reason"]),
        (Asked("reason", Text(ko="인용하는 내용", en="What is granted")),),
        _FINAL,
    ),
    Step(
        "dismiss_objection",
        "objection",
        lambda _, work, receipt, said: work.petitions.dismiss_objection(
            receipt, said["reason"], basis=said["basis"], remedy=said["remedy"]
        ),
        (
            _REASON,
            Asked("basis", Text(ko="근거 법령", en="Legal basis")),
            Asked("remedy", Text(ko="구제 방법", en="Remedies")),
        ),
        _FINAL,
    ),
)
"""Every step, in the order in which it stands under its heading."""


def pauses(reasons: Iterable[Reason]) -> dict[str, Text]:
    """Return the grounds on which an officer stops the clock; a supplement is asked for with a step of its own."""
    return {reason.key: reason.name for reason in reasons if reason.key != SUPPLEMENT}


def step_of(action: str) -> Step | None:
    """Return the step of an action; None where it has no page of its own."""
    return next((step for step in STEPS if step.action == action), None)


def grouped(actions: Collection[str]) -> list[tuple[Text, list[Step]]]:
    """Return the steps among what is possible now, under their headings; headings without any are left out."""
    found = [
        (title, [step for step in STEPS if step.group == group and step.action in actions])
        for group, title in GROUPS.items()
    ]
    return [(title, steps) for title, steps in found if steps]
