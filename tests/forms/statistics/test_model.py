"""What is counted: every outcome and every step has its words."""

from __future__ import annotations

from egovframe.forms.statistics.model import COUNTED, DECIDED_BY, STEPS, Key, Tally


def test_words() -> None:
    """Each counted step has words in both languages."""
    assert set(STEPS) == set(COUNTED)
    assert all(set(words.as_dict()) == {"ko", "en"} for words in STEPS.values())


def test_outcomes() -> None:
    """No two steps decide with the same outcome."""
    assert len(set(DECIDED_BY.values())) == len(DECIDED_BY)


def test_tally() -> None:
    """The same thing counted twice is one count of two."""
    tally = Tally([Key("a", "u", "received", "web"), Key("a", "u", "received", "web")])
    assert dict(tally) == {Key("a", "u", "received", "web"): 2}
