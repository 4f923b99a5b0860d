"""The office as a witness and as one that is witnessed: made from the settings, off unless they say so."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from egovframe.audit import Cosigner, NotAcknowledged, NotWitnessed, cosignatures
from egovframe.audit.cosignatures import CosignatureVerifier, cosigners, verifier_from_vkey
from egovframe.kernel.clock import SystemClock
from egovframe.kernel.errors import SettingsError
from egovframe.office import Office
from egovframe.testing import open_office
from egovframe.web import build
from tests.audit.peers import ORIGIN, Peer
from tests.office.city import PASSWORD, haneul
from tests.office.conftest import CONSOLE
from tests.support.serving import serving

PEER = Peer()
FAR = Cosigner("far.example/witness", bytes(32), clock=SystemClock()).vkey


def test_an_office_that_sets_nothing_neither_witnesses_nor_asks(tmp_path: Path) -> None:
    """No key is drawn and no thread is started."""
    with open_office(haneul(), tmp_path) as office:
        assert office.witness is None
        assert office.witnesses.all == ()
        assert office.witnesses.ask() == []
        assert "witness" not in (tmp_path / "keys" / "keyring.json").read_text()


def test_a_witness_keeps_its_keys_and_its_name(tmp_path: Path) -> None:
    """The same at every start; one key of each kind, and neither is the log's."""
    settings: dict[str, Any] = {"audit": {"witness": {"serve": True}}, "web": {"public_url": "https://bada.example"}}
    found = []
    for _ in range(2):
        with open_office(haneul(), tmp_path, **settings) as office:
            assert office.witness is not None
            found.append(office.witness.vkeys)
            keys = [*map(verifier_from_vkey, office.witness.vkeys), verifier_from_vkey(office.trail.vkey)]
    assert found[0] == found[1]
    assert [key.name for key in keys] == ["bada.example/witness", "bada.example/witness", "bada.example/log"]
    assert len({key.public_key for key in keys}) == 3


