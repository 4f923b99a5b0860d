"""Clients as values: where a browser may be sent."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from egovframe.auth.provider.model import redirect_uri, redirect_uris
from egovframe.kernel.errors import Invalid


@pytest.mark.parametrize(
    "uri",
    [
        "https://roads.example/back",
        "https://roads.example",
        "https://roads.example:8443/back?x=1",
        "http://127.0.0.1:5000/back",
        "http://localhost/back",
        "http://[::1]:9/",
    ],
)
def test_an_address_that_may_be_answered_at(uri: str) -> None:
    """https, or http on this machine; it stays as it was written."""
    assert redirect_uri(uri) == uri


@pytest.mark.parametrize(
    "uri",
    [
        "http://localhost.evil.example/",
        "http://127.0.0.1.evil.example/",
        "https://a:b@roads.example/",
        "https://roads.example/#",
        "https://roads.example:99999/",
        "https://[::1/",
        "https:///back",
        "data:text/html,x",
        "https://roads.example/\n",
        "https://도시.example/",
        "https://roads.example/" + "x" * 2000,
    ],
)
def test_an_address_that_may_not(uri: str) -> None:
    """What a browser may read otherwise than we do, or what is no web address; the fault names the field."""
    with pytest.raises(Invalid) as refused:
        redirect_uri(uri)
    assert refused.value.faults[0].field == "redirect_uris"


@given(some.text())
def test_whatever_is_written_is_one_or_is_refused(text: str) -> None:
    """Nothing else is raised, and what is taken is plain ASCII."""
    with suppress(Invalid):
        assert redirect_uri(text).isascii()


def test_a_client_has_one_to_twenty_addresses_each_once() -> None:
    """In the order in which they were given."""
    one, two = "https://a.example/", "https://b.example/"
    assert redirect_uris((one, two, one)) == (one, two)
    for wrong in ((), (one,) * 21):
        with pytest.raises(Invalid):
            redirect_uris(wrong)
