"""Who may do what, where: actors, permissions and the plain rule that nothing is allowed unless it was granted.

A permission is held in units. It may be held more narrowly: for the petitions of one form only, or for one's own cases
only. Whoever asks about an object names its unit, its form and whose case it is; what is not named counts as another's,
so that a caller that knows no forms never opens what was granted for one form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, Protocol

from egovframe.kernel.errors import EgovError
from egovframe.kernel.text import Text

Kind = Literal["citizen", "company", "officer", "service", "system"]


class Everywhere:
    """Every unit there is or will be."""

    __slots__ = ()

    def __contains__(self, unit: object) -> bool:
        """Say yes to every unit."""
        return True

    def __repr__(self) -> str:
        """Return the name under which the one value is known."""
        return "EVERYWHERE"


EVERYWHERE: Final = Everywhere()
WHOLE_OFFICE: Final = "*"
"""Asked for as a unit, this is held only by whoever holds the permission everywhere. No unit may have this name."""
LEVELS: Final = (1, 2, 3)
"""The assurance levels of authentication (NIST SP 800-63B-4: AAL1 to AAL3)."""
NOWHERE: Final[frozenset[str]] = frozenset()
Units = frozenset[str] | Everywhere


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that a role may allow, named `component.verb`, with words for the people who grant it."""

    name: str
    title: Text


class Forbidden(EgovError):
    """This person may not do this here."""

    code = "egov.forbidden"


class AssuranceNeeded(EgovError):
    """This needs a surer sign-in (`level`: 1 to 3), or one that is newer (`fresh`)."""

    code = "egov.assurance_needed"

    def __init__(self, *, level: int, fresh: bool = False) -> None:
        super().__init__(
            "This needs a newer sign-in." if fresh else f"This needs a sign-in of assurance level {level}.",
            hint="Sign in, or prove once more who you are.",
            level=level,
        )
        self.level = level
        self.fresh = fresh


class SamePerson(Forbidden):
    """Somebody else has to do this: whoever did the step before may not do this one too (separation of duties)."""

    code = "egov.same_person"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a permission is held: in these units, for one form or all (None), for the cases of one account or all.

    `kinds` narrows what is seen of personal answers (`personal`, `sensitive`, `unique-id`); None is every kind.
    """

    units: Units
    form: str | None = None
    owner: str | None = None
    kinds: frozenset[str] | None = None

    def opens(self, unit: str | None, form: str | None, owner: str | None) -> bool:
        """Say whether an object of that unit, form and owner is within the scope.

        Without a unit it is asked whether anything at all may be: then what is not named is not asked about.
        """
        if unit is not None:
            return (
                (self.form is None or self.form == form)
                and (self.owner is None or self.owner == owner)
                and unit in self.units
            )
        return (
            (form is None or self.form in (None, form))
            and (owner is None or self.owner in (None, owner))
            and (self.units is EVERYWHERE or bool(self.units))
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a decision: a permission, and the object's unit, form and owner (the officer whose case it is).

    Without a unit it is asked whether the permission is held anywhere at all.
    """

    permission: str
    unit: str | None = None
    form: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and why: `grant` is the id of the grant that allows it, `policy` the version."""

    allowed: bool
    reason: Text
    grant: str = ""
    policy: str = ""


NOT_GRANTED: Final = Text(ko="이 권한을 주는 역할이 없습니다", en="no role grants it")
THE_OFFICE: Final = Text(ko="사무소 자체의 일입니다", en="the office itself")
NOT_DECLARED: Final = Text(
    ko="이 명령이나 처리기가 밝힌 권한이 아닙니다", en="the command or handler does not declare it"
)
HELD: Final = Text(ko="가진 권한입니다", en="held")


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a list a permission opens: those that any of the scopes opens, and that `judge` lets pass.

    A store turns `scopes` into a condition; `judge`, when there is one, is asked for each row that the condition left.
    """

    scopes: tuple[Scope, ...] = ()
    judge: Callable[[str | None, str | None, str | None], bool] | None = field(default=None, compare=False)

    @property
    def everything(self) -> bool:
        """Whether the condition leaves every row."""
        return any(each.units is EVERYWHERE and each.form is None and each.owner is None for each in self.scopes)

    def opens(self, unit: str | None, form: str | None, owner: str | None) -> bool:
        """Say whether one row is open."""
        if not any(scope.opens(unit, form, owner) for scope in self.scopes):
            return False
        return self.judge is None or self.judge(unit, form, owner)


