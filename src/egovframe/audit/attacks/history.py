"""Attacks on the history as a whole: its tail cut off, two histories, a history written anew.

Whoever holds the office's keys can write a history that holds in itself. Against that stands only what somebody keeps
where the office cannot reach it: here the published checkpoint, an anchor, a checkpoint that an auditor brought.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from egovframe.audit import entry as entries
from egovframe.audit.attacks.attack import Attack, Trace
from egovframe.audit.attacks.master import noted
from egovframe.audit.entry import FACT_MAC
from egovframe.audit.interfaces import Anchor
from egovframe.audit.tiles import TILE_WIDTH
from egovframe.audit.tree import HASH_SIZE
from egovframe.kernel.canonical import canonical
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.audit.attacks.copy import Copy

_FORGED = bytes(HASH_SIZE)


class _Memory(Anchor):
    """An anchor that remembers one checkpoint, as one outside the office would."""

    title: ClassVar[Text] = Text(ko="연습용 앵커", en="The exercise's anchor")

    note: str

    def keep(self, checkpoint: str) -> None:
        """Remember what it has; an exercise hands nothing over."""

    def newest(self) -> str | None:
        """Return what it remembers."""
        return self.note


def attacks(_copy: Copy) -> Iterator[Attack]:
    """Yield the attacks of this family."""
    for name, ko, en, run in (
        ("cut", "로그의 끝을 모든 표에서 함께 잘라 냄", "The tail cut off in every table of the log", _cut),
        (
            "cut-anchored", "끝을 자르고 공개 체크포인트도 되돌림 (앵커는 더 새것을 기억함)",
            "The tail cut off, the published checkpoint rolled back; an anchor saw a newer one", _cut_anchored,
        ),
        (
            "forked", "같은 크기에 다른 뿌리값을 사무실 열쇠로 서명해 체크포인트를 바꿈",
            "A second checkpoint of the same size, signed with the office's own key, in the database", _forked,
        ),
        (
            "forked-published", "같은 크기에 다른 뿌리값을 사무실 열쇠로 서명해 공개함",
            "A second checkpoint of the same size, signed with the office's own key, published", _forked_published,
        ),
        (
            "rewritten", "사무실 열쇠로 중간부터 다시 씀 (공개 체크포인트는 그대로)",
            "History written anew with the office's own keys; the published checkpoint is the old one",
            partial(_rewritten, published=True),
        ),
        (
            "rewritten-anchored", "사무실 열쇠로 다시 쓰고 공개까지 함 (앵커는 옛것을 기억함)",
            "History written anew and published; an anchor remembers the old one", partial(_rewritten, anchored=True),
        ),
        (
            "rewritten-since", "사무실 열쇠로 다시 쓰고 공개까지 함 (감사자가 보관한 체크포인트가 있음)",
            "History written anew and published; the auditor kept a checkpoint (--since)",
            partial(_rewritten, since=True),
        ),
        (
            "backdated", "시계를 되돌려 사실을 지난 날짜로 씀",
            "A fact written with the office's own keys under a clock set back", _backdated,
        ),
    ):  # fmt: skip
        yield Attack(name=f"history.{name}", title=Text(ko=ko, en=en), run=run)


def wound_back(copy: Copy, size: int) -> None:
    """Take the log back to a size that it had, in every table of the log, as if nothing had been sealed since."""
    copy.sql("DELETE FROM checkpoints WHERE size > ?", size)
    copy.sql("DELETE FROM runs WHERE position >= ?", size)
    copy.sql("UPDATE runs SET count = ? - position WHERE position + count > ?", size, size)
    copy.sql("DELETE FROM fact_subjects WHERE n IN (SELECT n FROM fact_index WHERE position >= ?)", size)
    copy.sql("DELETE FROM fact_index WHERE position >= ?", size)
    for level, index in copy.sql("SELECT level, idx FROM tiles"):
        width = (size >> 8 * level) - index * TILE_WIDTH
        if width <= 0:
            copy.sql("DELETE FROM tiles WHERE level = ? AND idx = ?", level, index)
        elif width < TILE_WIDTH:
            cut = "UPDATE tiles SET hashes = substr(hashes, 1, ?) WHERE level = ? AND idx = ?"
            copy.sql(cut, width * HASH_SIZE, level, index)


def checkpoint_before(copy: Copy, size: int) -> tuple[int, str]:
    """Return size and note of the last checkpoint before that size."""
    row = copy.sql("SELECT size, note FROM checkpoints WHERE size < ? ORDER BY size DESC LIMIT 1", size)[0]
    return row["size"], row["note"]


def _cut(copy: Copy) -> tuple[Trace, ...]:
    size = copy.size
    before, _ = checkpoint_before(copy, size)
    first = copy.number(before)
    wound_back(copy, before)
    copy.sql("DELETE FROM facts WHERE n >= ?", first)
    return (Trace("checkpoints", str(size)),)


def _cut_anchored(copy: Copy) -> tuple[Trace, ...]:
    copy.anchors = {"exercise": _Memory(note=copy.published)}
    _, note = checkpoint_before(copy, copy.size)
    copy.publish(note)
    return _cut(copy)


def _forked(copy: Copy) -> tuple[Trace, ...]:
    size = copy.size
    copy.sql("UPDATE checkpoints SET note = ? WHERE size = ?", str(copy.signed(size, _FORGED)), size)
    return (Trace("checkpoints", str(size)),)


def _forked_published(copy: Copy) -> tuple[Trace, ...]:
    copy.publish(str(copy.signed(copy.size, _FORGED)))
    return (Trace("checkpoints", str(copy.size)),)


def _rewritten(
    copy: Copy, *, published: bool = False, anchored: bool = False, since: bool = False
) -> tuple[Trace, ...]:
    """Edit a fact with the office's own keys and seal everything from there on again."""
    size, known, row = copy.size, copy.published, copy.fact(copy.middle)
    wound_back(copy, _covered_before(copy, copy.middle))
    fact = entries.decode(row["entry"]) | {"object": "somebody:else"}
    entry = canonical(fact)
    copy.sql("UPDATE facts SET entry = ?, mac = ? WHERE n = ?", entry, copy.cabinet.mac(FACT_MAC, entry), row["n"])
    with copy.trail() as (_, trail):
        trail.tend()
        note = trail.checkpoint() or ""
    if not published:
        copy.publish(note)
    if anchored:
        copy.anchors = {"exercise": _Memory(note=known)}
    copy.since = known if since else None
    return Trace("checkpoints", str(size)), Trace("facts", f"…{size}")


def _covered_before(copy: Copy, position: int) -> int:
    """Return the size of the last checkpoint that does not cover the position, 0 when all do."""
    return int(copy.one("SELECT max(size) FROM checkpoints WHERE size <= ?", position) or 0)


def _backdated(copy: Copy) -> tuple[Trace, ...]:
    with copy.trail(storage=True) as (database, trail):
        with database.write() as conn:
            fact_id = trail.record(conn, noted(-1, copy.master.now() - timedelta(days=2)))
        trail.tend()
    return (Trace("facts", fact_id),)
