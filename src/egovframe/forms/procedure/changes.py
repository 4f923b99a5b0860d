"""What differs between two versions of a procedure, in words that an officer can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from egovframe.forms.procedure.deeds import deed_of
from egovframe.forms.procedure.words import duties_of, guards_of, whose_of
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.procedure.model import Move, Procedure


def changes(before: Procedure, after: Procedure) -> tuple[Text, ...]:
    """Return what changed from one procedure to another: its states, then what can be done in each of them."""
    return (*_of_states(before, after), *_of_moves(before, after))


def _of_states(before: Procedure, after: Procedure) -> Iterator[Text]:
    one, other = ({stage.name: stage for stage in each.stages} for each in (before, after))
    for name, stage in one.items():
        if name not in other:
            yield _said(stage.title, "‘{}’ 상태를 뺌", "the state “{}” was taken away")
    for name, stage in other.items():
        if name not in one:
            yield _said(stage.title, "‘{}’ 상태를 더함", "the state “{}” was added")
        elif one[name] != stage:
            yield _said(stage.title, "‘{}’ 상태의 이름이나 종류를 바꿈", "the state “{}” has another name or kind")
    if before.start != after.start:
        yield Text(ko="첫 상태를 바꿈", en="cases begin in another state")


def _of_moves(before: Procedure, after: Procedure) -> Iterator[Text]:
    one, other = _by_state(before), _by_state(after)
    names = {stage.name: stage.title for each in (before, after) for stage in each.stages}
    for key in [*one, *(key for key in other if key not in one)]:
        state, action = key
        where, deed = names.get(state, Text.of(state)), deed_of(action).title
        old, new = one.get(key), other.get(key)
        if new is None:
            yield _both(where, deed, "‘{}’에서 ‘{}’할 수 없게 됨", "in “{}” one can no longer “{}”")
        elif old is None:
            yield _both(where, deed, "‘{}’에서 ‘{}’할 수 있게 됨", "in “{}” one can “{}”")
        elif old.to != new.to:
            yield _both(where, deed, "‘{}’에서 ‘{}’하면 다른 상태가 됨", "in “{}”, “{}” leads to another state")
        elif (old.by, old.guards, old.duties) != (new.by, new.guards, new.duties):
            yield _both(
                where,
                deed,
                "‘{}’에서 ‘{}’하는 사람·조건·의무가 바뀜: " + _terms(new, "ko"),
                "in “{}”, who may “{}”, when and with what duties has changed: " + _terms(new, "en"),
            )


def _by_state(procedure: Procedure) -> dict[tuple[str, str], Move]:
    return {(state, move.action): move for move in procedure.moves for state in move.sources}


def _terms(move: Move, language: str) -> str:
    words = [*whose_of(move, language), *guards_of(move, language), *duties_of(move, language)]
    return ", ".join(words).replace("{", "(").replace("}", ")")


def _said(title: Text, ko: str, en: str) -> Text:
    return Text(ko=ko.format(title.in_("ko")), en=en.format(title.in_("en")))


def _both(where: Text, deed: Text, ko: str, en: str) -> Text:
    return Text(
        ko=ko.format(where.in_("ko"), deed.in_("ko")),
        en=en.format(where.in_("en"), deed.in_("en")),
    )
