"""Under which names the city is known, and that nobody else chooses one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from egovframe.testing import SetClock, open_office
from egovframe.web.host import HostUnknown, site_of
from egovframe.web.page import Page
from tests.web.portal.town import Town, town


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town without any setting of where it is."""
    clock = SetClock()
    with open_office(town(), tmp_path_factory.mktemp("home"), clock=clock) as office:
        yield Town(office, clock)


def asked(there: Town, host: str | bytes, scheme: str = "http") -> Page:
    """A request under that Host."""
    raw = host if isinstance(host, bytes) else host.encode()
    scope = {"method": "GET", "path": "/", "query_string": b"", "headers": [(b"host", raw)], "scheme": scheme}
    return Page(there.app.site, scope, address="127.0.0.1", number="4XTQ-8KDM")


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("city.localhost:1", "http://city.localhost:1"),
    ],
)
def test_on_this_machine_the_browsers_address_is_the_citys(home: Town, host: str, origin: str) -> None:
    """For trying a city out, without any setting."""
    assert site_of(asked(home, host)) == origin


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.5",
        "127.0.0.1@evil.example",
        "evil.example/127.0.0.1",
        "127.0.0.1:8000?x",
        "127.0.0.1:99999999",
        "[::1",
        b"\xff",
    ],
)
def test_nobody_chooses_the_citys_address(home: Town, host: str | bytes) -> None:
    """A made-up Host becomes no issuer, no place to come back to and nothing that a key signs for."""
    with pytest.raises(HostUnknown):
        site_of(asked(home, host))


def test_the_setting_names_more_hosts_and_public_url_the_only_one(tmp_path: Path) -> None:
    """With `public_url` the Host is no matter at all."""
    clock = SetClock()
    settings: tuple[tuple[dict[str, Any], str], ...] = (
        ({"hosts": ["Inside.Example"]}, "http://inside.example:81"),
        ({"host": "10.0.0.5"}, "http://10.0.0.5:81"),
        ({"public_url": "https://city.example/"}, "https://city.example"),
    )
    for number, (web, origin) in enumerate(settings):
        with open_office(town(), tmp_path / str(number), clock=clock, web=web) as office:
            there = Town(office, clock)
            assert site_of(asked(there, origin.partition("//")[2])) == origin
            if "public_url" in web:
                assert site_of(asked(there, "evil.example")) == origin
            else:
                with pytest.raises(HostUnknown):
                    site_of(asked(there, "evil.example"))
