"""Where the answers of a case came from; what is shown of it stands in tests/web/portal/test_prefill.py."""

from __future__ import annotations

from dataclasses import replace

from egovframe.forms.prefill import Brought, Found, Origin
from egovframe.forms.prefill.recording import keep_changed, note_handed_in, note_handed_in_again
from egovframe.forms.prefill.service import Prefilled
from egovframe.kernel.clock import moment
from egovframe.kernel.text import Text
from tests.forms.desk import OFFICER, Desk
from tests.forms.prefill.register import ADDRESS, TITLE, Moving

AT, LATER = "2026-09-21T01:00:00.000Z", "2026-09-22T01:00:00.000Z"
FORM = Moving.model_validate({"name": "홍길동", "born": "1990-02-28", "address": {**ADDRESS, "detail": "3층"}})
FOUND = {
    "name": Found("홍길동", "registry", fixed=True),
    "born": Found("1990-02-28", "registry", fixed=False),
    "address": Found(ADDRESS, "registry", fixed=False),
}
BROUGHT = Brought("moving", "0198a", AT, FOUND, {"registry": "found"})


def origins(desk: Desk, receipt: str) -> dict[str, Origin]:
    """Where the answers came from, as an officer sees it."""
    with desk.work(OFFICER) as work:
        return dict(Prefilled(work).of(desk.at(work).get(receipt)))


def test_each_answer_names_its_register_and_whether_it_was_changed(desk: Desk) -> None:
    """With the title of that day: the case still says it when the settings name the register no more."""
    filed = desk.submit("pothole").petition
    with desk.work(OFFICER) as work:
        note_handed_in(work, filed, FORM, BROUGHT, title_of=lambda _: TITLE)
    found = origins(desk, filed.receipt)
    assert list(found) == ["name", "born", "address"]
    assert found["name"] == Origin("name", "registry", TITLE, moment(AT), fixed=True)
    assert found["born"] == Origin("born", "registry", TITLE, moment(AT), fixed=False)
    assert found["address"].changed is not None
    assert found["address"].as_json()["title"] == {"ko": "주민등록", "en": "the register of residents"}
    assert found["name"].as_json()["changed"] is None


def test_what_is_changed_later_counts_from_then_on(desk: Desk) -> None:
    """Once, and for the answers that are named; looked up anew it is the register's again, with the new moment."""
    filed = desk.submit("pothole").petition
    with desk.work(OFFICER) as work:
        note_handed_in(work, filed, FORM, BROUGHT, title_of=lambda _: TITLE)
    before = origins(desk, filed.receipt)
    with desk.work(OFFICER) as work:
        keep_changed(work, filed.id, ["born", "address", "note"])
        desk.at(work).get(filed.receipt)
    after = origins(desk, filed.receipt)
    assert after["born"].changed is not None
    assert {**before, "born": replace(before["born"], changed=after["born"].changed)} == after
    anew = replace(BROUGHT, at=LATER)
    with desk.work(OFFICER) as work:
        names = ["born", "address", "note"]
        note_handed_in_again(work, filed, FORM, anew, title_of=lambda _: Text.of("new"), differing=names)
    last = origins(desk, filed.receipt)
    assert last["born"] == Origin("born", "registry", Text.of("new"), moment(LATER), fixed=False)
    assert last["address"] == before["address"]


def test_a_petition_of_which_nothing_was_looked_up_says_nothing(desk: Desk) -> None:
    """Nor does changing an answer make it so."""
    filed = desk.submit("pothole").petition
    with desk.work(OFFICER) as work:
        keep_changed(work, filed.id, ["where"])
        keep_changed(work, filed.id, [])
    assert origins(desk, filed.receipt) == {}
