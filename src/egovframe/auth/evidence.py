"""What a proof shows about who somebody is, and how sure that makes the office (NIST SP 800-63B-4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

Factor = Literal["know", "have", "are"]
"""Something one knows (a password), has (a device, a key), is (a fingerprint that unlocks the device)."""

KNOW: Final[frozenset[Factor]] = frozenset({"know"})
HAVE: Final[frozenset[Factor]] = frozenset({"have"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One proof that was right: how it is called, which factors it showed, and how sure it is alone.

    `method` is an Authentication Method Reference (RFC 8176). `assurance` is the level that it gives alone: 1 to 3.
    `counts` says whether it may be the second of two factors; a code sent by e-mail may not (NIST SP 800-63B-4,
    3.1.3.1). `resists_phishing` says that it cannot be replayed to the office by somebody in between. `tier` is the
    level as a provider calls it itself, such as an `acr`; empty for our own. `by` is the plug-in by the name that the
    settings give it; the office writes it down.
    """

    method: str
    factors: frozenset[Factor] = KNOW
    assurance: int = 1
    counts: bool = True
    resists_phishing: bool = False
    tier: str = ""
    by: str = ""


def assurance_of(shown: Iterable[Evidence]) -> int:
    """Return the level that these proofs of one person give together, 0 for none.

    The highest that one of them gives alone; 2 where two of them are of different kinds, one of them something that
    the person has (NIST SP 800-63B-4, 2.2). Level 3 is only given alone: by a key in hardware that resists phishing.
    """
    proofs = tuple(shown)
    alone = max((proof.assurance for proof in proofs), default=0)
    counted = [proof for proof in proofs if proof.counts]
    kinds = frozenset[Factor]().union(*(proof.factors for proof in counted))
    together = 2 if len(kinds) > 1 and "have" in kinds and len(counted) > 1 else 0
    return max(alone, together)


def with_proof(shown: Iterable[Evidence], proof: Evidence) -> tuple[Evidence, ...]:
    """Return what was shown with one more proof; an earlier one of the same plug-in and method gives place to it.

    So nobody counts twice what they showed twice. Two plug-ins may call their proofs alike, a passkey and a certificate
    for example: neither takes the other's place.
    """

    def again(each: Evidence) -> bool:
        return each.method == proof.method and (each.by == proof.by or not each.by or not proof.by)

    return (*(each for each in shown if not again(each)), proof)


@dataclass(frozen=True, slots=True)
class Given:
    """A role that somebody else gives a person here: in `unit` and below, or everywhere."""

    role: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a provider, a directory or a certificate knows them: linked to an account by (issuer, subject) only.

    `issuer` says who vouches, `subject` whom they mean; never reassigned there. `name`, `title`, `email` and `groups`
    are what they say of the person, for a new account; nothing is ever linked by them. `roles` are those that they give
    here, all of them: what they gave before and give no longer ends at this sign-in; None says nothing of roles.
    `unique` is a national identifier of one person across services, such as the Korean CI: kept only as a keyed hash.
    `kept` is what the provider needs again when the person signs out.
    """

    issuer: str
    subject: str
    evidence: Evidence
    name: str = ""
    title: str = ""
    email: str = ""
    email_verified: bool = False
    groups: tuple[str, ...] = ()
    roles: tuple[Given, ...] | None = None
    unique: str = field(default="", repr=False)
    kept: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Farewell:
    """A provider's word that somebody signed out there: `once` names it, so that it counts once.

    `subject` may be empty where it names a session alone. `meant` says of what was kept of a session (`Person.kept`)
    whether that one has ended.
    """

    issuer: str
    subject: str
    once: str
    meant: Callable[[str], bool]
