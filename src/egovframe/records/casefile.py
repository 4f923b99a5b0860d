"""The case file: everything that made up one closed case, in one byte form that outlives the program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from egovframe.kernel.canonical import canonical
from egovframe.records.errors import CaseFileInvalid

KIND: Final = "egovframe.case-file"
VERSION: Final = 1
MEDIA_TYPE: Final = "application/vnd.egovframe.case-file+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What is kept of a case: the form as it was published, the answers, the decision, the history and its facts.

    `form` holds name, version, title and the schema that the answers were checked against, so that they can be
    read without this program; `answers` are in the clear and complete, because the whole file is sealed with the case's
    key before it leaves memory; `facts` are the ids of the audit facts of the case.
    """

    receipt: str
    form: Mapping[str, Any]
    answers: Mapping[str, Any]
    state: str
    received: str
    closed: str
    decision: Mapping[str, Any] | None = None
    history: Sequence[Mapping[str, Any]] = ()
    notices: Sequence[Mapping[str, Any]] = ()
    facts: Sequence[str] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def content(self) -> bytes:
        """Return the file as canonical JSON (RFC 8785): the same case gives the same bytes."""
        return canonical(
            {
                "kind": KIND,
                "version": VERSION,
                "receipt": self.receipt,
                "form": dict(self.form),
                "answers": dict(self.answers),
                "state": self.state,
                "received": self.received,
                "closed": self.closed,
                "decision": None if self.decision is None else dict(self.decision),
                "history": [dict(entry) for entry in self.history],
                "notices": [dict(notice) for notice in self.notices],
                "facts": list(self.facts),
                "more": dict(self.more),
            }
        )

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Return the case file that `content` wrote. Raises CaseFileInvalid when it is none."""
        try:
            data = json.loads(content)
            kind, version = data.pop("kind"), data.pop("version")
            if (kind, version) == (KIND, VERSION):
                return cls(**data)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise CaseFileInvalid(
                f"This is no case file: {type(error).__name__}.", hint="Read the record's media type first."
            ) from error
        raise CaseFileInvalid(
            f"This case file is {kind} version {version}; this program reads {KIND} version {VERSION}.",
            hint="Use the version of egovframe that wrote it, or a newer one.",
        )
