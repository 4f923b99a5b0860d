"""How a case is counted where the law leaves it open, written down with the case when it was received.

An office that changes such a setting later changes nothing for the cases that it has: each goes on as it began.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache

from egovframe.forms.limits import ClockRules
from egovframe.kernel.canonical import canonical_text

SETTINGS = ("end_of_day", "pauses_in")
"""The settings of the rules that are recorded with a case."""

BEFORE = {"pauses_in": "days"}
"""How cases were counted that were received before there was such a setting."""


def written(rules: ClockRules) -> str:
    """Return the ambiguous points of the rules as they are recorded with a case: canonical JSON."""
    return canonical_text({name: getattr(rules, name) for name in SETTINGS})


@lru_cache(maxsize=64)
def read(rules: ClockRules, recorded: str | None) -> ClockRules:
    """Return the rules with what was recorded with a case; a case without a record goes by the rules of today."""
    if recorded is None:
        return rules
    known = BEFORE | json.loads(recorded)
    return replace(rules, **{name: known[name] for name in SETTINGS if name in known})
