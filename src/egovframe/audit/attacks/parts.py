"""Attacks on what stands beside the entries: the tree's tiles, the runs, the index, the private values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from egovframe.audit.attacks.attack import Attack, Trace
from egovframe.audit.attacks.entries import one_bit_off
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from sqlite3 import Row

    from egovframe.audit.attacks.copy import Copy

_PRIVATE = "SELECT n, id, private FROM facts WHERE private IS NOT NULL ORDER BY n DESC LIMIT 2"
_SUBJECT = "SELECT subject, n FROM fact_subjects ORDER BY n LIMIT 1"


def attacks(_copy: Copy) -> Iterator[Attack]:
    """Yield the attacks of this family."""
    for name, ko, en, run in (
        ("tiles.edited", "트리의 타일에서 한 비트를 바꿈", "One bit of a tile of the tree changed", _tile_edited),
        ("tiles.deleted", "트리의 타일을 지움", "A tile of the tree removed", _tile_deleted),
        ("tiles.swapped", "트리의 타일 둘을 서로 바꿈", "Two tiles of the tree changed places", _tiles_swapped),
        ("runs.edited", "봉인 목록의 개수를 고침", "The list of what is sealed claims one fact more", _run_edited),
        ("runs.deleted", "봉인 목록의 한 줄을 지움", "A line of the list of what is sealed removed", _run_deleted),
        ("index.edited", "색인에서 행위자를 고침", "The actor of a fact changed in the index", _index_edited),
        ("index.deleted", "색인에서 사실을 지움", "A fact removed from the index", _index_deleted),
        ("index.inserted", "색인에 없는 사실을 넣음", "A fact added to the index that never was", _index_inserted),
        ("subjects.deleted", "색인에서 정보주체를 지움", "A data subject removed from the index", _subject_deleted),
        ("subjects.inserted", "색인에 정보주체를 더함", "A data subject added to the index", _subject_inserted),
        (
            "subjects.edited", "색인의 정보주체를 다른 사람으로 바꿈",
            "A data subject exchanged in the index", _subject_edited,
        ),
        (
            "private.edited", "암호화된 개인정보의 한 비트를 바꿈",
            "One bit of a fact's private values changed", _private_edited,
        ),
        ("private.emptied", "암호화된 개인정보를 비움", "A fact's private values emptied", _private_emptied),
        (
            "private.swapped", "두 사실의 개인정보를 서로 바꿈",
            "The private values of two facts exchanged", _private_swapped,
        ),
    ):  # fmt: skip
        yield Attack(name=name, title=Text(ko=ko, en=en), run=_on(run))


def _on(run: Callable[[Copy], Trace]) -> Callable[[Copy], tuple[Trace, ...]]:
    return lambda copy: (run(copy),)


# ------------------------------------------------------------------------------------------------ the tree


def _tile_edited(copy: Copy) -> Trace:
    hashes = copy.one("SELECT hashes FROM tiles WHERE level = 0 AND idx = 0")
    copy.sql("UPDATE tiles SET hashes = ? WHERE level = 0 AND idx = 0", one_bit_off(hashes))
    return Trace("tiles", "0/0")


def _tile_deleted(copy: Copy) -> Trace:
    copy.sql("DELETE FROM tiles WHERE level = 0 AND idx = 0")
    return Trace("tiles", "0/0")


def _tiles_swapped(copy: Copy) -> Trace:
    for before, after in ((0, -1), (1, 0), (-1, 1)):
        copy.sql("UPDATE tiles SET idx = ? WHERE level = 0 AND idx = ?", after, before)
    return Trace("tiles", "0/0")


def _run_edited(copy: Copy) -> Trace:
    copy.sql("UPDATE runs SET count = count + 1 WHERE position = (SELECT max(position) FROM runs)")
    return Trace("runs", str(copy.size))


def _run_deleted(copy: Copy) -> Trace:
    (position,) = copy.sql("SELECT min(position) FROM runs")[0]
    copy.sql("DELETE FROM runs WHERE position = ?", position)
    following = copy.one("SELECT min(position) FROM runs")
    return Trace("facts", str(position)) if following is None else Trace("runs", str(following))


# ------------------------------------------------------------------------------------------------ the index


def _index_edited(copy: Copy) -> Trace:
    number = copy.number(copy.middle)
    copy.sql("UPDATE fact_index SET actor = actor || 'x' WHERE n = ?", number)
    return Trace("fact_index", str(number))


def _index_deleted(copy: Copy) -> Trace:
    number = copy.number(copy.middle)
    copy.sql("DELETE FROM fact_index WHERE n = ?", number)
    return Trace("fact_index", str(number))


def _index_inserted(copy: Copy) -> Trace:
    number = copy.one("SELECT max(n) FROM facts") + 1
    copy.sql(
        "INSERT INTO fact_index (n, position, id, at, action, does, actor, actor_kind, object, outcome) "
        "SELECT ?, -1, id || 'x', at, action, does, actor, actor_kind, object, outcome FROM fact_index "
        "ORDER BY n LIMIT 1",
        number,
    )
    return Trace("fact_index", str(number))


def _subject_deleted(copy: Copy) -> Trace:
    subject, number = copy.sql(_SUBJECT)[0]
    copy.sql("DELETE FROM fact_subjects WHERE subject = ? AND n = ?", subject, number)
    return Trace("fact_subjects", f"{subject}/{number}")


def _subject_inserted(copy: Copy) -> Trace:
    number = copy.number(copy.middle)
    copy.sql("INSERT INTO fact_subjects (subject, n) VALUES ('somebody', ?)", number)
    return Trace("fact_subjects", f"somebody/{number}")


def _subject_edited(copy: Copy) -> Trace:
    subject, number = copy.sql(_SUBJECT)[0]
    copy.sql("UPDATE fact_subjects SET subject = 'somebody' WHERE subject = ? AND n = ?", subject, number)
    return Trace("fact_subjects", f"{subject}/{number}")


# ------------------------------------------------------------------------------------------------ private values


def _with_private(copy: Copy) -> tuple[Row, Row]:
    one, other = copy.sql(_PRIVATE)
    return one, other


def _put_private(copy: Copy, row: Row, value: bytes | None) -> Trace:
    copy.sql("UPDATE facts SET private = ? WHERE n = ?", value, row["n"])
    return Trace("facts", row["id"])


def _private_edited(copy: Copy) -> Trace:
    row, _ = _with_private(copy)
    return _put_private(copy, row, one_bit_off(row["private"]))


def _private_emptied(copy: Copy) -> Trace:
    row, _ = _with_private(copy)
    return _put_private(copy, row, None)


def _private_swapped(copy: Copy) -> Trace:
    one, other = _with_private(copy)
    _put_private(copy, one, other["private"])
    return _put_private(copy, other, one["private"])
