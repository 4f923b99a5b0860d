"""Counting petitions: every day that is over, and once more from the trail, to hold one against the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.audit.index.search import Search
from egovframe.forms.statistics.counting import tallies
from egovframe.forms.statistics.replay import ACTIONS, Told, cases_of
from egovframe.forms.statistics.service import count_days

if TYPE_CHECKING:
    from datetime import date

    from egovframe.forms.statistics.model import Tally
    from egovframe.office.office import Office


def count_finished(office: Office) -> int:
    """Count the petitions of every day that is over and was not counted; return how many days."""
    return count_days(office.database, calendar=office.jurisdiction.calendar, now=office.clock.now())


def counted_from_trail(office: Office) -> dict[date, Tally]:
    """Return the counts by day as the sealed facts of the trail tell them, for as long as the facts are kept."""
    told = [
        (fact.at, fact.n, Told(fact.at, fact.action, fact.object, fact.details))
        for action in ACTIONS
        for fact in office.trail.stream(Search(action=action, outcome="done"))
    ]
    cases = cases_of(fact for _at, _n, fact in sorted(told, key=lambda each: each[:2]))
    return tallies(cases, calendar=office.jurisdiction.calendar)
