"""One is told where an address was left and a channel reaches it."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from egovframe.forms import Email, Form, Phone, ask
from egovframe.forms.notices.ways import asked_for, left_in, ways_to


class Pothole(Form):
    """Tell us of a hole."""

    where: str = ask("어디인가요?", en="Where?")
    phone: Phone = ask("전화번호", en="Phone")
    email: Email | None = ask("전자우편", en="E-mail")


@pytest.mark.parametrize(
    ("addresses", "reached", "ways"),
    [
        ({"email", "phone"}, {"email", "phone"}, ["any", "email", "phone", "none"]),
        ({"email", "phone"}, {"email"}, ["any", "email", "none"]),
        ({"phone"}, {"email"}, []),
        ({"phone", "text"}, {"email", "phone"}, ["any", "phone", "none"]),
        ({"text"}, {"email", "phone"}, []),
        ({"email"}, (), []),
    ],
)
def test_a_way_has_an_address_and_a_channel(
    addresses: Collection[str], reached: Collection[str], ways: list[str]
) -> None:
    """Where there is none nothing can be chosen; in the order in which they are offered."""
    assert list(ways_to(addresses, reached)) == ways


def test_what_was_left_is_less_than_what_was_asked() -> None:
    """An address that nobody wrote reaches nobody."""
    form = Pothole(where="중앙로 12", phone="010-1234-5678")
    assert asked_for(Pothole) == {"text", "phone", "email"}
    assert left_in(form) == {"text", "phone"}
