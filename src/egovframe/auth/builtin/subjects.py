"""Whom a certificate means, for any authority: by its key, by its number, or by its name."""

from __future__ import annotations

from typing import ClassVar

from egovframe.auth.certificates.papers import refused
from egovframe.auth.certificates.subjects import COMMON_NAME, ORGANIZATION, Meant, Paper, Subjects
from egovframe.kernel.text import Text


class ByKey(Subjects):
    """By the public key: nobody else can ever be meant. Whoever gets a new certificate for a new key links it anew."""

    title: ClassVar[Text] = Text(ko="공개키로", en="By the public key")

    def meant(self, paper: Paper) -> Meant:
        """Return whoever holds the key."""
        return _meant(f"key:{paper.key}", paper)


class BySerial(Subjects):
    """By the issuer's number of it: this very certificate. A renewed one is linked anew."""

    title: ClassVar[Text] = Text(ko="일련번호로", en="By the serial number")

    def meant(self, paper: Paper) -> Meant:
        """Return whoever holds this certificate."""
        return _meant(f"serial:{paper.serial:x}", paper)


class ByName(Subjects):
    """By the whole name: renewed certificates go on. Only for authorities that never give a name to another person."""

    title: ClassVar[Text] = Text(ko="이름(DN)으로", en="By the distinguished name")

    def meant(self, paper: Paper) -> Meant:
        """Return whoever has the name. Raises ProofRefused for a certificate without one."""
        if not paper.subject:
            raise refused("it names nobody")
        return _meant(f"name:{paper.subject}", paper)


def _meant(subject: str, paper: Paper) -> Meant:
    email = paper.emails[0] if len(paper.emails) == 1 else ""
    return Meant(subject, name=paper.one(COMMON_NAME), title=paper.one(ORGANIZATION), email=email)
