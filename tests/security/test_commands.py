"""Every command: refused without the permissions that it declares, done with them.

The list is the program's own. A command that declares permissions and has no line in EXAMPLES fails by its name; one
that needs none says why in its declaration, and nothing in it is asked for a permission.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from egovframe.cli import rights
from egovframe.cli.program import app
from egovframe.kernel.permissions import Actor
from tests.auth.importing.framework.old_city import old_city
from tests.cli.run_cli import Place, place
from tests.support.bounces import bounce

CONSOLE, VISITOR = Actor.system("console"), Actor.visitor()
COMMANDS = rights.commands(app)
GUARDED = sorted(name for name, said in COMMANDS.items() if said)
PASSWORD = "사과나무 아래 노란 우산 7\n"
Example = Callable[["Folder"], list[str]]


class Folder:
    """An office's folder with one of everything, and what commands name in it."""

    def __init__(self, here: Place) -> None:
        self.here = here
        with here.office() as office:
            with office.work(by=CONSOLE) as work:
                work.accounts.add("kim")
                work.accounts.grant("kim", "road-officer", unit="roads")
                work.access.roles.define("helper", may={"petition.read"})
                work.access.units.add("parks", title="Parks")
                day = work.holidays.declare(date(2027, 3, 2), ko="휴무", en="Day off", decree="시장 지시")
                self.holiday = day.id
                since, noon, decree = date(2027, 3, 2), time(12), "시장 지시"
                self.hours = work.hours.enter(
                    since,
                    opens=time(9),
                    lunch_from=noon,
                    lunch_to=noon,
                    closes=time(17),
                    weekdays=range(5),
                    decree=decree,
                ).id
                self.client = work.clients.add("Roads", redirect=("https://roads.example/back",)).client.id
                self.hold = work.holding.place(reason="소송", actions=["petition.*"]).id
                self.record = work.records.declare(
                    "pothole", "Plan", "text", completed=office.clock.now().date(), unit="roads"
                ).id
            with office.work(by=VISITOR) as work:
                petition = work.petitions.submit("pothole", {"where": "Mill Lane"}).petition
                self.receipt = petition.receipt
            self.bounce = "bounce.eml"
            with office.work(by=CONSOLE) as work:
                work.petitions.dispatch.noticed(
                    petition.id, "receipt", channel="MailChannel", state="sent", reference="<t1@x.example>", task="t1"
                )
            office.seal()
            self.month = f"{office.clock.now():%Y-%m}"
        here.write("bounce.eml", bounce("<t1@x.example>").decode())
        here.write("people.csv", "아이디,성명,역할\nlee,이바다,road-officer@roads\n")
        here.write("units.csv", "code,title,title en,above\nlights,가로등팀,Lights,roads\n")
        self.old = f"sqlite:///{here.folder / 'old.sqlite3'}"
        old_city(self.old)
        schema = '{"title": "Bench", "type": "object", "properties": {"where": {"type": "string", "title": "Where"}}}'
        here.write("bench.schema.json", schema)
        here.write("petitions.jsonl", '{"where": "Mill Lane 2", "nr": 1}\n')


