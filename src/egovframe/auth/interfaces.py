"""What a plug-in for signing in must do: ways to prove who one is, and rules for who may sign in when and from where.

Entry-point groups: `egovframe.auth.authenticators`, `egovframe.auth.policies`.

Method                  a way to prove who one is
├── Authenticator       a secret typed beside the name, which the office can check: a password
├── Source              a secret typed beside the name, which somebody else checks: a directory (LDAP)
├── Code                a code from what was enrolled: an authenticator app, a list of recovery codes
├── Message             a code that the office sends: e-mail
├── Keys                an answer to a challenge, by what the browser or device holds: a passkey
├── Provider            another site's word, after a visit there: OpenID Connect
├── Certificates        a certificate, shown or used to sign a challenge (X.509, CMS)
└── Wallets             a credential that an app presents; see `wallet/interfaces.py`
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from egovframe.auth.errors import HashInvalid, ProofRefused
from egovframe.auth.evidence import HAVE, KNOW, Evidence, Factor, Farewell, Person
from egovframe.auth.model import Account
from egovframe.kernel.permissions import Actor, Decision
from egovframe.kernel.permissions import Asked as Permitted
from egovframe.kernel.plugins import Plugin
from egovframe.kernel.text import Text

Pepper = Callable[[bytes], bytes]
"""Mixes a secret with a key of the office that is not in the database: the same bytes give the same 32 bytes."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator is told when a person chooses a secret.

    `words` are the words of the moment that nobody should choose: the account's name, the office's name.
    `second_factor` says that the account cannot sign in with this secret alone: a shorter one will do.
    """

    secret: str
    pepper: Pepper
    words: tuple[str, ...] = ()
    second_factor: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What an authenticator found. `stored`, when given, replaces what was kept (a stronger hash, a counter).

    `alone` is false for a right secret that was enrolled to stand beside a second factor and is too weak without one.
    """

    accepted: bool
    stored: str | None = None
    alone: bool = True


class Method(Plugin):
    """A way to prove who one is. Each family below says what a plug-in of it does.

    One instance serves many threads and keeps nothing between calls: what must be kept is handed over as a text and
    handed in again. The office calls outside any transaction, throttles, and writes the facts.
    """

    version: ClassVar[int] = 1
    title: ClassVar[Text] = Text(ko="인증 수단", en="Way to sign in")
    """What people read on the sign-in and account pages."""
    method: ClassVar[str]
    """How the proof is called in sessions and facts: an Authentication Method Reference (RFC 8176), such as `pwd`."""
    factors: ClassVar[frozenset[Factor]] = KNOW
    """What the proof shows: something that the person knows, has, is."""
    assurance: ClassVar[int] = 1
    """The assurance level that this proof alone gives (NIST SP 800-63B-4): 1 to 3."""
    counts: ClassVar[bool] = True
    """Whether the proof may be the second of two factors."""
    resists_phishing: ClassVar[bool] = False
    """Whether the proof is worth nothing to somebody who sits between the person and the office."""

    def evidence(self) -> Evidence:
        """Return what a right proof shows; a family whose proofs differ says it of each itself."""
        return Evidence(
            method=self.method,
            factors=self.factors,
            assurance=self.assurance,
            counts=self.counts,
            resists_phishing=self.resists_phishing,
        )


class Authenticator(Method):
    """A way to prove who one is with a secret that the person types.

    The office keeps one text per account and authenticator, which `enrol` returns and `verify` is handed again. It
    bounds how many calls run at once.
    """

    @abstractmethod
    def enrol(self, enrolment: Enrolment) -> str:
        """Return what to keep for the secret that a person chose.

        The secret cannot be worked out from it, two enrolments of one secret differ, and it is not longer than 4,096
        characters. Raises PasswordRefused with every reason when the secret cannot be used.
        """

    @abstractmethod
    def verify(self, stored: str, secret: str, *, pepper: Pepper) -> Proof:
        """Say whether the secret is the one enrolled as `stored`.

        Never raises for what was typed, nor for a stored text that is broken: that accepts nothing. Takes equally long
        for a wrong secret.
        """

    @abstractmethod
    def decoy(self) -> str:
        """Return a stored text that accepts no secret and costs `verify` the same: for accounts that nobody has."""

    def imported(self, scheme: str, hash: str, *, name: str) -> str:  # noqa: A002 - what it is
        """Return what to keep for a secret's hash of another system, which called its owner `name`.

        `verify` accepts it once and hands back what it would have enrolled. Raises HashInvalid for what cannot be such
        a hash; here always, because an authenticator takes none unless it says so.
        """
        raise HashInvalid(
            f"{self.title.in_('en')} takes no hashes of other systems.", hint="Import them for the built-in password."
        )


