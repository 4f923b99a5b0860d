"""A published log, read whole: nothing that is shown can differ from what was signed without being named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from egovframe.audit import (
    Checkpoint,
    NoteInvalid,
    Policy,
    QuorumMissing,
    Signer,
    SourceFailed,
    TileInvalid,
    TrailBroken,
    Verifier,
)
from egovframe.audit.cosignatures import Cosigner
from egovframe.audit.notes import SignedNote
from egovframe.audit.published.log import PublishedLog
from egovframe.audit.tiles import TileName, TileTree, bundle_names, pack_entries, tile_names
from egovframe.audit.tree import EMPTY_ROOT, leaf_hashes
from egovframe.kernel.crypto import signing_key
from egovframe.kernel.errors import SettingsError
from egovframe.testing.clock import SetClock

ORIGIN = "haneul.example/log"
SIGNER = Signer(ORIGIN, signing_key(bytes(31) + b"\1"))
VERIFIER = Verifier.from_vkey(SIGNER.vkey)
OTHER = Signer("x", signing_key(bytes(31) + b"\3"))
WITNESS = Cosigner("bada.example/witness", bytes(31) + b"\2", clock=SetClock())


@dataclass
class Shown:
    """Files that are shown, and which were asked for."""

    files: dict[str, bytes]
    parallel: int = 3

    def read(self, path: str, most: int) -> bytes | None:
        """Return a file that is there."""
        content = self.files.get(path)
        assert content is None or len(content) <= most
        return content

    def name_of(self, path: str) -> str:
        """Return a name for people."""
        return f"there/{path}"


def entries(count: int, *, other: int = -1) -> list[bytes]:
    """Return small entries; the one at `other` is another."""
    return [b"entry %d%s" % (place, b"!" * (place == other)) for place in range(count)]


def note(listed: Sequence[bytes]) -> SignedNote:
    """Return the signed checkpoint of a log."""
    tree = TileTree(lambda _level, _index: None)
    tree.append(leaf_hashes(listed))
    return Checkpoint(ORIGIN, tree.size, tree.root()).sign(SIGNER)


def shown(listed: Sequence[bytes]) -> Shown:
    """Return a log as it is published."""
    tree = TileTree(lambda _level, _index: None)
    tiles = tree.append(leaf_hashes(listed))
    files = {name.path: tiles[name.level, name.index] for name in tile_names(tree.size)}
    files |= {each.path: pack_entries(listed[each.index * 256 :][: each.width]) for each in bundle_names(tree.size)}
    return Shown(files | {"checkpoint": str(note(listed)).encode()})


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 4_096, 4_097, 65_535, 65_536, 65_537, 70_000])
def test_a_log_that_is_as_it_was_signed_holds(size: int) -> None:
    """Of every size; progress ends at the whole."""
    seen: list[tuple[int, int]] = []
    held = PublishedLog(shown(entries(size)), VERIFIER).verify(progress=lambda *at: seen.append(at))
    assert (held.checkpoint.size, held.witnesses, held.since) == (size, (), None)
    assert seen[-1:] == ([(size, size)] if size else [])


@pytest.mark.parametrize("old", [0, 1, 256, 4_096, 4_500, 9_000])
def test_a_log_that_only_grew_continues_what_was_kept(old: int) -> None:
    """Wherever the older checkpoint ends; one that ends where another entry stood does not."""
    log = PublishedLog(shown(entries(9_000)), VERIFIER)
    held = log.verify(since=note(entries(old)))
    assert held.since is not None
    assert held.since.size == old
    if old:
        with pytest.raises(TrailBroken, match=f"first {old} entries do not give the root"):
            log.verify(since=note(entries(old, other=old - 1)))


def test_a_log_that_became_shorter_or_another_is_named() -> None:
    """It was longer once, or bears another name."""
    with pytest.raises(TrailBroken, match="shows 10 entries now"):
        PublishedLog(shown(entries(10)), VERIFIER).verify(since=note(entries(11)))
    with pytest.raises(NoteInvalid):
        PublishedLog(shown(entries(10)), VERIFIER).verify(since=Checkpoint("x", 0, EMPTY_ROOT).sign(OTHER))


def test_every_byte_counts() -> None:
    """In each file one byte is changed, one is missing, or the file is: each time the file or the root is named."""
    whole = shown(entries(65_536 + 300))
    for path in ("tile/0/000", "tile/0/255", "tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1", "tile/0/257.p/44",
                 "tile/entries/000", "tile/entries/256", "tile/entries/257.p/44"):  # fmt: skip
        content = whole.files[path]
        turned = bytes([content[-1] ^ 1])
        for changed in (content[:-1] + turned, content[:-1], None):
            files = {**whole.files, path: changed}
            if changed is None:
                del files[path]
            with pytest.raises((TrailBroken, TileInvalid), match=path.replace(".", r"\.")):
                PublishedLog(Shown({name: each for name, each in files.items() if each is not None}), VERIFIER).verify()


def test_another_history_under_the_same_signature_is_told_by_its_root() -> None:
    """Entries and tiles agree with each other, and not with what was signed."""
    other = shown(entries(300, other=7))
    other.files["checkpoint"] = str(note(entries(300))).encode()
    with pytest.raises(TrailBroken, match="another history") as told:
        PublishedLog(other, VERIFIER).verify()
    assert "Keep both checkpoints" in told.value.hint


def test_the_entry_that_was_changed_is_named() -> None:
    """By its place in the log and by its file."""
    log = shown(entries(600))
    log.files["tile/entries/001"] = pack_entries(entries(600, other=300)[256:512])
    with pytest.raises(TrailBroken, match="The entry 300 in there/tile/entries/001"):
        PublishedLog(log, VERIFIER).verify()


def test_a_partial_tile_that_filled_since_is_read_from_the_full_one() -> None:
    """C2SP tlog-tiles: a log may remove partial tiles once the full one is there."""
    later = shown(entries(512))
    later.files["checkpoint"] = str(note(entries(300))).encode()
    later.files["tile/1/000.p/1"] = later.files["tile/1/000.p/2"][:32]
    assert PublishedLog(later, VERIFIER).verify().checkpoint.size == 300
    assert TileName(0, 1, 44).path not in later.files


def test_a_quorum_of_witnesses_is_asked_for_where_a_policy_says_so() -> None:
    """Who cosigned is told."""
    log = shown(entries(3))
    policy = Policy.parse(f"log {SIGNER.vkey}\nwitness bada {WITNESS.vkey}\nquorum bada\n")
    with pytest.raises(QuorumMissing):
        PublishedLog(log, policy=policy).verify()
    signed = note(entries(3))
    log.files["checkpoint"] = str(SignedNote(signed.text, (*signed.signatures, WITNESS.sign(signed.text)))).encode()
    assert PublishedLog(log, policy=policy).verify(since=note(entries(1))).witnesses == ("bada",)


def test_nothing_is_believed_without_a_key() -> None:
    """The key comes from elsewhere, never from the log itself; a checkpoint by another key is refused."""
    with pytest.raises(SettingsError, match="none was named"):
        PublishedLog(shown([]))
    with pytest.raises(SettingsError):
        PublishedLog(shown([]), policy=Policy("none"))
    with pytest.raises(NoteInvalid):
        PublishedLog(shown(entries(1)), Verifier.from_vkey(OTHER.vkey)).verify()
    with pytest.raises(SourceFailed, match="there/checkpoint is missing"):
        PublishedLog(Shown({}), VERIFIER).verify()
