"""Attacks on the stored files: edited, removed, slipped in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from egovframe.audit.attacks.attack import Attack, Trace
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.audit.attacks.copy import Copy


def attacks(_copy: Copy) -> Iterator[Attack]:
    """Yield the attacks of this family."""
    for name, ko, en, run in (
        ("edited", "저장된 파일의 한 비트를 바꿈", "One bit of a stored file changed", _edited),
        ("deleted", "저장된 파일을 없앰", "A stored file removed", _deleted),
        ("inserted", "아무도 저장하지 않은 파일을 끼움", "A file slipped in that nobody stored", _inserted),
    ):  # fmt: skip
        yield Attack(name=f"files.{name}", title=Text(ko=ko, en=en), run=run)


def _file(copy: Copy) -> str:
    return next(copy.master.own_files())


def _edited(copy: Copy) -> tuple[Trace, ...]:
    path = _file(copy)
    target = copy.master.files / path
    shutil.copyfile(copy.set_aside(path), target)
    with target.open("r+b") as file:
        first = file.read(1) or b"x"
        file.seek(0)
        file.write(bytes([first[0] ^ 1]))
    return (Trace("files", path),)


def _deleted(copy: Copy) -> tuple[Trace, ...]:
    path = _file(copy)
    copy.set_aside(path)
    return (Trace("files", path),)


def _inserted(copy: Copy) -> tuple[Trace, ...]:
    path = str(PurePosixPath(_file(copy)).with_name("0" * 64))
    copy.write(path, b"slipped in")
    return (Trace("files", path),)
