"""Sentences people see: looked up by their English wording, in the person's language."""

import pytest

from egovframe.kernel import messages
from egovframe.kernel.messages import _entries, ntranslate, translate

CATALOGUE = """
msgid "Receipt number"
msgstr "접수번호"

#, fuzzy
msgid "Not certain yet"
msgstr "아직 확실하지 않음"

msgid "%(n)s case"
msgid_plural "%(n)s cases"
msgstr[0] "%(n)s건"

msgid "Not translated"
msgstr ""
"""


@pytest.fixture
def korean(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small Korean catalogue in the place of the real one."""
    entries = dict(_entries(CATALOGUE, "ko"))
    monkeypatch.setattr(messages, "_catalogue", lambda language: entries if language == "ko" else {})


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize("language", ["ko", "ko-KR", "ko_KR", "KO"])
def test_a_sentence_is_given_in_the_persons_language(language: str) -> None:
    """Region and case of the language tag make no difference (RFC 5646 §2.1.1)."""
    assert translate("Receipt number", language) == "접수번호"


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize("sentence", ["Not there", "Not translated", "Not certain yet"])
def test_what_is_not_translated_is_shown_in_english(sentence: str) -> None:
    """A person sees a sentence, never a key or an empty place; an uncertain (fuzzy) translation counts as none."""
    assert translate(sentence, "ko") == sentence


def test_an_unknown_language_gets_english() -> None:
    """A language without a catalogue is no error."""
    assert translate("Receipt number", "tlh") == "Receipt number"


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(
    ("number", "language", "expected"),
    [
        (1, "ko", "%(n)s건"),
        (7, "ko", "%(n)s건"),
        (1, "en", "%(n)s case"),
        (0, "en", "%(n)s cases"),
        (7, "en", "%(n)s cases"),
    ],
)
def test_a_number_chooses_the_form(number: int, language: str, expected: str) -> None:
    """Korean has one form for every number, English two."""
    assert ntranslate("%(n)s case", "%(n)s cases", number, language) == expected


def test_both_catalogues_know_the_same_sentences() -> None:
    """Whatever is there in one language is there in the other."""
    assert messages.known_messages("ko") == messages.known_messages("en")
