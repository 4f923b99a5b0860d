"""The states of a file."""

from __future__ import annotations

from typing import get_args

from egovframe.forms.uploads.model import GONE, OPEN, UPLOAD_STATES, UploadState


def test_every_state_has_words_and_none_is_open_and_gone() -> None:
    """What is being checked is neither."""
    assert set(UPLOAD_STATES) == set(get_args(UploadState))
    assert all(words.in_("ko") != words.in_("en") for words in UPLOAD_STATES.values())
    assert not OPEN & GONE
    assert {"pending", "unscannable"} == set(UPLOAD_STATES) - OPEN - GONE
