"""Questions as components of form.io. What it has no place for goes into a component's `properties`, named `egov`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import NO_FIELD, NO_KIND, NO_RULE, Losses
from egovframe.forms.formats.formio.details import OWN, OWN_KEYS
from egovframe.forms.formats.patterns import with_shape
from egovframe.forms.questions import FEW_CHOICES

Data = Mapping[str, Any]

TYPES: Final[Mapping[str, str]] = {
    "text": "textfield",
    "long-text": "textarea",
    "whole-number": "number",
    "number": "number",
    "money": "currency",
    "yes-no": "checkbox",
    "choices": "selectboxes",
    "date": "datetime",
    "birth-date": "datetime",
    "time": "time",
    "phone": "phoneNumber",
    "email": "email",
    "person-name": "textfield",
    "address": "textfield",
    "file": "file",
    "files": "file",
    "signature": "signature",
    "consent": "checkbox",
    "group": "editgrid",
}
"""The type of component for each kind of question; others go out as text and are noted."""

SAME_KIND: Final = frozenset(TYPES) - {"money", "birth-date", "person-name", "address", "yes-no", "files"}
OWN_OPERATORS: Final = frozenset({"sum", "count", "days"})
"""Operators of our rules that JSONLogic elsewhere does not know."""
NOT_OWN: Final = frozenset({"kind", "required", "when", "computed"})
"""What is said among our own words only where form.io says it otherwise or not at all."""


class Writer:
    """Makes components of questions; what form.io cannot say is noted."""

    def __init__(self, losses: Losses, *, language: str, types: Mapping[str, str] = TYPES) -> None:
        self.losses = losses
        self.language = language
        self.types = types

    def components(self, questions: Sequence[Data], *, row: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
        """Return the components of these questions; `row` names those of the entry that they stand in."""
        return [self.component(each, row=row) for each in questions]

    def component(self, question: Data, *, row: frozenset[str] = frozenset()) -> dict[str, Any]:
        """Return the component of one question."""
        kind, name = question["kind"], question["name"]
        made: dict[str, Any] = {
            "key": name,
            "type": self._type(question),
            "input": True,
            "label": self._said(question["label"]),
            "validate": self._validate(question),
        }
        if "hint" in question:
            made["description"] = self._said(question["hint"])
        translations = self._translations(question, {"label": "label", "hint": "description"})
        if translations:
            made["openForms"] = {"translations": translations}
        if "choices" in question:
            self._choices(question, made)
        if question.get("default") not in (None, []) and kind != "consent":
            made["defaultValue"] = self._default(question)
        made |= self._details(question)
        if kind == "group":
            inner = frozenset(each["name"] for each in question["questions"])
            made["components"] = self.components(question["questions"], row=row | inner)
        self._rules(question, made, row)
        if own := self._own(question, made):
            made["properties"] = {OWN: own}
        return made

    def _own(self, question: Data, made: Data) -> dict[str, Any]:
        """Return what form.io has no place for."""
        kind = question["kind"]
        own = {key: question[key] for key in sorted(OWN_KEYS & set(question)) if key not in NOT_OWN}
        for said, there in (("when", "conditional"), ("computed", "calculateValue")):
            if said in question and there not in made:
                own[said] = question[said]  # what JSONLogic elsewhere cannot say comes back from here at least
        if kind not in SAME_KIND or kind not in self.types:
            own["kind"] = kind
        if question["required"] and not made["validate"]["required"]:
            own["required"] = True
        return own

    def _type(self, question: Data) -> str:
        kind = question["kind"]
        if kind == "choice":
            return "radio" if len(question["choices"]) <= FEW_CHOICES else "select"
        if kind not in self.types:
            self.losses.note(f"{question['name']}: {kind}", NO_KIND)
            return "textfield"
        return self.types[kind]

    def _said(self, text: Mapping[str, str]) -> str:
        return text.get(self.language) or text.get("ko") or text.get("en") or next(iter(text.values()))

    @staticmethod
    def _translations(said: Data, names: Mapping[str, str]) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for ours, theirs in names.items():
            for language, text in said.get(ours, {}).items():
                found.setdefault(language, {})[theirs] = text
        return found

    def _choices(self, question: Data, made: dict[str, Any]) -> None:
        offered = [
            {
                "value": each["value"],
                "label": self._said(each["label"]),
                "openForms": {"translations": self._translations(each, {"label": "label"})},
            }
            for each in question["choices"]
        ]
        for each in question["choices"]:
            if "hint" in each:
                self.losses.note(f"{question['name']}: {each['value']}: hint", NO_FIELD)
        if made["type"] == "select":
            made["data"] = {"values": offered}
        else:
            made["values"] = offered

    @staticmethod
    def _default(question: Data) -> Any:
        default = question["default"]
        if question["kind"] == "choices":
            return {each["value"]: each["value"] in default for each in question["choices"]}
        if question["kind"] == "number":
            return float(default) if "." in str(default) else int(default)
        return default

    def _validate(self, question: Data) -> dict[str, Any]:
        kind = question["kind"]
        limits = with_shape(kind, question.get("limits", {}))
        checks: dict[str, Any] = {"required": bool(question["required"]) and kind != "yes-no"}
        if "computed" in question:
            checks["required"] = False
        if kind == "whole-number":
            checks["integer"] = True
        lengths = {"choices": ("minSelectedCount", "maxSelectedCount")}.get(kind, ("minLength", "maxLength"))
        names = {"min_length": lengths[0], "max_length": lengths[1], "pattern": "pattern"}
        if kind in {"whole-number", "number", "money"}:
            names |= {"ge": "min", "le": "max"}
        dated = {"ge", "le"} if kind in {"date", "birth-date"} else {"max_length"} if kind == "files" else set()
        for name, bound in limits.items():
            if name in dated:
                continue  # said where the day or the files are
            if name in names:
                checks[names[name]] = float(bound) if isinstance(bound, str) and name in {"ge", "le"} else bound
            else:
                self.losses.note(f"{question['name']}: {name} {bound}", NO_FIELD)
        return checks

    def _details(self, question: Data) -> dict[str, Any]:
        """Return what only this kind says."""
        kind, limits = question["kind"], question.get("limits", {})
        match kind:
            case "money":
                return {"currency": "KRW", "decimalLimit": 0}
            case "whole-number":
                return {"decimalLimit": 0}
            case "date" | "birth-date":
                picker = {"ge": "minDate", "le": "maxDate"}
                bounds = {picker[name]: limits[name] for name in picker if name in limits}
                return {"enableTime": False, "format": "yyyy-MM-dd", "datePicker": bounds}
            case "file" | "files":
                made: dict[str, Any] = {"storage": "base64", "multiple": kind == "files"}
                if "accept" in question:
                    made["filePattern"] = ",".join(question["accept"])
                if "max_size" in question:
                    made["fileMaxSize"] = f"{question['max_size']}B"
                if "max_length" in limits and kind == "files":
                    made["maxNumberOfFiles"] = limits["max_length"]
                return made
            case _:
                return {}

    def _rules(self, question: Data, made: dict[str, Any], row: frozenset[str]) -> None:
        name = question["name"]
        if (rule := question.get("when")) is not None:
            if spoken(rule):
                made["conditional"] = _conditional(rule, row)
            else:
                self.losses.note(f"{name}: when {rules.shown(rule)}", NO_RULE)
        if (rule := question.get("computed")) is not None:
            if spoken(rule):
                made |= {"calculateValue": prefixed(rule, row), "disabled": True}
            else:
                self.losses.note(f"{name}: computed {rules.shown(rule)}", NO_RULE)


def spoken(rule: Any) -> bool:
    """Say whether JSONLogic elsewhere understands a rule."""
    if isinstance(rule, list):
        return all(map(spoken, rule))
    if not isinstance(rule, Mapping):
        return True
    return not OWN_OPERATORS & set(rule) and all(map(spoken, rule.values()))


def prefixed(rule: Any, row: frozenset[str]) -> Any:
    """Return a rule with answers named as form.io does: `row.name` in the same entry, `data.name` elsewhere."""
    if isinstance(rule, list):
        return [prefixed(each, row) for each in rule]
    if not isinstance(rule, Mapping):
        return rule
    ((operator, said),) = rule.items() if len(rule) == 1 else ((None, rule),)
    if operator == "var":
        path, *rest = said if isinstance(said, list) and said else [said]
        if isinstance(path, str) and path:
            path = f"{'row' if path.partition('.')[0] in row else 'data'}.{path}"
        return {"var": [path, *rest] if rest else path}
    if operator in rules.LISTS and isinstance(said, list) and said:
        return {operator: [prefixed(said[0], row), *said[1:]]}  # the rest speaks of the entries of that list
    return {operator: prefixed(each, row) for operator, each in rule.items()}


def _conditional(rule: Any, row: frozenset[str]) -> dict[str, Any]:
    if isinstance(rule, Mapping) and len(rule) == 1:
        (operator, said), *_ = rule.items()
        if operator in {"==", "!="} and isinstance(said, list) and len(said) == 2:
            one, value = said
            if isinstance(one, Mapping) and isinstance(one.get("var"), str) and isinstance(value, str):
                return {"show": operator == "==", "when": one["var"], "eq": value}
    return {"json": prefixed(rule, row)}
