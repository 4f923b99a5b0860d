"""What a component of form.io says about itself: choices, limits, conditions, defaults, its own words."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.formats import rules
from egovframe.forms.formats.carrying import NO_PLACE
from egovframe.forms.formats.patterns import whole_pattern
from egovframe.forms.formats.sketch import Data, Sketch, words

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN: Final = "egov"
"""Under this name among a component's `properties` stands what form.io has no place for, as we write it."""

OWN_KEYS: Final = frozenset(
    {"kind", "required", "public", "personal", "purpose", "basis", "refusal", "each", "when", "computed"}
    | {"prefill", "fixed"}
)


def truth(value: object) -> bool:
    """Say whether a setting is on, however it is written."""
    return value is True or (isinstance(value, str) and value.lower() in {"true", "yes", "1"})


def plain(value: object) -> str:
    """Return the words of a piece of HTML."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", str(value), flags=re.DOTALL | re.IGNORECASE)
    return " ".join(html.unescape(re.sub(r"<[^>]{0,1000}>", " ", text)).split())[:1_000]


def translated(component: Mapping[str, Any], name: str) -> dict[str, str] | None:
    """Return words with their translations (`openForms.translations`, or our own)."""
    found = words(component.get(name))
    if found is None:
        return None
    texts = component.get("openForms")
    texts = texts.get("translations") if isinstance(texts, Mapping) else None
    told = {
        str(language): said[name].strip()
        for language, said in (texts.items() if isinstance(texts, Mapping) else ())
        if isinstance(said, Mapping) and isinstance(said.get(name), str) and said[name].strip()
    }
    guessed = next(iter(found.values()))
    return told if guessed in told.values() else {**found, **told}


def own(component: Mapping[str, Any]) -> Data:
    """Return what we wrote into a component that form.io has no place for."""
    properties = component.get("properties")
    said = properties.get(OWN) if isinstance(properties, Mapping) else None
    return {name: value for name, value in said.items() if name in OWN_KEYS} if isinstance(said, Mapping) else {}


def choice(said: Mapping[str, Any]) -> Data:
    """Return a choice of a component as ours."""
    value = said.get("value")
    label = translated(said, "label") or words(value)
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return {"value": text, "label": label}


def choices(component: Mapping[str, Any]) -> tuple[list[Data], str]:
    """Return the choices of a component, and where they come from if not from the component."""
    said = component.get("data")
    data: Mapping[str, Any] = said if isinstance(said, Mapping) else {}
    offered: Any = component.get("values") or data.get("values")
    if component.get("dataSrc") == "json" and isinstance(data.get("json"), list):
        offered = [each if isinstance(each, Mapping) else {"value": each, "label": each} for each in data["json"]]
    found = [choice(each) for each in offered if isinstance(each, Mapping)] if isinstance(offered, list) else []
    found = [each for each in found if each["value"].strip()]
    source = component.get("dataSrc")
    settings = component.get("openForms")
    if isinstance(settings, Mapping) and settings.get("dataSrc") not in (None, "manual"):
        source = settings.get("dataSrc")
    outside = str(source) if source in {"url", "resource", "custom", "variable", "referenceLists", "indexeddb"} else ""
    return found, outside


def number_kind(component: Mapping[str, Any], kind: str) -> str:
    """Return the kind of a number: whole where no decimals are taken, money where it is in won."""
    if kind == "currency":
        return "money" if component.get("currency") == "KRW" else "number"
    checks = component.get("validate") if isinstance(component.get("validate"), Mapping) else {}
    whole = component.get("decimalLimit") == 0 or (checks or {}).get("integer") is True
    return "whole-number" if whole else "number"


def limits(component: Mapping[str, Any], kind: str, sketch: Sketch, item: str) -> Data:  # noqa: C901, PLR0912 - one a kind
    """Return the limits that a component checks."""
    checks = component.get("validate")
    checks = checks if isinstance(checks, Mapping) else {}
    found: Data = {}
    if kind in {"text", "long-text", "phone", "email", "address", "group"}:
        for theirs, ours in (("minLength", "min_length"), ("maxLength", "max_length")):
            if (length := whole(checks.get(theirs))) is not None:
                found[ours] = length
    if kind in {"choices", "files"}:
        for theirs, ours in (("minSelectedCount", "min_length"), ("maxSelectedCount", "max_length")):
            if (count := whole(checks.get(theirs))) is not None:
                found[ours] = count
        if kind == "files" and (count := whole(component.get("maxNumberOfFiles"))) is not None:
            found["max_length"] = count
    if kind in {"number", "whole-number", "money"}:
        for theirs, ours in (("min", "ge"), ("max", "le")):
            if (bound := checks.get(theirs)) not in (None, ""):
                found[ours] = bounded(bound, kind)
    if kind == "date":
        picker = component.get("datePicker") if isinstance(component.get("datePicker"), Mapping) else {}
        for theirs, ours in (("minDate", "ge"), ("maxDate", "le")):
            if bound := (picker or {}).get(theirs):
                if (day := as_date(bound)) is not None:
                    found[ours] = day
                else:
                    sketch.note(f"{item}: {theirs} {bound}", NO_PLACE)
    if kind in {"text", "long-text"} and checks.get("pattern"):
        found["pattern"] = whole_pattern(str(checks["pattern"]), anchored=True)
    return {name: value for name, value in found.items() if value is not None}


def bounded(value: object, kind: str) -> int | str | None:
    """Return the bound of a number as limits have it: a whole number, or a decimal as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip()
    if not re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", text):
        return None
    if float(text).is_integer() and "e" not in text:
        return int(float(text)) if "." in text else int(text)
    return text if kind == "number" else None


