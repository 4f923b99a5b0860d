"""Rights: what an account may do and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from egovframe.kernel.permissions import EVERYWHERE, Scope
from egovframe.web.api.operation import Call, api

if TYPE_CHECKING:
    from egovframe.auth.access.matrix import Effective


class ScopeView(TypedDict):
    """Where a permission is held: in these units (null: everywhere), for one form or all, in own cases only."""

    units: list[str] | None
    form: str | None
    own: bool


class PermissionView(TypedDict):
    """One permission of an account: whether it is held anywhere, why or why not, and where."""

    permission: str
    allowed: bool
    reason: str
    scopes: list[ScopeView]


class PermissionList(TypedDict):
    """Every permission there is, by name, as the policy decides about an account."""

    items: list[PermissionView]
    next: str | None


@api.get("/users/{name}/permissions", signed_in=True, gives=PermissionList, refuses={403, 404})
def list_permissions_of_user(call: Call) -> PermissionList:
    """List what an account may do now, with the reasons; one's own needs no permission."""
    with call.look() as work:
        found = work.access.effective(call.hole("name"))
    return {"items": [_permission(each, call.language) for each in found], "next": None}


def _permission(each: Effective, language: str) -> PermissionView:
    return {
        "permission": each.permission,
        "allowed": each.decision.allowed,
        "reason": each.decision.reason.in_(language),
        "scopes": [_scope(scope) for scope in each.scopes],
    }


def _scope(scope: Scope) -> ScopeView:
    units = None if scope.units is EVERYWHERE else sorted(scope.units)  # type: ignore[arg-type]
    return {"units": units, "form": scope.form, "own": scope.owner is not None}
