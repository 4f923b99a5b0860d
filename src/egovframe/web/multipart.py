"""Reading `multipart/form-data` (RFC 7578) strictly: the fields and the files of one posted form, at hand as a whole.

Only endpoints that say `files=True` take it; the body has been bounded before. What a browser does not send is refused
rather than guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from egovframe.kernel.errors import Invalid
from egovframe.web.urlencoded import Fields

MOST_PARTS: Final = 100
LONGEST_HEAD: Final = 8_192

_BOUNDARY: Final = re.compile(r"""boundary=(?:"([^"\r\n]{1,70})"|([0-9A-Za-z'()+_,./:=?-]{1,70}))\s*(?:;|$)""")
_NAME: Final = re.compile(r'(?:^|[;\s])name="([^"\r\n]{1,200})"')
_FILENAME: Final = re.compile(r'(?:^|[;\s])filename="([^"\r\n]{0,500})"')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent with a form. `name` is what the browser calls it: never a path to write to."""

    name: str
    content: bytes = field(repr=False)


def read(body: bytes, media: str) -> tuple[Fields, dict[str, Upload]]:
    """Return the fields and the files by the names of their fields; a file field that was left empty is not there.

    `media` is the Content-Type. Raises Invalid for what is no such form.
    """
    found = _BOUNDARY.search(media)
    if found is None:
        raise _broken()
    mark = b"--" + (found[1] or found[2]).encode("latin-1")
    pieces = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(pieces) < 2 or pieces[0] not in (b"", b"\r\n") or pieces[-1].rstrip(b"\r\n \t") != b"--":
        raise _broken()
    if len(pieces) > MOST_PARTS + 2:
        raise Invalid("The form has too many fields.", hint="Send fewer fields at once.")
    pairs: list[tuple[str, str]] = []
    files: dict[str, Upload] = {}
    for piece in pieces[1:-1]:
        head, gap, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not gap or len(head) > LONGEST_HEAD or not piece.startswith(b"\r\n"):
            raise _broken()
        name, filename = _named(head)
        if filename is None:
            pairs.append((name, _text(content)))
        elif filename or content:
            files[name] = Upload(filename, content)
    return Fields(pairs), files


def _named(head: bytes) -> tuple[str, str | None]:
    """Return the name of a part's field, and of its file where it is one."""
    for line in _text(head).split("\r\n"):
        title, _, said = line.partition(":")
        if title.strip().lower() == "content-disposition" and said.strip().lower().startswith("form-data"):
            name, filename = _NAME.search(said), _FILENAME.search(said)
            if name is not None:
                return name[1], None if filename is None else filename[1]
    raise _broken()


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid("The form is not UTF-8 text.", hint="Send the form as UTF-8.") from None


def _broken() -> Invalid:
    return Invalid("The form cannot be read.", hint="Send it again, from the page on which it stands.")
