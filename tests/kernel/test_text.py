"""Text in more than one language: what a person sees when a language is missing."""

from __future__ import annotations

import pytest

from egovframe.kernel.text import Text


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "도로"), ("en", "Roads"), ("en-GB", "Roads"), ("ko-KR", "도로"), ("fr", "도로")]
)
def test_words_in_the_persons_language(language: str, words: str) -> None:
    """A region falls back to its language, an unknown language to Korean."""
    assert Text(ko="도로", en="Roads").in_(language) == words


@pytest.mark.parametrize(("text", "words"), [(Text(en="Roads"), "Roads"), (Text(fr="Routes"), "Routes")])
def test_a_text_in_one_language_is_shown_to_everybody(text: Text, words: str) -> None:
    """Better a foreign word than an empty place."""
    assert text.in_("ko") == words
    assert str(text) == words


def test_a_plain_string_says_its_language_by_its_script() -> None:
    """Hangul is Korean, anything else English; mappings and texts are taken as they are."""
    assert Text.of("도로").as_dict() == {"ko": "도로"}
    assert Text.of("Roads").as_dict() == {"en": "Roads"}
    assert Text.of({"en": "Roads", "ko": "도로"}) == Text(ko="도로", en="Roads")
    text = Text(ko="도로")
    assert Text.of(text) is text


def test_texts_are_values() -> None:
    """Equal words are equal texts whatever their order; none can be changed; none is empty."""
    assert len({Text(ko="도로", en="Roads"), Text(en="Roads", ko="도로")}) == 1
    with pytest.raises(AttributeError):
        Text(ko="도로").words = ()  # type: ignore[misc]
    with pytest.raises(ValueError, match="at least one language"):
        Text()
