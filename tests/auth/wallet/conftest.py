"""What the tests of wallets share."""

from pathlib import Path

import pytest

from tests.auth.wallet.purse import Purse


@pytest.fixture
def purse(tmp_path: Path) -> Purse:
    """An issuer and a wallet."""
    return Purse(tmp_path)
