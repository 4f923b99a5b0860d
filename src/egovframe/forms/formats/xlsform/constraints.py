"""Constraints of XLSForm as limits of a question, and back: what both can say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from egovframe.forms.formats.patterns import whole_pattern
from egovframe.forms.formats.xlsform.expressions import SELF, NotSaid, rule_of

_REGEX: Final = re.compile(r"regex\(\s*\.\s*,\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)")
_LENGTH: Final = re.compile(r"(string-length|count-selected)\(\s*\.\s*\)\s*(<=|>=|<|>|=)\s*([0-9]{1,7})")
_FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NAMES: Final = {">=": "ge", ">": "gt", "<=": "le", "<": "lt"}


def limits_of(constraint: str, kind: str) -> tuple[dict[str, Any], bool]:
    """Return the limits that a constraint sets on an answer, and whether it says more than limits can."""
    limits: dict[str, Any] = {}
    lost = False
    for part in re.split(r"\s+and\s+", constraint.strip()):
        found = _one(part.strip(), kind)
        if found is None:
            lost = True
        else:
            limits |= found
    return limits, lost


def _one(part: str, kind: str) -> dict[str, Any] | None:  # noqa: PLR0911 - one a shape
    if pattern := _REGEX.fullmatch(part):
        return {"pattern": whole_pattern(pattern[1] if pattern[1] is not None else pattern[2])}
    if length := _LENGTH.fullmatch(part):
        sign, size = length[2], int(length[3])
        if sign == "=":
            return {"min_length": size, "max_length": size}
        return {"min_length": size + (sign == ">")} if ">" in sign else {"max_length": size - (sign == "<")}
    try:
        rule = rule_of(part)
    except NotSaid:
        return None
    if not isinstance(rule, Mapping) or len(rule) != 1:
        return None
    (operator, said), *_ = rule.items()
    if operator not in _NAMES or not isinstance(said, list) or len(said) != 2:
        return None
    one, other = said
    if other == {"var": SELF}:
        one, other, operator = other, one, _FLIPPED[operator]
    if one != {"var": SELF}:
        return None
    bound = _bound(other, kind)
    return None if bound is None else {_NAMES[operator]: bound}


def _bound(said: Any, kind: str) -> int | str | None:
    if isinstance(said, Mapping) and isinstance(said.get("-"), list) and len(said["-"]) == 1:
        inner = _bound(said["-"][0], kind)
        return -inner if isinstance(inner, int) else f"-{inner}" if inner else None
    if isinstance(said, bool):
        return None
    if isinstance(said, int):
        return said
    if isinstance(said, float) and kind == "number":
        return str(said)
    if isinstance(said, str) and kind in {"date", "time"}:
        return said
    return None


def constraint_of(limits: Mapping[str, Any], kind: str) -> tuple[str, list[str]]:
    """Return the constraint that says these limits, and the names of the limits that it cannot say."""
    parts: list[str] = []
    lost: list[str] = []
    counted = "count-selected" if kind == "choices" else "string-length"
    signs = {name: sign for sign, name in _NAMES.items()}
    for name, bound in limits.items():
        if name in signs and kind in {"whole-number", "number", "money", "date", "birth-date"}:
            quoted = f"'{bound}'" if kind in {"date", "birth-date"} else str(bound)
            parts.append(f". {signs[name]} {quoted}")
        elif name == "min_length" and kind not in {"group", "files"}:
            parts.append(f"{counted}(.) >= {bound}")
        elif name == "max_length" and kind not in {"group", "files"}:
            parts.append(f"{counted}(.) <= {bound}")
        elif name == "pattern" and "'" not in str(bound):
            parts.append(f"regex(., '^({bound})$')")
        else:
            lost.append(name)
    return " and ".join(parts), lost
