"""Where somebody is led back to whose certificate or credential was not taken."""

from __future__ import annotations

import pytest

from egovframe.auth.factors.model import Step
from egovframe.web.account.turned_away import back_from


@pytest.mark.parametrize(
    ("step", "address"),
    [
        (Step("link", account="a-1"), "/account/factors"),
        (Step("sign-in", account="a-1"), "/sign-in/next"),
        (Step("sign-in"), "/sign-in"),
    ],
)
def test_one_goes_back_to_where_one_stood(step: Step, address: str) -> None:
    """The list of one's ways, the choice of a further proof, the sign-in page."""
    assert back_from(step) == address
