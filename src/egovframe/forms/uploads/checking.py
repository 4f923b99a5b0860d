"""The check of a file that arrived, by the worker: is it harmful, can it be read, and a photo without its EXIF."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from egovframe.forms.interfaces import Unscannable
from egovframe.forms.uploads import facts, photos, store
from egovframe.forms.uploads.events import FileChecked, FileReceived
from egovframe.forms.uploads.faults import FileRefused
from egovframe.forms.uploads.model import GONE, UploadState
from egovframe.forms.uploads.service import opened
from egovframe.kernel.canonical import unb64
from egovframe.kernel.clock import moment

if TYPE_CHECKING:
    from egovframe.forms.uploads.files import Files
    from egovframe.kernel.events import Observers
    from egovframe.kernel.outbox import Task
    from egovframe.kernel.storage import Stored

CHECK: Final = "check-file"


@dataclass(frozen=True, slots=True)
class _Checked:
    """What a check came to; `cleaned` is the photo that was written anew."""

    state: UploadState
    found: str = ""
    cleaned: Stored | None = None
    size: int = 0


def follow(observers: Observers, files: Files) -> None:
    """Have the worker check each file that arrives."""

    def check(task: Task) -> None:
        with task.office.look(by=task.actor, why="file checked") as look:
            row = store.by_id(look.conn, task.event.upload_id)
            if row is None or row["state"] != "pending":
                return
            key = unb64(opened(look, row)["key"])
        checked = _check(files, row, key)
        try:
            _keep(task, files, checked)
        except BaseException:
            if checked.cleaned is not None:
                files.forget(checked.cleaned.path)
            raise

    observers.later(FileReceived, CHECK, check, may=())


def _check(files: Files, row: store.Row, key: bytes) -> _Checked:
    """Look into a file. What the scanner cannot say now is raised, and asked again later."""
    state: UploadState = "unscanned"
    if files.scanner is not None:
        try:
            verdict = files.scanner.scan(files.content(row["path"], key))
        except Unscannable:
            return _Checked("unscannable")
        if verdict.harmful:
            return _Checked("infected", verdict.found[:200])
        state = "clean"
    if row["media"] not in photos.FORMATS:
        return _Checked(state)
    with tempfile.TemporaryFile(dir=files.spool) as taken, tempfile.TemporaryFile(dir=files.spool) as written:
        for piece in files.content(row["path"], key):
            taken.write(piece)
        try:
            photos.cleaned(taken, written, row["media"], pixels=files.settings.pixels)
        except FileRefused:
            return _Checked("unreadable")
        size = written.seek(0, 2)
        stored, _ = files.put(files.place(moment(row["at"]), row["id"], cleaned=True), key, written)
    return _Checked(state, cleaned=stored, size=size)


def _keep(task: Task, files: Files, checked: _Checked) -> None:
    """Write down what came of it; what is not needed any more leaves the storage."""
    with task.work(why="file checked") as work:
        row = store.by_id(work.conn, task.event.upload_id)
        if row is None or row["state"] != "pending":  # dropped, or checked by another worker, in the meantime
            if checked.cleaned is not None and (row is None or row["path"] != checked.cleaned.path):
                files.forget(checked.cleaned.path)
            return
        changes: store.Row = {"state": checked.state, "found": checked.found or None}
        if checked.cleaned is not None:
            changes |= {"path": checked.cleaned.path, "stored": checked.cleaned.digest, "size": checked.size}
            work.stored(checked.cleaned.path, checked.cleaned.digest)
        elif checked.state in GONE:
            changes |= {"path": None, "stored": None}
        store.change(work, row, changes)
        if "path" in changes:
            work.unstored(row["path"], row["stored"])
            work.after_commit(lambda: files.forget(row["path"]))
        work.note(
            facts.CHECKED,
            object=f"upload:{row['id']}",
            subjects=(f"petition:{row['petition']}",) if row["petition"] else (),
            details={
                "form": row["form"],
                "question": row["question"],
                "file_state": checked.state,
                "found": checked.found,
            },
        )
        petition = row["petition"] or ""
        work.emit(FileChecked(upload_id=row["id"], state=checked.state, petition_id=petition))
