"""A form in the making, as a frozen value, and what it must meet before anyone may answer it. No I/O."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Final, Literal

from egovframe.forms.checking import Problem, check_form, foreign_identifiers
from egovframe.forms.definition import Definition
from egovframe.forms.fees.checking import fee_problems
from egovframe.forms.limits import Limit, LimitError, is_longer, parse_limit
from egovframe.forms.prefill.checking import Offers, prefill_problems
from egovframe.kernel.errors import Conflict, EgovError
from egovframe.kernel.text import LANGUAGES, Text

NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""How a form is called in addresses: small letters, digits and single hyphens."""
LONGEST_NAME: Final = 60

Names = Callable[[], Mapping[str, Text]]
"""What there is of something now, by name, with its title."""


class DraftMoved(Conflict):
    """Somebody else changed the draft meanwhile; what was entered was not kept."""

    code: ClassVar[str] = "forms.draft_moved"


class DraftUnready(EgovError):
    """The draft cannot be published yet; `problems` says what it lacks."""

    code: ClassVar[str] = "forms.draft_unready"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        where = f"{first.field}: " if first.field else ""
        super().__init__(
            f"The form cannot be published yet: {where}{first.message.in_('en')}.",
            hint=f"{first.hint.in_('en')}. Problems in all: {len(problems)}.",
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Draft:
    """A form in the making: what it says so far, on which version it is based, and who changed it last."""

    definition: Definition
    assurance: int
    based_on: int
    revision: int
    by_name: str
    changed: datetime

    @property
    def name(self) -> str:
        """Return the form's name."""
        return self.definition.name


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as the office has it: declared by the city or made here, in the making, offered or withdrawn."""

    name: str
    title: Text
    origin: Literal["declared", "made"]
    version: int
    draft: bool
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form may name: roles, units, record classes, procedures, registers and providers of payments.

    `kinds` are the kinds of petitions that the law names, with `longest` what it allows some of them. `identifiers` are
    the kinds of numbers that its jurisdiction knows; None: all that are installed. `shortest` is the fewest days that
    signatures may be collected by law.
    """

    roles: Names = field(default=dict)
    units: Names = field(default=dict)
    classes: Names = field(default=dict)
    procedures: Names = field(default=dict)
    kinds: Mapping[str, Text] = field(default_factory=dict)
    longest: Mapping[str, Limit] = field(default_factory=dict)
    prefills: Offers = field(default_factory=dict)
    payments: Collection[str] = ()
    identifiers: Collection[str] | None = None
    shortest: int = 1


def problems_of(definition: Definition, around: Surroundings) -> list[Problem]:
    """Return what keeps the form from being published (errors), and what should be better (warnings), errors first."""
    found = [*check_form(definition), *_placed(definition, around), *_worded(definition)]
    if around.identifiers is not None:
        found += foreign_identifiers(definition.questions, around.identifiers)
    found += prefill_problems(definition.questions, around.prefills)
    found += fee_problems(definition.fee, definition.questions, providers=around.payments)
    return sorted(found, key=lambda problem: problem.level != "error")


def _placed(definition: Definition, around: Surroundings) -> list[Problem]:
    """Return what does not fit the office: a role, a unit or a class that there is not, a limit that is none."""
    found = []
    if definition.role is not None and definition.role not in around.roles():
        found.append(_error("unknown_role", "role", _NO_ROLE, _CHOOSE))
    if definition.unit is None or definition.unit not in around.units():
        found.append(_error("unknown_unit", "unit", _NO_UNIT, _CHOOSE))
    if definition.keep not in around.classes():
        found.append(_error("unknown_class", "keep", _NO_CLASS, _CHOOSE))
    if definition.procedure and definition.procedure not in around.procedures():
        found.append(_error("unknown_procedure", "procedure", _NO_PROCEDURE, _CHOOSE))
    if definition.public is not None and (definition.public.days or around.shortest) < around.shortest:
        found.append(_error("short_public", "public", _SHORT, _n_days(around.shortest)))
    if definition.kind and definition.kind not in around.kinds:
        found.append(_error("unknown_kind", "kind", _NO_KIND, _CHOOSE))
    try:
        limit, most = parse_limit(definition.limit), around.longest.get(definition.kind)
        if most is not None and is_longer(limit, most):
            found.append(
                _error("long_limit", "limit", _LONG, Text(ko=f"{most} 이내로 적으세요", en=f"Write {most} or less"))
            )
    except LimitError:
        found.append(_error("no_limit", "limit", _NO_LIMIT, _WRITE_LIMIT))
    return found


def _worded(definition: Definition) -> list[Problem]:
    """Return the texts that lack one of the library's languages."""
    texts = [("title", definition.title), *((each.name, each.label) for each in definition.questions)]
    return [
        Problem("warning", "one_language", name, _ONE_LANGUAGE, _TRANSLATE)
        for name, text in texts
        if not set(LANGUAGES) <= text.as_dict().keys()
    ]


def _n_days(days: int) -> Text:
    return Text(ko=f"{days}일 이상으로 하거나 비워 두세요", en=f"Write {days} days or more, or leave it out")


def _error(code: str, where: str, message: Text, hint: Text) -> Problem:
    return Problem("error", code, where, message, hint)


_NO_ROLE: Final = Text(ko="그런 역할이 없습니다", en="There is no such role")
_NO_UNIT: Final = Text(ko="맡을 부서가 없습니다", en="No unit handles it")
_NO_CLASS: Final = Text(
    ko="기록물 분류가 정해지지 않았습니다", en="It does not say in which class its records are kept"
)
_SHORT: Final = Text(
    ko="서명을 받는 기간이 법정 기간보다 짧습니다", en="It collects signatures for fewer days than the law says"
)
_NO_LIMIT: Final = Text(ko="처리기간이 없습니다", en="It has no processing limit")
_NO_PROCEDURE: Final = Text(ko="그런 처리 절차가 없습니다", en="There is no such procedure")
_NO_KIND: Final = Text(ko="법령에 그런 민원 종류가 없습니다", en="The law names no such kind of petition")
_LONG: Final = Text(
    ko="이 종류의 민원에 법령이 정한 처리기간보다 깁니다",
    en="It takes longer than the law allows this kind of petition",
)
_CHOOSE: Final = Text(ko="목록에서 고르세요", en="Choose one of the list")
_WRITE_LIMIT: Final = Text(ko="now, 3d, 2w, 1m, 1y처럼 적으세요", en="Write now, 3d, 2w, 1m or 1y")
_ONE_LANGUAGE: Final = Text(ko="한 언어로만 적혀 있습니다", en="It is written in one language only")
_TRANSLATE: Final = Text(ko="다른 언어로도 적으세요", en="Write it in the other language too")
