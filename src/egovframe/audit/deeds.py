"""What a fact does, in the few words that every audit standard has: created, read, changed, signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.audit.model import Fact

Deed = Literal[
    "create",
    "read",
    "list",
    "update",
    "delete",
    "download",
    "print",
    "export",
    "sign-in",
    "sign-out",
    "enable",
    "disable",
    "grant",
    "revoke",
    "renew",
    "send",
    "refuse",
]
DEEDS: Final[tuple[Deed, ...]] = get_args(Deed)

_CHANGES: Final[Mapping[str, Deed]] = {
    **dict.fromkeys(("added", "declared", "issued", "kept", "opened", "published", "submitted"), "create"),
    **dict.fromkeys(("deleted", "destroyed", "erased", "removed", "shredded"), "delete"),
    **dict.fromkeys(("renewed", "rotated"), "renew"),
    "disabled": "disable",
    "enabled": "enable",
    "granted": "grant",
    "revoked": "revoke",
    "sent": "send",
}
"""What the past tense of an action says; every other change is an update."""


def deed_of(fact: Fact) -> Deed:
    """Return what the fact does; its type decides, and for changes the past tense at the end of its action."""
    verb = verb_of(fact)
    if fact.does == "sign-in":
        return "sign-out" if verb in {"ended", "left"} else "sign-in"
    if fact.does == "refusal":
        return "refuse"
    if fact.does == "change":
        return _CHANGES.get(verb, "update")
    return fact.does


def noun_of(fact: Fact) -> str:
    """Return what the action is about: `petition` of `petition.read`."""
    return fact.action.partition(".")[0]


def verb_of(fact: Fact) -> str:
    """Return the end of the action: `read` of `petition.read`."""
    return fact.action.rpartition(".")[2]


def kind_of(ref: str, *, otherwise: str = "") -> str:
    """Return the kind that a reference begins with: `petition` of `petition:0190…`."""
    kind, colon, _ = ref.partition(":")
    return kind if colon and kind else otherwise
