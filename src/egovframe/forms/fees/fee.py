"""What a petition costs: a fixed amount, or one that is worked out from the answers, and when it is free.

```python
Fee.of(5_000)  # five thousand won
Fee.of(computed={"*": [{"var": "copies"}, 600]}, free_when={"==": [{"var": "reduction"}, "veteran"]})
Fee.of(1_250, "EUR")  # twelve euros and fifty cents
```
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.logic import Rule
from egovframe.forms.logic.plan import plain

if TYPE_CHECKING:
    from egovframe.forms.form import Form
    from egovframe.forms.logic.values import Value

LARGEST: Final = 10**15
"""No fee is larger than this, in the smallest unit of its currency; what a rule says beyond it is cut off."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What a petition costs: `amount` in the smallest unit of `currency` (ISO 4217), or `computed` over the answers.

    Where `free_when` holds, nothing is to be paid. The rules are JSONLogic, as in the conditions of questions.
    """

    amount: int | None = None
    currency: str = "KRW"
    computed: Rule | None = None
    free_when: Rule | None = None

    @classmethod
    def of(
        cls, amount: int | None = None, currency: str = "KRW", *, computed: object = None, free_when: object = None
    ) -> Fee:
        """Return a fee; the rules are JSON values.

        Raises:
            DeclarationError: a rule cannot be read.
        """
        return cls(
            amount,
            currency,
            None if computed is None else Rule.of(computed),
            None if free_when is None else Rule.of(free_when),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the fee as JSON values; what says nothing is left out."""
        data = {
            "amount": self.amount,
            "currency": self.currency,
            "computed": self.computed and self.computed.as_json(),
            "free_when": self.free_when and self.free_when.as_json(),
        }
        return {name: value for name, value in data.items() if value is not None}

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules of the fee, by what they say."""
        rules = {"computed": self.computed, "free_when": self.free_when}
        return {name: rule for name, rule in rules.items() if rule is not None}

    def due(self, form: Form) -> int:
        """Return what is to be paid for these answers, 0 for nothing.

        A rule that says nothing, or less than nothing, charges nothing; parts of the smallest unit are rounded half up.
        """
        if not self.rules:
            return max(0, self.amount or 0)
        values: dict[str, Value] = {
            name: plain(question, getattr(form, name)) for name, question in type(form).form_questions.items()
        }
        if self.free_when is not None and self.free_when.holds(values):
            return 0
        if self.computed is None:
            return max(0, self.amount or 0)
        return min(max(0, _whole(self.computed.value(values))), LARGEST)


def _whole(value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return 0
    return int(Decimal(value).to_integral_value(rounding=ROUND_HALF_UP))
