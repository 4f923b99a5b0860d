"""The office: one running city. It wires the components to each other and opens units of work."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Self

from egovframe.audit import Anchor, Report, Trail
from egovframe.audit.acknowledging import Until
from egovframe.audit.review.service import Reviews
from egovframe.audit.stating import Statements
from egovframe.auth import Auth
from egovframe.auth.access.staffing import Staffing, Titles
from egovframe.auth.events import UnitMoved
from egovframe.forms.casetime.holidays import follow as follow_holidays
from egovframe.forms.catalogue import Forms
from egovframe.forms.fees.paying import Paying
from egovframe.forms.interfaces import Channel
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.notices import follow as follow_notices
from egovframe.forms.offer import OFFICE
from egovframe.forms.public.letters import OCCASIONS as OF_PUBLIC_PETITIONS
from egovframe.forms.public.letters import follow as follow_public
from egovframe.forms.routing.following import follow as follow_routing
from egovframe.forms.similar.service import follow as follow_amended
from egovframe.forms.uploads import checking
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.clock import Clock, SystemClock
from egovframe.kernel.database import Database
from egovframe.kernel.events import Observers
from egovframe.kernel.messages import N_
from egovframe.kernel.outbox import Worker
from egovframe.kernel.permissions import Actor, Permission, Rule
from egovframe.kernel.plugins import Plugins
from egovframe.kernel.storage import Storage
from egovframe.kernel.text import Text
from egovframe.office import keeping, offering, opening, urging, verified
from egovframe.office.facts import FACTS
from egovframe.office.measuring import measures
from egovframe.office.permissions import PERMISSIONS
from egovframe.office.reviewing import log_state, review_of
from egovframe.office.sealing import Sealer
from egovframe.office.seen import Seen, Whose, state
from egovframe.office.timetable import timetable
from egovframe.office.witnessing import acknowledgements_of, witness_of, witnesses_of
from egovframe.office.work import Work
from egovframe.records.centre import RecordsCentre

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from egovframe.app import App
    from egovframe.audit.review.report import LogState
    from egovframe.audit.review.report import Report as MonthReport
    from egovframe.audit.statement import Statement
    from egovframe.kernel.facts import Recorder
    from egovframe.kernel.keyring import Keyring
    from egovframe.kernel.measures import Measure
    from egovframe.kernel.month import Month
    from egovframe.kernel.work import Origin
    from egovframe.office.recurring import Recurring
    from egovframe.settings import Settings

ANCHORS: Plugins[Anchor] = Plugins("egovframe.audit.anchors", Anchor)  # type: ignore[type-abstract]
CHANNELS: Plugins[Channel] = Plugins("egovframe.forms.channels", Channel)  # type: ignore[type-abstract]
JURISDICTIONS: Plugins[Jurisdiction] = Plugins("egovframe.jurisdictions", Jurisdiction)  # type: ignore[type-abstract]

Progress = Callable[[int, int], None]


class Office:
    """A running city: `with app.open(settings) as office: …`.

    Everything but the worker is safe to use from several threads. Leaving the block closes the office; what was
    acknowledged is durable, what waits in the outbox goes on when an office is opened again.
    """

    def __init__(
        self,
        app: App,
        settings: Settings,
        *,
        clock: Clock,
        database: Database,
        storage: Storage,
        keyring: Keyring,
    ) -> None:
        self.app = app
        self.settings = settings
        self.clock = clock
        self.database = database
        self.storage = storage
        self.cabinet = Cabinet(keyring)
        self.observers = Observers()
        self.trail = Trail(
            database,
            self.cabinet,
            clock=clock,
            origin=opening.origin_of(settings),
            storage=storage,
            anchors={name: ANCHORS.load(name, options) for name, options in settings.audit.anchors.items()},
            anchor_every=settings.audit.anchor_every,
            types=FACTS,
            retention=settings.audit.retention,
            keep_longer=settings.audit.keep_longer,
        )
        self.recorder: Recorder = self.trail
        self.statements = Statements(self.cabinet, self.trail.title_of)
        self.witness = witness_of(settings, database, self.cabinet, clock=clock, trail=self.trail)
        self.witnesses = witnesses_of(settings, database, clock=clock, trail=self.trail)
        self.trail.hold_to(self.witnesses.remembered, stamped=self.witnesses.stamped)
        self.acknowledgements = acknowledgements_of(settings, database, trail=self.trail, witnesses=self.witnesses)
        units = opening.units_of(app)
        self.jurisdiction = JURISDICTIONS.load(settings.jurisdiction.plugin, settings.jurisdiction.options)
        self.auth = Auth(
            self,
            settings.auth,
            app.roles.values(),
            units,
            words=tuple(dict(app.title.words).values()),
            title=app.title,
            language=settings.language,
            separate=app.separated,
            apart=app.held_apart,
            forms=offering.Offered(self),
            permissions=[permission.name for permission in PERMISSIONS],
            zone=self.jurisdiction.calendar.zone,
        )
        titles = Titles(self.auth.access.registry, database=database, clock=clock)
        offering.check_law(app, self.jurisdiction)
        self.files = opening.files_of(settings, storage)
        self.prefills = opening.prefills_of(settings, self.cabinet)
        self.payments = opening.payments_of(settings, self.cabinet)
        self.paying = Paying(self, self.payments)
        self.channel = CHANNELS.load(settings.forms.channel, opening.channel_options(settings))
        self.other_channels = {
            name: CHANNELS.load(name, options) for name, options in opening.other_channels(settings).items()
        }
        self.forms = Forms(
            [offering.offer_of(app, form) for form in app.forms.values()],
            **opening.law_of(self.jurisdiction),
            settings=settings.forms,
            language=settings.language,
            office=self.name,
            units=titles,
            organisation=Staffing(self.auth.access.registry, whole=OFFICE),
            officer=lambda work, name: self.auth.officer(work.conn, name),
            files=self.files,
            procedures=app.procedures.values(),
            permissions=[permission.name for permission in PERMISSIONS],
            around=offering.around(self),
            prefills=self.prefills,
            payments=self.payments,
            ladders=app.ladders.values(),
            reached=frozenset().union(*(each.reaches for each in self.channels)),
        )
        self.records = RecordsCentre.open(
            settings.records,
            keeping.classes_of(app),
            storage=storage,
            storage_url=settings.storage_url,
            units=titles,
            zone=self.jurisdiction.calendar.zone,
        )
        self.worker = Worker(self, poll_seconds=settings.worker.poll_seconds)
        self._sealer: Sealer | None = None
        self._recurring: list[Recurring] = []
        self._observe()

    @classmethod
    def open(cls, app: App, settings: Settings, *, clock: Clock | None = None, publish: bool = True) -> Self:
        """Open the office: its database (made and migrated when it is new), its keys, its plug-ins.

        Without `publish` nothing is written: enough to verify an office, whatever state it is in.

        Raises DatabaseBehind and DatabaseNewer when database and code do not fit, PluginError for a plug-in that
        cannot be used, SettingsError for a setting that does not hold. Nothing stays open after an error.
        """
        opening.data_directory(settings)
        database = Database.open(
            settings.database_url, schema=settings.database.schema_name, pool_size=settings.database.pool_size
        )
        try:
            keyring = opening.keyring_for(settings, database)
            opening.prepare(settings, database)
            storage = Storage.open(settings.storage_url)
            office = cls(
                app, settings, clock=clock or SystemClock(), database=database, storage=storage, keyring=keyring
            )
            if publish:
                office.publish()
        except BaseException:
            database.close()
            raise
        return office

    # ------------------------------------------------------------------ what it is

    @property
    def name(self) -> str:
        """The city's name in the office's own language."""
        return self.title.in_(self.settings.language)

    @property
    def title(self) -> Text:
        """The city's name in its languages."""
        return self.app.title

    @property
    def rule(self) -> Rule:
        """What decides who may do what, as this process last saw it."""
        return self.auth.access.registry.now

    @property
    def permissions(self) -> tuple[Permission, ...]:
        """Every permission that a role may name."""
        return PERMISSIONS

    # ------------------------------------------------------------------ units of work

    def work(
        self, *, by: Actor, why: str = "", origin: Origin | None = None, until: Until = "durable"
    ) -> AbstractContextManager[Work]:
        """Open a unit of work: committed on a clean exit, rolled back on an error, never without a fact.

        `until` says how far its facts must have come when the block ends: `durable`, `sealed` or `witnessed`. Raises
        NotWitnessed before anything is written, NotAcknowledged when all is done and kept, but no further.
        """
        self.forms.look(self.database, at=self.clock.now())
        unit = Work(self, by=by, why=why, origin=origin)
        return unit.running() if until == "durable" else self.acknowledgements.work(unit, until)

    def look(self, *, by: Actor, why: str = "", origin: Origin | None = None) -> AbstractContextManager[Work]:
        """Open a unit of work that writes nothing but the facts of what was looked at."""
        self.forms.look(self.database, at=self.clock.now())
        return Work(self, by=by, why=why, origin=origin, writes=False).running()

    def seen_by(self, work: Work) -> Seen:
        """Return who saw whose data, as the person at work may know it."""
        return Seen(work)

    def reviews_by(self, work: Work) -> Reviews:
        """Return the reviews of the trail, as the person at work may see and sign them."""
        every = self.settings.audit.review_every
        return Reviews(work, self.trail, calendar=self.jurisdiction.calendar, every=every)

    def statement(
        self,
        whose: Whose,
        *,
        by: Actor,
        why: str,
        origin: Origin | None = None,
        reason: str = "",
        until: datetime | None = None,
    ) -> Statement:
        """Return the statement of the facts about somebody, which `work.seen` found out who may have. See `state`."""
        return state(self, whose, by=by, why=why, origin=origin, reason=reason, until=until)

    def publish(self) -> None:
        """Publish what the city declares: roles, units and new versions of forms. Each change is a fact."""
        with self.work(by=Actor.system("start"), why="the city's declaration") as work:
            self.auth.publish(work)
            self.forms.publish(work)

    # ------------------------------------------------------------------ the worker and the log

    def start(self, *, worker: bool = True) -> None:
        """Start sealing the trail and, unless `worker` is false, doing what waits in the outbox, in threads."""
        if self._sealer is None:
            self._sealer = Sealer(self.trail, seconds=self.settings.worker.seal_seconds)
            self._sealer.start()
            self.acknowledgements.tended = True
            self._recurring = timetable(self)
            for each in self._recurring:
                each.start()
            if worker:
                self.worker.start()

    def stop(self) -> None:
        """Finish the task at hand, seal what is left and stop the threads."""
        for each in self._recurring:
            each.stop()
        self._recurring = []
        if self._sealer is not None:
            self.worker.stop()
            self._sealer.stop()
            self._sealer = None
            self.acknowledgements.tended = False

    def wake(self) -> None:
        """Have the worker look into the outbox now."""
        self.worker.wake()

    def run_due_tasks(self) -> int:
        """Do everything that is due in the outbox, here and now; return how many tasks were tried."""
        done = 0
        while tried := self.worker.run_once():
            done += tried
        return done

    def seal(self) -> int:
        """Seal all facts that are committed; return how many were."""
        return self.trail.tend()

    def verify(
        self,
        *,
        since: str | None = None,
        progress: Progress | None = None,
        notebook: Path | None = None,
        deep: bool = False,
        jobs: int = 1,
    ) -> Report:
        """Re-read the log, each watched row and each stored file; report what is not as it was (`Trail.verify`)."""
        report = self.trail.verify(since=since, progress=progress, notebook=notebook, deep=deep, jobs=jobs)
        if self.records.vault.path("sha256:" + "0" * 64) is None:  # kept elsewhere: the trail cannot see the files
            for damage in self.records.verify(self.database):
                said = N_("The content of the record {record} is not what was kept: {why}")
                report.add(
                    "edited",
                    "records",
                    damage.record_id,
                    said,
                    damage.hint,
                    record=damage.record_id,
                    why=damage.message,
                )
        verified.keep(self.settings.data_dir, report, at=self.clock.now())
        return report

    def verified(self) -> verified.Verified | None:
        """Return what the last verification found, None before the first."""
        return verified.last(self.settings.data_dir)

    def log_state(self) -> LogState:
        """Verify the office now; return whether it held and up to which checkpoint, as a review tells it."""
        return log_state(self)

    def review_of(self, month: Month, look: Callable[[], AbstractContextManager[Work]]) -> MonthReport:
        """Return a month verified and counted, ready to be signed; see `egovframe.office.reviewing.review_of`."""
        return review_of(self, month, look)

    def alarmed(self) -> int:
        """Return how much somebody should look at: alarms, writes from outside, findings of the last verification."""
        found = self.verified()
        return self.trail.alarmed() + (found.count if found else 0)

    def measures(self) -> list[Measure]:
        """Return what a monitoring system should know: of the trail, of its witnesses, of the outbox."""
        return measures(self)

    # ------------------------------------------------------------------ closing

    def close(self) -> None:
        """Stop the threads and close the database."""
        self.stop()
        self.acknowledgements.close()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ wiring

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Every channel by which notices can leave, the office's own first."""
        return (self.channel, *self.other_channels.values())

    def _observe(self) -> None:
        """Let everybody who asked hear of what happens."""
        follow_notices(self.observers, self.forms, self.channel, self.other_channels, more=OF_PUBLIC_PETITIONS)
        follow_public(self.observers, self.forms, self.channels)
        checking.follow(self.observers, self.files)
        follow_holidays(self.observers, self.forms, more={UnitMoved: "unit"})
        follow_amended(self.observers, self.forms)
        follow_routing(self.observers, self.forms)
        keeping.follow(self)
        urging.follow(self)
        for event, handler in self.app.observers:
            self.observers.on(event, handler)
        for event, name, handler, may in self.app.followers:
            self.observers.later(event, name, _as_follower(handler), may=may)
        self.observers.check()


def _as_follower(handler: Callable[..., Any]) -> Callable[[Any], None]:
    def follower(task: Any) -> None:
        handler(task)

    return follower