EXAMPLES: dict[str, Example] = {
    "petitions review": lambda _: ["2026-09"],
    "users add": lambda _: ["lee", "--role", "road-officer", "--unit", "roads", "--password-stdin"],
    "users list": lambda _: [],
    "users disable": lambda _: ["kim"],
    "users enable": lambda _: ["kim"],
    "users password": lambda _: ["kim", "--password-stdin"],
    "users role": lambda _: ["kim", "--grant", "road-officer"],
    "users token": lambda _: ["kim"],
    "forms import": lambda _: ["bench.schema.json", "--from", "jsonschema"],
    "forms export": lambda _: ["pothole", "--to", "jsonschema"],
    "users import": lambda _: ["people.csv"],
    "users import-egovframe": lambda folder: [folder.old, "--only", "citizen"],
    "units import": lambda _: ["units.csv"],
    "units import-egovframe": lambda folder: [folder.old],
    "users factors": lambda _: ["kim"],
    "users certificate": lambda _: ["kim"],
    "users sessions": lambda _: ["kim", "--end"],
    "users sign-ins": lambda _: ["kim"],
    "users may": lambda _: ["kim"],
    "roles list": lambda _: [],
    "roles define": lambda _: ["chief", "--include", "helper"],
    "roles retire": lambda _: ["helper"],
    "roles matrix": lambda _: [],
    "units list": lambda _: [],
    "units add": lambda _: ["bridges", "--below", "roads"],
    "units rename": lambda _: ["roads", "--title-en", "Roads"],
    "units move": lambda _: ["roads"],
    "units head": lambda _: ["roads", "--head", "kim"],
    "units close": lambda _: ["parks"],
    "hours list": lambda _: [],
    "hours enter": lambda _: ["2027-03-03", "--opens", "08:00", "--closes", "17:00", "--decree", "시장 지시"],
    "hours revoke": lambda folder: [folder.hours],
    "holidays list": lambda _: [],
    "holidays declare": lambda _: ["2027-03-03", "--ko", "휴무", "--en", "Day off", "--decree", "시장 지시"],
    "holidays revoke": lambda folder: [folder.holiday],
    "clients add": lambda _: ["Parks", "--redirect-uri", "https://parks.example/back"],
    "clients list": lambda _: [],
    "clients secret": lambda folder: [folder.client],
    "clients disable": lambda folder: [folder.client],
    "petitions import": lambda _: ["petitions.jsonl", "--form", "pothole", "--key", "nr"],
    "petitions list": lambda _: [],
    "notices returned": lambda folder: [folder.bounce],
    "audit search": lambda _: ["--subject", "kim"],
    "audit statement": lambda folder: [folder.receipt, "--reason", "본인 청구"],
    "audit retention": lambda _: [],
    "audit dispose": lambda _: ["--dry-run"],
    "audit hold place": lambda _: ["--reason", "감사", "--subject", "kim"],
    "audit hold lift": lambda folder: [folder.hold, "--reason", "끝났습니다"],
    "audit hold list": lambda _: [],
    "audit review": lambda folder: [folder.month],
    "audit facts": lambda _: ["--output", "facts.csv", "--format", "csv", "--private"],
    "records list": lambda _: [],
    "records due": lambda _: [],
    "records content": lambda folder: [folder.record, "--output", "copy.txt", "--reason", "정보공개 청구"],
    "records export": lambda folder: ["packages", "--format", "bagit", "--record", folder.record, "--reason", "이관"],
    "outbox list": lambda _: [],
    "outbox retry": lambda _: [],
}
"""What each command is given."""


@pytest.mark.parametrize("name", GUARDED)
def test_a_command_is_refused_without_what_it_declares_and_done_with_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without: exit 2, nothing done, and the denial is a fact. With: exit 0."""
    if name not in EXAMPLES:
        pytest.fail(f"the walk knows nothing to give to `egovframe {name}`: add it to EXAMPLES in {__file__}")
    folder = Folder(place(tmp_path, monkeypatch))
    words = [*name.split(), *EXAMPLES[name](folder)]
    declared = dict(rights._DECLARED)
    with monkeypatch.context() as patch:
        for command in declared:
            patch.setitem(rights._DECLARED, command, frozenset())
        refused = folder.here.run(*words, stdin=PASSWORD)
    assert refused.status != 0, refused.out
    assert "[egov.forbidden]" in refused.err or "not hold" in refused.out, refused.err
    with folder.here.office() as office:
        denied = office.trail.search(action="access.denied")
    assert denied[0]["actor"]["id"] == "system:console"
    assert denied[0]["details"]["permission"] in (COMMANDS[name] or ())
    done = folder.here.run(*words, stdin=PASSWORD)
    assert done.status == 0, done.err


def test_every_example_is_of_a_command_that_is_there() -> None:
    """One that was renamed or needs nothing any more is named."""
    assert set(EXAMPLES) - set(GUARDED) == set()
