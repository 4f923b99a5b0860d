"""Sketches: two texts share about as much of them as of their wording."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.similar.sketch import (
    BINS,
    FEWEST,
    bands,
    likeness,
    packed,
    shared,
    sketch,
    unpacked,
    wording,
)

TEXT = "중앙로 12번지 앞 도로가 깊이 파여 있어 자전거가 넘어졌습니다. 빨리 고쳐 주세요."


def test_wording() -> None:
    """Blanks, signs, case and the writing of letters make no difference."""
    assert wording("도로 파손!") == wording("도로파손") == {"도로파", "로파손"}
    assert wording("ＡＢＣ") == wording("a b c") == {"abc"}
    assert wording("가나") == frozenset()


def test_likeness() -> None:
    """Two of four runs are shared: a half."""
    assert likeness(frozenset("abc"), frozenset("bcd")) == 0.5
    assert likeness(frozenset(), frozenset()) == 0.0


def test_too_short() -> None:
    """What says too little has no sketch: else every short text would resemble every other."""
    assert sketch(wording("도로 파손")) is None
    assert sketch(frozenset(f"{at:03}" for at in range(FEWEST))) is not None


def test_the_same_text_has_the_same_sketch() -> None:
    """However it is divided into words."""
    one, other = sketch(wording(TEXT)), sketch(wording(TEXT.replace(" ", "")))
    assert one == other
    assert one is not None
    assert len(one) == BINS
    assert unpacked(packed(one)) == one
    assert len(set(bands(one))) == BINS // 3


def test_estimate() -> None:
    """Over drawn pairs of every likeness the shared part of the sketches is the likeness, within the noise."""
    random = Random(7)
    misses = []
    for _ in range(200):
        every = [f"{random.random()}" for _ in range(random.randrange(150, 900))]
        cut = random.randrange(len(every))
        one, other = frozenset(every[: (cut + len(every)) // 2]), frozenset(every[cut // 2 :])
        first, second = sketch(one), sketch(other)
        assert first is not None
        assert second is not None
        misses.append(shared(first, second) - likeness(one, other))
    assert abs(sum(misses) / len(misses)) < 0.02
    assert max(map(abs, misses)) < 0.25


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_text(one: str, other: str) -> None:
    """Whatever is written, it has a wording, and likeness is the same from both sides."""
    assert likeness(wording(one), wording(other)) == likeness(wording(other), wording(one))
    assert likeness(wording(one), wording(one)) in (0.0, 1.0)
    sketch(wording(one))
