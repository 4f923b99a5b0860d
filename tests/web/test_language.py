"""The language of a page: chosen, kept, asked for by the browser, or the office's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.web.language import choose


@pytest.mark.parametrize(
    ("asked", "kept", "accepts", "language"),
    [
        ("en", "ko", "ko", "en"),
        ("xx", "en", "ko", "en"),
        ("", "xx", "en-GB,ko;q=0.8", "en"),
        ("", "", "fr, ko;q=0.5, en;q=0.4", "ko"),
        ("", "", "en;q=0.2, ko;q=0.9", "ko"),
        ("", "", "en;q=0", "ko"),
        ("", "", "EN-us", "en"),
        ("", "", "en;q=much, ko;q=0.1", "ko"),
        ("", "", "", "ko"),
    ],
)
def test_choose(asked: str, kept: str, accepts: str, language: str) -> None:
    """The address wins over the cookie, that over the browser's wishes by their weight, those over the default."""
    assert choose(asked=asked, kept=kept, accepts=accepts, default="ko") == language


@given(st.text(), st.text(), st.text())
def test_whatever_is_sent(asked: str, kept: str, accepts: str) -> None:
    """Any header gives a language that the site has."""
    assert choose(asked=asked, kept=kept, accepts=accepts, default="ko") in ("ko", "en")
