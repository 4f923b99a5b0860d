"""What wallets post: one presentation, to this visit, encrypted where it has to be."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest

from egovframe.auth.errors import ProofRefused
from egovframe.auth.wallet.reply import presentation_in
from egovframe.auth.wallet.visit import Kept
from tests.auth.wallet.purse import encrypted

SEALED: Final = Kept.made(encrypted=True)
PLAIN: Final = Kept.made(encrypted=False)
TOKEN: Final[dict[str, Any]] = {"credential": ["a.b.c~kb"]}


def posted(kept: Kept, **said: Any) -> dict[str, str]:
    """The form that a wallet posts."""
    whole = {"vp_token": TOKEN, "state": kept.state, **said}
    whole = {name: value for name, value in whole.items() if value is not None}
    if kept.key is None:
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in whole.items()}
    return {"response": encrypted(whole, kept.key)}


@pytest.mark.parametrize("kept", [SEALED, PLAIN], ids=["sealed", "plain"])
def test_one_presentation(kept: Kept) -> None:
    """The one that was asked for; None when the person refuses."""
    assert presentation_in(posted(kept), kept) == "a.b.c~kb"
    assert presentation_in(posted(kept, vp_token=None, error="access_denied"), kept) is None
    assert presentation_in({"error": "access_denied", "state": kept.state}, kept) is None


@pytest.mark.parametrize("kept", [SEALED, PLAIN], ids=["sealed", "plain"])
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"state": "another"}, "another visit (state)"),
        ({"state": None}, "another visit (state)"),
        ({"state": ["s"]}, "another visit (state)"),
        ({"vp_token": None}, "something else"),
        ({"vp_token": "a.b.c~kb"}, "no JSON object"),
        ({"vp_token": ["a.b.c~kb"]}, ""),
        ({"vp_token": {}}, "something else"),
        ({"vp_token": {"credential": []}}, "something else"),
        ({"vp_token": {"credential": ["a", "b"]}}, "something else"),
        ({"vp_token": {"credential": "a.b.c~kb"}}, "something else"),
        ({"vp_token": {"credential": [7]}}, "something else"),
        ({"vp_token": {"other": ["a.b.c~kb"]}}, "something else"),
        ({"vp_token": {**TOKEN, "other": ["a.b.c~kb"]}}, "something else"),
        ({"error": "server_error\n<b>"}, "it says server_error<b>"),
    ],
    ids=str,
)
def test_what_is_refused(kept: Kept, changes: dict[str, Any], why: str) -> None:
    """Of another visit, several, none, something else; an error's words reach the trail without control signs."""
    with pytest.raises(ProofRefused) as refused:
        presentation_in(posted(kept, **changes), kept)
    assert why in refused.value.message
    assert refused.value.hint


def test_an_answer_that_was_to_be_encrypted_has_to_be() -> None:
    """As it is, encrypted for another visit, or nothing at all."""
    for answer in ({"vp_token": json.dumps(TOKEN), "state": SEALED.state}, {}, posted(Kept.made(encrypted=True))):
        with pytest.raises(ProofRefused):
            presentation_in(answer, SEALED)


def test_nobody_ends_a_visit_who_does_not_know_it() -> None:
    """A refusal too carries the state, which the request object alone tells."""
    for state in ("", "guess"):
        with pytest.raises(ProofRefused, match="another visit"):
            presentation_in({"error": "access_denied", "state": state}, SEALED)
