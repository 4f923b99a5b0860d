"""One copy of a trail."""

from __future__ import annotations

import pytest

from egovframe.audit.attacks import Copy
from egovframe.audit.attacks.master import Master


def test_every_copy_is_a_fresh_one(master: Master) -> None:
    """What was done to the one before, to rows and files, is not there any more, also after an error."""
    with pytest.raises(KeyError):
        _damage(master)
    with Copy.of(master) as copy:
        assert copy.verify().findings == []
        assert copy.one("SELECT count(*) FROM facts") == copy.size + 1
        assert (copy.files.get("records/1"), copy.files.exists("records/2")) == (b"content", False)


def _damage(master: Master) -> None:
    with Copy.of(master) as copy:
        copy.sql("DELETE FROM facts")
        copy.publish("nothing")
        copy.publish("nothing else")
        copy.set_aside("records/1")
        copy.write("records/2", b"new")
        assert copy.verify().findings != []
        raise KeyError


def test_positions_are_found_through_the_runs(master: Master) -> None:
    """Also where the numbers of facts have gaps."""
    with Copy.of(master) as copy:
        assert (copy.own, copy.middle) == (5, 2)
        assert [copy.number(position) for position in range(3)] == [1, 2, 3]
        copy.sql("UPDATE runs SET first = first + 100")
        assert copy.number(2) == 103
