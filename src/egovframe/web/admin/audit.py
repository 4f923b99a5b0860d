"""The audit log: who did or saw what, when and with which outcome; and the checkpoint that anybody may keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from egovframe.audit.facts import LISTED
from egovframe.kernel.clock import moment
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.text import Text
from egovframe.web import shown
from egovframe.web.admin.asked import DOES, OUTCOMES, Asked
from egovframe.web.admin.names import Names
from egovframe.web.admin.words import KINDS
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from datetime import tzinfo

    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-audit", prefix="/admin/audit")

PAGE = 50


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as the page shows it: local time, and the account's name where the reader may see accounts."""

    number: int
    id: str
    at: str
    who: str
    kind: Text
    action: str
    words: Text
    object: str
    reason: str
    outcome: str
    details: Mapping[str, Any]
    due: bool | None


@routes.get("", may="audit.read")
def show(page: Page) -> Response:
    """Show the facts that are looked for, the newest first, and the newest checkpoint. Reading the log is a fact."""
    asked, trail = Asked.read(page.query), page.office.trail
    with page.look("audit log in administration") as work:
        work.need("audit.read", unit=WHOLE_OFFICE)
        names = Names(work)
        subjects = work.subjects(asked.subject) if asked.subject else ()
        found = []
        if not asked.faults and bool(subjects) == bool(asked.subject):
            found = trail.search(
                action=asked.action or None,
                actor=names.id_of(asked.actor) or None,
                object=asked.object or None,
                subjects=subjects,
                before=asked.before,
                limit=PAGE + 1,
                **asked.fields(page.office.jurisdiction.calendar.zone),
            )
        zone = page.office.jurisdiction.calendar.zone
        facts = [_fact(fact, names, trail.title_of(fact["action"]), zone) for fact in found[:PAGE]]
        work.note(LISTED, subjects=subjects, details={"count": len(facts)}, private=asked.typed)
    log = trail.status()
    return page.render(
        "admin/audit.html",
        status=422 if asked.faults else 200,
        facts=facts,
        asked=asked,
        summary=[(f"audit-{name}", words.in_(page.language)) for name, words in asked.faults.items()],
        actions={name: kind.title for name, kind in sorted(trail.types.items())},
        does=DOES,
        outcomes=OUTCOMES,
        log=log,
        alarmed=page.office.alarmed(),
        vkey=trail.vkey_of(log["checkpoint"].split("\n", 1)[0]) if log["checkpoint"] else "",
        first=asked.address("/admin/audit") if asked.before is not None else "",
        more=asked.address("/admin/audit", before=facts[-1].number) if len(found) > PAGE else "",
    )


def _fact(fact: Mapping[str, Any], names: Names, words: Text, zone: tzinfo) -> Fact:
    actor = fact["actor"]
    action = str(fact["action"])
    return Fact(
        number=fact["n"],
        id=fact["id"],
        at=f"{shown.local(moment(fact['at']), zone):%Y-%m-%d %H:%M:%S}",
        who=names.of(str(actor["id"])),
        kind=KINDS.get(actor["kind"], Text.of(actor["kind"])),
        action=action,
        words=words,
        object=str(fact["object"]),
        reason=str(fact.get("reason", "")),
        outcome=str(fact["outcome"]),
        details=fact.get("details", {}),
        due=fact.get("due"),
    )
