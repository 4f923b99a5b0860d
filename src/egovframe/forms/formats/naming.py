"""Names of questions and forms, made from whatever the other system calls them."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection
from typing import Final

from pydantic import BaseModel

from egovframe.forms.form import Form

LONGEST_NAME: Final = 60
_TAKEN: Final = frozenset(dir(BaseModel)) | frozenset(dir(Form))


def question_name(wanted: str, *, taken: Collection[str]) -> str:
    """Return a name for a question: letters, digits and `_`, no word of Python's, not yet taken."""
    text = unicodedata.normalize("NFKC", wanted)
    base = re.sub(r"\W+", "_", text).strip("_")[:LONGEST_NAME].rstrip("_")
    if not base or not base.isidentifier() or base.startswith(("model_", "form_")):
        base = f"q_{base}" if base else "question"
    if not base.isidentifier():
        base = "question"
    if keyword.iskeyword(base) or keyword.issoftkeyword(base) or base in _TAKEN:
        base = f"{base}_"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name


def worded_name(words: str, *, taken: Collection[str]) -> str:
    """Return a name made of the first words of a question: `what_is_your_name`."""
    short = "_".join(re.findall(r"\w+", unicodedata.normalize("NFKC", words.lower()).replace("'", ""))[:8])
    return question_name(short[:40], taken=taken)


def form_name(wanted: str, *, fallback: str = "form") -> str:
    """Return the name of a form as it stands in addresses: small letters, digits and `-`."""
    plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_NAME].strip("-")
    return name if name and name[0].isalpha() else f"{fallback}-{name}".strip("-")
