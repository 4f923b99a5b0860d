"""A city that takes fees: certificates by the copy, free for veterans, and a permit at a fixed fee."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from egovframe import App, Form, ask
from egovframe.forms import Fee, Phone, choice, working_days
from egovframe.forms.fees.model import Payment
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years

CONSOLE = Actor.system("console")
PASSWORD = "사과나무 아래 노란 우산 7"
HANDLES = {"petition.read", "petition.answer"}
CARD: dict[str, Any] = {"card": {"plugin": "demo", "title": {"ko": "카드", "en": "Card"}}}
SETTINGS: dict[str, Any] = {"forms": {"payments": CARD}}
CERTIFICATE: dict[str, Any] = {"copies": 3, "reduction": "none", "phone": "010-1234-5678"}


class Certificate(Form):
    """Ask for copies."""

    copies: int = ask("몇 통인가요?", en="How many copies?", ge=1, le=20, public=True)
    reduction: Literal["none", "veteran"] = ask(
        "감면 대상인가요?", en="Are you exempt?", choices=[choice("none", ko="아니요"), choice("veteran", ko="보훈")],
        public=True,
    )  # fmt: skip
    phone: Phone | None = ask("연락받을 전화번호", en="Phone")


class Permit(Form):
    """Ask for a permit."""

    where: str = ask("어디인가요?", en="Where?", public=True)


COPIES = Fee.of(computed={"*": [{"var": "copies"}, 600]}, free_when={"==": [{"var": "reduction"}, "veteran"]})


def city() -> App:
    """Declares the city anew: an app freezes when it is opened."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("counter", title=Text(ko="민원과", en="Counter"))
    officer = app.role("officer", may=HANDLES)
    app.role("cashier", may={*HANDLES, "payment.refund"})
    common: dict[str, Any] = {"by": officer, "within": working_days(7), "keep": years(5), "unit": "counter"}
    app.form("certificate", title=Text(ko="증명서 발급", en="Certificate"), fee=COPIES, **common)(Certificate)
    app.form("permit", title=Text(ko="점용 허가", en="Permit"), fee=Fee.of(5_000), **common)(Permit)
    return app


def filed(office: Office, form: str = "certificate", **answers: Any) -> Any:
    """Files a petition as anybody; return the submission."""
    given = {**CERTIFICATE, **answers} if form == "certificate" else {"where": "중앙로 12", **answers}
    with office.work(by=Actor.visitor()) as work:
        return work.petitions.submit(form, given)


def fee_of(office: Office, submission: Any) -> Payment | None:
    """How the fee of a petition stands, as its holder sees it."""
    with office.look(by=Actor.visitor()) as work:
        petition = work.petitions.holder(submission.petition.receipt, submission.key)
        found: Payment | None = work.fees.of(petition)
        return found


def begun(office: Office, submission: Any, provider: str = "card") -> Payment:
    """Begins to pay, as the holder."""
    with office.work(by=Actor.visitor()) as work:
        petition = work.petitions.holder(submission.petition.receipt, submission.key)
        found: Payment = work.fees.begin(petition, provider)
        return found


def gone(office: Office, submission: Any, provider: str = "card") -> tuple[Payment, str]:
    """Begins to pay and goes to the provider; return the payment and the address to pay on."""
    payment = begun(office, submission, provider)
    return office.paying.go(
        payment, receipt=submission.petition.receipt, language="ko", url=lambda path: f"https://city.example{path}"
    )


def ended(office: Office, payment: Payment, how: Any = "paid") -> None:
    """Does what the person does on the page of the demo."""
    demo: Any = office.payments.all["card"].plugin
    demo.end(payment.reference, how)


def officer(office: Office, name: str, role: str) -> Actor:
    """Adds an officer of the counter and signs them in."""
    with office.work(by=CONSOLE) as work:
        work.accounts.add(name, password=PASSWORD)
        work.accounts.grant(name, role, unit="counter")
    session = office.auth.session(office.auth.sign_in(name, PASSWORD)[0])
    assert session is not None
    return session.actor


def folder(office: Office) -> Path:
    """Where the demo keeps its payments."""
    return office.settings.data_dir / "payments"
