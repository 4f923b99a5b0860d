"""What the trail tells of forms that the office makes itself."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.facts import FactType
from egovframe.kernel.text import Text

DRAFTED: Final = FactType(
    action="form.drafted",
    title=Text(ko="서식 초안 작성", en="Form drafted"),
    details={"form": str, "revision": int, "digest": str},
)
DISCARDED: Final = FactType(
    action="form.discarded",
    title=Text(ko="서식 초안 폐기", en="Draft of a form discarded"),
    details={"form": str, "revision": int},
)
WITHDRAWN: Final = FactType(
    action="form.withdrawn",
    title=Text(ko="서식 제공 중지", en="Form withdrawn"),
    details={"form": str, "version": int},
    private={"reason": "office"},
)

FACTS: Final = (DRAFTED, DISCARDED, WITHDRAWN)
"""Every type of fact of drafting."""
