"""Cookies: read as browsers send them, named so that neighbours cannot plant them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from egovframe.web.response import Response
from egovframe.web.session import Jar, parse


def test_parse() -> None:
    """All cookies of the header; the first of a name counts, quotes are no part of a value."""
    assert parse('a=1; b="2" ;a=3;c; d=e=f') == {"a": "1", "b": "2", "d": "e=f"}


@given(st.text())
def test_whatever_a_browser_sends(header: str) -> None:
    """Any header is read without an error, and only names that stand before an equals sign come of it."""
    assert all("=" not in name for name in parse(header))


def test_names() -> None:
    """By https the name binds the cookie to this host; by http it is plain: browsers refuse the prefix."""
    assert Jar(https=False).name("session") == "egov-session"
    assert Jar(https=True).name("session") == "__Host-egov-session"
    assert Jar(https=True).name("key", path="/receipts/1") == "__Secure-egov-key"


def test_put_and_drop() -> None:
    """A cookie that is put is HttpOnly, and Secure by https; one that is dropped has no value and no age."""
    response = Response()
    Jar(https=True).put(response, "session", "t")
    Jar(https=True).drop(response, "session")
    put, drop = (value.decode() for _, value in response.headers[1:])
    assert put == "__Host-egov-session=t; Path=/; SameSite=Lax; HttpOnly; Secure"
    assert drop == "__Host-egov-session=; Path=/; SameSite=Lax; Max-Age=0; HttpOnly; Secure"
