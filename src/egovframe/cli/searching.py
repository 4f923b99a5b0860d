"""`audit search`: facts by whom, of whom, what, when and with which outcome."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from egovframe.office import Office

MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


def register(app: typer.Typer) -> None:
    """Add the command to the group `audit`."""
    app.command(help=words("List facts, newest first.", "사실을 최신순으로 보여 줍니다."))(search)


@may("account.read", "audit.read")
def search(
    ctx: typer.Context,
    action: Annotated[str, typer.Option("--action", help="petition.received …")] = "",
    actor: Annotated[str, typer.Option("--actor", help="system:console …")] = "",
    about: Annotated[str, typer.Option("--object", help="petition:ID …")] = "",
    subject: Annotated[
        str,
        typer.Option(
            "--subject",
            help=words("Whose data: receipt number, account name …", "정보주체: 접수번호, 계정 이름 …"),
        ),
    ] = "",
    does: Annotated[str, typer.Option("--does", help="read, list, download, export, change …")] = "",
    outcome: Annotated[str, typer.Option("--outcome", help="done, denied, failed")] = "",
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=MOMENTS, help=words("From this day or moment.", "이 날이나 때부터.")),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            "--until",
            formats=MOMENTS,
            help=words("To this day, or before this moment.", "이 날까지, 또는 이때 전까지."),
        ),
    ] = None,
    unexplained: Annotated[
        bool, typer.Option("--unexplained", help=words("Whose reason is due and missing.", "사유가 빠진 것만."))
    ] = False,
    trace: Annotated[
        str, typer.Option("--trace", help=words("The trace, 32 hex digits.", "추적 번호 (16진수 32자리)."))
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000)] = 50,
) -> None:
    """List facts with their ids; `audit proof ID` proves one. Days are the office's own.

    A search for a person is a fact about that person.
    """
    _offered("--does", does, _kinds())
    _offered("--outcome", outcome, ("done", "denied", "failed"))
    with opened(ctx, publish=bool(subject)) as office:
        zone = office.jurisdiction.calendar.zone
        asked: dict[str, Any] = {
            "action": action or None,
            "actor": actor or None,
            "object": about or None,
            "does": does,
            "outcome": outcome,
            "since": _moment(since, zone),
            "until": _moment(until + timedelta(days=1) if until and until.time() == time() else until, zone),
            "unexplained": unexplained,
            "trace": trace.strip().lower(),
            "limit": limit,
        }
        facts = _of_somebody(office, subject, asked) if subject else office.trail.search(**asked)
    if options(ctx).json:
        document(facts)
        return
    for fact in facts:
        print(f"{fact['id']}  {fact.get('at', '')}  {fact.get('action', '')}  {fact.get('object', '')}")


def _of_somebody(office: Office, word: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the facts about whoever the word means; that they were looked up is a fact."""
    from egovframe.audit.facts import LISTED
    from egovframe.kernel.errors import NotFound

    with office.look(by=console(), why="egovframe audit search") as look:
        subjects = look.subjects(word)
        if not subjects:
            raise NotFound(f"Nobody is called {word}.", hint="Give a receipt number, an account's name or petition:….")
        facts = office.trail.search(subjects=subjects, **asked)
        look.note(LISTED, subjects=subjects, details={"count": len(facts)}, private={"subject": word})
    return facts


def _kinds() -> tuple[str, ...]:
    from egovframe.kernel.facts import Does

    return get_args(Does)


def _offered(option: str, value: str, values: tuple[str, ...]) -> None:
    if value and value not in values:
        raise SettingsError(f"{option} {value!r} is none of these.", hint=f"Write one of {', '.join(values)}.")


def _moment(at: datetime | None, zone: Any) -> str:
    from egovframe.kernel.clock import instant

    return instant(at.replace(tzinfo=zone)) if at else ""
