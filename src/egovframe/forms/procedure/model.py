"""A procedure as data: in which states a case can be, what leads from one to another, who may, and what must be done.

    received ─> assigned ─> in_progress ⇄ awaiting_supplement, consulting
                                 └─> answered, granted, refused, returned, … ─> closed
                                                       └─> objected ─> granted, refused

A procedure is immutable once published; a case stays with the version that was in force when it was received.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from egovframe.forms.procedure.states import BY, PAST, STATES
from egovframe.kernel.canonical import canonical
from egovframe.kernel.errors import Conflict, DeclarationError
from egovframe.kernel.text import Text

Kind = Literal["open", "decided", "final"]

GUARDS: Final[Mapping[str, Text]] = {
    "supplements_left": Text(ko="보완 요구는 두 번까지", en="at most two requests for a supplement"),
    "supplement_pending": Text(ko="보완을 기다리는 동안", en="while a supplement is waited for"),
    "supplement_time_left": Text(ko="신청인의 연장은 두 번까지", en="the applicant takes more time at most twice"),
    "supplements_lapsed": Text(ko="두 번 요구했으나 보완하지 않음", en="asked for twice and not handed in"),
    "extension_left": Text(ko="연장은 두 번까지", en="at most two extensions"),
    "second_extension": Text(ko="한 번 연장한 뒤", en="after the first extension"),
    "consent_pending": Text(ko="동의를 구한 뒤", en="after the consent was asked for"),
    "running": Text(ko="기간이 진행되는 동안", en="while the clock runs"),
    "paused": Text(ko="기간이 멈춘 동안", en="while the clock stands still"),
    "overdue": Text(ko="처리기간이 지난 뒤", en="after the limit ran out"),
    "objection_possible": Text(ko="거부를 통지받고 60일 안, 한 번", en="once, within 60 days of the refusal"),
    "objection_not_extended": Text(ko="연장은 한 번", en="extended once at most"),
    "not_statutory": Text(ko="법정민원은 제외", en="not for statutory petitions"),
    "unrated": Text(ko="한 번", en="once"),
    "parts_settled": Text(
        ko="관계 부서가 모두 회신했거나 기다리지 않는 이유를 적음",
        en="all units that take part have replied, or it was said why nobody waits for them",
    ),
    "parts_open": Text(ko="회신하지 않은 관계 부서가 있음", en="a unit that takes part has not replied"),
    "parts_missing": Text(
        ko="회신하지 않은 관계 부서가 있고 이유를 적지 않음",
        en="a unit that takes part has not replied, and it was not said why nobody waits",
    ),
}
"""The conditions that a move can have, in words. The engine knows how each is checked."""

DUTIES: Final[Mapping[str, Text]] = {
    "reasons": Text(ko="이유", en="reasons"),
    "basis": Text(ko="근거 법령", en="legal basis"),
    "remedy": Text(ko="구제 방법", en="remedies"),
    "notice": Text(ko="신청인에게 통지", en="the applicant is told"),
    "handler": Text(ko="담당자 지정", en="a handler is named"),
    "stop_clock": Text(ko="기간 정지", en="the clock stops"),
    "start_clock": Text(ko="기간 진행", en="the clock runs again"),
}
"""What a move obliges the office to, in words."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A state of the procedure: `open` cases wait for a decision, `decided` ones for closing, `final` is the end."""

    name: str
    kind: Kind
    title: Text

    @classmethod
    def of(cls, name: str, kind: Kind, title: Text | None = None) -> Stage:
        """Return the stage with the words that the state usually has. Raises DeclarationError for an unknown one."""
        words = title or next((text for state, text in STATES.items() if state == name), None)
        if words is None:
            raise DeclarationError(f"There is no state {name!r}.", hint=f"Use one of: {', '.join(STATES)}.")
        return cls(name, kind, words)


