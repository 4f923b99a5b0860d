"""How the provider answers programs: JSON that nobody keeps, and errors as the protocols name them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from egovframe.auth.provider.errors import ProviderError
from egovframe.kernel.errors import Busy, Invalid
from egovframe.web.oauth.answers import document, once, refused
from egovframe.web.urlencoded import Fields

PAGE: Any = None


def told(error: BaseException) -> tuple[int, dict[str, str], str | None]:
    """Status, document and challenge of the answer for an error."""
    response = refused(PAGE, error)
    assert isinstance(response.body, bytes)
    return response.status, json.loads(response.body), response.get("www-authenticate")


def test_what_is_public_may_be_kept_and_read_by_others() -> None:
    """For some minutes, by pages of other systems too; nothing else is."""
    shared, own = document({"a": 1}, shared=True), document({"a": 1})
    assert shared.get("cache-control") == "public, max-age=300"
    assert shared.get("access-control-allow-origin") == "*"
    assert (own.get("cache-control"), own.get("access-control-allow-origin")) == (None, None), "no-store is the default"
    assert own.get("pragma") == "no-cache"
    assert own.get("content-type") == "application/json"


@pytest.mark.parametrize(
    ("error", "status", "code", "challenge"),
    [
        (ProviderError("invalid_grant", "It does not count."), 400, "invalid_grant", None),
        (ProviderError("invalid_client", "No.", status=401), 401, "invalid_client", "Basic"),
        (ProviderError("invalid_token", "No.", status=401), 401, "invalid_token", "Bearer"),
        (Invalid("secret detail", hint="x"), 400, "invalid_request", None),
        (Busy("secret detail", hint="x"), 503, "temporarily_unavailable", None),
        (RuntimeError("secret detail"), 500, "server_error", None),
    ],
)
def test_errors_have_the_codes_of_the_protocol(
    error: BaseException, status: int, code: str, challenge: str | None
) -> None:
    """RFC 6749, 5.2 and RFC 6750, 3; of our own faults nothing but that there was one."""
    found, said, asked = told(error)
    assert (found, said["error"]) == (status, code)
    assert "secret detail" not in json.dumps(said)
    assert (asked or "").startswith(challenge or "")
    assert (asked is None) == (challenge is None)


def test_a_parameter_comes_once() -> None:
    """Twice is refused, whatever it says (RFC 6749, 3.1)."""
    assert once(Fields.read(b"a=1&b=2")) == {"a": "1", "b": "2"}
    for query in (b"a=1&a=1", b"a=1&b=2&a="):
        with pytest.raises(ProviderError, match="comes twice"):
            once(Fields.read(query))
