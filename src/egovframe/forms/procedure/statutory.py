"""The procedure that the law prescribes (민원 처리에 관한 법률): the one that every form follows unless it says so."""

from __future__ import annotations

from typing import Final

from egovframe.forms.procedure.model import Move, Procedure, Stage
from egovframe.kernel.text import Text

NAME: Final = "statutory"

_NEW: Final = ("received", "assigned")
_WORKING: Final = (*_NEW, "in_progress")
_UNDECIDED: Final = (*_WORKING, "awaiting_supplement", "consulting")
_OPEN: Final = (*_UNDECIDED, "objected")
_TOLD: Final = ("answered", "granted", "refused", "returned", "transferred", "repeated")
_DECIDED: Final = (*_TOLD, "withdrawn")
_RESULT: Final = ("handler", "notice")
_IN: Final = ("parts_settled",)

STATUTORY: Final = Procedure(
    name=NAME,
    title=Text(ko="법정 처리 절차", en="Statutory procedure"),
    stages=(
        *(Stage.of(name, "open") for name in _UNDECIDED),
        *(Stage.of(name, "decided") for name in _DECIDED),
        Stage.of("objected", "open"),
        Stage.of("closed", "final"),
    ),
    moves=(
        Move("assign", _NEW, "assigned"),
        Move("assign", ("in_progress", "awaiting_supplement", "consulting", "objected")),
        Move("start", _NEW, "in_progress", duties=("handler",)),
        Move("answer", (*_WORKING, "consulting"), "answered", guards=_IN, duties=_RESULT),
        Move("grant", (*_WORKING, "consulting"), "granted", guards=_IN, duties=_RESULT),
        Move(
            "refuse",
            (*_WORKING, "consulting"),
            "refused",
            guards=_IN,
            duties=("reasons", "basis", "remedy", *_RESULT),
        ),
        Move(
            "ask_supplement",
            (*_WORKING, "awaiting_supplement"),
            "awaiting_supplement",
            guards=("supplements_left",),
            duties=("reasons", "stop_clock", *_RESULT),
        ),
        Move("supplement", ("awaiting_supplement",), "in_progress", duties=("start_clock",)),
        Move("extend_supplement", ("awaiting_supplement",), guards=("supplement_pending", "supplement_time_left")),
        Move(
            "give_back",
            ("awaiting_supplement",),
            "returned",
            guards=("supplements_lapsed",),
            duties=("reasons", *_RESULT),
        ),
        Move("consult", _WORKING, "consulting", duties=("handler",)),
        Move("consulted", ("consulting",), "in_progress"),
        Move("ask_part", (*_WORKING, "consulting"), duties=("handler",)),
        Move("withdraw_part", _UNDECIDED, guards=("parts_open",), duties=("reasons",)),
        Move("waive_parts", (*_WORKING, "consulting"), guards=("parts_missing",), duties=("reasons",)),
        Move("pause", (*_WORKING, "consulting"), guards=("running",), duties=("reasons", "stop_clock")),
        Move("resume", (*_WORKING, "consulting"), guards=("paused",), duties=("start_clock",)),
        Move("extend", (*_WORKING, "consulting"), guards=("extension_left",), duties=("reasons", *_RESULT)),
        Move(
            "ask_consent",
            (*_WORKING, "consulting"),
            guards=("extension_left", "second_extension"),
            duties=("reasons", *_RESULT),
        ),
        Move("consent", (*_WORKING, "consulting"), guards=("consent_pending",)),
        Move("decline", (*_WORKING, "consulting"), guards=("consent_pending",)),
        Move("transfer", _WORKING, "received"),
        Move("transfer_out", _WORKING, "transferred", duties=("reasons", *_RESULT)),
        Move("close_repeat", _WORKING, "repeated", guards=("not_statutory",), duties=("reasons", *_RESULT)),
        Move("mark_urgent", _OPEN),
        Move("reveal", (*_OPEN, *_DECIDED, "closed")),
        Move("amend", _UNDECIDED),
        Move("withdraw", _UNDECIDED, "withdrawn"),
        Move("remind", _UNDECIDED, guards=("overdue",)),
        Move("file_objection", ("refused", "closed"), "objected", guards=("objection_possible",), duties=("reasons",)),
        Move("extend_objection", ("objected",), guards=("objection_not_extended",), duties=("reasons", *_RESULT)),
        Move("grant_objection", ("objected",), "granted", duties=("reasons", *_RESULT)),
        Move("dismiss_objection", ("objected",), "refused", duties=("reasons", "basis", "remedy", *_RESULT)),
        Move("rate", (*_TOLD, "closed"), guards=("unrated",)),
        Move("close", _DECIDED, "closed"),
    ),
)
"""The statutory procedure. What the conditions and duties rest on stands beside the verbs that check them."""
