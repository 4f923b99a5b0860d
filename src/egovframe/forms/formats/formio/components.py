"""Components of form.io as questions. Open Forms writes the same ones, with some types of its own.

Source: the component JSON of form.io (github.com/formio/formio.js, wiki «Form JSON Schema» and «Components JSON
Schema») and of Open Forms (github.com/open-formulieren/types).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import (
    AS_TEXT,
    ELSEWHERE,
    IDENTIFIER,
    LOOKS,
    NO_PLACE,
    NO_QUESTION,
    NO_SUCH_KIND,
    NOT_UNDERSTOOD,
    SCRIPT,
    SERVICE,
)
from egovframe.forms.formats.formio import details
from egovframe.forms.formats.patterns import without_shape
from egovframe.forms.formats.sketch import Data, Sketch, words
from egovframe.kernel.text import Text

Component = Mapping[str, Any]

KINDS: Final[Mapping[str, str]] = {
    "textfield": "text",
    "textarea": "long-text",
    "number": "number",
    "currency": "number",
    "checkbox": "yes-no",
    "radio": "choice",
    "select": "choice",
    "selectboxes": "choices",
    "email": "email",
    "phoneNumber": "phone",
    "date": "date",
    "datetime": "date",
    "day": "date",
    "time": "time",
    "file": "file",
    "signature": "signature",
    "address": "address",
    "addressNL": "address",
    "map": "place",
}
"""Types that ask something, and the kind of question that each is here."""

TEXTS: Final = frozenset({"url", "tags", "password", "postcode", "iban", "licenseplate"})
"""Types that ask for a text of a certain shape, which is asked as plain text."""

IDENTIFIERS: Final = frozenset({"bsn"})
LAYOUT: Final = frozenset({"columns", "fieldset", "well", "table", "tabs", "container", "form"})
GROUPS: Final = frozenset({"datagrid", "editgrid"})
WORDS: Final = frozenset({"content", "htmlelement", "button", "softRequiredErrors"})
MOMENT: Final = Text(ko="날짜만 묻고 시각은 묻지 않습니다", en="Only the day is asked, not the time of day")
AGREED: Final = Text(
    ko="반드시 표시해야 하는 칸이라 동의로 묻습니다", en="It must be ticked, so it is asked as a consent"
)
DRAWN: Final = Text(ko="서명은 그리지 않고 이름으로 적습니다", en="A signature is written as a name, not drawn")
NESTED: Final = Text(
    ko="안의 질문이 따로따로 됩니다", en="The questions inside are asked on their own, not as one object"
)
SEVERAL: Final = Text(ko="여러 답은 되풀이 묶음으로 묻습니다", en="Several answers are asked as a repeating group")
HIDDEN: Final = Text(
    ko="숨긴 항목인데 여기서는 물어봅니다", en="It is hidden there and is asked here; take it out if it should not be"
)


class Reader:
    """Goes through a tree of components and adds what they ask to a sketch."""

    def __init__(self, sketch: Sketch, *, hidden: Mapping[str, Any] | None = None) -> None:
        self.sketch = sketch
        self.hidden = hidden or {}  # key → the rule that shows or hides it, said outside of the component
        self._page: dict[str, str] | None = None

    def page(self, heading: object) -> None:
        """Begin a page with this heading."""
        self._page = words(heading)

    def read(self, components: object, *, when: Any = None) -> None:
        """Add what these components ask, in their order; `when` holds for all of them."""
        for component in components if isinstance(components, list) else ():
            if isinstance(component, Mapping):
                self._component(component, when)
            else:
                self.sketch.note(str(component)[:100], NO_SUCH_KIND)

    def _component(self, component: Component, around: Any) -> None:
        kind, key = str(component.get("type")), str(component.get("key") or component.get("label") or "")
        item = f"{kind} {key}".strip()
        when = rules.all_of([around, self._when(component, item)])
        if kind == "panel" or (component.get("type") is None and isinstance(component.get("components"), list)):
            heading = details.translated(component, "title") or words(component.get("label"))
            before, self._page = self._page, heading or self._page
            self.read(component.get("components"), when=when)
            self._page = before
        elif kind in LAYOUT:
            if kind in {"container", "form"}:
                self.sketch.note(item, NESTED)
            for inside in _inside(component):
                self.read(inside, when=when)
        elif kind in GROUPS:
            self._group(component, key, item, when)
        elif kind in WORDS:
            text = details.plain(component.get("html") or component.get("content") or component.get("label") or "")
            self.sketch.note(f"{item}: {text}" if text else item, NO_QUESTION)
        elif kind == "survey":
            self._survey(component, key, item, when)
        elif kind in KINDS or kind in TEXTS or kind in IDENTIFIERS:
            self._question(component, kind, key, item, when)
        else:
            self.sketch.note(item, NO_SUCH_KIND)
            for inside in _inside(component):
                self.read(inside, when=when)

    # ------------------------------------------------------------------ what asks

    def _question(self, component: Component, kind: str, key: str, item: str, when: Any) -> None:
        asked, more = self._asked(component, kind, item)
        several = bool(component.get("multiple")) and asked not in {"choices", "files"}
        more |= {
            "hint": self._hint(component),
            "page": self._page,
            "when": when,
            "limits": details.limits(component, asked, self.sketch, item),
            "computed": self._computed(component, item),
        }
        own = details.own(component)
        optional = not own.pop("required", details.truth(_of(component, "validate").get("required")))
        more |= own | {"when": rules.all_of([more["when"], own.get("when")])}
        if asked not in {"file", "files", "signature", "place", "consent"} and optional and not several:
            more["default"] = details.default(component.get("defaultValue"), asked)
        self._left_behind(component, item)
        label = self._label(component)
        kind_here = more.pop("kind", asked)
        more["limits"] = without_shape(kind_here, more["limits"])
        if several:
            self.sketch.note(item, SEVERAL)
            with self.sketch.group(key, label, item=item, page=self._page, when=when, optional=optional):
                self.sketch.add(
                    "value", kind_here, label, item=item, **{k: v for k, v in more.items() if k not in {"page", "when"}}
                )
            return
        self.sketch.add(key, kind_here, label, item=item, optional=optional, **more)

    def _asked(self, component: Component, kind: str, item: str) -> tuple[str, Data]:  # noqa: C901 - one a type
        """Return the kind of question, and what this type alone says about it."""
        more: Data = {}
        asked = KINDS.get(kind, "text")
        if kind in TEXTS:
            self.sketch.note(item, AS_TEXT)
        elif kind in IDENTIFIERS:
            self.sketch.note(item, IDENTIFIER)
            more["personal"] = "sensitive"
        elif kind in {"number", "currency"}:
            asked = details.number_kind(component, kind)
        elif kind in {"radio", "select", "selectboxes"}:
            more["choices"], outside = details.choices(component)
            if outside:
                self.sketch.note(f"{item}: {outside}", ELSEWHERE)
            if kind == "select" and component.get("multiple"):
                asked = "choices"
        elif kind == "datetime" and component.get("enableTime") is not False:
            self.sketch.note(item, MOMENT)
        elif kind == "checkbox" and details.truth(_of(component, "validate").get("required")):
            asked = "consent"
            self.sketch.note(item, AGREED)
        elif kind == "signature":
            self.sketch.note(item, DRAWN)
        elif kind == "file":
            asked = "files" if component.get("multiple") else "file"
            more["accept"], more["max_size"] = details.files(component)
        return asked, more

    def _group(self, component: Component, key: str, item: str, when: Any) -> None:
        limits = details.limits(component, "group", self.sketch, item)
        optional = not details.truth(_of(component, "validate").get("required")) and not limits.get("min_length")
        self._left_behind(component, item)
        own = {"each": words(component.get("groupLabel"))} | details.own(component)
        when = rules.all_of([when, own.pop("when", None)])
        own.pop("kind", None)
        page, self._page = self._page, None
        with self.sketch.group(
            key,
            self._label(component),
            item=item,
            page=page,
            when=when,
            limits=limits,
            optional=optional,
            hint=self._hint(component),
            **own,
        ):
            self.read(component.get("components"))
        self._page = page

    def _survey(self, component: Component, key: str, item: str, when: Any) -> None:
        """Ask each line of a survey as a choice of its own."""
        self.sketch.note(item, NESTED)
        offered = [details.choice(each) for each in component.get("values") or () if isinstance(each, Mapping)]
        optional = not details.truth(_of(component, "validate").get("required"))
        for line in component.get("questions") or ():
            if isinstance(line, Mapping):
                name = f"{key}_{line.get('value')}"
                label = line.get("label") or name
                self.sketch.add(
                    name, "choice", label, item=item, choices=offered, page=self._page, when=when, optional=optional
                )

    # ------------------------------------------------------------------ what is said about it

    def _label(self, component: Component) -> Any:
        return details.translated(component, "label") or component.get("key")

    @staticmethod
    def _hint(component: Component) -> Any:
        found = details.translated(component, "description") or details.translated(component, "tooltip")
        return {tag: plain for tag, text in (found or {}).items() if (plain := details.plain(text))} or None

    def _when(self, component: Component, item: str) -> Any:
        if component.get("customConditional"):
            self.sketch.note(f"{item}: customConditional", SCRIPT)
        said = _of(component, "conditional")
        outside = self.hidden.get(str(component.get("key")))
        if component.get("hidden") is True and outside is None and component.get("type") not in WORDS:
            self.sketch.note(item, HIDDEN)
        rule = details.condition(said)
        if rule is None and (said.get("when") or said.get("conditions") or said.get("json")):
            self.sketch.note(f"{item}: {rules.shown(dict(said))}", NOT_UNDERSTOOD)
        return rules.all_of([outside, rule])

    def _computed(self, component: Component, item: str) -> Any:
        said = component.get("calculateValue")
        if isinstance(said, Mapping) and said:
            return details.unprefixed(said)
        if said:
            self.sketch.note(f"{item}: calculateValue", SCRIPT)
        return None

    def _left_behind(self, component: Component, item: str) -> None:
        """Note what a component says besides, so that nothing is dropped silently."""
        for name, reason in LEFT_BEHIND.items():
            if (said := component.get(name)) not in (None, "", False, [], {}):
                if (isinstance(said, Mapping) and not any(said.values())) or (
                    name == "disabled" and component.get("calculateValue")
                ):
                    continue
                self.sketch.note(f"{item}: {name}", reason)
        checks = _of(component, "validate")
        for name in ("custom", "json", "minWords", "maxWords", "customMessage", "plugins", "multiple", "unique"):
            if checks.get(name) not in (None, "", False, [], {}):
                self.sketch.note(f"{item}: validate.{name}", SCRIPT if name == "custom" else NO_PLACE)


LEFT_BEHIND: Final[Mapping[str, Text]] = {
    "placeholder": LOOKS,
    "prefix": LOOKS,
    "suffix": LOOKS,
    "customClass": LOOKS,
    "inputMask": NO_PLACE,
    "displayMask": NO_PLACE,
    "customDefaultValue": SCRIPT,
    "logic": NOT_UNDERSTOOD,
    "disabled": NO_PLACE,
    "encrypted": NO_PLACE,
    "unique": NO_PLACE,
    "prefill": SERVICE,
    "registration": SERVICE,
}


def _of(component: Component, name: str) -> Mapping[str, Any]:
    found = component.get(name)
    return found if isinstance(found, Mapping) else {}


def _inside(component: Component) -> Iterable[Any]:
    """Yield the lists of components that a layout holds."""
    yield component.get("components")
    columns = component.get("columns")
    for column in columns if isinstance(columns, list) else ():
        if isinstance(column, Mapping):
            yield column.get("components")
    rows = component.get("rows")
    for row in rows if isinstance(rows, list) else ():
        for cell in row if isinstance(row, list) else ():
            if isinstance(cell, Mapping):
                yield cell.get("components")
