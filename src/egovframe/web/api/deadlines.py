"""Why a petition is due when it is, as the API shows it: the ledger, what stopped the clock, what prolonged it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from egovframe.forms.deadlines import Deadline

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]

SpanView = TypedDict(
    "SpanView",
    {
        "from": Annotated[str, Field(description="Local time of the office.")],
        "to": str,
        "counted": Annotated[int, Field(description="Working minutes for limits counted in hours, else days.")],
        "why": str,
        "article": str,
    },
)
PauseView = TypedDict("PauseView", {"from": Day, "to": Day, "reason": str, "article": str})


class ExtensionView(TypedDict):
    """A prolongation of the limit: by how much, why, and whether the applicant consented."""

    by: str
    reason: str
    consented: bool


class DeadlineView(TypedDict):
    """By when the petition is due; what counts in the ledger sums to the limit with its extensions.

    While the clock stands still it is the deadline of a petition whose clock went on today.
    """

    due: Moment
    ledger: list[SpanView]
    pauses: list[PauseView]
    extensions: list[ExtensionView]


def view(found: Deadline, language: str) -> DeadlineView:
    """Return a deadline whole."""
    return {
        "due": instant(found.due),
        "ledger": [span.as_dict(language) for span in found.ledger],  # type: ignore[misc]  # the same keys by contract
        "pauses": [
            {"from": str(each.start), "to": str(each.end), "reason": each.reason, "article": why.article}
            for each, why in zip(found.pauses, found.reasons, strict=True)
        ],
        "extensions": [
            {"by": str(each.by), "reason": each.reason, "consented": each.consented} for each in found.extensions
        ],
    }
