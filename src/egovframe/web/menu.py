"""The officers' menu: every page once, shown to those who may open it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from egovframe.kernel.messages import N_

if TYPE_CHECKING:
    from egovframe.web.page import Page


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the menu: where it leads, its words (a message), and the permission that shows it."""

    path: str
    words: str
    may: str


ALARMS = "/admin/alarms"
"""The line that carries a number, where there is something to look at."""

BELOW = {"/admin/account": "/admin/users"}
"""Pages that stand beside the line to which they belong."""

GROUPS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        N_("Petitions"),
        (
            Item("/desk", N_("My work"), "petition.read"),
            Item("/desk/petitions", N_("All petitions"), "petition.read"),
            Item("/desk/notices", N_("Results not delivered"), "petition.read"),
            Item("/desk/registers", N_("Registers"), "petition.read"),
            Item("/desk/approvals", N_("Approvals"), "petition.read"),
            Item("/desk/parts", N_("Joint petitions"), "petition.read"),
            Item("/desk/public", N_("Public petitions"), "petition.publish"),
            Item("/desk/supervision", N_("Supervision"), "petition.supervise"),
            Item("/desk/absences", N_("Absences"), "petition.answer"),
            Item("/desk/statistics", N_("Statistics"), "statistics.read"),
        ),
    ),
    (
        N_("Records and audit"),
        (
            Item("/desk/records", N_("Records"), "record.read"),
            Item("/desk/reasons", N_("Reasons I owe"), "record.read"),
            Item("/admin/audit", N_("Audit log"), "audit.read"),
            Item(ALARMS, N_("Alarms"), "audit.read"),
            Item("/admin/audit/review", N_("Monthly review"), "audit.review"),
            Item("/admin/audit/retention", N_("Retention and holds"), "audit.read"),
        ),
    ),
    (
        N_("Administration"),
        (
            Item("/admin/users", N_("Accounts"), "account.read"),
            Item("/admin/sessions", N_("Open sessions"), "session.end"),
            Item("/admin/units", N_("Units"), "role.read"),
            Item("/admin/routing", N_("Where petitions go"), "route.manage"),
            Item("/admin/holidays", N_("Days off"), "holiday.declare"),
            Item("/admin/hours", N_("Office hours"), "holiday.declare"),
            Item("/admin/roles", N_("Roles"), "role.read"),
            Item("/admin/delegations", N_("Substitutes"), "role.read"),
            Item("/admin/matrix", N_("Permission matrix"), "role.read"),
            Item("/admin/policies", N_("Policies"), "role.read"),
            Item("/admin/forms", N_("Forms"), "form.design"),
            Item("/admin/procedures", N_("Procedures"), "form.design"),
            Item("/admin/notices", N_("Words of notices"), "notice.word"),
            Item("/admin/clients", N_("Other systems"), "client.manage"),
            Item("/admin/plugins", N_("Plug-ins"), "plugin.read"),
            Item("/admin/outbox", N_("Outbox"), "outbox.manage"),
            Item("/admin/health", N_("Health"), "office.health"),
        ),
    ),
)


def shown(page: Page) -> Iterator[tuple[str, list[Item]]]:
    """Yield the groups and lines that are there and that this person may open."""
    for title, items in GROUPS:
        open_to = [item for item in items if page.site.table.has(item.path) and page.actor.may(item.may)]
        if open_to:
            yield title, open_to


def count_of(page: Page, item: Item) -> int:
    """Return the number that a line of the menu carries; 0 for none."""
    return page.office.alarmed() if item.path == ALARMS else 0


def line_of(page: Page) -> str:
    """Return the path of the menu's line to which the page belongs, itself or from above; empty where none does."""
    lines = {**{item.path: item.path for _, items in GROUPS for item in items}, **BELOW}
    above = [path for path in lines if page.path == path or page.path.startswith(f"{path}/")]
    return lines.get(max(above, key=len, default=""), "")


def start_of(page: Page) -> str:
    """Return where an officer begins: the desk, administration, or the first line there is; empty for others."""
    lines = [item.path for _, items in shown(page) for item in items] if page.signed_in else []
    if "/desk" in lines:
        return "/desk"
    return "/admin" if any(path.startswith("/admin/") for path in lines) else next(iter(lines), "")
