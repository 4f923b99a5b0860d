"""The reference says what the code says: commands, settings, errors, events, permissions, interfaces."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_pages_are_what_the_code_says() -> None:
    """Made anew from the code, no page differs, and every sentence has its Korean."""
    checked = subprocess.run(
        [sys.executable, "tools/reference.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert checked.returncode == 0, f"run: python tools/reference.py --update\n{checked.stdout}{checked.stderr}"


@pytest.mark.asvs("V8.1.1", "V16.1.1")
@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("commands", "`egovframe petitions import`"),
        ("settings", "`EGOVFRAME_WEB__PUBLIC_URL`"),
        ("errors", "`database.newer`"),
        ("events", "`petition.decided`"),
        ("permissions", "`petition.answer`"),
        ("plug-ins", "`egovframe.records.vaults`"),
        ("facts", "`petition.submitted`"),
    ],
)
def test_a_page_names_what_people_look_up(page: str, says: str) -> None:
    """The pages are not empty: each names a thing that surely is there."""
    assert says in (ROOT / "docs" / "reference" / f"{page}.md").read_text(encoding="utf-8")
    assert says in (ROOT / "docs" / "reference" / f"{page}.ko.md").read_text(encoding="utf-8")
