"""What people of a list come to, held against the office as it is: the check, and what the run then does.

An import adds and fills in. It gives what the list says and takes nothing away: an empty cell changes nothing, a role
that the list does not name stays, a password that somebody has here is never replaced, and nobody who was shut is
opened again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from egovframe.auth.access.errors import RolesExclude
from egovframe.auth.access.separation import check, check_grant
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import HashInvalid, NameInvalid
from egovframe.auth.importing import store
from egovframe.auth.importing.model import Person, Problem, Verdict, Wanted
from egovframe.auth.model import Account, Grant, account_name, name_key, new_name
from egovframe.auth.permissions import ROLE_GRANT
from egovframe.auth.profiles.model import Contact, Profile, checked, email_key
from egovframe.auth.profiles.service import opened
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import same_people
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.auth.service import Auth
    from egovframe.auth.signin import Enrolled
    from egovframe.kernel.work import UnitOfWork

_NAME_HINT: Final = Text(ko="고치거나 다른 이름을 주세요.", en="Correct it, or give another name.")
_CONTACTS: Final = {"emails": "email", "phones": "phone"}


@dataclass(frozen=True, slots=True)
class Given:
    """A role to grant, with its period as moments."""

    wanted: Wanted
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the run does for a person: makes an account where `account` is None, and gives it what is not empty."""

    person: Person
    account: Account | None = None
    enrolled: Enrolled | None = None
    profile: Profile | None = None
    grants: tuple[Given, ...] = ()
    disable: bool = False


