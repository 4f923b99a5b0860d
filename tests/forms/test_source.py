"""A form as the class it stands for: what is written is run, and says the same again."""

from __future__ import annotations

import importlib.util
import itertools
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from egovframe import App
from egovframe.forms.definition import Definition
from egovframe.forms.errors import DefinitionInvalid
from egovframe.forms.form import Form
from egovframe.forms.limits import LimitError
from egovframe.forms.public.model import collects
from egovframe.forms.source import python_source
from egovframe.kernel.text import Text
from egovframe.office.keeping import keep_text
from egovframe.records import years
from tests.forms.everything import Everything

ROOT = Path(__file__).resolve().parent.parent.parent
_numbers = itertools.count()


def module_of(source: str, folder: Path) -> ModuleType:
    """The module that this text is."""
    path = folder / f"written_{next(_numbers)}.py"
    path.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def declared(app: App, name: str) -> Definition:
    """The definition of a form that a city declares."""
    form = app.forms[name]
    assert form.by is not None
    return Definition.of(
        form.form, name=name, title=form.title, about=form.about, limit=form.within, keep=keep_text(form.keep),
        unit=form.unit, role=form.by.name, public=form.public,
    )  # fmt: skip


def again(source: str, folder: Path, definition: Definition, *, roles: Any = (), classes: Any = ()) -> Definition:
    """What a city says that runs the text."""
    city = App("City")
    for role in {definition.role, *roles}:
        city.role(str(role))
    city.unit(str(definition.unit))
    for kept in {*classes}:
        city.record_class(kept, keep=years(3))
    module_of(source, folder).declare(city)
    return declared(city, definition.name)


