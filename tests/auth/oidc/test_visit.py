"""What is kept of a visit, and of a session at the provider."""

from __future__ import annotations

import pytest

from egovframe.auth.errors import ProofRefused
from egovframe.auth.oidc.visit import Kept, Stay

ISSUER = "https://id.example"


def test_a_visit_comes_back_as_it_was() -> None:
    """Nonce and verifier are of 256 bits, and never the same."""
    made = Kept.made(ISSUER, assurance=2, fresh=True)
    assert Kept.from_text(made.as_text(), issuer=ISSUER) == made
    assert (made.assurance, made.fresh) == (2, True)
    assert len(made.verifier) == len(made.nonce) == 43
    assert len({made.nonce, made.verifier, Kept.made(ISSUER, assurance=1, fresh=False).nonce}) == 3


@pytest.mark.parametrize("text", ["", "{}", "null", '{"issuer": "https://id.example", "nonce": "", "verifier": "v"}'])
def test_what_is_no_visit(text: str) -> None:
    """Another issuer's, or nothing that we wrote."""
    with pytest.raises(ProofRefused):
        Kept.from_text(text, issuer=ISSUER)
    with pytest.raises(ProofRefused):
        Kept.from_text(Kept.made("https://evil.example", assurance=1, fresh=False).as_text(), issuer=ISSUER)


@pytest.mark.parametrize("text", ["", "{}", "null", "[1]", "id-token"])
def test_a_stay(text: str) -> None:
    """It comes back as it was; what is none says nothing."""
    stay = Stay("there-1", "a.b.c")
    assert Stay.from_text(stay.as_text()) == stay
    assert Stay.from_text(text) == Stay()
