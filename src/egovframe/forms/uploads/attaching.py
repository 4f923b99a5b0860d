"""How a file becomes part of a petition: when the petition is received, or amended, in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.casework import owner_of
from egovframe.forms.errors import FormInvalid
from egovframe.forms.uploads import store
from egovframe.forms.uploads.asked import named_files, plain_path
from egovframe.forms.uploads.model import GONE, Upload
from egovframe.forms.uploads.service import opened, sealing, upload_of
from egovframe.kernel.errors import Fault, NotFound
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row as PetitionRow
    from egovframe.forms.version import Version
    from egovframe.kernel.work import UnitOfWork

UNKNOWN: Final = Text(
    ko="이 파일은 더 이상 없습니다. 다시 올리세요.", en="This file is no longer there. Send it once more."
)
TWICE: Final = Text(ko="같은 파일이 두 번 있습니다. 하나를 지우세요.", en="The same file is there twice. Remove one.")


def claim(work: UnitOfWork, forms: Forms, form: str, answers: Mapping[str, Any], *, version: int) -> list[store.Row]:
    """Return the files that the answers of a new petition name, filled in in that version of the form.

    Raises FormInvalid for a file that there is not, that was sent for another question, that is part of a petition, or
    whose content had to be removed.
    """
    return _claimed(work, forms.version(work.conn, form, version), form, answers)


def attach(work: UnitOfWork, rows: Iterable[store.Row], petition_id: str) -> None:
    """Make files part of a petition; the next note vouches for it. From now on the case's own key opens them."""
    for row in rows:
        plain = work.cabinet.office_open(sealing(row["id"]), bytes(row["sealed"]))
        changes = {
            "petition": petition_id,
            "sealed": _sealed(work, petition_id, sealing(row["id"]), plain),
            "source": None,
            "expires": None,
        }
        store.change(work, row, changes)


def amended_files(work: UnitOfWork, forms: Forms, row: PetitionRow) -> None:
    """Make the files that the answers of an amended petition name part of it; the next note vouches for it.

    `row` is the petition as it will be. Files that were named before stay: they were handed in.
    """
    answers = {**json.loads(row["answers"]), **forms.at(work).case.personal(row)}
    version = forms.version(work.conn, row["form"], row["form_version"])
    attach(work, _claimed(work, version, row["form"], answers, petition=row["id"]), row["id"])


def _claimed(
    work: UnitOfWork, version: Version, form: str, answers: Mapping[str, Any], *, petition: str = ""
) -> list[store.Row]:
    named = list(named_files(version.definition.questions, answers))
    if not named:
        return []
    rows = store.by_ids(work.conn, {each for _, each in named})
    faults: list[Fault] = []
    taken: dict[str, store.Row] = {}
    seen: set[str] = set()
    for field, upload_id in named:
        row = rows.get(upload_id)
        why = TWICE if upload_id in seen else _why_not(work, row, form, field, petition)
        seen.add(upload_id)
        if why is not None:
            faults.append(Fault(field, why, code="file"))
        elif row is not None and row["petition"] is None:
            taken[upload_id] = row
    if faults:
        raise FormInvalid("The files do not hold.", faults=faults)
    return list(taken.values())


def _why_not(work: UnitOfWork, row: store.Row | None, form: str, field: str, petition: str) -> Text | None:
    if row is None or row["form"] != form or row["question"] != plain_path(field):
        return UNKNOWN
    if row["petition"] is not None:
        return None if row["petition"] == petition else UNKNOWN
    return gone(upload_of(row, opened(work, row))) if row["state"] in GONE else None


def gone(upload: Upload) -> Text:
    """Return in words why the content of a file had to be removed, and what to do now."""
    if upload.state == "infected":
        return Text(
            ko=f"{upload.name}에서 악성 코드({upload.found})를 찾아 지웠습니다. 목록에서 빼고 다른 파일을 올리세요.",
            en=f"{upload.name} was harmful ({upload.found}) and was removed. Take it off the list and send another.",
        )
    return Text(
        ko=f"{upload.name} 파일을 열 수 없어 지웠습니다. 목록에서 빼고 다시 올리세요.",
        en=f"{upload.name} cannot be read and was removed. Take it off the list and send it anew.",
    )


def _sealed(work: UnitOfWork, petition_id: str, name: str, plain: bytes) -> bytes:
    owner = owner_of(petition_id)
    try:
        return work.cabinet.seal(work, owner, name, plain)
    except NotFound:  # nothing of the case was personal so far
        work.cabinet.new_key(work, owner)
        return work.cabinet.seal(work, owner, name, plain)
