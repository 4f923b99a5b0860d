"""The witness over HTTP: what another city's program sees, and what a stranger can do."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from proofbundle.checkpoint import verify_cosignature

from egovframe.audit.witness import MAX_BODY
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from tests.audit.peers import ORIGIN, Peer
from tests.office.city import haneul
from tests.support.serving import serving
from tests.web.client import Browser

PEER = Peer()
HASH = sha256(ORIGIN.encode()).hexdigest()
SETTINGS: dict[str, Any] = {
    "witness": {"serve": True, "name": "bada.example/witness", "logs": {ORIGIN: [PEER.key.vkey]}}
}


@pytest.fixture
def bada(office_url: str, tmp_path: Path) -> Iterator[str]:
    """A city that is a witness, served; its address."""
    with (
        open_office(haneul(), tmp_path, url=office_url, clock=SetClock(), audit=SETTINGS) as office,
        serving(build(office)) as address,
    ):
        yield address


def test_a_checkpoint_is_cosigned_over_http(bada: str) -> None:
    """Submitted, answered, shown to monitors; another implementation verifies it with the published keys."""
    with httpx.Client(base_url=bada) as peer:
        vkeys = peer.get("/witness/vkey").text.split()
        assert len(vkeys) == 2
        assert peer.get(f"/witness/{HASH}/checkpoint").status_code == 404
        for old, size in ((0, 3), (3, 9)):
            answer = peer.post("/witness/add-checkpoint", content=PEER.body(old, size))
            assert (answer.status_code, answer.text[:2]) == (200, "— ")
            shown = peer.get(f"/witness/{HASH}/checkpoint")
            assert shown.headers["content-type"] == "text/plain; charset=utf-8"
            assert shown.text == f"{PEER.note(size)}{answer.text}"
            assert [verify_cosignature(shown.text, vkey)["ok"] for vkey in vkeys] == [True, True]


def test_each_refusal_has_its_status(bada: str) -> None:
    """400, 403, 404, 409 with the size under its own media type, 422."""
    with httpx.Client(base_url=bada) as peer:

        def post(body: bytes) -> httpx.Response:
            return peer.post("/witness/add-checkpoint", content=body)

        assert post(PEER.body(0, 3)).status_code == 200
        conflict = post(PEER.body(0, 9))
        assert (conflict.status_code, conflict.headers["content-type"], conflict.text) == (
            409,
            "text/x.tlog.size",
            "3\n",
        )
        assert post(PEER.body(3, 9, path=[])).status_code == 422
        assert post(PEER.body(9, 3, path=[])).status_code == 400
        assert post(Peer(seed=2).body(3, 9)).status_code == 403
        assert post(Peer(origin="other.example/log").body(0, 3)).status_code == 404


def test_no_request_brings_the_server_down(bada: str) -> None:
    """Garbage, nothing, too much, other methods, other addresses: refused in a line of text, never with 5xx."""
    genuine = PEER.body(0, 3)
    bodies = [
        b"",
        b"\0",
        b"\xff" * 1000,
        b"old 0\n\n" * 500,
        genuine[:-2],
        genuine * 2,
        b"x" * (MAX_BODY + 1),
        b"\n" * 9000,
    ]
    with httpx.Client(base_url=bada) as peer:
        for body in bodies:
            for media in ("text/plain", "application/json", "application/x-www-form-urlencoded", "multipart/form-data"):
                answer = peer.post("/witness/add-checkpoint", content=body, headers={"content-type": media})
                assert answer.status_code in {400, 413}, (answer.status_code, body[:20])
        assert peer.get("/witness/add-checkpoint").status_code == 405
        for path in (
            "/witness/x/checkpoint",
            f"/witness/{HASH.upper()}/checkpoint",
            "/witness/%00/checkpoint",
            "/witness",
        ):
            assert peer.get(path).status_code == 404
        for headers in ({"authorization": "Bearer x"}, {"cookie": "session=x"}):
            assert peer.post("/witness/add-checkpoint", content=genuine, headers=headers).status_code in {200, 409}
    host = urlsplit(bada)
    line = http.client.HTTPConnection(str(host.hostname), host.port, timeout=10)
    line.request(
        "POST",
        "/witness/add-checkpoint",
        body=iter([genuine, b"x" * MAX_BODY]),
        encode_chunked=True,
        headers={"transfer-encoding": "chunked"},
    )
    assert line.getresponse().status == 413
    line.close()


def test_of_many_at_once_one_is_cosigned(bada: str) -> None:
    """Eight connections submit eight sizes from the same old one."""
    with httpx.Client(base_url=bada) as peer:
        assert peer.post("/witness/add-checkpoint", content=PEER.body(0, 3)).status_code == 200

        def post(size: int) -> int:
            return peer.post("/witness/add-checkpoint", content=PEER.body(3, size)).status_code

        with ThreadPoolExecutor(8) as threads:
            assert sorted(threads.map(post, range(10, 18))) == [200] + [409] * 7


def test_an_office_that_is_no_witness_has_nothing_there(tmp_path: Path) -> None:
    """The default: every address answers 404."""
    with open_office(haneul(), tmp_path) as office:
        browser = Browser(build(office))
        assert browser.get("/witness/vkey").status_code == 404
        assert browser.get(f"/witness/{HASH}/checkpoint").status_code == 404
        assert browser.request("POST", "/witness/add-checkpoint", content=PEER.body(0, 3)).status_code == 404
