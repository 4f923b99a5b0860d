"""Who saw whose data, as pages show it."""

from __future__ import annotations

import pytest

from egovframe.web.seen import KINDS, asked
from egovframe.web.urlencoded import Fields


@pytest.mark.parametrize(
    ("query", "kind", "before"),
    [
        ("", None, None), ("kind=looked&before=12", "looked", 12), ("kind=other", None, None), ("before=x", None, None),
        ("before=-1", None, None), ("before=" + "9" * 16, None, None), ("before=%D9%A1", None, None),
    ],
)  # fmt: skip
def test_what_is_not_offered_is_not_asked_for(query: str, kind: str | None, before: int | None) -> None:
    """A kind that there is none of, a number that is none or too long: the first page of everything."""
    assert asked(Fields.read(query.encode())) == {"kind": kind, "before": before}
    assert kind in (None, *KINDS)
