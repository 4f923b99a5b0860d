"""What the trail tells of petitions that were compared."""

from __future__ import annotations

from typing import Final

from egovframe.forms.procedure.facts import step

COMPARED: Final = step("petition.compared", "민원 내용 비교", "Petitions compared", other=str, same=int)

FACTS: Final = (COMPARED,)
"""Every type of fact of repeats."""
