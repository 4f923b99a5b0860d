"""The one table from errors to statuses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from egovframe.auth.errors import NameInvalid, SessionNotFound, SignInFailed, TooManyTries
from egovframe.kernel.errors import Busy, Conflict, CryptoError, EgovError, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from egovframe.web.csrf import CsrfFailed
from egovframe.web.gate import GateFull
from egovframe.web.page import SignInNeeded, WrongMedia
from egovframe.web.status import retry_after, status_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Invalid("x"), 422),
        (NameInvalid("x"), 422),
        (NotFound("x"), 404),
        (SessionNotFound("x"), 404),
        (Conflict("x"), 409),
        (Busy("x"), 503),
        (GateFull(), 503),
        (Forbidden("x"), 403),
        (CsrfFailed("x"), 403),
        (SignInNeeded("x"), 401),
        (SignInFailed("x"), 401),
        (TooManyTries(retry_after=3), 429),
        (WrongMedia("x"), 415),
        (CryptoError("x"), 500),
        (EgovError("x"), 500),
        (ZeroDivisionError(), 500),
    ],
)
def test_status_of(error: Exception, status: int) -> None:
    """What a person did is 4xx, what we did is 5xx; a class without a line has its parent's."""
    assert status_of(error) == status


def test_retry_after() -> None:
    """The wait is told in whole seconds, never too short; errors that say none have none."""
    assert retry_after(TooManyTries(retry_after=7)) == 7
    assert retry_after(GateFull()) == 5
    assert retry_after(NotFound("x")) is None
    error = Busy("x")
    for after, told in ((timedelta(seconds=1.2), 2), (0, 1), (0.5, 1)):
        error.retry_after = after  # type: ignore[attr-defined]
        assert retry_after(error) == told
