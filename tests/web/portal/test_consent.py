"""What a person is told before agreeing (개인정보 보호법 15②)."""

from __future__ import annotations

from egovframe.web.portal.consent import notice_of
from egovframe.web.portal.services import service
from tests.web.portal.town import Town


def test_the_notice_names_purpose_data_and_time(town: Town) -> None:
    """The title of the form, every personal question and the retention; a record class says its time elsewhere."""
    told = notice_of(service(town.office, "damage"), "5y")
    assert told.purpose.in_("ko") == "피해 배상"
    assert [each.in_("en") for each in told.taken] == ["Address", "Foreigner number", "Signature"]
    assert told.kept is not None
    assert (told.kept.in_("ko"), told.kept.in_("en")) == ("5년", "5 years")
    assert notice_of(service(town.office, "damage"), "small-repairs").kept is None
