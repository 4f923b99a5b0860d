"""JSON that decides who somebody is."""

from __future__ import annotations

import pytest

from egovframe.auth.oidc.strictly import object_of


def test_one_object() -> None:
    """An object in UTF-8 is read."""
    assert object_of('{"a": [1, "하늘"]}'.encode()) == {"a": [1, "하늘"]}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"null", b'{"a":1,"a":2}', b'{"a":{"b":1,"b":2}}', b'{"a":NaN}', b'{"a":1',
        b'{"a":"\xff"}', b"[" * 50_000,
    ],
)  # fmt: skip
def test_anything_else_is_nothing(content: bytes) -> None:
    """No object, a member twice at any depth, no number, cut off, not UTF-8, too deep."""
    assert object_of(content) is None
