"""What the office does by itself, and how often."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from egovframe.auth.departures import SOONEST
from egovframe.forms.cosigning.tidying import ExpiringLinks
from egovframe.forms.public.folding import Folding
from egovframe.forms.public.tidying import ExpiringSigners
from egovframe.forms.similar.service import sketch_new
from egovframe.forms.unfinished.tidying import ExpiringPetitions
from egovframe.forms.uploads import tidying
from egovframe.office.counting import count_finished
from egovframe.office.falling_due import look_for_due
from egovframe.office.recurring import Recurring

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from egovframe.office.office import Office


def timetable(office: Office) -> list[Recurring]:
    """Return everything that an open office does again and again, none of it begun."""
    auth, forms = office.settings.auth, office.settings.forms
    every: list[tuple[str, Callable[[], object], timedelta]] = [
        ("tidy", office.auth.tidy, auth.tidy_every),
        ("due", partial(look_for_due, office), forms.due_every),
        ("statistics", partial(count_finished, office), forms.count_every),
        ("signatures", Folding(office), forms.public.fold_every),
        ("similar", partial(sketch_new, office.database, office.forms), forms.sketch_every),
    ]
    if office.payments.all:
        every.append(("payments", office.paying.ask_pending, forms.payments_every))
    if office.witnesses.all:
        every.append(("witnesses", office.witnesses.ask, office.settings.audit.witness_every))
    found = [Recurring(name, deed, seconds=each.total_seconds()) for name, deed, each in every]
    found.append(Recurring("cosigners", ExpiringLinks(office), seconds=ExpiringLinks.every))
    found.append(Recurring("signers", ExpiringSigners(office), seconds=ExpiringSigners.every))
    found.append(Recurring("unfinished", ExpiringPetitions(office), seconds=ExpiringPetitions.every))
    found.append(Recurring("files", tidying.Tidying(office, office.files), seconds=tidying.Tidying.every))
    if office.auth.sources:
        departures = office.auth.departures
        found.append(
            Recurring(
                "departures",
                departures.look,
                seconds=auth.sources_every.total_seconds(),
                hurry=departures.hurry,
                soonest=SOONEST.total_seconds(),
            )
        )
    return found
