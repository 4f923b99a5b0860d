"""Users: officers' accounts, as a provisioning system makes, changes and shuts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from egovframe.auth import facts as account_facts
from egovframe.auth import store as account_store
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import AccountNotFound
from egovframe.auth.events import NameChanged, RoleRevoked
from egovframe.auth.model import NAME_LENGTH, Account, account_name, name_key, new_name
from egovframe.auth.permissions import ACCOUNT_MANAGE, ACCOUNT_PROVISION, ACCOUNT_READ
from egovframe.auth.profiles import facts
from egovframe.auth.profiles.model import Profile, checked
from egovframe.auth.profiles.service import Profiles, opened
from egovframe.auth.profiles.store import profile_row
from egovframe.auth.scim import store
from egovframe.auth.scim.documents import list_document
from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.listing import Asked, ordered
from egovframe.auth.scim.matching import condition
from egovframe.auth.scim.patching import patched
from egovframe.auth.scim.people import profile_in, user
from egovframe.auth.scim.schemas import USERS
from egovframe.auth.scim.searching import narrowed, paths
from egovframe.auth.scim.store import Where
from egovframe.auth.scim.values import require, taken
from egovframe.auth.scim.versions import check_match

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from egovframe.auth.service import Auth
    from egovframe.auth.signin import Enrolled
    from egovframe.kernel.work import UnitOfWork

Resource = dict[str, Any]
Resources = list[Resource]
Rows = list[store.Row]
Held = list[tuple[str, str | None]]
Names = list[str]

MOST_EVALUATED: Final = 20_000
"""Of so many people a filter is evaluated that the database cannot decide: beyond it, a narrower one is asked for."""
REASON: Final = "SCIM"
"""The reason that grants and revocations of provisioning carry."""
_BASIS: Final = "개인정보 보호법 제29조"
_OPEN: Final = frozenset({"id", "username", "active", "meta", "groups", "schemas"})
"""What is known of a person without opening the sealed profile."""


class Users:
    """Officers' accounts as Users. `base` is the address of the server, without a slash at its end.

    Every verb needs `account.provision`, and besides `account.read` to see or `account.manage` to change somebody.
    """

    def __init__(self, work: UnitOfWork, auth: Auth, *, base: str) -> None:
        self._work = work
        self._auth = auth
        self._base = base
        self._keys: MutableMapping[str, bytes | None] = {}

    # ------------------------------------------------------------------ seeing

    def get(self, user_id: str) -> Resource:
        """Return a User; that somebody else's was seen is a fact. Raises AccountNotFound."""
        self._need(ACCOUNT_READ.name)
        found = self._resource(self._row(user_id))
        if user_id != self._work.actor.id:
            ref = f"account:{user_id}"
            self._work.note(facts.READ, object=ref, subjects=(ref,), basis=_BASIS)
        return found

    def me(self) -> Resource:
        """Return the account of whoever asks, of whatever kind it is. Raises AccountNotFound."""
        self._work.need(ACCOUNT_PROVISION.name)
        rows = store.user_rows(self._work.conn, Where("id", self._work.actor.id), limit=1, anybody=True)
        return self._resource(rows[0]) if rows else _nobody()

    def list(self, asked: Asked, *, strict: bool = True) -> tuple[int, Resources]:
        """Return how many Users meet the filter, and the page that is asked for, whole.

        Who was on the page is part of the fact. Raises ScimRefused (invalidFilter, invalidPath, tooMany).
        """
        self._need(ACCOUNT_READ.name)
        total, rows = self._chosen(asked, strict=strict)
        held = store.held_by(self._work.conn, [row["id"] for row in rows], self._work.at)
        found = [self._resource(row, held.get(row["id"], [])) for row in rows]
        self._work.note(
            facts.LISTED,
            subjects=tuple(f"account:{row['id']}" for row in rows),
            basis=_BASIS,
            details={"count": len(rows)},
        )
        return total, found

    def page(self, asked: Asked) -> Resource:
        """Return `list` as a list response, with the attributes that are asked for."""
        total, found = self.list(asked)
        shown = [asked.projection.shown(each, USERS) for each in found]
        return list_document(shown, total=total, start=asked.start)

    # ------------------------------------------------------------------ changing

    def create(self, body: Any, enrolled: Enrolled | None = None) -> Resource:
        """Add an account; the name of one that provisioning deleted is free again.

        Raises ScimRefused, NameInvalid, AccountExists, Invalid.
        """
        self._need(ACCOUNT_MANAGE.name)
        wanted = taken(body, USERS)
        require(wanted, USERS)
        profile = checked(profile_in(wanted))
        accounts = self._auth.accounts(self._work)
        self._free(wanted["userName"])
        account = accounts.add(wanted["userName"], kind="officer", password=enrolled)
        Profiles(self._work).put(account, profile)
        if wanted.get("active") is False:
            accounts.disable(account.name)
        return self._resource(self._row(account.id))

    def replace(self, user_id: str, body: Any, *, match: str = "", enrolled: Enrolled | None = None) -> Resource:
        """Set everything that a client may set; what the body does not name is unknown from now on.

        Whether the account is open stays as it is where the body does not say. Raises as `create`, AccountNotFound, and
        ScimRefused (412) where `match`, an If-Match, names another version.
        """
        self._need(ACCOUNT_MANAGE.name)
        row = self._row(user_id)
        check_match(match, self._resource(row)["meta"]["version"])
        wanted = taken(body, USERS)
        require(wanted, USERS)
        return self._applied(row, wanted, enrolled)

    def patch(self, user_id: str, body: Any, *, match: str = "", enrolled: Enrolled | None = None) -> Resource:
        """Apply a PATCH body (RFC 7644, 3.5.2). Raises as `replace`."""
        self._need(ACCOUNT_MANAGE.name)
        row = self._row(user_id)
        before = self._resource(row)
        check_match(match, before["meta"]["version"])
        after = patched(before, body, USERS)
        if "active" not in after:
            raise ScimRefused("An account is open or shut: send true or false for active.", scim_type="mutability")
        return self._applied(row, after, enrolled)

    def delete(self, user_id: str, *, match: str = "") -> None:
        """Shut the account for good, as far as provisioning sees it: its roles and tokens end, its facts stay.

        An administrator can open it again. Raises AccountNotFound, ScimRefused (412).
        """
        self._need(ACCOUNT_MANAGE.name)
        work, row = self._work, self._row(user_id)
        if match:
            check_match(match, self._resource(row)["meta"]["version"])
        account = account_store.account_of(_own(row))
        accounts = self._auth.accounts(work)
        accounts.revoke_tokens(account.name)
        self._revoke_all(account)
        accounts.disable(account.name)
        Profiles(work).retire(account)

    def may_change(self) -> None:
        """Raise Forbidden for whoever may not change accounts: asked before a password is worked on."""
        self._need(ACCOUNT_MANAGE.name)

    def name_of(self, user_id: str) -> str:
        """Return the name of the account. Raises AccountNotFound."""
        self._need(ACCOUNT_MANAGE.name)
        return str(self._row(user_id)["name"])

    def _applied(self, row: store.Row, wanted: Resource, enrolled: Enrolled | None) -> Resource:
        work, account = self._work, account_store.account_of(_own(row))
        accounts = self._auth.accounts(work)
        profile = checked(profile_in(wanted))
        name = account_name(wanted["userName"])
        if name != account.name:
            new_name(name)
            self._free(name, but=account.id)
            self._rename(_own(row), name)
            self._work.emit(NameChanged(account_id=row["id"]))
        account = account_store.account_of(account_store.account_rows(work.conn, id=account.id)[0])
        Profiles(work).put(account, profile)
        if enrolled is not None:
            accounts.set_password(account.name, enrolled)
        active = wanted.get("active")
        if active is not None and active is not (account.disabled is None):
            (accounts.enable if active else accounts.disable)(account.name)
        return self._resource(self._row(account.id))

    def _rename(self, row: store.Row, name: str) -> None:
        ref = f"account:{row['id']}"
        store.rename(self._work, row, name, name_key(name))
        said = {"from": row["name"], "to": name}
        self._work.note(facts.RENAMED, object=ref, subjects=(ref,), private=said)

    def _free(self, name: str, *, but: str = "") -> None:
        """Take the name from an account that provisioning deleted: it is no conflict any more (RFC 7644, 3.6)."""
        rows = account_store.account_rows(self._work.conn, name_key=name_key(account_name(name)))
        if rows and rows[0]["id"] != but:
            if not store.is_retired(rows[0], profile_row(self._work.conn, rows[0]["id"])):
                raise account_store.name_taken(name)
            mark = f"~{rows[0]['id'][-12:]}"
            self._rename(rows[0], rows[0]["name"][: NAME_LENGTH - len(mark)].rstrip() + mark)

    def _revoke_all(self, account: Account) -> None:
        work = self._work
        for row in account_store.grant_rows(work.conn, account.id):
            grant = account_store.grant_of(row)
            if grant.revoked is not None or (grant.until is not None and grant.until <= work.at):
                continue  # one that is yet to begin ends with the others
            account_store.revoke_grant(work, row)
            work.note(
                account_facts.REVOKED,
                object=f"grant:{grant.id}",
                subjects=(account.ref,),
                details={"role": grant.role, "unit": grant.unit or ""},
                private={"account": account.name, "reason": REASON},
            )
            work.emit(RoleRevoked(account_id=account.id, role=grant.role, unit=grant.unit))

    # ------------------------------------------------------------------ looking up

    def _need(self, permission: str) -> None:
        self._work.need(ACCOUNT_PROVISION.name, unit=WHOLE_OFFICE)
        self._work.need(permission, unit=WHOLE_OFFICE)

    def _row(self, user_id: str) -> store.Row:
        rows = store.user_rows(self._work.conn, Where("id", user_id), limit=1)
        return rows[0] if rows else _nobody()

    def _chosen(self, asked: Asked, *, strict: bool) -> tuple[int, Rows]:
        """Return how many there are and the rows of the page, from the database alone where it can decide."""
        conn, test = self._work.conn, None
        where, exact = None, True
        if asked.filter is not None:
            test = condition(asked.filter, USERS, strict=strict)
            where, exact = narrowed(asked.filter, self._work.cabinet)
        order = _ORDERS.get(asked.sort_by.lower())
        if exact and order is not None:
            return store.count_users(conn, where), self._page_of_rows(where, order, asked)
        rows = store.user_rows(conn, where, limit=MOST_EVALUATED + 1)
        if len(rows) > MOST_EVALUATED:
            raise ScimRefused(
                f"More than {MOST_EVALUATED} people would have to be looked at.",
                scim_type="tooMany",
                hint='Filter by userName, externalId, emails.value, id or active with eq, joined to the rest by "and".',
            )
        named = [*(paths(asked.filter) if asked.filter is not None else ()), asked.sort_by]
        found = self._evaluated(rows, named)
        if test is not None:
            found = [each for each in found if test(each)]
        if asked.sort_by:
            found = ordered(found, asked.sort_by, USERS, descending=asked.descending)
        by_id = {row["id"]: row for row in rows}
        page = found[asked.start - 1 : asked.start - 1 + asked.count]
        return len(found), [by_id[each["id"]] for each in page]

    def _page_of_rows(self, where: Where | None, order: store.Order, asked: Asked) -> Rows:
        return store.user_rows(
            self._work.conn,
            where,
            order=order,
            descending=asked.descending,
            offset=asked.start - 1,
            limit=asked.count,
        )

    def _evaluated(self, rows: Rows, named: Names) -> Resources:
        """Return the Users with as much as the named attributes need."""
        targets = [target for each in named if (target := USERS.resolve(each)) is not None]
        names = {target.attribute.name.lower() if target.attribute else "" for target in targets}
        held: dict[str, Held] = {}
        if "groups" in names:
            held = store.held_by(self._work.conn, [row["id"] for row in rows], self._work.at)
        sealed = not names <= _OPEN
        return [self._resource(row, held.get(row["id"], []), sealed=sealed) for row in rows]

    def _resource(self, row: store.Row, held: Held | None = None, *, sealed: bool = True) -> Resource:
        work = self._work
        account = account_store.account_of(_own(row))
        if held is None:
            held = store.held_by(work.conn, [account.id], work.at).get(account.id, [])
        profile = None
        if sealed and row["p_account"] is not None:
            content = {"sealed": row["p_sealed"]}
            profile = opened(work.cabinet, work.conn, account.id, content, at_hand=self._keys)
        changed = max(filter(None, (row["created"], row["disabled"], row["p_changed"])))
        return user(account, profile or Profile(), self._declared(held), changed=changed, base=self._base)

    def _declared(self, held: Held) -> Held:
        directory = self._auth.directory
        return [each for each in held if each[0] in directory.roles and (each[1] is None or each[1] in directory.units)]


_ORDERS: Final[dict[str, store.Order]] = {"": "id", "id": "id", "meta.created": "id", "username": "name"}
"""What the database sorts by. Ids are given in the order in which accounts are made."""


def _own(row: store.Row) -> Resource:
    """Return the account's own row without its profile's."""
    return {name: value for name, value in row.items() if not name.startswith("p_")}


def _nobody() -> NoReturn:
    raise AccountNotFound("There is no such user.", hint="See the list of users for the ids.")
