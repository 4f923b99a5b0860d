"""Which language a person reads: what they chose, else what they chose before, else what their browser says."""

from __future__ import annotations

from egovframe.kernel.text import LANGUAGES

COOKIE = "lang"
YEAR = 365 * 24 * 3600
NAMES = {"ko": "한국어", "en": "English"}
"""How each language calls itself."""


def choose(*, asked: str, kept: str, accepts: str, default: str) -> str:
    """Return the language for a page: `?lang=`, the cookie, Accept-Language (RFC 9110, 12.5.4), the office's own."""
    if asked in LANGUAGES:
        return asked
    if kept in LANGUAGES:
        return kept
    if accepts:
        return _best(accepts) or default
    return default


def _best(accepts: str) -> str:
    """Return the language of ours with the highest weight, or an empty string."""
    best, weight = "", 0.0
    for part in accepts[:200].split(","):
        tag, _, rest = part.strip().partition(";")
        name = tag.strip().lower().split("-")[0]
        if name not in LANGUAGES:
            continue
        try:
            w = float(rest.partition("=")[2]) if rest else 1.0
        except ValueError:
            continue
        if w > weight:
            best, weight = name, w
    return best
