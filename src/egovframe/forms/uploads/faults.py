"""Why a file is not taken, in words for whoever sent it."""

from __future__ import annotations

from typing import ClassVar

from egovframe.forms.errors import FormsError
from egovframe.kernel.errors import Fault, Invalid, MissingExtra
from egovframe.kernel.text import Text


class FileRefused(FormsError, Invalid):
    """A file is not taken: its fault says why, and what to send instead."""

    code: ClassVar[str] = "forms.file_refused"

    def __init__(self, why: Text, *, field: str = "") -> None:
        super().__init__(
            "The file is not taken.",
            faults=[Fault(field, why, code="file")],
            hint="Send a file of a type and size that the form names.",
        )
        self.why = why

    def of(self, field: str) -> FileRefused:
        """Return the same refusal, said of a question."""
        return FileRefused(self.why, field=field)


def missing_extra() -> MissingExtra:
    """Return the error of an office that takes files without the packages that look into them."""
    return MissingExtra(
        "Looking into files needs the packages of the extra `files`.", hint="Run `pip install 'egovframe[files]'`."
    )
