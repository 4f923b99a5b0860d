"""What Haneul City promises to its citizens and officers."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from city import Pothole, StreetLight, app

from egovframe.forms import Definition
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.office import Office
from egovframe.testing import SetClock, open_office

CITIZEN = Actor.visitor()
CONSOLE = Actor.system("console")
PHONE = "010-1234-5678"
FOLDER = Path(__file__).parents[1]
SAMPLES: list[dict[str, Any]] = tomllib.loads((FOLDER / "samples.toml").read_text(encoding="utf-8"))["petition"]


@pytest.fixture
def clock() -> SetClock:
    """Return a clock that stands at Monday, 21 September 2026, 10:00 in Seoul."""
    return SetClock()


@pytest.fixture
def office(tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """Lend the city, open in a folder of its own."""
    with open_office(app, tmp_path, clock=clock) as opened:
        yield opened


def officer(office: Office, name: str, role: str, unit: str | None) -> Actor:
    """Add an officer and return the person at work."""
    with office.work(by=CONSOLE) as work:
        work.accounts.add(name)
        work.accounts.grant(name, role, unit=unit)
    with office.look(by=CONSOLE) as look:
        found = office.auth.officer(look.conn, name)
    assert found is not None
    return found


def test_every_text_is_there_in_both_languages() -> None:
    """Titles, explanations, questions, hints and choices are Korean and English; no page is half of each."""
    texts = [app.title]
    texts += [one.title for group in (app.units, app.roles, app.record_classes) for one in group.values()]
    for offered in app.forms.values():
        texts += [offered.title, *([offered.about] if offered.about else [])]
        for question in offered.form.form_questions.values():
            texts += [text for text in (question.label, question.hint, question.page, question.basis) if text]
            texts += [choice.label for choice in question.choices]
    assert [text.as_dict() for text in texts if set(text.as_dict()) != {"ko", "en"}] == []
    assert all(offered.about for offered in app.forms.values())


def test_a_pothole_is_mended_and_its_record_kept_for_five_years(office: Office, clock: SetClock) -> None:
    """The road officer takes the report, answers, and the record starts on the 1 January after (영26③)."""
    kim = officer(office, "kim", "road-officer", "roads")
    with office.work(by=CITIZEN) as work:
        report = work.petitions.submit(Pothole(where="하늘로 12", phone=PHONE))
    receipt = report.petition.receipt
    assert office.jurisdiction.calendar.local(report.petition.due).isoformat() == "2026-10-01T18:00:00+09:00"

    clock.forward(days=1)
    with office.work(by=kim) as work:
        work.petitions.assign(receipt)
        work.petitions.answer(receipt, "오늘 메웠습니다.")
    office.run_due_tasks()

    with office.look(by=CITIZEN) as look:
        shown = look.petitions.holder(receipt, report.key)
    assert (shown.state, shown.decision and shown.decision.text) == ("closed", "오늘 메웠습니다.")
    with office.look(by=kim) as look:
        (record,) = look.records.list().items
    assert (record.class_id, str(record.starts), str(record.due)) == ("pothole", "2027-01-01", "2032-01-01")
    office.seal()
    assert office.verify().holds


def test_a_small_repair_is_kept_for_one_year(office: Office) -> None:
    """A street light is a matter of three working hours, and its record goes after one year."""
    with office.work(by=CITIZEN) as work:
        light = work.petitions.submit(StreetLight(pole="3-0412", fault="dark")).petition
    assert office.jurisdiction.calendar.local(light.due).isoformat() == "2026-09-21T14:00:00+09:00"
    with office.work(by=CONSOLE) as work:
        work.petitions.answer(light.receipt, "갈아 끼웠습니다.")
    office.run_due_tasks()
    with office.look(by=CONSOLE) as look:
        (record,) = look.records.list().items
    assert (record.class_id, str(record.period), str(record.due)) == ("small-repairs", "1y", "2028-01-01")


def test_what_is_dangerous_comes_first(office: Office) -> None:
    """Blocked roads, hurt people and loose lights go before everything that was reported earlier."""
    reports: list[Pothole | StreetLight] = [
        Pothole(where="구름길 3", phone=PHONE),
        Pothole(where="은하대로 200", lanes=4, phone=PHONE),
        Pothole.model_validate({"where": "별길 7", "harm": "person", "phone": PHONE}),
        StreetLight(pole="1-0001", fault="by-day"),
        StreetLight(pole="1-0002", fault="hanging"),
    ]
    with office.work(by=CITIZEN) as work:
        for report in reports:
            work.petitions.submit(report)
    with office.look(by=CONSOLE) as look:
        waiting = [item.petition for item in look.petitions.queue().items]
    assert {petition.headline for petition in waiting if petition.urgent} == {"은하대로 200", "별길 7", "1-0002"}
    assert [petition.urgent for petition in waiting] == [True, True, True, False, False]


def test_a_unit_sees_its_own_petitions_and_those_of_units_below(office: Office) -> None:
    """Parks sees no potholes; the bureau above roads and traffic sees both; the front desk sees all, answers none."""
    with office.work(by=CITIZEN) as work:
        receipt = work.petitions.submit(Pothole(where="하늘로 12", phone=PHONE)).petition.receipt
    people = {
        "lee": officer(office, "lee", "park-officer", "parks"),
        "han": officer(office, "han", "road-officer", "streets"),
        "seo": officer(office, "seo", "front-desk", None),
    }
    seen = {}
    for name, person in people.items():
        with office.look(by=person) as look:
            seen[name] = [petition.receipt for petition in look.petitions.list().items]
    assert seen == {"lee": [], "han": [receipt], "seo": [receipt]}
    with pytest.raises(Forbidden), office.work(by=people["seo"]) as work:
        work.petitions.answer(receipt, "고쳤습니다.")


def test_the_samples_of_the_demo_show_every_form(office: Office) -> None:
    """What the demo begins with is what citizens could have sent, at least one petition of each form."""
    with office.work(by=CONSOLE) as work:  # a form that the office of the demo made itself
        work.drafts.save(Definition.parse((FOLDER / "town-petition.json").read_bytes()))
        work.drafts.publish("town-petition")
    with office.work(by=CITIZEN) as work:
        sent = {work.petitions.submit(sample["form"], sample["answers"]).petition.form_name for sample in SAMPLES}
    assert sent == {*app.forms, "town-petition"}


@pytest.mark.parametrize(
    ("form", "answers", "field"),
    [
        ("street-light", {"pole": "412", "fault": "dark"}, "pole"),
        ("tree", {"where": "별길 7", "matter": []}, "matter"),
        ("meals", {"name": "정순자", "address": "노을길 8", "phone": PHONE, "consent": []}, "consent"),
        ("suggestion", {"category": "교통", "title": "신호", "content": " "}, "content"),
    ],
)
def test_what_does_not_hold_is_refused_with_the_field(
    office: Office, form: str, answers: dict[str, Any], field: str
) -> None:
    """A wrong pole number, nothing ticked, no consent, an empty text: one fault each, told in both languages."""
    with pytest.raises(Invalid) as refused, office.work(by=CITIZEN) as work:
        work.petitions.submit(form, answers)
    (fault,) = refused.value.faults
    assert fault.field == field
