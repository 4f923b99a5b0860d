"""Sentences people see, in their language: gettext catalogues read as they are, without a build step.

A message id is the English sentence. A sentence that a catalogue lacks is therefore shown in English, never as a key.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Final

LANGUAGES: Final = ("ko", "en")
"""The languages in which everything is there."""

_Entry = str | tuple[str, ...]


def translate(message: str, language: str) -> str:
    """Gives the sentence in a language such as `ko` or `ko-KR`; the sentence itself where there is no translation."""
    entry = _catalogue(_base(language)).get(message)
    return entry if isinstance(entry, str) and entry else message


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Mark a sentence that is translated where it is shown; gives it back as it is."""
    return message


def ntranslate(one: str, many: str, number: int, language: str) -> str:
    """Gives the sentence for a number of things: the English rule of plurals where there is no translation."""
    base = _base(language)
    entry = _catalogue(base).get(one)
    if isinstance(entry, tuple):
        # Korean has one form for every number; a catalogue with fewer forms than the rule asks for gives its last one.
        form = entry[min(0 if number == 1 else 1, len(entry) - 1)]
        if form:
            return form
    return one if number == 1 else many


def known_messages(language: str) -> frozenset[str]:
    """Lists the message ids that a language's catalogue holds."""
    return frozenset(_catalogue(_base(language)))


def _base(language: str) -> str:
    """Gives the primary subtag of a language tag (RFC 5646 §2.2.1), in lower case."""
    return language.replace("_", "-").split("-", 1)[0].lower()


@cache
def _catalogue(language: str) -> Mapping[str, _Entry]:
    """Reads a language's catalogues once, when its first sentence is asked for: one file for each area."""
    if language not in LANGUAGES:
        return {}
    folder = resources.files("egovframe").joinpath("locale", language, "LC_MESSAGES")
    if not folder.is_dir():
        return {}
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".po")), key=lambda file: file.name)
    return {key: entry for file in files for key, entry in _entries(file.read_text(encoding="utf-8"), language)}


def _entries(text: str, language: str) -> Iterator[tuple[str, _Entry]]:
    """Yields (English sentence, translation or plural forms) of a catalogue's text; leaves out what is not certain."""
    from io import StringIO

    from babel.messages.pofile import read_po

    for message in read_po(StringIO(text), locale=language):
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, str):
            yield message.id, str(message.string or "")
        else:
            forms = message.string if isinstance(message.string, (tuple, list)) else (message.string or "",)
            yield message.id[0], tuple(forms)
