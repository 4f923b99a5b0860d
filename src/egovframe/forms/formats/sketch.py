"""A form in the making: readers add questions as data, and what does not hold is left behind by name, never a crash."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.definition import Definition
from egovframe.forms.errors import DefinitionInvalid
from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import NO_SUCH_KIND, NOT_UNDERSTOOD, RENAMED, Carried, FormatUnreadable, Losses
from egovframe.forms.formats.naming import form_name, question_name
from egovframe.forms.questions import DEEPEST_GROUP, own_level
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Data = dict[str, Any]

MOST_QUESTIONS: Final = 1_000
TOO_MANY: Final = Text(ko="질문은 1,000개까지입니다", en="A form has at most 1,000 questions")
TOO_DEEP: Final = Text(ko="묶음은 세 겹까지입니다", en="Groups stand in one another three deep at most")
EMPTY_GROUP: Final = Text(ko="묻는 것이 없는 묶음입니다", en="It is a group that asks nothing")
NO_CHOICES: Final = Text(
    ko="고를 보기가 없어 글자로 묻습니다", en="It offers nothing to choose from: it is asked as text"
)
DOES_NOT_HOLD: Final = {
    "default": Text(ko="기본값이 질문에 맞지 않습니다", en="Its default is no answer to the question"),
    "pattern": Text(ko="쓸 수 없는 정규식입니다", en="Its pattern cannot be checked here"),
    "limits": Text(ko="한계값이 질문에 맞지 않습니다", en="Its limits do not fit the question"),
    "computed": Text(ko="이런 질문의 답은 계산할 수 없습니다", en="The answer to such a question cannot be worked out"),
    "accept": Text(ko="파일 형식을 알아볼 수 없습니다", en="Its types of files are not understood"),
}


def words(value: object, language: str | None = None) -> dict[str, str] | None:
    """Return words by language of what another system wrote: a text, or texts by language; None for nothing."""
    if isinstance(value, Mapping):
        found = {str(tag): text for tag, text in value.items() if isinstance(text, str) and text.strip()}
        return found or None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()
    if not text:
        return None
    return {language: text} if language else Text.of(text).as_dict()


class Sketch:
    """The questions of a form that is read, their names, and what is not carried."""

    def __init__(self) -> None:
        self.losses = Losses()
        self.names: dict[str, str] = {}  # what the original calls a question → its name here
        self._levels: list[list[Data]] = [[]]
        self._items: dict[int, str] = {}  # id of a question's data → its place in the original
        self._count = 0

    def note(self, item: str, reason: Text) -> None:
        """Note that an item is not carried, or not as it was."""
        self.losses.note(item, reason)

    @property
    def taken(self) -> set[str]:
        """The names that questions of this level have already."""
        return {each["name"] for each in self._levels[-1]}

    def add(self, key: str, kind: str, label: object, *, item: str = "", name: str | None = None, **more: Any) -> Data:
        """Add a question; return its data, which may still be changed.

        `key` is what the original calls it, `item` where it stands there. `optional=True` says that it may stay
        unanswered; other keys are those of the JSON of a question; what says nothing is left out.
        """
        called = name or question_name(key, taken=self.taken)
        item = item or key
        if name is None and called != key:
            self.note(f"{item}: {key}", RENAMED)
        self.names.setdefault(key, called)
        optional = bool(more.pop("optional", False))
        data: Data = {"name": called, "label": words(label) or Text.of(called).as_dict(), "kind": kind}
        data |= {said: value for said, value in more.items() if value not in (None, "", (), [], {})}
        if kind in {"choice", "choices"}:
            self._offer(data, item)
        self._need(data, optional=optional)
        if (level := own_level(data["kind"])) is not None:
            data.setdefault("personal", level)
        self._count += 1
        if self._count <= MOST_QUESTIONS:
            self._levels[-1].append(data)
            self._items[id(data)] = item
        else:
            self.note(item, TOO_MANY)
        return data

    @contextmanager
    def group(self, key: str, label: object, *, item: str = "", **more: Any) -> Iterator[Data]:
        """Add a repeating group; what is added meanwhile is asked once an entry."""
        data = self.add(key, "group", label, item=item, **more)
        inner: list[Data] = []
        self._levels.append(inner)
        try:
            yield data
        finally:
            self._levels.pop()
        data["questions"] = inner
        if not inner or len(self._levels) > DEEPEST_GROUP:
            self.note(item or key, TOO_DEEP if inner else EMPTY_GROUP)
            if data in self._levels[-1]:
                self._levels[-1].remove(data)

    def _offer(self, data: Data, item: str) -> None:
        """Keep each choice once, with a value and words; without any the question is asked as text."""
        offered: dict[str, Data] = {}
        for each in data.get("choices", ()):
            value = str(each.get("value", ""))
            if value.strip() and value not in offered:
                offered[value] = {**each, "value": value, "label": words(each.get("label")) or words(value)}
            else:
                self.note(f"{item}: {value!r}", Text(ko="같거나 빈 보기입니다", en="It is offered twice, or empty"))
        data["choices"] = list(offered.values())
        if not offered:
            self.note(item, NO_CHOICES)
            del data["choices"]
            data["kind"] = "text"

    @staticmethod
    def _need(data: Data, *, optional: bool) -> None:
        """Say whether an answer must be given, in the way that the kind says it."""
        if data.get("computed") is not None or not optional:
            data.pop("default", None)
        elif data["kind"] == "group":
            data |= {"required": False, "default": []}
        elif data["kind"] == "consent":
            data |= {"required": False, "default": False}
        elif "default" in data:
            data["required"] = False
        else:
            data |= {"required": False, "nullable": True}

    def compute(self, key: str, rule: Any) -> bool:
        """Let the answer to a question of the whole form be worked out; say whether there is such a question."""
        for each in self._levels[0]:
            if each["name"] == self.names.get(key) and each["kind"] != "group" and rule is not None:
                each["computed"] = rule
                each.pop("default", None)
                return True
        return False

    # ------------------------------------------------------------------ the whole

    def finish(self, *, name: str, title: object, about: object = None, fallback: str = "form") -> Carried:
        """Return the form. Rules are checked against its questions; what does not hold is left behind and noted.

        Raises:
            FormatUnreadable: nothing is asked.
        """
        self._bind(self._levels[0], ())
        said: Data = {
            "name": form_name(name, fallback=fallback),
            "title": words(title) or words(name) or {"en": fallback},
            "about": words(about),
            "questions": list(self._levels[0]),
        }
        said = {key: value for key, value in said.items() if value is not None}
        parsed = _parsed(said) if said["questions"] else None
        if parsed is None:  # something does not hold: each question is looked at alone
            said["questions"] = [each for each in self._levels[0] if self._mend(each)]
            if not said["questions"]:
                raise FormatUnreadable(
                    "The file asks nothing that can be asked here.",
                    hint="; ".join(f"{each.item}: {each.reason.in_('en')}" for each in self.losses.all()[:3])
                    or "Give a form with at least one question.",
                )
            parsed = _parsed(said)
        if parsed is None:  # each question holds, so the rules do not hold together
            for each in said["questions"]:
                self._without_rules(each)
            parsed = Definition.parse(said)
        return Carried(parsed, self.losses.all())

    def _without_rules(self, data: Data) -> None:
        for said in ("when", "computed"):
            if (rule := data.pop(said, None)) is not None:
                self.note(f"{self._items.get(id(data), data['name'])}: {rules.shown(rule)}", NOT_UNDERSTOOD)
        for each in data.get("questions", ()):
            self._without_rules(each)

    def _bind(self, questions: list[Data], around: tuple[Data, ...]) -> None:
        """Let rules speak of names here, and drop those that speak of what is not asked."""
        known = {each["name"] for each in (*around, *questions)}
        for each in questions:
            item = self._items.get(id(each), each["name"])
            for said in ("when", "computed"):
                rule = each.get(said)
                if rule is None:
                    continue
                named = rules.renamed(rule, self.names)
                if rules.understood(named, known - {each["name"]}):
                    each[said] = named
                else:
                    self.note(f"{item}: {rules.shown(rule)}", NOT_UNDERSTOOD)
                    del each[said]
            if each["kind"] == "group":
                self._bind(each["questions"], (*around, *questions))

    def _mend(self, data: Data) -> bool:
        """Take away what keeps a question from holding together, the least first; say whether it does then."""
        if data["kind"] == "group":
            data["questions"] = [each for each in data["questions"] if self._mend(each)]
        item = self._items.get(id(data), str(data["name"]))
        for what, take in _TAKE_AWAY.items():
            if _holds(data):
                return True
            if take(data):
                self.note(item, DOES_NOT_HOLD[what])
        if _holds(data):
            return True
        self.note(item, NO_SUCH_KIND)
        return False


def _parsed(said: Data) -> Definition | None:
    try:
        return Definition.parse(said)
    except (DefinitionInvalid, DeclarationError):
        return None


def _holds(data: Data) -> bool:
    alone = {key: value for key, value in data.items() if key != "when"}
    return _parsed({"name": "one", "title": "one", "questions": [alone]}) is not None


def _no_default(data: Data) -> bool:
    if "default" not in data or data["kind"] in {"group", "consent"}:
        return False
    del data["default"]
    data["nullable"] = True
    return True


def _no_pattern(data: Data) -> bool:
    return data.get("limits", {}).pop("pattern", None) is not None


def _drop(what: str) -> Any:
    return lambda data: data.pop(what, None) is not None


_TAKE_AWAY: Final = {
    "default": _no_default,
    "pattern": _no_pattern,
    "limits": _drop("limits"),
    "computed": _drop("computed"),
    "accept": _drop("accept"),
}
