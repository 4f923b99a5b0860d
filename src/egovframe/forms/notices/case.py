"""What a case itself says on a paper, in the applicant's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.model import STATES
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.limits import Limit
    from egovframe.forms.model import Petition

_NOBODY: Final = Text(ko="(지정되면 알려 드립니다)", en="(named once assigned)", es="(se indicará al asignarse)")
_NO_CONTACT: Final = Text(ko="대표 창구", en="the office's front desk", es="mesa de entrada")
_UNITS: Final = {
    "d": (Text(ko="일", en=" day", es=" día"), "s"),
    "w": (Text(ko="주", en=" week", es=" semana"), "s"),
    "m": (Text(ko="개월", en=" month", es=" mes"), "s"),
    "y": (Text(ko="년", en=" year", es=" año"), "s"),
}
_SPANISH: Final = {
    "received": "Recibida",
    "assigned": "En trámite",
    "in_progress": "En estudio",
    "awaiting_supplement": "A la espera de subsanación",
    "consulting": "En consulta",
    "answered": "Contestada",
    "granted": "Concedida",
    "refused": "Denegada",
    "returned": "Devuelta",
    "transferred": "Transferida",
    "withdrawn": "Desistida",
    "repeated": "Cerrada por repetición",
    "objected": "Recurso en estudio",
    "closed": "Cerrada",
}
"""The states in Spanish: pages have none, papers do."""
_AT_ONCE: Final = Text(ko="즉시", en="at once", es="de inmediato")


def values_of(forms: Forms, petition: Petition[Any], *, at: datetime) -> dict[str, str]:
    """Return the fields that the case fills on every paper; moments are local, to the minute. Nothing personal."""
    language, decision = petition.language, petition.decision
    local = forms.calendar.local
    values = {
        "office": forms.office,
        "title": petition.title.in_(language),
        "receipt": petition.receipt,
        "registered": petition.registered,
        "received": f"{local(petition.received):%Y-%m-%d %H:%M}",
        "limit": limit_in_words(petition.limit, language),
        "due": f"{local(petition.due):%Y-%m-%d %H:%M}",
        "state": _state(petition.state, language),
        "made": f"{local(at):%Y-%m-%d}",
        "unit": (forms.units.get(petition.unit) or Text.of(forms.office or petition.unit)).in_(language),
        "handler": petition.handler_name or _NOBODY.in_(language),
        "contact": forms.settings.contact_of(petition.unit) or _NO_CONTACT.in_(language),
    }
    if decision is not None:
        values |= {
            "text": decision.text,
            "reason": decision.text,
            "basis": decision.basis,
            "remedy": decision.remedy,
            "body": decision.body,
            "decided": f"{local(decision.at):%Y-%m-%d}",
        }
    return values


def _state(state: str, language: str) -> str:
    if language.partition("-")[0] == "es" and state in _SPANISH:
        return _SPANISH[state]
    return next((words.in_(language) for name, words in STATES.items() if name == state), state)


def limit_in_words(limit: Limit, language: str) -> str:
    """Return a limit in words: `7일`, `7 days`, `7 días`."""
    known = _UNITS.get(limit.unit)
    if known is None:
        return _AT_ONCE.in_(language)
    word, plural = known
    many = language != "ko" and limit.number != 1
    ending = "es" if language == "es" and limit.unit == "m" else plural
    return f"{limit.number}{word.in_(language)}{ending if many else ''}"
