"""Factors as values: what an account enrolled, and a step on the way in."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from egovframe.auth.evidence import Evidence, Factor

LABEL_LENGTH: Final = 60

Purpose = Literal["sign-in", "again", "enrol", "link", "recover", "new-password", "present"]
"""What a step is for: to come in, to prove oneself again in a session, to enrol a factor, to link a provider, to prove
whose an account is whose password is lost, and then to choose a new one. `present` is a wallet's, beside the step of
the browser that asked."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One factor of an account. `authenticator` is the plug-in by the name that the settings give it.

    `handle` finds the factor from what a key or a provider says; empty where the account is known first. It counts from
    `confirmed` on, until it is `disabled` (after too many failures) or `removed`.
    """

    id: str
    account: str
    authenticator: str
    label: str
    created: datetime
    handle: str = ""
    confirmed: datetime | None = None
    used: datetime | None = None
    disabled: datetime | None = None

    @property
    def ref(self) -> str:
        """Return how facts name the factor."""
        return f"factor:{self.id}"

    @property
    def counts(self) -> bool:
        """Say whether the factor proves anything now."""
        return self.confirmed is not None and self.disabled is None


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody between two proofs: whom it is about, what was shown so far, and what the next answer is held to.

    `account` is empty while nobody is known. `session` is the one that is proved again or that enrols. `authenticator`
    and `kept` are of the challenge that waits for an answer; `onward` is where the person wanted to go.
    """

    purpose: Purpose
    account: str = ""
    session: str = ""
    shown: tuple[Evidence, ...] = ()
    first: str = ""
    authenticator: str = ""
    kept: str = ""
    onward: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        """Return the step as JSON, to be sealed."""
        values = asdict(self)
        values["shown"] = [evidence_as_dict(each) for each in self.shown]
        return json.dumps(values)  # ASCII: what was typed may hold lone surrogates

    @classmethod
    def from_text(cls, text: str) -> Step:
        """Return the step that `as_text` wrote."""
        values: dict[str, Any] = json.loads(text)
        values["shown"] = tuple(evidence_of(each) for each in values["shown"])
        return cls(**values)


def evidence_as_dict(evidence: Evidence) -> dict[str, Any]:
    """Return the evidence as JSON takes it."""
    return {**asdict(evidence), "factors": sorted(evidence.factors)}


def evidence_of(values: dict[str, Any]) -> Evidence:
    """Return the evidence that `evidence_as_dict` wrote."""
    factors: frozenset[Factor] = frozenset(values["factors"])
    return Evidence(**{**values, "factors": factors})
