"""The services as the portal lists them."""

from __future__ import annotations

import pytest

from egovframe.kernel.errors import NotFound
from egovframe.web.portal import services
from tests.web.portal.town import Town


def test_in_the_order_of_the_city(town: Town) -> None:
    """Services stand in the order in which the city declared them, grouped by the unit that handles them."""
    every = services.services(town.office)
    assert [each.name for each in every] == ["pothole", "everything", "damage", "wish", "plan"]
    topics = services.topics(town.office, every)
    assert [(topic.title.in_("en"), len(topic.services)) for topic in topics] == [("Roads", 3), ("Parks", 2)]


def test_titles_come_first(town: Town) -> None:
    """A service with all words in its title stands before one that has them elsewhere; case does not matter."""
    every = services.services(town.office)
    found = services.search(every, "PLAN", units=town.office.forms.units)
    assert [each.name for each in found] == ["wish", "plan"], "Plant a tree and Plan, both in the title"
    assert [each.name for each in services.search(every, "파손 어디", units={})] == ["pothole"]
    assert services.search(every, "파손 나무", units={}) == []


def test_unknown(town: Town) -> None:
    """A service or unit that the city does not have is not there, or told by its name."""
    with pytest.raises(NotFound):
        services.service(town.office, "nothing")
    assert services.unit_title(town.office, "nobody").in_("ko") == "nobody"


def test_a_petitions_service_is_in_its_own_version(town: Town) -> None:
    """With its own limit and unit; that it is offered no more is nothing to the petition."""
    receipt, _ = town.petition()
    petition = town.state(receipt)
    found = services.service_of(town.office, petition)
    assert (found.name, found.version, found.unit) == (petition.form_name, petition.form_version, petition.unit)
    assert found.form is type(petition.form)
