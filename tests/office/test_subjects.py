"""Whose data a word means, for whoever may read the trail."""

from __future__ import annotations

import pytest

from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.office import Office
from egovframe.office.subjects import account_of, subjects_of
from tests.office.city import POTHOLE

CONSOLE, VISITOR = Actor.system("console"), Actor.visitor()


def test_people_know_numbers_and_names(office: Office, kim: Actor) -> None:
    """A receipt number however it is written, an account's name, a subject itself; nobody is nobody."""
    with office.work(by=VISITOR) as work:
        petition = work.petitions.submit("pothole", POTHOLE).petition
    with office.look(by=CONSOLE) as look:
        assert subjects_of(look, petition.receipt.lower()) == (f"petition:{petition.id}",)
        assert subjects_of(look, "kim") == (f"account:{kim.id}",)
        assert subjects_of(look, "petition:x") == ("petition:x",)
        assert (subjects_of(look, "nobody"), account_of(look, "nobody")) == ((), None)


def test_it_is_not_for_everybody(office: Office, kim: Actor) -> None:
    """An officer of the roads learns no ids."""
    with pytest.raises(Forbidden), office.look(by=kim) as look:
        subjects_of(look, "kim")
