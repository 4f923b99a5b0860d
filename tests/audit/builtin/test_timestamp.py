"""The anchor at a timestamp authority, against a real one: `openssl ts` behind HTTP."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from egovframe.audit import AnchorFailed
from egovframe.audit.builtin.timestamp import TimestampAnchor
from egovframe.audit.interfaces import GROUP, Anchor
from egovframe.kernel.errors import MissingExtra, PluginError
from egovframe.kernel.plugins import Plugins
from egovframe.testing.suites import AnchorSuite
from egovframe.testing.suites.anchors import a_checkpoint
from tests.support.authority import Authority


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """One authority for all tests here."""
    with Authority.founded(tmp_path_factory.mktemp("authority") / "keys").serving() as authority:
        yield authority


@pytest.fixture
def authority(running: Authority) -> Iterator[Authority]:
    """The authority, which answers as it should until a test says otherwise."""
    running.asked.clear()
    yield running
    running.answer = None


@pytest.fixture
def anchor(authority: Authority, tmp_path: Path) -> TimestampAnchor:
    """An anchor at that authority which holds nothing yet."""
    return anchor_at(authority, tmp_path / "stamps")


def anchor_at(authority: Authority, folder: Path, *, timeout: timedelta = timedelta(seconds=10)) -> TimestampAnchor:
    """Give an anchor that trusts an authority's root."""
    return TimestampAnchor.model_validate(
        {"url": authority.url, "certificates": [authority.root], "folder": folder, "timeout": timeout}
    )


def files(anchor: TimestampAnchor) -> list[str]:
    """Name what the anchor's folder holds."""
    return sorted(file.name for file in anchor.folder.iterdir()) if anchor.folder.exists() else []


def overwrite(path: Path, content: bytes) -> None:
    """Write over a file that is read-only."""
    path.unlink()
    path.write_bytes(content)


class TestTimestampAnchor(AnchorSuite):
    """The suite for anchors, on this one."""

    @pytest.fixture
    def anchor(self, authority: Authority, tmp_path: Path) -> Anchor:
        """The anchor under test."""
        return anchor_at(authority, tmp_path / "stamps")


def test_the_plug_in_is_found_by_its_name(authority: Authority, tmp_path: Path) -> None:
    """Settings as a city writes them; certificates that are not there or none fail the start, not the first hour."""
    anchors: Plugins[Anchor] = Plugins(GROUP, Anchor)  # type: ignore[type-abstract]
    options = {"url": authority.url, "certificates": [str(authority.root)], "folder": str(tmp_path)}
    assert isinstance(anchors.load("timestamp", options), TimestampAnchor)
    with pytest.raises(PluginError, match=r"nowhere\.pem cannot be read"):
        anchors.load("timestamp", {**options, "certificates": ["nowhere.pem"]})
    with pytest.raises(PluginError, match="holds no PEM certificate"):
        anchors.load("timestamp", {**options, "certificates": [str(authority.folder / "signer.key")]})
    with pytest.raises(PluginError, match="certificates"):
        anchors.load("timestamp", {**options, "certificates": []})


def test_what_is_kept_satisfies_openssl(authority: Authority, anchor: TimestampAnchor) -> None:
    """Whoever doubts us needs nothing of ours: checkpoint, reply, root, and `openssl ts -verify`."""
    anchor.keep(a_checkpoint(70_000))
    assert files(anchor) == ["00000000000000070000.checkpoint", "00000000000000070000.tsr"]
    command = ["openssl", "ts", "-verify", "-in", "00000000000000070000.tsr", "-CAfile", str(authority.root), "-data"]
    name = "00000000000000070000.checkpoint"
    judged = subprocess.run([*command, name], cwd=anchor.folder, capture_output=True, text=True, check=False)
    assert "Verification: OK" in judged.stdout + judged.stderr, judged
    assert judged.returncode == 0
    (anchor.folder / "other").write_text(a_checkpoint(70_000, history=1))
    assert subprocess.run([*command, "other"], cwd=anchor.folder, capture_output=True, check=False).returncode == 1


