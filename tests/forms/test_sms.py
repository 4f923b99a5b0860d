"""Lengths of text messages as the networks count them, and how a notice is cut to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.builtin.texts import FolderTexts
from egovframe.forms.interfaces import Undeliverable
from egovframe.forms.sms import Length
from egovframe.testing.suites.channels import a_message


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", ("gsm-7", 0, 0)),
        ("a" * 160, ("gsm-7", 160, 1)),
        ("a" * 161, ("gsm-7", 161, 2)),
        ("a" * 306, ("gsm-7", 306, 2)),
        ("a" * 307, ("gsm-7", 307, 3)),
        ("€" * 80, ("gsm-7", 160, 1)),
        ("a" * 152 + "€" + "a" * 152, ("gsm-7", 306, 3)),
        ("ñÑ¿¡", ("gsm-7", 4, 1)),
        ("í", ("ucs-2", 1, 1)),
        ("가" * 70, ("ucs-2", 70, 1)),
        ("가" * 71, ("ucs-2", 71, 2)),
        ("가" * 134, ("ucs-2", 134, 2)),
        ("가" * 135, ("ucs-2", 135, 3)),
        ("\U0001f3db" * 35, ("ucs-2", 70, 1)),
        ("가" * 66 + "\U0001f3db" + "가" * 66, ("ucs-2", 134, 3)),
    ],
)
def test_known_lengths_of_3gpp_ts_23_038(text: str, length: tuple[str, int, int]) -> None:
    """160/153 septets, 70/67 units; an extended sign is two septets, a sign beyond the first plane two units."""
    found = Length.of(text)
    assert (found.encoding, found.units, found.parts) == length


@given(st.text(max_size=600), st.integers(1, 4))
def test_a_notice_always_fits_and_a_short_one_is_whole(text: str, parts: int) -> None:
    """However long and in whatever script: at most so many messages, and nothing is cut that fits."""
    channel, message = FolderTexts(parts=parts), a_message(text=text, subject="결과")
    short = channel.short(message)
    assert Length.of(short).parts <= parts
    whole = f"결과\n{text.strip()}"
    assert short == whole if Length.of(whole).parts <= parts else message.receipt in short


def test_what_is_cut_says_where_the_rest_is() -> None:
    """The address of the setting and the receipt number, in the applicant's language."""
    channel = FolderTexts(parts=1, more="https://haneul.example/status")
    assert channel.short(a_message(text="가" * 500, subject="결과")).endswith(
        "…\n전체 내용: https://haneul.example/status (접수번호 7K4-RM2-X9H)"
    )
    short = channel.short(a_message(text="x" * 500, subject="Result", language="en"))
    assert Length.of(short).encoding == "gsm-7"
    assert short.endswith("...\nThe whole text: https://haneul.example/status (Receipt 7K4-RM2-X9H)")


def test_what_has_to_arrive_whole_is_never_cut() -> None:
    """A link takes as many messages as it needs, up to ten; more is undeliverable."""
    channel = FolderTexts(parts=1)
    assert channel.short(a_message(text="가" * 600, subject="링크", whole=True)).endswith("가" * 600)
    with pytest.raises(Undeliverable):
        channel.short(a_message(text="가" * 700, subject="링크", whole=True))
