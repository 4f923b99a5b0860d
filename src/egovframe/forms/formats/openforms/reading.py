"""Reading a form of Open Forms: the archive that its administration exports.

Source: github.com/open-formulieren/open-forms, `src/openforms/forms/utils.py` (export and import of forms).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import (
    NO_PLACE,
    NO_QUESTION,
    NOT_UNDERSTOOD,
    SERVICE,
    Carried,
    FormatUnreadable,
)
from egovframe.forms.formats.documents import read_json, unpack
from egovframe.forms.formats.formio.components import Reader
from egovframe.forms.formats.formio.details import OWN, plain
from egovframe.forms.formats.sketch import Data, Sketch, words
from egovframe.kernel.text import Text

Entry = Mapping[str, Any]

LINKS: Final = (
    "registration_backend",
    "registration_backends",
    "authentication_backends",
    "auth_backends",
    "payment_backend",
    "product",
    "category",
)
TEXTS: Final = ("submission_confirmation_template", "introduction_page_content", "explanation_template")
VARIABLE: Final = Text(ko="서식 밖의 변수입니다", en="It is a variable that no question asks")


def read(content: bytes, *, name: str = "") -> Carried:
    """Return the form in an export of Open Forms, called `name` unless given.

    Raises:
        FormatUnreadable: it is no such archive, holds no form or several, is too large, or asks nothing.
    """
    files = unpack(content)
    forms = list(_entries(files, "forms"))
    if len(forms) != 1:
        raise FormatUnreadable(
            f"The archive holds {len(forms)} forms in forms.json.", hint="Export one form from Open Forms."
        )
    form = forms[0]
    sketch = Sketch()
    _settings(form, sketch)
    logic = list(_entries(files, "formLogic"))
    steps = list(_steps(files, sketch))
    reader = Reader(sketch, hidden=_hiding(logic, steps))
    several = len(steps) > 1
    for heading, components in steps:
        if several:
            reader.page(heading)
        reader.read(components)
    for number, rule in enumerate(logic):
        _acting(number, rule, sketch)
    for variable in _entries(files, "formVariables"):
        if variable.get("source") != "component":
            sketch.note(f"formVariables {variable.get('key')}", VARIABLE)
    own = form.get(OWN) if isinstance(form.get(OWN), Mapping) else {}
    title = (own or {}).get("title") or _translated(form, "name") or form.get("name")
    slug = str(form.get("slug") or form.get("name") or "form")
    return sketch.finish(name=name or slug, title=title, about=(own or {}).get("about"))


def _entries(files: Mapping[str, bytes], name: str) -> Iterator[Entry]:
    content = files.get(f"{name}.json")
    found = read_json(content, what=f"{name}.json") if content else []
    for each in found if isinstance(found, list) else ():
        if isinstance(each, Mapping):
            yield each


def _settings(form: Entry, sketch: Sketch) -> None:
    for said in LINKS:
        if form.get(said):
            sketch.note(f"forms {said}", SERVICE)
    for said in TEXTS:
        if text := plain(form.get(said) or ""):
            sketch.note(f"forms {said}: {text}", NO_PLACE)
    if form.get("login_required"):
        sketch.note("forms login_required", NO_PLACE)


def _translated(entry: Entry, name: str) -> dict[str, str] | None:
    told = entry.get("translations")
    if not isinstance(told, Mapping):
        return None
    return words({tag: said.get(name) for tag, said in told.items() if isinstance(said, Mapping)})


def _steps(files: Mapping[str, bytes], sketch: Sketch) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the heading and the components of each step, in order."""
    definitions: dict[str, Entry] = {}
    for each in _entries(files, "formDefinitions"):
        for called in ("uuid", "url"):
            if isinstance(each.get(called), str):
                definitions[each[called]] = each
    found = sorted(
        _entries(files, "formSteps"), key=lambda each: index if isinstance(index := each.get("index"), int) else 0
    )
    for step in found:
        definition = definitions.get(str(step.get("form_definition")), step)
        configuration = definition.get("configuration") or step.get("configuration")
        components = configuration.get("components") if isinstance(configuration, Mapping) else None
        if not isinstance(components, list):
            sketch.note(f"formSteps {step.get('slug')}", NO_QUESTION)
            continue
        heading = _translated(definition, "name") or definition.get("name") or step.get("name") or step.get("slug")
        yield heading, components


def _all(components: list[Any]) -> Iterator[Entry]:
    for each in components:
        if isinstance(each, Mapping):
            yield each
            inside = each.get("components")
            yield from _all(inside) if isinstance(inside, list) else ()
            columns = each.get("columns")
            for column in columns if isinstance(columns, list) else ():
                if isinstance(column, Mapping) and isinstance(column.get("components"), list):
                    yield from _all(column["components"])


def _actions(rule: Entry) -> Iterator[tuple[str, str, Entry]]:
    """Yield what a rule does: the component or variable, the kind of action, and the action."""
    actions = rule.get("actions")
    for each in actions if isinstance(actions, list) else ():
        action = each.get("action") if isinstance(each, Mapping) else None
        if isinstance(action, Mapping):
            yield str(each.get("component") or each.get("variable") or ""), str(action.get("type")), action


def _hiding(logic: list[Entry], steps: list[tuple[Any, list[Any]]]) -> Data:
    """Return, by component, the rule that shows what is hidden, or hides what is shown."""
    hidden = {str(each.get("key")): each.get("hidden") is True for _, all_ in steps for each in _all(all_)}
    found: dict[str, list[Any]] = {}
    for rule in logic:
        for key, kind, action in _actions(rule):
            prop = action.get("property")
            if kind == "property" and isinstance(prop, Mapping) and prop.get("value") == "hidden" and key in hidden:
                hides = action.get("state") is True
                if hides != hidden[key]:
                    trigger = rule.get("json_logic_trigger")
                    found.setdefault(key, []).append(rules.negated(trigger) if hides else trigger)
    return {key: each[0] if len(each) == 1 else {"or" if hidden[key] else "and": each} for key, each in found.items()}


def _acting(number: int, rule: Entry, sketch: Sketch) -> None:
    """Take a rule that works a value out into the question; note what else a rule does."""
    trigger = rule.get("json_logic_trigger")
    for key, kind, action in _actions(rule):
        item = f"formLogic {number}: {kind} {key}".strip()
        prop = action.get("property")
        if kind == "property" and isinstance(prop, Mapping) and prop.get("value") == "hidden":
            if key not in sketch.names:
                sketch.note(item, NO_QUESTION)
        elif kind == "variable" and trigger is True and sketch.compute(key, action.get("value")):
            continue
        else:
            sketch.note(f"{item}: {rules.shown(trigger)}", NOT_UNDERSTOOD)
