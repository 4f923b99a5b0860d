"""What a client asks: read strictly, and refused with the code of the protocol."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from egovframe.auth.provider.errors import ProviderError, Untrusted
from egovframe.auth.provider.model import Client
from egovframe.auth.provider.requests import answer, read, trusted
from tests.auth.provider.hall import BACK, CHALLENGE

CLIENT = Client("c1", "Roads", (BACK,), datetime(2026, 9, 21, tzinfo=UTC))
ASKED = {
    "response_type": "code",
    "scope": "openid profile openid unknown",
    "state": "s",
    "nonce": "n",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def test_a_request_that_holds() -> None:
    """Scopes once each, those that there are; the level and age that are asked for."""
    asked = {**ASKED, "acr_values": "gold 3 2", "max_age": "0", "prompt": "login consent"}
    found = read(CLIENT, BACK, asked)
    assert (found.scope, found.state, found.nonce, found.challenge) == (("openid", "profile"), "s", "n", CHALLENGE)
    assert (found.assurance, found.max_age, found.prompt) == (3, 0, frozenset({"login", "consent"}))
    assert read(CLIENT, BACK, ASKED).max_age is None


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": ""}, "unsupported_response_type"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"scope": ""}, "invalid_scope"),
        ({"code_challenge": CHALLENGE + "x"}, "invalid_request"),
        ({"code_challenge": CHALLENGE[:-1] + "\n"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"nonce": "n" * 1001}, "invalid_request"),
        ({"prompt": "create"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "١"}, "invalid_request"),
        ({"max_age": "9" * 10}, "invalid_request"),
        ({"registration": "{}"}, "registration_not_supported"),
    ],
)
def test_what_does_not_hold_is_named(changed: dict[str, str], error: str) -> None:
    """With the code that the client is answered."""
    with pytest.raises(ProviderError) as why:
        read(CLIENT, BACK, {**ASKED, **changed})
    assert (why.value.error, why.value.status) == (error, 400)


@given(some.dictionaries(some.sampled_from([*ASKED, "prompt", "max_age", "acr_values"]), some.text(), max_size=8))
def test_whatever_is_asked_is_read_or_refused(changed: dict[str, str]) -> None:
    """Nothing else is raised."""
    with suppress(ProviderError):
        assert "openid" in read(CLIENT, BACK, {**ASKED, **changed}).scope


def test_a_browser_is_sent_only_to_what_is_registered() -> None:
    """Neither for a disabled client nor to another address, even where the client has only one."""
    assert trusted(CLIENT, {"redirect_uri": BACK}) == (CLIENT, BACK)
    shut = Client("c1", "Roads", (BACK,), CLIENT.created, disabled=CLIENT.created)
    for client, uri in ((None, BACK), (shut, BACK), (CLIENT, ""), (CLIENT, BACK + "?"), (CLIENT, BACK.upper())):
        with pytest.raises(Untrusted):
            trusted(client, {"redirect_uri": uri})


@pytest.mark.parametrize(("uri", "begins"), [(BACK, f"{BACK}?"), (f"{BACK}?a=1", f"{BACK}?a=1&")])
def test_an_answer_is_written_so_that_nothing_in_it_breaks_out(uri: str, begins: str) -> None:
    """Every value is quoted; empty ones are left out."""
    told = answer(uri, {"code": "c", "state": "a&b=c#d e\r\n", "iss": ""})
    assert told == f"{begins}code=c&state=a%26b%3Dc%23d+e%0D%0A"
    assert answer(uri, {"state": ""}) == uri
