"""The vault keeps what every vault must."""

from pathlib import Path

import pytest
from egovframe_folder_vault import FolderVault

from egovframe.testing.suites import VaultSuite


class TestFolderVault(VaultSuite):
    """The folder vault passes the suite of all vaults."""

    @pytest.fixture
    def vault(self, tmp_path: Path) -> FolderVault:
        """Return a vault in an empty folder."""
        return FolderVault(root=tmp_path / "records")
