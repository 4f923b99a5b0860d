"""A form while it is filled in: its pages, what is asked on each, and what was entered so far.

A form whose first question names a page is asked page by page; a question without a page stands on the page of the
one before it. What was entered on other pages is carried in hidden fields. A program may post everything at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from egovframe.forms.asking import Asking, asking
from egovframe.kernel.errors import Fault
from egovframe.web.portal.answers import in_words
from egovframe.web.portal.fields import Field, entered, fields, gathered, settled, with_defaults
from egovframe.web.portal.prefill import NOTHING, Carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from egovframe.forms.questions import Question
    from egovframe.kernel.text import Text
    from egovframe.web.portal.services import Service
    from egovframe.web.urlencoded import Fields

STEP = "form-step"
PAGE = "form-page"
"""The page that was posted, from 0; not there when a program posts the whole form."""

REACHED = "form-reached"
"""The last page that the person has seen."""

SAVED = "form-saved"
"""What opens the unfinished petition that is gone on with; see `egovframe.forms.unfinished`."""

ASKED = "form-asked"
"""The conditional questions that stood on the page that was posted."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a form goes when it is sent: to be filed, or into a petition that is there (`carried` says which).

    `saves` says whether it can be saved and finished later.
    """

    action: str
    carried: tuple[tuple[str, str], ...] = ()
    saves: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a form: its heading, and its questions."""

    heading: Text | None
    questions: tuple[Question, ...]

    def has(self, name: str) -> bool:
        """Say whether a question stands here; `things.0.price` stands where `things` does."""
        first = name.partition(".")[0]
        return any(question.name == first for question in self.questions)


def sheets_of(questions: tuple[Question, ...]) -> tuple[Sheet, ...]:
    """Return the pages of a form; one without headings of its own where its first question names none."""
    if not questions or questions[0].page is None:
        return (Sheet(None, questions),)
    found: list[tuple[Text | None, list[Question]]] = []
    for question in questions:
        if question.page is not None and (not found or question.page != found[-1][0]):
            found.append((question.page, []))
        found[-1][1].append(question)
    return tuple(Sheet(heading, tuple(each)) for heading, each in found)


class Filling:
    """A form with what was posted of it, and the `faults` of the files that came with it.

    Entries of groups are numbered anew, and with them what is wrong in them; what was wrong in an entry that was taken
    away is wrong no more.
    """

    def __init__(
        self,
        service: Service,
        posted: Fields,
        *,
        language: str,
        brought: Carried = NOTHING,
        way: Way | None = None,
        faults: Iterable[Fault] = (),
    ) -> None:
        self.way = way or Way(f"/forms/{service.name}")
        steps = posted.all(STEP)
        self.step, _, self.about = (steps[-1] if steps else "").partition(":")
        self.sheets = sheets_of(service.questions)
        self.saved = posted.get(SAVED)[:100]
        self.page = _number(posted.get(PAGE), len(self.sheets))
        self.reached = max(_number(posted.get(REACHED), len(self.sheets)) or 0, self.page or 0)
        self._was_asked = set(posted.all(ASKED))
        self._from_page = ASKED in posted
        self._service = service
        self._language = language
        self.brought = brought
        posted = brought.put_in(posted)
        told = tuple(faults)
        self.posted, names = settled(
            service.questions,
            posted,
            without=self.about if self.step == "remove" else "",
            wrong=[each.field for each in told],
        )
        self.faults = tuple(
            Fault(names[each.field], each.message, code=each.code) for each in told if each.field in names
        )
        unseen = (each for sheet in self.sheets[self.reached + 1 :] for each in sheet.questions)
        if any(self._given(question.name) and question.name not in brought.known for question in unseen):
            self.page = None  # no person answers a page before seeing it: a program sends the whole form

    @cached_property
    def asking(self) -> Asking:
        """What the form asks after these answers."""
        blank = max((each.min_entries + 1 for each in self._service.questions if each.kind == "group"), default=0)
        return asking(self._service.form, gathered(self.posted), posted=True, blank=blank)

    @property
    def paged(self) -> bool:
        """Whether the form is asked page by page."""
        return len(self.sheets) > 1

    def asked_on(self, page: int) -> tuple[Question, ...]:
        """Return the questions of a page that are asked."""
        return tuple(each for each in self.sheets[page].questions if self.asking.asks(each.name))

    def after(self, page: int) -> int | None:
        """Return the next page on which something is asked, or None after the last."""
        return next((each for each in range(page + 1, len(self.sheets)) if self.asked_on(each)), None)

    def before(self, page: int) -> int:
        """Return the page before it on which something is asked; the first has none before it."""
        return next((each for each in range(page - 1, -1, -1) if self.asked_on(each)), 0)

    def page_of(self, name: str) -> int:
        """Return the page on which a question stands; the first for what the form does not ask."""
        return next((number for number, sheet in enumerate(self.sheets) if sheet.has(name)), 0)

    def newly_asked(self, page: int) -> bool:
        """Say whether the answers on a page raised questions there that the person has not seen yet."""
        if not self._from_page:
            return False
        asked = {field.name for drawn in self.fields(page, {}) for field in drawn if field.question.when is not None}
        return any(name not in self._was_asked and not self._given(name) for name in asked)

    def _given(self, name: str) -> bool:
        return any(each == name or each.startswith((f"{name}-", f"{name}.")) for each in self.posted)

    def fields(self, page: int, faults: Mapping[str, str], *, fresh: bool = False) -> list[Field]:
        """Return the fields of a page; `fresh`: the person has not seen it yet, so defaults stand there."""
        questions = self.sheets[page].questions
        blank = fresh and not any(self._given(question.name) for question in questions)
        return fields(
            questions,
            None if blank else with_defaults(questions, self.posted) if fresh else self.posted,
            faults,
            hidden=self.asking.hidden,
            more=self.about if self.step == "add" else "",
            worked_out=dict(self._worked_out(questions, self.asking.answers, "")),
            brought=self.brought.known,
        )

    def _worked_out(self, questions: Iterable[Question], answers: Any, at: str) -> Iterable[tuple[str, str]]:
        for question in questions:
            name, value = f"{at}{question.name}", answers.get(question.name) if hasattr(answers, "get") else None
            if question.computed is not None:
                yield name, in_words(question, value, self._language)
            elif question.kind == "group" and isinstance(value, list):
                for number, entry in enumerate(value):
                    yield from self._worked_out(question.questions, entry, f"{name}.{number}.")

    def carried(self, page: int | None) -> list[tuple[str, str]]:
        """Return what was entered on all other pages, to be carried along."""
        others = [sheet for number, sheet in enumerate(self.sheets) if number != page]
        return [pair for sheet in others for pair in entered(sheet.questions, self.posted)]


def _number(written: str, below: int) -> int | None:
    return int(written) if written.isascii() and written.isdecimal() and int(written[:4]) < below else None
