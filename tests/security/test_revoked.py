"""A role that is taken back counts no more from the next request on, in every process, on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from egovframe.testing import open_office
from egovframe.web import build
from tests.security.world import CONSOLE, PARKS, PASSWORD, ROADS, city
from tests.web.client import Browser

PROCESS = """
import json, sys
from pathlib import Path
from egovframe.testing import open_office
from egovframe.web import build
from tests.security.world import city
from tests.web.client import Browser

with open_office(city(), Path(sys.argv[1]), url=sys.argv[2]) as office:
    app = build(office)
    print("ready", flush=True)
    for line in sys.stdin:
        session, token = json.loads(line)
        browser = Browser(app)
        browser.cookies.set("egov-session", session, domain="127.0.0.1")
        headers = {"authorization": f"Bearer {token}"}
        print(json.dumps([browser.get("/desk").status_code,
                          Browser(app).get("/api/v1/petitions", headers=headers).status_code]), flush=True)
    app.gate.close()
"""
"""An office of its own on the same database, which says what a session and a token open at this moment."""


class Other:
    """A process that serves the same office."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def opens(self, session: str, token: str) -> list[int]:
        """The statuses of the desk's page and of the API's list."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([session, token]) + "\n")
        self._process.stdin.flush()
        return list(json.loads(self._line("[")))

    def _line(self, begins: str) -> str:
        """The next line that begins so; lines of the log come between."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(begins):
                return line
        raise AssertionError("the other process ended")

    def ready(self) -> None:
        """Wait until it serves."""
        self._line("ready")


@contextmanager
def another_process(folder: Path, url: str, root: Path) -> Iterator[Other]:
    """Lend a process that serves the same office; it is ended afterwards."""
    command = [sys.executable, "-c", PROCESS, str(folder), url]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            other = Other(process)
            other.ready()
            yield other
        finally:
            process.terminate()


@pytest.mark.asvs("V8.3.2")
def test_a_revoked_role_counts_no_more_in_another_process(office_url: str, tmp_path: Path, repository: Path) -> None:
    """Granted and revoked here, asked for there: the very next request of the other process knows."""
    with open_office(city(), tmp_path, url=office_url) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
            token = work.accounts.token("kim")
        session, _ = office.auth.sign_in("kim", PASSWORD)
        with another_process(tmp_path, office_url, repository) as other:
            for unit in (None, ROADS, PARKS):
                assert other.opens(session, token) == [403, 403]
                with office.work(by=CONSOLE) as work:
                    work.accounts.grant("kim", "officer", unit=unit)
                assert other.opens(session, token) == [200, 200]
                with office.work(by=CONSOLE) as work:
                    work.accounts.revoke("kim", "officer", unit=unit)
            assert other.opens(session, token) == [403, 403]
            with office.work(by=CONSOLE) as work:
                work.accounts.disable("kim")
            assert other.opens(session, token) == [303, 401]


@pytest.mark.asvs("V8.3.2")
def test_a_revoked_role_counts_no_more_in_another_office(office_url: str, tmp_path: Path) -> None:
    """The same between two offices that are open in one process, with a role that is changed instead of taken back."""
    with open_office(city(), tmp_path, url=office_url) as one, open_office(city(), tmp_path, url=office_url) as two:
        with one.work(by=CONSOLE) as work:
            work.access.roles.define("reader", may={"petition.read"}, title="열람자")
            work.accounts.add("kim")
            work.accounts.grant("kim", "reader")
            token = work.accounts.token("kim")
        app = build(two)
        headers = {"authorization": f"Bearer {token}"}
        assert Browser(app).get("/api/v1/petitions", headers=headers).status_code == 200
        with one.work(by=CONSOLE) as work:
            work.access.roles.define("reader", may={"form.read"}, title="열람자")
        assert Browser(app).get("/api/v1/petitions", headers=headers).status_code == 403
        app.gate.close()
