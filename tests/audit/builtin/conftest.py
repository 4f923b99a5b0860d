"""Of the exporters, each of which is held to the same suite, one shows in `make test` that its memory does not grow."""

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Marks what takes seconds for each of the others."""
    if item.name == "test_memory_does_not_grow_with_the_number_of_facts" and item.path.name != "test_csv.py":
        item.add_marker(pytest.mark.whole)
