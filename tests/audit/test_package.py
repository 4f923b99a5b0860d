"""The package as others import it."""

from __future__ import annotations

import subprocess
import sys

import egovframe.audit

ONE_BY_ONE = """
import importlib, sys
import pydantic, sqlalchemy, structlog
for name in sys.argv[1:]:
    for loaded in [each for each in sys.modules if each.split(".")[0] == "egovframe"]:
        del sys.modules[loaded]
    importlib.import_module(name)
    print(name)
"""


def test_each_name_can_be_the_first_that_is_imported() -> None:
    """No module of the trail counts on another one having been loaded before."""
    homes = sorted({*egovframe.audit._HOMES.values(), "egovframe.audit.helping.helper", "egovframe.audit.attacks"})
    done = subprocess.run([sys.executable, "-c", ONE_BY_ONE, *homes], capture_output=True, text=True, check=False)
    assert done.stdout.split() == homes, done.stderr


def test_every_name_is_there_and_no_other() -> None:
    """Names are loaded when they are asked for; one that is not there is said plainly."""
    assert sorted(egovframe.audit.__all__) == sorted(egovframe.audit._HOMES)
    assert all(getattr(egovframe.audit, name) is not None for name in egovframe.audit.__all__)
    assert not hasattr(egovframe.audit, "nothing")
