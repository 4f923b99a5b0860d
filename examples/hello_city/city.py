"""Haneul City: a pothole report, from a citizen's form to a kept record."""

from egovframe import App, Form, Petition, Work, ask
from egovframe.forms import Phone, working_days
from egovframe.records import years

app = App("Haneul City")

road_officer = app.role("road-officer", may={"petition.read", "petition.answer"})


@app.form("pothole", title="도로 파손 신고", by=road_officer, within=working_days(7), keep=years(5))
class Pothole(Form):
    """Tell us where the road is broken. We mend it and write back."""

    where: str = ask("어디인가요?", max_length=200, public=True)
    lanes: int = ask("몇 개 차로가 막혔나요?", ge=0, le=8, default=0, public=True)
    phone: Phone = ask("연락받을 전화번호")  # personal by its type: encrypted, masked, never public


@app.on_submit(Pothole)
def put_closed_roads_first(petition: Petition[Pothole], work: Work) -> None:
    if petition.form.lanes >= 4:
        work.petitions.mark_urgent(petition)
