"""A rule: when a question is asked, or how a value is worked out, in JSONLogic (jsonlogic.com).

```python
Rule.of({"==": [{"var": "harm"}, "person"]})  # asked only after an accident with people
Rule.of({"sum": [{"map": [{"var": "things"}, {"var": "price"}]}]})  # the sum of the prices of all things
```

Operators are those of JSONLogic but for `log` and `method`, and three of our own: `sum` and `count` of a list, `days`
between two dates. Answers are named by constants. Dates and times are ISO 8601 texts inside rules, so they compare as
texts do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from egovframe.forms.logic.compiling import MOST_STEPS, Compiler, Exhausted, Run
from egovframe.forms.logic.values import Value, truthy
from egovframe.kernel.canonical import NotCanonical, canonical_text
from egovframe.kernel.errors import DeclarationError


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as canonical JSON (RFC 8785), so that two rules that say the same are equal."""

    source: str

    @classmethod
    def of(cls, said: object) -> Rule:
        """Return the rule that this JSON value says.

        Raises:
            DeclarationError: it is no JSON, an operator is unknown or takes other arguments, or it is too large.
        """
        if isinstance(said, Rule):
            return said
        Compiler().compile(said)
        try:
            return cls(canonical_text(said))
        except NotCanonical as error:
            raise DeclarationError("The rule is no JSON.", hint=error.message) from error

    def as_json(self) -> Any:
        """Return the rule as JSON values."""
        return json.loads(self.source)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the answers that the rule reads; an empty name where it reads them all."""
        return _compiled(self.source)[1]

    def value(self, answers: Mapping[str, Value]) -> Value:
        """Return what the rule says of these answers; None where it says nothing. Never fails, always ends."""
        return run(_compiled(self.source)[0], answers)

    def holds(self, answers: Mapping[str, Value]) -> bool:
        """Say whether the rule holds for these answers."""
        return truthy(self.value(answers))

    @property
    def compiled(self) -> Run:
        """The function that the rule stands for, to be run by `run`."""
        return _compiled(self.source)[0]


def run(compiled: Run, answers: Mapping[str, Value]) -> Value:
    """Run a compiled rule on these answers within its bounds."""
    try:
        return compiled(answers, [MOST_STEPS])
    except Exhausted:
        return None


@lru_cache(maxsize=4096)
def _compiled(source: str) -> tuple[Run, tuple[str, ...]]:
    compiler = Compiler()
    function = compiler.compile(json.loads(source))
    return function, tuple(compiler.reads)
