"""Writing a form as an XLSForm that pyxform, ODK and KoBo take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import NO_FIELD, NO_KIND, NO_RULE, Losses, Written, left_of_form
from egovframe.forms.formats.formio.writing import pages
from egovframe.forms.formats.patterns import with_shape
from egovframe.forms.formats.xlsform.constraints import constraint_of
from egovframe.forms.formats.xlsform.expressions import NotSaid, expression_of
from egovframe.forms.formats.xlsform.workbook import language_heading, write_sheets
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition

Data = Mapping[str, Any]
Row = dict[str, str]

TYPES: Final[Mapping[str, str]] = {
    "text": "text",
    "long-text": "text",
    "whole-number": "integer",
    "money": "integer",
    "number": "decimal",
    "date": "date",
    "birth-date": "date",
    "time": "time",
    "phone": "text",
    "email": "text",
    "person-name": "text",
    "address": "text",
    "place": "geopoint",
    "file": "file",
    "consent": "acknowledge",
}
"""The type for each kind of question; choices name a list besides, others go out as text and are noted."""

EMAIL: Final = "regex(., '^[^@ ]+@[^@ .]+(\\.[^@ .]+)+$')"
YES_NO: Final = "yes_no"
YES_NO_ROWS: Final = (("yes", Text(ko="예", en="Yes")), ("no", Text(ko="아니요", en="No")))
SILENT: Final = ("public", "personal", "purpose", "basis", "each", "max_size", "refusal", "prefill", "fixed")


def write(definition: Definition, *, language: str = "ko") -> Written:
    """Return the workbook, in every language that the form has; `language` is its default one."""
    return _Writing(definition.as_json(), language).written()


class _Writing:
    """One workbook under way."""

    def __init__(self, data: Data, language: str) -> None:
        self.data = data
        self.losses = Losses()
        left_of_form(self.losses, data)
        self.languages = list(dict.fromkeys(_languages(data)))
        if language in self.languages:
            self.languages.remove(language)
        self.languages.insert(0, language)
        self.choices: list[Row] = []
        self.survey: list[Row] = []
        everything = list(_all(data["questions"]))
        self.several = frozenset(each["name"] for each in everything if each["kind"] == "choices")
        self.yes_no = frozenset(each["name"] for each in everything if each["kind"] == "yes-no")
        self.listed: set[str] = set()

    def written(self) -> Written:
        for number, (heading, questions) in enumerate(pages(self.data["questions"]), start=1):
            if heading is not None:
                self.survey.append(
                    {"type": "begin_group", "name": f"page_{number}", "appearance": "field-list"}
                    | self._said("label", heading)
                )
            self._questions(questions)
            if heading is not None:
                self.survey.append({"type": "end_group"})
        for tag in self.data["title"]:
            if tag != self.languages[0]:
                self.losses.note(f"title {tag}", NO_FIELD)
        if "about" in self.data:
            self.survey.insert(
                0, {"type": "note", "name": "about_this_form", **self._said("label", self.data["about"])}
            )
        settings: Row = {
            "form_title": Text.of(self.data["title"]).in_(self.languages[0]),
            "form_id": self.data["name"],
            "version": str(self.data["version"]),
            "default_language": language_heading(self.languages[0]),
        }
        sheets = {"survey": self.survey, "choices": self.choices, "settings": [settings]}
        return Written(write_sheets({name: rows for name, rows in sheets.items() if rows}), self.losses.all())

    def _said(self, column: str, text: Mapping[str, str]) -> Row:
        """Return the cells of words in each language; what is missing in one is shown in another there too."""
        said = Text.of(text)
        return {f"{column}::{language_heading(tag)}": said.in_(tag) for tag in self.languages}

    def _questions(self, questions: Sequence[Data]) -> None:
        for question in questions:
            if question["kind"] in {"group", "files"}:
                self._repeat(question)
            else:
                self._question(question)

    def _repeat(self, question: Data) -> None:
        row: Row = {"type": "begin_repeat", "name": question["name"], **self._said("label", question["label"])}
        self._relevant(question, row)
        self._silent(question, {"limits", "hint"})
        self.survey.append(row)
        if question["kind"] == "group":
            self._questions(question["questions"])
        else:
            inner = {"name": f"{question['name']}_file", "label": question["label"], "kind": "file", "required": True}
            self._question(inner | {key: question[key] for key in ("accept",) if key in question})
        self.survey.append({"type": "end_repeat"})

    def _question(self, question: Data) -> None:  # noqa: C901 - one column after the other
        kind = question["kind"]
        row: Row = {"type": self._type(question), "name": question["name"], **self._said("label", question["label"])}
        if "hint" in question:
            row |= self._said("hint", question["hint"])
        if "computed" in question:
            try:
                said = expression_of(question["computed"], choices=self.several, yes_no=self.yes_no)
            except NotSaid:
                self.losses.note(f"{question['name']}: computed {rules.shown(question['computed'])}", NO_RULE)
            else:
                row |= {"type": "calculate", "calculation": said}
        elif question["required"]:
            row["required"] = "yes"
        self._relevant(question, row)
        constraint, lost = constraint_of(with_shape(kind, question.get("limits", {})), kind)
        if kind == "email":
            constraint = f"{constraint} and {EMAIL}" if constraint else EMAIL
        if kind == "money" and "ge" not in question.get("limits", {}):
            constraint = f". >= 0 and {constraint}" if constraint else ". >= 0"
        if constraint and row["type"] != "calculate":
            row["constraint"] = constraint
        for name in lost:
            self.losses.note(f"{question['name']}: {name}", NO_FIELD)
        self._default(question, row)
        if kind == "long-text":
            row["appearance"] = "multiline"
        self._silent(question, set())
        self.survey.append(row)

    @staticmethod
    def _default(question: Data, row: Row) -> None:
        kind, default = question["kind"], question.get("default")
        if default is not None and default is not False and default != []:
            if kind == "yes-no":
                row["default"] = "yes"
            else:
                row["default"] = " ".join(default) if isinstance(default, list) else str(default)

    def _silent(self, question: Data, more: set[str]) -> None:
        for said in (*SILENT, *sorted(more)):
            if said in question:
                self.losses.note(f"{question['name']}: {said}", NO_FIELD)

    def _relevant(self, question: Data, row: Row) -> None:
        if (rule := question.get("when")) is None:
            return
        try:
            row["relevant"] = expression_of(rule, choices=self.several, yes_no=self.yes_no)
        except NotSaid:
            self.losses.note(f"{question['name']}: when {rules.shown(rule)}", NO_RULE)

    def _type(self, question: Data) -> str:
        kind = question["kind"]
        if kind == "yes-no":
            self._list(YES_NO, [(value, text.as_dict()) for value, text in YES_NO_ROWS])
            return f"select_one {YES_NO}"
        if kind in {"choice", "choices"}:
            listed = f"{question['name']}_list"
            for each in question["choices"]:
                if kind == "choices" and " " in each["value"]:
                    self.losses.note(f"{question['name']}: {each['value']}", SPACED)
            offered = [(each["value"].replace(" ", "_"), each["label"]) for each in question["choices"]]
            self._list(listed, offered)
            return f"{'select_multiple' if kind == 'choices' else 'select_one'} {listed}"
        if kind == "file" and question.get("accept") == ["image/*"]:
            return "image"
        if kind not in TYPES:
            self.losses.note(f"{question['name']}: {kind}", NO_KIND)
        return TYPES.get(kind, "text")

    def _list(self, name: str, offered: Sequence[tuple[str, Mapping[str, str]]]) -> None:
        number = 1
        while name in self.listed and name != YES_NO:
            number += 1
            name = f"{name}{number}"
        if name not in self.listed:
            self.listed.add(name)
            self.choices += [
                {"list_name": name, "name": value} | self._said("label", label) for value, label in offered
            ]


SPACED: Final = Text(ko="값의 빈칸이 밑줄이 됩니다", en="A value cannot have blanks there: they become underscores")


def _all(questions: Sequence[Data]) -> Any:
    for each in questions:
        yield each
        yield from _all(each.get("questions", ()))


def _languages(data: Data) -> Any:
    yield from data["title"]
    for question in _all(data["questions"]):
        yield from question["label"]
