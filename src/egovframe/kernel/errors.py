"""The tree of everything that can go wrong.

EgovError
├── SettingsError            a setting is missing, wrong or unknown
├── DeclarationError         what the city declared does not hold together
├── PluginError              a plug-in that is named cannot be used
├── MissingExtra             a feature needs packages that are not installed
├── DatabaseError
│   ├── DatabaseNewer        the database was written by newer code
│   └── DatabaseBehind       the database waits for `egovframe migrate`
├── WorkError                a unit of work was used wrongly (no actor, no fact)
│   └── WrittenAround        a table that the trail vouches for was written without a unit of work
├── NotFound                 nothing has that id
├── Conflict                 the world moved on since it was read
├── Invalid                  what a person entered does not hold (lists the fields)
├── Busy                     more work than the office takes at once
├── NotText                  what came from outside holds a NUL
├── CryptoError              a key is missing or a sealed value was changed
└── (one branch a component: AuthError, AuditError, FormsError, RecordsError)

Every error has a stable dotted `code` (a page of the reference explains it), a message that names the culprit and a
`hint` that says the next step. Codes never change their meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from egovframe.kernel.text import Text


class EgovError(Exception):
    """Something went wrong, and here is what to do.

    `message` names the culprit, `hint` the next step, `context` carries values for logs (never personal data).
    """

    code: ClassVar[str] = "egov.error"

    def __init__(self, message: str, *, hint: str = "", **context: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.context = context

    def __str__(self) -> str:
        """Return the message and, where there is one, the next step on the same line."""
        return f"{self.message} {self.hint}".rstrip() if self.hint else self.message


class SettingsError(EgovError):
    """A setting is missing, wrong or unknown."""

    code = "settings.invalid"


class DeclarationError(EgovError):
    """What the city declared does not hold together."""

    code = "app.declaration"


class PluginError(EgovError):
    """A plug-in that settings name cannot be used."""

    code = "plugins.broken"


class MissingExtra(EgovError):
    """A feature needs packages that are not installed."""

    code = "plugins.missing_extra"


class DatabaseError(EgovError):
    """The database cannot be used."""

    code = "database.unusable"


class DatabaseNewer(DatabaseError):
    """The database was written by newer code than this."""

    code = "database.newer"


class DatabaseBehind(DatabaseError):
    """The database waits for `egovframe migrate`."""

    code = "database.behind"


class WorkError(EgovError):
    """A unit of work was used wrongly."""

    code = "work.misused"


class WrittenAround(WorkError):
    """A statement writes to a table that the trail vouches for, and does not come from a unit of work."""

    code = "work.written_around"


class NotFound(EgovError):
    """Nothing has that id, or nothing that this person may see."""

    code = "egov.not_found"


class Conflict(EgovError):
    """The world moved on since it was read: look again and decide again."""

    code = "egov.conflict"


class Busy(EgovError):
    """More work arrived than the office takes at once."""

    code = "egov.busy"


class NotText(EgovError):
    """A text holds the character NUL, which no keyboard writes and no database keeps."""

    code = "egov.not_text"


class CryptoError(EgovError):
    """A key is missing, or a sealed value is not what was sealed."""

    code = "crypto.failed"


class Fault:
    """One thing wrong with one answer: the field and, in words, what to do about it."""

    __slots__ = ("code", "field", "message")

    def __init__(self, field: str, message: str | Text, *, code: str = "invalid") -> None:
        self.field = field
        self.message = message
        self.code = code

    def __repr__(self) -> str:
        """Return a form for tracebacks; messages never quote the answer."""
        return f"Fault({self.field!r}, {self.message!r})"


class Invalid(EgovError):
    """What a person entered does not hold: every fault names its field and what to do."""

    code = "egov.invalid"

    def __init__(self, message: str, *, faults: Sequence[Fault] = (), hint: str = "", **context: object) -> None:
        super().__init__(message, hint=hint, **context)
        self.faults = tuple(faults)
