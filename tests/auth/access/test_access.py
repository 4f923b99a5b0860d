"""Who asks: built from one query at every request, with one more where the session acts in somebody's place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from egovframe.auth import AuthSettings, Policy, SignIn
from egovframe.auth.access.access import Access
from egovframe.auth.access.errors import FormUnknown
from egovframe.auth.service import POLICIES
from egovframe.kernel.errors import PluginError
from egovframe.kernel.text import Text
from tests.auth.access.hall import DAY, furnish, grant, officer, rights
from tests.auth.gatehouse import Gatehouse


@contextmanager
def statements(hall: Gatehouse) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def heard(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    sa.event.listen(hall.database.engine, "before_cursor_execute", heard)
    try:
        yield asked
    finally:
        sa.event.remove(hall.database.engine, "before_cursor_execute", heard)


def test_a_request_takes_one_query_and_one_in_anothers_place_a_few_more(nook: Gatehouse) -> None:
    """The counter of changes comes along with the session; what did not change is not read again."""
    grant(nook, "kim", "clerk", unit="roads", form="pothole", own=True)
    grant(nook, "kim", "reader")
    token, session = nook.enter("lee")
    with nook.work(officer(nook, "kim")) as work:
        lent = rights(nook, work).delegations.lend("lee", until=nook.time.now() + DAY, reason="휴가")
    nook.auth.session(token)
    with statements(nook) as asked:
        nook.auth.session(token)
    assert len([each for each in asked if each.startswith("SELECT")]) == 1
    nook.auth.act(session, f"delegation:{lent.id}")
    with statements(nook) as asked:
        acting = nook.auth.session(token)
    assert acting is not None
    assert acting.actor.acting_for == officer(nook, "kim").id
    assert 1 < len([each for each in asked if each.startswith("SELECT")]) <= 4


def test_without_a_list_of_forms_every_name_passes(nook: Gatehouse) -> None:
    """Accounts alone know no forms; an office does."""
    Access(nook).check_form("anything")
    nook.auth.access.check_form(None)
    nook.auth.access.check_form("pothole")
    with pytest.raises(FormUnknown, match="pothole, suggestion"):
        Access(nook, forms=["pothole", "suggestion"]).check_form("passport")
    with pytest.raises(FormUnknown, match="passport"):
        grant(nook, "kim", "reader", form="passport")


class Shut(Policy):
    """A sign-in policy, in the group in which access policies are as well."""

    def objection(self, sign_in: SignIn) -> Text | None:
        """Object to everybody."""
        return Text(ko="닫혔습니다", en="shut")


def test_both_families_of_policies_come_from_one_group(nook: Gatehouse, tmp_path: object) -> None:
    """The settings name them together; each is asked what it is for, and one that cannot be used fails the start."""
    auth = furnish(nook)
    assert set(auth.policies) == {"open"}
    assert not auth.access.registry.now.judges
    assert POLICIES.type_of("networks").version == POLICIES.type_of("cedar").version
    with pytest.raises(PluginError, match="cedar"):
        type(auth)(nook, AuthSettings.quick(policies={"cedar": {"files": []}}))


def test_cedar_decides_in_a_running_gatehouse(nook: Gatehouse, tmp_path: object) -> None:
    """Named in the settings beside a sign-in policy: lists and decisions follow, and the version names its words."""
    from pathlib import Path

    file = Path(str(tmp_path)) / "p.cedar"
    file.write_text('permit(principal, action, resource in Unit::"roads");', encoding="utf-8")
    grant(nook, "kim", "reader")
    plain = nook.auth.access.registry.now.version
    nook.auth = type(nook.auth)(
        nook,
        AuthSettings.quick(policies={"open": {}, "cedar": {"files": [file]}}),
        nook.auth.directory.roles.values(),
        nook.auth.directory.units.values(),
    )
    _, session = nook.enter()
    kim = session.actor
    assert kim.may("petition.read", unit="bridges")
    assert not kim.may("petition.read", unit="parks")
    assert kim.policy != plain
    assert set(nook.auth.policies) == {"open"}