class Rule(Protocol):
    """What decides for an actor: the city's roles and units as they are at one moment, and plug-ins beside them.

    `version` is a short digest of all of it, `judges` says that a plug-in has to be asked at every decision.
    """

    version: str
    judges: bool

    def decide(self, actor: Actor, asked: Asked) -> Decision:
        """Return the decision with its reason. Never raises."""

    def apart(self, permission: str) -> frozenset[str]:
        """Return the deeds (permissions) whose doer may not do this one to the same object."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `holds` says which permission is held in which units (units below are already included).

    `assurance` is how sure the office is who it is (NIST SP 800-63B-4): 1 to 3, 0 for a visitor.
    `acting_for` is the account in whose place the actor acts. `narrow` says where permissions are held more narrowly
    than in whole units. `held` are the grants that all of it comes from, `rule` what decides; without a rule the two
    mappings alone do. `only` narrows what the office itself may do to what a command or handler declared.
    """

    kind: Kind
    id: str
    name: str
    acting_for: str | None = None
    holds: Mapping[str, Units] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    everything: bool = field(default=False, repr=False)
    only: frozenset[str] | None = field(default=None, repr=False)
    assurance: int = field(default=0, repr=False)
    narrow: Mapping[str, tuple[Scope, ...]] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    held: tuple[object, ...] = field(default=(), repr=False, compare=False)
    rule: Rule | None = field(default=None, repr=False, compare=False)

    @classmethod
    def system(cls, name: str, *, may: Iterable[str] | None = None) -> Actor:
        """Return the office itself at work (a worker, a command at the console).

        It holds the permissions that the command or handler declares as `may`, everywhere; without them every one.
        """
        only = None if may is None else frozenset(may)
        return cls(kind="system", id=f"system:{name}", name=name, everything=True, only=only)

    @classmethod
    def visitor(cls) -> Actor:
        """Return a citizen without an account: may do what is open to everybody, nothing more."""
        return cls(kind="citizen", id="visitor", name="visitor")

    @property
    def policy(self) -> str:
        """The version of the policy that decides for this actor; empty where none does."""
        return "" if self.rule is None else self.rule.version

    @property
    def stands_for(self) -> str:
        """The account whose cases are the actor's own: that of whoever it acts for, where there is one."""
        return self.acting_for or self.id

    def may(
        self, permission: str, *, unit: str | None = None, form: str | None = None, owner: str | None = None
    ) -> bool:
        """Say whether the actor holds the permission for an object of that unit, form and owner.

        Without a unit it is asked whether the permission is held anywhere at all.
        """
        rule = self.rule
        if rule is not None and rule.judges and not self.everything:
            return rule.decide(self, Asked(permission, unit, form, owner)).allowed
        return self.granted(permission, unit, form, owner)

    def granted(self, permission: str, unit: str | None, form: str | None, owner: str | None) -> bool:
        """Say what the grants alone say, whatever a plug-in thinks of it."""
        if self.everything:
            return self.only is None or permission in self.only
        units = self.holds.get(permission)
        if units is not None and ((units is EVERYWHERE or bool(units)) if unit is None else unit in units):
            return True
        scopes = self.narrow.get(permission)
        if scopes is not None:
            for scope in scopes:  # a loop, because a generator takes twice the time
                if scope.opens(unit, form, owner):
                    return True
        return False

    def decide(
        self, permission: str, *, unit: str | None = None, form: str | None = None, owner: str | None = None
    ) -> Decision:
        """Return what `may` says, with the reason: which grant allows it, or why none does."""
        if self.everything:
            return self.decide_alone(permission)
        if self.rule is not None:
            return self.rule.decide(self, Asked(permission, unit, form, owner))
        allowed = self.granted(permission, unit, form, owner)
        return Decision(allowed=allowed, reason=HELD if allowed else NOT_GRANTED)

    def decide_alone(self, permission: str) -> Decision:
        """Return the decision for the office itself, which no role and no plug-in is asked about."""
        allowed = self.granted(permission, None, None, None)
        return Decision(allowed=allowed, reason=THE_OFFICE if allowed else NOT_DECLARED, policy=self.policy)

    def units_for(self, permission: str) -> Units:
        """Return the units in which the actor holds the permission for everything; an empty set is nowhere."""
        if self.everything:
            return EVERYWHERE if self.granted(permission, None, None, None) else NOWHERE
        found = self.holds.get(permission, NOWHERE)
        for scope in self.narrow.get(permission, ()):
            if scope.form is None and scope.owner is None:
                found = both(found, scope.units)
        return found

    def rows(self, permission: str) -> Rows:
        """Return which rows of a list the permission opens: exactly those for which `may` says yes.

        Where a plug-in judges, those that the grants and the plug-in open.
        """
        if self.everything:
            return Rows((Scope(EVERYWHERE),) if self.granted(permission, None, None, None) else ())
        units = self.holds.get(permission, NOWHERE)
        found: dict[tuple[str | None, str | None], Units] = {}
        if units:
            found[None, None] = units
        for scope in self.narrow.get(permission, ()):
            key = (scope.form, scope.owner)
            found[key] = both(found.get(key, NOWHERE), scope.units)
        scopes = tuple(Scope(where, form, owner) for (form, owner), where in found.items() if where)
        if self.rule is None or not self.rule.judges:
            return Rows(scopes)
        known: dict[tuple[str | None, str | None, str | None], bool] = {}  # a list has few units, forms and owners

        def judge(unit: str | None, form: str | None, owner: str | None) -> bool:
            key = (unit, form, owner)
            if key not in known:
                known[key] = self.may(permission, unit=unit, form=form, owner=owner)
            return known[key]

        return Rows(scopes, judge)

    def kinds(
        self, permission: str, *, unit: str | None = None, form: str | None = None, owner: str | None = None
    ) -> frozenset[str] | None:
        """Return which kinds of personal answers the permission opens of an object; None is every kind."""
        if self.everything and self.granted(permission, unit, form, owner):
            return None
        if not self.may(permission, unit=unit, form=form, owner=owner):
            return NOWHERE
        units = self.holds.get(permission, NOWHERE)
        if (units is EVERYWHERE or bool(units)) if unit is None else unit in units:
            return None
        found: frozenset[str] = NOWHERE
        for scope in self.narrow.get(permission, ()):
            if scope.opens(unit, form, owner):
                if scope.kinds is None:
                    return None
                found |= scope.kinds
        return found


def both(one: Units, other: Units) -> Units:
    """Return the units of either."""
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one | other
    return EVERYWHERE


def same_people(actor: Actor, others: Iterable[str]) -> bool:
    """Say whether the actor, or the person in whose place it acts, is one of these accounts."""
    ids = set(others)
    return actor.id in ids or (actor.acting_for is not None and actor.acting_for in ids)
