"""What a person enters about records: checked whole, each fault naming its field and what to do."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from egovframe.kernel.errors import Fault, Invalid

if TYPE_CHECKING:
    from egovframe.records.centre import RecordsCentre
    from egovframe.records.model import RecordClass

TITLE_LIMIT: Final = 1000

_ID: Final = re.compile(r"[0-9a-f-]{36}")
_UNKNOWN_CLASS: Final = Fault("class", "Choose one of the record classes of this office.", code="unknown")


def is_id(text: str) -> bool:
    """Say whether the text could be a record's id; anything else need not be looked up."""
    return _ID.fullmatch(text) is not None


def class_for(
    centre: RecordsCentre, class_id: str, *, title: str, completed: date, unit: str, at: datetime
) -> RecordClass:
    """Return the class to register under. Raises Invalid with every fault of what is to be registered."""
    faults = []
    record_class = centre.classes.get(class_id)
    if record_class is None:
        faults.append(_UNKNOWN_CLASS)
    if unit and centre.units is not None and unit not in centre.units:
        faults.append(Fault("unit", "Choose one of the units of this office.", code="unknown"))
    if not title.strip():
        faults.append(Fault("title", "Write what the record is about.", code="missing"))
    elif len(title) > TITLE_LIMIT:
        faults.append(Fault("title", "Shorten the title to 1,000 characters.", code="too_long"))
    elif not _storable(title):
        faults.append(Fault("title", "Remove the characters that are no text from the title."))
    if completed > centre.today(at):
        faults.append(Fault("completed", "Give the day on which the matter was completed, today at the latest."))
    if record_class is None or faults:
        raise Invalid("The record cannot be registered as it is.", faults=faults)
    return record_class


def utf8(text: str) -> bytes:
    """Return the text as UTF-8, as it is. Raises Invalid when it holds lone surrogates, which no encoding has."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise Invalid(
            "The record cannot be registered as it is.",
            faults=[Fault("content", "Remove the characters that are no text from the content.")],
        ) from error


def list_of(class_id: str | None, *, cursor: str | None) -> None:
    """Raise Invalid for a class that can be none, and for a cursor that no page gave."""
    if class_id is not None and not _storable(class_id):
        raise Invalid("There is no such list.", faults=[_UNKNOWN_CLASS])
    if cursor is not None and not is_id(cursor):
        raise _unknown_cursor()


def due_cursor(cursor: str) -> tuple[str, str]:
    """Return the due date and the id that the cursor of a due list holds. Raises Invalid."""
    day, _, record_id = cursor.partition("~")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise _unknown_cursor() from None
    if not is_id(record_id):
        raise _unknown_cursor()
    return day, record_id


def _storable(text: str) -> bool:
    # PostgreSQL keeps no NUL, and a lone surrogate is no text in any encoding.
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _unknown_cursor() -> Invalid:
    return Invalid(
        "The list cannot be continued.", faults=[Fault("cursor", "Start the list again from its first page.")]
    )
