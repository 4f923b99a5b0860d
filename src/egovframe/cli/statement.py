"""`audit statement`: what the log holds about somebody, in a file that verifies offline."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, options
from egovframe.cli.rights import may
from egovframe.cli.verifying import text_of
from egovframe.cli.words import words

if TYPE_CHECKING:
    from egovframe.audit import Policy, Statement

WHY = "egovframe audit statement"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        help=words(
            "Print a statement of who saw somebody's data, to hand over.",
            "누가 개인정보를 보았는지 적은 열람 내역서를 출력합니다.",
        )
    )(statement)


@may("account.read", "audit.read", "petition.read")
def statement(
    ctx: typer.Context,
    subjects: Annotated[list[str], typer.Argument(metavar="SUBJECT...")],
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            metavar="TEXT",
            help=words("At whose request, and why; it stays in the log.", "누구의 요구로 왜 발급하는지."),
        ),
    ],
    until: Annotated[
        datetime | None,
        typer.Option(
            "--until",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
            help=words("Only what was before (UTC).", "이보다 앞선 것만 (UTC)."),
        ),
    ] = None,
) -> None:
    """Print the statement about receipt numbers, account names, or subjects such as petition:ID and account:ID."""
    from datetime import UTC

    with opened(ctx) as office:
        with office.look(by=console(), why=WHY) as look:
            whose = reduce(lambda one, other: one.and_(other), [look.seen.about(word) for word in subjects])
        moment = until.replace(tzinfo=UTC) if until else None
        made = office.statement(whose, by=console(), why=WHY, reason=reason, until=moment)
        vkey = office.trail.vkey
    if options(ctx).json:
        document({"subjects": made.statement.subjects, "facts": len(made.facts), "statement": str(made), "vkey": vkey})
    else:
        print(made, end="")


def checked(file: Path, vkey: str, policy: str) -> dict[str, Any]:
    """Return whether the statement in a file holds under a key or a policy, and what it is about."""
    from egovframe.audit import AuditError, Statement

    trusted = _trusted(vkey, policy)
    try:
        made = Statement.parse(text_of(file))
        checkpoint = made.verify(trusted)
    except AuditError as error:
        return {"file": str(file), "holds": False, "code": error.code, "reason": str(error)}
    return {"file": str(file), "holds": True, "size": checkpoint.size, **_told(made)}


def _trusted(vkey: str, policy: str) -> str | Policy:
    """Return whom to believe: the key alone, or the policy with the key as one more log."""
    from egovframe.audit import verifier_from_vkey
    from egovframe.audit.policy import Policy, TrustedLog

    if not policy:
        return vkey
    read = Policy.load(policy)
    return replace(read, logs=(*read.logs, TrustedLog(verifier_from_vkey(vkey)))) if vkey else read


def _told(made: Statement) -> dict[str, Any]:
    said = made.statement
    return {
        "subjects": said.subjects,
        "at": said.at,
        "more": said.more,
        "facts": [
            {
                "index": stated.index,
                "at": fact["at"],
                "action": fact["action"],
                "title": words(stated.title.get("en", ""), stated.title.get("ko", "")),
                "by": words(stated.by.get("en", ""), stated.by.get("ko", "")),
            }
            for stated, fact in zip(said.facts, made.facts, strict=True)
        ],
    }


def said_of(outcome: dict[str, Any]) -> str:
    """Return the outcome of a check in words, with a line for each fact."""
    if not outcome["holds"]:
        return f"{outcome['file']}: {outcome['reason']}"
    count = len(outcome["facts"])
    lines = [f"{fact['at']}  {fact['title']}: {fact['by']}" for fact in outcome["facts"]]
    total = words(
        f"{outcome['file']}: holds, {count} facts proved in a log of {outcome['size']}",
        f"{outcome['file']}: 증명됨, 항목 {outcome['size']}개의 로그에 있는 사실 {count}건",
    )
    return "\n".join([*lines, total])
