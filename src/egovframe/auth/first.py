"""First passwords: what somebody else gave an account counts once, not for long, and its owner replaces it.

The mark stands before what an authenticator keeps, and no authenticator ever sees it: whichever checks the secret, the
door knows that it is a first one (OWASP ASVS 5.0.0, 6.4.1 and 6.4.6).
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from egovframe.kernel.clock import instant, moment
from egovframe.kernel.ids import SIGNS
from egovframe.kernel.text import Text

_MARK: Final = re.compile(r"first:([0-9-]{10}T[0-9:]{8}\.[0-9]{3}Z)\|(.*)", re.DOTALL)
_GROUP: Final = 4
SAME: Final = Text(
    ko="받은 비밀번호와 다르게 정하세요. 그 비밀번호는 건네준 사람도 압니다.",
    en="Choose another one than the password that you were given: whoever gave it to you knows it.",
)


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """A first password, shown this once: its owner chooses another one when signing in with it, `until` then."""

    password: str
    until: datetime


def marked(stored: str, *, until: datetime) -> str:
    """Return what is kept of a secret that counts until then and only to choose another one."""
    return f"first:{instant(until)}|{unmarked(stored)[1]}"


def unmarked(stored: str) -> tuple[datetime | None, str]:
    """Return until when a secret counts as a first one, None for one that its owner chose, and what to check."""
    found = _MARK.fullmatch(stored)
    return (moment(found[1]), found[2]) if found else (None, stored)


def drawn(groups: int) -> str:
    """Return a random secret in groups of four signs that are hard to mistake: 4.8 bits each, over 130 in seven."""
    signs = ["".join(secrets.choice(SIGNS) for _ in range(_GROUP)) for _ in range(groups)]
    return "-".join(signs)
