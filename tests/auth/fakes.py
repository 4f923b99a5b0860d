"""Ways to sign in that a test can see through: a code that counts, a key that signs by name, a provider that lies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from egovframe.auth import (
    Answered,
    Asked,
    Certificates,
    Code,
    Evidence,
    Key,
    Keys,
    NewCode,
    Person,
    Proof,
    ProofRefused,
    Provider,
    Source,
    Visit,
)
from egovframe.kernel.text import Text


class CountingCode(Code):
    """The right code is one more than the one before; each counts once."""

    title: ClassVar[Text] = Text(ko="세는 코드", en="Counting code")
    method: ClassVar[str] = "otp"

    def enrol(self, name: str, *, office: str) -> NewCode:
        """The first code is 1."""
        return NewCode(stored="0", uri=f"otpauth://totp/{name}?issuer={office}", secret="ONE")

    def verify(self, stored: str, typed: str, *, at: datetime) -> Proof:
        """Right when it is the next number."""
        right = stored.isdigit() and typed.strip() == str(int(stored) + 1)
        return Proof(accepted=right, stored=typed.strip() if right else None)


class CodeList(Code):
    """A list of two codes; each counts once."""

    title: ClassVar[Text] = Text(ko="코드 목록", en="List of codes")
    method: ClassVar[str] = "otp"

    def enrol(self, name: str, *, office: str) -> NewCode:
        """The codes are alpha and beta."""
        return NewCode(stored=json.dumps(["alpha", "beta"]), codes=("alpha", "beta"), confirm=False)

    def verify(self, stored: str, typed: str, *, at: datetime) -> Proof:
        """Right when it is still on the list."""
        codes = json.loads(stored or "[]")
        if typed not in codes:
            return Proof(accepted=False)
        return Proof(accepted=True, stored=json.dumps([code for code in codes if code != typed]))

    def left(self, stored: str) -> int | None:
        """How many are on the list."""
        return len(json.loads(stored or "[]"))


class NamedKeys(Keys):
    """A key is a name; it signs a challenge by writing its name behind it."""

    title: ClassVar[Text] = Text(ko="이름 열쇠", en="Named key")
    method: ClassVar[str] = "hwk"
    assurance: ClassVar[int] = 2

    def ask_to_enrol(self, account: str, name: str, *, origin: str, office: str, keys: Sequence[Key]) -> Asked:
        """The challenge is made of what is asked for."""
        challenge = f"enrol {account} {origin} {len(keys)}"
        return Asked({"challenge": challenge, "name": name, "office": office}, challenge)

    def enrolled(self, kept: str, answer: Mapping[str, object], *, origin: str) -> Key:
        """The answer names the key and repeats the challenge."""
        if answer.get("challenge") != kept or origin not in kept:
            raise ProofRefused("another challenge")
        return Key(handle=str(answer["key"]), stored="0")

    def ask(self, *, origin: str, keys: Sequence[Key]) -> Asked:
        """The challenge names the keys that are asked."""
        challenge = f"get {origin} {sorted(key.handle for key in keys)}"
        return Asked({"challenge": challenge}, challenge)

    def handle_of(self, answer: Mapping[str, object]) -> str:
        """The name of the key."""
        return str(answer.get("key", ""))

    def answered(self, kept: str, answer: Mapping[str, object], key: Key, *, origin: str) -> Answered:
        """Right when the challenge is signed by name; the counter goes up."""
        if answer.get("signed") != f"{kept} {key.handle}" or origin not in kept:
            raise ProofRefused("the signature is not right")
        return Answered(self.evidence(), stored=str(int(key.stored) + 1))


class Oracle(Provider):
    """A provider that says of everybody what the answer says; a wrong `word` is refused."""

    method: ClassVar[str] = "fed"
    create: bool = False
    kind: str = "citizen"
    label: str = "Oracle"
    issuer: str = "https://oracle.example"
    level: int = 1

    def begin(self, back: str, *, assurance: int = 1, fresh: bool = False, language: str = "ko") -> Visit:
        """The state is always the same: the office keeps visits apart by more than that."""
        return Visit(f"{self.issuer}/go?back={back}&fresh={fresh}&lang={language}&level={assurance}", "s", "kept")

    def finish(self, kept: str, answer: Mapping[str, str], back: str) -> Person:
        """Whoever the answer names."""
        if answer.get("word") != "true" or kept != "kept" or not back:
            raise ProofRefused("the provider says no")
        evidence = Evidence("fed", assurance=self.level, tier="silver")
        return Person(
            issuer=self.issuer, subject=answer["who"], evidence=evidence, name=answer.get("name", ""), kept="id-token"
        )

    def leave(self, kept: str, back: str) -> str:
        """Where to sign out."""
        return f"{self.issuer}/out?hint={kept}&back={back}"


class Phonebook(Source):
    """A directory that knows one person, whose secret is the name twice."""

    method: ClassVar[str] = "pwd"
    create: bool = True
    kind: str = "officer"

    def check(self, name: str, secret: str) -> Person | None:
        """Right when the secret is the name twice."""
        right = bool(name) and secret == name + name
        return Person("phonebook", name.lower(), self.evidence(), name=name) if right else None


class Papers(Certificates):
    """A certificate is a name; a signature is the text with the name behind it."""

    title: ClassVar[Text] = Text(ko="증명서", en="Papers")
    method: ClassVar[str] = "hwk"
    create: bool = False

    def shown(self, chain: str, *, at: datetime) -> Person:
        """The name on the paper."""
        if not chain:
            raise ProofRefused("no certificate")
        return Person("papers", chain, self.evidence(), name=chain)

    def signed(self, message: bytes, challenge: bytes, *, at: datetime) -> Person:
        """The name behind the text."""
        text, _, name = message.partition(b"|")
        if text != challenge:
            raise ProofRefused("another text")
        return Person("papers", name.decode(), self.evidence(), name=name.decode())
