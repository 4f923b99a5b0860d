"""What every anchor must do, as tests that a plug-in's author runs by naming one fixture.

    class TestTimestampAnchor(AnchorSuite):
        @pytest.fixture
        def anchor(self, authority):
            return TimestampAnchor(url=authority.url)

Each test is one sentence of the contract in `egovframe.audit.interfaces.Anchor`.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pydantic import ValidationError

from egovframe.audit import AnchorFailed, Checkpoint, Signer
from egovframe.audit.interfaces import Anchor
from egovframe.kernel.crypto import signing_key


def a_checkpoint(size: int, *, history: int = 0) -> str:
    """Return a signed checkpoint of that size; another `history` gives another root."""
    signer = Signer("suite.example/log", signing_key(bytes(32)))
    return str(Checkpoint(signer.name, size, bytes([history]) * 32).sign(signer))


class AnchorSuite:
    """Subclass it, name it `Test…`, and give it the fixture `anchor`: one that nothing was kept with before."""

    @pytest.fixture
    def anchor(self) -> Anchor:
        """Return the anchor under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `anchor` that returns the anchor under test")

    def reopened(self, anchor: Anchor) -> Anchor:
        """Return another anchor with the same settings, as the next process would have it."""
        return type(anchor)(**anchor.model_dump())

    def test_is_an_anchor_of_this_version(self, anchor: Anchor) -> None:
        """The plug-in is an Anchor and was written for this version of the interface."""
        assert isinstance(anchor, Anchor)
        assert type(anchor).version == Anchor.version

    def test_is_a_frozen_value(self, anchor: Anchor) -> None:
        """An anchor never changes: settings hold until the next start."""
        for name in type(anchor).model_fields:
            with pytest.raises(ValidationError):
                setattr(anchor, name, getattr(anchor, name))

    def test_remembers_nothing_at_first(self, anchor: Anchor) -> None:
        """Before anything was kept there is no newest checkpoint, and that is no error."""
        assert anchor.newest() is None

    def test_gives_back_what_was_kept_as_it_was(self, anchor: Anchor) -> None:
        """Every byte, also for the next process."""
        anchor.keep(a_checkpoint(7))
        assert anchor.newest() == a_checkpoint(7)
        assert self.reopened(anchor).newest() == a_checkpoint(7)

    def test_keeping_again_changes_nothing(self, anchor: Anchor) -> None:
        """The office hands a checkpoint over as often as it likes."""
        for _ in range(3):
            anchor.keep(a_checkpoint(7))
        assert anchor.newest() == a_checkpoint(7)

    def test_the_largest_is_the_newest_whatever_the_order(self, anchor: Anchor) -> None:
        """9 is less than 10 and 1,000: sizes are numbers."""
        for size in (9, 1_000, 10, 1):
            anchor.keep(a_checkpoint(size))
        assert anchor.newest() == a_checkpoint(1_000)

    def test_a_second_history_is_refused_and_the_first_one_stays(self, anchor: Anchor) -> None:
        """Another checkpoint of the same size raises; what was kept is never changed."""
        anchor.keep(a_checkpoint(7))
        with pytest.raises(AnchorFailed):
            anchor.keep(a_checkpoint(7, history=1))
        assert anchor.newest() == a_checkpoint(7)

    def test_what_is_no_checkpoint_is_refused(self, anchor: Anchor) -> None:
        """Nothing else is kept by mistake."""
        for text in ("", "hello", "a\nb\nc\n"):
            with pytest.raises(AnchorFailed):
                anchor.keep(text)
        assert anchor.newest() is None

    def test_what_it_can_say_the_time_of_was_kept(self, anchor: Anchor) -> None:
        """By size, in UTC; an anchor that does not know when says nothing."""
        for size in (10, 9):
            anchor.keep(a_checkpoint(size))
        stamps = list(anchor.stamped())
        assert [stamp.checkpoint for stamp in stamps] in ([], [a_checkpoint(9), a_checkpoint(10)])
        assert {stamp.at.utcoffset() for stamp in stamps} <= {timedelta(0)}
        assert all(stamp.accuracy >= timedelta(0) for stamp in stamps)

    def test_many_threads_keep_at_once(self, anchor: Anchor) -> None:
        """Several processes of one office hand over what they have."""
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(anchor.keep, [a_checkpoint(size % 5 + 1) for size in range(20)]))
        assert anchor.newest() == a_checkpoint(5)
