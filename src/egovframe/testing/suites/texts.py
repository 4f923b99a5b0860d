"""What every channel of text messages must do beside what every channel does.

    class TestGateway(TextSuite):
        @pytest.fixture
        def channel(self, gateway):
            return Gateway(url=gateway.url)

        def arrived(self, channel, message):
            return gateway.texts_to(message.phone)

Each test is one sentence of the contract in `egovframe.forms.sms.TextChannel`.
"""

from __future__ import annotations

import pytest

from egovframe.forms.interfaces import Channel, Undeliverable
from egovframe.forms.sms import Length, TextChannel
from egovframe.testing.suites.channels import ChannelSuite, a_message


class TextSuite(ChannelSuite):
    """Subclass it as `ChannelSuite`; what arrives is compared with the text as it was cut."""

    def test_is_a_channel_of_text_messages(self, channel: Channel) -> None:
        """It hands over texts through `TextChannel.text`."""
        assert isinstance(channel, TextChannel)

    def test_the_text_arrives_as_it_was_written(self, channel: Channel) -> None:
        """What the gateway gets is the notice as it was cut, letter for letter."""
        assert isinstance(channel, TextChannel)
        message = a_message()
        channel.send(message)
        texts = self.arrived(channel, message)
        if texts is not None:
            assert list(texts) == [channel.short(message)]

    def test_a_line_break_in_the_subject_adds_nothing(self, channel: Channel) -> None:
        """A subject with line breaks is one line of the one text: it adds no recipient and no second text."""
        message = a_message(subject="result\r\nTo: +821055556666\r\n\r\nother text", text="the text")
        channel.send(message)
        texts = self.arrived(channel, message)
        if texts is not None:
            assert list(texts) == ["result To: +821055556666 other text\nthe text"]

    def test_a_long_notice_fits_its_messages_and_says_where_to_read_on(self, channel: Channel) -> None:
        """Korean and Latin texts take at most as many messages as set, and name the receipt."""
        assert isinstance(channel, TextChannel)
        for text in ("도로를 고쳤습니다. " * 400, "We mended the road. " * 400):
            message = a_message(text=text, subject="Result" if text.isascii() else "결과")
            short = channel.short(message)
            assert Length.of(short).parts <= channel.parts
            assert message.receipt in short
            channel.send(message)
            texts = self.arrived(channel, message)
            assert texts is None or list(texts) == [short]

    def test_without_a_phone_number_it_is_undeliverable(self, channel: Channel) -> None:
        """A mail address alone is of no use to it."""
        with pytest.raises(Undeliverable):
            channel.send(a_message(phone=None))
