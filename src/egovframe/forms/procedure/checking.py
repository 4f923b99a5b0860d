"""What a procedure must hold to before it is published.

Every state but the last can be left and leads to the end; a refusal carries reasons, legal basis and remedies (법27③);
every notice names a handler (영31); and every deed, condition and duty is one that the engine knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from egovframe.forms.procedure.model import DUTIES, GUARDS, Move, Procedure
from egovframe.forms.procedure.states import BY, HOLDER, OFFICE
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

_REFUSALS: Final = ("refuse", "dismiss_objection")
_REFUSAL: Final = ("reasons", "basis", "remedy", "notice")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a procedure: where (a state or an action), and in words."""

    where: str
    words: Text


def check(procedure: Procedure, *, permissions: Iterable[str] = ()) -> None:
    """Raise DeclarationError with all that is wrong with the procedure. `permissions` are those that the city knows."""
    found = findings(procedure, permissions=permissions)
    if found:
        what = "; ".join(f"{each.where}: {each.words.in_('en')}" for each in found)
        raise DeclarationError(
            f"The procedure {procedure.name} does not hold. {what}.", hint="Mend it and start again."
        )


def findings(procedure: Procedure, *, permissions: Iterable[str] = ()) -> list[Finding]:
    """Return everything that is wrong with a procedure; an empty list when it can be published."""
    return [*_shape(procedure), *_moves(procedure, set(permissions)), *_ends(procedure)]


def _shape(procedure: Procedure) -> Iterable[Finding]:
    names = [stage.name for stage in procedure.stages]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Finding(name, Text(ko="같은 상태가 두 번 있습니다", en="the state stands there twice"))
    if procedure.start not in names:
        yield Finding(procedure.start, Text(ko="첫 상태가 없습니다", en="the first state is not there"))
    if [stage.kind for stage in procedure.stages].count("final") != 1:
        yield Finding(procedure.name, Text(ko="마지막 상태는 하나여야 합니다", en="there must be one final state"))


def _moves(procedure: Procedure, permissions: set[str]) -> Iterable[Finding]:
    seen: set[tuple[str, str]] = set()
    for move in procedure.moves:
        for state in (*move.sources, *((move.to,) if move.to else ())):
            if procedure.stage(state) is None:
                yield Finding(move.action, Text(ko=f"{state} 상태가 없습니다", en=f"there is no state {state}"))
        for state in move.sources:
            if (state, move.action) in seen:
                yield Finding(
                    move.action,
                    Text(ko=f"{state}에서 두 갈래로 이어집니다", en=f"it leads two ways from {state}"),
                )
            seen.add((state, move.action))
        if move.action not in BY:
            yield Finding(move.action, Text(ko="알 수 없는 행위입니다", en="the engine knows no such action"))
        for guard in sorted(set(move.guards) - set(GUARDS)):
            yield Finding(move.action, Text(ko=f"알 수 없는 조건 {guard}", en=f"there is no condition {guard}"))
        for duty in sorted(set(move.duties) - set(DUTIES)):
            yield Finding(move.action, Text(ko=f"알 수 없는 의무 {duty}", en=f"there is no duty {duty}"))
        yield from _whose(move, permissions)
        yield from _duties(move.action, move.to, move.duties)


def _whose(move: Move, permissions: set[str]) -> Iterable[Finding]:
    """Say which permissions there are not, and where nobody is both whom the law and whom the procedure names."""
    known = {HOLDER, OFFICE, *permissions, *(who for by in BY.values() for who in by)}
    for who in sorted(set(move.by) - known):
        yield Finding(move.action, Text(ko=f"{who} 권한이 없습니다", en=f"there is no permission {who}"))
    law = next((by for action, by in BY.items() if action == move.action), ())
    if move.by and not _kinds(law) & _kinds(move.by):
        yield Finding(move.action, Text(ko="할 수 있는 사람이 없습니다", en="nobody may do it"))


def _kinds(whose: tuple[str, ...]) -> set[str]:
    return {who if who in (HOLDER, OFFICE) else "officer" for who in whose}


def _duties(action: str, to: str | None, duties: tuple[str, ...]) -> Iterable[Finding]:
    if action in _REFUSALS or to == "refused":
        for duty in (duty for duty in _REFUSAL if duty not in duties):
            name = DUTIES[duty]
            yield Finding(
                action,
                Text(
                    ko=f"거부에는 {name.in_('ko')}이(가) 있어야 합니다 (법27③)",
                    en=f"a refusal needs {name.in_('en')} (법27③)",
                ),
            )
    if "notice" in duties and "handler" not in duties:
        yield Finding(
            action, Text(ko="통지에는 담당자를 밝혀야 합니다 (영31)", en="a notice must name a handler (영31)")
        )


def _ends(procedure: Procedure) -> Iterable[Finding]:
    """Say which states are never reached, which cannot be left, and from which the end cannot be reached."""
    onward: dict[str, set[str]] = {stage.name: set() for stage in procedure.stages}
    for move in procedure.moves:
        for state in move.sources:
            if state in onward and move.to in onward and move.to != state:
                onward[state].add(move.to)
    reached = _from(onward, {procedure.start} & set(onward))
    backward: dict[str, set[str]] = {name: {other for other in onward if name in onward[other]} for name in onward}
    ending = _from(backward, {stage.name for stage in procedure.stages if stage.kind == "final"})
    for stage in procedure.stages:
        if stage.name not in reached:
            yield Finding(stage.name, Text(ko="이 상태에 이르는 길이 없습니다", en="nothing leads to this state"))
        if stage.kind != "final" and not onward[stage.name]:
            yield Finding(stage.name, Text(ko="이 상태를 벗어날 수 없습니다", en="this state cannot be left"))
        elif stage.name not in ending:
            yield Finding(
                stage.name, Text(ko="이 상태에서 끝에 이를 수 없습니다", en="the end cannot be reached from it")
            )


def _from(onward: dict[str, set[str]], reached: set[str]) -> set[str]:
    """Return what can be reached."""
    fresh = set(reached)
    while fresh:
        fresh = {after for state in fresh for after in onward[state]} - reached
        reached = reached | fresh
    return reached
