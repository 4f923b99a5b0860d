"""Files that leave the office."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from egovframe.forms.uploads.model import Upload
from egovframe.forms.uploads.service import TakenAway
from egovframe.web.files import attachment, handed_out, size_of


def test_a_file_is_kept_and_never_opened() -> None:
    """An attachment of no type that a browser shows; should one show it all the same, it is in a sandbox."""
    upload = Upload(
        "i", "f", "q", "도로 1.html.pdf", "application/pdf", 3, "", "clean", datetime(2026, 9, 21, tzinfo=UTC)
    )
    response = handed_out(TakenAway(upload, iter([b"a", b"bc"])))
    assert response.get("content-type") == "application/octet-stream"
    assert (response.get("content-disposition") or "").startswith(
        'attachment; filename="___1.html.pdf"; filename*=UTF-8'
    )
    assert response.get("content-security-policy") == "default-src 'none'; sandbox"
    assert b"".join(response.body) == b"abc"  # type: ignore[arg-type]


def test_a_name_cannot_add_to_the_header() -> None:
    """Quotes, line breaks and signs of other scripts are written so that they mean nothing."""
    header = attachment('a"; x="b\r\nset-cookie: c=도')["content-disposition"]
    assert "\r" not in header
    assert "set-cookie: " not in header
    assert header.count('"') == 2


@pytest.mark.parametrize(("size", "words"), [(1, "1 KB"), (34_400, "34 KB"), (1_234_567, "1.2 MB")])
def test_sizes_are_read_by_people(size: int, words: str) -> None:
    """Kilobytes, then megabytes."""
    assert size_of(size) == words
