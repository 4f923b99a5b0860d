"""Groups: a role, everywhere or in a unit and below, and the officers who hold it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import quote

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import RoleUnknown
from egovframe.auth.permissions import ACCOUNT_PROVISION, ROLE_READ
from egovframe.auth.scim import store
from egovframe.auth.scim.documents import list_document
from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.filters import And, Compare, Filter
from egovframe.auth.scim.listing import Asked, ordered
from egovframe.auth.scim.matching import condition
from egovframe.auth.scim.patching import patched
from egovframe.auth.scim.people import group_id
from egovframe.auth.scim.schemas import GROUP_URN, GROUPS
from egovframe.auth.scim.store import Where
from egovframe.auth.scim.users import REASON
from egovframe.auth.scim.values import require, taken
from egovframe.auth.scim.versions import check_match, version_of

if TYPE_CHECKING:
    from egovframe.auth.service import Auth
    from egovframe.kernel.work import UnitOfWork

Resource = dict[str, Any]
Resources = list[Resource]
Place = tuple[str, str | None]
Places = list[Place]
Members = list[tuple[str, str]]

MOST_EVALUATED: Final = 50_000
"""Of so many groups a filter is evaluated."""


class Groups:
    """Roles as Groups. The city declares them: none is made, renamed or deleted here; members come and go.

    Every verb needs `account.provision` and `role.read`; to change members, `role.grant` in the group's unit.
    """

    def __init__(self, work: UnitOfWork, auth: Auth, *, base: str) -> None:
        self._work = work
        self._auth = auth
        self._base = base

    # ------------------------------------------------------------------ seeing

    def get(self, name: str) -> Resource:
        """Return a group with its members. Raises RoleUnknown."""
        self._need()
        place = self._place(name) or _unknown(name)
        return self._resource(place, self._members(place))

    def list(self, asked: Asked, *, strict: bool = True) -> tuple[int, Resources]:
        """Return how many groups meet the filter, and the page that is asked for, whole. Raises ScimRefused."""
        self._need()
        places = self._places(asked.filter)
        if asked.filter is None and not asked.sort_by:
            page = places[asked.start - 1 : asked.start - 1 + asked.count]
            return len(places), self._resources(page)
        if len(places) > MOST_EVALUATED:
            raise ScimRefused(
                f"More than {MOST_EVALUATED} groups would have to be looked at.",
                scim_type="tooMany",
                hint="Filter by displayName or id with eq.",
            )
        found = self._resources(places)
        if asked.filter is not None:
            test = condition(asked.filter, GROUPS, strict=strict)
            found = [each for each in found if test(each)]
        if asked.sort_by:
            found = ordered(found, asked.sort_by, GROUPS, descending=asked.descending)
        return len(found), found[asked.start - 1 : asked.start - 1 + asked.count]

    def page(self, asked: Asked) -> Resource:
        """Return `list` as a list response, with the attributes that are asked for."""
        total, found = self.list(asked)
        shown = [asked.projection.shown(each, GROUPS) for each in found]
        return list_document(shown, total=total, start=asked.start)

    # ------------------------------------------------------------------ changing

    def create(self, body: Any) -> NoReturn:
        """Refuse: what the city declares is there already (409), and what it does not declare cannot be made (400)."""
        self._need()
        wanted = taken(body, GROUPS)
        require(wanted, GROUPS)
        name = wanted["displayName"]
        if self._place(name) is not None:
            raise ScimRefused(
                f"The group {name[:200]!r} is there already.",
                scim_type="uniqueness",
                status=409,
                hint="Find it with the filter displayName eq, and change its members.",
            )
        raise ScimRefused(
            f"The city declares no role {name[:200]!r}: a group is a role, or role@unit.",
            scim_type="invalidValue",
            hint=f"It declares the roles {', '.join(sorted(self._auth.directory.roles))[:1000]}.",
        )

    def replace(self, name: str, body: Any, *, match: str = "") -> Resource:
        """Make the members those of the body: others' roles are revoked, theirs granted, each for the reason "SCIM".

        Raises RoleUnknown, ScimRefused, Forbidden.
        """
        place, before = self._before(name, match)
        wanted = taken(body, GROUPS)
        require(wanted, GROUPS)
        if wanted["displayName"] != before["displayName"]:
            raise ScimRefused("A group is never renamed: the city declares its name.", scim_type="mutability")
        return self._applied(place, wanted)

    def patch(self, name: str, body: Any, *, match: str = "") -> Resource:
        """Apply a PATCH body (RFC 7644, 3.5.2) to the members. Raises as `replace`."""
        place, before = self._before(name, match)
        return self._applied(place, patched(before, body, GROUPS))

    def delete(self, name: str) -> NoReturn:
        """Refuse: a role is not deleted from outside."""
        self._need()
        _ = self._place(name) or _unknown(name)
        raise ScimRefused(
            "A group is a role that the city declares; it is not deleted here.",
            scim_type="mutability",
            status=403,
            hint="Take its members out instead.",
        )

    def _before(self, name: str, match: str) -> tuple[Place, Resource]:
        self._need()
        place = self._place(name) or _unknown(name)
        before = self._resource(place, self._members(place))
        check_match(match, before["meta"]["version"])
        return place, before

    def _applied(self, place: Place, wanted: Resource) -> Resource:
        work, (role, unit) = self._work, place
        accounts = self._auth.accounts(work)
        work.need("role.grant", unit=WHOLE_OFFICE if unit is None else unit)
        were = dict(self._members(place))
        are = {each.get("value", ""): None for each in wanted.get("members", ())}
        for account_id in are:
            if account_id not in were:
                rows = store.user_rows(work.conn, Where("id", account_id), limit=1)
                if not rows:
                    raise ScimRefused(f"There is no user {account_id[:80]!r}.", scim_type="invalidValue")
                accounts.grant(rows[0]["name"], role, unit=unit, reason=REASON)
        for account_id, account in were.items():
            if account_id not in are:
                accounts.revoke(account, role, unit=unit, reason=REASON)
        return self._resource(place, self._members(place))

    # ------------------------------------------------------------------ looking up

    def _need(self) -> None:
        self._work.need(ACCOUNT_PROVISION.name, unit=WHOLE_OFFICE)
        self._work.need(ROLE_READ.name, unit=WHOLE_OFFICE)

    def _place(self, name: str) -> Place | None:
        """Return the role and unit that a group's name means. A role whose own name has an @ goes first."""
        directory = self._auth.directory
        if name in directory.roles:
            return name, None
        role, at, unit = name.rpartition("@")
        return (role, unit) if at and role in directory.roles and unit in directory.units else None

    def _places(self, wanted: Filter | None) -> Places:
        """Return the groups that may meet the filter: one, where it names one."""
        for each in wanted.parts if isinstance(wanted, And) else (wanted,):
            if isinstance(each, Compare) and each.operator == "eq" and each.path.lower() in ("id", "displayname"):
                place = self._place(str(each.value))
                return [] if place is None else [place]
        directory = self._auth.directory
        units = (None, *sorted(directory.units))
        every = [(role, unit) for role in sorted(directory.roles) for unit in units]
        return [place for place in every if place[1] is None or group_id(*place) not in directory.roles]

    def _members(self, place: Place) -> Members:
        role, unit = place
        return store.holders(self._work.conn, self._work.at, role=role, unit=unit).get(place, [])

    def _resources(self, places: Places) -> Resources:
        if len(places) == 1:
            return [self._resource(places[0], self._members(places[0]))]
        held = store.holders(self._work.conn, self._work.at) if places else {}
        return [self._resource(place, held.get(place, [])) for place in places]

    def _resource(self, place: Place, members: Members) -> Resource:
        name = group_id(*place)
        found: Resource = {
            "schemas": [GROUP_URN],
            "id": name,
            "displayName": name,
            "members": [
                {"value": each, "$ref": f"{self._base}/Users/{each}", "type": "User"} for each, _name in members
            ],
            "meta": {"resourceType": "Group", "location": f"{self._base}/Groups/{quote(name, safe='@')}"},
        }
        if not members:
            del found["members"]
        found["meta"]["version"] = version_of(found)
        return found


def _unknown(name: str) -> NoReturn:
    raise RoleUnknown(
        f"There is no group {name[:200]!r}.", hint="A group is a role that the city declares, or role@unit."
    )
