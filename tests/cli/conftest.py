"""What tests of commands ask for."""

from pathlib import Path

import pytest

from tests.cli.run_cli import Place, place


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An office's folder with a small city; nothing has happened there yet."""
    return place(tmp_path, monkeypatch)
