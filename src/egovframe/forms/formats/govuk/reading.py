"""Reading a form document of GOV.UK Forms.

Source: github.com/alphagov/forms-admin, API v2 («FormDocument», «Step», «AnswerSettings», «RoutingCondition»).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from egovframe.forms.formats.carrying import (
    AS_TEXT,
    IDENTIFIER,
    NO_PLACE,
    NO_QUESTION,
    NO_SUCH_KIND,
    NOT_UNDERSTOOD,
    SERVICE,
    Carried,
    FormatUnreadable,
)
from egovframe.forms.formats.documents import read_json_object
from egovframe.forms.formats.govuk.routes import Map, Route
from egovframe.forms.formats.naming import worded_name
from egovframe.forms.formats.sketch import Data, Sketch, words
from egovframe.kernel.text import Text

Entry = Mapping[str, Any]

KINDS: Final[Mapping[str, str]] = {
    "name": "person-name",
    "organisation_name": "text",
    "email": "email",
    "phone_number": "phone",
    "national_insurance_number": "text",
    "address": "address",
    "date": "date",
    "selection": "choice",
    "number": "number",
    "text": "text",
    "file": "file",
}
"""The kind of question for each type of answer."""

LINKS: Final = ("payment_url", "submission_email", "submission_type", "submission_format", "s3_bucket_name")
TEXTS: Final = (
    "what_happens_next_markdown",
    "privacy_policy_url",
    "support_email",
    "support_phone",
    "support_url",
    "support_url_text",
)
EXIT: Final = Text(
    ko="여기서 끝나는 안내문이 없습니다. 그 뒤의 질문만 묻지 않습니다",
    en="There are no exit pages: only the questions after it are not asked",
)
PARTS: Final = Text(ko="한 줄로 묻습니다", en="It is asked on one line, not in parts")
FOLLOW_UP: Final = Text(ko="이어지는 질문은 따로 만드세요", en="Ask the question that follows on its own")
TOO_MANY_WAYS: Final = Text(ko="길이 너무 많아 모두에게 묻습니다", en="Too many routes lead there: everybody is asked")
_OUR_ID: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+_?|[a-z]{1,7}|[a-z]{9,60}")
"""Step ids that we wrote: names. Theirs are eight letters of both sizes and digits."""


def read(content: bytes, *, name: str = "") -> Carried:
    """Return the form that a form document describes, called `name` unless the document says.

    Raises:
        FormatUnreadable: it is no form document, too large, or asks nothing.
    """
    document = read_json_object(content)
    inner = document.get("content")
    document = inner if isinstance(inner, dict) and "steps" in inner else document
    steps = document.get("steps")
    if not isinstance(steps, list):
        raise FormatUnreadable(
            "The file is no form document of GOV.UK Forms: it has no steps.", hint="Take it from GET …/forms/ID/live."
        )
    return _Reading(document, [each for each in steps if isinstance(each, Mapping)]).carried(name)


class _Reading:
    """One document under way."""

    def __init__(self, document: Entry, steps: list[Entry]) -> None:
        self.document = document
        self.sketch = Sketch()
        self.steps = sorted(steps, key=lambda each: at if isinstance(at := each.get("position"), int) else 0)
        language = document.get("language")
        self.language = language if isinstance(language, str) and language else "en"

    def carried(self, name: str) -> Carried:
        asked: dict[str, Data] = {}
        for step in self.steps:
            data = self._step(step)
            if data is not None:
                asked[str(step.get("id"))] = data
        self._routes(asked)
        self._declaration()
        for said in LINKS:
            if self.document.get(said):
                self.sketch.note(said, SERVICE)
        for said in TEXTS:
            if text := self.document.get(said):
                self.sketch.note(f"{said}: {text}", NO_PLACE)
        title = words(self.document.get("name"), self.language)
        called = name or str(self.document.get("form_slug") or self.document.get("name") or "form")
        return self.sketch.finish(name=called, title=title)

    def _step(self, step: Entry) -> Data | None:
        data = step.get("data")
        data = data if isinstance(data, Mapping) else {}
        key = str(step.get("id"))
        asked = str(data.get("answer_type"))
        item = f"step {step.get('position', key)}"
        if asked not in KINDS:
            self.sketch.note(f"{item}: {asked}", NO_SUCH_KIND if data else NO_QUESTION)
            return None
        settings = data.get("answer_settings")
        kind, more = self._asked(asked, settings if isinstance(settings, Mapping) else {}, item)
        label = words(data.get("question_text"), self.language)
        hint, guidance = (words(data.get(said), self.language) for said in ("hint_text", "guidance_markdown"))
        if hint and guidance:
            self.sketch.note(f"{item}: guidance_markdown", NO_PLACE)
        own = key if _OUR_ID.fullmatch(key) else None
        taken = self.sketch.taken
        called = own if own and own not in taken else worded_name(data.get("question_text") or key, taken=taken)
        shared: Data = {
            "hint": hint or guidance,
            "page": words(data.get("page_heading"), self.language),
            "optional": _on(data.get("is_optional")),
        }
        if not _on(data.get("is_repeatable")):
            return self.sketch.add(key, kind, label, item=item, name=called, **shared, **more)
        if kind == "file":
            return self.sketch.add(key, "files", label, item=item, name=called, **shared)
        with self.sketch.group(key, label, item=item, name=called, **shared) as group:
            self.sketch.add(f"{key} each", kind, label, item=item, name="answer", **more)
        return group

    def _asked(self, asked: str, settings: Entry, item: str) -> tuple[str, Data]:  # noqa: PLR0911 - one a type
        """Return the kind of question, and what its settings say."""
        said = settings.get("input_type")
        match asked:
            case "text":
                return ("long-text" if said == "long_text" else "text"), {}
            case "date":
                return ("birth-date" if said == "date_of_birth" else "date"), {}
            case "selection":
                return self._selection(settings, item)
            case "national_insurance_number":
                self.sketch.note(item, IDENTIFIER)
                return "text", {"personal": "sensitive", "limits": {"max_length": 13}}
            case "name" | "address":
                if said != "full_name":
                    self.sketch.note(item, PARTS)
                return KINDS[asked], {}
            case "organisation_name":
                self.sketch.note(item, AS_TEXT)
                return "text", {}
            case _:
                return KINDS[asked], {}

    def _selection(self, settings: Entry, item: str) -> tuple[str, Data]:
        listed = settings.get("selection_options")
        offered = [
            {"value": each.get("value") or each.get("name"), "label": words(each.get("name"), self.language)}
            for each in (listed if isinstance(listed, list) else ())
            if isinstance(each, Mapping)
        ]
        if settings.get("none_of_the_above_question"):
            self.sketch.note(f"{item}: none_of_the_above_question", FOLLOW_UP)
        # "0" is written by forms that were made before they wrote "true" and "false"
        return ("choice" if _on(settings.get("only_one_option")) else "choices"), {"choices": offered}

    def _declaration(self) -> None:
        text = self.document.get("declaration_markdown") or self.document.get("declaration_text")
        if said := words(text, self.language):
            self.sketch.add("declaration", "consent", said)

    # ------------------------------------------------------------------ routes

    def _routes(self, asked: Mapping[str, Data]) -> None:
        routes: dict[str, list[Route]] = {}
        for step in self.steps:
            key = str(step.get("id"))
            conditions = step.get("routing_conditions")
            for condition in conditions if isinstance(conditions, list) else ():
                route = self._route(key, condition, asked)
                if route is not None:
                    routes.setdefault(key, []).append(route)
        if not routes:
            return
        answers = {key: frozenset(each["value"] for each in data.get("choices", ())) for key, data in asked.items()}
        way = Map(steps=list(asked), answers=answers, routes=routes)
        for key, rule in way.conditions().items():
            asked[key]["when"] = rule
        for key in way.lost:
            self.sketch.note(f"step {key}", TOO_MANY_WAYS)

    def _route(self, key: str, condition: object, asked: Mapping[str, Data]) -> Route | None:
        item = f"step {key}: routing_conditions"
        if not isinstance(condition, Mapping) or key not in asked:
            self.sketch.note(item, NOT_UNDERSTOOD)
            return None
        said = condition.get("answer_value")
        answers: tuple[str, ...] | None = None
        if isinstance(said, Mapping) and said.get("operator") == "in" and isinstance(said.get("values"), list):
            answers = tuple(str(each) for each in said["values"])
        elif isinstance(said, str):
            answers = (said,)
        elif said is not None:
            self.sketch.note(f"{item}: {said}", NOT_UNDERSTOOD)
            return None
        check = str(condition.get("check_page_id") or key)
        goto = condition.get("goto_page_id")
        if condition.get("exit_page_heading") or condition.get("exit_page_markdown"):
            self.sketch.note(f"{item}: {condition.get('exit_page_heading')}", EXIT)
            return Route(key, check, answers, None)
        order = list(asked)
        if _on(condition.get("skip_to_end")) or goto is None:
            return Route(key, check, answers, None)
        if str(goto) not in asked or check not in asked or order.index(str(goto)) <= order.index(key):
            self.sketch.note(f"{item}: {goto}", NOT_UNDERSTOOD)
            return None
        return Route(key, check, answers, str(goto))


def _on(value: object) -> bool:
    return value is True or value in ("true", "1", 1)