def test_without_ml_dsa_a_witness_signs_with_ed25519(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so in the log and goes on."""
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.mldsa", None)
    monkeypatch.delattr("cryptography.hazmat.primitives.asymmetric.mldsa", raising=False)
    cosignatures._ml_dsa.cache_clear()
    try:
        with open_office(haneul(), tmp_path, audit={"witness": {"serve": True}}) as office:
            assert office.witness is not None
            assert len(office.witness.vkeys) == 1
    finally:
        monkeypatch.undo()
        cosignatures._ml_dsa.cache_clear()


@pytest.mark.parametrize(
    "audit",
    [
        {"witness": {"serve": True, "logs": {ORIGIN: ["nonsense"]}}},
        {"witness": {"serve": True, "port": 1}},
        {"witnesses": [{"vkey": "nonsense", "url": "https://bada.example"}]},
        {"witnesses": [{"vkey": PEER.key.vkey, "url": "https://bada.example"}]},
        {"witnesses": [{"vkey": PEER.key.vkey}]},
        {"witness_every": 0},
    ],
)
def test_settings_that_do_not_hold_stop_the_start(tmp_path: Path, audit: dict[str, Any]) -> None:
    """A key of the wrong kind, a word that is none, a missing address."""
    with pytest.raises(SettingsError), open_office(haneul(), tmp_path, audit=audit):
        pass


def test_a_running_office_has_its_checkpoints_witnessed(tmp_path: Path) -> None:
    """In a thread of its own, from what the settings say to the cosignature that is kept."""
    with open_office(haneul(), tmp_path / "haneul") as office:
        vkey, origin = office.trail.vkey, office.trail.vkey.split("+")[0]
    there: dict[str, Any] = {"witness": {"serve": True, "logs": {origin: [vkey]}}}
    with open_office(haneul(), tmp_path / "bada", audit=there) as bada, serving(build(bada)) as address:
        assert bada.witness is not None
        asked = [{"vkey": key, "url": f"{address}/witness"} for key in bada.witness.vkeys]
        here: dict[str, Any] = {"audit": {"witnesses": asked, "witness_every": "PT0.1S"}}
        with open_office(haneul(), tmp_path / "haneul", **here) as office:
            office.start()
            limit = time.monotonic() + 30
            while (note := office.witnesses.note()) is None or len(note.signatures) < 3:
                assert time.monotonic() < limit, "nobody cosigned"
                time.sleep(0.05)
            office.stop()
            keys = [key for key in map(verifier_from_vkey, bada.witness.vkeys) if isinstance(key, CosignatureVerifier)]
            assert len(cosigners(note, *keys)) == 2
            assert office.verify().findings == []
        assert bada.verify().findings == []


def test_a_deed_can_wait_until_it_is_witnessed(tmp_path: Path) -> None:
    """When the block ends, the checkpoint that covers its facts is cosigned; nobody else had to seal or ask."""
    with witnessed_city(tmp_path) as office:
        with office.work(by=CONSOLE, until="witnessed") as work:
            work.accounts.add("kim", password=PASSWORD)
        size = office.trail.status()["size"]
        assert office.acknowledgements.witnessed(size)
        assert not office.acknowledgements.witnessed(size + 1)


def test_a_quorum_that_is_not_made_in_time_is_said(tmp_path: Path) -> None:
    """The policy asks for a second witness, whom nobody reaches: the deed is kept and sealed, but not witnessed."""
    with witnessed_city(tmp_path) as office:
        near = office.witnesses.all[0]
    policy = f"witness near {near.verifiers[0].vkey}\nwitness far {FAR}\ngroup two all near far\nquorum two\n"
    far = {"vkey": FAR, "url": "http://127.0.0.1:1"}
    within = {"acknowledge_witnessed_within": "PT1S"}
    with witnessed_city(tmp_path, far, policy=policy, **within) as office:
        with pytest.raises(NotAcknowledged) as caught, office.work(by=CONSOLE, until="witnessed") as work:
            work.accounts.add("kim", password=PASSWORD)
        assert caught.value.lacking == "witnessed"
        assert office.trail.proof(caught.value.facts[0])
        assert not office.acknowledgements.witnessed(1)


@pytest.mark.parametrize("policy", ["# nobody\nquorum none\n", f"witness far {FAR}\nquorum far\n"])
def test_a_policy_that_the_witnesses_cannot_make_counts_as_none(tmp_path: Path, policy: str) -> None:
    """Nobody waits for a witness who is never asked, and no quorum at all is no witnessing."""
    with (
        witnessed_city(tmp_path, policy=policy) as office,
        pytest.raises(NotWitnessed),
        office.work(by=CONSOLE, until="witnessed"),
    ):
        pytest.fail("the block was entered")


def test_petitions_that_shall_be_witnessed_need_witnesses_at_the_start(tmp_path: Path) -> None:
    """A setting that no petition could meet stops the start."""
    with pytest.raises(NotWitnessed), open_office(haneul(), tmp_path, forms={"acknowledge": "witnessed"}):
        pass


@contextmanager
def witnessed_city(folder: Path, *more: dict[str, str], **audit: Any) -> Iterator[Office]:
    """Lend an office whose witness is another city's running office."""
    with open_office(haneul(), folder / "haneul") as office:
        vkey, origin = office.trail.vkey, office.trail.vkey.split("+")[0]
    there: dict[str, Any] = {"witness": {"serve": True, "logs": {origin: [vkey]}}}
    with open_office(haneul(), folder / "bada", audit=there) as bada, serving(build(bada)) as address:
        assert bada.witness is not None
        asked = [*({"vkey": key, "url": f"{address}/witness"} for key in bada.witness.vkeys), *more]
        with open_office(haneul(), folder / "haneul", audit={"witnesses": asked, **audit}) as office:
            yield office
