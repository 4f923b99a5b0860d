"""What every channel must do, as tests that a plug-in's author runs by naming fixtures.

    class TestSmsChannel(ChannelSuite):
        @pytest.fixture
        def channel(self, gateway):
            return SmsChannel(url=gateway.url)

        def arrived(self, channel, message):
            return gateway.texts_to(message.phone)

Each test is one sentence of the contract in `egovframe.forms.interfaces.Channel`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any, Final

import pytest
from pydantic import ValidationError

from egovframe.forms.interfaces import Channel, Delivery, Message, Undeliverable

EMAIL: Final = "hong.gildong@example.com"
PHONE: Final = "+821098765432"
_TEXT: Final = (
    "첫째 줄: 도로를 고쳤습니다.\nThe second line, with “quotes” and \U0001f3db.\n\n.\nFrom here on: the end.\n"
)
_numbers = count(1)


def a_message(**changes: Any) -> Message:
    """Return a message that any channel can carry: an address of each kind, both scripts, several lines."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "id": f"01990000-0000-7000-8000-{number:012d}",
        "kind": "result",
        "receipt": "7K4-RM2-X9H",
        "language": "ko",
        "subject": f"[하늘시] 민원 처리 결과 {number}",
        "text": _TEXT,
        "email": EMAIL,
        "phone": PHONE,
    }
    return Message(**(values | changes))


class ChannelSuite:
    """Subclass it, name it `Test…`, and give it the fixture `channel`, and `arrived` where arrival can be seen."""

    @pytest.fixture
    def channel(self) -> Channel:
        """Return the channel under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `channel` that returns the channel under test")

    def arrived(self, channel: Channel, message: Message) -> Sequence[str] | None:
        """Return the texts that reached the other side under the id of this message; None where nobody can look."""
        return None

    def reopened(self, channel: Channel) -> Channel:
        """Return another channel with the same settings, as the next process would have it."""
        return type(channel)(**channel.model_dump())

    # --- The plug-in ---

    def test_is_a_channel_of_this_version(self, channel: Channel) -> None:
        """The plug-in is a Channel and was written for this version of the interface."""
        assert isinstance(channel, Channel)
        assert type(channel).version == Channel.version, f"written for version {type(channel).version}"

    def test_is_a_frozen_value(self, channel: Channel) -> None:
        """A channel never changes: many threads share it, and settings hold until the next start."""
        assert type(channel).model_config.get("frozen"), "a channel is a frozen pydantic model"
        for name in type(channel).model_fields:
            with pytest.raises(ValidationError):
                setattr(channel, name, getattr(channel, name))

    def test_refuses_an_unknown_setting(self, channel: Channel) -> None:
        """A misspelt setting fails the start instead of being ignored."""
        with pytest.raises(ValidationError):
            type(channel)(**(channel.model_dump() | {"no_such_setting": 1}))

    # --- send ---

    def test_returns_its_own_name_for_the_message(self, channel: Channel) -> None:
        """Send returns a Delivery whose reference is a text, and never an address."""
        delivery = channel.send(a_message())
        assert isinstance(delivery, Delivery)
        assert delivery.reference.strip()
        for address in (EMAIL, PHONE, PHONE.removeprefix("+82")):
            assert address not in delivery.reference, "the reference is kept in the clear: it must name nobody"

    def test_the_text_arrives_as_it_was_written(self, channel: Channel) -> None:
        """Both scripts, signs beyond the first plane, blank lines and lines that protocols find special arrive."""
        message = a_message()
        channel.send(message)
        texts = self.arrived(channel, message)
        if texts is not None:
            assert [text.replace("\r\n", "\n").rstrip("\n") for text in texts] == [message.text.rstrip("\n")]

    def test_the_same_message_again_gives_the_same_reference(self, channel: Channel) -> None:
        """A message that is sent again, even after a restart, has one reference and reaches the applicant once."""
        message = a_message()
        first = channel.send(message)
        assert self.reopened(channel).send(message) == first
        texts = self.arrived(channel, message)
        if texts is not None:
            assert len(texts) == 1

    def test_two_messages_have_two_references(self, channel: Channel) -> None:
        """What is told apart by id is told apart by reference."""
        assert channel.send(a_message()).reference != channel.send(a_message()).reference

    def test_what_has_no_address_is_undeliverable_or_sent(self, channel: Channel) -> None:
        """Without an address a channel says Undeliverable, or needs none; any other error would be tried for ever."""
        for missing in ({"email": None}, {"phone": None}, {"email": None, "phone": None}):
            try:
                delivery = channel.send(a_message(**missing))
            except Undeliverable:
                continue
            assert isinstance(delivery, Delivery)

    def test_a_line_break_in_the_subject_adds_nothing(self, channel: Channel) -> None:
        """A subject with line breaks cannot add headers or recipients: it is joined, or refused as Undeliverable."""
        message = a_message(subject="result\r\nBcc: everybody@example.com\r\n\r\nother text")
        try:
            channel.send(message)
        except Undeliverable:
            return
        texts = self.arrived(channel, message)
        if texts is not None:
            assert len(texts) == 1
            assert "everybody@example.com" not in texts[0]

    def test_both_kinds_and_languages_are_carried(self, channel: Channel) -> None:
        """Receipts and results, Korean and English."""
        for kind, language in (("receipt", "ko"), ("receipt", "en"), ("result", "ko"), ("result", "en")):
            assert isinstance(channel.send(a_message(kind=kind, language=language)), Delivery)

    # --- who may read it ---

    def test_nothing_personal_is_logged(self, channel: Channel, caplog: pytest.LogCaptureFixture) -> None:
        """Neither the text nor an address goes into the log."""
        with caplog.at_level(logging.DEBUG):
            channel.send(a_message())
        for word in (EMAIL, PHONE, "도로를 고쳤습니다"):
            assert word not in caplog.text

    def test_errors_name_no_address(self, channel: Channel) -> None:
        """An error that leaves the channel quotes neither the text nor an address: errors are kept and logged."""
        for change in (
            {"email": None},
            {"phone": None},
            {"subject": "a\nb"},
            {"email": "no-address"},
            {"phone": "+82"},
        ):
            message = a_message(**change)
            try:
                channel.send(message)
            except Exception as error:  # noqa: BLE001 - a channel may fail in any way
                said = f"{error} {error!r}"
                for word in (message.email, message.phone, "도로를 고쳤습니다"):
                    assert word is None or word not in said, f"the error quotes {word!r}"

    # --- many at once ---

    def test_many_threads_send_at_once(self, channel: Channel) -> None:
        """Eight threads send different messages at once; each gets its own reference and arrives whole."""
        messages = [a_message() for _ in range(24)]
        with ThreadPoolExecutor(8) as pool:
            references = [delivery.reference for delivery in pool.map(channel.send, messages)]
        assert len(set(references)) == len(messages)
        for message in messages:
            texts = self.arrived(channel, message)
            assert texts is None or len(texts) == 1
