"""What was entered, as a value."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.unfinished.model import Entered

PAIRS = st.lists(st.tuples(st.text(), st.text()), max_size=5).map(tuple)


@given(pairs=PAIRS, page=st.integers(0, 9), reached=st.integers(0, 9), files=st.lists(st.text()).map(tuple))
def test_what_was_entered_comes_back_as_it_was_typed(
    pairs: tuple[tuple[str, str], ...], page: int, reached: int, files: tuple[str, ...]
) -> None:
    """Any text, right or wrong, the same name more than once."""
    entered = Entered(pairs, page=page, reached=reached, files=files)
    assert Entered.read(json.loads(json.dumps(entered.as_json()))) == entered
