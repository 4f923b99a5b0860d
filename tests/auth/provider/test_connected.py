"""Where somebody is signed in through the city, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from egovframe.auth.provider.connected import opened
from egovframe.auth.provider.errors import ProviderError
from tests.auth.gatehouse import HOME
from tests.auth.provider.hall import Hall


def test_each_sign_in_is_shown_once_with_all_that_came_of_it(hall: Hall) -> None:
    """Its code, its access token and its refresh token are one; what is over is not shown."""
    kim, connected = hall.session.account, hall.provider.connected
    assert connected.of(kim) == []
    hall.tokens(scope="openid")
    hall.tokens(scope="openid email offline_access")
    first, second = connected.of(kim)
    assert (first.name, first.scope) == ("Roads", ("openid",))
    assert set(second.scope) == {"openid", "email", "offline_access"}
    assert first.since == second.since == hall.session.created.replace(microsecond=0)
    now = hall.gate.clock.now()
    assert (first.until, second.until) == (now + timedelta(minutes=10), now + timedelta(days=30))
    hall.gate.auth.sign_out(hall.token)
    assert connected.of(kim) == [second]  # it was agreed that it outlasts the session
    assert connected.of("somebody") == []


def test_nobody_ends_what_is_anothers(hall: Hall) -> None:
    """A name that the account has not ends nothing; the account's own ends, and the client is refused."""
    lee = hall.gate.add("lee")
    got = hall.tokens(scope="openid offline_access")
    kim, connected = hall.session.account, hall.provider.connected
    (mine,) = connected.of(kim)
    assert not connected.end(lee, mine.family, by=hall.session.actor, origin=HOME)
    assert not connected.end(kim, "nothing", by=hall.session.actor, origin=HOME)
    assert connected.end(kim, mine.family, by=hall.session.actor, origin=HOME)
    with pytest.raises(ProviderError):
        hall.asks(grant_type="refresh_token", refresh_token=got["refresh_token"])
    (note,) = hall.gate.facts.of("sign-in.taken-back")
    assert (note.subjects, note.object) == ((f"account:{kim}",), hall.client.client.ref)


def test_a_row_of_another_tool_is_nothing(hall: Hall) -> None:
    """What the office did not seal stands for nobody."""
    assert opened(hall.gate.cabinet, None) is None
    assert opened(hall.gate.cabinet, {"digest": "x", "sealed": b"made up"}) is None
