"""What the page on ASVS says is met is shown by a test that is there; nothing is left out, nothing stands twice."""

import copy
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def asvs() -> ModuleType:
    """The tool that writes the page."""
    spec = importlib.util.spec_from_file_location("asvs_tool", ROOT / "tools" / "asvs.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def test_the_page_is_what_data_and_markers_say() -> None:
    """163 requirements, each in both languages; what is met has its test, and the pages are those of the data."""
    command = [sys.executable, "tools/asvs.py", "--check"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_what_does_not_hold_is_named(asvs: ModuleType) -> None:
    """Met without a test, a test of what is not met, one left out, one twice, an unknown marker, an empty sentence."""
    data: list[dict[str, Any]] = json.loads(asvs.DATA.read_text(encoding="utf-8"))
    tests: dict[str, list[str]] = asvs.marked()
    assert asvs.problems(data, tests) == []
    met = next(each["id"] for each in data if each["state"] == "met")
    open_ = next(each["id"] for each in data if each["state"] == "not-yet")
    without = {name: shown for name, shown in tests.items() if name != met}
    assert asvs.problems(data, without) == [f"{met} is said to be met, and no test is marked with it"]
    (said,) = asvs.problems(data, {**tests, open_: ["x.py::test_x"]})
    assert said.startswith(f"{open_} is not said to be met")
    (said,) = asvs.problems(data, {**tests, "V6.99.1": ["x.py::test_x"]})
    assert "V6.99.1" in said
    assert any("ASVS 5.0.0 has 47" in said for said in asvs.problems(data[1:], tests))
    assert any("stands twice" in said for said in asvs.problems([*data, data[-1]], tests))
    silent = copy.deepcopy(data)
    silent[0]["how"]["ko"] = " "
    assert asvs.problems(silent, tests) == [f"{silent[0]['id']} says nothing in how.ko"]
