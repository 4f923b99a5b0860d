"""Attacks on the checkpoints: forged, misdated, removed, rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from egovframe.audit.attacks.attack import Attack, Trace
from egovframe.audit.attacks.history import checkpoint_before
from egovframe.audit.notes import Checkpoint, SignedNote, Signer
from egovframe.audit.verification.state import CHECKPOINT_FILE
from egovframe.kernel.crypto import new_key, signing_key
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.audit.attacks.copy import Copy


def attacks(_copy: Copy) -> Iterator[Attack]:
    """Yield the attacks of this family. A key used out of its validity belongs here once keys of a log have periods."""
    for name, ko, en, run in (
        (
            "strangers", "모르는 열쇠로 서명한 체크포인트로 바꿈",
            "A checkpoint signed with a stranger's key", _strangers,
        ),
        (
            "strangers-published", "모르는 열쇠로 서명한 체크포인트를 공개함",
            "A checkpoint signed with a stranger's key, published", _strangers_published,
        ),
        (
            "misdated", "체크포인트의 시각을 앞의 것보다 이르게 함",
            "A checkpoint dated before the one it follows", _misdated,
        ),
        ("deleted", "중간 체크포인트를 지움", "A checkpoint removed", _deleted),
        (
            "exchanged", "체크포인트 자리에 옛 체크포인트를 둠",
            "An older checkpoint in the place of another", _exchanged,
        ),
        ("rolled-back", "공개 체크포인트를 옛것으로 되돌림", "The published checkpoint rolled back", _rolled_back),
        ("unpublished", "공개 체크포인트를 지움", "The published checkpoint removed", _unpublished),
    ):  # fmt: skip
        yield Attack(name=f"checkpoints.{name}", title=Text(ko=ko, en=en), run=run)


def _forged(copy: Copy) -> str:
    """Return the newest checkpoint as somebody signs it who does not have the office's key."""
    mark = Checkpoint.parse(SignedNote.parse(copy.published).text)
    return str(mark.sign(Signer(mark.origin, signing_key(new_key()))))


def _strangers(copy: Copy) -> tuple[Trace, ...]:
    copy.sql("UPDATE checkpoints SET note = ? WHERE size = ?", _forged(copy), copy.size)
    return (Trace("checkpoints", str(copy.size)),)


def _strangers_published(copy: Copy) -> tuple[Trace, ...]:
    copy.publish(_forged(copy))
    return (Trace("files", CHECKPOINT_FILE),)


def _misdated(copy: Copy) -> tuple[Trace, ...]:
    copy.sql("UPDATE checkpoints SET at = '2001-01-01T00:00:00.000Z' WHERE size = ?", copy.size)
    return (Trace("checkpoints", str(copy.size)),)


def _deleted(copy: Copy) -> tuple[Trace, ...]:
    size, _ = checkpoint_before(copy, copy.size)
    copy.sql("DELETE FROM checkpoints WHERE size = ?", size)
    return (Trace("checkpoints", str(size)),)


def _exchanged(copy: Copy) -> tuple[Trace, ...]:
    _, note = checkpoint_before(copy, copy.size)
    copy.sql("UPDATE checkpoints SET note = ? WHERE size = ?", note, copy.size)
    return (Trace("checkpoints", str(copy.size)),)


def _rolled_back(copy: Copy) -> tuple[Trace, ...]:
    copy.publish(str(copy.one("SELECT note FROM checkpoints ORDER BY size LIMIT 1")))
    return (Trace("files", CHECKPOINT_FILE),)


def _unpublished(copy: Copy) -> tuple[Trace, ...]:
    copy.set_aside(CHECKPOINT_FILE)
    return (Trace("files", CHECKPOINT_FILE),)