@dataclass(frozen=True, slots=True)
class Move:
    """What can be done in some states: the `action`, the state that it leads `to` (None: it stays), and by whom.

    `by` narrows who may by law: one of these permissions, `holder` or `office` is needed besides. `guards` are
    conditions that must hold, `duties` what has to come with it.
    """

    action: str
    sources: tuple[str, ...]
    to: str | None = None
    by: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()

    @property
    def whose(self) -> tuple[str, ...]:
        """Who may: by law, or where the procedure narrows it, by the procedure."""
        return self.by or next((by for action, by in BY.items() if action == self.action), ())


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure: its states in the order of a case's life, its moves, and the state in which a case begins."""

    name: str
    title: Text
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    start: str = "received"
    version: int = 0

    def stage(self, state: str) -> Stage | None:
        """Return the stage of a state, None where the procedure has none of that name."""
        return next((stage for stage in self.stages if stage.name == state), None)

    def moves_of(self, state: str) -> tuple[Move, ...]:
        """Return what can be done in a state, guards aside, in the order of the procedure."""
        return tuple(move for move in self.moves if state in move.sources)

    def move(self, state: str, action: str) -> Move:
        """Return the move that an action is in a state. Raises Conflict that names the state and what is possible."""
        for move in self.moves:
            if move.action == action and state in move.sources:
                return move
        raise Conflict(
            next((words for known, words in PAST.items() if known == state), "The petition is in another state."),
            hint="Look at it again and choose from what is possible now.",
            state=state,
            action=action,
            possible=tuple(dict.fromkeys(move.action for move in self.moves_of(state))),
        )

    def but(
        self,
        name: str,
        *,
        title: str | Text,
        without: Iterable[str] = (),
        states: Iterable[Stage] = (),
        moves: Iterable[Move] = (),
    ) -> Procedure:
        """Return a procedure of one's own that follows this one where nothing else is said.

        `without` names states and actions that there are not; what leads to such a state is not there either. `states`
        are added before the first decided one (a state of the same name is replaced), and `moves` come in the place of
        those of the same action in the same states. Raises DeclarationError for a name that this procedure lacks.
        """
        out, own = set(without), {stage.name: stage for stage in states}
        known = {stage.name for stage in self.stages} | {move.action for move in self.moves}
        if missing := sorted(out - known):
            raise DeclarationError(
                f"The procedure {name} leaves out {missing[0]!r}, which {self.name} does not have.",
                hint=f"There are: {', '.join(sorted(known))}.",
            )
        kept = [own.pop(stage.name, stage) for stage in self.stages if stage.name not in out]
        at = next((place for place, stage in enumerate(kept) if stage.kind != "open"), len(kept))
        mine = tuple(moves)
        taken = {(state, move.action) for move in mine for state in move.sources}
        followed = []
        for move in self.moves:
            left = tuple(each for each in move.sources if each not in out and (each, move.action) not in taken)
            if left and move.action not in out and move.to not in out:
                followed.append(replace(move, sources=left))
        return Procedure(
            name=name,
            title=Text.of(title),
            stages=(*kept[:at], *own.values(), *kept[at:]),
            moves=(*mine, *followed),
            start=self.start,
        )

    def published(self, version: int) -> Procedure:
        """Return the procedure under its version number."""
        return replace(self, version=version)

    # ------------------------------------------------------------------ as data

    def as_json(self) -> dict[str, Any]:
        """Return the procedure as JSON has it; without its version, which the catalogue gives."""
        return {
            "name": self.name,
            "title": dict(self.title.as_dict()),
            "start": self.start,
            "states": [
                {"name": stage.name, "kind": stage.kind, "title": dict(stage.title.as_dict())} for stage in self.stages
            ],
            "moves": [
                {"action": move.action, "from": list(move.sources)}
                | ({"to": move.to} if move.to else {})
                | {
                    name: list(values)
                    for name, values in (("by", move.by), ("guards", move.guards), ("duties", move.duties))
                    if values
                }
                for move in self.moves
            ],
        }

    def text(self) -> str:
        """Return the procedure as canonical JSON (RFC 8785)."""
        return canonical(self.as_json()).decode()

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical JSON, in hex."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    @classmethod
    def parse(cls, document: str | Mapping[str, Any]) -> Procedure:
        """Return the procedure that was written as data. Raises DeclarationError that names what is wrong."""
        read = json.loads(document) if isinstance(document, str) else document
        try:
            return cls(
                name=str(read["name"]),
                title=_text(read["title"]),
                start=str(read.get("start", "received")),
                stages=tuple(
                    Stage.of(each["name"], each["kind"], _text(each["title"]) if "title" in each else None)
                    for each in read["states"]
                ),
                moves=tuple(
                    Move(
                        action=str(each["action"]),
                        sources=_names(each["from"]),
                        to=each.get("to"),
                        by=_names(each.get("by", ())),
                        guards=_names(each.get("guards", ())),
                        duties=_names(each.get("duties", ())),
                    )
                    for each in read["moves"]
                ),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise DeclarationError(
                f"The procedure is not complete: {error}.", hint="Compare it with the statutory one."
            ) from error


def _text(words: Any) -> Text:
    return Text.of(words) if isinstance(words, str) else Text(**words)


def _names(given: Any) -> tuple[str, ...]:
    if isinstance(given, str):
        msg = f"{given!r} is to be a list"
        raise TypeError(msg)
    return tuple(str(each) for each in given)
