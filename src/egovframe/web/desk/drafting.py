"""Drafting a decision for others to approve: its words, and the line of those who sign, in turns or side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.approvals.model import ACTIONS, MOST_SIGNERS, PARTS, Signer
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.web.desk.approvals import OUTCOMES, STATES
from egovframe.web.desk.carrying import FIELD
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-drafting", prefix="/desk/petitions")

ROWS: Final = 4
"""So many people can be named at least; there is always an empty row more than were named."""

_WORDS: Final = ("text", "basis", "remedy")
_MOST: Final = 100_000
_HIGHEST: Final = 100


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered: how it ends, whether for joined petitions too, its words, and the line."""

    outcome: str = ""
    joined: bool = False
    words: dict[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def read(cls, page: Page) -> Entered:
        """Return what a posted form says."""
        form = page.form
        words = {name: form.text(name, most=_MOST) for name in _WORDS}
        names, parts, turns = ([each.strip()[:200] for each in form.all(name)] for name in ("line", "part", "turn"))
        rows = zip_longest(names[: MOST_SIGNERS + 1], parts, turns, fillvalue="")
        return cls(
            form.get("outcome")[:20],
            form.get(FIELD) == "yes",
            words,
            tuple((name, part, turn) for name, part, turn in rows),
        )

    @property
    def line(self) -> Sequence[Signer]:
        """The people named; who has no turn, or none that is a number, comes after those above."""
        line: list[Signer] = []
        for name, part, turn in self.rows:
            if name:
                after = max((each.turn for each in line), default=0) + 1
                given = int(turn) if turn.isascii() and turn.isdecimal() and 0 < int(turn[:4]) <= _HIGHEST else after
                line.append(Signer(name, next((each for each in PARTS if each == part), "approve"), given))
        return line

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        """The rows to show: those filled, and empty ones after them."""
        filled = [row for row in self.rows if row[0]]
        empty = max(1, ROWS - len(filled))
        return [*filled, *[("", "review" if not filled and not n else "approve", "") for n in range(empty)]][
            :MOST_SIGNERS
        ]


@routes.get("/{receipt}/approvals", may="petition.read")
def show(page: Page) -> Response:
    """Show what was drafted for the petition, and the form for a new draft where one can be made."""
    return _show(page)


@routes.post("/{receipt}/approvals", may="petition.answer")
def draft(page: Page) -> Response:
    """Draft a decision and send it along the line."""
    entered, receipt = Entered.read(page), page.params["receipt"]
    outcome: Any = entered.outcome
    try:
        with page.work("decision drafted at the desk") as work:
            made = work.approvals.draft(receipt, outcome, line=entered.line, joined=entered.joined, **entered.words)
    except Invalid as invalid:
        return _show(page, status=422, entered=entered, faults=_faults(invalid, page))
    except Conflict:
        return _show(page, status=409, entered=entered, overtaken=True)
    page.office.wake()
    return page.redirect(f"/desk/approvals/{made.id}?done=drafted")


def _faults(invalid: Invalid, page: Page) -> dict[str, str]:
    """Return what is wrong by field; the reasons of a refusal are the text here."""
    said = said_of(invalid, page.language)
    return {"text" if name == "reason" else name: words for name, words in said.items()}


def _show(
    page: Page,
    *,
    status: int = 200,
    entered: Entered | None = None,
    faults: dict[str, str] | None = None,
    overtaken: bool = False,
) -> Response:
    receipt = page.params["receipt"]
    with page.look("drafts at the desk") as work:
        drafts = work.approvals.of(receipt)
        petition = work.petitions.get(receipt)
        actions = work.petitions.actions(petition)
        its = {"unit": petition.unit, "form": petition.form_name, "owner": petition.handler}
        able = page.actor.may("petition.answer", **its) and all(each.state != "open" for each in drafts)
        others = work.joined.place(receipt).waiting if able and petition.open else 0
    wrong = faults or {}
    return page.render(
        "desk/drafting.html",
        status=status,
        petition=petition,
        drafts=list(reversed(drafts)),
        choices=[each for each, action in ACTIONS.items() if action in actions] if able else [],
        others=others,
        outcomes=OUTCOMES,
        states=STATES,
        parts=PARTS,
        entered=entered or Entered(),
        faults=wrong,
        overtaken=overtaken,
        summary=[(f"draft-{field}", words) for field, words in wrong.items()],
    )
