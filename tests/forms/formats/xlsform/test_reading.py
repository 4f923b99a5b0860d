"""Reading an XLSForm."""

from pathlib import Path
from typing import Any

import pytest

from egovframe.forms.formats.carrying import Carried, FormatUnreadable
from egovframe.forms.formats.xlsform.reading import read
from egovframe.forms.formats.xlsform.workbook import write_sheets

CHOICES = [{"list_name": "yn", "name": "yes", "label": "Yes"}, {"list_name": "yn", "name": "no", "label": "No"}]


def of(*survey: dict[str, str], **settings: str) -> Carried:
    """The form of a workbook."""
    rows = [{"label": each.get("name", ""), **each} if each.get("name") else each for each in survey]
    sheets: dict[str, Any] = {"survey": rows, "choices": CHOICES}
    if settings:
        sheets["settings"] = [settings]
    return read(write_sheets(sheets))


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("text", "text"),
        ("integer", "whole-number"),
        ("decimal", "number"),
        ("date", "date"),
        ("time", "time"),
        ("geopoint", "place"),
        ("image", "file"),
        ("acknowledge", "consent"),
        ("select_one yn", "choice"),
        ("select one yn", "choice"),
        ("select_multiple yn", "choices"),
        ("select_one nothing", "text"),
        ("select_one_from_file a.csv", "text"),
    ],
)
def test_kinds(kind: str, found: str) -> None:
    """Every type that asks something."""
    (question,) = of({"type": kind, "name": "a"}).definition.questions
    assert question.kind == found


def test_groups_are_pages_and_repeats_are_groups() -> None:
    """And what holds for a group holds for all inside."""
    form = of(
        {"type": "text", "name": "a"},
        {"type": "begin group", "name": "g", "label": "Page", "relevant": "${a} = 'x'"},
        {"type": "text", "name": "b", "relevant": "${a} != 'y'"},
        {"type": "end group"},
        {"type": "begin repeat", "name": "r", "label": "Things", "repeat_count": "2"},
        {"type": "text", "name": "c", "required": "yes"},
        {"type": "end repeat"},
    ).definition
    a, b, r = form.questions
    assert b.when is not None
    assert b.when.as_json() == {"and": [{"==": [{"var": "a"}, "x"]}, {"!=": [{"var": "a"}, "y"]}]}
    assert (str(b.page), a.page, r.page) == ("Page", None, None)
    assert (r.kind, r.limits.min_length, r.limits.max_length, r.questions[0].required) == ("group", 2, 2, True)


def test_settings_languages_and_limits() -> None:
    """Words in every language, the default one for columns without."""
    carried = of(
        {
            "type": "integer",
            "name": "n",
            "label": "수",
            "label::English (en)": "N",
            "constraint": ". > 0",
            "default": "3",
        },
        form_title="제목",
        form_id="my form",
        default_language="Korean (ko)",
    )
    (question,) = carried.definition.questions
    assert question.label.as_dict() == {"ko": "수", "en": "N"}
    assert (question.limits.gt, question.default, question.required) == (0, 3, False)
    assert (carried.definition.name, carried.definition.title.as_dict()) == ("my-form", {"ko": "제목"})


def test_computed_values_are_of_the_kind_that_they_come_to() -> None:
    """Numbers where there is arithmetic, texts elsewhere; what is not understood is not asked instead."""
    carried = of(
        {"type": "integer", "name": "a"},
        {"type": "calculate", "name": "b", "calculation": "${a} * 2"},
        {"type": "calculate", "name": "c", "calculation": "concat(${a}, '!')"},
        {"type": "calculate", "name": "d", "calculation": "uuid()"},
    )
    assert [(each.name, each.kind) for each in carried.definition.questions] == [
        ("a", "whole-number"),
        ("b", "number"),
        ("c", "text"),
    ]
    assert [each.item for each in carried.not_carried] == ["survey 5 d: calculation uuid()"]


def test_another_answer_may_be_written() -> None:
    """`or_other` becomes an answer more, and a question for its words."""
    choice, other = of({"type": "select_one yn or_other", "name": "a"}).definition.questions
    assert [each.value for each in choice.choices] == ["yes", "no", "other"]
    assert other.when is not None
    assert other.when.holds({"a": "other"})


@pytest.mark.parametrize(
    ("row", "item"),
    [
        ({"type": "note", "name": "n", "label": "Hi"}, "survey 3 n: Hi"),
        ({"type": "deviceid", "name": "d"}, "survey 3 d: deviceid"),
        ({"type": "geotrace", "name": "t"}, "survey 3 t: geotrace"),
        ({"type": "text", "name": "t", "appearance": "numbers"}, "survey 3 t: appearance numbers"),
        ({"type": "text", "name": "t", "constraint_message": "no"}, "survey 3 t: constraint_message"),
        ({"type": "text", "name": "t", "relevant": "today() > 1"}, "survey 3 t: relevant today() > 1"),
        ({"type": "text", "name": "t", "required": "${a} = 1"}, "survey 3 t: required ${a} = 1"),
        ({"type": "text", "name": "t", "default": "today()"}, "survey 3 t: default today()"),
        ({"type": "end group"}, "survey 3"),
    ],
)
def test_what_is_not_carried_is_named(row: dict[str, str], item: str) -> None:
    """By its row."""
    carried = of({"type": "text", "name": "a"}, row)
    assert item in [each.item for each in carried.not_carried]


def test_a_group_that_is_not_closed_ends_with_the_sheet() -> None:
    """As people forget."""
    form = of({"type": "begin repeat", "name": "r"}, {"type": "text", "name": "a"}).definition
    assert form.questions[0].questions[0].name == "a"


def test_nothing_to_ask() -> None:
    """Refused."""
    with pytest.raises(FormatUnreadable, match="asks nothing"):
        of({"type": "note", "name": "n"})


@pytest.mark.parametrize(
    ("name", "questions"),
    [
        ("UCL_Biomass_Plot_Form", 23),
        ("xlsform_spec_test", 22),
        ("flat_xlsform_test", 28),
        ("or_other", 3),
        ("specify_other", 2),
    ],
)
def test_forms_of_others(documents: Path, name: str, questions: int) -> None:
    """A survey of forests by University College London, and the examples of pyxform."""
    carried = read((documents / "xlsform" / f"{name}.xlsx").read_bytes(), name=name)
    assert len(carried.definition.questions) == questions
    assert carried.definition.form_class()
    assert bool(carried.not_carried) == (name != "specify_other")
