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
    from collections.abc import Iterable

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.questions import Question
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

KINDS: Final = ("phone", "email")
"""Kinds of questions whose answers say who somebody is, as identifiers do. A name does not: others have it too."""


ADDRESSES: Final = ("address", "postal-address")
"""The kinds of questions whose answers say where somebody lives."""


def marks_of(work: UnitOfWork, forms: Forms, row: Row) -> frozenset[str]:
    """Return the marks of a petition's petitioner; none where nothing says who it is."""
    plain = [("account", row["applicant"])] if row["applicant"] else []
    version = forms.version(work.conn, row["form"], row["form_version"])
    asked = {question.kind for question in version.definition.questions if _says_who(question)}
    if asked:
        try:
            personal = Casework(work, forms).personal(row)
        except NotFound:  # the key of the case was destroyed with the case
            personal = {}
        answers: dict[str, Any] = {**json.loads(row["answers"]), **personal}
        plain += [(kind, _one_way(kind, value)) for kind in sorted(asked) for value in version.of_kind(kind, answers)]
    return frozenset(_keyed(work, plain))


def _says_who(question: Question) -> bool:
    return question.kind in KINDS or question.identifier is not None


def _keyed(work: UnitOfWork, plain: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (b64(work.cabinet.mac("petitioner", f"{kind}\n{value}".encode())) for kind, value in plain if value)


def _one_way(kind: str, value: str) -> str:
    """Return a value in one way of writing it."""
    if kind == "phone":
        return as_e164(value) or value
    if kind == "email":
        return value.strip().casefold()
    return "".join(sign for sign in value if sign.isdigit())


def addresses_of(work: UnitOfWork, forms: Forms, row: Row) -> frozenset[str]:
    """Return the addresses that a petition names, as marks; none where it names none."""
    version = forms.version(work.conn, row["form"], row["form_version"])
    if all(question.kind not in ADDRESSES for question in version.definition.questions):
        return frozenset()
    try:
        answers = {**json.loads(row["answers"]), **Casework(work, forms).personal(row)}
    except NotFound:  # the key of the case was destroyed with the case
        return frozenset()
    given = (answers.get(question.name) for question in version.definition.questions if question.kind in ADDRESSES)
    written = (
        "".join((value if isinstance(value, str) else canonical_text(value)).split()).casefold()
        for value in given
        if value
    )
    return frozenset(_keyed(work, (("address", value) for value in written)))
