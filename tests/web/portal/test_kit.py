"""What the fields of a form need beside what was entered."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from egovframe.forms.definition import Definition
from egovframe.forms.uploads.settings import FilesSettings
from egovframe.web.portal.kit import kit_of
from tests.forms.test_source import RULED


def test_what_may_come_and_what_is_said_of_consent() -> None:
    """The question's own types of file, else the office's; the notice names the personal answers, in groups too."""
    files = FilesSettings()
    settings = SimpleNamespace(forms=SimpleNamespace(files=files))
    page: Any = SimpleNamespace(office=SimpleNamespace(settings=settings))
    definition = Definition.parse(RULED)
    kit = kit_of(page, definition, keep="5y")
    assert [text.in_("en") for text in kit["notice"].taken] == ["Owner"]
    assert kit["notice"].kept.in_("en") == "5 years"
    assert kit["accepted"](definition.question("photo")) != kit["accepted"](definition.question("plate"))
