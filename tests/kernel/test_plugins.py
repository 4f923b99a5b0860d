"""Plug-ins: only what settings name is imported, and what is wrong with it is named."""

from __future__ import annotations

import shutil
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

import pytest

from egovframe.kernel.errors import PluginError
from egovframe.kernel.plugins import Plugin, Plugins

GROUP = "egovframe.tests.lamps"
PACKAGE = """
import tests_lamp_base

class Good(tests_lamp_base.Lamp):
    watts: int = 5
    def light(self) -> str:
        return f"{self.watts} watts"

class Dark(tests_lamp_base.Lamp):
    pass

class Old(Good):
    version = 1

class Stranger:
    pass

number = 7
"""
POINTS = {
    "good": "tests_lamps:Good",
    "dark": "tests_lamps:Dark",
    "old": "tests_lamps:Old",
    "stranger": "tests_lamps:Stranger",
    "number": "tests_lamps:number",
    "gone": "tests_lamps:Gone",
    "broken": "tests_lamps_broken:Good",
}


class Lamp(Plugin, ABC):
    """A group's base, at version 2 of its interface."""

    version: ClassVar[int] = 2

    @abstractmethod
    def light(self) -> str:
        """Say how bright it is."""


@pytest.fixture
def lamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plugins[Lamp]:
    """An installed package with one good plug-in and many bad ones."""
    info = tmp_path / "tests_lamps-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tests-lamps\nVersion: 1.2\n")
    points = "\n".join(f"{name} = {value}" for name, value in POINTS.items())
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{points}\n")
    (tmp_path / "tests_lamps.py").write_text(PACKAGE)
    (tmp_path / "tests_lamps_broken.py").write_text("import there_is_no_such_package\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "tests_lamp_base", sys.modules[__name__])
    for name in ("tests_lamps", "tests_lamps_broken"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return Plugins(GROUP, Lamp)  # type: ignore[type-abstract]


def test_what_is_on_offer_is_listed_without_importing_it(lamps: Plugins[Lamp]) -> None:
    """Broken packages among them harm nothing as long as nobody names them."""
    assert lamps.names() == sorted(POINTS)
    assert str(lamps.found()["good"]) == f"{GROUP}: good = tests_lamps:Good (tests-lamps 1.2)"
    assert "tests_lamps" not in sys.modules


def test_what_is_installed_later_is_found(lamps: Plugins[Lamp], tmp_path: Path) -> None:
    """What is on offer is remembered, until a folder of packages changes."""
    assert lamps.found() == lamps.found()
    info = tmp_path / "tests_candles-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tests-candles\nVersion: 0.1\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\ncandle = tests_lamps:Good\n")
    assert lamps.names() == sorted([*POINTS, "candle"])
    shutil.rmtree(info)
    assert lamps.names() == sorted(POINTS)


def test_a_good_plug_in_works_with_its_settings(lamps: Plugins[Lamp]) -> None:
    """Defaults, or what is given; frozen either way."""
    assert (lamps.load("good").light(), lamps.load("good", {"watts": 9}).light()) == ("5 watts", "9 watts")
    with pytest.raises(ValueError):
        lamps.load("good").watts = 1  # type: ignore[attr-defined]
    assert "tests_lamps_broken" not in sys.modules


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("dark", "does not define light"),
        ("old", "written for version 1 of Lamp, this is version 2"),
        ("stranger", "is not a Lamp"),
        ("number", "is not a Lamp"),
        ("gone", "cannot be imported: AttributeError"),
        ("broken", "cannot be imported: ModuleNotFoundError: No module named 'there_is_no_such_package'"),
    ],
)
def test_what_is_wrong_with_a_plug_in_is_said(lamps: Plugins[Lamp], name: str, message: str) -> None:
    """With its entry point, its package and its version."""
    with pytest.raises(PluginError) as caught:
        lamps.load(name)
    assert message in str(caught.value)
    assert f"{name} = {POINTS[name]} (tests-lamps 1.2)" in str(caught.value)
    assert caught.value.hint


def test_a_name_that_nobody_brings(lamps: Plugins[Lamp]) -> None:
    """The error lists what there is, and says so when there is nothing."""
    with pytest.raises(PluginError, match="Installed are: broken, dark, gone, good"):
        lamps.load("lava")
    with pytest.raises(PluginError, match="Installed are: none"):
        Plugins(GROUP + ".none", Lamp).load("lava")  # type: ignore[type-abstract]


@pytest.mark.parametrize(("options", "where"), [({"watts": "many"}, "watts"), ({"volts": 5}, "volts")])
def test_settings_that_do_not_hold(lamps: Plugins[Lamp], options: dict[str, object], where: str) -> None:
    """A wrong value and an unknown name; the value, which may be a secret, is not repeated."""
    with pytest.raises(PluginError, match=f"do not hold: {where}:") as caught:
        lamps.load("good", options)
    assert "many" not in str(caught.value)
    assert "plugins describe good" in caught.value.hint


def test_settings_that_do_not_hold_are_not_repeated(lamps: Plugins[Lamp]) -> None:
    """A password among them stays out of the message, of its cause and so of every log."""
    with pytest.raises(PluginError) as failed:
        lamps.load("good", {"watts": "hunter2-hunter2"})
    assert "hunter2" not in f"{failed.value} {failed.value.__cause__}"
