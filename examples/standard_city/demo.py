"""The sample city as `make demo` serves it: accounts and petitions at the first start, then what `egovframe run` does.

    DATA_DIR=…   where everything is kept (default: ./data)
    PORT=…       the port to serve at (default: 8000)

A later start finds everything as it was left.
"""

import os
import secrets
import shutil
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from city import app

from egovframe.forms import Definition
from egovframe.kernel.errors import EgovError
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.settings import Settings

HERE = Path(__file__).resolve().parent
ACCOUNTS = "demo-accounts.txt"
SETUP = Actor.system("demo")
WAYS = "EGOVFRAME_AUTH__AUTHENTICATORS"
"""What people of the demo sign in with, and may add to it in their account."""

STAFF: dict[str, tuple[str, str | None]] = {
    "admin": ("admin", None),
    "kim-roads": ("road-officer", "roads"),
    "lee-parks": ("park-officer", "parks"),
    "han-planning": ("planning-officer", "planning"),
    "jung-streets": ("team-lead", "streets"),
    "cho-auditor": ("auditor", None),
    "yoo-keeper": ("audit-keeper", None),
}
"""Who works in the sample city: account, role, and the unit in which the role counts (None: everywhere)."""


MADE = ("maps", "town-petition")
"""The forms that the office made itself: one that costs something, and one whose petitions are public and signed."""


class SampleClock:
    """Tells the time of the sample being made, so that petitions can be some days old."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the time that was set, in whole milliseconds."""
        return self.at.replace(microsecond=self.at.microsecond // 1000 * 1000)


def first_start(folder: Path) -> None:
    """Make accounts and sample petitions in `folder`; broken off half-way, the next start begins anew."""
    making = folder / ".making"
    if not (making / ACCOUNTS).is_file():
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True, mode=0o700)
        passwords = make_city(making)
        lines = "".join(f"{name:<14}{password}\n" for name, password in passwords.items())
        with os.fdopen(os.open(making / ACCOUNTS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(lines)
    made = [path for path in making.iterdir() if path.name != ACCOUNTS]
    for path in [*made, making / ACCOUNTS]:  # the accounts last: where they are, all is there
        path.replace(folder / path.name)
    making.rmdir()


def make_city(folder: Path) -> dict[str, str]:
    """Open the office in `folder`, add accounts and petitions, and return the passwords by account."""
    now = datetime.now(UTC)
    clock = SampleClock(now - timedelta(days=45))  # so that there is a month to review
    passwords = {name: secrets.token_urlsafe(15) for name in STAFF}
    with app.open(Settings.load(HERE, data_dir=folder), clock=clock) as office:
        with office.work(by=SETUP, why="accounts of the demo") as work:
            for name, password in passwords.items():
                work.accounts.add(name, password=password)
            for name, (role, unit) in STAFF.items():
                work.accounts.grant(name, role, unit=unit)
        for name in MADE:
            with office.work(by=SETUP, why="a form of the demo, as administrators make them") as work:
                work.drafts.save(Definition.parse((HERE / f"{name}.json").read_bytes()))
                work.drafts.publish(name)
        receipts: dict[int, str] = {}
        for at, number, deed in sorted(deeds(now), key=lambda one: one[0]):
            clock.at = at
            do(office, number, deed, receipts)
            office.run_due_tasks()
        office.seal()
    return passwords


def deeds(now: datetime) -> Iterator[tuple[datetime, int, dict[str, Any]]]:
    """Yield what happened in the sample: when, to which petition, what."""
    samples = tomllib.loads((HERE / "samples.toml").read_text(encoding="utf-8"))["petition"]
    for number, sample in enumerate(samples):
        received = now - timedelta(days=sample["ago"])
        yield received, number, {"do": "submit", "form": sample["form"], "answers": sample["answers"]}
        for deed in sample.get("deeds", ()):
            yield received + timedelta(hours=deed["after"]), number, deed


def do(office: Office, number: int, deed: dict[str, Any], receipts: dict[int, str]) -> None:
    """Do one deed of the sample, as whoever did it."""
    if deed["do"] == "submit":
        with office.work(by=Actor.visitor()) as work:
            receipts[number] = work.petitions.submit(deed["form"], deed["answers"]).petition.receipt
        return
    with office.look(by=SETUP, why="who does it") as look:
        officer = office.auth.officer(look.conn, deed["by"])
    if officer is None:
        raise LookupError(deed["by"])
    receipt, petition = receipts[number], ""
    with office.work(by=officer) as work:
        if deed["do"] == "assign":
            work.petitions.assign(receipt)
        elif deed["do"] == "download":
            case = f"petition:{work.petitions.get(receipt).id}"
            record = next(record for record in work.records.list().items if record.source == case)
            work.records.content(record.id, reason=deed.get("reason", ""))
        elif deed["do"] == "publish":
            petition = work.public.publishing.publish(receipt, title=deed["title"], checked=True).id
        elif deed["do"] == "answer":
            work.petitions.answer(receipt, deed["text"])
        else:
            work.petitions.refuse(receipt, deed["reason"], basis=deed["basis"], remedy=deed["remedy"])
    for name in deed.get("signed", ()):
        with office.work(by=Actor("citizen", f"citizen-{name}", name, assurance=1)) as work:
            work.public.signing.sign(petition)


def say(line: str) -> None:
    """Tell whoever started the demo."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Make the city if there is none yet, show the accounts, and become the server. Returns only when it cannot."""
    folder = Path(os.environ.get("DATA_DIR") or HERE / "data").expanduser().resolve()
    port = os.environ.get("PORT") or "8000"
    os.chdir(HERE)
    if not (folder / ACCOUNTS).is_file():
        if (folder / "office.sqlite3").exists() and not (folder / ".making").exists():
            say(f"{folder} holds an office that is not the demo's.\nGive another folder: DATA_DIR=/some/folder")
            return 2
        say("Making the sample city …")
        try:
            first_start(folder)
        except EgovError as error:
            say(f"The sample city could not be made: {error}\n{error.hint or ''}")
            return 2
    say(f"Everything is kept in {folder}\n\nAccounts of the demo (also in {folder / ACCOUNTS}):")
    for line in (folder / ACCOUNTS).read_text(encoding="utf-8").splitlines():
        name, _, password = line.partition(" ")
        role, unit = STAFF.get(name, ("", None))
        say(f"  {name:<14}{password.strip():<24}{role}{f' in {unit}' if unit else ''}")
    say("")
    environment = {WAYS: '{"password": {}, "totp": {}, "recovery": {}, "passkey": {}}', **os.environ}
    environment["EGOVFRAME_DATA_DIR"] = str(folder)
    return os.execve(sys.executable, [sys.executable, "-m", "egovframe", "run", "--port", port], environment)


if __name__ == "__main__":
    raise SystemExit(main())
