"""What we publish holds before the Go team's own implementation of the log: checkpoints, tiles, entries and proofs."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from egovframe.audit import Signer
from egovframe.audit.tiles import unpack_entries
from egovframe.audit.tree import node_hash
from egovframe.kernel.crypto import signing_key
from tests.conformance.published import ORIGIN, SIZES, Log, entries, signer
from tests.support.go import Conform, Refused
from tests.support.processes import command


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The same log at every size, each published in a folder of its own."""
    folder, log, all_entries = tmp_path_factory.mktemp("logs"), Log(), entries(max(SIZES))
    published = {}
    for size in SIZES:
        log.append(all_entries[log.tree.size : size])
        published[size] = log.publish(folder / str(size))
    return published


@pytest.fixture
def small(logs: dict[int, Path], tmp_path: Path) -> Path:
    """A copy of the published log of 300 entries, to be damaged."""
    return Path(shutil.copytree(logs[300], tmp_path / "log"))


@pytest.mark.parametrize("size", SIZES)
def test_a_published_log_verifies(conform: Conform, logs: dict[int, Path], size: int) -> None:
    """Names, entries, tiles, root; of small logs the proof of every entry and from every older size."""
    step = 1 if size <= 300 else 997
    assert int(conform("log", logs[size], signer().vkey, str(step))) == size


@pytest.mark.parametrize(("older", "newer"), [*pairwise(SIZES), (1, 70_000), (257, 257)])
def test_a_log_that_grew_is_the_same_log(conform: Conform, logs: dict[int, Path], older: int, newer: int) -> None:
    """The older checkpoint is a beginning of the newer log."""
    sizes = conform("grown", logs[newer], signer().vkey, logs[older] / "checkpoint").split()
    assert [int(size) for size in sizes] == [older, newer]


def test_a_forked_log_is_not(conform: Conform, logs: dict[int, Path], tmp_path: Path) -> None:
    """The same key signed something else before: the judge says so."""
    forked = Log()
    forked.append([*entries(254), b"something else"])
    forked.publish(tmp_path)
    with pytest.raises(Refused, match="invalid transparency proof"):
        conform("grown", logs[257], signer().vkey, tmp_path / "checkpoint")


def test_every_receipt_of_a_log_verifies(conform: Conform, tmp_path: Path) -> None:
    """The tlog-proof of each of 300 entries, with entries of every kind; the index is the one that was proved."""
    log = Log()
    log.append(entries(300))
    files = [tmp_path / f"{index}.tlog-proof" for index in range(300)]
    for index, file in enumerate(files):
        file.write_bytes(str(log.proof(index)).encode())
    assert [int(line) for line in conform("proof", log.signer.vkey, *files).split()] == [*range(300)]


def test_a_receipt_of_a_large_log_verifies(conform: Conform, tmp_path: Path) -> None:
    """First, last, and either side of where tiles end."""
    log = Log()
    log.append(entries(70_000))
    for index in (0, 255, 256, 65_534, 65_537, 69_998):
        file = tmp_path / f"{index}.tlog-proof"
        file.write_bytes(str(log.proof(index)).encode())
        assert int(conform("proof", log.signer.vkey, file)) == index


def test_signatures_of_others_do_not_disturb(conform: Conform, tmp_path: Path) -> None:
    """A checkpoint with two more signatures opens with each of the three keys that is trusted."""
    log = Log()
    log.append(entries(5))
    others = [Signer(name, signing_key(bytes([7]) * 32)) for name in ("witness.example", "other.example/log")]
    proof = log.proof(0)
    text = str(replace(proof, checkpoint=proof.checkpoint.sign(*others)))
    (tmp_path / "0.tlog-proof").write_bytes(text.encode())
    assert int(conform("proof", log.signer.vkey, tmp_path / "0.tlog-proof")) == 0
    with pytest.raises(Refused, match="not of the log"):
        conform("proof", others[0].vkey, tmp_path / "0.tlog-proof")


@pytest.mark.parametrize(
    ("path", "damage", "says"),
    [
        pytest.param("tile/0/000", lambda data: bytes([data[0] ^ 1]) + data[1:], "is not the tile over", id="bit"),
        pytest.param("tile/0/000", lambda data: data[4096:] + data[:4096], "is not the tile over", id="halves"),
        pytest.param("tile/0/001.p/44", lambda data: data[::-1], "inconsistent tile", id="order"),
        pytest.param("tile/1/000.p/1", lambda data: node_hash(data, data), "inconsistent tile", id="level"),
        pytest.param("tile/entries/000", lambda data: data.replace(b"entry 5", b"entry 6"), "the root", id="entry"),
        pytest.param("tile/entries/001.p/44", lambda data: data[:-1], "breaks off", id="cut"),
        pytest.param("checkpoint", lambda data: data.replace(b"\n300\n", b"\n299\n"), "invalid signature", id="size"),
        pytest.param("checkpoint", lambda data: data.replace(b"/log\n", b"/dog\n"), "invalid signature", id="origin"),
    ],
)
def test_the_judge_notices_damage(
    conform: Conform, small: Path, path: str, damage: Callable[[bytes], bytes], says: str
) -> None:
    """The tests above mean something: a changed tile, entry or checkpoint is refused, and named."""
    (small / path).write_bytes(damage((small / path).read_bytes()))
    with pytest.raises(Refused, match=says):
        conform("log", small, signer().vkey, "50")


def test_the_judge_notices_files_that_should_not_be_there(conform: Conform, small: Path) -> None:
    """C2SP tlog-tiles: an empty tile is never served, and a log of 300 entries has no full second tile."""
    (small / "tile" / "0" / "001").write_bytes((small / "tile" / "0" / "001.p" / "44").read_bytes())
    with pytest.raises(Refused, match="has no tile/0/001"):
        conform("log", small, signer().vkey, "50")


def test_the_judge_trusts_the_key_it_is_given(conform: Conform, small: Path) -> None:
    """Another name or another key opens nothing."""
    for other in (signer("other.example/log"), Signer(ORIGIN, signing_key(bytes(32)))):
        with pytest.raises(Refused, match="no verifiable signatures"):
            conform("log", small, other.vkey, "50")


def test_a_real_office_holds(conform: Conform, tmp_path: Path, repository: Path) -> None:
    """From the command line: petitions, an export, more petitions, an export; Go verifies both, the step, a proof."""
    city = tmp_path / "city"
    shutil.copytree(repository / "examples" / "standard_city", city, ignore=shutil.ignore_patterns("data", "__*__"))

    def egovframe(*words: str) -> str:
        ran = subprocess.run(command(*words), cwd=city, capture_output=True, text=True, check=False, timeout=120)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    for name, count in (("first", 3), ("second", 250)):
        line = json.dumps({"category": "교통", "title": f"건널목 신호 {name}", "content": "초록불을 길게 해 주세요."})
        (city / "lines.jsonl").write_text(f"{line}\n" * count, encoding="utf-8")
        egovframe("petitions", "import", "lines.jsonl", "--form", "suggestion")
        egovframe("audit", "export", name)
        vkey = (city / name / "vkey").read_text(encoding="utf-8").strip()
        assert int(conform("log", city / name, vkey, "1")) > count
    older, newer = conform("grown", city / "second", vkey, city / "first" / "checkpoint").split()
    assert int(older) < 256 < int(newer), "more than one tile"
    first = unpack_entries((city / "second" / "tile" / "entries" / "000").read_bytes())[0]
    (city / "0.tlog-proof").write_bytes(egovframe("audit", "proof", json.loads(first)["id"]).encode())
    assert int(conform("proof", vkey, city / "0.tlog-proof")) == 0
