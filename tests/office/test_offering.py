"""What the office offers, and what a form that it makes may name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.builtin.py import Paraguay
from egovframe.forms.definition import Definition
from egovframe.forms.drafting.model import Names
from egovframe.forms.limits import working_days
from egovframe.forms.public.law import PLAIN
from egovframe.forms.public.model import collects
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.office.offering import Offered, around, check_identifiers, check_law, check_limits, check_public
from egovframe.records import years
from egovframe.testing import open_office
from egovframe.testing.office import settings_for
from tests.office.city import Pothole, haneul
from tests.web.celeste import celeste


def test_a_form_may_name_what_there_is_now(tmp_path: Path) -> None:
    """Roles that the office made too, units that are open, and the classes of records."""
    with open_office(haneul(), tmp_path) as office:
        place = around(office)
        assert "admin" in place.roles()
        assert set(office.app.units) <= set(place.units())
        assert set(place.classes()) == set(office.records.classes)
        with office.work(by=Actor.system("console")) as work:
            work.access.roles.define("helper", may={"record.read"})
        with office.look(by=Actor.system("console")) as look:
            assert look.accounts.roles()
            office.auth.access.registry.at(10**9, look.at)
        assert "helper" in place.roles()


def test_a_grant_may_name_a_form_that_the_office_made(tmp_path: Path) -> None:
    """From the moment on at which it is offered."""
    with open_office(haneul(), tmp_path) as office:
        names = Offered(office)
        assert "trees" not in names
        before = len(names)
        role, unit, kept = (next(iter(each())) for each in vars_of(office))
        data = {"name": "trees", "title": {"ko": "나무", "en": "Trees"}, "limit": "3d", "keep": kept, "role": role}
        question = {"name": "where", "label": {"ko": "어디", "en": "Where"}, "kind": "text"}
        with office.work(by=Actor.system("console")) as work:
            work.drafts.save(Definition.parse({**data, "unit": unit, "questions": [question]}))
            work.drafts.publish("trees")
        with office.look(by=Actor.system("console")):
            assert "trees" in names
        assert len(names) == before + 1
        assert "trees" in list(names)


def vars_of(office: Office) -> tuple[Names, ...]:
    """The three kinds of things that a form may name."""
    place = around(office)
    return place.roles, place.units, place.classes


def test_a_form_takes_no_longer_than_the_law_allows_its_kind(tmp_path: Path) -> None:
    """Refused when the office opens, which knows whose law holds; with the form, its kind and both limits."""
    app = haneul()
    app.forms["suggestion"] = replace(app.forms["suggestion"], kind="고충민원")
    with pytest.raises(DeclarationError, match="suggestion takes 14d, but 고충민원 is answered within 7d"):
        Office.open(app, settings_for(tmp_path))
    check_limits(app, {})


def test_petition_act_13_2_signatures_are_collected_as_long_as_the_law_says() -> None:
    """A city whose public petitions would close sooner does not open; longer is the city's own word."""
    app, law = haneul(), Korea().publicity
    app.form(
        "playground",
        title="청원",
        by=app.roles["park-officer"],
        within=working_days(60),
        keep=years(5),
        unit="parks",
        public=collects(days=29),
    )(Pothole)
    with pytest.raises(DeclarationError, match="playground collects signatures for 29 days, but 30"):
        check_public(app, law)
    check_public(app, PLAIN)
    app.forms["playground"] = replace(app.forms["playground"], public=collects(days=30))
    check_public(app, law)


def test_a_city_asks_for_the_numbers_of_its_own_jurisdiction_only() -> None:
    """What is named are form, question and kind, and what may be asked."""
    check_law(celeste(), Paraguay())
    check_law(haneul(), Korea())
    with pytest.raises(DeclarationError, match="license: cedula: It asks for a number that") as refused:
        check_law(celeste(), Korea())
    assert "resident-number" in str(refused.value.hint)
    with pytest.raises(DeclarationError, match="license: ruc") as bare:
        check_identifiers(celeste(), Paraguay.identifiers[:1])
    assert "Ask for one of this jurisdiction: cedula" in str(bare.value.hint)
