"""What the conformance tests may ask for: the program that judges."""

import pytest

from tests.support.go import Conform, built


@pytest.fixture(scope="session")
def conform(tmp_path_factory: pytest.TempPathFactory) -> Conform:
    """The Go team's log packages, behind a program of ours."""
    return built(tmp_path_factory.mktemp("go"))
