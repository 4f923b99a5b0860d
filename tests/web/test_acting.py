"""In whose place somebody acts, for the line on every page."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any, cast

from egovframe.kernel.permissions import Actor
from egovframe.web.acting import Acting, acting


def page(session: Any) -> Any:
    """A page of somebody with this session, in an office that knows kim alone."""
    auth = SimpleNamespace(known=lambda _conn, account, _at: ("kim", ()) if account == "1" else None)
    office = SimpleNamespace(
        auth=auth, clock=SimpleNamespace(now=lambda: None), database=SimpleNamespace(read=lambda: nullcontext(None))
    )
    return cast("Any", SimpleNamespace(session=session, office=office))


def test_both_names() -> None:
    """Nobody for whoever is not signed in or acts for themselves; else both, by name where there is one."""
    lee = Actor("officer", "2", "lee")
    assert acting(page(None)) is None
    assert acting(page(SimpleNamespace(actor=lee))) is None
    for account, name in (("1", "kim"), ("3", "3")):
        own = SimpleNamespace(actor=Actor("officer", "2", "lee", acting_for=account), acting="delegation:9")
        assert acting(page(own)) == Acting("lee", name, lent=True)
    seeing = SimpleNamespace(actor=Actor("officer", "2", "lee", acting_for="1"), acting="impersonation:9")
    assert acting(page(seeing)) == Acting("lee", "kim", lent=False)
