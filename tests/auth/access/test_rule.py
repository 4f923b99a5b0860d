"""The one policy: what it allows, why, and that lists show exactly what it allows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from egovframe.auth.access.rule import KEPT_BACK, Rule
from egovframe.auth.directory import Directory
from egovframe.auth.interfaces import AccessPolicy, AccessRequest
from egovframe.auth.model import Held, Unit
from egovframe.auth.permissions import PERMISSIONS
from egovframe.kernel.permissions import Actor, Asked, Decision
from egovframe.kernel.text import LANGUAGES, Text
from tests.auth.access.hall import APART, ROLES, SEPARATE
from tests.auth.gatehouse import UNITS

DIRECTORY = Directory(ROLES, UNITS, separate=SEPARATE, apart=APART)
RULE = Rule(DIRECTORY)

names = st.sampled_from(["petition.read", "petition.answer", "petition.reveal", "payment.make", "audit.read"])
units = st.sampled_from(["streets", "roads", "bridges", "parks"])
forms = st.sampled_from(["pothole", "suggestion"])
people = st.sampled_from(["kim", "lee"])
held = st.builds(
    Held,
    st.sampled_from([role.name for role in ROLES]),
    st.none() | units | st.just("moon"),
    st.none() | forms,
    st.none() | people,
    st.uuids().map(str),
)
grants = st.frozensets(held, max_size=4)


def actor(*roles: Held, rule: Rule = RULE, acting_for: str | None = None) -> Actor:
    """Kim with these roles."""
    return rule.actor("officer", "kim", "Kim", roles, acting_for=acting_for)


def brute(roles: frozenset[Held], permission: str, unit: str, form: str | None, owner: str | None) -> bool:
    """What the rules say, written down plainly."""
    return any(
        permission in DIRECTORY.may_of(each.role)
        and (each.unit is None or unit in DIRECTORY.below(each.unit))
        and each.form in (None, form)
        and each.owner in (None, owner)
        for each in roles
    )


@given(grants, names, units, st.none() | forms, st.none() | people)
def test_a_permission_counts_within_its_scope_and_nowhere_else(
    roles: frozenset[Held], permission: str, unit: str, form: str | None, owner: str | None
) -> None:
    """Unit and below, form, own cases: `may`, the decision and the rows of a list say the same."""
    kim = actor(*roles)
    expected = brute(roles, permission, unit, form, owner)
    assert kim.may(permission, unit=unit, form=form, owner=owner) == expected
    decision = kim.decide(permission, unit=unit, form=form, owner=owner)
    assert decision.allowed == expected
    assert kim.rows(permission).opens(unit, form, owner) == expected
    assert decision.policy == RULE.version
    assert all(decision.reason.in_(language).strip() for language in LANGUAGES)


@given(grants, names, units, st.none() | forms, st.none() | people)
def test_a_decision_names_the_grant_that_allows_it(
    roles: frozenset[Held], permission: str, unit: str, form: str | None, owner: str | None
) -> None:
    """That very grant alone allows it too; a refusal names none."""
    decision = actor(*roles).decide(permission, unit=unit, form=form, owner=owner)
    if not decision.allowed:
        assert decision.grant == ""
        return
    (alone,) = (each for each in roles if each.grant == decision.grant)
    assert brute(frozenset([alone]), permission, unit, form, owner)


@given(grants, names, units)
def test_who_knows_no_forms_gets_what_is_held_for_all(roles: frozenset[Held], permission: str, unit: str) -> None:
    """A caller that names the unit alone never opens what was granted for one form or for own cases."""
    kim = actor(*roles)
    assert kim.may(permission, unit=unit) == (unit in kim.units_for(permission))
    assert kim.may(permission) == any(
        brute(roles, permission, each, form, owner)
        for each in DIRECTORY.units
        for form in ("pothole", "suggestion")
        for owner in ("kim", "lee")
    )


@pytest.mark.parametrize(
    ("roles", "asked", "says"),
    [
        ((), Asked("petition.read", "roads"), "no role grants it"),
        ((Held("reader", "parks"),), Asked("petition.read", "roads"), "held in other units only"),
        ((Held("reader", None, "pothole"),), Asked("petition.read", "roads", "x"), "held for other forms only"),
        ((Held("reader", None, None, "kim"),), Asked("petition.read", "roads", "x", "lee"), "one's own cases only"),
        ((Held("clerk", "streets", grant="g"),), Asked("petition.read", "bridges"), "the role clerk, in streets and"),
        ((Held("clerk", None, "pothole", "kim"),), Asked("petition.read", "parks", "pothole", "kim"), "own cases"),
    ],
)
def test_every_decision_says_why(roles: tuple[Held, ...], asked: Asked, says: str) -> None:
    """A refusal says what is missing, a permission by which role and where."""
    assert says in RULE.decide(actor(*roles), asked).reason.in_("en")


def test_what_manages_the_office_is_kept_back_in_anothers_place() -> None:
    """The registrar's rights are not lent to whoever only wants to see what the registrar sees."""
    held = (Held("registrar"), Held("reader"))
    kim = RULE.actor("officer", "kim", "Kim", held, acting_for="lee", kept_back=KEPT_BACK)
    assert kim.may("petition.read", unit="roads")
    for permission in ("role.grant", "role.define", "unit.manage", "account.read"):
        assert not kim.may(permission)
        decision = kim.decide(permission, unit="roads")
        assert not decision.allowed
        assert decision.reason.in_("en") == "not while acting in somebody's place"
    admin = RULE.actor("officer", "kim", "Kim", (Held("admin"),), acting_for="lee", kept_back=KEPT_BACK)
    assert admin.may("outbox.manage")
    assert not [each.name for each in PERMISSIONS if admin.may(each.name)], "nothing of who may what, clients included"


