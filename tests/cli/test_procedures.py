"""The procedures by the command line: listed and drawn."""

from xml.etree import ElementTree as ET

import pytest

from tests.cli.run_cli import Place


def test_procedures_are_listed_with_the_forms_that_follow_them(here: Place) -> None:
    """The statutory one is there in every city."""
    listed = here.run("procedures", "list", "--json").json
    (found,) = [each for each in listed if each["name"] == "statutory"]
    assert (found["version"], found["states"], found["forms"]) == (1, 14, ["pothole"])


@pytest.mark.parametrize(("language", "words"), [("ko", "보완 대기"), ("en", "Waiting for a supplement")])
def test_a_procedure_is_drawn(here: Place, language: str, words: str) -> None:
    """An SVG document and nothing else."""
    picture = ET.fromstring(here.run("procedures", "draw", "statutory", "--language", language).out)
    assert words in {each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")}


def test_what_is_not_there_is_named(here: Place) -> None:
    """A procedure or a version that there is not, and what there is."""
    nothing = here.run("procedures", "draw", "nothing")
    assert nothing.status != 0
    assert "statutory" in nothing.err
    assert "There are: 1" in here.run("procedures", "draw", "statutory", "--version", "9").err
    drawn = here.run("procedures", "draw", "statutory", "--version", "1", "--json").json
    assert (drawn["name"], drawn["version"]) == ("statutory", 1)
