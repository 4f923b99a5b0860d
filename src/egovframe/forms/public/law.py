"""What a jurisdiction says of public petitions; what it does not say, the office decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from egovframe.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which a petition may be kept from the public: its key, its words and the article that names it."""

    key: str
    title: Text
    article: str = ""


@dataclass(frozen=True, slots=True)
class Publicity:
    """How publishing goes: all periods are calendar days whose first day does not count.

    `decide_days` is by when it has to be decided after receipt (None: no law says), `days` for how long signatures are
    collected where the form does not say, `shortest` the fewest days that a form may say. `remedy` is what the
    applicant can do against a refusal. The articles stand in the facts of each step.
    """

    decide_days: int | None = None
    days: int = 30
    shortest: int = 1
    grounds: tuple[Ground, ...] = ()
    remedy: Text | None = None
    decide_article: str = ""
    collect_article: str = ""
    refuse_article: str = ""

    def ground(self, key: str) -> Ground | None:
        """Return the ground of that key, None where there is none."""
        return next((each for each in self.grounds if each.key == key), None)


PLAIN: Final = Publicity(
    grounds=(
        Ground(
            "restricted",
            Text(
                ko="법령에서 공개를 제한하는 내용이 있음",
                en="A law restricts what it says from being published",
                es="Una ley restringe la publicación de su contenido",
            ),
        ),
        Ground(
            "unfit",
            Text(
                ko="공개하면 공정한 처리에 뚜렷한 지장이 있음",
                en="Publishing it would clearly hinder a fair handling",
                es="Su publicación impediría claramente un trámite imparcial",
            ),
        ),
    )
)
"""Publishing without one country's law."""
