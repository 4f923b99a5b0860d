"""An open town for each test, with an officer and a citizen who have accounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth.profiles import Contact
from egovframe.auth.settings import AuthSettings
from egovframe.testing import SetClock, open_office
from tests.auth.fakes import Oracle, Papers
from tests.support import mailserver
from tests.web.account.people import PASSWORD, Hall, People
from tests.web.portal.town import CONSOLE, town


@pytest.fixture
def clock() -> SetClock:
    """Monday, 21 September 2026, 10:00 in Seoul."""
    return SetClock()


@pytest.fixture
def people(tmp_path: Path, clock: SetClock) -> Iterator[People]:
    """`kim` is an officer of the roads, `lee` a citizen; three failures in a row slow an account down."""
    with open_office(town(), tmp_path, clock=clock, auth=AuthSettings.quick(free_tries=3)) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
            work.accounts.add("lee", kind="citizen", password=PASSWORD)
            work.accounts.grant("kim", "road-officer", unit="roads")
        yield People(office, clock)


@pytest.fixture
def hall(tmp_path: Path, clock: SetClock) -> Iterator[Hall]:
    """The same two at https, with every way to sign in beside the password; kim's letters go to a mail server here."""
    with mailserver.running() as box:
        ways = {
            "password": {"memory_kib": 8, "passes": 1},
            "totp": {},
            "recovery": {},
            "passkey": {},
            "email": {"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "no-reply@city.example"},
        }
        auth = AuthSettings.quick(free_tries=3, authenticators=ways)
        web = {"public_url": Hall.CITY, "trusted_proxies": ["10.0.0.0/8"], "certificate_header": "x-client-cert"}
        with open_office(town(), tmp_path, clock=clock, auth=auth, web=web) as office:
            with office.work(by=CONSOLE) as work:
                work.accounts.add("kim", password=PASSWORD)
                work.accounts.add("lee", kind="citizen", password=PASSWORD)
                work.accounts.grant("kim", "road-officer", unit="roads")
                work.accounts.set_profile("kim", emails=(Contact("kim@city.example", primary=True),), locale="ko-KR")
            office.auth.providers["city"] = Oracle()
            office.auth.methods["papers"] = Papers()
            yield Hall(office, clock, box)
