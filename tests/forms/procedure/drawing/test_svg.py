"""A procedure as SVG."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from egovframe.forms.procedure.drawing.svg import drawn
from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.kernel.text import Text
from tests.forms.procedure.test_own import PERMIT

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("procedure", [STATUTORY, PERMIT], ids=lambda each: each.name)
def test_it_says_what_it_shows(procedure: object, language: str) -> None:
    """A title and a description that name it, every state in words; well formed, the same each time."""
    text = drawn(procedure, language)  # type: ignore[arg-type]
    root = ET.fromstring(text)
    labelled = root.attrib["aria-labelledby"].split()
    assert root.attrib["role"] == "img"
    found = {each.attrib["id"]: each.text for each in root.iter() if "id" in each.attrib}
    assert all(found[name] for name in labelled)
    words = [each.text for each in root.iter(f"{SVG}text")]
    assert {stage.title.in_(language) for stage in procedure.stages} <= set(words)  # type: ignore[attr-defined]
    assert text == drawn(procedure, language)  # type: ignore[arg-type]


def test_whose_a_line_is_does_not_hang_on_colour() -> None:
    """Lines of the applicant, of either and of the office are dashed, each its own way, and the key says which."""
    root = ET.fromstring(drawn(STATUTORY, "en"))
    dashes = {path.attrib.get("stroke-dasharray", "") for path in root.iter(f"{SVG}path") if "stroke" in path.attrib}
    assert len(dashes) == 4
    assert {"an officer", "the applicant", "the office by itself"} <= {each.text for each in root.iter(f"{SVG}text")}


def test_words_of_a_city_are_words() -> None:
    """Whatever a title holds, it is no markup."""
    sly = STATUTORY.but("sly", title=Text.of("<script>x</script> & co"))
    text = drawn(sly, "en")
    assert "<script>" not in text
    assert ET.fromstring(text) is not None
