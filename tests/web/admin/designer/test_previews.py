"""A form in the making as people would see it, and taken away."""

from __future__ import annotations

from egovframe.forms.definition import Definition
from egovframe.kernel.permissions import Actor
from tests.forms.test_source import RULED
from tests.web.desk.hall import Hall


def test_in_each_language_and_as_wide_as_a_phone(hall: Hall) -> None:
    """Nothing can be sent from there; the words are those of the language that was asked for."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse(RULED))
    designer = hall.officer("root", "admin", unit=None)
    korean, english = (designer.get(f"/admin/forms/ruled/preview?in={tag}").text for tag in ("ko", "en"))
    assert "물건" in korean
    assert "Things" in english
    assert "phone" in english
    assert "<fieldset" in english
    assert " disabled" in english
    assert "box flow phone" not in designer.get("/admin/forms/ruled/preview?wide=1").text


def test_without_a_limit_there_is_no_class_yet(hall: Hall) -> None:
    """It is said as a sentence; the data can be taken all the same."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse({**RULED, "limit": ""}))
    designer = hall.officer("root", "admin", unit=None)
    assert designer.get("/admin/forms/ruled/export.py").status_code == 422
    assert Definition.parse(designer.get("/admin/forms/ruled/export.json").text).name == "ruled"
    assert "export.py" not in designer.get("/admin/forms/ruled").text


def test_what_is_offered_can_be_looked_at_too(hall: Hall) -> None:
    """A declared form, as the class it stands for."""
    designer = hall.officer("root", "admin", unit=None)
    assert "class Pothole(Form):" in designer.get("/admin/forms/pothole/export.py").text
    assert designer.get("/admin/forms/none/export.py").status_code == 404
