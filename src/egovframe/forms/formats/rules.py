"""Rules in JSONLogic on their way between formats: renaming what they read, joining, negating, showing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from egovframe.forms.logic import Rule
from egovframe.kernel.errors import DeclarationError

LISTS = frozenset({"map", "filter", "all", "some", "none", "reduce"})
"""Operators whose second part reads the entries of a list."""


def understood(rule: Any, names: Collection[str]) -> bool:
    """Say whether a rule can be run here and reads only these answers."""
    try:
        read = Rule.of(rule).names
    except (DeclarationError, RecursionError):
        return False
    return all(name in names for name in read)


def renamed(rule: Any, names: Mapping[str, str]) -> Any:
    """Return the rule with each answer that it reads called by its name here; what is unknown stays."""
    if isinstance(rule, list):
        return [renamed(each, names) for each in rule]
    if not isinstance(rule, Mapping):
        return rule
    if len(rule) == 1:
        (operator, said), *_ = rule.items()
        if operator == "var":
            path, *default = said if isinstance(said, list) else [said]
            if isinstance(path, str) and path:
                whole = names.get(path)
                head, dot, rest = path.partition(".")
                path = whole or f"{names.get(head, head)}{dot}{rest}"
            return {"var": [path, *default] if default else path}
    return {operator: renamed(said, names) for operator, said in rule.items()}


def all_of(rules: Iterable[Any]) -> Any:
    """Return the rule that holds where all of these do; None where there is none."""
    parts: list[Any] = []
    for rule in rules:
        if isinstance(rule, Mapping) and len(rule) == 1 and "and" in rule:
            parts.extend(each for each in rule["and"] if each not in parts)
        elif rule is not None and rule not in parts:
            parts.append(rule)
    return {"and": parts} if len(parts) > 1 else parts[0] if parts else None


_OPPOSITE = {"==": "!=", "!=": "==", ">": "<=", ">=": "<", "<": ">=", "<=": ">", "===": "!==", "!==": "==="}


def negated(rule: Any) -> Any:
    """Return the rule that holds where this one does not."""
    if isinstance(rule, Mapping) and len(rule) == 1:
        (operator, said), *_ = rule.items()
        if operator == "!":
            return said[0] if isinstance(said, list) else said
        if operator in {"==", "!=", "===", "!=="} and isinstance(said, list) and len(said) == 2:
            return {_OPPOSITE[operator]: said}
    return {"!": [rule]}


def equals(name: str, value: Any) -> Any:
    """Return the rule that the answer to a question is this value."""
    return {"==": [{"var": name}, value]}


def ticked(name: str, value: Any) -> Any:
    """Return the rule that this is among what was chosen."""
    return {"in": [value, {"var": name}]}


def shown(rule: Any) -> str:
    """Return a rule as one line for people."""
    return json.dumps(rule, ensure_ascii=False)[:200]