def test_every_file_is_read_only(anchor: TimestampAnchor) -> None:
    """Nobody overwrites one by accident."""
    anchor.keep(a_checkpoint(7))
    assert [file.stat().st_mode & 0o222 for file in anchor.folder.iterdir()] == [0, 0]


def test_it_says_when_each_checkpoint_was_there(anchor: TimestampAnchor) -> None:
    """By size, in the authority's time, as exactly as the authority says."""
    assert list(anchor.stamped()) == []
    before = datetime.now(UTC)
    for size in (10, 9):
        anchor.keep(a_checkpoint(size))
    stamps = list(anchor.stamped())
    assert [stamp.checkpoint for stamp in stamps] == [a_checkpoint(9), a_checkpoint(10)]
    for stamp in stamps:
        assert stamp.accuracy == timedelta(seconds=1.5)
        assert before - stamp.accuracy <= stamp.at <= datetime.now(UTC) + stamp.accuracy


def test_the_authority_is_asked_once_a_checkpoint(authority: Authority, anchor: TimestampAnchor) -> None:
    """Keeping again asks nobody, even when the authority is gone."""
    anchor.keep(a_checkpoint(7))
    authority.answer = lambda _query: (500, [])
    anchor.keep(a_checkpoint(7))
    assert anchor.newest() == a_checkpoint(7)
    assert len(authority.asked) == 1


def test_the_authority_sees_a_digest_only(authority: Authority, anchor: TimestampAnchor) -> None:
    """It learns neither the city's log nor its size."""
    anchor.keep(a_checkpoint(7))
    assert b"suite.example" not in authority.asked[0]
    assert len(authority.asked[0]) < 100


def test_it_can_be_asked_where_an_event_loop_runs(anchor: TimestampAnchor) -> None:
    """An asynchronous program that seals by itself gets its stamp too."""

    async def program() -> None:
        anchor.keep(a_checkpoint(7))

    asyncio.run(program())
    assert anchor.newest() == a_checkpoint(7)


def test_an_answer_to_another_question_is_refused(authority: Authority, anchor: TimestampAnchor) -> None:
    """The nonce is of this question: an old answer played again, for the same checkpoint, keeps nothing."""
    anchor.keep(a_checkpoint(7))
    old = (anchor.folder / f"{7:020d}.tsr").read_bytes()
    for file in anchor.folder.iterdir():
        file.unlink()
    authority.answer = lambda _query: (200, [old])
    with pytest.raises(AnchorFailed, match="Nonce"):
        anchor.keep(a_checkpoint(7))
    assert files(anchor) == []


def test_a_stamp_on_something_else_is_refused(authority: Authority, anchor: TimestampAnchor) -> None:
    """The right nonce on another digest: a lying or confused authority."""

    def on_another(query: bytes) -> tuple[int, list[bytes]]:
        place = query.index(b"\x04\x20") + 2  # the 32 bytes of the digest, OCTET STRING
        return 200, [authority.sign(query[:place] + bytes(32) + query[place + 32 :])]

    authority.answer = on_another
    with pytest.raises(AnchorFailed, match="Mismatch between messages"):
        anchor.keep(a_checkpoint(7))
    assert files(anchor) == []


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        (timedelta(days=2), timedelta(days=-1), "certificate has expired"),
        (timedelta(days=-1), timedelta(days=2), "certificate is not yet valid"),
    ],
)
def test_a_certificate_out_of_its_time_is_refused(
    since: timedelta, until: timedelta, says: str, tmp_path: Path
) -> None:
    """Expired yesterday, or valid from tomorrow: openssl signs all the same, and nothing is kept."""
    with Authority.founded(tmp_path / "keys", since=since, until=until).serving() as authority:
        anchor = anchor_at(authority, tmp_path / "stamps")
        with pytest.raises(AnchorFailed, match=says):
            anchor.keep(a_checkpoint(7))
    assert files(anchor) == []


def trusting(anchor: TimestampAnchor, *certificates: Path) -> TimestampAnchor:
    """Give the same anchor with other certificates."""
    return TimestampAnchor(**{**anchor.model_dump(), "certificates": certificates})


