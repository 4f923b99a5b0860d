"""A unit of work of the whole office: every component's verbs, in one transaction."""

from __future__ import annotations

import pytest

from egovframe.kernel.errors import WorkError
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from tests.office.city import PASSWORD, POTHOLE

CONSOLE = Actor.system("console")


def test_all_verbs_share_one_transaction(office: Office) -> None:
    """An error after an account and a petition leaves neither."""

    def half_a_day() -> None:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("lee", password=PASSWORD)
            work.petitions.submit("pothole", POTHOLE)
            message = "changed my mind"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="changed my mind"):
        half_a_day()
    with office.look(by=CONSOLE) as look:
        assert look.accounts.list() == []
        assert look.petitions.list().items == ()


def test_nobody_works_without_a_name(office: Office) -> None:
    """No actor, no work: no write can be anonymous."""
    with pytest.raises(WorkError, match="actor"), office.work(by=None):  # type: ignore[arg-type]
        pass


def test_a_look_writes_nothing_but_what_was_looked_at(office: Office) -> None:
    """A write in a look is refused; reading leaves its fact."""
    with pytest.raises(WorkError, match="writes nothing"), office.look(by=CONSOLE) as look:
        look.petitions.submit("pothole", POTHOLE)
    with office.look(by=CONSOLE) as look:
        look.petitions.list()
    assert [fact["action"] for fact in office.trail.search(action="petition.listed")] == ["petition.listed"]
