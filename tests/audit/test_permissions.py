"""The permissions of the trail: reading and verifying are granted apart."""

from __future__ import annotations

from egovframe.audit.permissions import PERMISSIONS, READ, VERIFY
from egovframe.kernel.permissions import EVERYWHERE, Actor
from egovframe.kernel.text import LANGUAGES


def test_each_has_a_name_and_words_in_every_language() -> None:
    """Named `component.verb`, once, with words for the people who grant it."""
    assert [each.name for each in PERMISSIONS] == [
        "audit.read",
        "audit.verify",
        "audit.review",
        "audit.reveal",
        "audit.hold",
        "audit.dispose",
    ]
    for each in PERMISSIONS:
        assert set(each.title.as_dict()) == set(LANGUAGES)


def test_who_verifies_need_not_read() -> None:
    """An auditor from outside checks the trail without seeing who did what."""
    auditor = Actor(kind="officer", id="o-1", name="Auditor", holds={VERIFY.name: EVERYWHERE})
    assert auditor.may(VERIFY.name)
    assert not auditor.may(READ.name)
