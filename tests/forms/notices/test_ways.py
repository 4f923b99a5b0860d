"""One is told where an address was left and a channel reaches it."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

import pytest

from egovframe.forms import Email, Form, Phone, ask
from egovframe.forms.interfaces import Channel, Delivery, Message
from egovframe.forms.notices.ways import asked_for, left_in, ways_to


class Mails(Channel):
    """Takes mail alone."""

    reaches: ClassVar[frozenset[str]] = frozenset({"email"})

    def send(self, message: Message) -> Delivery:
        """Take it."""
        return Delivery(reference=message.id)


class Texts(Mails):
    """Takes texts alone."""

    reaches: ClassVar[frozenset[str]] = frozenset({"phone"})


class Pothole(Form):
    """Tell us of a hole."""

    where: str = ask("어디인가요?", en="Where?")
    phone: Phone = ask("전화번호", en="Phone")
    email: Email | None = ask("전자우편", en="E-mail")


@pytest.mark.parametrize(
    ("addresses", "channels", "ways"),
    [
        ({"email", "phone"}, (Mails(), Texts()), ["any", "email", "phone", "none"]),
        ({"email", "phone"}, (Mails(),), ["any", "email", "none"]),
        ({"phone"}, (Mails(),), []),
        ({"phone", "text"}, (Mails(), Texts()), ["any", "phone", "none"]),
        ({"text"}, (Mails(), Texts()), []),
        ({"email"}, (), []),
    ],
)
def test_a_way_has_an_address_and_a_channel(
    addresses: Collection[str], channels: Collection[Channel], ways: list[str]
) -> None:
    """Where there is none nothing can be chosen; in the order in which they are offered."""
    assert list(ways_to(addresses, channels)) == ways


def test_what_was_left_is_less_than_what_was_asked() -> None:
    """An address that nobody wrote reaches nobody."""
    form = Pothole(where="중앙로 12", phone="010-1234-5678")
    assert asked_for(Pothole) == {"text", "phone", "email"}
    assert left_in(form) == {"text", "phone"}