class Plan:
    """Holds people against the office as one unit of work sees it. `zone` is where days begin and end."""

    def __init__(self, work: UnitOfWork, auth: Auth, *, zone: tzinfo) -> None:
        self._work = work
        self._auth = auth
        self._zone = zone
        self._directory = auth.access.registry.within(work.conn, work.at).directory
        self._usual = next(iter(auth.authenticators))

    def of(self, people: Sequence[Person]) -> list[tuple[Verdict, Deeds | None]]:
        """Return what each person comes to, in order; without deeds where something is wrong or nothing to do."""
        keys = {name_key(person.name) for person in people if person.name and len(person.name) <= 512}
        known = store.known(self._work.conn, keys, authenticator=self._usual)
        return [self._one(person, known) for person in people]

    def _one(self, person: Person, known: dict[str, store.Known]) -> tuple[Verdict, Deeds | None]:
        problems = list(person.problems)
        try:
            name = account_name(person.name)
            found = known.get(name_key(name))
            if found is None:
                new_name(name)
        except NameInvalid as error:
            if not any(problem.code == "name_missing" for problem in problems):
                fault = error.faults[0]
                problems.append(person.problem("name", fault.code, Text.of(fault.message), _NAME_HINT))
            return _verdict(person, problems, ()), None
        problems += self._kind(person, found)
        enrolled = self._enrolled(person, found, problems)
        before = (
            Profile()
            if found is None
            else opened(self._work.cabinet, self._work.conn, found.account.id, found.profile) or Profile()
        )
        after = _profile(person, before, problems)
        grants = tuple(self._grants(person, found, problems))
        disable = person.disabled and (found is None or found.account.disabled is None)
        changes = (
            *(["account"] if found is None else []),
            *(["password"] if enrolled is not None else []),
            *before.changed(after),
            *(f"role {given.wanted}" for given in grants),
            *(["disabled"] if disable else []),
        )
        verdict = _verdict(person, problems, changes, new=found is None)
        if verdict.outcome in ("error", "unchanged"):
            return verdict, None
        return verdict, Deeds(
            replace(person, name=name),
            account=None if found is None else found.account,
            enrolled=enrolled,
            profile=after if before != after else None,
            grants=grants,
            disable=disable,
        )

    def _kind(self, person: Person, found: store.Known | None) -> list[Problem]:
        if found is None or not person.kind or found.account.kind == person.kind:
            return []
        return [
            person.problem(
                "kind",
                "kind_other",
                Text(
                    ko="같은 이름의 계정이 다른 종류로 이미 있습니다.",
                    en=f"There is an account of this name already, of the kind {found.account.kind}.",
                ),
                Text(
                    ko="다른 아이디를 주거나 종류를 고치세요. 계정의 종류는 바뀌지 않습니다.",
                    en="Give another name, or correct the kind: an account's kind never changes.",
                ),
            )
        ]

    def _enrolled(self, person: Person, found: store.Known | None, problems: list[Problem]) -> Enrolled | None:
        """Return what to keep of the password; None where none is given, or the account has one here already."""
        if not person.hash or any(problem.code == "scheme_unknown" for problem in problems):
            return None
        try:
            enrolled = self._auth.imported(person.scheme, person.hash, name=person.hashed_as or person.name)
        except HashInvalid as error:
            why = f" ({error.__cause__})" if error.__cause__ is not None else ""
            problems.append(
                person.problem(
                    "hash",
                    "hash_invalid",
                    Text(ko=f"그 방식의 비밀번호 해시가 아닙니다{why}.", en=f"That is no hash of its scheme{why}."),
                    Text(
                        ko="내보낸 열을 확인하거나, 비워 두고 본인이 새 비밀번호를 정하게 하세요.",
                        en="Look at the column that was exported, or leave it empty: the person chooses a new one.",
                    ),
                )
            )
            return None
        return enrolled if found is None or not found.has_credential else None

    # ------------------------------------------------------------------ roles

    def _grants(self, person: Person, found: store.Known | None, problems: list[Problem]) -> list[Given]:
        """Return the roles that are not held just so yet; note what is wrong with them."""
        due: list[Given] = []
        asked: list[Grant] = []
        for wanted in person.roles:
            wrong = self._wrong_role(person, wanted)
            if wrong is not None:
                problems.append(wrong)
                continue
            since = None if wanted.since is None else datetime.combine(wanted.since, time(), self._zone)
            until = None
            if wanted.until is not None:
                until = datetime.combine(wanted.until + timedelta(days=1), time(), self._zone)
            if until is not None and until <= max(since or self._work.at, self._work.at):
                problems.append(_over(person))
                continue
            if found is not None and self._held(found, wanted, since, until):
                continue
            if found is not None and same_people(self._work.actor, [found.account.id]):
                problems.append(_own(person))
                continue
            grant = Grant(
                id="",
                account="" if found is None else found.account.id,
                role=wanted.role,
                unit=wanted.unit,
                since=max(since or self._work.at, self._work.at),
                until=until,
            )
            if (excluded := self._excluded(person, found, grant, asked)) is not None:
                problems.append(excluded)
                continue
            asked.append(grant)
            due.append(Given(wanted, since, until))
        return due

    def _wrong_role(self, person: Person, wanted: Wanted) -> Problem | None:
        if wanted.role not in self._directory.roles:
            names = ", ".join(sorted(self._directory.roles)[:20])
            return person.problem(
                "roles",
                "role_unknown",
                Text(ko=f"{wanted.role} 역할은 없습니다.", en=f"There is no role {wanted.role}."),
                Text(ko=f"있는 역할: {names}.", en=f"There are: {names}."),
            )
        if wanted.unit is not None and wanted.unit not in self._directory.units:
            return person.problem(
                "unit" if "unit" in person.columns else "roles",
                "unit_unknown",
                Text(ko=f"{wanted.unit} 부서는 없습니다.", en=f"There is no unit {wanted.unit}."),
                Text(ko="부서를 먼저 등록하거나 코드를 고치세요.", en="Import the units first, or correct the name."),
            )
        if not self._work.may(ROLE_GRANT.name, unit=WHOLE_OFFICE if wanted.unit is None else wanted.unit):
            return person.problem(
                "roles",
                "role_forbidden",
                Text(ko=f"{wanted} 역할을 줄 권한이 없습니다.", en=f"You may not grant {wanted}."),
                Text(ko="권한이 있는 사람에게 맡기세요.", en="Have somebody import it who may grant roles there."),
            )
        return None

    def _held(self, found: store.Known, wanted: Wanted, since: datetime | None, until: datetime | None) -> bool:
        """Say whether the account holds the role just so: as `Accounts.grant` sees it, which would do nothing."""
        at = self._work.at
        held = [
            grant
            for grant in found.grants
            if (grant.role, grant.unit, grant.form, grant.own) == (wanted.role, wanted.unit, None, False)
            and grant.revoked is None
            and (grant.until is None or at < grant.until)
        ]
        if not held:
            return False
        begins = held[-1].counts(at) if since is None or since <= at else held[-1].since == since
        return begins and held[-1].until == until

    def _excluded(self, person: Person, found: store.Known | None, grant: Grant, asked: list[Grant]) -> Problem | None:
        """Return what the separation of duties has against the role, beside those held and those of the same row."""
        try:
            check(self._directory, grant, asked, name=person.name)
            if found is not None:
                check_grant(self._work.conn, self._directory, grant, self._work.at, name=person.name)
        except RolesExclude as error:
            one, two = _two(error)
            return person.problem(
                "roles",
                "roles_exclude",
                Text(
                    ko=f"{one}와 {two} 역할은 함께 가질 수 없습니다.", en=f"Nobody may hold {one} together with {two}."
                ),
                Text(ko="둘 중 하나를 지우거나 거두세요.", en="Remove one of them, or revoke the other first."),
            )
        return None


