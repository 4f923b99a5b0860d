"""`new` makes what runs at once, and never writes over anything."""

import os
import subprocess
import sys

from tests.cli.run_cli import CITY, Place


def test_a_new_city_holds(here: Place) -> None:
    """Its declaration is checked in its own folder; making it again is refused."""
    made = here.run("new", "city", "haneul", "--title", "Haneul City", "--title-ko", "하늘시", "--json")
    assert made.status == 0
    assert {"city.py", "egovframe.toml", "README.md"} <= set(made.json["files"])
    assert Place(here.folder / "haneul", here.patch).run("check").status == 0
    again = Place(here.folder, here.patch).run("new", "city", "haneul")
    assert again.status == 2
    assert "not empty" in again.err


def test_a_new_plug_in_has_its_kind(here: Place) -> None:
    """Of a kind that there is, under a name that can be a folder's."""
    made = here.run("new", "plugin", "cold-store", "--kind", "vault", "--json")
    assert made.status == 0
    assert "egovframe.records.vaults" in (here.folder / "cold-store" / "pyproject.toml").read_text(encoding="utf-8")
    for words in (("plugin", "warm", "--kind", "oven"), ("city", "../elsewhere"), ("city", "--language", "fr", "x")):
        assert here.run("new", *words).status == 2
    assert not (here.folder / "warm").exists()


def test_a_new_form_holds_and_can_be_declared(here: Place) -> None:
    """Its tests pass in the city's folder, the city declares it as its first lines say, and nothing is written over."""
    made = here.run("new", "form", "street-lamp", "--title", "Street lamp", "--title-ko", "가로등", "--json")
    assert made.json["files"] == ["street_lamp.py", "tests/test_street_lamp.py"]
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    ran = subprocess.run(
        tests, cwd=here.folder, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "."}, check=False
    )
    assert ran.returncode == 0, ran.stdout
    with_words = "title=TITLE, by=officer, within=working_days(7), keep=years(3), unit=roads"
    declared = f"app.form('street-lamp', {with_words})(StreetLamp)"
    here.write("city.py", f"{CITY}\nfrom street_lamp import TITLE, StreetLamp\n\n{declared}\n")
    assert "street-lamp" in [each["name"] for each in here.run("forms", "list", "--json").json]
    again = here.run("new", "form", "street-lamp")
    assert (again.status, "there already" in again.err) == (2, True)


def test_a_form_has_a_name_for_addresses(here: Place) -> None:
    """Small letters, digits and hyphens; no word of Python's."""
    for name in ("Lamp", "../lamp", "1amp", "class", "lamp_post", "-"):
        assert here.run("new", "form", "--", name).status == 2
    assert not list(here.folder.glob("*amp*"))
