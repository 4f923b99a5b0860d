"""Routes of GOV.UK Forms as conditions, and conditions as routes.

There, a question leads on to a later one by its answer; here, a question says when it is asked. Who is led past a
question is not asked it: the ways that lead to each question are followed, as sets of answers that are told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from egovframe.forms.formats import rules

OTHER: Final = ""
"""Stands for every answer that no route names, no answer among them."""

MOST_WAYS: Final = 64

Way = frozenset[tuple[str, frozenset[str]]]
"""One way to a question: which answers (by question) lead there; questions that do not matter are left out."""

ALWAYS: Final[Way] = frozenset()


@dataclass(frozen=True, slots=True)
class Route:
    """From one step, by an answer (None: by any) to a question, to another step (None: to the end)."""

    step: str
    check: str
    answers: tuple[str, ...] | None
    goto: str | None


@dataclass(slots=True)
class Map:
    """The steps of a form in their order, the answers that can be given to each choice, and the routes."""

    steps: Sequence[str]
    answers: Mapping[str, frozenset[str]]
    routes: Mapping[str, Sequence[Route]]
    lost: list[str] = field(default_factory=list)

    def conditions(self) -> dict[str, Any]:
        """Return by step the rule under which it is asked; steps that everybody reaches are left out.

        Steps whose ways are too many to follow are named in `lost` and left out too.
        """
        reached: dict[str, list[Way]] = {self.steps[0]: [ALWAYS]} if self.steps else {}
        found: dict[str, Any] = {}
        for place, step in enumerate(self.steps):
            ways = self._joined(reached.get(step, []))
            if len(ways) > MOST_WAYS:
                self.lost.append(step)
                ways = [ALWAYS]
            if ALWAYS not in ways:
                found[step] = self._rule(ways)
            for goto, way in self._onward(step, place):
                if goto is not None:
                    reached.setdefault(goto, []).extend(
                        both for each in ways if (both := self._both(each, way)) is not None
                    )
        return found

    def _onward(self, step: str, place: int) -> Iterator[tuple[str | None, Way]]:
        """Yield where a step leads, and by which answers."""
        following = self.steps[place + 1] if place + 1 < len(self.steps) else None
        taken: set[str] = set()
        for route in self.routes.get(step, ()):
            if route.answers is None:  # whoever comes here goes there, whatever was answered
                yield route.goto, ALWAYS
                return
            answers = frozenset(route.answers) - taken
            taken |= answers
            yield route.goto, frozenset({(route.check, answers)})
        checked = next(iter(self.routes.get(step, ())), None)
        if checked is None:
            yield following, ALWAYS
        elif rest := (self.answers.get(checked.check, frozenset()) | {OTHER}) - taken:
            yield following, frozenset({(checked.check, frozenset(rest))})

    @staticmethod
    def _both(one: Way, other: Way) -> Way | None:
        both = dict(one)
        for check, answers in other:
            both[check] = both.get(check, answers) & answers
            if not both[check]:
                return None
        return frozenset(both.items())

    def _joined(self, ways: Sequence[Way]) -> list[Way]:
        """Join ways that differ in the answers to one question only, until none can be joined."""
        left = list(dict.fromkeys(ways))
        changed = len(left) <= MOST_WAYS
        while changed:
            changed = False
            for place, one in enumerate(left):
                for other in left[place + 1 :]:
                    joined = self._join(one, other)
                    if joined is not None:
                        left = [each for each in left if each not in (one, other, joined)] + [joined]
                        changed = True
                        break
                if changed:
                    break
        return left

    def _join(self, one: Way, other: Way) -> Way | None:
        first, second = dict(one), dict(other)
        if all(first.get(check) == answers for check, answers in second.items()):
            return other  # the other way asks for less, so it covers this one
        if all(second.get(check) == answers for check, answers in first.items()):
            return one
        if set(first) != set(second):
            return None
        differing = [check for check in first if first[check] != second[check]]
        if len(differing) != 1:
            return None
        check = differing[0]
        first[check] |= second[check]
        if first[check] >= self.answers.get(check, frozenset()) | {OTHER}:
            del first[check]
        return frozenset(first.items())

    def _rule(self, ways: Sequence[Way]) -> Any:
        said = [rules.all_of(self._one(check, answers) for check, answers in sorted(way, key=str)) for way in ways]
        return said[0] if len(said) == 1 else {"or": said} if said else False

    def _one(self, check: str, answers: frozenset[str]) -> Any:
        if OTHER in answers:
            others = sorted(self.answers.get(check, frozenset()) - answers)
            parts = [{"!=": [{"var": check}, each]} for each in others]
            return parts[0] if len(parts) == 1 else {"and": parts}
        listed = sorted(answers)
        return rules.equals(check, listed[0]) if len(listed) == 1 else {"in": [{"var": check}, listed]}
