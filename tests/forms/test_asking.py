"""What a form asks while it is filled in."""

from __future__ import annotations

from egovframe.forms.asking import asking
from tests.forms.damage import Damage
from tests.forms.everything import Everything


def test_what_is_asked_depends_on_the_answers_so_far() -> None:
    """Right or wrong as they are; entries of groups by their numbers."""
    dear = [{"what": "문", "price": 500_000}, {"price": "5"}]
    found = asking(Damage, {"hurt": True, "things": dear, "at": "nonsense"})
    assert found.hidden == {"note", "things.1.receipt"}
    assert found.asks("how")
    assert found.answers["total"] == 500_005
    assert asking(Damage, {}).hidden == {"how"}


def test_what_a_page_posts_is_read_first() -> None:
    """As people write it."""
    found = asking(Damage, {"hurt": "예", "things.4.price": "１,０００원"}, posted=True)
    assert found.asks("how")
    assert found.answers["total"] == 1_000
    assert asking(Everything, {"title": "x"}, posted=True).hidden == frozenset()


def test_blank_entries_are_looked_at_where_a_page_shows_them() -> None:
    """What such an entry does not ask is known; the answers stay without it."""
    found = asking(Damage, {"things": [{"price": 500_000}]}, blank=2)
    assert found.hidden == {"how", "things.1.receipt", "things.2.receipt"}
    assert found.answers["things"] == [{"price": 500_000}]
    assert asking(Everything, {}, blank=2).hidden == frozenset()
