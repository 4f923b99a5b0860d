"""The audit log: who did or saw what, when and with which outcome; and the checkpoint that anybody may keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from egovframe.audit.facts import LISTED
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import AccountNotFound
from egovframe.kernel.clock import moment
from egovframe.kernel.text import Text
from egovframe.web import shown
from egovframe.web.admin.words import KINDS
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-audit", prefix="/admin/audit")

PAGE = 50
_LONGEST = 100


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


@routes.get("", may="audit.read")
def show(page: Page) -> Response:
    """Show facts, the newest first, and the newest checkpoint. Reading the log is a fact itself."""
    asked = {name: page.query.get(name).replace("\0", "").strip()[:_LONGEST] for name in ("action", "actor", "object")}
    before = page.query.get("before")
    number = int(before) if before.isdecimal() and len(before) < 16 else None
    with page.look("audit log in administration") as work:
        work.need("audit.read")
        names = _Names(work, sees=work.may("account.read", unit=WHOLE_OFFICE))
        found = page.office.trail.search(
            action=asked["action"] or None,
            actor=names.id_of(asked["actor"]) or None,
            object=asked["object"] or None,
            before=number,
            limit=PAGE + 1,
        )
        facts = [_fact(fact, names, page.office.trail.title_of(fact["action"])) for fact in found[:PAGE]]
        # What was looked for is typed by a person, so it is committed to and not published.
        typed = {name: value for name, value in asked.items() if value}
        work.note(LISTED, details={"count": len(facts)}, private=typed)
    log = page.office.trail.status()
    return page.render(
        "admin/audit.html",
        facts=facts,
        asked=asked,
        actions={name: kind.title for name, kind in sorted(page.office.trail.types.items())},
        log=log,
        alarmed=page.office.alarmed(),
        vkey=page.office.trail.vkey_of(log["checkpoint"].split("\n", 1)[0]) if log["checkpoint"] else "",
        first="/admin/audit?" + urlencode(typed) if number is not None else "",
        more="/admin/audit?" + urlencode({**typed, "before": facts[-1].number}) if len(found) > PAGE else "",
    )


class _Names:
    """The names behind the ids that facts carry, looked up once each, for a reader who may see accounts."""

    def __init__(self, work: Any, *, sees: bool) -> None:
        self._accounts = work.accounts
        self._sees = sees
        self._known: dict[str, str] = {}

    def of(self, account: str) -> str:
        """Return the account's name, or its id where there is no such account or the reader may not see it."""
        if account not in self._known:
            found = self._accounts.named(account) if self._sees and not account.startswith("system:") else None
            self._known[account] = found or account
        return self._known[account]

    def id_of(self, asked: str) -> str:
        """Return the id of the account of that name; what is no account's name is taken for an id."""
        if not asked or not self._sees:
            return asked
        try:
            return str(self._accounts.get(asked).id)
        except AccountNotFound:
            return asked


def _fact(fact: Mapping[str, Any], names: _Names, words: Text) -> Fact:
    actor = fact["actor"]
    action = str(fact["action"])
    return Fact(
        number=fact["n"],
        id=fact["id"],
        at=f"{shown.local(moment(fact['at'])):%Y-%m-%d %H:%M:%S}",
        who=names.of(str(actor["id"])),
        kind=KINDS.get(actor["kind"], Text.of(actor["kind"])),
        action=action,
        words=words,
        object=str(fact["object"]),
        reason=str(fact.get("reason", "")),
        outcome=str(fact["outcome"]),
        details=fact.get("details", {}),
    )
