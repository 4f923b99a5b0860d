"""A form as the Python class that it stands for: text for a city's own code, the other way round from `Definition.of`.

What is written reads as if somebody had typed it; run, it gives the same definition again, word for word.
"""

from __future__ import annotations

import datetime as dt
import json
import keyword
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from egovframe.forms.limits import parse_limit
from egovframe.forms.questions import LEVELS, own_level

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition
    from egovframe.forms.fees.fee import Fee
    from egovframe.forms.public.model import Collecting
    from egovframe.forms.questions import Choice, Question
    from egovframe.kernel.text import Text

TYPES: Final[Mapping[str, str]] = {
    "text": "str",
    "long-text": "LongText",
    "whole-number": "int",
    "number": "Decimal",
    "money": "Won",
    "yes-no": "bool",
    "date": "date",
    "time": "time",
    "period": "Period",
    "phone": "Phone",
    "email": "Email",
    "person-name": "PersonName",
    "address": "Address",
    "postal-address": "PostalAddress",
    "place": "Place",
    "birth-date": "BirthDate",
    "file": "File",
    "files": "list[File]",
    "signature": "Signature",
    "consent": "Consent",
}
"""The annotation of each kind but choices, groups and identifiers."""
_MARKERS: Final = {"personal": "Personal", "sensitive": "Sensitive", "unique-id": "UniqueId"}
_LIMITS: Final = {"now": "at_once", "d": "working_days", "w": "weeks", "m": "months", "y": "calendar_years"}
_KEEPS: Final = {"y": "years", "m": "months", "d": "days"}
_WIDTH: Final = 110
_DATED: Final = frozenset({"date", "birth-date"})


def python_source(definition: Definition) -> str:
    """Return a module with the form's class and a function that declares it in a city.

    `declare(app)` declares it with its role, unit, limit and record class, which the city must have. Strings of more
    than a line are written with escapes. Raises LimitError for a definition whose processing limit is none.
    """
    writer = _Writer()
    name = _class_name(definition.name)
    # Without a text above the questions the class says nothing either: its docstring would be that text.
    body = writer.form(name, definition.questions, about=definition.about.in_("en") if definition.about else None)
    declare = writer.declare(definition, name)
    of_version = f", version {definition.version}" if definition.version else ""
    head = f'"""The form {json.dumps(definition.name)}{of_version}, as a class."""'
    return "\n".join([head, "", *writer.imports(), "", "", body, "", "", declare, ""])


