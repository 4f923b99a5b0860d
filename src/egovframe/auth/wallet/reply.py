"""What a wallet posted: opened, held to this very visit, and the one presentation in it (OpenID4VP 1.0, 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from egovframe.auth import jose, jwe
from egovframe.auth.errors import ProofRefused, TokenInvalid
from egovframe.auth.wallet.request import QUERY
from egovframe.auth.wallet.visit import Kept
from egovframe.kernel.crypto import same

DENIED: Final = "access_denied"
"""What a wallet says when the person does not agree (RFC 6749, 4.1.2.1; OpenID4VP 1.0, 8.5)."""
_LONGEST: Final = 60


def presentation_in(answer: Mapping[str, str], kept: Kept) -> str | None:
    """Return the one presentation of an answer to this visit; None when the person refused. Raises ProofRefused.

    Where the answer was to be encrypted it has to be: one that is not may be anybody's. Only an error may come as it
    is (OpenID4VP 1.0, 8.3), and ends the visit.
    """
    plain = kept.key is None or ("error" in answer and "response" not in answer)
    said: Mapping[str, Any] = answer if plain else _opened(answer.get("response", ""), kept)
    _check_state(said.get("state"), kept)
    error = said.get("error")
    if error is not None:
        if error == DENIED:
            return None
        # Only the code of the error: its description may be anybody's.
        raise refused(f"it says {_printable(error)}")
    token = said.get("vp_token")
    if isinstance(token, str):
        try:
            token = jose.object_of(token.encode("utf-8", "surrogatepass"), "vp_token")
        except TokenInvalid as broken:
            raise refused("its vp_token is no JSON object") from broken
    listed = token.get(QUERY) if isinstance(token, dict) and set(token) == {QUERY} else None
    if not isinstance(listed, list) or len(listed) != 1 or not isinstance(listed[0], str):
        raise refused("it presents something else than the one credential that was asked for")
    return listed[0]


def refused(reason: str) -> ProofRefused:
    """Return the error that says for the trail why a wallet's answer was not taken."""
    return ProofRefused(f"The wallet's answer is not taken: {reason}.", hint="Begin again, or take another way.")


def _opened(response: str, kept: Kept) -> Mapping[str, Any]:
    if not response or kept.key is None:
        raise refused("it is not encrypted, though that was asked for")
    try:
        return jwe.opened(response, key=kept.key)
    except TokenInvalid as error:
        raise refused(error.message.rstrip(".")) from error


def _check_state(found: object, kept: Kept) -> None:
    if not isinstance(found, str) or not same(found.encode("utf-8", "surrogatepass"), kept.state):
        raise refused("it is to another visit (state)")


def _printable(error: object) -> str:
    text = error if isinstance(error, str) else ""
    return "".join(sign for sign in text[:_LONGEST] if sign.isascii() and sign.isprintable())
