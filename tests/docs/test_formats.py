"""The page of formats names every field that an entry can have, and none that it cannot."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from egovframe.audit import entry as entries
from egovframe.auth.access.rule import Rule
from egovframe.auth.directory import Directory
from egovframe.kernel.facts import FactType, Note, Origin, Write
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from tests.support.blocks import ROOT

FULL = FactType(
    action="thing.downloaded",
    title=Text(ko="내려받음", en="Downloaded"),
    does="download",
    handles=True,
    due=True,
    details={"count": int},
    private={"name": "subject"},
)


@pytest.mark.parametrize("page", ["reference/formats.md", "reference/formats.ko.md"])
def test_the_fields_of_an_entry_are_those_of_the_page(page: str) -> None:
    """An entry with everything that a fact can say."""
    note = Note(
        fact=FULL,
        actor=Actor(kind="officer", id="o-1", name="Kim", acting_for="o-2", rule=Rule(Directory())),
        at=datetime(2026, 11, 22, tzinfo=UTC),
        object="thing:1",
        subjects=("account:1",),
        reason="no role",
        basis="제9조",
        details={"count": 1},
        private={"name": "Lee"},
        writes=(Write("things", "1", None, "ab"),),
        origin=Origin(request="r-1", trace="0f" * 16, address="192.0.2.7"),
    )
    parts = entries.owners_of(note)
    fact = json.loads(entries.encode(note, parts, dict.fromkeys(parts, bytes(32)), note.writes).content)
    due = json.loads(entries.encode(Note(FULL, note.actor, note.at, subjects=note.subjects), {}, {}, ()).content)
    table = (ROOT / "docs" / page).read_text(encoding="utf-8").split("\n## ")[1]
    named = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert named == {*fact, *due}
