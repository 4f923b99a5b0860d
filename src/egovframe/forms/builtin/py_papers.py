"""The papers of a Paraguayan body: the words that hold anywhere, with the law of Paraguay beside them.

Paraguayan law prescribes no such forms; a notification names the act by which it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from egovframe.forms.notices.paper import Paper
from egovframe.forms.notices.plain import PLAIN
from egovframe.kernel.text import Text

LAW: Final = Text(
    ko="파라과이 행정절차법(법률 제6715/2021호)",
    en="Administrative Procedures Act of Paraguay (Law 6715/2021)",
    es="Ley N° 6715/2021, De Procedimientos Administrativos",
)

PAPERS: Final[Mapping[str, Paper]] = {kind: replace(paper, law=LAW) for kind, paper in PLAIN.items()}
"""The papers of a Paraguayan body, by kind."""