def standard_city() -> App:
    """The sample city."""
    spec = importlib.util.spec_from_file_location("standard_city_source", ROOT / "examples/standard_city/city.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["standard_city_source"] = module
    spec.loader.exec_module(module)
    app: App = module.app
    return app


@pytest.mark.parametrize("name", sorted(standard_city().forms))
def test_the_exported_class_equals_the_hand_written_one(name: str, tmp_path: Path) -> None:
    """Each form of the sample city, through data, to a class and back: word for word."""
    definition = declared(standard_city(), name)
    data = Definition.parse(definition.text())
    classes = [definition.keep] if not definition.keep[0].isdigit() else []
    assert again(python_source(data), tmp_path, definition, classes=classes) == definition


def test_every_kind_and_every_word_of_a_question(tmp_path: Path) -> None:
    """Limits, choices with hints, defaults, personal levels, rules and groups."""
    title = Text(ko="모두", en="Everything")
    definition = Definition.of(Everything, name="everything", title=title, limit="3d", keep="5y", unit="u", role="r")
    assert again(python_source(definition), tmp_path, definition).digest == definition.digest


RULED: dict[str, Any] = {
    "name": "ruled",
    "title": {"ko": "규칙", "en": "Ruled"},
    "limit": "now",
    "keep": "living",
    "unit": "u",
    "role": "r",
    "questions": [
        {"name": "car", "label": {"en": "A car?"}, "kind": "yes-no", "required": False, "default": False},
        {"name": "plate", "label": {"en": "Plate"}, "kind": "text", "when": {"var": "car"}},
        {
            "name": "colour",
            "label": {"en": "Colour"},
            "kind": "text",
            "required": False,
            "nullable": True,
            "when": {"var": "car"},
        },
        {
            "name": "things",
            "label": {"ko": "물건", "en": "Things"},
            "each": {"en": "thing"},
            "kind": "group",
            "limits": {"max_length": 5},
            "questions": [
                {"name": "price", "label": {"en": "Price"}, "kind": "money"},
                {"name": "owner", "label": {"en": "Owner"}, "kind": "person-name", "personal": "personal"},
            ],
        },
        {
            "name": "total",
            "label": {"en": "Total"},
            "kind": "money",
            "required": False,
            "nullable": True,
            "computed": {"sum": [{"map": [{"var": "things"}, {"var": "price"}]}]},
        },
        {"name": "photo", "label": {"en": "Photo"}, "kind": "file", "accept": ["image/*"], "max_size": 1000},
        {"name": "agreed", "label": {"en": "Agreed"}, "kind": "consent", "refusal": {"en": "Then we cannot help."}},
    ],
}


def test_rules_groups_and_files(tmp_path: Path) -> None:
    """What is asked only sometimes, what is worked out, what is asked for every entry."""
    definition = Definition.parse(RULED)
    found = again(python_source(definition), tmp_path, definition, classes=["living"])
    assert found.as_json()["questions"] == definition.as_json()["questions"]
    assert found.digest == definition.digest


@pytest.mark.parametrize("words", ['"""', "a\\", "\u2028line", "줄\n바꿈", "{x}", "tab\there", "\x7f"])
def test_words_stay_words(words: str, tmp_path: Path) -> None:
    """Nothing that somebody typed becomes code."""
    data = {**RULED, "title": {"en": words}, "keep": "5y"}
    data["questions"] = [
        {"name": "q", "label": {"en": words}, "hint": {"ko": words}, "kind": "choice",
         "choices": [{"value": words, "label": {"en": words}}]}
    ]  # fmt: skip
    definition = Definition.parse(data)
    assert again(python_source(definition), tmp_path, definition).digest == definition.digest


def test_the_class_can_be_used_alone(tmp_path: Path) -> None:
    """Without a city too: its name is that of the form."""
    form = module_of(python_source(Definition.parse(RULED)), tmp_path).Ruled
    assert issubclass(form, Form)
    assert list(form.form_questions) == [each["name"] for each in RULED["questions"]]


def test_without_a_limit_there_is_nothing_to_declare() -> None:
    """A draft that says no limit yet is told so."""
    with pytest.raises(LimitError):
        python_source(Definition.parse({**RULED, "limit": ""}))


def test_the_procedure_is_part_of_the_declaration() -> None:
    """Data and class say the same one."""
    definition = Definition.parse({**RULED, "limit": "7d", "keep": "5y", "procedure": "permit"})
    assert 'procedure="permit"' in python_source(definition)
    assert Definition.parse(definition.text()) == definition
    assert [change.aspect for change in definition.diff(replace(definition, procedure=""))] == ["procedure"]


def test_the_kind_is_part_of_the_declaration() -> None:
    """Data and class say the same one; a change of it is told; one that is no text is named."""
    definition = Definition.parse({**RULED, "limit": "7d", "keep": "5y", "kind": "건의민원"})
    assert 'kind="건의민원"' in python_source(definition)
    assert Definition.parse(definition.text()) == definition
    assert [change.aspect for change in definition.diff(replace(definition, kind=""))] == ["kind"]
    with pytest.raises(DefinitionInvalid, match="kind"):
        Definition.parse({**RULED, "kind": 7})


def test_the_co_signers_are_part_of_the_declaration() -> None:
    """Data and class say the same numbers; a change of them is told in words; what does not hold is named."""
    definition = Definition.parse({**RULED, "limit": "7d", "keep": "5y", "cosigners": {"least": 1, "most": 4}})
    assert "cosigners=cosigners(at_least=1, at_most=4)" in python_source(definition)
    assert Definition.parse(definition.text()) == definition
    (change,) = definition.diff(replace(definition, cosigners=None))
    assert change.words.in_("en") == f"co-signers of “{definition.title.in_('en')}”: nothing → from 1 to 4"
    for wrong in ({"least": 5, "most": 4}, {"least": 0}, {"most": 4, "more": 1}, 4, {"most": "4"}):
        with pytest.raises(DefinitionInvalid, match=r"cosigner|co-signers"):
            Definition.parse({**RULED, "cosigners": wrong})


def test_that_its_petitions_are_public_is_part_of_the_declaration(tmp_path: Path) -> None:
    """With all that is said of signatures, and with nothing but that they are collected."""
    for public in (collects(thresholds=(5, 1_000), days=45, answer_days=14, assurance=2), collects()):
        definition = Definition.of(
            Everything,
            name="everything",
            title="모두",
            limit="7d",
            keep="5y",
            unit="roads",
            role="officer",
            public=public,
        )
        assert again(python_source(definition), tmp_path, definition).public == public
