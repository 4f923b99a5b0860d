"""Haneul City and Bada City: the same small form in both; each is the other's witness."""

from egovframe import App, Form, ask
from egovframe.forms import working_days
from egovframe.records import years


class Idea(Form):
    """Tell us what could be better."""

    title: str = ask("제목", max_length=200, public=True)


def city(name: str) -> App:
    """Declare one of the two."""
    app = App(name)
    officer = app.role("officer", may={"petition.read", "petition.answer"})
    app.form("idea", title="제안", by=officer, within=working_days(14), keep=years(1))(Idea)
    return app


haneul = city("Haneul City")
bada = city("Bada City")
