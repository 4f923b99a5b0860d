"""Attacks on the entries of the log: edited, removed, slipped in, moved, repeated."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from egovframe.audit import entry as entries
from egovframe.audit.attacks.attack import Attack, Trace
from egovframe.kernel.canonical import canonical
from egovframe.kernel.ids import new_id
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.audit.attacks.copy import Copy

_MAC_BYTES = 32


def attacks(_copy: Copy) -> Iterator[Attack]:
    """Yield the attacks of this family."""
    for name, ko, en, run in (
        ("edited", "봉인된 사실에서 한 비트를 바꿈", "One bit of a sealed fact changed", _edited),
        ("deleted", "봉인된 사실 하나를 지움", "A sealed fact removed", _deleted),
        ("reordered", "봉인된 사실 둘의 순서를 바꿈", "Two sealed facts changed places", _reordered),
        (
            "wedged", "중간에 사실을 끼우고 나머지를 뒤로 밀어냄",
            "A fact put in the middle, the others moved up", _wedged,
        ),
        ("inserted", "사무실이 쓰지 않은 사실을 넣음", "A fact added that the office did not write", _inserted),
        ("copied", "봉인된 사실을 다른 번호로 베껴 넣음", "A sealed fact added again under another id", _copied),
        (
            "duplicated", "봉인된 사실을 같은 번호로 한 번 더 넣음",
            "A sealed fact added again under its own id", _duplicated,
        ),
        ("edited-unsealed", "봉인 전의 사실을 고침", "A fact changed before it was sealed", _edited_unsealed),
    ):  # fmt: skip
        yield Attack(name=f"entries.{name}", title=Text(ko=ko, en=en), run=run)


def one_bit_off(content: bytes) -> bytes:
    """Return the bytes with one bit in the middle changed."""
    place = len(content) // 2
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _edited(copy: Copy) -> tuple[Trace, ...]:
    row = copy.fact(copy.middle)
    copy.sql("UPDATE facts SET entry = ? WHERE n = ?", one_bit_off(row["entry"]), row["n"])
    return (Trace("facts", row["id"]),)


def _deleted(copy: Copy) -> tuple[Trace, ...]:
    number = copy.number(copy.middle)
    copy.sql("DELETE FROM facts WHERE n = ?", number)
    return (Trace("facts", str(number)),)


def _reordered(copy: Copy) -> tuple[Trace, ...]:
    one, other = copy.fact(copy.middle), copy.fact(copy.middle + 1)
    for row, number in ((one, -1), (other, one["n"]), (one, other["n"])):
        copy.sql("UPDATE facts SET n = ? WHERE id = ?", number, row["id"])
    return (Trace("facts", one["id"]), Trace("facts", other["id"]))


def _wedged(copy: Copy) -> tuple[Trace, ...]:
    number, (fact_id, entry) = copy.number(copy.middle), _foreign(copy)
    copy.sql("UPDATE facts SET n = -n WHERE n >= ?", number)  # in two steps: numbers are unique at every moment
    copy.sql("UPDATE facts SET n = 1 - n WHERE n < 0")
    copy.sql(
        "INSERT INTO facts (n, id, entry, mac) VALUES (?, ?, ?, ?)", number, fact_id, entry, os.urandom(_MAC_BYTES)
    )
    return (Trace("facts", fact_id),)


def _inserted(copy: Copy) -> tuple[Trace, ...]:
    fact_id, entry = _foreign(copy)
    copy.sql("INSERT INTO facts (id, entry, mac) VALUES (?, ?, ?)", fact_id, entry, os.urandom(_MAC_BYTES))
    return (Trace("facts", fact_id),)


def _foreign(copy: Copy) -> tuple[str, bytes]:
    """Return id and entry of a fact that never was, made after one that was."""
    fact = entries.decode(copy.fact(copy.middle)["entry"])
    told = {name: value for name, value in fact.items() if name not in ("writes", "private")}
    told["id"] = new_id()
    return told["id"], canonical(told)


def _copied(copy: Copy) -> tuple[Trace, ...]:
    fact_id = new_id()
    _again(copy, fact_id)
    return (Trace("facts", fact_id),)


def _duplicated(copy: Copy) -> tuple[Trace, ...]:
    fact_id = copy.fact(copy.middle)["id"]
    copy.sql("DROP INDEX ix_facts_id")  # it would not let the id in twice
    _again(copy, fact_id)
    return (Trace("facts", fact_id),)


def _again(copy: Copy, fact_id: str) -> None:
    row = copy.fact(copy.middle)
    values = fact_id, row["entry"], row["mac"], row["private"]
    copy.sql("INSERT INTO facts (id, entry, mac, private) VALUES (?, ?, ?, ?)", *values)


def _edited_unsealed(copy: Copy) -> tuple[Trace, ...]:
    row = copy.sql("SELECT * FROM facts ORDER BY n DESC LIMIT 1")[0]
    copy.sql("UPDATE facts SET entry = ? WHERE n = ?", one_bit_off(row["entry"]), row["n"])
    return (Trace("facts", row["id"]),)
