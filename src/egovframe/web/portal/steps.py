"""The steps of the procedure that are the holder's: what each asks for on the progress page, and how it is taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.procedure.course import CaseStep

Kind = Literal["line", "text", "score"]
Entered = Mapping[str, str]
_SCORES: Final = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a step."""

    name: str
    label: Text
    kind: Kind = "text"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the holder: its heading, what it means, what it asks for, its button. `urgent` ones stand open."""

    action: str
    title: Text
    means: Text
    button: Text
    take: Callable[[Any, str, Entered], Any]
    fields: tuple[Asked, ...] = ()
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """A step that did not go through: what was entered and what is wrong, by field."""

    action: str = ""
    entered: Entered = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The faults with the ids of their fields, for the summary at the top."""
        return [(f"{self.action}-{name}", words) for name, words in self.faults.items()]


@dataclass(frozen=True, slots=True)
class Request:
    """What the office asked of the holder: in words, and until when or by how much."""

    said: str
    about: str


STEPS: Final[tuple[Step, ...]] = (
    Step(
        "supplement",
        Text(ko="보완하기", en="Hand in what is missing"),
        Text(
            ko="보완하면 처리기간이 다시 진행됩니다. 요구한 날과 보완한 날은 처리기간에 넣지 않습니다.",
            en="The processing time runs again once it came. The days of the request and of your answer do not count.",
        ),
        Text(ko="보완 제출", en="Hand it in"),
        lambda work, receipt, said: work.petitions.supplement(receipt, said["text"]),
        (Asked("text", Text(ko="보완하는 내용", en="What you add")),),
        urgent=True,
    ),
    Step(
        "extend_supplement",
        Text(ko="보완 기간 연장", en="Take more time for it"),
        Text(
            ko="처음 받은 기간만큼, 두 번까지 연장할 수 있습니다.",
            en="You can take as many days again, at most twice.",
        ),
        Text(ko="기간 연장", en="Take more time"),
        lambda work, receipt, said: work.petitions.extend_supplement(receipt, said["reason"]),
        (Asked("reason", Text(ko="이유", en="Reason"), "line", optional=True),),
    ),
    Step(
        "consent",
        Text(ko="연장에 동의", en="Consent to the extension"),
        Text(
            ko="동의하면 처리기간이 그만큼 늘어납니다.",
            en="The processing time becomes longer by that much.",
        ),
        Text(ko="동의합니다", en="I consent"),
        lambda work, receipt, _: work.petitions.consent(receipt),
        urgent=True,
    ),
    Step(
        "decline",
        Text(ko="연장에 동의하지 않음", en="Decline the extension"),
        Text(ko="처리기간은 그대로입니다.", en="The processing time stays as it is."),
        Text(ko="동의하지 않습니다", en="I do not consent"),
        lambda work, receipt, _: work.petitions.decline(receipt),
        urgent=True,
    ),
    Step(
        "file_objection",
        Text(ko="이의신청", en="Object to the refusal"),
        Text(
            ko="거부를 통지받고 60일 안에 한 번 할 수 있습니다. 10일 안에 결정합니다(법 제35조).",
            en="Once, within 60 days of being told of it. It is decided in 10 days (Petitions Act, article 35).",
        ),
        Text(ko="이의신청 제출", en="File the objection"),
        lambda work, receipt, said: work.petitions.file_objection(receipt, said["reason"]),
        (Asked("reason", Text(ko="이의신청 이유", en="Why you object")),),
    ),
    Step(
        "remind",
        Text(ko="독촉", en="Remind the office"),
        Text(ko="처리기간이 지났습니다. 담당자에게 알립니다.", en="It is overdue. The handler is reminded."),
        Text(ko="독촉하기", en="Send a reminder"),
        lambda work, receipt, _: work.petitions.remind(receipt),
        urgent=True,
    ),
    Step(
        "rate",
        Text(ko="만족도", en="How satisfied are you?"),
        Text(ko="한 번 답할 수 있습니다.", en="You can answer once."),
        Text(ko="보내기", en="Send"),
        lambda work, receipt, said: work.petitions.rate(
            receipt, int(said["score"]) if said["score"] in _SCORES else 0, said["words"]
        ),
        (
            Asked("score", Text(ko="점수 (1 매우 불만족, 5 매우 만족)", en="From 1 (not at all) to 5 (very)"), "score"),
            Asked("words", Text(ko="하고 싶은 말", en="In your words"), "line", optional=True),
        ),
    ),
)
"""Every step, in the order in which it stands on the page."""


def step_of(action: str) -> Step | None:
    """Return the step of an action; None where the page has none."""
    return next((step for step in STEPS if step.action == action), None)


def possible(actions: Collection[str]) -> list[Step]:
    """Return the steps among what the holder can do now."""
    return [step for step in STEPS if step.action in actions]


def asked_now(course: Sequence[CaseStep], actions: Collection[str]) -> dict[str, Request]:
    """Return what the office asks of the holder now, by the action that answers it."""
    found: dict[str, Request] = {}
    if "supplement" in actions:
        words = [step.said.get("text", "") for step in course if step.action == "ask_supplement"]
        until = [step.about or "" for step in course if step.action in ("ask_supplement", "extend_supplement")]
        if words:
            found["supplement"] = Request(words[-1], until[-1])
    if "consent" in actions:
        asked = [step for step in course if step.action == "ask_consent"]
        if asked:
            found["consent"] = Request(asked[-1].said.get("reason", ""), asked[-1].about or "")
    return found
