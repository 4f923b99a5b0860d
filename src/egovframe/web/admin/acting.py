"""Acting in the place of another account, to see what it sees: for a reason and a short time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.auth.access.access import IMPERSONATION
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import Text
from egovframe.web.admin import once_more
from egovframe.web.admin.account import name_in
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-acting", prefix="/admin/account/act")

_LONGEST: Final = 512
LASTING: Final[Mapping[str, Text]] = {
    "15": Text(ko="15분", en="15 minutes"),
    "30": Text(ko="30분", en="30 minutes"),
    "60": Text(ko="1시간", en="one hour"),
    "240": Text(ko="4시간", en="4 hours"),
}
"""For how many minutes one may act, in words."""
USUAL: Final = "30"
NOBODY: Final = Text(
    ko="지금은 대신할 수 없습니다. 먼저 자신의 계정으로 돌아가세요.",
    en="That cannot be now: act for yourself again first.",
)


@routes.get("", may="account.impersonate", fresh=True)
def ask(page: Page) -> Response:
    """Ask for whom, why and for how long."""
    return _form(page, page.query.get("name")[:_LONGEST])


@routes.post("", may="account.impersonate", fresh=True)
def begin(page: Page) -> Response:
    """Begin; every page from now on says so, and every fact names both."""
    name, reason = name_in(page), once_more.reason_of(page)
    minutes = page.form.get("lasting") if page.form.get("lasting") in LASTING else USUAL
    entered = {"reason": reason, "lasting": minutes}
    try:
        with page.work("acting in somebody's place begun in administration") as work:
            begun = work.access.impersonations.begin(name, reason=reason, lasting=timedelta(minutes=int(minutes)))
    except Invalid as invalid:
        faults = said_of(invalid, page.language) or {"reason": NOBODY.in_(page.language)}
        return _form(page, name, entered, faults)
    page.office.auth.act(page.session, IMPERSONATION + begun.id, origin=page.origin)
    return page.redirect("/account")


def _form(
    page: Page,
    name: str,
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    with page.look("acting in administration") as work:
        work.need("account.impersonate", unit=WHOLE_OFFICE)
        found = page.office.auth.officer(work.conn, name)
    return page.render(
        "admin/act.html",
        status=422 if faults else 200,
        name=found.name if found is not None else name,
        lasting=LASTING,
        entered=entered or {"lasting": USUAL},
        faults=faults or {},
        summary=[(f"act-{field}", words) for field, words in (faults or {}).items()],
    )
