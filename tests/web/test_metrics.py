"""The measures of the office, for those who may read them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from egovframe.kernel.errors import SettingsError
from egovframe.kernel.permissions import Actor
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.office.test_witnessing import FAR
from tests.support.elsewhere import elsewhere
from tests.web.client import Browser
from tests.web.desk.hall import haneul

TOKEN = "a-token-of-some-length"
LINE = re.compile(r"(egovframe_[a-z_]+)(\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*\})? (\+Inf|\d+(\.\d+)?)")


def bearer(token: str) -> dict[str, str]:
    """Return the header of a token."""
    return {"authorization": f"Bearer {token}"}


def test_nobody_reads_them_unless_the_settings_say_so(tmp_path: Path) -> None:
    """Off by default: not even with a token of the city's."""
    with open_office(haneul(), tmp_path) as office:
        browser = Browser(build(office))
        assert browser.get("/metrics").status_code == 404
        assert browser.get("/metrics", headers=bearer("")).status_code == 404


@pytest.mark.parametrize(
    ("metrics", "token", "status"),
    [
        ({"token": TOKEN}, TOKEN, 200),
        ({"token": TOKEN}, "", 401),
        ({"token": TOKEN}, TOKEN[:-1], 401),
        ({"allow": ["127.0.0.0/8"]}, "", 200),
        ({"allow": ["10.0.0.0/8", "::1/128"]}, "", 404),
        ({"allow": ["10.0.0.0/8"], "token": TOKEN}, TOKEN, 404),
        ({"allow": ["127.0.0.0/8"], "token": TOKEN}, "", 401),
        ({"allow": ["127.0.0.0/8"], "token": TOKEN}, TOKEN, 200),
    ],
)
def test_who_may_read_them(tmp_path: Path, metrics: dict[str, Any], token: str, status: int) -> None:
    """Whoever has the token, or comes from an allowed network; both where both are set."""
    with open_office(haneul(), tmp_path, web={"metrics": metrics}) as office:
        answer = Browser(build(office)).get("/metrics", headers=bearer(token) if token else {})
        assert answer.status_code == status
        assert ("egovframe_trail_size" in answer.text) == (status == 200)


@pytest.mark.parametrize("metrics", [{"token": "short"}, {"allow": ["10.0.0.0/99"]}, {"port": 1}])
def test_settings_that_do_not_hold_stop_the_start(tmp_path: Path, metrics: dict[str, Any]) -> None:
    """A token that can be guessed, a network that is none."""
    with pytest.raises(SettingsError), open_office(haneul(), tmp_path, web={"metrics": metrics}):
        pass


def test_what_they_say(tmp_path: Path) -> None:
    """How far sealing, witnesses, index and outbox are behind, and what went round the office."""
    clock = SetClock()
    witness = {"vkey": FAR, "url": "http://127.0.0.1:1"}
    settings: dict[str, Any] = {"audit": {"witnesses": [witness]}, "web": {"metrics": {"token": TOKEN}}}
    with open_office(haneul(), tmp_path, clock=clock, **settings) as office:
        office.seal()
        clock.forward(seconds=90)
        with office.work(by=Actor.system("console")) as work:
            work.accounts.add("kim")
        clock.forward(seconds=5)
        with elsewhere(office.database) as conn:
            conn.exec_driver_sql("UPDATE accounts SET name = 'lee'")
        answer = Browser(build(office)).get("/metrics", headers=bearer(TOKEN))
        size = office.trail.status()["size"]
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(LINE.fullmatch(line) for line in lines), answer.text
    told = dict(line.rsplit(" ", 1) for line in lines)
    assert told["egovframe_trail_size"] == str(size)
    assert told["egovframe_trail_unsealed"] == "1"
    assert told["egovframe_trail_lag_seconds"] == "5"
    assert told["egovframe_trail_checkpoint_age_seconds"] == "95"
    assert told["egovframe_trail_index_lag"] == "0"
    assert told["egovframe_trail_outside_writes"] == "1"
    assert told["egovframe_trail_alarms"] == "0"
    assert told['egovframe_witness_cosignature_age_seconds{witness="far.example/witness"}'] == "+Inf"
    assert told['egovframe_witness_lag{witness="far.example/witness"}'] == str(size)
    assert told["egovframe_outbox_given_up"] == "0"
