"""Names behind ids, for whoever may see accounts."""

from __future__ import annotations

from pathlib import Path

from egovframe.kernel.permissions import Actor
from egovframe.testing import open_office
from egovframe.web.admin.names import Names
from tests.office.city import haneul


def test_names_are_for_whoever_may_see_accounts(tmp_path: Path) -> None:
    """Others see ids, and what they type is taken for one."""
    console = Actor.system("console")
    with open_office(haneul(), tmp_path) as office:
        with office.work(by=console) as work:
            kim = work.accounts.add("kim")
        with office.look(by=console) as look:
            names = Names(look)
            assert (names.of(kim.id), names.of("system:worker"), names.of("gone")) == ("kim", "system:worker", "gone")
            assert (names.of_subject(f"account:{kim.id}"), names.of_subject("petition:1")) == ("kim", "petition:1")
            assert (names.id_of("kim"), names.id_of("nobody"), names.id_of("")) == (kim.id, "nobody", "")
        with office.look(by=Actor(kind="officer", id=kim.id, name="kim")) as look:
            hidden = Names(look)
            assert (hidden.of(kim.id), hidden.id_of("kim")) == (kim.id, "kim")
