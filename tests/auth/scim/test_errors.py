"""A refusal carries the status and the keyword of RFC 7644."""

from __future__ import annotations

from egovframe.auth.errors import AuthError
from egovframe.auth.scim.errors import ScimRefused


def test_a_refusal_says_how_the_request_is_wrong() -> None:
    """Status and keyword as the protocol names them, the words as everywhere."""
    refused = ScimRefused("No.", scim_type="invalidFilter", hint="Ask otherwise.")
    assert isinstance(refused, AuthError)
    assert (refused.status, refused.scim_type, refused.code) == (400, "invalidFilter", "auth.scim_refused")
    assert str(refused) == "No. Ask otherwise."
