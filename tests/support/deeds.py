"""Types of facts that only the tests know."""

from __future__ import annotations

from functools import cache
from typing import Any

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text


@cache
def deed(action: str, **more: Any) -> FactType:
    """Return a type of fact of that name which may tell what the tests of the trail let it tell."""
    told: dict[str, Any] = {
        "details": {"n": int, "text": str, "number": int, "round": int},
        "private": {"reason": "actor", "typed": "actor"},
        **more,
    }
    return FactType(action=action, title=Text(en=action), **told)
