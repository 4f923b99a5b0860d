"""Three months of 714 real petitions and twelve officers: what the office counts is what its trail tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from egovframe.audit.index.search import Search
from egovframe.audit.model import Fact
from egovframe.forms.deadlines import Extension
from egovframe.forms.limits import parse_limit, working_days
from egovframe.forms.pauses import Pause
from egovframe.forms.statistics import service
from egovframe.forms.statistics.model import Key, Tally
from egovframe.kernel.clock import moment
from egovframe.office import Office
from egovframe.office.counting import count_finished, counted_from_trail
from egovframe.testing import SetClock, open_office
from tests.office.season import BEGIN, CONSOLE, OFFICERS, UNIT_OF, Season, city

pytestmark = pytest.mark.whole

LIMIT = working_days(7)
DECISIONS = {
    "petition.answered", "petition.granted", "petition.refused", "petition.returned", "petition.transferred_out",
}  # fmt: skip


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory, real_petitions: Path) -> Iterator[Season]:
    """The three months, lived once for all that is looked at here."""
    clock = SetClock(BEGIN)
    folder = tmp_path_factory.mktemp("season")
    with open_office(city(), folder, clock=clock, forms={"assignment": "by-load"}) as office:
        season = Season.of(office, clock, real_petitions)
        season.open()
        season.run()
        yield season


def facts(office: Office, action: str) -> list[Fact]:
    """The sealed facts of an action, as they were written."""
    return list(office.trail.stream(Search(action=action, outcome="done")))


def test_every_kind_of_thing_happened(season: Season) -> None:
    """A season in which nobody objects or is away would show nothing."""
    kinds = {
        "absence", "ask_supplement", "supplement", "extend", "pause", "resume", "transfer", "refuse", "answer",
        "file_objection", "grant_objection", "dismiss_objection", "remind", "rate", "withdraw",
    }  # fmt: skip
    assert kinds <= set(season.did), kinds - set(season.did)
    assert season.did["answer"] + season.did["refuse"] > 500
    assert len(season.keys) == 714


def test_petitions_went_to_the_unit_of_their_category(season: Season) -> None:
    """As the fact of each receipt says."""
    received = facts(season.office, "petition.submitted")
    assert len(received) == 714
    wrong = [fact for fact in received if fact.details["unit"] != UNIT_OF[season.went[fact.object]]]
    assert wrong == []


def test_nobody_who_is_away_is_given_a_petition(season: Season) -> None:
    """Each petition went to an officer of the unit who was there, and the officers of a unit were given much alike."""
    with season.office.work(by=CONSOLE) as work:
        names = {account.id: account.name for account in work.accounts.list()}
    given: Counter[str] = Counter()
    for fact in facts(season.office, "petition.assigned"):
        name = names[str(fact.details["handler"])]
        given[name] += 1
        assert OFFICERS[name] == fact.details["unit"]
        assert not [each for each in season.away if each[0] == name and each[1] < fact.at < each[2]]
    assert set(given) == set(OFFICERS)


def test_what_is_counted_is_what_the_trail_tells(season: Season) -> None:
    """Every number of every month, form, unit, state and step."""
    office = season.office
    season.clock.forward(days=1)
    assert count_finished(office) > 90
    kept: dict[str, Tally] = {}
    calendar = office.jurisdiction.calendar
    with office.database.read() as conn:
        today = calendar.local(season.clock.now()).date()
        for month, key, number in service.counts_between(conn, date(2026, 9, 1), today, calendar=calendar):
            kept.setdefault(month, Counter())[key] += number
    told: dict[str, Tally] = {}
    for day, tally in counted_from_trail(office).items():
        told.setdefault(f"{day:%Y-%m}", Counter()).update(tally)
    assert told == kept
    whole = sum(kept.values(), Counter[Key]())
    steps = Counter[str]()
    for key, number in whole.items():
        if key.measure == "step":
            steps[key.value] += number
    for kind in ("ask_supplement", "extend", "pause", "transfer", "file_objection", "remind"):
        assert steps[kind] == season.did[kind], kind
    assert sum(number for key, number in whole.items() if key.measure == "rated") == season.did["rate"]


def test_timeliness_equals_what_is_counted_anew_from_the_trail(season: Season) -> None:
    """Each decision held against the deadline that the facts alone give: receipt, pauses and extensions."""
    office = season.office
    late = Counter[int]()
    for case, told in _by_case(office).items():
        first = next((fact for fact in told if fact.action in DECISIONS), None)
        if first is None:
            continue
        due = _due(office, [fact for fact in told if fact.n < first.n])
        assert first.details["late"] == int(first.at > due), (case, due, first.at)
        late[int(first.at > due)] += 1
    with office.work(by=CONSOLE) as work:
        whole = work.statistics.figures(months=12).whole
    assert (whole.timed, whole.on_time) == (late.total(), late[0] / late.total())
    assert late[1] > 10, "a season in which all is in time would show nothing"


def test_every_case_and_its_trail_verify(season: Season) -> None:
    """Nothing was done behind the trail's back."""
    assert season.office.trail.verify() is not None


def _by_case(office: Office) -> dict[str, list[Fact]]:
    actions = (
        *("petition.submitted", "petition.supplement_asked", "petition.supplemented", "petition.paused"),
        *("petition.resumed", "petition.extended", *DECISIONS),
    )
    found: dict[str, list[Fact]] = {}
    for fact in sorted((fact for action in actions for fact in facts(office, action)), key=lambda fact: fact.n):
        found.setdefault(fact.object, []).append(fact)
    return found


def _due(office: Office, told: list[Fact]) -> datetime:
    """The deadline of a case by its facts, counted by the jurisdiction and by nothing of the case's own."""
    calendar = office.jurisdiction.calendar
    pauses: list[Pause] = []
    since: dict[str, date] = {}
    extensions: list[Fact] = []
    for fact in told:
        day = calendar.local(fact.at).date()
        reason = str(fact.details.get("pause", "supplement"))
        if fact.action in ("petition.supplement_asked", "petition.paused"):
            since[reason] = day
        elif fact.action in ("petition.supplemented", "petition.resumed"):
            pauses.append(Pause(since.pop(reason), day, reason))
        elif fact.action == "petition.extended":
            extensions.append(fact)
    by = office.jurisdiction.deadline(told[0].at, LIMIT, pauses=pauses, extensions=_extended(extensions))
    if not pauses and not extensions:
        assert by.due == moment(str(told[0].details["due"]))
    assert not since, "a decision ends what was waited for"
    return by.due


def _extended(told: list[Fact]) -> list[Extension]:
    return [Extension(parse_limit(str(fact.details["by"])), "현장 확인") for fact in told]
