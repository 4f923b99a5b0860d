"""What can go wrong when rights are given, lent and narrowed.

AccessError
├── RoleInvalid (Invalid)          that cannot be a role of the office
├── RoleTaken (Conflict)           a role of that name is there already
├── RolesExclude (Conflict)        two roles that nobody may hold together
├── FormUnknown (NotFound)         the city offers no such form
├── UnitInvalid (Invalid)          that cannot be done to the tree of units
├── UnitTaken (Conflict)           a unit of that name is there already
├── NotLent (Invalid)              that cannot be lent
├── DelegationNotFound (NotFound)  there is no such delegation in force
└── NotImpersonated (Invalid)      nobody acts in the place of that account, or not so
"""

from __future__ import annotations

from typing import cast

from egovframe.auth.errors import AuthError
from egovframe.kernel.errors import Conflict, Invalid, NotFound


class AccessError(AuthError):
    """Something is wrong with a right, a role or a unit."""

    code = "auth.access"


class RoleInvalid(AccessError, Invalid):
    """That cannot be a role of the office; the message says why."""

    code = "auth.role_invalid"


class RoleTaken(AccessError, Conflict):
    """A role of that name is declared or was made before."""

    code = "auth.role_taken"


class RolesExclude(AccessError, Conflict):
    """The city holds two roles separate: nobody holds both in the same place at the same time."""

    code = "auth.roles_exclude"

    @property
    def roles(self) -> tuple[str, str]:
        """The role that was to be held, or one that it includes, and the one held that excludes it."""
        one, other = cast("list[str]", self.context["roles"])
        return one, other


class FormUnknown(AccessError, NotFound):
    """The city offers no form of that name."""

    code = "auth.form_unknown"


class UnitInvalid(AccessError, Invalid):
    """That cannot be done to the tree of units; the message says why."""

    code = "auth.unit_invalid"


class UnitTaken(AccessError, Conflict):
    """A unit of that name is declared or was made before."""

    code = "auth.unit_taken"


class NotLent(AccessError, Invalid):
    """The lender does not hold that, the period does not hold, or the borrower may not have it."""

    code = "auth.not_lent"


class DelegationNotFound(AccessError, NotFound):
    """There is no delegation of that id in force for this account."""

    code = "auth.delegation_not_found"


class NotImpersonated(AccessError, Invalid):
    """Nobody acts in the place of that account, or not without a reason, or not so long."""

    code = "auth.not_impersonated"
