"""One fact whole: the items that the law asks for, what was sealed beside it, what it wrote, and its proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.audit.errors import ProofInvalid
from egovframe.audit.facts import READ
from egovframe.audit.index.search import Search
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.errors import NotFound
from egovframe.kernel.text import Text
from egovframe.web.admin.asked import DOES
from egovframe.web.admin.names import Names
from egovframe.web.admin.words import KINDS
from egovframe.web.endpoint import Routes
from egovframe.web.proving import NotSealed
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.web.page import Page

routes = Routes("admin-fact", prefix="/admin/audit/facts")

_LONGEST = 100
PLACE = ("address", "session", "agent")
"""Where somebody acted from, in the order in which it is shown."""


@routes.get("/{fact}", may="audit.read")
def show(page: Page) -> Response:
    """Show one fact; what is sealed beside it only to whoever may see that. Looking is a fact about the same people."""
    trail = page.office.trail
    with page.look("one fact in administration") as work:
        work.need("audit.read", unit=WHOLE_OFFICE)
        sees = work.may("audit.reveal", unit=WHOLE_OFFICE)
        fact = _found(page, private=sees)
        decoded = trail.search(id=fact.id, limit=1)[0]
        work.note(READ, object=f"fact:{fact.id}", subjects=fact.subjects, details={"private": sees})
        names = Names(work)
        who, subjects = names.of(fact.actor), [(subject, names.of_subject(subject)) for subject in fact.subjects]
    return page.render(
        "admin/fact.html",
        fact=fact,
        who=who,
        kind=KINDS.get(fact.actor_kind, Text.of(fact.actor_kind)),
        does=DOES.get(fact.does, Text.of(fact.does)),
        subjects=subjects,
        writes=decoded.get("writes", []),
        sealed_parts=_parts(decoded),
        place={name: fact.private[name] for name in PLACE if name in fact.private},
        private={name: value for name, value in fact.private.items() if name not in PLACE},
        sees=sees,
        proof=_proof(page, fact.id),
        declared=trail.types.get(fact.action),
        years=trail.retention.floors.of(fact.action),
    )


@routes.get("/{fact}/proof", may="audit.read")
def proof(page: Page) -> Response:
    """Give the proof that the fact is in the public log (C2SP tlog-proof); it says no more than the log does."""
    with page.look("proof of a fact in administration") as work:
        work.need("audit.read", unit=WHOLE_OFFICE)
    fact_id = _found(page, private=False).id
    text = _proof(page, fact_id)
    if text is None:
        raise NotSealed("This is not sealed in the audit log yet.", hint="Try again in a second.")
    headers = {"content-disposition": f'attachment; filename="{fact_id}.tlog-proof"'}
    return Response(text, media="text/plain; charset=utf-8", headers=headers)


def _found(page: Page, *, private: bool) -> Any:
    fact_id = page.params["fact"][:_LONGEST]
    found = page.office.trail.facts(Search(id=fact_id), limit=1, private=private)
    if not found:
        raise NotFound("The trail has no fact of this id.", hint="Search for it in the audit log.")
    return found[0]


def _proof(page: Page, fact_id: str) -> str | None:
    try:
        text: str = page.office.trail.proof(fact_id)
    except ProofInvalid:
        return None
    return text


def _parts(decoded: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Return what is sealed beside the entry, by whose key: the names of the values alone."""
    told = decoded.get("private")
    return [(owner, list(names)) for owner, names, _ in told["parts"]] if isinstance(told, dict) else []
