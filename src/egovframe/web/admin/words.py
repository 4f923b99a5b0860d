"""Words of administration: kinds of account, and the addresses of their pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from egovframe.kernel.text import Text

KINDS: Final[Mapping[str, Text]] = {
    "officer": Text(ko="담당자", en="Officer"),
    "citizen": Text(ko="시민", en="Citizen"),
    "company": Text(ko="기업", en="Company"),
    "service": Text(ko="프로그램", en="Program"),
    "system": Text(ko="시스템", en="System"),
}
"""The kinds of account in words; the last one never signs in."""


def account_path(name: str, *, done: str = "", part: str = "") -> str:
    """Return the address of an account's page, or a part of it; `done` is what the page then confirms."""
    asked = urlencode({key: value for key, value in (("part", part), ("done", done)) if value})
    return f"/admin/users/{quote(name, safe='')}" + (f"?{asked}" if asked else "")
