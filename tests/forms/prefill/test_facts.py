"""What the trail tells of answers that were looked up names questions, never answers."""

from egovframe.forms.facts import FACTS
from egovframe.forms.prefill.facts import HANDED_IN, LOOKED_UP


def test_both_are_facts_about_persons() -> None:
    """Looking up and handing in are access to personal data, and hold nothing private."""
    for fact in (LOOKED_UP, HANDED_IN):
        assert fact in FACTS
        assert fact.handles
        assert not fact.private
