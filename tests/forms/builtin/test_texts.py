"""The two channels of text messages for trials: a folder, and one that never succeeds."""

from __future__ import annotations

import json
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from egovframe.forms.builtin.texts import FailingTexts, FolderTexts
from egovframe.forms.interfaces import Channel, Message, NotSent, Undeliverable
from egovframe.testing.suites import TextSuite
from egovframe.testing.suites.channels import PHONE, a_message


class TestFolderTexts(TextSuite):
    """The folder holds to both contracts."""

    @pytest.fixture
    def channel(self, tmp_path: Path) -> Channel:
        """A folder that does not exist yet."""
        return FolderTexts(folder=tmp_path / "out" / "texts")

    def arrived(self, channel: Channel, message: Message) -> Sequence[str]:
        """The texts of the files of that name."""
        assert isinstance(channel, FolderTexts)
        return [json.loads(path.read_bytes())["text"] for path in channel.folder.glob(f"{message.id}*")]


def test_a_file_has_all_that_a_gateway_needs_for_its_owner_only(tmp_path: Path) -> None:
    """Number, text, encoding and parts; mode 0600; no half-written file stays."""
    channel = FolderTexts(folder=tmp_path)
    reference = channel.send(a_message(text="짧은 글", subject="결과")).reference
    (file,) = tmp_path.iterdir()
    assert file.name == reference
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_bytes()) == {"to": PHONE, "text": "결과\n짧은 글", "encoding": "ucs-2", "parts": 1}


def test_an_id_that_is_no_file_name_never_leaves_the_folder(tmp_path: Path) -> None:
    """It is undeliverable, and nothing is written."""
    with pytest.raises(Undeliverable):
        FolderTexts(folder=tmp_path / "in").send(a_message(id="../out"))
    assert list(tmp_path.rglob("*.json")) == []


def test_the_failing_one_fails_as_it_is_told() -> None:
    """Now, so that the outbox tries again, or for ever."""
    with pytest.raises(NotSent):
        FailingTexts().send(a_message())
    with pytest.raises(Undeliverable):
        FailingTexts(fails="ever").send(a_message())
