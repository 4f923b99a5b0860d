"""The steps of a case, with the articles that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web.api.operation import Call, api
from egovframe.web.api.petitions import found
from egovframe.web.api.views import Moment

if TYPE_CHECKING:
    from egovframe.forms.procedure.course import CaseStep


class CaseStepView(TypedDict):
    """A step: what was done, and the state and unit of the case after it."""

    at: Moment
    action: str
    title: str
    state: str
    unit: str
    by: str
    article: Annotated[str, Field(description="The article that it rests on; empty where it rests on none.")]
    about: Annotated[str | None, Field(description="What it was about, in a word: a handler, a date, a limit.")]
    value: Annotated[int | None, Field(description="Its number: a score, or the how-manieth.")]
    said: Annotated[
        dict[str, str],
        Field(description="What was written, by field; to officers with numbers and addresses in it masked."),
    ]


class CaseStepList(TypedDict):
    """The steps after the receipt, the oldest first."""

    items: list[CaseStepView]
    next: None


@api.get("/petitions/{receipt}/steps", holder=True, gives=CaseStepList, refuses={403, 404, 429})
def list_steps(call: Call) -> CaseStepList:
    """List what was done with a petition, for an officer of its unit or for its holder."""
    with call.look() as work:
        petition = found(call, work)
        steps = work.petitions.course(petition)
    return {"items": [_view(step, call.language) for step in steps], "next": None}


def _view(step: CaseStep, language: str) -> CaseStepView:
    return {
        "at": instant(step.at),
        "action": step.action,
        "title": step.title.in_(language),
        "state": step.state,
        "unit": step.unit,
        "by": step.by,
        "article": step.article,
        "about": step.about,
        "value": step.value,
        "said": dict(step.said),
    }