def test_another_authority_is_not_believed(anchor: TimestampAnchor, tmp_path: Path) -> None:
    """Its root, though it has the same name, is not the trusted one: neither now nor for what was kept."""
    doubting = trusting(anchor, Authority.founded(tmp_path / "keys").root)
    with pytest.raises(AnchorFailed, match="certificate signature failure"):
        doubting.keep(a_checkpoint(7))
    assert files(anchor) == []
    anchor.keep(a_checkpoint(7))
    with pytest.raises(AnchorFailed, match="does not vouch"):
        doubting.newest()


def test_stamps_from_before_and_after_a_change_of_root_hold(
    authority: Authority, anchor: TimestampAnchor, tmp_path: Path
) -> None:
    """Old and new root have the same name, and stand in either order."""
    new = Authority.founded(tmp_path / "keys")
    anchor.keep(a_checkpoint(7))
    for number, roots in enumerate([(authority.root, new.root), (new.root, authority.root)]):
        both = trusting(anchor, *roots)
        authority.answer = lambda query: (200, [new.sign(query)])
        both.keep(a_checkpoint(8 + number))
        assert len(list(both.stamped())) == 2 + number


def test_certificates_without_a_root_fail_the_start(authority: Authority, anchor: TimestampAnchor) -> None:
    """The signing certificate alone could never verify anything."""
    with pytest.raises(ValidationError, match="none of the certificates is a root"):
        trusting(anchor, authority.folder / "signer.pem")
    trusting(anchor, authority.folder / "signer.pem", authority.root).keep(a_checkpoint(7))


def test_an_authority_that_refuses_is_quoted(authority: Authority, anchor: TimestampAnchor) -> None:
    """The reason the authority gives is in the error."""
    authority.answer = lambda _query: (200, [authority.sign(b"no query")])
    with pytest.raises(AnchorFailed, match=r"refused \(status 2\)"):
        anchor.keep(a_checkpoint(7))
    assert files(anchor) == []


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (500, b"", "status 500"),
        (302, b"", "status 302"),
        (200, b"", "no timestamp reply"),
        (200, b"<html>", "no timestamp reply"),
        (200, bytes.fromhex("30053003020100"), "Missing SignedData"),  # granted, but no token
        (200, bytes(300_000), "262,144 bytes"),
    ],
)
def test_garbage_is_refused(authority: Authority, anchor: TimestampAnchor, status: int, body: bytes, says: str) -> None:
    """Error pages, redirects, nothing, something else, too much: named, and nothing is kept."""
    authority.answer = lambda _query: (status, [body])
    with pytest.raises(AnchorFailed, match=says) as raised:
        anchor.keep(a_checkpoint(7))
    assert "127.0.0.1" in raised.value.message
    assert raised.value.hint
    assert files(anchor) == []


def test_an_authority_that_is_down_is_named(tmp_path: Path) -> None:
    """Nobody listens there any more; kept stamps still hold without it."""
    with Authority.founded(tmp_path / "keys").serving() as authority:
        anchor = anchor_at(authority, tmp_path / "stamps")
        anchor.keep(a_checkpoint(7))
    with pytest.raises(AnchorFailed, match="cannot be reached"):
        anchor.keep(a_checkpoint(8))
    assert anchor.newest() == a_checkpoint(7)


def test_a_slow_authority_has_its_time_and_no_more(authority: Authority, tmp_path: Path) -> None:
    """The bound is on the whole answer: a byte now and then does not stretch it."""
    anchor = anchor_at(authority, tmp_path / "stamps", timeout=timedelta(seconds=0.3))

    def dripping() -> Iterator[bytes]:
        for _ in range(40):
            time.sleep(0.05)
            yield b"\x30"

    authority.answer = lambda _query: (200, dripping())
    started = time.monotonic()
    with pytest.raises(AnchorFailed, match=r"did not answer within 0\.3 s"):
        anchor.keep(a_checkpoint(7))
    assert time.monotonic() - started < 1.5, "40 drips take 2 seconds"
    assert files(anchor) == []


