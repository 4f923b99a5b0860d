"""The language in which commands speak: chosen once for the process, English unless asked otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final


def chosen(environ: Mapping[str, str]) -> str:
    """Return `ko` where the environment asks for Korean, otherwise `en`.

    `EGOVFRAME_LANGUAGE` comes first, then `LC_ALL`, `LC_MESSAGES` and `LANG` in the order of POSIX.
    """
    for name in ("EGOVFRAME_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "ko" if value.lower().startswith("ko") else "en"
    return "en"


LANGUAGE: Final = chosen(os.environ)


def words(en: str, ko: str) -> str:
    """Return the sentence in the language of this process."""
    return ko if LANGUAGE == "ko" else en
