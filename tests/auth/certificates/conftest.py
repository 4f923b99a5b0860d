"""A root and an authority below it, made by openssl once; nobody revokes anything there."""

from __future__ import annotations

import pytest

from tests.support.certifier import Certifier


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Certifier:
    """The authority that the city trusts."""
    return Certifier.root(tmp_path_factory.mktemp("authorities") / "root")


@pytest.fixture(scope="session")
def city(root: Certifier) -> Certifier:
    """The authority below it, which issues certificates to people."""
    return root.below("City")
