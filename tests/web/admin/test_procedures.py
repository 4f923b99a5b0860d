"""Procedures in administration: drawn, in words, and what changed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from egovframe.forms.procedure.catalogue import Procedures
from egovframe.forms.procedure.statutory import STATUTORY
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

PATH = "/admin/procedures"


def test_a_procedure_is_drawn_and_said_in_words(hall: Hall) -> None:
    """In the reader's language: a picture with a title, and a table with everything that can be done."""
    designer = hall.officer("root", "admin", unit=None)
    listed = designer.get(PATH)
    assert_sound(listed, language="en")
    assert f'href="{PATH}/statutory"' in listed.text
    for language, state, deed in (("en", "Waiting for a supplement", "Refuse"), ("ko", "보완 대기", "거부")):
        page = designer.get(f"{PATH}/statutory?lang={language}")
        assert_sound(page, language=language)
        picture = ET.fromstring("<svg xmlns" + page.text.partition("<svg xmlns")[2].partition("</svg>")[0] + "</svg>")
        assert state in {each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")}
        table = page.text.partition("<tbody>")[2].partition("</tbody>")[0]
        assert table.count("<tr>") == len(STATUTORY.moves)
        assert deed in table
        assert "제27조제3항" in table


def test_versions_and_what_changed(hall: Hall) -> None:
    """The newest one first; an earlier one is drawn as it was; one that there is not is 404."""
    changed = STATUTORY.but("statutory", title=STATUTORY.title, without=["consulting"])
    procedures = Procedures()
    procedures._current = {"statutory": changed}
    hall.office.forms.procedures = procedures
    with hall.office.work(by=CONSOLE) as work:
        procedures.publish(work)
    designer = hall.officer("root", "admin", unit=None)
    page = designer.get(f"{PATH}/statutory").text
    assert "Changed since version 1" in page
    assert "the state “Consulting” was taken away" in page
    assert "in “Received” one can no longer “Consult others”" in page
    assert ">Consulting</text>" not in page
    earlier = designer.get(f"{PATH}/statutory?version=1").text
    assert ">Consulting</text>" in earlier
    for version in ("3", "x", "1%27"):
        assert designer.get(f"{PATH}/statutory?version={version}").status_code == 404
    assert designer.get(f"{PATH}/nothing").status_code == 404


def test_only_for_whoever_designs_forms(hall: Hall) -> None:
    """An officer of a unit has no use for it."""
    kim = hall.officer("kim", "road-officer")
    assert kim.get(PATH).status_code == 403
    assert kim.get(f"{PATH}/statutory").status_code == 403
