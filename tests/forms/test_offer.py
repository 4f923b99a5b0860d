"""A form as the city offers it."""

from __future__ import annotations

from egovframe.forms.definition import Definition
from egovframe.forms.offer import OFFICE, Offer
from egovframe.forms.version import Version
from tests.forms.desk import Pothole


def test_an_offer_of_a_published_version() -> None:
    """What the definition leaves open is the office's own unit, the procedure of the law, and asking."""
    definition = Definition.of(Pothole, name="pothole", title="도로 파손 신고", limit="7d", keep="5y", role="clerk")
    offer = Offer.of(Version(definition, Pothole), 2)
    assert (offer.name, str(offer.within), offer.unit, offer.role) == ("pothole", "7d", OFFICE, "clerk")
    assert (offer.procedure, offer.drafts, offer.assurance, offer.kind) == ("statutory", "ask", 2, None)


def test_act_23_an_offer_made_without_code_is_of_the_kind_that_it_says() -> None:
    """법23: whether its petitions can be closed as repeats depends on it, and which paper their result is on."""
    definition = Definition.of(
        Pothole, name="permit", title="허가", limit="7d", keep="5y", role="clerk", kind="법정민원"
    )
    assert Offer.of(Version(definition, Pothole), 0).kind == "법정민원"
