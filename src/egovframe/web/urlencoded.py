r"""Reading `application/x-www-form-urlencoded` quickly and strictly (WHATWG URL, 5.1).

The standard library decodes percent-escapes one by one; a page of Hangul is three thousand of them, and every
submission is read. Here a text is decoded at once by what reads escapes of another kind (`\xNN`), in C.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from egovframe.kernel.errors import Invalid

MOST_FIELDS = 2000
"""More fields than any form has; what comes beyond is an attack on the parser."""

_RUN = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")


def _decode(run: re.Match[bytes]) -> bytes:
    return bytes.fromhex(run[0].replace(b"%", b"").decode("ascii"))


def _unescaped(raw: bytes) -> bytes:
    try:
        return raw.replace(b"\\", b"\\\\").replace(b"%", b"\\x").decode("unicode_escape").encode("latin-1")
    except UnicodeDecodeError:  # a percent sign that begins no escape stands for itself: run by run
        return _RUN.sub(_decode, raw)


def unquote(raw: bytes) -> str:
    """Return one name or value: `+` is a space, escapes are UTF-8. Raises UnicodeDecodeError."""
    if b"+" in raw:
        raw = raw.replace(b"+", b" ")
    if b"%" in raw:
        raw = _unescaped(raw)
    return raw.decode("utf-8")


class Fields:
    """The names and values of a form or a query, in the order they came."""

    __slots__ = ("_values",)

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            values.setdefault(name, []).append(value)
        self._values = values

    @classmethod
    def read(cls, raw: bytes) -> Fields:
        """Read the encoded form. Raises Invalid when it has too many fields or is not UTF-8."""
        if not raw:
            return cls([])
        if raw.count(b"&") >= MOST_FIELDS:
            raise Invalid("The form has too many fields.", hint="Send fewer fields at once.")
        pairs = []
        try:
            for part in raw.split(b"&"):
                if part:
                    name, _, value = part.partition(b"=")
                    pairs.append((unquote(name), unquote(value)))
        except UnicodeDecodeError:
            raise Invalid("The form is not UTF-8 text.", hint="Send the form as UTF-8.") from None
        return cls(pairs)

    def get(self, name: str, default: str = "") -> str:
        """Return the first value of that name."""
        values = self._values.get(name)
        return values[0] if values else default

    def text(self, name: str, *, most: int) -> str:
        """Return a text as it was typed, cut at so many characters.

        Browsers send line ends as CRLF (HTML Standard, form submission); null characters are no text.
        """
        return self.get(name).replace("\r\n", "\n").replace("\0", "")[:most]

    def line(self, name: str, *, most: int) -> str:
        """Return what was typed without blanks around it, cut at so many characters; null characters are no text."""
        return self.get(name).replace("\r\n", "\n").replace("\0", "").strip()[:most]

    def all(self, name: str) -> list[str]:
        """Return all values of that name."""
        return list(self._values.get(name, ()))

    def __contains__(self, name: object) -> bool:
        """Whether the name was sent."""
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        """Walk the names."""
        return iter(self._values)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._values)
