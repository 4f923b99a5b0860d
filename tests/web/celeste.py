"""Ciudad Celeste, a city under Paraguayan law: one form, which asks for its country's numbers."""

from __future__ import annotations

import httpx

from egovframe import App, Form, ask
from egovframe.forms import working_days
from egovframe.forms.builtin.py_identifiers import Cedula, Ruc
from egovframe.forms.personal import PersonName
from egovframe.kernel.settings import PluginChoice
from egovframe.kernel.text import Text
from egovframe.records import years
from tests.web.client import Browser

PARAGUAY = PluginChoice(plugin="py")
LAW = "Ordenanza N° 1/2026"
SENT = {"name": "Ana Benítez", "cedula": " 1.234.567", "ruc": "800280610"}


class Partner(Form):
    """One partner of the business."""

    cedula: Cedula = ask("신분증", en="Identity card", basis=LAW)


class License(Form):
    """Apply for a business licence."""

    name: PersonName = ask("이름", en="Name")
    cedula: Cedula = ask("신분증 번호", en="Identity card", basis=LAW)
    ruc: Ruc | None = ask("납세자 번호", en="Taxpayer number", hint="영수증에 있는 번호")
    partners: list[Partner] = ask("동업자", en="Partners", default=[])


def celeste() -> App:
    """Declares the city."""
    app = App(Text(ko="셀레스테시", en="Ciudad Celeste", es="Ciudad Celeste"))
    app.unit("trade", title=Text(ko="상업과", en="Trade"))
    clerk = app.role("clerk", may={"petition.read", "petition.answer", "petition.reveal", "petition.import"})
    kept = app.record_class("trade", title=Text(ko="영업", en="Trade"), keep=years(5))
    app.form(
        "license",
        title=Text(ko="영업 허가", en="Licence"),
        by=clerk,
        within=working_days(5),
        keep=kept,
        unit="trade",
    )(License)
    return app


def sent(browser: Browser, data: dict[str, str], *, language: str = "en") -> httpx.Response:
    """Fill the form in as a browser does, and ask to see it once more."""
    page = browser.get(f"/forms/license?lang={language}")
    return browser.send(page, "/forms/license", {**data, "form-step": "check"})
