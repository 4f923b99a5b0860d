"""How whoever files a petition wants to be told of it: asked on the check page, kept as the petition is received.

Nothing has to be chosen: notices are in the language of the page then, and go to whatever address was left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.notices.model import WAYS
from egovframe.forms.notices.ways import left_in, ways_to
from egovframe.forms.wordings.service import languages_of
from egovframe.kernel.messages import translate
from egovframe.kernel.text import Text
from egovframe.web.notice import TONGUES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.form import Form
    from egovframe.forms.model import Petition
    from egovframe.web.page import Page
    from egovframe.web.urlencoded import Fields

LANGUAGE: Final = "form-language"
WAY: Final = "form-way"
_LONGEST: Final = 35
_NOT_AT_ALL: Final = Text(ko="보내지 않음: 처리 상황 화면에서 봅니다", en="Not at all: I look at the progress page")


@dataclass(frozen=True, slots=True)
class Told:
    """What can be chosen, and what was: languages by tag, ways in words."""

    languages: Mapping[str, str]
    ways: Mapping[str, Text]
    language: str
    way: str

    @property
    def options(self) -> Mapping[str, Text]:
        """The ways, and the usual one where there is no other: what was wrong is put right by it."""
        return self.ways or {"any": WAYS["any"]}

    def differs(self, petition: Petition[Any]) -> bool:
        """Say whether something else was chosen than what a petition has from its filing: mostly nothing is."""
        return (self.language, self.way) != (petition.language, "any")

    def faults(self, language: str) -> dict[str, str]:
        """Return what was chosen and is not offered, by the field's id, in words."""
        faults = {}
        if self.language not in self.languages:
            faults["told-language"] = translate("Choose one of the languages.", language)
        if self.way not in {"any", *self.ways}:
            faults["told-way"] = translate("Choose one of the ways that there are.", language)
        return faults


def told(page: Page, form: Form) -> Told:
    """Return how somebody may be told of a petition with these answers, and what they chose."""
    forms = page.office.forms
    languages = {tag: TONGUES.get(tag, tag) for tag in languages_of(forms.papers["result"])}
    ways = ways_to(left_in(form), forms.reached)
    chosen = dict(carried(page.form))
    own = page.language if page.language in languages else next(iter(languages))
    return Told(
        languages,
        {way: _NOT_AT_ALL if way == "none" else words for way, words in ways.items()},
        chosen.get(LANGUAGE) or own,
        chosen.get(WAY) or "any",
    )


def carried(posted: Fields) -> tuple[tuple[str, str], ...]:
    """Return what was chosen, as hidden fields that go along while an answer is changed."""
    return tuple((name, value) for name in (LANGUAGE, WAY) if (value := posted.get(name)[:_LONGEST]))
