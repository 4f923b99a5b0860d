"""A record as what goes into a package: its content, its description, and what is said of it as a whole."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from egovframe.kernel.canonical import canonical
from egovframe.kernel.clock import instant
from egovframe.records.packages.model import Content, Packed

if TYPE_CHECKING:
    from datetime import date, datetime

    from egovframe.records.model import Record


def packed(record: Record, content: bytes, *, office: str, address: str, at: datetime, on: date) -> Packed:
    """Return what goes into the package of a record: `content.<ending of its type>` and its description, `record.json`.

    The content is in the clear, as the record holds it; texts are UTF-8. `office` is who hands it out, `address` a URI
    of theirs (or empty), `at` the moment and `on` the office's day.
    """
    described = canonical(description(record))
    contents = (
        Content(f"content{ending(record.media_type)}", lambda: (content,)),
        Content("record.json", lambda: (described,)),
    )
    about = {
        "Source-Organization": office,
        "External-Identifier": record.registration,
        "Internal-Sender-Identifier": record.id,
        "External-Description": record.title,
        "Bagging-Date": on.isoformat(),
        "Bag-Size": f"{len(content) + len(described)} B",
    }
    return Packed(
        contents,
        about,
        id=f"urn:uuid:{record.id}",
        created=instant(at),
        message=f"Record {record.registration}",
        by=office,
        address=address,
    )


def description(record: Record) -> dict[str, Any]:
    """Return the description of a record as JSON has it: what the log says of it, its title, and when it was kept."""
    return {
        **record.public(),
        "id": record.id,
        "title": record.title,
        "unit": record.unit,
        "registered": instant(record.registered),
        "receipt": record.receipt,
        "task_ends": record.task_ends.isoformat() if record.task_ends else None,
        "media_type": record.media_type,
        "state": record.state,
    }


def ending(media_type: str) -> str:
    """Return how a file of this type ends, `.bin` where nothing says so."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json"):
        return ".json"
    return {"text/plain": ".txt"}.get(kind) or mimetypes.guess_extension(kind) or ".bin"
