"""What tests of formats ask for."""

import os
from pathlib import Path

import pytest

from egovframe.forms import Definition
from tests.forms.formats.sample import report
from tests.support.left_out import leave_out


@pytest.fixture
def accident() -> Definition:
    """A form with something of everything."""
    return report()


@pytest.fixture(scope="session")
def documents() -> Path:
    """A folder of forms that others made (`EGOVFRAME_DOCUMENTS`); they are no part of the repository."""
    root = Path(__file__).resolve().parents[4]
    folder = Path(os.environ.get("EGOVFRAME_DOCUMENTS") or root / "shared" / "data" / "forms")
    if not folder.is_dir():
        leave_out(
            "the forms of others; set EGOVFRAME_DOCUMENTS to a folder with jsonschema/, xlsform/, openforms/, formio/ "
            "and govuk/ (see tests/forms/formats/README.md)",
            may_be_missing_in_ci=True,
        )
    return folder
