"""What is kept of a visit comes back as it was; anything else is refused."""

from __future__ import annotations

import json

import pytest

from egovframe.auth.errors import ProofRefused
from egovframe.auth.wallet.visit import Kept


@pytest.mark.parametrize("encrypted", [True, False])
def test_what_is_kept_comes_back(encrypted: bool) -> None:
    """With its key where the answer is to be encrypted; two visits have nothing in common."""
    kept, other = Kept.made(encrypted=encrypted), Kept.made(encrypted=encrypted)
    assert Kept.from_text(kept.as_text()) == kept
    assert (kept.key is not None) == encrypted
    assert not {kept.nonce, kept.state} & {other.nonce, other.state}
    assert len(kept.nonce) >= 43, "256 bits"
    assert kept.key is None or kept.key != other.key
    assert kept.key is None or str(kept.key["d"]) not in repr(kept), "the key does not get into a log"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "nonsense", json.dumps({"nonce": "", "state": "s", "key": None}), json.dumps({"more": 1})],
)
def test_what_is_none(text: str) -> None:
    """A text that another tool wrote holds no visit."""
    with pytest.raises(ProofRefused):
        Kept.from_text(text)
