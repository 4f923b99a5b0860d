"""Writing a form document for GOV.UK Forms, within its limits: a question a page, routes by one answer.

Source: github.com/alphagov/forms-admin, API v2, and its checks (`app/models/page.rb`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import NO_FIELD, NO_KIND, NO_RULE, Losses, Written, left_of_form
from egovframe.forms.formats.sketch import words
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition

Data = Mapping[str, Any]

LONGEST_QUESTION: Final = 250
LONGEST_HINT: Final = 500
TYPES: Final[Mapping[str, tuple[str, Any]]] = {
    "text": ("text", {"input_type": "single_line"}),
    "long-text": ("text", {"input_type": "long_text"}),
    "whole-number": ("number", {}),
    "number": ("number", {}),
    "money": ("number", {}),
    "date": ("date", {"input_type": "other_date"}),
    "birth-date": ("date", {"input_type": "date_of_birth"}),
    "phone": ("phone_number", {}),
    "email": ("email", {}),
    "person-name": ("name", {"input_type": "full_name", "title_needed": "false"}),
    "address": ("address", {"input_type": {"uk_address": "false", "international_address": "true"}}),
    "file": ("file", {}),
    "files": ("file", {}),
}
"""The type of answer for each kind of question, with its settings."""

YES_NO: Final = (
    {"value": "true", "label": Text(ko="예", en="Yes")},
    {"value": "false", "label": Text(ko="아니요", en="No")},
)
GROUP: Final = Text(
    ko="그 형식은 질문 하나만 되풀이합니다. 첫째만 나갑니다",
    en="That format repeats one question only: the first goes out",
)
DROPPED: Final = Text(ko="그 형식은 계산하지 않습니다", en="That format works nothing out")
CUT: Final = Text(ko="그 형식의 길이에 맞춰 잘랐습니다", en="It was cut to the length that format takes")
SILENT: Final = (
    *("limits", "public", "personal", "purpose", "basis", "each", "accept", "max_size", "refusal"),
    *("prefill", "fixed"),
)
"""What a question says that a form document has no place for."""


def write(definition: Definition, *, language: str = "en") -> Written:
    """Return the form document in one language.

    What has no place there is noted: limits, what is personal, computed values, most rules.
    """
    return _Writing(definition.as_json(), language).written()


class _Writing:
    """One document under way."""

    def __init__(self, data: Data, language: str) -> None:
        self.data = data
        self.language = language
        self.losses = Losses()
        left_of_form(self.losses, data)
        self.declaration: str | None = None

    def written(self) -> Written:
        questions = [each for each in self.data["questions"] if self._goes(each)]
        following = [each["name"] for each in questions[1:]] + [None]
        steps = [
            self._step(place, each, after)
            for place, (each, after) in enumerate(zip(questions, following, strict=True), start=1)
        ]
        self._routes(questions, steps)
        if "about" in self.data:
            self.losses.note("about", NO_FIELD)
        if len(self.data["title"]) > 1:
            self.losses.note(", ".join(tag for tag in self.data["title"] if tag != self.language), NO_FIELD)
        document = {
            "form_id": self.data["name"],
            "name": self._said(self.data["title"]),
            "available_languages": ["en"],
            "language": "en",
            "form_slug": self.data["name"],
            "start_page": questions[0]["name"] if questions else None,
            "payment_url": None,
            "support_url": None,
            "support_email": None,
            "support_phone": None,
            "support_url_text": None,
            "privacy_policy_url": None,
            "submission_type": "email",
            "submission_format": [],
            "submission_email": None,
            "declaration_text": None,
            "declaration_markdown": self.declaration,
            "what_happens_next_markdown": None,
            "send_daily_submission_batch": False,
            "send_weekly_submission_batch": False,
            "steps": steps,
        }
        return Written(json.dumps(document, ensure_ascii=False, indent=2).encode(), self.losses.all())

    def _said(self, text: Any) -> str:
        return Text.of(text).in_(self.language)

    def _goes(self, question: Data) -> bool:
        if "computed" in question:
            self.losses.note(question["name"], DROPPED)
            return False
        if question["kind"] == "consent" and question["required"] and "when" not in question and not self.declaration:
            self.declaration = self._said(question["label"])  # it is asked at the end there
            return False
        return True

    def _step(self, place: int, question: Data, after: str | None) -> dict[str, Any]:
        asked = question
        if question["kind"] == "group":
            asked = question["questions"][0]
            if len(question["questions"]) > 1:
                self.losses.note(question["name"], GROUP)
        kind, settings = self._type(asked)
        for each in (question, *([asked] if asked is not question else [])):
            for said in SILENT:
                if said in each:
                    self.losses.note(f"{each['name']}: {said}", NO_FIELD)
        if question.get("default") not in (None, []):
            self.losses.note(f"{question['name']}: default", NO_FIELD)
        if "page" in question:
            self.losses.note(f"{question['name']}: page", NO_FIELD)  # a heading there needs guidance below it
        return {
            "id": question["name"],
            "position": place,
            "next_step_id": after,
            "type": "question",
            "data": {
                "question_text": self._cut(question, "label", LONGEST_QUESTION),
                "hint_text": self._cut(question, "hint", LONGEST_HINT) if "hint" in question else None,
                "answer_type": kind,
                "is_optional": not question["required"],
                "answer_settings": settings,
                "page_heading": None,
                "guidance_markdown": None,
                "is_repeatable": question["kind"] in {"group", "files"},
            },
            "routing_conditions": [],
        }

    def _cut(self, question: Data, said: str, longest: int) -> str:
        text = self._said(question[said])
        if len(text) > longest:
            self.losses.note(f"{question['name']}: {said}", CUT)
        return text[:longest]

    def _type(self, question: Data) -> tuple[str, Any]:
        kind = question["kind"]
        offered = _offered(question)
        if offered:
            options = [{"name": self._said(each["label"]), "value": each["value"]} for each in offered]
            return "selection", {"only_one_option": str(kind != "choices").lower(), "selection_options": options}
        if kind in TYPES:
            return TYPES[kind]
        self.losses.note(f"{question['name']}: {kind}", NO_KIND)
        return TYPES["text"]

    # ------------------------------------------------------------------ routes

    def _routes(self, questions: Sequence[Data], steps: Sequence[dict[str, Any]]) -> None:
        """Write what is asked only by an answer to the question just before as routes past it."""
        place = 0
        while place < len(questions):
            rule = questions[place].get("when")
            if rule is None:
                place += 1
                continue
            end = place + 1
            while end < len(questions) and questions[end].get("when") == rule:
                end += 1
            before = steps[place - 1] if place else None
            wanted = _answers(rule, questions[place - 1]) if before is not None else None
            if before is None or wanted is None or before["routing_conditions"]:
                for each in questions[place:end]:
                    self.losses.note(f"{each['name']}: when {rules.shown(rule)}", NO_RULE)
                    steps[questions.index(each)]["data"]["is_optional"] = True
            else:
                self._past(before, steps[end]["id"] if end < len(steps) else None, wanted, questions[place - 1])
            place = end

    def _past(self, before: dict[str, Any], goto: str | None, wanted: frozenset[str], asked: Data) -> None:
        for number, each in enumerate(each for each in _offered(asked) if each["value"] not in wanted):
            before["routing_conditions"].append(
                {
                    "id": before["position"] * 100 + number,
                    "routing_page_id": before["id"],
                    "check_page_id": before["id"],
                    "goto_page_id": goto,
                    "answer_value": each["value"],
                    "skip_to_end": goto is None,
                    "exit_page_heading": None,
                    "exit_page_markdown": None,
                    "validation_errors": [],
                }
            )


def _offered(question: Data) -> list[Data]:
    if question["kind"] == "yes-no":
        return [dict(each) for each in YES_NO]
    if question["kind"] == "consent":
        return [{"value": "true", "label": words(question["label"])}]
    return list(question.get("choices", ()))


def _answers(rule: Any, asked: Data) -> frozenset[str] | None:
    """Return the answers to this question by which a rule holds; None where it says anything else."""
    if asked["kind"] not in {"choice", "yes-no"} or not isinstance(rule, Mapping) or len(rule) != 1:
        return None
    offered = frozenset(each["value"] for each in _offered(asked))
    (operator, said), *_ = rule.items()
    if operator == "in" and isinstance(said, list) and len(said) == 2 and isinstance(said[1], list):
        one, values = said
    elif operator in {"==", "===", "!=", "!=="} and isinstance(said, list) and len(said) == 2:
        one, values = said[0], [said[1]]
    else:
        return None
    if one != {"var": asked["name"]} or (operator.startswith("!") and not asked["required"]):
        return None
    named = {str(each).lower() if isinstance(each, bool) else each for each in values}
    if not named <= offered:
        return None
    return offered - named if operator.startswith("!") else frozenset(named)
