"""Lists show exactly the petitions that `may` opens one by one, however narrowly a role is held."""

from __future__ import annotations

from itertools import product

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egovframe.kernel.errors import NotFound
from egovframe.kernel.permissions import EVERYWHERE, NOT_GRANTED, Actor, Asked, Decision, Forbidden, Scope
from egovframe.kernel.text import Text
from tests.forms.desk import OFFICER, ROADS, Desk
from tests.support.elsewhere import elsewhere

UNITS = ("roads", "parks", "office")
FORMS = ("pothole", "suggestion")
PEOPLE = (None, "a-1", "a-3")

scopes = st.builds(
    Scope,
    st.frozensets(st.sampled_from(UNITS), max_size=2) | st.just(EVERYWHERE),
    st.none() | st.sampled_from(FORMS),
    st.none() | st.sampled_from(["a-1", "a-3"]),
)
wide = st.frozensets(st.sampled_from(UNITS), max_size=1)


class Picky:
    """Lets nothing pass that is a-3's, or a suggestion of the parks."""

    version, judges = "0", True

    def decide(self, actor: Actor, asked: Asked) -> Decision:
        """Refuse what it does not like, and what grants refuse."""
        disliked = asked.owner == "a-3" or (asked.unit, asked.form) == ("parks", "suggestion")
        allowed = actor.granted(asked.permission, asked.unit, asked.form, asked.owner) and not disliked
        return Decision(allowed=allowed, reason=Text(ko="싫습니다", en="disliked") if not allowed else NOT_GRANTED)

    def apart(self, permission: str) -> frozenset[str]:
        """Hold nothing apart."""
        return frozenset()


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk with a petition of every form, in every unit, of every officer and of none."""
    for number, (unit, form, handler) in enumerate(product(UNITS, FORMS, PEOPLE)):
        petition = desk.submit(form).petition
        with elsewhere(desk.database) as conn:
            conn.execute(
                sa.text("UPDATE petitions SET unit = :unit, handler = :handler, registered_no = :no WHERE id = :id"),
                {"unit": unit, "handler": handler, "id": petition.id, "no": 1000 + number},
            )
    return desk


def listed(desk: Desk, actor: Actor, *, limit: int = 100) -> list[tuple[str, str, str | None]]:
    """Every petition of all pages of the list."""
    found, cursor = [], None
    while True:
        with desk.work(actor) as work:
            page = desk.at(work).list(cursor=cursor, limit=limit)
        assert len(page.items) <= limit
        found += [(each.unit, each.form_name, each.handler) for each in page.items]
        cursor = page.next
        if cursor is None:
            return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(wide, st.lists(scopes, max_size=3), st.booleans(), st.sampled_from([2, 5, 100]))
def test_lists_and_decisions_agree(
    full: Desk, units: frozenset[str], narrow: list[Scope], judged: bool, limit: int
) -> None:
    """On random grants and with a plug-in that judges; list, queue and counts, on each database, by every page size."""
    actor = Actor(
        "officer",
        "a-1",
        "Kim",
        holds={"petition.read": units},
        narrow={"petition.read": tuple(narrow)},
        rule=Picky() if judged else None,
    )
    expected = [
        case
        for case in product(UNITS, FORMS, PEOPLE)
        if actor.may("petition.read", unit=case[0], form=case[1], owner=case[2])
    ]
    if not actor.may("petition.read"):
        assert expected == []
        with full.work(actor) as work, pytest.raises(Forbidden):
            full.at(work).list()
        return
    key = str
    assert sorted(listed(full, actor, limit=limit), key=key) == sorted(expected, key=key)
    with full.work(actor) as work:
        queue = full.at(work).queue(limit=100)
        mine = full.at(work).queue(limit=100, view="mine")
    shown = [(each.petition.unit, each.petition.form_name, each.petition.handler) for each in queue.items]
    assert sorted(shown, key=key) == sorted(expected, key=key)
    assert queue.counts["all"] == len(expected)
    assert mine.counts["all"] == len(mine.items) == sum(case[2] == "a-1" for case in expected)


def test_a_page_is_found_behind_many_that_are_refused(desk: Desk) -> None:
    """A plug-in that refuses nearly everything costs some pages, not all of them, and the cursor goes on."""
    first = desk.submit("pothole").petition
    for _ in range(45):
        desk.submit("suggestion")
    with elsewhere(desk.database) as conn:
        conn.execute(sa.text("UPDATE petitions SET unit = 'parks' WHERE form = 'suggestion'"))
    actor = Actor("officer", "a-9", "Jung", holds={"petition.read": EVERYWHERE}, rule=Picky())
    with desk.work(actor) as work:
        page = desk.at(work).list(limit=2)
        assert page.items == ()
        assert page.next is not None
        following = desk.at(work).list(limit=2, cursor=page.next)
    assert [each.id for each in following.items] == [first.id]
    assert following.next is None


@pytest.mark.parametrize(
    ("scope", "opens"),
    [
        (Scope(ROADS, "pothole"), True),
        (Scope(ROADS, "suggestion"), False),
        (Scope(ROADS, None, "a-1"), True),
        (Scope(ROADS, None, "a-9"), False),
    ],
)
def test_one_petition_is_open_or_not_there(desk: Desk, scope: Scope, opens: bool) -> None:
    """For another form, and for another's case, it is not found, as in another unit; every verb asks the same."""
    receipt = desk.submit().petition.receipt
    with desk.work(OFFICER) as work:
        desk.at(work).assign(receipt)
    narrow = dict.fromkeys(("petition.read", "petition.answer", "petition.reveal", "petition.assign"), (scope,))
    actor = Actor("officer", "a-9", "Jung", narrow=narrow)
    with desk.work(actor) as work:
        petitions = desk.at(work)
        if not opens:
            for verb in (
                lambda: petitions.get(receipt),
                lambda: petitions.reveal(receipt, "why"),
                lambda: petitions.answer(receipt, "words"),
                lambda: petitions.assign(receipt, "Kim"),
            ):
                with pytest.raises(NotFound):
                    verb()
            return
        petition = petitions.get(receipt)
        assert {"answer", "refuse", "assign", "reveal"} <= set(petitions.actions(petition))
        assert petitions.reveal(receipt, "why") == {"phone": "010-1234-5678"}
        petitions.answer(receipt, "고쳤습니다.")


