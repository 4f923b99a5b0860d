"""Who filed a petition, as marks: two petitions that share one are of the same petitioner.

A mark is the account, or a phone number, e-mail address or registration number, under the office's key. Marks are made
of the sealed answers when they are asked for and are kept nowhere: they are gone with the key of the case.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.casework import Casework
from egovframe.forms.personal import as_e164
from egovframe.kernel.canonical import b64, canonical_text
from egovframe.kernel.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.questions import Question
    from egovframe.forms.store import Row
    from egovframe.forms.version import Version
    from egovframe.kernel.work import UnitOfWork

KINDS: Final = ("phone", "email")
"""Kinds of questions whose answers say who somebody is, as identifiers do. A name does not: others have it too."""


ADDRESSES: Final = ("address", "postal-address")
"""The kinds of questions whose answers say where somebody lives."""


def marks_of(work: UnitOfWork, forms: Forms, row: Row) -> frozenset[str]:
    """Return the marks of a petition's petitioner; none where nothing says who it is."""
    version = _version_of(work, forms, row)
    return _marks(work, row, version, _answers(work, forms, row, version, _says_who))


def addresses_of(work: UnitOfWork, forms: Forms, row: Row) -> frozenset[str]:
    """Return the addresses that a petition names, as marks; none where it names none."""
    version = _version_of(work, forms, row)
    return _addresses(work, version, _answers(work, forms, row, version, _says_where))


def marks_and_addresses_of(work: UnitOfWork, forms: Forms, row: Row) -> tuple[frozenset[str], frozenset[str]]:
    """Return what `marks_of` and `addresses_of` do, from opening the petition once."""
    version = _version_of(work, forms, row)
    answers = _answers(work, forms, row, version, lambda question: _says_who(question) or _says_where(question))
    return _marks(work, row, version, answers), _addresses(work, version, answers)


def _says_who(question: Question) -> bool:
    return question.kind in KINDS or question.identifier is not None


def _says_where(question: Question) -> bool:
    return question.kind in ADDRESSES


def _version_of(work: UnitOfWork, forms: Forms, row: Row) -> Version:
    return forms.version(work.conn, row["form"], row["form_version"])


def _answers(
    work: UnitOfWork, forms: Forms, row: Row, version: Version, wanted: Callable[[Question], bool]
) -> Mapping[str, Any]:
    """Return the answers in the clear where the form has a wanted question, else nothing."""
    if not any(map(wanted, version.definition.questions)):
        return {}
    try:
        personal = Casework(work, forms).personal(row)
    except NotFound:  # the key of the case was destroyed with the case
        personal = {}
    return {**json.loads(row["answers"]), **personal}


def _marks(work: UnitOfWork, row: Row, version: Version, answers: Mapping[str, Any]) -> frozenset[str]:
    plain = [("account", row["applicant"])] if row["applicant"] else []
    kinds = sorted({question.kind for question in version.definition.questions if _says_who(question)})
    plain += [(kind, _one_way(kind, value)) for kind in kinds for value in version.of_kind(kind, answers)]
    return frozenset(_keyed(work, plain))


def _addresses(work: UnitOfWork, version: Version, answers: Mapping[str, Any]) -> frozenset[str]:
    given = (answers.get(question.name) for question in version.definition.questions if _says_where(question))
    written = (
        "".join((value if isinstance(value, str) else canonical_text(value)).split()).casefold()
        for value in given
        if value
    )
    return frozenset(_keyed(work, (("address", value) for value in written)))


def _keyed(work: UnitOfWork, plain: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (b64(work.cabinet.mac("petitioner", f"{kind}\n{value}".encode())) for kind, value in plain if value)


def _one_way(kind: str, value: str) -> str:
    """Return a value in one way of writing it."""
    if kind == "phone":
        return as_e164(value) or value
    if kind == "email":
        return value.strip().casefold()
    return "".join(sign for sign in value if sign.isdigit())
