"""A city moves from eGovFrame: people sign in on the page with their old password, and it is kept anew from then on."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from egovframe.auth import legacy
from egovframe.auth.importing.framework.people import FrameworkPeople
from egovframe.auth.importing.framework.store import Elsewhere
from egovframe.auth.importing.model import Tally, Verdict
from egovframe.auth.importing.run import import_people
from egovframe.auth.store import credential_row
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.auth.importing.framework.old_city import OLD
from tests.office.city import haneul
from tests.web.account.people import session_of, sign_in
from tests.web.client import Browser

CONSOLE = Actor.system("console")
OPEN = ("haneul", "Bada", "haneul-inc", "bada-inc", "hong", "jang")
SHUT = ("sumin", "jamgim", "pending", "left")


def moved(office: Office, old: Elsewhere, *, dry_run: bool = False) -> tuple[Tally, list[Verdict]]:
    """Take over the old city's people."""
    verdicts: list[Verdict] = []
    tally = import_people(
        FrameworkPeople(old),
        auth=office.auth,
        look=lambda: office.look(by=CONSOLE, why="moving"),
        work=lambda: office.work(by=CONSOLE, why="moving"),
        zone=office.jurisdiction.calendar.zone,
        dry_run=dry_run,
        tell=verdicts.append,
    )
    return tally, verdicts


def stored(office: Office, name: str) -> str:
    """What is kept of somebody's password."""
    with office.look(by=CONSOLE) as look:
        row = credential_row(look.conn, look.accounts.get(name).id, "password")
    assert row is not None
    return str(row["stored"])


def test_people_sign_in_on_the_page_with_the_password_they_had(old: Elsewhere, tmp_path: Path) -> None:
    """Dry run, import, sign-in; argon2id afterwards; wrong passwords refused before and after; nothing twice."""
    clock = SetClock()
    with open_office(haneul(), tmp_path, clock=clock) as office:
        app = build(office)

        def enter(name: str, password: str) -> tuple[httpx.Response, Browser]:
            browser = Browser(app)
            return sign_in(browser, name, password), browser

        tally, verdicts = moved(office, old, dry_run=True)
        assert (tally.counts["new"], tally.counts["error"], tally.written) == (10, 0, False)
        assert {each.place for each in verdicts} == {"COMTNGNRLMBER", "COMTNENTRPRSMBER", "COMTNEMPLYRINFO"}
        assert enter("haneul", OLD)[0].status_code != 303

        tally, _ = moved(office, old)
        assert tally.written
        assert all(legacy.is_legacy(stored(office, name)) for name in OPEN)
        for name in OPEN:
            assert enter(name, f"{OLD}!")[0].status_code != 303, name
            answer, browser = enter(name, OLD)
            assert (answer.status_code, bool(session_of(browser))) == (303, True), name
            assert browser.get("/account").status_code == 200
            assert stored(office, name).startswith("$argon2id$"), name
            assert enter(name, f"{OLD}!")[0].status_code != 303, name
            assert enter(name, OLD)[0].status_code == 303, name
        for name in SHUT:
            assert enter(name, OLD)[0].status_code != 303, name
            assert legacy.is_legacy(stored(office, name)), name

        with office.look(by=CONSOLE) as look:
            profile = look.accounts.profile("haneul")
        assert (profile.display_name, profile.email, profile.phone) == ("김하늘", "haneul@old.kr", "010-1111-2222")

        again, _ = moved(office, old)
        assert (again.counts["unchanged"], again.written) == (10, False)
        assert again.digest == tally.digest
        assert stored(office, "haneul").startswith("$argon2id$")
        (fact,) = office.trail.search(action="accounts.imported")
        assert fact["details"]["new"] == 10


def test_no_hash_and_no_password_is_logged(old: Elsewhere, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not on standard output or error, and not in the trail."""
    with open_office(haneul(), tmp_path) as office:
        moved(office, old)
        facts = repr(office.trail.search(limit=500))
    said = facts + "".join(capsys.readouterr())
    for person in FrameworkPeople(old).people():
        assert person.hash not in said
    assert OLD not in said