@pytest.mark.parametrize(
    ("roles", "kinds"),
    [
        ((Held("counter", "roads"),), {"personal"}),
        ((Held("counter", "roads"), Held("doctor")), {"personal", "sensitive"}),
        ((Held("counter", "parks"),), set()),
        ((Held("reader"),), set()),
    ],
)
def test_a_role_may_narrow_which_personal_answers_it_reveals(roles: tuple[Held, ...], kinds: set[str]) -> None:
    """What several roles reveal is added up; nothing where the permission is not held."""
    assert actor(*roles).kinds("petition.reveal", unit="roads") == frozenset(kinds)


def test_a_role_that_narrows_nothing_reveals_every_kind() -> None:
    """As before there were kinds: None is all of them; the office itself sees all."""
    from tests.auth.access.hall import role

    rule = Rule(Directory([role("all", "petition.reveal"), *ROLES], UNITS))
    assert actor(Held("all", "roads"), Held("counter"), rule=rule).kinds("petition.reveal", unit="roads") is None
    assert Actor.system("worker").kinds("petition.reveal", unit="roads") is None


def test_the_version_changes_with_everything_that_decides() -> None:
    """Roles, units, heads, separations, plug-ins; the same again gives the same."""
    from tests.auth.access.hall import role

    versions = [
        RULE.version,
        Rule(Directory([*ROLES, role("new", "a.b")], UNITS, separate=SEPARATE, apart=APART)).version,
        Rule(Directory(ROLES, UNITS[:-1], separate=SEPARATE, apart=APART)).version,
        Rule(Directory(ROLES, (*UNITS[:-1], Unit("parks", UNITS[-1].title, head="kim")), separate=SEPARATE)).version,
        Rule(Directory(ROLES, UNITS, apart=APART)).version,
        Rule(Directory(ROLES, UNITS, separate=SEPARATE)).version,
        Rule(DIRECTORY, {"closed": Closed()}).version,
        Rule(DIRECTORY, {"closed": Closed(on="parks")}).version,
    ]
    assert len(set(versions)) == len(versions)
    assert Rule(Directory(ROLES, UNITS, separate=SEPARATE, apart=APART)).version == RULE.version


def test_deeds_are_held_apart_both_ways() -> None:
    """Who pays does not approve, who approves does not pay; who destroys once does not destroy twice."""
    assert RULE.apart("payment.make") == {"payment.approve"}
    assert RULE.apart("payment.approve") == {"payment.make"}
    assert RULE.apart("record.destroy") == {"record.destroy"}
    assert RULE.apart("petition.read") == frozenset()


# ---------------------------------------------------------------------------------------------------- plug-ins


class Closed(AccessPolicy):
    """Closes one unit, opens another, and breaks where it is told to."""

    on: str = "roads"
    opened: str = ""
    breaks: bool = False

    def decide(self, request: AccessRequest) -> Decision | None:
        """Refuse, allow, raise or leave it."""
        if self.breaks:
            msg = "broken"
            raise RuntimeError(msg)
        if self.on in request.path:
            return Decision(allowed=False, reason=Text(ko="닫혔습니다", en="closed"))
        if self.opened and request.asked.unit == self.opened:
            return Decision(allowed=True, reason=Text(ko="열렸습니다", en="open"))
        return None


@contextmanager
def quiet() -> Iterator[list[object]]:
    """Keeps what is logged out of the test's own output."""
    with capture_logs() as logged:
        yield list(logged)


def test_a_plug_in_may_refuse_what_roles_allow() -> None:
    """Below the unit too; the rows of lists are judged one by one."""
    kim = actor(Held("reader"), rule=Rule(DIRECTORY, {"closed": Closed()}))
    assert not kim.may("petition.read", unit="bridges")
    assert kim.may("petition.read", unit="parks")
    assert kim.may("petition.read")
    assert kim.decide("petition.read", unit="roads").reason.in_("en") == "closed"
    rows = kim.rows("petition.read")
    assert [unit for unit in DIRECTORY.units if rows.opens(unit, "pothole", None)] == ["streets", "parks"]


def test_a_plug_in_may_allow_what_no_role_grants() -> None:
    """For one object; lists show only what grants open as well, and a denial of another plug-in is final."""
    opens = Closed(on="", opened="parks")
    kim = actor(Held("reader", "roads"), rule=Rule(DIRECTORY, {"opens": opens}))
    assert kim.may("petition.read", unit="parks")
    assert not kim.rows("petition.read").opens("parks", None, None)
    assert kim.kinds("petition.reveal", unit="parks") == frozenset()
    both = Rule(DIRECTORY, {"closed": Closed(on="parks"), "opens": opens})
    assert not actor(Held("reader"), rule=both).may("petition.read", unit="parks")


def test_a_plug_in_widens_nothing_in_anothers_place() -> None:
    """Whoever acts for somebody has what was lent, and not more."""
    rule = Rule(DIRECTORY, {"opens": Closed(on="", opened="parks")})
    assert not actor(Held("reader", "roads"), rule=rule, acting_for="lee").may("petition.read", unit="parks")


@pytest.mark.asvs("V16.5.3")
def test_when_a_plug_in_breaks_nothing_is_allowed() -> None:
    """Not even what roles grant; the office itself goes on."""
    rule = Rule(DIRECTORY, {"broken": Closed(breaks=True)})
    kim = actor(Held("reader"), rule=rule)
    with quiet():
        assert not kim.may("petition.read", unit="roads")
        assert "broken failed" in kim.decide("petition.read", unit="roads").reason.in_("en")
        assert not kim.rows("petition.read").opens("roads", None, None)
    assert rule.decide(Actor.system("worker"), Asked("petition.read", "roads")).allowed
