"""A question as the designer's page takes it: from the fields of the page to the question as data, and back.

The page has a field for each thing that a question can say; the data leaves out what it does not say. Choices are
written a line each: `value | Korean | English`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.parsing import OWN_LEVEL
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.web.urlencoded import Fields

WORDS: Final = ("label", "hint", "purpose", "basis", "page", "each", "refusal")
"""What is written in two languages: a field `label-ko` and a field `label-en` each."""
BOUNDS: Final = ("ge", "gt", "le", "lt")
LENGTHS: Final = ("min_length", "max_length")
RULES: Final = ("when", "computed")
CHOOSING: Final = frozenset({"choice", "choices"})
_WHOLE: Final = frozenset({"whole-number", "money"})
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_LONGEST: Final = 20_000

_SAY: Final[Mapping[str, Text]] = {
    "name": Text(
        ko="소문자로 시작하는 이름을 적으세요. 소문자와 숫자, 밑줄을 쓸 수 있습니다.",
        en="Write a name that begins with a small letter: small letters, digits and underscores.",
    ),
    "taken": Text(ko="이 이름의 질문이 이미 있습니다.", en="There is a question of this name already."),
    "label": Text(ko="질문을 적으세요.", en="Write the question."),
    "choices": Text(
        ko="고를 답을 한 줄에 하나씩 적으세요: 값 | 한국어 | 영어",
        en="Write the answers to choose from, one a line: value | Korean | English",
    ),
    "number": Text(ko="숫자를 적으세요.", en="Write a whole number."),
    "rule": Text(ko="JSON으로 쓴 규칙이 아닙니다.", en="This is no rule written in JSON."),
    "default": Text(ko="예 또는 아니요로 적으세요.", en="Write yes or no."),
}


def question_of(posted: Fields, *, others: frozenset[str]) -> dict[str, Any]:
    """Return the question as data. `others` are the names beside it. Raises Invalid that names the fields."""
    faults: list[Fault] = []

    def get(name: str) -> str:
        return posted.get(name).replace("\r\n", "\n").replace("\0", "").strip()[:_LONGEST]

    def fault(name: str, words: str) -> None:
        faults.append(Fault(name, _SAY[words]))

    name, kind = get("name"), get("kind")
    if not _NAME.fullmatch(name):
        fault("name", "name")
    elif name in others:
        fault("name", "taken")
    data: dict[str, Any] = {"name": name, "kind": kind}
    for word in WORDS:
        texts = {tag: words for tag in ("ko", "en") if (words := get(f"{word}-{tag}"))}
        if texts:
            data[word] = texts
    if "label" not in data:
        fault("label-ko", "label")
    if kind in CHOOSING:
        data["choices"] = _choices(get("choices"))
        if not data["choices"]:
            fault("choices", "choices")
    limits: dict[str, Any] = {}
    for limit in LENGTHS:
        if value := get(limit):
            if value.isdecimal():
                limits[limit] = int(value)
            else:
                fault(limit, "number")
    for limit in BOUNDS:
        if value := get(limit):
            whole = kind in _WHOLE
            if whole and not re.fullmatch(r"-?[0-9]+", value):
                fault(limit, "number")
            else:
                limits[limit] = int(value) if whole else value
    if pattern := get("pattern"):
        limits["pattern"] = pattern
    if limits:
        data["limits"] = limits
    for rule in RULES:
        if written := get(rule):
            try:
                data[rule] = json.loads(written)
            except ValueError:
                fault(rule, "rule")
    _required(data, get("need"), get("default"), fault)
    if get("who") == "public":
        data["public"] = True
    level = OWN_LEVEL.get(kind) or get("personal")
    if level:
        data["personal"] = level
    if accept := [each.strip() for each in re.split(r"[,\n]", get("accept")) if each.strip()]:
        data["accept"] = accept
    if size := get("max_size"):
        if size.isdecimal():
            data["max_size"] = int(size)
        else:
            fault("max_size", "number")
    if faults:
        raise Invalid("The question does not hold yet.", faults=faults)
    return data


def _choices(written: str) -> list[dict[str, Any]]:
    """Return the choices of lines such as `car | 자동차 | Car | a hint in Korean | a hint in English`."""
    found = []
    for line in written.splitlines():
        if not line.strip():
            continue
        value, ko, en, hint_ko, hint_en = ([part.strip() for part in line.split("|")] + [""] * 4)[:5]
        label = {tag: words for tag, words in (("ko", ko), ("en", en)) if words} or {"en": value}
        offered: dict[str, Any] = {"value": value, "label": label}
        hint = {tag: words for tag, words in (("ko", hint_ko), ("en", hint_en)) if words}
        if hint:
            offered["hint"] = hint
        found.append(offered)
    return found


def _required(data: dict[str, Any], need: str, default: str, fault: Any) -> None:
    """Say whether an answer is needed, and what stands when none is given."""
    kind = data["kind"]
    data["required"] = need == "required"
    if data["required"] or "computed" in data:
        if "computed" in data:
            data["required"] = False
            data["nullable"] = True
        return
    if not default:
        if kind == "group":
            data["default"] = []
        else:
            data["nullable"] = True
        return
    if kind == "yes-no":
        if default.casefold() not in _YES | _NO:
            fault("default", "default")
        data["default"] = default.casefold() in _YES
    elif kind in _WHOLE:
        if re.fullmatch(r"-?[0-9]+", default):
            data["default"] = int(default)
        else:
            fault("default", "number")
    elif kind == "choices":
        data["default"] = [each.strip() for each in default.split(",")]
    else:
        data["default"] = default


_YES: Final = frozenset({"yes", "예", "true"})
_NO: Final = frozenset({"no", "아니요", "false"})


def entered_of(question: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of the page for a question as data, so that `question_of` gives the same question again."""
    fields = {"name": question["name"], "kind": question["kind"]}
    for word in WORDS:
        fields |= {f"{word}-{tag}": words for tag, words in question.get(word, {}).items()}
    fields["need"] = "required" if question.get("required", True) else "optional"
    default = question.get("default")
    if isinstance(default, bool):
        fields["default"] = "yes" if default else "no"
    elif isinstance(default, list):
        fields["default"] = ", ".join(map(str, default))
    elif default is not None:
        fields["default"] = str(default)
    fields |= {name: str(value) for name, value in question.get("limits", {}).items()}
    fields["choices"] = "\n".join(_line(each) for each in question.get("choices", ()))
    fields["who"] = "public" if question.get("public") else "private"
    fields["personal"] = question.get("personal") or ""
    for rule in RULES:
        if rule in question:
            fields[rule] = json.dumps(question[rule], ensure_ascii=False)
    fields["accept"] = ", ".join(question.get("accept", ()))
    fields["max_size"] = str(question.get("max_size", ""))
    return fields


def _line(offered: Mapping[str, Any]) -> str:
    label, hint = offered["label"], offered.get("hint", {})
    if label == {"en": offered["value"]} and not hint:
        return str(offered["value"])
    parts = [offered["value"], label.get("ko", ""), label.get("en", ""), hint.get("ko", ""), hint.get("en", "")]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)
