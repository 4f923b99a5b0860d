"""Browsers in the words people know them by."""

from __future__ import annotations

import pytest

from egovframe.web.account.agents import named

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-S921N)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"{WINDOWS} {CHROME} Safari/537.36", "Chrome, Windows"),
        (f"{WINDOWS} {CHROME} Safari/537.36 Edg/130.0.0.0", "Edge, Windows"),
        (f"{WINDOWS} {CHROME} Whale/3.28.266.14 Safari/537.36", "Whale, Windows"),
        (
            f"{ANDROID} SamsungBrowser/26.0 Chrome/122.0 Mobile",
            "Samsung Internet, Android",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", "Safari, macOS"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("x" * 200, "x" * 60),
        ("", ""),
    ],
)
def test_named(agent: str, words: str) -> None:
    """The browser before the ones it claims to be like, and the system; what is not known is told cut short."""
    assert named(agent) == words
