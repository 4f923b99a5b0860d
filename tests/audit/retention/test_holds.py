"""What a legal hold is over."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.audit.retention.holds import Over

FACT: dict[str, Any] = {
    "at": "2026-03-04T05:06:07.000Z",
    "action": "petition.read",
    "actor": {"kind": "officer", "id": "o-1"},
    "object": "petition:1",
    "subjects": ["petition:1", "account:9"],
}


@pytest.mark.parametrize(
    "over",
    [
        Over(actions=("petition.*",)),
        Over(actions=("account.added", "petition.read")),
        Over(subjects=("account:9",)),
        Over(actors=("o-1", "o-2")),
        Over(object="petition:1"),
        Over(since="2026-03-04T05:06:07.000Z", until="2026-03-04T05:06:07.001Z"),
        Over(actions=("*",), subjects=("petition:1",), actors=("o-1",), since="2026-01-01T00:00:00.000Z"),
    ],
)
def test_fits(over: Over) -> None:
    """Every criterion that is given must fit; of several names one is enough."""
    assert over.fits(FACT)
    assert not over.nothing


@pytest.mark.parametrize(
    "over",
    [
        Over(actions=("petition",)),
        Over(actions=("Petition.*",)),
        Over(subjects=("account:99",)),
        Over(actors=("visitor",)),
        Over(object="petition:11"),
        Over(until="2026-03-04T05:06:07.000Z"),
        Over(since="2026-03-04T05:06:07.001Z"),
        Over(actions=("*",), subjects=("petition:1",), actors=("o-2",)),
    ],
)
def test_does_not_fit(over: Over) -> None:
    """One criterion that does not fit is enough; a name is not a beginning of a name."""
    assert not over.fits(FACT)


def test_whom_it_names() -> None:
    """A hold is over a person by being over the subject, the account that acted, or the object."""
    over = Over(subjects=("petition:1",), actors=("o-1",), object="record:5")
    assert all(over.names(owner) for owner in ("petition:1", "account:o-1", "record:5"))
    assert not any(over.names(owner) for owner in ("petition:2", "account:o-2", "office:2026-03"))
    assert not Over(actions=("*",)).names("petition:1")
    assert Over().nothing
