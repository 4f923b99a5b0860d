"""Writing a form as an XLSForm."""

import json
import subprocess
from pathlib import Path

import pytest

from egovframe.forms import Definition
from egovframe.forms.formats.xlsform.reading import read
from egovframe.forms.formats.xlsform.workbook import read_sheets
from egovframe.forms.formats.xlsform.writing import write
from tests.support.pypi import packages

CONVERT = """
import json, sys
from pyxform.xls2xform import convert
made = convert(sys.argv[1])
print(json.dumps({"warnings": made.warnings, "form": made.xform}))
"""


@pytest.fixture(scope="module")
def pyxform() -> Path:
    """Python with pyxform, in an environment of its own."""
    return packages("pyxform", tests="the tests of XLSForm against pyxform")


def converted(pyxform: Path, file: Path) -> dict[str, str]:
    """What pyxform makes of a workbook; fails where it refuses it."""
    ran = subprocess.run([pyxform, "-c", CONVERT, file], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    found: dict[str, str] = json.loads(ran.stdout)
    return found


def test_pyxform_takes_it(accident: Definition, pyxform: Path, tmp_path: Path) -> None:
    """The reference converter makes an XForm of it: every question, condition, constraint and language is in there."""
    file = tmp_path / "accident.xlsx"
    file.write_bytes(write(accident).content)
    form = converted(pyxform, file)["form"]
    for each in ("harm", "who", "lanes", "things", "what", "price", "double", "signs", "photos", "spot", "agree"):
        assert f"<{each}" in form
    assert "relevant=" in form
    assert 'constraint="regex(., ' in form
    assert "무엇이 다쳤나요?" in form
    assert "What was harmed?" in form


def test_pyxform_takes_what_came_from_others(documents: Path, pyxform: Path, tmp_path: Path) -> None:
    """A form of University College London, read and written again."""
    form = read((documents / "xlsform" / "UCL_Biomass_Plot_Form.xlsx").read_bytes(), name="biomass").definition
    file = tmp_path / "biomass.xlsx"
    file.write_bytes(write(form, language="sw").content)
    assert "Your Phone Number" in converted(pyxform, file)["form"]


def test_there_and_back(accident: Definition) -> None:
    """What both sides have comes back: kinds, words, limits, conditions, choices, pages."""
    back = read(write(accident).content).definition
    for name in ("harm", "day", "at", "spot", "signs"):
        assert back.question(name) == accident.question(name)
    who = back.question("who")
    assert (who.when, who.page) == (accident.question("who").when, accident.question("who").page)


def test_what_xlsform_cannot_say_is_noted(accident: Definition) -> None:
    """What is personal, purposes, largest sizes, sums over groups."""
    items = [each.item for each in write(accident).not_carried]
    assert {"who: personal", "who: purpose", "photos: max_size", "agree: refusal", "title en"} <= set(items)
    assert any(each.startswith("total: computed") for each in items)


def test_settings(accident: Definition) -> None:
    """Title, name, version and the default language."""
    (_, settings), *_ = read_sheets(write(accident, language="en").content)["settings"]
    assert settings == {
        "form_title": "Accident report",
        "form_id": "accident",
        "version": "0",
        "default_language": "English (en)",
    }
