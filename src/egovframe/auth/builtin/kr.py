"""Whom Korean certificates mean: those of officials (GPKI, 행정전자서명) and of citizens (NPKI, 공동인증서).

The jurisdiction pack `kr` has the calendar and the clock in `egovframe.forms`; accounts know nothing of forms, so its
rules for certificates stand here, found through entry points like anyone's.

Sources: KCAC.TS.DN (전자서명인증관리체계 DN 규격) and KCAC.TS.CERTPROF v1.70 (전자서명 인증서 프로파일 규격) of KISA,
and names as published systems of the government read them:

    cn=850홍길동001,ou=people,ou=교육부,o=Government of Korea,c=KR
    cn=홍길동()0004012345678901,ou=KMB,ou=personal4IB,o=yessign,c=kr
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from egovframe.auth.certificates.papers import refused
from egovframe.auth.certificates.subjects import COMMON_NAME, COUNTRY, ORGANIZATION, UNIT, Meant, Paper, Subjects
from egovframe.kernel.text import Text

IDENTIFY_DATA: Final = "1.2.410.200004.10.1.1"
"""id-kisa-identifyData: the other name that holds somebody's real name beside the hash of their number (VID)."""
_OFFICIAL: Final = re.compile(r"[0-9]{3}(?P<name>\D+)[0-9]{3}")
_CITIZEN: Final = re.compile(r"(?P<name>[^()0-9]+)\([^()]*\)[0-9A-Za-z]+")
_LONGEST: Final = 4096


class Gpki(Subjects):
    """An official of the Republic of Korea, by the whole name of their certificate. Servers' and seals' are refused."""

    title: ClassVar[Text] = Text(ko="행정전자서명(GPKI)", en="Officials of the Republic of Korea (GPKI)")

    organization: str = "Government of Korea"
    """The organization that the name must have."""

    def meant(self, paper: Paper) -> Meant:
        """Return the official and their agency. Raises ProofRefused for what is not an official's own certificate."""
        units = paper.all(UNIT)
        found = _OFFICIAL.fullmatch(paper.one(COMMON_NAME))
        if paper.one(ORGANIZATION) != self.organization or paper.one(COUNTRY).upper() != "KR":
            raise refused("it is of another organization")
        if "people" not in units or found is None:
            raise refused("it is not an official's own")
        agencies = [unit for unit in units if unit != "people"]
        return Meant(f"gpki:{paper.subject}", name=found["name"].strip(), title=agencies[0] if agencies else "")


class Npki(Subjects):
    """A citizen, by the whole name of their certificate, in which the authority writes a number of its own.

    The number is never shown and never kept: the name to show is the person's alone, the subject is kept as a digest.
    """

    title: ClassVar[Text] = Text(ko="공동인증서(NPKI)", en="Citizens of the Republic of Korea (NPKI)")

    def meant(self, paper: Paper) -> Meant:
        """Return the citizen. Raises ProofRefused for what is not a citizen's certificate."""
        found = _CITIZEN.fullmatch(paper.one(COMMON_NAME))
        if paper.one(COUNTRY).upper() != "KR" or found is None:
            raise refused("it is not a citizen's")
        return Meant(f"npki:{paper.subject}", name=real_name(paper) or found["name"].strip())


def real_name(paper: Paper) -> str:
    """Return the name in the identifyData of a certificate; an empty text when it has none that can be read.

    IdentifyData ::= SEQUENCE { realName UTF8String, userInfo SEQUENCE OF AttributeTypeAndValue OPTIONAL }
    """
    data = paper.others.get(IDENTIFY_DATA, b"")
    if not 0 < len(data) <= _LONGEST:
        return ""
    try:
        from asn1crypto import core

        first: Any = next(iter(core.SequenceOf.load(data, spec=core.Any, strict=True)))
        name: Any = first.parse(core.UTF8String).native
    except (ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError):
        return ""
    return str(name).strip() if any(sign.isalpha() for sign in str(name)) else ""
