"""From a rule to a function: read once, run often.

A compiled rule takes the answers and never fails, never changes anything and always ends: a rule has at most
`MOST_PARTS` parts, lists are bounded, and one run looks at `MOST_STEPS` items of lists before it gives up with `None`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from egovframe.forms.logic.operators import BRANCHES, ITEMWISE, OPERATORS, READS
from egovframe.forms.logic.values import Value, truthy
from egovframe.kernel.errors import DeclarationError

MOST_PARTS: Final = 1_000
"""Operators and constants of one rule."""

DEEPEST: Final = 30
"""How deep the parts of a rule stand in one another."""

MOST_STEPS: Final = 20_000
"""Items of lists that one run of a rule looks at."""

Run = Callable[[Any, list[int]], Value]
"""What a part of a rule becomes: it takes the answers, and what is left of the steps (one number in a list)."""


class Exhausted(Exception):
    """A run has looked at more items than it may."""


class Compiler:
    """Compiles the parts of one rule, and gathers the names of the answers that it reads."""

    def __init__(self) -> None:
        self.parts = 0
        self.reads: dict[str, None] = {}

    def compile(self, part: object, *, depth: int = 0, item: bool = False) -> Run:
        """Return the function of one part. `item`: it sees an item of a list, not the answers of the form.

        Raises:
            DeclarationError: an operator is unknown, has too few or too many arguments, or the rule is too large.
        """
        self.parts += 1
        if self.parts > MOST_PARTS or depth > DEEPEST:
            raise _wrong(f"is larger than {MOST_PARTS:,} parts or deeper than {DEEPEST}", "Say it more simply.")
        if isinstance(part, Mapping):
            return self._operation(part, depth=depth + 1, item=item)
        if isinstance(part, list | tuple):
            runs = [self.compile(each, depth=depth + 1, item=item) for each in part]
            return lambda data, left: [run(data, left) for run in runs]
        value = constant(part)
        return lambda _data, _left: value

    def _operation(self, part: Mapping[Any, Any], *, depth: int, item: bool) -> Run:
        if len(part) != 1:
            raise _wrong("has a part with several operators or none", 'One operator a part, as in {"==": [1, 1]}.')
        ((name, said),) = part.items()
        arguments = list(said) if isinstance(said, list | tuple) else [said]
        if name in READS:
            return self._reading(name, arguments, item=item)
        if name in ITEMWISE:
            _counted(name, arguments, *ITEMWISE[name])
            first = self.compile(arguments[0], depth=depth, item=item)
            second = self.compile(arguments[1], depth=depth, item=True)
            start = self.compile(arguments[2], depth=depth, item=item) if len(arguments) > 2 else _nothing
            return _itemwise(name, first, second, start)
        if name not in OPERATORS and name not in BRANCHES:
            known = ", ".join([*OPERATORS, *BRANCHES, *ITEMWISE, *sorted(READS)])
            raise _wrong(f"has an operator that is not known: {str(name)[:40]!r}", f"Known are: {known}.")
        runs = [self.compile(each, depth=depth, item=item) for each in arguments]
        if name in BRANCHES:
            _counted(name, arguments, *BRANCHES[name])
            return _branch(name, runs)
        function, least, most = OPERATORS[name]
        _counted(name, arguments, least, most)
        return _plain(function, runs)

    def _reading(self, name: str, arguments: list[Any], *, item: bool) -> Run:
        """Compile the reading of answers. Their names are constants, so that a rule can be checked."""
        if name == "var":
            path = arguments[0] if arguments else ""
            default = arguments[1] if len(arguments) > 1 else None
            if len(arguments) > 2 or isinstance(path, bool) or not isinstance(path, str | int | None):
                raise _wrong("reads an answer whose name it would have to work out", 'Write {"var": "name"}.')
            if isinstance(default, Mapping | list):
                raise _wrong("reads an answer with a default that is no plain value", "Use if for that.")
            steps = tuple(str(path).split(".")) if path not in ("", None) else ()
            if not item:
                self.reads[steps[0] if steps else ""] = None
            return _variable(steps, constant(default))
        listed = arguments
        least = 0
        if name == "missing_some":
            if len(arguments) != 2 or not isinstance(arguments[0], int) or not isinstance(arguments[1], list):
                raise _wrong("has missing_some without a number and a list", 'As in {"missing_some": [1, ["a", "b"]]}.')
            least, listed = arguments
        elif len(arguments) == 1 and isinstance(arguments[0], list):
            listed = arguments[0]
        if not all(isinstance(each, str) and each for each in listed):
            raise _wrong(f"has {name} with something else than names", 'Write names: {"missing": ["a", "b"]}.')
        paths = {str(each): tuple(each.split(".")) for each in listed}
        if not item:
            self.reads.update({steps[0]: None for steps in paths.values()})
        return _missing(paths, least if name == "missing_some" else len(listed) + 1)


def constant(value: object) -> Value:
    """Return a constant as rules have it: decimal numbers exactly. Raises DeclarationError for what JSON has not."""
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN differs from itself
            raise _wrong("has a number that JSON does not have", "Leave it out.")
        return int(value) if value.is_integer() and abs(value) < 2**53 else Decimal(repr(value))
    if value is None or isinstance(value, bool | int | Decimal | str):
        return value
    raise _wrong(f"has a constant of the type {type(value).__name__}", "Use text, numbers, true, false, null, lists.")


def look_up(data: Any, steps: tuple[str, ...]) -> Value:
    """Return what stands at a path of names (and places in lists), or None."""
    for step in steps:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and step.isdecimal() and len(step) < 6 and int(step) < len(data):
            data = data[int(step)]
        else:
            return None
    return data


def _variable(steps: tuple[str, ...], default: Value) -> Run:
    if not steps:
        return lambda data, _left: data
    if len(steps) == 1 and default is None:
        name = steps[0]
        return lambda data, _left: data.get(name) if type(data) is dict else look_up(data, steps)

    def run(data: Any, _left: list[int]) -> Value:
        found = look_up(data, steps)
        return default if found is None else found

    return run


def _missing(paths: Mapping[str, tuple[str, ...]], least: int) -> Run:
    def run(data: Any, _left: list[int]) -> Value:
        gone = [name for name, steps in paths.items() if look_up(data, steps) in (None, "")]
        return gone if len(paths) - len(gone) < least else []

    return run


def _nothing(_data: Any, _left: list[int]) -> Value:
    return None


def _plain(function: Callable[..., Value], runs: list[Run]) -> Run:
    if len(runs) == 1:
        only = runs[0]
        return lambda data, left: function(only(data, left))
    if len(runs) == 2:
        first, second = runs
        return lambda data, left: function(first(data, left), second(data, left))
    return lambda data, left: function(*[run(data, left) for run in runs])


def _branch(name: str, runs: list[Run]) -> Run:
    if name in ("and", "or"):
        until = name == "or"

        def either(data: Any, left: list[int]) -> Value:
            value = None
            for run in runs:
                value = run(data, left)
                if truthy(value) is until:
                    return value
            return value

        return either
    pairs = list(zip(runs[::2], runs[1::2], strict=False))
    otherwise = runs[-1] if len(runs) % 2 else _nothing

    def choose(data: Any, left: list[int]) -> Value:
        for condition, then in pairs:
            if truthy(condition(data, left)):
                return then(data, left)
        return otherwise(data, left)

    return choose


def _itemwise(name: str, items_of: Run, each: Run, start: Run) -> Run:
    def items(data: Any, left: list[int]) -> list[Value]:
        found = items_of(data, left)
        if not isinstance(found, list):
            return []
        left[0] -= len(found)
        if left[0] < 0:
            raise Exhausted
        return found

    def reduced(data: Any, left: list[int]) -> Value:
        value = start(data, left)
        for item in items(data, left):
            value = each({"current": item, "accumulator": value}, left)
        return value

    def every(data: Any, left: list[int]) -> bool:
        found = items(data, left)
        return bool(found) and all(truthy(each(item, left)) for item in found)

    def some(data: Any, left: list[int]) -> bool:
        return any(truthy(each(item, left)) for item in items(data, left))

    runs: dict[str, Run] = {
        "map": lambda data, left: [each(item, left) for item in items(data, left)],
        "filter": lambda data, left: [item for item in items(data, left) if truthy(each(item, left))],
        "reduce": reduced,
        "all": every,
        "some": some,
        "none": lambda data, left: not some(data, left),
    }
    return runs[name]


def _counted(name: str, arguments: list[Any], least: int, most: int) -> None:
    if not least <= len(arguments) <= most:
        needs = str(least) if least == most else f"{least} to {most}"
        raise _wrong(f"gives {name!r} {len(arguments)} arguments", f"{name} takes {needs}.")


def _wrong(what: str, hint: str) -> DeclarationError:
    return DeclarationError(f"The rule {what}.", hint=hint)
