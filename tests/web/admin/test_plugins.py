"""What is installed, and what is in use."""

from __future__ import annotations

from importlib.metadata import version

from egovframe.web.admin.plugins import in_use, installed
from tests.web.desk.hall import Hall


def test_in_use_is_installed(hall: Hall) -> None:
    """Everything that the settings choose is on offer, and the page marks exactly that."""
    used = in_use(hall.office.settings)
    for group, names in used.items():
        assert names <= {found.name for found in installed(group)}, group
    page = hall.officer("root", "admin", unit=None).get("/admin/plugins").text
    assert page.count("in use</span>") == sum(map(len, used.values()))
    assert "egovframe.records.builtin.folder:FolderVault" in page
    assert f"egovframe {version('egovframe')}" in page
