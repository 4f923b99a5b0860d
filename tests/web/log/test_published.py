"""The public log, read by a verifier that knows nothing but the specifications.

What stands here is written from RFC 6962 (section 2.1), C2SP tlog-tiles, tlog-checkpoint and signed-note; it uses
nothing of the library, so that an outsider's reading of the log is what is tested.
"""

from __future__ import annotations

import base64
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.support.deeds import deed
from tests.web.api.room import CONSOLE, City
from tests.web.client import Browser


def leaf(entry: bytes) -> bytes:
    """RFC 6962: the hash of a leaf."""
    return hashlib.sha256(b"\0" + entry).digest()


def tree_hash(hashes: list[bytes]) -> bytes:
    """RFC 6962: MTH over the hashes of leaves (or of the roots of complete subtrees of equal size)."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_hash(hashes[:split]) + tree_hash(hashes[split:])).digest()


def opened(note: str, vkey: str) -> tuple[str, int, bytes]:
    """C2SP signed-note and tlog-checkpoint: the origin, size and root of a checkpoint whose signature holds."""
    name, key_hash, key = vkey.strip().split("+", 2)
    raw = base64.b64decode(key)
    assert raw[0] == 1  # Ed25519
    assert hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() == key_hash
    text, signatures = note.split("\n\n")
    line = next(line for line in signatures.splitlines() if line.startswith(f"— {name} "))
    signature = base64.b64decode(line.split(" ")[2])
    assert signature[:4].hex() == key_hash
    Ed25519PublicKey.from_public_bytes(raw[1:]).verify(signature[4:], f"{text}\n".encode())
    origin, size, root = text.split("\n")[:3]
    return origin, int(size), base64.b64decode(root)


def tile_path(level: str, index: int, width: int) -> str:
    """C2SP tlog-tiles: the path of a tile in a log of fewer than a million tiles."""
    head, tail = divmod(index, 1000)
    number = f"x{head:03}/{tail:03}" if head else f"{tail:03}"
    return f"/log/tile/{level}/{number}" + ("" if width == 256 else f".p/{width}")


class Reader:
    """An outsider's program."""

    def __init__(self, city: City) -> None:
        """Begin with nothing but the address of the log."""
        self.browser = Browser(city.site)

    def checkpoint(self) -> tuple[str, int, bytes]:
        """Fetch and open the checkpoint."""
        return opened(self.browser.get("/log/checkpoint").text, self.browser.get("/log/vkey").text)

    def tiles(self, level: str, count: int) -> list[bytes]:
        """Fetch all tiles of a level that holds so many hashes (or entries)."""
        full, rest = divmod(count, 256)
        names = [(index, 256) for index in range(full)] + ([(full, rest)] if rest else [])
        answers = [self.browser.get(tile_path(level, *name)) for name in names]
        assert {answer.status_code for answer in answers} <= {200}
        return [answer.content for answer in answers]

    def entries(self, size: int) -> list[bytes]:
        """Unpack the entry bundles: each entry behind its length in two bytes, big-endian."""
        found = []
        for bundle in self.tiles("entries", size):
            at = 0
            while at < len(bundle):
                end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
                found.append(bundle[at + 2 : end])
                at = end
        return found

    def hashes(self, level: int, count: int) -> list[bytes]:
        """Unpack the hash tiles of a level."""
        data = b"".join(self.tiles(str(level), count))
        return [data[at : at + 32] for at in range(0, len(data), 32)]


def test_tiles_and_entries_lead_to_the_checkpoints_root(each_city: City) -> None:
    """More than one full tile, sealed in several batches: everything that is published belongs together."""
    for round_ in range(3):
        with each_city.office.work(by=CONSOLE) as work:
            for number in range(100):
                work.note(deed("test.counted"), details={"round": round_, "number": number})
        each_city.office.seal()
    reader = Reader(each_city)
    _, size, root = reader.checkpoint()
    assert size > 300
    entries = reader.entries(size)
    assert len(entries) == size
    assert tree_hash([leaf(entry) for entry in entries]) == root
    assert reader.hashes(0, size) == [leaf(entry) for entry in entries]
    assert reader.hashes(1, size >> 8) == [tree_hash(reader.hashes(0, size)[:256])]
    assert sum(json.loads(entry)["action"] == "test.counted" for entry in entries) == 300


