"""What the keys of a Korean keyboard (두벌식, KS X 5002) write when it is set to English.

People type a Korean word with the keyboard on English and take the result as a password: `안녕하세요` comes out as
`dkssudgktpdy`. It looks random and is among the first that a guesser in Korea tries.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_INITIALS: Final = "r R s e E f a q Q t T d w W c z x v g".split()
_MEDIALS: Final = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()
_FINALS: Final = ["", *"r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split()]
_FIRST, _LAST = ord("가"), ord("힣")

# The jamo that stand alone (ㅋㅋㅋ, ㅠㅠ): U+3131 to U+3163, in the order of Unicode.
_JAMO: Final = (
    "r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g "
    "k o i O j p u P h hk ho hl y n nj np nl b m ml l"
).split()
_FIRST_JAMO: Final = ord("ㄱ")


def keys_of(text: str) -> str:
    """Return the keys that write `text` on a Korean keyboard; what is not hangul stays as it is.

    >>> keys_of("안녕하세요")
    'dkssudgktpdy'
    """
    return "".join(map(_keys, unicodedata.normalize("NFC", text)))


def _keys(sign: str) -> str:
    code = ord(sign)
    if _FIRST <= code <= _LAST:
        initial, rest = divmod(code - _FIRST, 21 * 28)  # Unicode standard, section 3.12
        medial, final = divmod(rest, 28)
        return _INITIALS[initial] + _MEDIALS[medial] + _FINALS[final]
    if _FIRST_JAMO <= code < _FIRST_JAMO + len(_JAMO):
        return _JAMO[code - _FIRST_JAMO]
    return sign
