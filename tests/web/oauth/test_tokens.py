"""Where programs turn codes into tokens and ask who somebody is: no cookies, no forms of browsers, nothing kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.account.people import Hall


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke"])
def test_whoever_proves_no_client_is_asked_to(hall: Hall, path: str) -> None:
    """401 in the protocol's own form, which nobody keeps."""
    answer = hall.browser().post(path, {"grant_type": "client_credentials", "token": "x"})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke", "/oauth/userinfo"])
def test_a_browsers_session_is_no_proof_here(hall: Hall, path: str) -> None:
    """Somebody who is signed in gets nothing by a form of another site."""
    browser = hall.signed_in()
    assert browser.post(path, {"grant_type": "client_credentials"}).status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic eA==", "Bearer nobody's"])
def test_userinfo_needs_a_token_that_counts(hall: Hall, header: str) -> None:
    """By GET and by POST; what is wrong is said in the challenge (RFC 6750, 3)."""
    for method in ("GET", "POST"):
        headers = {"authorization": header} if header else {}
        answer = hall.browser().request(method, "/oauth/userinfo", headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_a_body_of_another_kind_or_size_is_refused(hall: Hall) -> None:
    """As the protocols have it, never as a page."""
    browser = hall.browser()
    bodies: tuple[dict[str, Any], ...] = ({"json": {"grant_type": "x"}}, {"data": {"grant_type": "x" * 70_000}})
    for more in bodies:
        answer = browser.request("POST", "/oauth/token", **more)
        assert answer.status_code in (413, 415)
        assert answer.json()["error"] == "invalid_request"


def test_a_parameter_that_comes_twice_is_refused(hall: Hall) -> None:
    """RFC 6749, 3.2."""
    answer = hall.browser().request(
        "POST",
        "/oauth/token",
        content=b"grant_type=client_credentials&grant_type=authorization_code",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