def test_an_older_checkpoint_finds_what_it_covers(city: City) -> None:
    """The log grew; the tiles of the size that somebody keeps are still there, in their old width."""
    city.office.seal()
    reader = Reader(city)
    _, old, root = reader.checkpoint()
    city.filed()
    city.office.seal()
    assert reader.checkpoint()[1] > old
    assert tree_hash([leaf(entry) for entry in reader.entries(old)]) == root


def test_nothing_personal_is_published(city: City) -> None:
    """Neither answers nor addresses nor purposes nor what was looked for: only commitments to them."""
    filed = city.filed()
    city.caller("han-bora", "chief").post(f"/petitions/{filed['receipt']}/actions/reveal", {"reason": "전화하려고"})
    typed = city.caller("min", "chief", "admin", "clerk")
    for path in ("/petitions?form=", "/queue?form=", "/facts?object=", "/facts?action="):
        assert typed.send("GET", f"{path}gang-bora").status_code == 200
    typed.post(
        "/records", {"class": "leaflets", "title": "t", "content": "", "completed": "2026-01-01", "unit": "bora"}
    )
    typed.post("/users/min/actions/grant", {"role": "clerk", "unit": "bora"})
    city.office.seal()
    reader = Reader(city)
    published = b"".join(reader.entries(reader.checkpoint()[1]))
    for secret in ("010-1234-5678", "1980-02-29", filed["key"], filed["receipt"], "전화하려고", "127.0.0.1", "bora"):
        assert secret.encode() not in published, secret
    assert b'"private":' in published


NO_TILES = (
    "0/000", "0/000.p/256", "0/000.p/0", "0/000.p/255", "0/0", "0/x000/000", "1/000.p/1", "entries/001.p/1", "64/000",
    "entries", "0/000.p", "0/000.p/01", "0/%00", "0/x999/x999/x999/999",
)  # fmt: skip


def test_what_no_tile_is_is_not_found(city: City) -> None:
    """Empty tiles, tiles that are not full yet, second spellings: 404 in plain text."""
    city.office.seal()
    for path in NO_TILES:
        answer = Browser(city.site).get(f"/log/tile/{path}")
        assert answer.status_code == 404, path
        assert answer.headers["content-type"].startswith("text/plain")


def test_what_never_changes_may_be_kept_and_what_changes_not(city: City) -> None:
    """Tiles are immutable bytes, the checkpoint is text that nobody keeps; anyone's page may read them."""
    city.office.seal()
    browser = Browser(city.site)
    tile, checkpoint = browser.get("/log/tile/0/000.p/1"), browser.get("/log/checkpoint")
    assert "immutable" in tile.headers["cache-control"]
    assert tile.headers["content-type"] == "application/octet-stream"
    assert len(tile.content) == 32
    assert checkpoint.headers["cache-control"] == "no-store"
    assert checkpoint.headers["content-type"] == "text/plain; charset=utf-8"
    assert tile.headers["access-control-allow-origin"] == checkpoint.headers["access-control-allow-origin"] == "*"
    assert browser.post("/log/checkpoint").status_code == 405


def test_before_the_first_seal_there_is_no_checkpoint(city: City) -> None:
    """404, in words; the key is there from the beginning."""
    browser = Browser(city.site)
    assert browser.get("/log/checkpoint").status_code == 404
    assert browser.get("/log/tile/0/000.p/1").status_code == 404
    assert "+" in browser.get("/log/vkey").text


def test_every_key_is_published_with_its_time(city: City) -> None:
    """Whoever has an old one finds the new one, and the one for the time after Ed25519."""
    browser = Browser(city.site)
    (first, *rest) = json.loads(browser.get("/log/keys").content)
    assert first == {
        "number": 1, "kind": "ed25519", "vkey": browser.get("/log/vkey").text.strip(), "since": "", "until": None,
    }  # fmt: skip
    assert [key["kind"] for key in rest] == ["ml-dsa-44"]
