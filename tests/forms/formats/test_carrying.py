"""What comes of carrying a form over, as values."""

from dataclasses import replace
from types import ModuleType

import pytest

from egovframe.forms import Definition
from egovframe.forms.formats.carrying import LONGEST_ITEM, SCRIPT, Carried, Losses, NotCarried
from egovframe.forms.formats.formio import writing as formio
from egovframe.forms.formats.govuk import writing as govuk
from egovframe.forms.formats.jsonschema import reading, writing
from egovframe.forms.formats.openforms import writing as openforms
from egovframe.forms.formats.xlsform import writing as xlsform


def test_losses_are_noted_once_in_order() -> None:
    """The same thing twice is one item; a long place is cut."""
    losses = Losses()
    for item in ("b", "a", "b", "x" * 1_000):
        losses.note(item, SCRIPT)
    assert [each.item for each in losses.all()] == ["b", "a", "x" * LONGEST_ITEM]


def test_the_outcome_as_json(accident: Definition) -> None:
    """As the command prints it: the form's name, and each item with its reason in one language."""
    carried = Carried(accident, (NotCarried("logic", SCRIPT),))
    assert carried.as_json("en") == {
        "form": "accident",
        "not_carried": [{"item": "logic", "reason": "Programs are not carried over"}],
    }
    assert carried.as_json("ko")["not_carried"][0]["reason"] == "프로그램은 옮기지 않습니다"


COSIGNED = Definition.parse(
    {
        "name": "lamp",
        "title": {"ko": "가로등", "en": "Lamp"},
        "questions": [{"name": "where", "label": {"ko": "어디", "en": "Where"}, "kind": "text"}],
        "cosigners": {"least": 1, "most": 4},
    }
)


@pytest.mark.parametrize("module", [formio, govuk, openforms, xlsform])
def test_co_signers_are_listed_where_a_format_has_no_place_for_them(module: ModuleType) -> None:
    """Never dropped silently; a form without any has nothing to tell of them."""
    assert "cosigners" in [each.item for each in module.write(COSIGNED).not_carried]
    plain = module.write(replace(COSIGNED, cosigners=None)).not_carried
    assert "cosigners" not in [each.item for each in plain]


def test_co_signers_come_back_from_our_own_schema() -> None:
    """JSON Schema says them in words of ours; what is none of ours is noted."""
    written = writing.write(COSIGNED)
    assert written.not_carried == ()
    read = reading.read(written.content)
    assert (read.definition.cosigners, read.not_carried) == (COSIGNED.cosigners, ())
    other = reading.read(written.content.replace(b'"most": 4', b'"most": 4000'))
    assert other.definition.cosigners is None
    assert [each.item for each in other.not_carried] == ["x-egov-cosigners"]
