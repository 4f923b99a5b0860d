"""The console and the folder of files as ways for notices to leave, and the suite against a channel that misbehaves."""

from __future__ import annotations

import email
import logging
import stat
from collections.abc import Callable, Sequence
from email import policy
from pathlib import Path
from typing import ClassVar

import pytest

from egovframe.forms.builtin.channels import ConsoleChannel, FileChannel
from egovframe.forms.interfaces import Channel, Delivery, Message, Undeliverable
from egovframe.kernel.plugins import Plugins
from egovframe.testing.suites import ChannelSuite
from egovframe.testing.suites.channels import EMAIL, PHONE, a_message


class TestConsoleChannel(ChannelSuite):
    """The console holds to the contract."""

    @pytest.fixture
    def channel(self) -> Channel:
        """The console."""
        return ConsoleChannel()


class TestFileChannel(ChannelSuite):
    """The folder of files holds to the contract."""

    @pytest.fixture
    def channel(self, tmp_path: Path) -> Channel:
        """A folder that does not exist yet."""
        return FileChannel(folder=tmp_path / "out" / "notices")

    def arrived(self, channel: Channel, message: Message) -> Sequence[str]:
        """The texts of the mails of that name."""
        assert isinstance(channel, FileChannel)
        return [text_of(path) for path in channel.folder.glob(f"{message.id}*.eml")]


def text_of(path: Path) -> str:
    """The text of a mail file."""
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    text = mail.get_content()
    assert isinstance(text, str)
    return text


def test_both_are_found_by_their_entry_points() -> None:
    """Ours come through the same door as anyone's."""
    plugins: Plugins[Channel] = Plugins("egovframe.forms.channels", Channel)  # type: ignore[type-abstract]
    assert {"console", "file"} <= set(plugins.found())
    assert isinstance(plugins.load("file", {"folder": "x"}), FileChannel)


def test_a_file_is_a_mail_for_its_owner_only(tmp_path: Path) -> None:
    """RFC 5322 with address, phone, language, kind and receipt; mode 0600; no half-written file stays."""
    message = a_message(language="en")
    reference = FileChannel(folder=tmp_path).send(message).reference
    path = tmp_path / reference
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (mail["To"], mail["X-Egov-Phone"], mail["Content-Language"]) == (EMAIL, PHONE, "en")
    assert (mail["X-Egov-Kind"], mail["X-Egov-Receipt"]) == ("result", "7K4-RM2-X9H")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [reference]


def test_an_id_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    """A message's id that is no file name is undeliverable, and writes nothing anywhere."""
    folder = tmp_path / "notices"
    for wrong in ("../escape", "a/b", "", ".hidden", "x" * 101):
        with pytest.raises(Undeliverable):
            FileChannel(folder=folder).send(a_message(id=wrong))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_console_masks_the_address(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed for trials has the words, but not the whole address."""
    ConsoleChannel().send(a_message())
    printed = capsys.readouterr().err
    assert "도로를 고쳤습니다" in printed
    assert EMAIL not in printed
    assert PHONE not in printed


# --- the suite goes red for a channel that breaks its promise ---


class Broken(FileChannel):
    """Starts out as our own folder."""


class Future(Broken):
    """Written for another version."""

    version: ClassVar[int] = 99


class Telling(Broken):
    """Uses the address as its name for the message."""

    def send(self, message: Message) -> Delivery:
        """Give the address away."""
        super().send(message)
        return Delivery(reference=f"{message.email}-{message.id}")


class Chatty(Broken):
    """Logs what it sends."""

    def send(self, message: Message) -> Delivery:
        """Log first."""
        logging.getLogger("chatty").info("sending to %s", message.email)
        return super().send(message)


class Quoting(Broken):
    """Quotes the address in its error."""

    def send(self, message: Message) -> Delivery:
        """Always fail."""
        msg = f"550 no such user {message.email} {message.phone}"
        raise OSError(msg)


class Twice(Broken):
    """Sends the same message twice."""

    def send(self, message: Message) -> Delivery:
        """Forget what was sent."""
        count = len(list(self.folder.glob("*.eml"))) if self.folder.exists() else 0
        super().send(message.model_copy(update={"id": f"{message.id}-{count}"}))
        return Delivery(reference=f"{message.id}-{count}")


class Cutting(Broken):
    """Keeps a short message short."""

    def send(self, message: Message) -> Delivery:
        """Cut."""
        return super().send(message.model_copy(update={"text": message.text[:20]}))


suite = TestFileChannel()


@pytest.mark.parametrize(
    ("kind", "test"),
    [
        (Future, suite.test_is_a_channel_of_this_version),
        (Telling, suite.test_returns_its_own_name_for_the_message),
        (Quoting, suite.test_errors_name_no_address),
        (Twice, suite.test_the_same_message_again_gives_the_same_reference),
        (Cutting, suite.test_the_text_arrives_as_it_was_written),
    ],
)
def test_a_channel_that_breaks_its_promise_fails(
    tmp_path: Path, kind: type[Broken], test: Callable[[Channel], None]
) -> None:
    """Each way of breaking the contract turns the test of that sentence red."""
    with pytest.raises(AssertionError):
        test(kind(folder=tmp_path))


def test_a_channel_that_logs_addresses_fails(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The suite reads the log."""
    with pytest.raises(AssertionError):
        suite.test_nothing_personal_is_logged(Chatty(folder=tmp_path), caplog)


def test_a_suite_without_its_fixture_says_what_is_missing() -> None:
    """Whoever forgets the fixture reads what to write."""
    with pytest.raises(pytest.fail.Exception, match="needs a fixture `channel`"):
        ChannelSuite.channel.__wrapped__(suite)  # type: ignore[attr-defined]
