"""The headers on every answer."""

from __future__ import annotations

from egovframe.web.headers import ALWAYS, NO_STORE, STRICT_TRANSPORT, finish


def test_finish() -> None:
    """All are added once; what an endpoint set itself is kept, also for how long it may be stored."""
    own = (b"content-security-policy", b"default-src 'self'")
    sent = finish([own, (b"cache-control", b"public, max-age=5")], https=True)
    names = [name for name, _ in sent]
    assert own in sent
    assert {name for name, _ in ALWAYS} <= set(names)
    assert names.count(b"content-security-policy") == names.count(b"cache-control") == 1
    assert STRICT_TRANSPORT in sent


def test_by_http() -> None:
    """By http nothing is said about https; what says nothing about storing is not stored."""
    sent = finish([], https=False)
    assert STRICT_TRANSPORT not in sent
    assert NO_STORE in sent
