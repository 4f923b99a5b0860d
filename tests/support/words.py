"""Whether a short word is said in a text that is full of digests."""

from __future__ import annotations

import re

_OF_A_DIGEST = r"[\w/+=-]"
"""What base64, base64url and hexadecimal digits are written with."""


def said(word: str, text: str) -> bool:
    """Is the word there by itself? Inside a digest or an identifier a few letters stand by chance."""
    return re.search(f"(?<!{_OF_A_DIGEST}){re.escape(word)}(?!{_OF_A_DIGEST})", text) is not None