class _Writer:
    """Writes one module; remembers which names it needs."""

    def __init__(self) -> None:
        self._needs: dict[str, set[str]] = {"egovframe": {"App", "Form", "ask"}}
        self._classes: list[str] = []
        self._taken: set[str] = set()

    def _need(self, module: str, name: str) -> str:
        self._needs.setdefault(module, set()).add(name)
        return name

    def imports(self) -> list[str]:
        """Return the lines that import what was needed, the standard library first."""
        own = sorted(module for module in self._needs if module.startswith("egovframe"))
        others = sorted(set(self._needs) - set(own))

        def line(module: str) -> str:
            return f"from {module} import {', '.join(sorted(self._needs[module], key=str.casefold))}"

        return [*map(line, others), *([""] if others else []), *map(line, own)]

    def form(self, name: str, questions: Iterable[Question], *, about: str | None) -> str:
        """Return the class of these questions, those of its groups before it."""
        self._taken.add(name)
        lines = [f"class {name}(Form):", *([f"    {_doc(about)}", ""] if about else [])]
        lines += [f"    {each.name}: {self._annotation(each)} = {self._asked(each)}" for each in questions]
        written = "\n".join(lines)
        return "\n\n\n".join([*self._drained(), written])

    def _drained(self) -> list[str]:
        classes, self._classes = self._classes, []
        return classes

    def _annotation(self, question: Question) -> str:
        kind = question.kind
        own: str | None = own_level(kind)
        if kind in ("choice", "choices"):
            self._need("typing", "Literal")
            values = ", ".join(_string(each.value) for each in question.choices)
            base = f"Literal[{values}]"
            base = f"list[{base}]" if kind == "choices" else base
        elif kind == "group":
            inner = self._fresh(_class_name(question.name))
            written = self.form(inner, question.questions, about=question.label.in_("en"))
            self._classes.append(written)
            base = f"list[{inner}]"
            levels = [each.personal for each in question.questions if each.personal]
            own = max(levels, key=LEVELS.index, default=None)
        elif (found := question.identifier) is not None:
            base = self._need(*found.python.split(":"))
        else:
            base = self._type(TYPES[kind])
        if question.personal and question.personal != own:
            self._need("typing", "Annotated")
            base = f"Annotated[{base}, {self._need('egovframe.forms', _MARKERS[question.personal])}]"
        return f"{base} | None" if question.nullable or question.when is not None else base

    def _type(self, written: str) -> str:
        name = re.sub(r"list\[(\w+)\]", r"\1", written)
        if name == "Decimal":
            self._need("decimal", name)
        elif name in ("date", "time"):
            self._need("datetime", name)
        elif name not in ("str", "int", "bool"):
            self._need("egovframe.forms", name)
        return written

    def _fresh(self, name: str) -> str:
        number, found = 2, name
        while found in self._taken:
            found, number = f"{name}{number}", number + 1
        return found

    def _asked(self, question: Question) -> str:
        words = self._worded(question)
        if question.choices:
            words.append(f"choices=[{', '.join(self._choice(each) for each in question.choices)}]")
        for name, limit in question.limits.as_json().items():
            words.append(f"{name}={self._bound(limit, name, question.kind)}")
        for name in ("when", "computed"):
            rule = getattr(question, name)
            if rule is not None:
                words.append(f"{name}={rule.as_json()!r}")
        if question.accept:
            words.append(f"accept=[{', '.join(map(_string, question.accept))}]")
        if question.max_size is not None:
            words.append(f"max_size={question.max_size}")
        words += self._looked_up(question)
        if not question.required:
            words += self._default(question)
        if question.public:
            words.append("public=True")
        return _call("ask", words, indent=4)

    @staticmethod
    def _looked_up(question: Question) -> list[str]:
        """Return where the answer is looked up as arguments."""
        words = [] if question.prefill is None else [f"prefill={_string(question.prefill)}"]
        return [*words, "fixed=True"] if question.fixed else words

    def _worded(self, question: Question) -> list[str]:
        """Return the words of a question as arguments."""
        label = question.label.as_dict()
        both = set(label) == {"ko", "en"}
        words = [_string(label["ko"]), f"en={_string(label['en'])}"] if both else [self._text(question.label)]
        texts = {name: getattr(question, name) for name in ("hint", "purpose", "basis", "page", "each", "refusal")}
        return [*words, *(f"{name}={self._text(text)}" for name, text in texts.items() if text is not None)]

    def _default(self, question: Question) -> list[str]:
        default = question.default
        if default is None:
            return ["default=None"] if question.when is not None and question.nullable else []
        if isinstance(default, tuple):
            return [f"default={list(default)!r}"]
        if isinstance(default, str):
            return [f"default={self._bound(default, 'ge', question.kind)}"]
        return [f"default={default!r}"]

    def _bound(self, limit: int | str, name: str, kind: str) -> str:
        """Return a limit or a default as it is typed: a day as a date, a decimal number as one."""
        if isinstance(limit, int) or name == "pattern":
            return repr(limit) if isinstance(limit, int) else _string(limit)
        if kind in _DATED:
            day = dt.date.fromisoformat(limit)
            return f"{self._type('date')}({day.year}, {day.month}, {day.day})"
        if kind == "time":
            moment = dt.time.fromisoformat(limit)
            return f"{self._type('time')}({moment.hour}, {moment.minute})"
        if kind == "number":
            return f"{self._type('Decimal')}({_string(limit)})"
        return _string(limit)

    def _choice(self, offered: Choice) -> str:
        self._need("egovframe.forms", "choice")
        words = [_string(offered.value)]
        label = offered.label.as_dict()
        if not set(label) <= {"ko", "en"}:
            self._need("egovframe.forms", "Choice")
            words.append(self._text(offered.label))
            return f"Choice({', '.join([*words, *([self._text(offered.hint)] if offered.hint else [])])})"
        if label != {"en": offered.value} or any("가" <= sign <= "힣" for sign in offered.value):
            words += [f"{tag}={_string(label[tag])}" for tag in ("ko", "en") if tag in label]
        if offered.hint is not None:
            words.append(f"hint={self._text(offered.hint)}")
        return f"choice({', '.join(words)})"

    def _text(self, text: Text) -> str:
        self._need("egovframe.kernel.text", "Text")
        return f"Text({', '.join(f'{tag}={_string(words)}' for tag, words in text.words)})"

    def declare(self, definition: Definition, name: str) -> str:
        """Return the function that declares the form in a city."""
        limit = parse_limit(definition.limit)
        made = self._need("egovframe.forms", _LIMITS[limit.unit])
        words = [_string(definition.name), f"title={self._text(definition.title)}"]
        if definition.about is not None:
            words.append(f"about={self._text(definition.about)}")
        if definition.role is not None:
            words.append(f"by=app.roles[{_string(definition.role)}]")
        words += [
            f"within={made}({'' if limit.unit == 'now' else limit.number})",
            f"keep={self._keep(definition.keep)}",
        ]
        if definition.unit is not None:
            words.append(f"unit={_string(definition.unit)}")
        if definition.kind:
            words.append(f"kind={_string(definition.kind)}")
        if definition.procedure:
            words.append(f"procedure={_string(definition.procedure)}")
        if definition.fee is not None:
            words.append(f"fee={self._fee(definition.fee)}")
        if definition.drafts != "ask":
            words.append(f"drafts={_string(definition.drafts)}")
        if definition.cosigners is not None:
            numbers = definition.cosigners
            made = self._need("egovframe.forms", "cosigners")
            words.append(f"cosigners={made}(at_least={numbers.least}, at_most={numbers.most})")
        if definition.public is not None:
            words.append(f"public={self._collects(definition.public)}")
        return "\n".join(
            [
                "def declare(app: App) -> None:",
                '    """Declare the form in a city that has its role, its unit and its record class."""',
                f"    {_call('app.form', words, indent=4)}({name})",
            ]
        )

    def _fee(self, fee: Fee) -> str:
        """Return a fee as it is typed."""
        self._need("egovframe.forms", "Fee")
        words = [] if fee.amount is None else [f"{fee.amount:_}"]
        if fee.currency != "KRW":
            words.append(f"currency={_string(fee.currency)}")
        words += [f"{name}={rule.as_json()!r}" for name, rule in fee.rules.items()]
        return f"Fee.of({', '.join(words)})"

    def _collects(self, public: Collecting) -> str:
        made = self._need("egovframe.forms", "collects")
        said = public.as_json()
        said["thresholds"] = tuple(said["thresholds"])
        return f"{made}({', '.join(f'{name}={value!r}' for name, value in said.items() if value != ())})"

    def _keep(self, keep: str) -> str:
        period = re.fullmatch(r"([1-9][0-9]*)([ymd])", keep)
        if period is None:
            return f"app.record_classes[{_string(keep)}]"
        return f"{self._need('egovframe.records', _KEEPS[period[2]])}({period[1]})"


def _class_name(name: str) -> str:
    words = "".join(part[:1].upper() + part[1:] for part in re.split(r"[-_]", name))
    return f"{words}_" if keyword.iskeyword(words) or words in ("Form", "App") else words


def _string(text: str) -> str:
    """Return a string as Python reads it, in double quotes and with letters as they are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\u2028", "\\u2028")


def _doc(text: str) -> str:
    words = " ".join(text.split()).replace("\\", "\\\\").replace('"', "'")
    return f'"""{words[:_WIDTH].rstrip(".")}."""'


def _call(name: str, words: list[str], *, indent: int) -> str:
    """Return a call on one line, or with a line for each argument where that is too long."""
    line = f"{name}({', '.join(words)})"
    if len(line) <= _WIDTH - 40:
        return line
    inner = " " * (indent + 4)
    return f"{name}(\n" + "".join(f"{inner}{each},\n" for each in words) + " " * indent + ")"
