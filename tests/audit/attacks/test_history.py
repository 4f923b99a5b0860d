"""Attacks on the history as a whole."""

from __future__ import annotations

from egovframe.audit.attacks import Copy, Exercise, history
from egovframe.audit.attacks.history import checkpoint_before, wound_back
from egovframe.audit.attacks.master import Master
from tests.audit.attacks.kinds import kinds


def test_each_attack_on_the_history_is_called_what_it_is(exercise: Exercise) -> None:
    """Against whoever has the office's keys stands what was kept outside."""
    assert kinds(exercise, "history") == {
        "history.cut": "cut",
        "history.cut-anchored": "cut",
        "history.forked": "forged",
        "history.forked-published": "forged",
        "history.rewritten": "edited",
        "history.rewritten-anchored": "edited",
        "history.rewritten-since": "edited",
        "history.backdated": "backdated",
    }


def test_a_rewritten_history_that_nobody_kept_anything_against_holds(master: Master) -> None:
    """So the attack is a true one: without a checkpoint from outside, what it leaves verifies."""
    with Copy.of(master) as copy:
        history._rewritten(copy)
        assert copy.verify().findings == []
        assert copy.fact(copy.middle)["entry"].count(b"somebody:else") == 1


def test_a_log_that_is_wound_back_is_what_it_was(master: Master) -> None:
    """In every table of the log: sealing goes on from there and comes by the same roots."""
    with Copy.of(master) as copy:
        size = copy.size
        for _ in range(2):
            wound_back(copy, checkpoint_before(copy, copy.size)[0])
        assert copy.size < size
        with copy.trail() as (_, trail):
            trail.tend()
            assert copy.size == size + 1  # with the one that was not sealed before
            assert trail.verify(since=copy.published).findings == []


def test_a_backdated_fact_is_caught_by_a_remark(exercise: Exercise) -> None:
    """It breaks nothing, but it is named: that is what the attack asks for."""
    (attack,) = exercise.named(["history.backdated"])
    outcome = exercise.run(attack)
    assert outcome.caught
    assert outcome.finding is not None
    assert "a clock was set back by" in outcome.finding.message