class Source(Method):
    """A directory that knows people and checks their secrets itself; the office keeps none of them."""

    @abstractmethod
    def check(self, name: str, secret: str) -> Person | None:
        """Return whom the name means there when the secret is theirs; None when it is not, or nobody has that name.

        Never raises for what a person typed; an empty secret is never right. Takes no longer than its time limit.
        Raises SourceUnavailable when nobody can be asked.
        """

    def gone(self, kept: Collection[str]) -> frozenset[str]:
        """Return which texts (`Person.kept`) are of people who may not sign in any more; here none, nobody is asked.

        One that cannot be read is of nobody. Raises SourceUnavailable.
        """
        return frozenset()


@dataclass(frozen=True, slots=True)
class NewCode:
    """What came of enrolling a code: what to keep, and what the person is shown this once.

    `uri` is for a camera (otpauth://…), `secret` the same to type, `codes` a list to print. Where `confirm` is true it
    counts only once the person has typed a first right code.
    """

    stored: str
    uri: str = ""
    secret: str = ""
    codes: tuple[str, ...] = ()
    confirm: bool = True


class Code(Method):
    """A code that the person reads from what was enrolled with the office and types.

    What is stored is sealed by the office. The office checks one code of an account at a time and keeps what `verify`
    hands back before anybody is let in, so that no code is used twice.
    """

    factors: ClassVar[frozenset[Factor]] = HAVE

    @abstractmethod
    def enrol(self, name: str, *, office: str) -> NewCode:
        """Return a new enrolment for the account `name`. Two are never alike; nothing is written anywhere."""

    @abstractmethod
    def verify(self, stored: str, typed: str, *, at: datetime) -> Proof:
        """Say whether the code is right at that moment; `Proof.stored` is what to keep so that it is not right again.

        Never raises for what a person typed, nor for a stored text that is broken: it then accepts nothing. Blanks and
        hyphens in what was typed do not count. Compares in constant time.
        """

    def left(self, stored: str) -> int | None:
        """Return how many codes are left of a list; None where they do not run out."""
        return None


class Message(Method):
    """A code that the office makes and sends to an address of the account's owner, takes once, for ten minutes at most.

    It is no second factor (NIST SP 800-63B-4, 3.1.3.1: e-mail shall not be used for out-of-band authentication).
    """

    factors: ClassVar[frozenset[Factor]] = HAVE
    counts: ClassVar[bool] = False

    @abstractmethod
    def send(self, to: str, *, subject: str, body: str) -> None:
        """Hand the message over for delivery. Runs behind the outbox, again when it raises; never in a request.

        What stands in the address or the subject never becomes another recipient or header. Raises MessageFailed when
        it is not handed over, without quoting the message.
        """


@dataclass(frozen=True, slots=True)
class Asked:
    """A challenge: `options` go to the browser as JSON, `kept` comes back to the plug-in with the answer."""

    options: Mapping[str, object]
    kept: str


@dataclass(frozen=True, slots=True)
class Key:
    """A key that an account enrolled: `handle` finds it again (a credential id), `stored` is what the plug-in kept."""

    handle: str
    stored: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A challenge answered rightly: what it shows, and what to keep of the key from now on (its counter)."""

    evidence: Evidence
    stored: str | None = None


class Keys(Method):
    """Keys in the browser or in a device that sign a challenge. Each challenge is used once: the office sees to that.

    `origin` is where the person sees the city, such as `https://city.example`.
    """

    factors: ClassVar[frozenset[Factor]] = HAVE
    resists_phishing: ClassVar[bool] = True

    @abstractmethod
    def ask_to_enrol(self, account: str, name: str, *, origin: str, office: str, keys: Sequence[Key]) -> Asked:
        """Return what the browser needs to make a new key for the account; `keys` are those it has already."""

    @abstractmethod
    def enrolled(self, kept: str, answer: Mapping[str, object], *, origin: str) -> Key:
        """Return the new key. Raises ProofRefused when the answer is not one to that challenge."""

    @abstractmethod
    def ask(self, *, origin: str, keys: Sequence[Key]) -> Asked:
        """Return a challenge for one of these keys; for whichever the person has when there are none."""

    @abstractmethod
    def handle_of(self, answer: Mapping[str, object]) -> str:
        """Return the handle of the key that an answer says it used; an empty text when it names none. Never raises."""

    @abstractmethod
    def answered(self, kept: str, answer: Mapping[str, object], key: Key, *, origin: str) -> Answered:
        """Return what the answer shows. Raises ProofRefused when it is not right, with the reason for the trail."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to another site: where the browser goes, `state` by which its answer is known, what to keep for it."""

    url: str
    state: str
    kept: str