def test_a_case_of_ones_own_is_taken_only_by_whom_it_was_given(desk: Desk) -> None:
    """An officer who holds own cases only is a fit officer to give one to, and takes none by themselves."""
    from tests.forms import desk as place

    receipt = desk.submit().petition.receipt
    own = Actor("officer", "a-9", "Jung", narrow={"petition.answer": (Scope(ROADS, None, "a-9"),)})
    place.OFFICERS["Jung"] = own
    try:
        with desk.work(own) as work, pytest.raises(NotFound):
            desk.at(work).assign(receipt)
        with desk.work(OFFICER) as work:
            desk.at(work).assign(receipt, "Jung")
        with desk.work(own) as work:
            desk.at(work).answer(receipt, "고쳤습니다.")
    finally:
        del place.OFFICERS["Jung"]


@pytest.mark.asvs("V8.1.2", "V8.2.3")
@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        (None, {"phone": "010-1234-5678"}),
        (frozenset({"personal"}), {"phone": "010-1234-5678"}),
        (frozenset({"sensitive", "unique-id"}), {}),
    ],
)
def test_a_role_reveals_its_kinds_of_personal_answers(
    desk: Desk, kinds: frozenset[str] | None, shown: dict[str, str]
) -> None:
    """What is shown is what the fact names; whoever sees some kinds only opens no whole case file."""
    from egovframe.forms.dossier import dossier

    petition = desk.submit().petition
    scope = Scope(ROADS, kinds=kinds)
    actor = Actor("officer", "a-9", "Jung", narrow={"petition.reveal": (scope,)})
    with desk.work(actor) as work:
        assert desk.at(work).reveal(petition.receipt, "why") == shown
        if kinds is not None:
            with pytest.raises(Forbidden, match="some kinds"):
                dossier(work, desk.forms, petition.id)
    assert desk.facts.last("petition.revealed").details["fields"] == sorted(shown)