def _profile(person: Person, before: Profile, problems: list[Problem]) -> Profile:
    """Return the profile with what the list says; what is empty there stays."""
    changes: dict[str, object] = {}
    if person.display_name:
        changes["display_name"] = person.display_name
    if person.employee_number:
        changes["employee_number"] = person.employee_number
    if person.external_id and not before.external_id:
        changes["external_id"] = person.external_id
    kind = "home" if person.kind == "citizen" else "work"
    if person.email and email_key(before.email) != email_key(person.email):
        changes["emails"] = _first(before.emails, person.email, kind)
    if person.phone and before.phone != person.phone:
        changes["phones"] = _first(before.phones, person.phone, kind)
    try:
        return checked(replace(before, **changes))  # type: ignore[arg-type]
    except Invalid as error:
        for fault in error.faults:
            hint = Text(ko="고치거나 비워 두세요.", en="Correct it, or leave it empty.")
            column = _CONTACTS.get(fault.field, fault.field)
            problems.append(person.problem(column, fault.code, Text.of(fault.message), hint))
        return before


def _first(contacts: tuple[Contact, ...], value: str, kind: str) -> tuple[Contact, ...]:
    """Return the contacts with this one as the primary one, in place of the primary one before."""
    others = tuple(each for each in contacts if not each.primary and each.value != value)
    return (Contact(value, kind, primary=True), *others)


def _own(person: Person) -> Problem:
    return person.problem(
        "roles",
        "role_own",
        Text(ko="자기 계정에는 역할을 줄 수 없습니다.", en="Nobody grants a role to their own account."),
        Text(ko="이 줄은 다른 관리자에게 맡기세요.", en="Have another administrator import this row."),
    )


def _over(person: Person) -> Problem:
    return person.problem(
        "until" if "until" in person.columns else "roles",
        "period_over",
        Text(ko="역할의 기간이 이미 끝났거나 거꾸로입니다.", en="The role's period is over, or ends before it begins."),
        Text(ko="끝나는 날을 고치거나 역할을 지우세요.", en="Correct its last day, or remove the role."),
    )


def _verdict(person: Person, problems: Sequence[Problem], changes: Sequence[str], *, new: bool = False) -> Verdict:
    if problems:
        return Verdict(person.row, person.name[:64], "error", (), tuple(problems), person.place)
    outcome = "new" if new else "changed" if changes else "unchanged"
    return Verdict(person.row, person.name, outcome, tuple(changes), (), person.place)  # type: ignore[arg-type]


def _two(error: RolesExclude) -> tuple[str, str]:
    """Return the two roles that exclude each other."""
    roles = error.context["roles"]
    one, two = roles if isinstance(roles, list | tuple) else ("", "")
    return str(one), str(two)