def whole(value: object) -> int | None:
    """Return a whole number, 0 or more, however it is written."""
    text = str(value).strip()
    return int(text) if not isinstance(value, bool) and re.fullmatch(r"[0-9]{1,9}", text) else None


def as_date(value: object) -> str | None:
    """Return the day of an ISO 8601 text."""
    text = str(value)[:10]
    try:
        return dt.date.fromisoformat(text).isoformat() if len(text) == 10 else None
    except ValueError:
        return None


def default(value: object, kind: str) -> Any:
    """Return a default as JSON of our kind keeps it; None where there is none that fits."""
    if value in (None, "", [], {}):
        return None
    if kind == "choices" and isinstance(value, Mapping):
        return [str(name) for name, on in value.items() if on is True] or None
    if kind == "date":
        return as_date(value)
    if kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if kind in {"text", "long-text", "choice"} and isinstance(value, int | float | str) and not isinstance(value, bool):
        return str(value)
    return value


def files(component: Mapping[str, Any]) -> tuple[list[str], int | None]:
    """Return the media types and the largest size (bytes) that a file may have; extensions are no media types."""
    said = component.get("filePattern") or ""
    settings = component.get("file")
    listed: Sequence[Any] = str(said).split(",")
    if isinstance(settings, Mapping) and isinstance(settings.get("type"), list):
        listed = [*listed, *settings["type"]]
    found = [each for part in listed if re.fullmatch(r"[a-z]+/[a-z0-9.+*-]+", each := str(part).strip().lower())]
    largest = str(component.get("fileMaxSize") or "").strip().upper()
    size = re.fullmatch(r"([0-9]{1,9})(?:\.[0-9]+)?\s*([KMG]?)I?B", largest)
    factor = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}
    return list(dict.fromkeys(found)), int(size[1]) * factor[size[2]] if size else None


def condition(said: Mapping[str, Any]) -> Any:
    """Return the rule of a component's `conditional`: simple, of several parts, or JSONLogic; None for none."""
    logic = said.get("json")
    if isinstance(logic, Mapping) and logic:
        return unprefixed(logic)
    show = said.get("show")
    parts: list[Any] = []
    if isinstance(said.get("when"), str) and said["when"] and show not in (None, ""):
        parts = [_equal(said["when"], said.get("eq"))]
    elif isinstance(said.get("conditions"), list) and said["conditions"]:
        for each in said["conditions"]:
            part = _compared(each) if isinstance(each, Mapping) else None
            if part is None:
                return None
            parts.append(part)
    if not parts:
        return None
    rule = rules.all_of(parts)
    if said.get("conjunction") == "any" and len(parts) > 1:
        rule = {"or": parts}
    return rule if truth(show) else rules.negated(rule)


def _equal(name: str, value: object) -> Any:
    if isinstance(value, str) and value in {"true", "false"}:
        return rules.equals(name, value == "true")
    head, dot, option = name.partition(".")
    if dot and isinstance(value, bool):  # an option of select boxes: `colours.red`
        rule = rules.ticked(head, option)
        return rule if value else rules.negated(rule)
    return rules.equals(name, value)


_COMPARED: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    "isEqual": _equal,
    "isNotEqual": lambda name, value: rules.negated(_equal(name, value)),
    "isEmpty": lambda name, _: {"!": [{"var": name}]},
    "isNotEmpty": lambda name, _: {"!!": [{"var": name}]},
    "greaterThan": lambda name, value: {">": [{"var": name}, value]},
    "greaterThanOrEqual": lambda name, value: {">=": [{"var": name}, value]},
    "lessThan": lambda name, value: {"<": [{"var": name}, value]},
    "lessThanOrEqual": lambda name, value: {"<=": [{"var": name}, value]},
    "includes": lambda name, value: {"in": [value, {"var": name}]},
}


def _compared(said: Mapping[str, Any]) -> Any:
    make = _COMPARED.get(str(said.get("operator")))
    name = said.get("component")
    return make(name, said.get("value")) if make is not None and isinstance(name, str) and name else None


def unprefixed(rule: Any) -> Any:
    """Return JSONLogic with its answers called by name: form.io says `data.name` and `row.name`."""
    if isinstance(rule, list):
        return [unprefixed(each) for each in rule]
    if not isinstance(rule, Mapping):
        return rule
    if len(rule) == 1 and "var" in rule:
        said = rule["var"]
        path, *rest = said if isinstance(said, list) and said else [said]
        if isinstance(path, str):
            path = path.removeprefix("data.").removeprefix("row.")
        return {"var": [path, *rest] if rest else path}
    return {operator: unprefixed(each) for operator, each in rule.items()}
