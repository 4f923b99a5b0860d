"""Haneul City, small: two units, two forms, one record class of its own."""

from __future__ import annotations

from egovframe import App, Form, Petition, Work, ask
from egovframe.forms import Email, PersonName, Phone, working_days
from egovframe.kernel.text import Text
from egovframe.records import years

PASSWORD = "사과나무 아래 노란 우산 7"
POTHOLE = {"where": "하늘로 12", "lanes": 1, "phone": "010-1234-5678"}


class Pothole(Form):
    """Tell us where the road is broken."""

    where: str = ask("어디인가요?", max_length=200, public=True)
    lanes: int = ask("몇 개 차로가 막혔나요?", ge=0, le=8, default=0, public=True)
    phone: Phone = ask("연락받을 전화번호")


class Suggestion(Form):
    """Tell us what could be better."""

    title: str = ask("제목", public=True)
    name: PersonName | None = ask("이름")
    email: Email | None = ask("전자우편")


def haneul() -> App:
    """Declares the city anew: an app freezes when it is opened."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    app.unit("parks", title=Text(ko="공원과", en="Parks"))
    roads = app.role("road-officer", may={"petition.read", "petition.answer", "petition.reveal", "record.read"})
    parks = app.role("park-officer", may={"petition.read", "petition.answer"})
    leaflets = app.record_class("leaflets", keep=years(1))
    app.form("pothole", title="도로 파손 신고", by=roads, within=working_days(7), keep=years(5), unit="roads")(Pothole)
    app.form(
        "suggestion", title="제안", by=parks, within=working_days(14), keep=leaflets, unit="parks", about="무엇이든"
    )(Suggestion)

    @app.on_submit(Pothole)
    def closed_roads_first(petition: Petition[Pothole], work: Work) -> None:
        if petition.form.lanes >= 4:
            work.petitions.mark_urgent(petition)

    return app
