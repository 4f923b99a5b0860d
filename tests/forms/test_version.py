"""A published version: its answers stay readable, masked and hidden for whoever may not see them."""

from __future__ import annotations

import json

from egovframe.forms import Definition, bind
from egovframe.forms.answers import split
from egovframe.forms.version import Version
from tests.forms.everything import ANSWERS, Everything

DEFINITION = Definition.of(Everything, name="everything", title="모두", version=2)
PUBLIC, PERSONAL = split(bind(Everything, ANSWERS))
STORED = json.dumps(PUBLIC)


def test_a_version_is_read_from_its_document() -> None:
    """Older ones have no class of the city; one is made of the definition."""
    version = Version.read(DEFINITION.text())
    assert (version.name, version.number, version.title.in_("ko")) == ("everything", 2, "모두")
    assert version.form is not Everything
    assert version.bind(ANSWERS).model_dump(mode="json") == ANSWERS


def test_shown_masked_hidden() -> None:
    """In the clear, in part, not at all; open answers are always there."""
    version = Version(DEFINITION, Everything)
    shown, masked = version.shown(STORED, PERSONAL), version.masked(STORED, PERSONAL)
    hidden = version.hidden(STORED, personal=True)
    assert isinstance(shown, Everything)
    assert isinstance(masked, Everything)
    assert isinstance(hidden, Everything)
    assert (shown.name, masked.name, hidden.name) == ("홍길동", "홍*동", "****")
    assert shown.title == masked.title == hidden.title == ANSWERS["title"]
    none = version.hidden(STORED, personal=False)
    assert isinstance(none, Everything)
    assert none.name is None


def test_answers_of_one_kind() -> None:
    """Whom to write to."""
    version = Version(DEFINITION, Everything)
    assert version.of_kind("email", ANSWERS) == ["hong@example.com"]
    assert version.of_kind("phone", {}) == []