def test_every_altered_bit_of_a_kept_reply_is_noticed_or_means_nothing(anchor: TimestampAnchor) -> None:
    """No damage changes what is stated, and none raises anything but our error; most of it is noticed.

    CMS leaves a few bytes unsigned that state nothing (RFC 5652 section 5.4): names of algorithms.
    """
    anchor.keep(a_checkpoint(7))
    path = anchor.folder / f"{7:020d}.tsr"
    (whole,) = anchor.stamped()
    reply = path.read_bytes()
    unnoticed = 0
    for bit in range(0, 8 * len(reply), 3):
        damaged = bytearray(reply)
        damaged[bit // 8] ^= 1 << bit % 8
        overwrite(path, bytes(damaged))
        with suppress(AnchorFailed):
            assert list(anchor.stamped()) == [whole]
            unnoticed += 1
    assert unnoticed < len(reply) // 10


def test_a_changed_checkpoint_is_noticed_and_no_older_one_given(anchor: TimestampAnchor) -> None:
    """Another history under the same name, written over what was stamped."""
    for size in (7, 8):
        anchor.keep(a_checkpoint(size))
    path = anchor.folder / f"{8:020d}.checkpoint"
    overwrite(path, a_checkpoint(8, history=1).encode())
    with pytest.raises(AnchorFailed, match="does not vouch"):
        anchor.newest()
    with pytest.raises(AnchorFailed, match="two histories"):
        anchor.keep(a_checkpoint(8))


def test_a_checkpoint_renamed_to_a_larger_size_is_noticed(anchor: TimestampAnchor) -> None:
    """Name and content must agree, however well the stamp holds."""
    anchor.keep(a_checkpoint(7))
    for file in list(anchor.folder.iterdir()):
        file.rename(file.with_name(file.name.replace("7", "9")))
    with pytest.raises(AnchorFailed, match="another size"):
        anchor.newest()


def test_a_checkpoint_without_its_reply_is_noticed(authority: Authority, anchor: TimestampAnchor) -> None:
    """It is not stamped anew: that would hide that the first stamp is gone."""
    anchor.keep(a_checkpoint(7))
    (anchor.folder / f"{7:020d}.tsr").unlink()
    for deed in (anchor.newest, lambda: anchor.keep(a_checkpoint(7)), lambda: list(anchor.stamped())):
        with pytest.raises(AnchorFailed, match="is gone"):
            deed()
    assert len(authority.asked) == 1


def test_a_power_cut_between_reply_and_checkpoint_is_made_up_for(authority: Authority, anchor: TimestampAnchor) -> None:
    """The reply that is there is used; to another checkpoint of that size it does not belong."""
    anchor.keep(a_checkpoint(7))
    (anchor.folder / f"{7:020d}.checkpoint").unlink()
    assert anchor.newest() is None
    with pytest.raises(AnchorFailed, match="does not vouch"):
        anchor.keep(a_checkpoint(7, history=1))
    anchor.keep(a_checkpoint(7))
    assert anchor.newest() == a_checkpoint(7)
    assert len(authority.asked) == 1


def test_other_files_in_the_folder_are_left_alone(anchor: TimestampAnchor) -> None:
    """A clerk's note beside the stamps is no checkpoint."""
    anchor.keep(a_checkpoint(7))
    (anchor.folder / "read me.checkpoint").write_text("Kept since 2026.")
    assert anchor.newest() == a_checkpoint(7)


def test_a_bound_that_is_none_is_refused(authority: Authority, tmp_path: Path) -> None:
    """Waiting for ever, or not at all, is no setting; another scheme neither."""
    for seconds in (0, 3600):
        with pytest.raises(ValidationError):
            anchor_at(authority, tmp_path, timeout=timedelta(seconds=seconds))
    with pytest.raises(ValidationError):
        TimestampAnchor.model_validate({"url": "ftp://a.example", "certificates": [authority.root], "folder": tmp_path})


def test_without_its_packages_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, authority: Authority, tmp_path: Path
) -> None:
    """At the start, not an hour later."""
    for name in ("httpx", "rfc3161_client"):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, name, None)
            with pytest.raises(MissingExtra, match="not installed") as raised:
                anchor_at(authority, tmp_path)
        assert "egovframe[timestamps]" in raised.value.hint
