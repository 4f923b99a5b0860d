"""What a city declares: roles, units, forms, procedures, record classes and what to do when something happens.

Declaring does no work and touches no database. `App.open` freezes the declaration, checks it whole and gives the
running office.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from egovframe.forms.escalation.model import EVERY
from egovframe.forms.form import Form
from egovframe.forms.limits import Limit
from egovframe.forms.procedure.statutory import NAME as STATUTORY
from egovframe.forms.questions import Drafts
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import LEVELS
from egovframe.kernel.text import Text
from egovframe.records.retention import Period

if TYPE_CHECKING:
    from egovframe.auth.model import Role, Unit
    from egovframe.forms.cosigning.model import Cosigners
    from egovframe.forms.escalation.model import Ladder
    from egovframe.forms.fees.fee import Fee
    from egovframe.forms.procedure.model import Procedure
    from egovframe.forms.public.model import Collecting
    from egovframe.kernel.clock import Clock
    from egovframe.kernel.events import Event
    from egovframe.office import Office
    from egovframe.records.model import RecordClass
    from egovframe.settings import Settings

F = TypeVar("F", bound=type[Form])
Handler = TypeVar("Handler", bound=Callable[..., Any])

OFFICE_UNIT = "office"
"""The unit of a city that declares none, and of forms that name none."""


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """A form as it was declared, before anything was checked."""

    name: str
    title: Text
    form: type[Form]
    by: Role | None
    within: Limit | None
    keep: Period | RecordClass | None
    unit: str
    kind: str | None
    about: Text | None
    assurance: int
    procedure: str
    drafts: Drafts
    cosigners: Cosigners | None
    fee: Fee | None
    public: Collecting | None


@dataclass(slots=True)
class App:
    """A city's declaration: `app = App("Haneul City")`. Everything else hangs on it."""

    name: str | Text
    roles: dict[str, Role] = field(default_factory=dict, init=False)
    units: dict[str, Unit] = field(default_factory=dict, init=False)
    record_classes: dict[str, RecordClass] = field(default_factory=dict, init=False)
    forms: dict[str, OfferedForm] = field(default_factory=dict, init=False)
    procedures: dict[str, Procedure] = field(default_factory=dict, init=False)
    ladders: dict[str, Ladder] = field(default_factory=dict, init=False)
    separated: list[tuple[str, str]] = field(default_factory=list, init=False)
    held_apart: list[tuple[str, str]] = field(default_factory=list, init=False)
    submit_handlers: list[tuple[type[Form], Callable[..., Any]]] = field(default_factory=list, init=False)
    observers: list[tuple[type[Event], Callable[..., Any]]] = field(default_factory=list, init=False)
    followers: list[tuple[type[Event], str, Callable[..., Any], frozenset[str] | None]] = field(
        default_factory=list, init=False
    )
    frozen: bool = field(default=False, init=False)

    @property
    def title(self) -> Text:
        """Return the city's name in its languages."""
        return Text.of(self.name)

    # ------------------------------------------------------------------ declaring

    def role(
        self,
        name: str,
        *,
        may: Iterable[str] = (),
        includes: Iterable[Role | str] = (),
        reveals: Iterable[str] | None = None,
        title: str | Text | None = None,
    ) -> Role:
        """Declare a role and what it may do: permissions named `component.verb`, and roles that it includes.

        `reveals` narrows which kinds of personal answers its `petition.reveal` opens: `personal`, `sensitive`,
        `unique-id`; without it, every kind.
        """
        from egovframe.auth.model import Role

        self._open_for(f"the role {name}", name in self.roles)
        role = Role(
            name=name,
            title=Text.of(title or name),
            may=frozenset(may),
            includes=frozenset(each if isinstance(each, str) else each.name for each in includes),
            reveals=None if reveals is None else frozenset(reveals),
        )
        self.roles[name] = role
        return role

    def separate(self, one: Role | str, other: Role | str) -> None:
        """Declare that nobody holds these two roles in the same place at the same time (separation of duties)."""
        self._open_for("a separation of roles", False)  # noqa: FBT003 - never declared twice
        names = (one if isinstance(one, str) else one.name, other if isinstance(other, str) else other.name)
        self.separated.append(names)

    def apart(self, deed: str, other: str) -> None:
        """Declare that who did one thing to something may not do the other to it: `app.apart("petition.assign", …)`.

        Deeds are named by their permissions; one apart from itself is done by a different person each time.
        """
        self._open_for("a separation of deeds", False)  # noqa: FBT003 - never declared twice
        self.held_apart.append((deed, other))

    def unit(self, name: str, *, title: str | Text | None = None, parent: Unit | str | None = None) -> Unit:
        """Declare a unit (department) of the city, below `parent` when there is one."""
        from egovframe.auth.model import Unit

        self._open_for(f"the unit {name}", name in self.units)
        above = parent if isinstance(parent, str) or parent is None else parent.name
        unit = Unit(name=name, title=Text.of(title or name), parent=above)
        self.units[name] = unit
        return unit

    def record_class(self, id: str, *, keep: Period, title: str | Text | None = None) -> RecordClass:  # noqa: A002 - the field's name
        """Declare a class of records (단위과제) and how long its records are kept."""
        from egovframe.records.model import RecordClass

        self._open_for(f"the record class {id}", id in self.record_classes)
        record_class = RecordClass(id=id, title=Text.of(title or id), keep=keep)
        self.record_classes[id] = record_class
        return record_class

    def procedure(self, procedure: Procedure) -> Procedure:
        """Declare a procedure of the city's own, such as `STATUTORY.but("permit", title=…, without=["objected"])`.

        It is checked when the city opens and versioned like a form; forms name it with `procedure=`.
        """
        self._open_for(f"the procedure {procedure.name}", procedure.name in (*self.procedures, STATUTORY))
        self.procedures[procedure.name] = procedure
        return procedure

    def ladder(self, ladder: Ladder) -> Ladder:
        """Declare who is told as deadlines come near and pass: for a form, or for all without one of their own (`*`).

        It is versioned like a form. Without any the office follows `egovframe.forms.escalation.model.OFFICE`.
        """
        self._open_for(f"the ladder of {ladder.form}", ladder.form in self.ladders)
        return self.ladders.setdefault(ladder.form, ladder)

    def form(
        self,
        name: str,
        *,
        title: str | Text,
        by: Role | None = None,
        within: Limit | None = None,
        keep: Period | RecordClass | None = None,
        unit: Unit | str | None = None,
        about: str | Text | None = None,
        kind: str | None = None,
        assurance: int = 0,
        procedure: Procedure | str = STATUTORY,
        drafts: Drafts = "ask",
        cosigners: Cosigners | None = None,
        fee: Fee | None = None,
        public: Collecting | None = None,
    ) -> Callable[[F], F]:
        """Declare a form: the class below this line, handled `by` a role, `within` a limit, kept for `keep`.

        `assurance` is how sure the office must be who files it: 0 for anybody, 1 for an account, 2 for two factors,
        3 for a key in hardware (NIST SP 800-63B-4). `procedure` is what its petitions follow, without it the one that
        the law prescribes. `drafts` is what becomes of unfinished petitions when the form changes: they stay in their
        version (`pin`), move on (`fast-forward`), or the person is asked (`ask`). `cosigners(at_most=4)` lets others
        sign its petitions as well, `fee` is what one costs, and `public=collects(thresholds=(100, 1_000))` says that
        they are published after a check and signed.
        """
        self._open_for(f"the form {name}", name in self.forms)
        if assurance not in (0, *LEVELS):
            raise DeclarationError(f"The form {name} asks for the assurance level {assurance}.", hint="Write 0 to 3.")
        if drafts not in get_args(Drafts):
            raise DeclarationError(
                f"The form {name} says drafts={drafts!r}.", hint=f"Write one of {', '.join(get_args(Drafts))}."
            )
        where = unit if isinstance(unit, str) else unit.name if unit is not None else OFFICE_UNIT

        def declare(form: F) -> F:
            self.forms[name] = OfferedForm(
                name=name, title=Text.of(title), form=form, by=by, within=within, keep=keep, unit=where, kind=kind,
                procedure=procedure if isinstance(procedure, str) else procedure.name, fee=fee, public=public,
                about=None if about is None else Text.of(about), assurance=assurance, drafts=drafts, cosigners=cosigners
            )  # fmt: skip
            return form

        return declare

    def on_submit(self, form: type[Form]) -> Callable[[Handler], Handler]:
        """Call the function below with each petition of this form, in the transaction that receives it.

        It takes `(petition, work)` and acts as whoever files: it may change this petition and nothing else. If it
        fails, the petition is received all the same and a fact tells of the failure.
        """
        self._open_for("a handler", False)  # noqa: FBT003 - never declared twice

        def declare(handler: Handler) -> Handler:
            self.submit_handlers.append((form, handler))
            return handler

        return declare

    def on(self, event: type[Event]) -> Callable[[Handler], Handler]:
        """Call the function below with `(event, work)`, in the transaction in which the event happens.

        It acts as whoever caused the event, with what that person may and nothing else.
        """
        self._open_for("a handler", False)  # noqa: FBT003 - never declared twice

        def declare(handler: Handler) -> Handler:
            self.observers.append((event, handler))
            return handler

        return declare

    def later(self, event: type[Event], *, name: str, may: Iterable[str] | None = None) -> Callable[[Handler], Handler]:
        """Call the function below with a task once the event is committed, at least once, through the outbox.

        `may` are the permissions that its deeds need: the worker acts with these and no others. A city in which one
        does not say them does not open.
        """
        self._open_for("a handler", False)  # noqa: FBT003 - never declared twice

        def declare(handler: Handler) -> Handler:
            self.followers.append((event, name, handler, None if may is None else frozenset(may)))
            return handler

        return declare

    def _open_for(self, what: str, known: bool) -> None:  # noqa: FBT001 - private
        if self.frozen:
            raise DeclarationError(
                f"The city is open; {what} was declared too late.",
                hint="Declare everything when the module is imported.",
            )
        if known:
            raise DeclarationError(f"The city declares {what} twice.", hint="Rename one of the two.")

    # ------------------------------------------------------------------ checking and opening

    def problems(self) -> list[str]:
        """Return everything in the declaration that does not hold, each with what to do; empty when it holds."""
        from egovframe.office.permissions import PERMISSIONS

        known = sorted(permission.name for permission in PERMISSIONS)
        found = [
            f"The role {role.name} may {permission!r}, which is no permission: {_close_to(permission, known)}"
            for role in self.roles.values()
            for permission in sorted(role.may - set(known))
        ]
        found += self._rights_problems(known)
        found += [
            f"The unit {unit.name} is below {unit.parent!r}, which is not declared: declare it first."
            for unit in self.units.values()
            if unit.parent is not None and unit.parent not in self.units
        ]
        found += [line for form in self.forms.values() for line in self._form_problems(form)]
        found += [line for procedure in self.procedures.values() for line in self._procedure_problems(procedure, known)]
        found += [
            f"The ladder of {name!r} names no form of the city. Write the name of a form, or * for all of them."
            for name in self.ladders
            if name not in (EVERY, *self.forms)
        ]
        declared = {id(form.form) for form in self.forms.values()}
        found += [
            f"on_submit names {form.__name__}, which no form declares: put @app.form(…) above the class."
            for form, _handler in self.submit_handlers
            if id(form) not in declared
        ]
        return found

    def _rights_problems(self, known: list[str]) -> list[str]:
        """Return what does not hold in includes, in what roles reveal, and in what is held apart."""
        from egovframe.auth.access.roles import KINDS
        from egovframe.auth.directory import REVEAL, Directory

        names = {*self.roles, "admin"}
        found = [
            f"The role {role.name} includes {included!r}, which is not declared: declare it first."
            for role in self.roles.values()
            for included in sorted(role.includes - names)
        ]
        found += [
            f"The role {role.name} narrows what it reveals: name some of {', '.join(sorted(KINDS))}; give it {REVEAL}."
            for role in self.roles.values()
            if role.reveals is not None and (role.reveals - KINDS or REVEAL not in role.may)
        ]
        found += [
            f"{deed!r} is held apart, but is no permission: {_close_to(deed, known)}"
            for pair in self.held_apart
            for deed in pair
            if deed not in known
        ]
        if not found:
            try:
                Directory(self.roles.values(), separate=self.separated)
            except DeclarationError as error:
                found.append(f"{error.message} {error.hint}")
        return found

    def _procedure_problems(self, procedure: Procedure, known: list[str]) -> list[str]:
        """Return what does not hold in a procedure, and permissions of its own that no role of the city has."""
        from egovframe.forms.procedure.checking import findings

        found = [
            f"The procedure {procedure.name}: {each.where}: {each.words.in_('en')}."
            for each in findings(procedure, permissions=known)
        ]
        held = {permission for role in self.roles.values() for permission in role.may}
        found += [
            f"The procedure {procedure.name}: {move.action}: no role of the city may {who}: give it to one."
            for move in procedure.moves
            for who in move.by
            if who in known and who not in held
        ]
        return found

    def _form_problems(self, form: OfferedForm) -> list[str]:
        from egovframe.forms.checking import check_form
        from egovframe.forms.definition import Definition
        from egovframe.office.keeping import keep_text

        name = form.name
        found = []
        if form.by is None:
            found.append(f"The form {name} has no handler: say who answers, by=role.")
        elif self.roles.get(form.by.name) is not form.by:
            found.append(f"The form {name} is handled by {form.by.name!r}, which is no role of this city.")
        if form.within is None:
            found.append(f"The form {name} has no processing limit: say within=working_days(7).")
        if form.keep is None:
            found.append(f"The form {name} does not say how long its records are kept: say keep=years(5).")
        if form.procedure not in (*self.procedures, STATUTORY):
            found.append(f"The form {name} follows {form.procedure!r}, which is not declared: use app.procedure.")
        if form.unit != OFFICE_UNIT and form.unit not in self.units:
            found.append(f"The form {name} belongs to the unit {form.unit!r}, which is not declared: use app.unit.")
        if form.by is not None and form.within is not None and form.keep is not None:
            definition = Definition.of(
                form.form, name=name, title=form.title, about=form.about, limit=form.within, keep=keep_text(form.keep),
                unit=form.unit, role=form.by.name, procedure="" if form.procedure == STATUTORY else form.procedure,
                cosigners=form.cosigners, fee=form.fee, public=form.public,
            )  # fmt: skip
            found += [
                f"The form {name}: {f'{problem.field}: ' if problem.field else ''}{problem.message.in_('en')}. "
                f"{problem.hint.in_('en')}."
                for problem in check_form(definition)
                if problem.level == "error"
            ]
        return found

    def check(self) -> None:
        """Raise DeclarationError, naming everything that does not hold in what was declared."""
        if found := self.problems():
            first, *others = found
            more = "".join(f"\n  also: {line}" for line in others)
            raise DeclarationError(f"The city's declaration does not hold. {first}{more}")

    def open(self, settings: Settings | None = None, *, clock: Clock | None = None, publish: bool = True) -> Office:
        """Freeze and check the declaration, and open the office. Raises the errors of `check` and `Office.open`.

        `publish=False` leaves what the city declares unpublished: for looking at an office without writing to it.
        """
        from egovframe.office import Office
        from egovframe.settings import Settings

        self.check()
        self.frozen = True
        return Office.open(self, settings or Settings.load(), clock=clock, publish=publish)


def _close_to(permission: str, known: list[str]) -> str:
    """Return what may have been meant."""
    close = difflib.get_close_matches(permission, known, 1)
    return f"did you mean {close[0]}?" if close else f"there are: {', '.join(known)}."
