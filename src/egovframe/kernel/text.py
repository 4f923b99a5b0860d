"""Text in more than one language, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("ko", "en")
"""The languages that every text of the library itself has."""


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """The same words in several languages: `Text(ko="도로", en="Roads")`.

    A city may declare a text in one language only; `in_` then falls back to what there is (Korean, English, any).
    """

    words: tuple[tuple[str, str], ...]

    def __init__(self, **words: str) -> None:
        if not words:
            msg = "a Text needs words in at least one language, for example Text(ko='도로', en='Roads')"
            raise ValueError(msg)
        object.__setattr__(self, "words", tuple(sorted(words.items())))

    @classmethod
    def of(cls, text: str | Text | Mapping[str, str]) -> Text:
        """Return a Text from a plain string (one language), a mapping of languages, or a Text."""
        if isinstance(text, Text):
            return text
        if isinstance(text, str):
            return cls(ko=text) if any("가" <= c <= "힣" for c in text) else cls(en=text)
        return cls(**dict(text))

    def in_(self, language: str) -> str:
        """Return the words in `language` (an IETF tag: `ko`, `en`, `en-GB`), falling back to what there is."""
        words = dict(self.words)
        for tag in (language, language.split("-", maxsplit=1)[0], "ko", "en"):
            if tag in words:
                return words[tag]
        return self.words[0][1]

    def as_dict(self) -> dict[str, str]:
        """Return the words by language, as kept in JSON."""
        return dict(self.words)

    def __str__(self) -> str:
        """Return the words in the first language there is (Korean, then English)."""
        return self.in_("ko")
