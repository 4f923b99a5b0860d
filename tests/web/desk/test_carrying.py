"""What the address of a page says of a step that was taken with others."""

from __future__ import annotations

import pytest

from tests.web.desk.hall import Hall


@pytest.mark.parametrize(("query", "says"), [("taken=2&lost=0", True), ("taken=-1&lost=0", False), ("taken=2", False)])
def test_only_numbers_are_said(hall: Hall, query: str, says: bool) -> None:
    """Numbers that make sense are said with what was done; anything else is left alone."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    page = kim.get(f"/desk/petitions/{receipt}?done=step&{query}")
    assert page.status_code == 200
    assert ("The same was done with 2 joined petitions." in page.text) is says
