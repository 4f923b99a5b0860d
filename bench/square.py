"""The city that is measured with a crowd: one petition that is public, and links for as many people as are wanted."""

from __future__ import annotations

import os
from pathlib import Path

from egovframe import App, Form, ask
from egovframe.forms import LongText, Phone, collects, working_days
from egovframe.forms.public.signing import LINK
from egovframe.kernel.canonical import b64, canonical
from egovframe.kernel.clock import instant
from egovframe.kernel.permissions import Actor
from egovframe.records import years
from egovframe.settings import Settings

app = App("Bench City")
officer = app.role("officer", may={"petition.read", "petition.answer", "petition.publish"})


@app.form(
    "playground",
    title="Citizens' petition",
    by=officer,
    within=working_days(60),
    keep=years(5),
    public=collects(thresholds=(1_000, 1_000_000)),
)
class Playground(Form):
    """Ask the city for something that many want."""

    content: LongText = ask("What do you ask for?", public=True)
    phone: Phone = ask("Your phone number")


def settings_of(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of the measured city: nobody is turned away, and its thresholds are counted."""
    free = str(10_000_000)
    limits = ("ADDRESS_MINUTE", "ADDRESS_DAY", "CONTACT_HOUR", "PETITION_SECOND", "PETITION_HOUR")
    return {
        "EGOVFRAME_DATA_DIR": str(folder / "data"),
        "EGOVFRAME_DATABASE__URL": url,
        "EGOVFRAME_LOG__LEVEL": "WARNING",
        **{f"EGOVFRAME_FORMS__PUBLIC__{name}": free for name in limits},
    }


def furnish(environment: dict[str, str], *, people: int) -> list[str]:
    """Publish a petition in the city of this environment, and return the keys of so many links."""
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        settings = Settings.load()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    app.frozen = False
    with app.open(settings) as office:
        with office.work(by=Actor.visitor()) as work:
            answers = {"content": "A playground in the east.", "phone": "010-1234-5678"}
            receipt = work.petitions.submit("playground", answers).petition.receipt
        with office.work(by=Actor.system("console")) as work:
            public = work.public.publishing.publish(receipt, title="A playground in the east").id
        asked = instant(office.clock.now())
        return [
            b64(
                office.cabinet.office_seal(
                    LINK,
                    canonical(
                        {
                            "publication": public,
                            "name": f"Person {number}",
                            "kind": "email",
                            "value": f"person{number}@example.org",
                            "asked": asked,
                        }
                    ),
                )
            )
            for number in range(people)
        ]
