"""Reading an XLSForm: the sheets survey, choices and settings of a workbook.

Source: xlsform.org («XLSForm reference table»); what pyxform (github.com/XLSForm/pyxform) accepts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any, Final

from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import (
    AS_TEXT,
    ELSEWHERE,
    LOOKS,
    NO_PLACE,
    NO_QUESTION,
    NO_SUCH_KIND,
    NOT_UNDERSTOOD,
    Carried,
)
from egovframe.forms.formats.naming import question_name
from egovframe.forms.formats.sketch import Data, Sketch
from egovframe.forms.formats.xlsform.constraints import limits_of
from egovframe.forms.formats.xlsform.expressions import NotSaid, rule_of
from egovframe.forms.formats.xlsform.workbook import Row, language_of, read_sheets
from egovframe.kernel.text import Text

KINDS: Final[Mapping[str, str]] = {
    "text": "text",
    "string": "text",
    "integer": "whole-number",
    "int": "whole-number",
    "decimal": "number",
    "range": "number",
    "date": "date",
    "datetime": "date",
    "time": "time",
    "barcode": "text",
    "geopoint": "place",
    "location": "place",
    "image": "file",
    "photo": "file",
    "audio": "file",
    "video": "file",
    "file": "file",
    "acknowledge": "consent",
    "trigger": "consent",
    "calculate": "text",
    "calculation": "text",
}
"""The kind of question for each type; `select_one` and `select_multiple` name a list besides."""

MEDIA: Final = {"image": "image/*", "photo": "image/*", "audio": "audio/*", "video": "video/*"}
METADATA: Final = frozenset(
    "start end today deviceid username phonenumber email simserial subscriberid audit start-geopoint".split()
)
OTHER: Final = Text(ko="기타", en="Other")
OTHER_WORDS: Final = Text(ko="기타 내용", en="Specify other")
MOMENT: Final = Text(ko="날짜만 묻고 시각은 묻지 않습니다", en="Only the day is asked, not the time of day")
AUTOMATIC: Final = Text(ko="기기가 적는 값입니다", en="A device fills it in; nobody is asked")
MANY: Final = re.compile(
    r"(?:select_multiple|select all that apply)(?: from)?\s+(\S+)(\s+or[_ ](?:specify )?other)?", re.IGNORECASE
)
ONE: Final = re.compile(
    r"(?:select_one|select1|select one)(?: from)?\s+(\S+)(\s+or[_ ](?:specify )?other)?", re.IGNORECASE
)
_TRUE: Final = frozenset({"yes", "true", "true()", "1"})
LOOKS_ONLY: Final = ("appearance", "parameters", "rows")
NOT_HERE: Final = (
    "choice_filter",
    "constraint_message",
    "required_message",
    "requiredmsg",
    "read_only",
    "readonly",
    "trigger",
    "guidance_hint",
    "save_to",
    "autoplay",
)


def read(content: bytes, *, name: str = "") -> Carried:
    """Return the form in an XLSForm, called `name` unless given.

    Raises:
        FormatUnreadable: it is no XLSForm, too large, or asks nothing.
    """
    return _Reading(read_sheets(content)).carried(name)


class _Reading:
    """One workbook under way."""

    def __init__(self, sheets: Mapping[str, list[tuple[int, Row]]]) -> None:
        self.sketch = Sketch()
        self.survey = sheets["survey"]
        settings = sheets.get("settings", [])
        self.settings: Row = settings[0][1] if settings else {}
        self.language = language_of(self.settings.get("default_language", "")) or None
        self.lists: dict[str, list[Data]] = {}
        for _, row in sheets.get("choices", []):
            listed = row.get("list_name") or row.get("list name") or ""
            offered = {"value": row.get("name") or row.get("value") or "", "label": self._said(row, "label")}
            self.lists.setdefault(listed, []).append(offered)
        self.stack: list[tuple[str, ExitStack, Any, Any]] = []  # what begun, how it ends, its rule, the page around it
        self.page: Any = None

    def carried(self, name: str) -> Carried:
        for number, row in self.survey:
            self._row(f"survey {number}", row)
        while self.stack:
            self._end("survey: the end")
        for said in ("public_key", "submission_url", "instance_name", "auto_send", "auto_delete", "style"):
            if self.settings.get(said):
                self.sketch.note(f"settings {said}", NO_PLACE)
        title = self._said(self.settings, "form_title") or self._said(self.settings, "title")
        called = name or self.settings.get("form_id") or self.settings.get("id_string") or "form"
        return self.sketch.finish(name=called, title=title or called)

    def _row(self, item: str, row: Row) -> None:
        kind = " ".join(row.get("type", "").split())
        key = row.get("name", "")
        low = kind.lower().replace("_", " ")
        item = f"{item} {key}".strip()
        if not kind:
            self.sketch.note(item, NO_QUESTION)
        elif low in {"begin group", "begin repeat", "begin loop"} or low.startswith("begin loop"):
            if "loop" in low:
                self.sketch.note(f"{item}: {kind}", NO_SUCH_KIND)
            self._begin(item, key, row, repeat=low == "begin repeat")
        elif low in {"end group", "end repeat", "end loop"}:
            self._end(item)
        elif low in {"note", "hidden", "xml-external", "csv-external"}:
            words = next(iter((self._said(row, "label") or {}).values()), "")
            self.sketch.note(f"{item}: {words}" if words else item, NO_QUESTION)
        elif low.split(":", maxsplit=1)[0] in METADATA:
            self.sketch.note(f"{item}: {kind}", AUTOMATIC)
        else:
            self._question(item, key, kind, row)

    # ------------------------------------------------------------------ groups and pages

    def _begin(self, item: str, key: str, row: Row, *, repeat: bool) -> None:
        when = rules.all_of([self._around(), self._rule(item, row, "relevant")])
        ending, before = ExitStack(), self.page
        label = self._said(row, "label")
        if repeat:
            counted = row.get("repeat_count", "")
            limits = {"min_length": int(counted), "max_length": int(counted)} if counted.isdigit() else {}
            if counted and not limits:
                self.sketch.note(f"{item}: repeat_count {counted}", NOT_UNDERSTOOD)
            ending.enter_context(
                self.sketch.group(
                    key,
                    label,
                    item=item,
                    when=when,
                    page=self.page,
                    limits=limits,
                    optional=not limits.get("min_length"),
                )
            )
            self.page, when = None, None
        elif not any(kind == "repeat" for kind, *_ in self.stack):
            self.page = label or self.page
        self._besides(item, row)
        self.stack.append(("repeat" if repeat else "group", ending, when, before))

    def _end(self, item: str) -> None:
        if not self.stack:
            self.sketch.note(item, NO_QUESTION)
            return
        _, ending, _, self.page = self.stack.pop()
        ending.close()

    def _around(self) -> Any:
        """Return the rule of the innermost group; what begins a repetition begins anew."""
        return self.stack[-1][2] if self.stack else None

    # ------------------------------------------------------------------ questions

    def _question(self, item: str, key: str, kind: str, row: Row) -> None:
        asked, more, other = self._asked(item, kind, row)
        if asked is None:
            self.sketch.note(f"{item}: {kind}", NO_SUCH_KIND)
            return
        when = rules.all_of([self._around(), self._rule(item, row, "relevant")])
        if calculation := row.get("calculation") or row.get("calculate"):
            more["computed"] = self._expression(item, "calculation", calculation)
            if more["computed"] is None:
                return
            if asked == "text" and _numeric(more["computed"]):
                asked = "number"
        elif asked != "consent" and row.get("default"):
            more["default"] = self._default(item, row["default"], asked)
        if constraint := row.get("constraint"):
            found, lost = limits_of(constraint, asked)
            more["limits"] = {**found, **more.get("limits", {})}
            if lost:
                self.sketch.note(f"{item}: constraint {constraint}", NOT_UNDERSTOOD)
        required = row.get("required", "").lower()
        if required not in _TRUE and required not in {"", "no", "false", "false()", "0"}:
            self.sketch.note(f"{item}: required {required}", NOT_UNDERSTOOD)
        optional = required not in _TRUE
        self._besides(item, row)
        label = self._said(row, "label")
        data = self.sketch.add(
            key,
            asked,
            label,
            item=item,
            hint=self._said(row, "hint"),
            page=self.page,
            when=when,
            optional=optional,
            **more,
        )
        if other:
            rule = rules.ticked(key, "other") if asked == "choices" else rules.equals(key, "other")
            called = question_name(f"{data['name']}_other", taken=self.sketch.taken)
            self.sketch.add(
                f"{key}_other",
                "text",
                OTHER_WORDS.as_dict(),
                item=item,
                name=called,
                when=rules.all_of([when, rule]),
                page=self.page,
                optional=optional,
            )

    def _asked(self, item: str, kind: str, row: Row) -> tuple[str | None, Data, bool]:
        """Return the kind of question, what the type says besides, and whether another answer may be written."""
        for pattern, asked in ((MANY, "choices"), (ONE, "choice")):
            if found := pattern.fullmatch(kind):
                offered = list(self.lists.get(found[1], ()))
                if found[2]:
                    offered.append({"value": "other", "label": OTHER.as_dict()})
                return asked, {"choices": offered}, bool(found[2])
        low = kind.lower()
        if low.startswith(("select_one_from_file", "select_multiple_from_file")):
            self.sketch.note(f"{item}: {kind}", ELSEWHERE)
            return "text", {}, False
        first = low.split(" ", maxsplit=1)[0]
        asked_kind = KINDS.get(first) if first in {low, "range"} else None
        if first == "datetime":
            self.sketch.note(item, MOMENT)
        elif first == "barcode":
            self.sketch.note(item, AS_TEXT)
        elif first == "text" and "multiline" in row.get("appearance", ""):
            asked_kind = "long-text"
        return asked_kind, {"accept": [MEDIA[first]]} if first in MEDIA else {}, False

    def _rule(self, item: str, row: Row, column: str) -> Any:
        said = row.get(column, "")
        return self._expression(item, column, said) if said else None

    def _expression(self, item: str, column: str, said: str) -> Any:
        try:
            return rule_of(said)
        except NotSaid:
            self.sketch.note(f"{item}: {column} {said}", NOT_UNDERSTOOD)
            return None

    def _default(self, item: str, said: str, kind: str) -> Any:
        if kind == "whole-number" and re.fullmatch(r"-?[0-9]{1,15}", said):
            return int(said)
        if kind == "choices":
            return said.split()
        if "(" in said or "$" in said:
            self.sketch.note(f"{item}: default {said}", NOT_UNDERSTOOD)
            return None
        return said

    def _besides(self, item: str, row: Row) -> None:
        """Note the cells that have no place in a form here."""
        for column, said in row.items():
            base = column.split("::", maxsplit=1)[0].lower()
            if base in LOOKS_ONLY and said != "multiline":
                self.sketch.note(f"{item}: {base} {said}", LOOKS)
            elif base in NOT_HERE or base in {
                "media",
                "image",
                "audio",
                "video",
                "big-image",
                "bind",
                "body",
                "instance",
            }:
                self.sketch.note(f"{item}: {column}", NO_PLACE)

    def _said(self, row: Row, column: str) -> dict[str, str] | None:
        """Return the words of a column in every language; a column without a language is in the default one."""
        found: dict[str, str] = {}
        for heading, text in row.items():
            base, _, language = heading.partition("::")
            if base.lower() == column:
                if language:
                    found[language_of(language)] = text
                else:
                    found |= {self.language: text} if self.language else Text.of(text).as_dict()
        return found or None


def _numeric(rule: Any) -> bool:
    if isinstance(rule, Mapping) and len(rule) == 1:
        (operator, said), *_ = rule.items()
        if operator == "if" and isinstance(said, list) and len(said) == 3:
            return all(_numeric(each) for each in said[1:])
        return operator in {"+", "-", "*", "/", "%", "min", "max", "count"}
    return isinstance(rule, int | float) and not isinstance(rule, bool)
