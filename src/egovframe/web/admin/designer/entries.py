"""A question as the designer's page takes it: from the fields of the page to the question as data, and back.

The page has a field for each thing that a question can say; the data leaves out what it does not say. Choices are
written a line each: `value | Korean | English`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.asked import is_prefillable
from egovframe.forms.questions import own_level
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
_INTEGER: Final = re.compile(r"-?[0-9]{1,16}")
_SIZE: Final = re.compile(r"[0-9]{1,12}")
_YES_NO: Final = frozenset({"yes-no", "consent"})

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
    "prefill": Text(ko="목록에서 고르세요.", en="Choose one of the list."),
    "typed": Text(
        ko="이 종류의 답이나 셈한 답은 다른 곳에서 가져올 수 없습니다.",
        en="An answer of this kind, or one that is worked out, cannot be looked up.",
    ),
    "fixed": Text(
        ko="어디서 가져올지 먼저 고르세요. 직접 적은 답은 고정되지 않습니다.",
        en="Choose first where it is looked up: what a person wrote is never fixed.",
    ),
    "default": Text(ko="예 또는 아니요로 적으세요.", en="Write yes or no."),
}


def question_of(posted: Fields, *, others: frozenset[str]) -> dict[str, Any]:
    """Return the question as data. `others` are the names beside it. Raises Invalid that names the fields."""
    return _Reader(posted).question(others)


class _Reader:
    """Reads the fields of one question, gathering what is wrong with them."""

    def __init__(self, posted: Fields) -> None:
        self._posted = posted
        self._faults: list[Fault] = []

    def question(self, others: frozenset[str]) -> dict[str, Any]:
        """Return the question as data. Raises Invalid."""
        name, kind = self._get("name"), self._get("kind")
        if not _NAME.fullmatch(name):
            self._fault("name", "name")
        elif name in others:
            self._fault("name", "taken")
        data = {"name": name, "kind": kind, **self._words(), **self._offered(kind), **self._rules()}
        limits = self._limits(kind)
        if limits:
            data["limits"] = limits
        data |= self._need(kind, computed="computed" in data)
        if self._get("who") == "public":
            data["public"] = True
        level = own_level(kind) or self._get("personal")
        if level:
            data["personal"] = level
        data |= self._files() | self._looked_up()
        if self._faults:
            raise Invalid("The question does not hold yet.", faults=self._faults)
        return data

    def _get(self, name: str) -> str:
        return self._posted.line(name, most=_LONGEST)

    def _fault(self, name: str, words: str) -> None:
        self._faults.append(Fault(name, _SAY[words]))

    def _words(self) -> dict[str, Any]:
        found = {}
        for word in WORDS:
            texts = {tag: words for tag in ("ko", "en") if (words := self._get(f"{word}-{tag}"))}
            if texts:
                found[word] = texts
        if "label" not in found:
            self._fault("label-ko", "label")
        return found

    def _offered(self, kind: str) -> dict[str, Any]:
        if kind not in CHOOSING:
            return {}
        offered = _choices(self._get("choices"))
        if not offered:
            self._fault("choices", "choices")
        return {"choices": offered}

    def _rules(self) -> dict[str, Any]:
        found = {}
        for rule in RULES:
            if written := self._get(rule):
                try:
                    found[rule] = json.loads(written)
                except (ValueError, RecursionError):
                    self._fault(rule, "rule")
        return found

    def _limits(self, kind: str) -> dict[str, Any]:
        found: dict[str, Any] = {name: size for name in LENGTHS if (size := self._size(name)) is not None}
        for name in BOUNDS:
            value = self._get(name)
            if value and kind in _WHOLE:
                found[name] = self._whole(name, value)
            elif value:
                found[name] = value
        if pattern := self._get("pattern"):
            found["pattern"] = pattern
        return found

    def _size(self, name: str) -> int | None:
        value = self._get(name)
        if not value:
            return None
        if not _SIZE.fullmatch(value):
            self._fault(name, "number")
            return None
        return int(value)

    def _whole(self, name: str, value: str) -> int:
        if not _INTEGER.fullmatch(value):
            self._fault(name, "number")
            return 0
        return int(value)

    def _files(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        accept = [each.strip() for each in re.split(r"[,\n]", self._get("accept")) if each.strip()]
        if accept:
            found["accept"] = accept
        size = self._size("max_size")
        if size is not None:
            found["max_size"] = size
        return found

    def _looked_up(self) -> dict[str, Any]:
        """Say from which register the answer comes, and whether what was found there stays."""
        found: dict[str, Any] = {}
        if prefill := self._get("prefill"):
            source, _, attribute = prefill.partition(".")
            if not source or not attribute.isidentifier():
                self._fault("prefill", "prefill")
            elif not is_prefillable(self._get("kind")) or self._get("computed"):
                self._fault("prefill", "typed")
            found["prefill"] = prefill
        if self._get("fixed") == "yes":
            if not prefill:
                self._fault("fixed", "fixed")
            found["fixed"] = True
        return found

    def _need(self, kind: str, *, computed: bool) -> dict[str, Any]:
        """Say whether an answer is needed, and what stands when none is given."""
        if computed:
            return {"required": False, "nullable": True}
        if self._get("need") == "required":
            return {"required": True}
        default = self._get("default")
        if not default:
            return {"required": False, **({"default": []} if kind == "group" else {"nullable": True})}
        return {"required": False, "default": self._default(kind, default)}

    def _default(self, kind: str, default: str) -> Any:
        if kind in _YES_NO:
            if default.casefold() not in _YES | _NO:
                self._fault("default", "default")
            return default.casefold() in _YES
        if kind in _WHOLE:
            return self._whole("default", default)
        return [each.strip() for each in default.split(",")] if kind == "choices" else default


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
    fields["prefill"] = question.get("prefill", "")
    fields["fixed"] = "yes" if question.get("fixed") else "no"
    return fields


def _line(offered: Mapping[str, Any]) -> str:
    label, hint = offered["label"], offered.get("hint", {})
    if label == {"en": offered["value"]} and not hint:
        return str(offered["value"])
    parts = [offered["value"], label.get("ko", ""), label.get("en", ""), hint.get("ko", ""), hint.get("en", "")]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)
