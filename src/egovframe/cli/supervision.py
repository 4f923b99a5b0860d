"""`petitions review`: a month of handling by unit, as lines or JSON, and its signature (시행규칙 제7조)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import columns, document, options
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.clock import instant

if TYPE_CHECKING:
    from egovframe.forms.supervision.model import HandledMonth


def register(app: typer.Typer) -> None:
    """Add the command to the group `petitions`."""
    app.command("review", help=words("Review a month of handling.", "한 달의 민원 처리상황을 점검합니다."))(review)


@may("petition.supervise")
def review(
    ctx: typer.Context,
    month: Annotated[str, typer.Argument(metavar="MONTH", help=words("Such as 2026-10.", "예: 2026-10."))],
    sign: Annotated[
        str,
        typer.Option("--sign", metavar="UNIT", help=words("Sign the month of a unit.", "한 부서의 점검을 마칩니다.")),
    ] = "",
    findings: Annotated[
        str, typer.Option("--findings", metavar="TEXT", help=words("What was found out.", "점검한 내용과 조치."))
    ] = "",
) -> None:
    """List what was late, extended or left unanswered in a month, by unit with the reasons; or sign a unit's month."""
    with opened(ctx) as office:
        if sign:
            with office.work(by=console(), why="egovframe petitions review") as work:
                work.supervision.sign(month, sign, findings=findings)
        with office.look(by=console(), why="egovframe petitions review") as look:
            found = look.supervision.month(month)
    if options(ctx).json:
        document(_as_json(found))
    else:
        _show(found)


def _as_json(month: HandledMonth) -> dict[str, Any]:
    return {
        "month": month.name,
        "until": f"{month.until}",
        "units": [
            {
                "unit": unit.unit,
                "state": unit.state,
                "signed": None if unit.signed is None else instant(unit.signed),
                "signed_by": unit.signed_by,
                "findings": unit.findings,
                "lines": [
                    {
                        "kind": line.kind,
                        "receipt": line.receipt,
                        "form": line.form,
                        "handler": line.handler,
                        "due": instant(line.due),
                        "decided": None if line.decided is None else instant(line.decided),
                        "reason": line.reason,
                    }
                    for line in unit.lines
                ],
            }
            for unit in month.units
        ],
    }


def _show(month: HandledMonth) -> None:
    from egovframe.forms.supervision.model import KINDS, STATES

    rows = []
    for unit in month.units:
        rows.append((unit.unit, STATES[unit.state].in_(LANGUAGE), unit.signed_by, unit.findings))
        rows += [("", KINDS[line.kind].in_(LANGUAGE), line.receipt, line.reason) for line in unit.lines]
    headings = [
        words("Unit", "부서"),
        words("State", "상태"),
        words("Receipt, or by", "접수번호·점검자"),
        words("Why", "사유"),
    ]
    columns(headings, rows)
