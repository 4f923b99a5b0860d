"""Versions of resources as entity tags (RFC 7644, 3.14)."""

from __future__ import annotations

import re

import pytest

from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.versions import agrees, check_match, version_of
from tests.auth.scim.people_of_rfc import BJENSEN, bjensen


def test_a_version_is_another_when_anything_is() -> None:
    """Weak, and the same wherever the resource is reached."""
    version = version_of(BJENSEN)
    assert re.fullmatch(r'W/"[0-9a-f]{24}"', version)
    elsewhere = bjensen(meta={**BJENSEN["meta"], "location": "https://x.example", "version": version})
    assert version_of(elsewhere) == version
    assert version_of(bjensen(active=False)) != version
    assert version_of(bjensen(groups=None)) != version


def test_headers_name_versions() -> None:
    """One, several, all of them; weak comparison (RFC 9110, 8.8.3.2)."""
    assert agrees('W/"a"', 'W/"a"')
    assert agrees('"a"', 'W/"a"')
    assert agrees('W/"b", W/"a"', 'W/"a"')
    assert agrees("*", 'W/"a"')
    assert not agrees('W/"b"', 'W/"a"')
    assert not agrees("a", 'W/"a"')


def test_a_resource_that_moved_on_is_not_changed() -> None:
    """412, RFC 7644, 3.14; without the header nothing is asked."""
    check_match("", 'W/"a"')
    check_match('W/"a"', 'W/"a"')
    with pytest.raises(ScimRefused) as raised:
        check_match('W/"b"', 'W/"a"')
    assert raised.value.status == 412
