"""What the trail tells of public petitions."""

from __future__ import annotations

from egovframe.forms.public.facts import FACTS
from egovframe.kernel.text import LANGUAGES
from tests.forms.public.square import Square


def test_each_is_declared_once_with_words_in_both_languages() -> None:
    """No action stands for two things."""
    assert len({fact.action for fact in FACTS}) == len(FACTS)
    assert all(set(fact.title.as_dict()) == set(LANGUAGES) for fact in FACTS)


def test_a_signature_names_the_group_and_no_person(small_square: Square) -> None:
    """What is sealed in its fact opens with the key that goes when the signers are erased."""
    publication = small_square.published()
    small_square.sign(publication, "홍길동")
    fact = small_square.facts.last("signature.given")
    assert fact.subjects == (f"signatures:{publication.id}",)
    assert dict(fact.details) == {"form": "playground", "publication": publication.id}
    assert dict(fact.private) == {}
