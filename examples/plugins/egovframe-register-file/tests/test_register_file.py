"""The register does what every prefill must, and says when it cannot be read."""

import json
from pathlib import Path

import pytest
from egovframe_register_file import RegisterFile

from egovframe.forms.interfaces import NotLookedUp, Person
from egovframe.testing.suites import PrefillSuite

HONG = Person(account="0198a", name="hong", assurance=2)
KNOWN = {
    "name": "홍길동",
    "born": "1990-02-28",
    "address": {"zip": "04524", "road": "서울특별시 중구 세종대로 110", "detail": ""},
    "phone": "010-1234-5678",
}


class TestRegisterFile(PrefillSuite):
    """The register passes the suite of all prefills."""

    @pytest.fixture
    def prefill(self, tmp_path: Path) -> RegisterFile:
        """Return a register of one person."""
        file = tmp_path / "register.json"
        file.write_text(json.dumps({"0198a": KNOWN}), encoding="utf-8")
        return RegisterFile(file=file)

    @pytest.fixture
    def known(self) -> Person:
        """Return the person of the register."""
        return HONG


@pytest.mark.parametrize("content", [None, "no JSON"])
def test_a_register_that_cannot_be_read_says_so(tmp_path: Path, content: str | None) -> None:
    """A file that is not there, or is no JSON, is "not now": never an empty register."""
    file = tmp_path / "register.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(NotLookedUp):
        RegisterFile(file=file).look_up(HONG, frozenset({"name"}))
