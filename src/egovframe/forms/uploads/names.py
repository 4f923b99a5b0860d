"""What a file is called: the sender's name for it, made harmless, with the ending that its content has."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

LONGEST: Final = 120

ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "image/jpeg": (".jpg", ".jpeg", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "text/plain": (".txt", ".text", ".log", ".md"),
    "text/csv": (".csv",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/vnd.oasis.opendocument.presentation": (".odp",),
    "application/hwp+zip": (".hwpx",),
    "application/x-hwp": (".hwp",),
}
"""The endings of the names of files by media type; the first one is given to a file that has none of them."""


def plain_name(given: str, media: str) -> str:
    """Return a name that is no path, hides nothing and ends as the content does.

    Folders, control signs and signs that turn the direction of writing are left out, and what
    begins with a dot does not. A name without a fitting ending gets one.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign if sign.isprintable() and sign not in '<>:"|?*%' else " " for sign in last)
    name = " ".join(kept.split()).lstrip(".").strip() or "file"
    endings = ENDINGS.get(media, ())
    stem, ending = name, ""
    for each in endings:
        if name.lower().endswith(each):
            stem, ending = name[: -len(each)], name[-len(each) :]
    ending = ending or (endings[0] if endings else PurePosixPath(name).suffix[:16])
    if not endings and ending:
        stem = name.removesuffix(PurePosixPath(name).suffix)
    return (stem[: LONGEST - len(ending)].strip() or "file") + ending
