"""The city that takes large files: one form with one question for a file, as large as anybody sends."""

from __future__ import annotations

from egovframe import App, Form, ask
from egovframe.forms import File, working_days
from egovframe.records import years

app = App("Haneul City")
clerk = app.role("clerk", may={"petition.read", "petition.answer"})
PDF = "application/pdf"


@app.form("plan", title="건축 도면 제출", by=clerk, within=working_days(7), keep=years(5))
class Plan(Form):
    """A large plan."""

    title: str = ask("제목", max_length=200, public=True)
    file: File = ask("도면", public=True, accept=(PDF,), max_size=8 << 30)
