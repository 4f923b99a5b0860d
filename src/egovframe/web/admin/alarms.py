"""Alarms: logs that contradict themselves, what the last verification found, and writes that went round the office.

The evidence of an alarm is handed out as it was signed: a stranger checks it with the log's published key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.audit.facts import LISTED
from egovframe.kernel.errors import NotFound
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.text import Text
from egovframe.web.endpoint import Routes
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.audit.alarms import Alarm
    from egovframe.web.page import Page

routes = Routes("admin-alarms", prefix="/admin/alarms")

MOST: Final = 200
"""So many writes from outside are shown, the newest first."""

KINDS: Final = {
    "fork": Text(ko="같은 기록이 두 갈래로 서명됨", en="The log signed two histories"),
    "rollback": Text(ko="더 오래된 사본으로 되돌려짐", en="The log was put back to an older copy"),
    "refused": Text(ko="증인이 우리 체크포인트를 거절함", en="A witness refuses our checkpoint"),
}
OPS: Final = {
    "INSERT": Text(ko="추가", en="added"),
    "UPDATE": Text(ko="변경", en="changed"),
    "DELETE": Text(ko="삭제", en="removed"),
    "TRUNCATE": Text(ko="전부 삭제", en="emptied"),
}
"""Kinds of alarms and of writes, in words."""

EVIDENCE: Final = ("kept", "shown", "path")


@routes.get("", may="audit.read")
def show(page: Page) -> Response:
    """Show what somebody has to look at, the newest first. Looking is a fact itself."""
    office = page.office
    with page.look("alarms in administration") as work:
        work.need("audit.read", unit=WHOLE_OFFICE)
        alarms, outside, found = (
            office.witnesses.alarms(),
            office.trail.outside_writes(limit=MOST + 1),
            office.verified(),
        )
        work.note(LISTED, details={"count": len(alarms) + len(outside)})
    return page.render(
        "admin/alarms.html",
        alarms=alarms,
        outside=outside[:MOST],
        more=len(outside) > MOST,
        most=MOST,
        verified=found,
        kinds=KINDS,
        ops=OPS,
    )


@routes.get("/{id}/{part}", may="audit.read")
def evidence(page: Page) -> Response:
    """Hand out one part of an alarm's evidence as it was signed: the checkpoint kept, the one shown, or the proof."""
    with page.look("evidence of an alarm in administration") as work:
        work.need("audit.read", unit=WHOLE_OFFICE)
    alarm = next((each for each in page.office.witnesses.alarms() if each.id == page.params["id"]), None)
    part = page.params["part"]
    content = getattr(alarm, part) if alarm is not None and part in EVIDENCE else ""
    if not content or not _is_signed(alarm, part):
        raise NotFound("There is no such evidence.", hint="Look at the list of alarms again.")
    name = f"{part}.checkpoint" if part != "path" else "consistency.txt"
    sent = {"content-disposition": f'attachment; filename="{page.params["id"][:8]}-{name}"'}
    return Response(content, media="text/plain; charset=utf-8", headers=sent)


def _is_signed(alarm: Alarm | None, part: str) -> bool:
    """Say whether a part is evidence: where a witness refuses, what is shown are its words."""
    return alarm is not None and not (alarm.kind == "refused" and part == "shown")
