"""What every way to send a code must do, as tests that a plug-in's author runs by naming fixtures.

    class TestTextMessage(MessageSuite):
        @pytest.fixture
        def message(self, gateway):
            return TextMessage(url=gateway.url)

        @pytest.fixture
        def unreachable(self):
            return TextMessage(url="http://127.0.0.1:9")

        def arrived(self, message):
            return [(text.to, text.subject, text.body) for text in gateway.texts]

Each test is one sentence of the contract in `egovframe.auth.interfaces.Message`.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
from pydantic import ValidationError

from egovframe.auth.errors import MessageFailed
from egovframe.auth.interfaces import Message
from egovframe.kernel.text import LANGUAGES

SUBJECT: Final = "[하늘시] 인증 번호 · Your code"
BODY: Final = (
    "인증 번호는 482 915 입니다.\nYour code is 482 915 — “for ten minutes” \U0001f3db.\n\n.\nFrom here: the end.\n"
)


class MessageSuite:
    """Subclass it, name it `Test…`, give it the fixtures `message` and `unreachable`, and `arrived`."""

    address: str = "hong.gildong@example.com"
    """An address of the kind that the plug-in sends to."""

    @pytest.fixture
    def message(self) -> Message:
        """Return the plug-in under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `message` that returns the plug-in under test")

    @pytest.fixture
    def unreachable(self) -> Message:
        """Return the plug-in, set up for a server that does not answer."""
        pytest.fail(f"{type(self).__name__} needs a fixture `unreachable`: the plug-in, its server not there")

    def arrived(self, message: Message) -> Sequence[tuple[str, str, str]]:
        """Return what reached the other side so far: for each recipient the address, the subject and the text."""
        pytest.fail(f"{type(self).__name__} needs a method `arrived` that looks at the other side")

    # --- The plug-in ---

    def test_is_a_message_of_this_version(self, message: Message) -> None:
        """The plug-in was written for this version, and says how its proof is called."""
        assert isinstance(message, Message)
        assert type(message).version == Message.version
        assert message.method.strip()
        assert set(LANGUAGES) <= set(message.title.as_dict())

    def test_never_gives_more_than_the_first_level_alone(self, message: Message) -> None:
        """Whoever reads the mailbox has shown that, and no more."""
        assert message.assurance == 1
        assert not message.resists_phishing

    def test_is_a_frozen_value(self, message: Message) -> None:
        """One instance serves many threads and never changes; a misspelt setting fails the start."""
        for name in type(message).model_fields:
            with pytest.raises(ValidationError):
                setattr(message, name, getattr(message, name))
        with pytest.raises(ValidationError):
            type(message)(**(message.model_dump() | {"no_such_setting": 1}))

    # --- Sending ---

    def test_hands_the_message_over_as_it_is(self, message: Message) -> None:
        """Address, subject and text arrive to the letter, in any script, and once."""
        message.send(self.address, subject=SUBJECT, body=BODY)
        assert [(to, subject, _lines(body)) for to, subject, body in self.arrived(message)] == [
            (self.address, SUBJECT, _lines(BODY))
        ]

    @pytest.mark.parametrize("addition", ["\r\nBcc: thief@example.com", "\nBcc: thief@example.com", "\r\rx", "\0"])
    def test_no_line_end_makes_another_recipient_or_header(self, message: Message, addition: str) -> None:
        """What stands in the address or the subject stays there, or nothing is sent."""
        for to, subject in ((self.address + addition, SUBJECT), (self.address, SUBJECT + addition)):
            with pytest.raises(MessageFailed):
                message.send(to, subject=subject, body=BODY)
        assert self.arrived(message) == []

    @pytest.mark.parametrize("to", ["", " ", "\ud800", "nobody\0", "x" * 100_000])
    def test_what_is_no_address_is_refused(self, message: Message, to: str) -> None:
        """With an error that the office knows, and nothing is sent."""
        with pytest.raises(MessageFailed):
            message.send(to, subject=SUBJECT, body=BODY)
        assert self.arrived(message) == []

    def test_raises_when_it_was_not_handed_over(self, unreachable: Message) -> None:
        """So that it is sent again; the error quotes neither the text nor the address."""
        with pytest.raises(MessageFailed) as raised:
            unreachable.send(self.address, subject=SUBJECT, body=BODY)
        for secret in ("482 915", self.address, SUBJECT):
            assert secret not in str(raised.value)

    def test_many_threads_send_at_once(self, message: Message) -> None:
        """One instance, four threads, each message whole."""
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda n: message.send(self.address, subject=f"code {n}", body=f"{n} {BODY}"), range(12)))
        found = sorted((subject, _lines(body)) for _, subject, body in self.arrived(message))
        assert found == sorted((f"code {n}", _lines(f"{n} {BODY}")) for n in range(12))


def _lines(text: str) -> list[str]:
    # How lines end is up to the way that a message takes.
    return text.rstrip().splitlines()
