"""What happens to public petitions, for whoever declared an interest."""

from __future__ import annotations

from egovframe.forms.public.events import CollectingEnded, LinkAsked, PublicationRefused, Published, ThresholdReached


def test_each_has_a_name_of_its_own_and_survives_as_text() -> None:
    """It may wait in the outbox."""
    every = (Published, PublicationRefused, ThresholdReached, CollectingEnded, LinkAsked)
    assert len({event.name for event in every}) == len(every)
    reached = ThresholdReached(
        petition_id="1", form="f", unit="u", publication="2", threshold=5, count=6, answer_by="2026-10-21T15:00:00Z"
    )
    assert ThresholdReached.parse(reached.as_text()) == reached
