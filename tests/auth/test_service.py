"""The door of the accounts component: set up once, used by every thread."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.auth import Auth, AuthSettings
from egovframe.kernel.errors import PluginError, SettingsError
from tests.auth.gatehouse import HOME, PASSWORD, Gatehouse


def test_a_plugin_that_is_not_there_fails_the_start(small: Gatehouse) -> None:
    """Ways to sign in and policies are named by their entry points; none at all is refused."""
    with pytest.raises(PluginError, match="'telepathy'"):
        Auth(small, AuthSettings(authenticators={"telepathy": {}}))
    with pytest.raises(PluginError, match="minimum"):
        Auth(small, AuthSettings(authenticators={"password": {"minimum": 4}}))
    with pytest.raises(SettingsError, match="no way to sign in"):
        Auth(small, AuthSettings(authenticators={}))


def test_an_officer_is_found_by_name_with_what_they_may_do_now(gate: Gatehouse) -> None:
    """For giving work to somebody; a disabled account and a name nobody has are nobody."""
    gate.add(role="road-officer", unit="roads")
    with gate.database.read() as conn:
        officer = gate.auth.officer(conn, "KIM")
        assert gate.auth.officer(conn, "nobody") is None
    assert officer is not None
    assert officer.may("petition.answer", unit="bridges")
    with gate.work() as work:
        gate.accounts(work).disable("kim")
    with gate.database.read() as conn:
        assert gate.auth.officer(conn, "kim") is None


def test_two_processes_see_the_same(sqlite_url: str, tmp_path: Path) -> None:
    """Who signed in through one is known to the other; what one ends has ended for both."""
    one, two = Gatehouse(sqlite_url, tmp_path), Gatehouse(sqlite_url, tmp_path)
    one.add()
    token, _ = one.auth.sign_in("kim", PASSWORD, origin=HOME)
    assert two.auth.session(token) is not None
    two.auth.sign_out(token)
    assert one.auth.session(token) is None
    one.database.close()
    two.database.close()
