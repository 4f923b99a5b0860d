"""What the tests of wallets share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.auth.wallet.purse import Purse
from tests.auth.wallet.web import Web, listening


@pytest.fixture
def purse(tmp_path: Path) -> Purse:
    """An issuer and a wallet."""
    return Purse(tmp_path)


@pytest.fixture
def web() -> Iterator[Web]:
    """An issuer's web server."""
    with listening() as lent:
        yield lent