class Provider(Method):
    """Another site that says who somebody is, after the person went there and came back.

    Its settings are its own; the office has one instance per provider that the settings name.
    """

    @abstractmethod
    def begin(self, back: str, *, assurance: int = 1, fresh: bool = False, language: str = "ko") -> Visit:
        """Return where to send the browser; it comes back to the address `back`, exactly.

        `assurance` is the level that is asked for, `fresh` asks the provider to prove the person again. Raises
        SourceUnavailable when the provider cannot be reached.
        """

    @abstractmethod
    def finish(self, kept: str, answer: Mapping[str, str], back: str) -> Person:
        """Return who came back with these parameters. `kept` is used once.

        Raises ProofRefused with the reason for the trail, SourceUnavailable when the provider cannot be reached.
        """

    def leave(self, kept: str, back: str) -> str:
        """Return the address at which the person signs out there too; empty when there is none. Never raises."""
        return ""

    def ended(self, message: str) -> Farewell:
        """Return whom the provider's own message says that they signed out there. Raises as `finish`."""
        raise ProofRefused("This provider sends no word of who signs out there.", hint="Turn it off there.")


class Certificates(Method):
    """Certificates of people: shown in a TLS handshake, or used to sign a challenge."""

    factors: ClassVar[frozenset[Factor]] = HAVE
    assurance: ClassVar[int] = 2
    resists_phishing: ClassVar[bool] = True

    @abstractmethod
    def shown(self, chain: str, *, at: datetime) -> Person:
        """Return whose certificate it is, as a proxy wrote it, in PEM or as RFC 9440 has it; the person's first.

        Whoever shows it proved the key in the handshake. Path, use and revocation are checked. Raises
        ProofRefused with the reason, SourceUnavailable when revocation cannot be checked.
        """

    @abstractmethod
    def signed(self, message: bytes, challenge: bytes, *, at: datetime) -> Person:
        """Return who signed the challenge: CMS SignedData (RFC 5652), DER or PEM, over exactly these bytes.

        Raises as `shown`.
        """


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in whose proof was right, before it is let in. `roles` are those in force then, and what they include.

    `assurance` is the level of the session that would be opened, after whatever further proof the account is asked for.
    `at` is in the time of the city. `device` says that the browser showed the mark of a device that has signed in to
    this account before.
    """

    account: Account
    roles: frozenset[str]
    method: str
    assurance: int
    address: str
    agent: str
    at: datetime
    device: bool = False


class AnyPolicy(Plugin):
    """A rule beside roles: `Policy` says who may sign in, `AccessPolicy` what is allowed. Derive from one of them."""

    version: ClassVar[int] = 1


class Policy(AnyPolicy):
    """A rule for who may sign in when and from where. Every policy that the settings name must agree."""

    @abstractmethod
    def objection(self, sign_in: SignIn) -> Text | None:
        """Return why this sign-in is not let in, for the audit trail; None when there is nothing against it.

        The person gets the same answer as for a wrong password. Makes no calls over the network. When it raises,
        nobody is let in.
        """


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """What is to be decided: who asks for which permission on what, and what roles and grants say of it.

    `roles` are the roles in force, with those that they include; `units` the units in which the actor holds roles
    (`*` is everywhere); `path` the object's unit and those above it, from below; empty without an object.
    """

    actor: Actor
    asked: Permitted
    granted: Decision
    roles: frozenset[str]
    units: frozenset[str]
    path: tuple[str, ...]


class AccessPolicy(AnyPolicy):
    """A rule for what is allowed, asked at every decision. Every one that the settings name is asked, in their order.

    Makes no calls over the network. One instance serves many threads and decides the same about the same. When it
    raises, nothing is allowed. It cannot widen what somebody may who acts in another's place, and lists show no row
    that grants alone would not show.
    """

    @abstractmethod
    def decide(self, request: AccessRequest) -> Decision | None:
        """Return the decision with its reason, or None to leave it as it is.

        A denial is final; what one policy allows the next may still deny. Without a unit it is asked whether the
        permission is held anywhere at all, for a menu or before an object is looked up: whoever decides about objects
        leaves that as it is.
        """

    def digest(self) -> str:
        """Return what changes whenever its decisions may: its settings. Whoever reads files adds what they say."""
        return f"{type(self).__module__}.{type(self).__qualname__}:{self.model_dump_json()}"
