"""Writing a form for Open Forms: an archive that its administration imports."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import NO_FIELD, NO_RULE, Losses, Written, left_of_form
from egovframe.forms.formats.formio.components_writing import TYPES, Writer, spoken
from egovframe.forms.formats.formio.details import OWN
from egovframe.forms.formats.formio.writing import pages
from egovframe.forms.formats.naming import form_name
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from egovframe.forms.definition import Definition

THEIR_TYPES: Final = {**TYPES, "date": "date", "birth-date": "date", "money": "number", "place": "map"}
"""Types of Open Forms: its currency is the euro only, its dates have a type of their own."""

HOST: Final = "http://localhost"
"""Exports of Open Forms name everything by address; an import reads only the identifiers in them."""

_AT: Final = (1980, 1, 1, 0, 0, 0)


def write(definition: Definition, *, language: str = "ko") -> Written:
    """Return the archive; labels in `language`, the other languages as translations."""
    losses = Losses()
    data = definition.as_json()
    left_of_form(losses, data)
    writer = Writer(losses, language=language, types=THEIR_TYPES)
    form = _uuid(definition.name)
    steps: list[dict[str, Any]] = []
    definitions: list[dict[str, Any]] = []
    logic: list[tuple[str, Any, dict[str, Any]]] = []
    sheets = list(pages(data["questions"]))
    if len(sheets) == 1 and sheets[0][0]:  # the one step of a form is called as the form is
        losses.note(f"{sheets[0][1][0]['name']}: page", NO_FIELD)
    for index, (heading, questions) in enumerate(sheets):
        title = Text.of(heading) if heading else definition.title
        slug = f"{form_name(title.in_('en'), fallback='step')}-{index + 1}"
        components = writer.components(questions)
        logic += _logic(components, questions, losses)
        own = _uuid(definition.name, slug)
        address = f"{HOST}/api/v2/form-definitions/{own}"
        configuration = {"display": "form", "components": components}
        translations = {tag: {"name": text} for tag, text in title.as_dict().items()}
        said = {"name": title.in_(language), "internal_name": "", "slug": slug, "configuration": configuration}
        shared = {"login_required": False, "is_reusable": False, "translations": translations}
        definitions.append({"url": address, "uuid": own, **said, **shared})
        steps.append(
            {
                "uuid": _uuid(definition.name, slug, "step"),
                "index": index,
                "slug": slug,
                "form_definition": address,
                "name": title.in_(language),
                "url": f"{HOST}/api/v2/forms/{form}/steps/{_uuid(definition.name, slug, 'step')}",
                "is_applicable": True,
            }
        )
    files = {
        "forms": [_form(data, form, steps, language)],
        "formSteps": steps,
        "formDefinitions": definitions,
        "formLogic": [_rule(number, each, form) for number, each in enumerate(logic)],
        "formVariables": [],
    }
    return Written(_archive(files), losses.all())


def _form(data: Mapping[str, Any], own: str, steps: list[dict[str, Any]], language: str) -> dict[str, Any]:
    title = Text.of(data["title"])
    listed = [{name: step[name] for name in ("uuid", "slug", "index", "url")} for step in steps]
    return {
        "uuid": own,
        "name": title.in_(language),
        "internal_name": "",
        "login_required": False,
        "translation_enabled": len(title.words) > 1,
        "translations": {tag: {"name": text} for tag, text in title.words},
        "registration_backends": [],
        "auth_backends": [],
        "payment_backend": "",
        "payment_backend_options": {},
        "product": None,
        "category": None,
        "slug": data["name"],
        "url": f"{HOST}/api/v2/forms/{own}",
        "steps": listed,
        "show_progress_indicator": True,
        "maintenance_mode": False,
        "active": False,
        "is_deleted": False,
        "submission_allowed": "yes",
        OWN: {name: data[name] for name in ("title", "about") if name in data},
    }


def _logic(components: list[dict[str, Any]], questions: list[dict[str, Any]], losses: Losses) -> Iterator[Any]:
    """Yield the rules that Open Forms keeps outside of its components, and take them out of these."""
    for component, question in zip(components, questions, strict=True):
        if "json" in component.get("conditional", {}):
            del component["conditional"]
            component["hidden"] = True
            action = {"type": "property", "property": {"value": "hidden", "type": "bool"}, "state": False}
            yield question["name"], question["when"], action
        if component.pop("calculateValue", None) is not None and spoken(question["computed"]):
            yield question["name"], True, {"type": "variable", "value": question["computed"]}
        for inner, asked in zip(component.get("components", ()), question.get("questions", ()), strict=True):
            if "json" in inner.get("conditional", {}) or "calculateValue" in inner:
                inner.pop("conditional", None)
                inner.pop("calculateValue", None)
                rule = asked.get("when") or asked.get("computed")
                losses.note(f"{question['name']}.{asked['name']}: {rules.shown(rule)}", NO_RULE)


def _rule(number: int, said: tuple[str, Any, dict[str, Any]], form: str) -> dict[str, Any]:
    name, trigger, action = said
    own = _uuid(form, "rule", str(number))
    target = {"component": "", "variable": name} if action["type"] == "variable" else {"component": name}
    return {
        "uuid": own,
        "url": f"{HOST}/api/v2/forms/{own}/logic-rules",
        "form": f"{HOST}/api/v2/forms/{form}",
        "json_logic_trigger": trigger,
        "description": "",
        "order": number,
        "trigger_from_step": None,
        "actions": [{"uuid": _uuid(own, "action"), **target, "form_step_uuid": None, "action": action}],
        "is_advanced": True,
    }


def _uuid(*parts: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("urn:egovframe:openforms", *parts))))


def _archive(files: Mapping[str, Any]) -> bytes:
    """Return the archive, the same for the same form."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in files.items():
            entry = zipfile.ZipInfo(f"{name}.json", _AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, json.dumps(value, ensure_ascii=False))
    return made.getvalue()
