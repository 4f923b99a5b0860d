"""`audit review`: the months of the trail, what a month shows, the reasons that are missing, the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import columns, document, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from egovframe.audit.review.service import Look
    from egovframe.office import Office

STATES = {
    "running": ("still running", "진행 중"),
    "open": ("to be reviewed", "점검할 달"),
    "overdue": ("overdue", "점검 기한 지남"),
    "signed": ("signed", "점검 마침"),
}


def register(app: typer.Typer) -> None:
    """Add the command to the group `audit`."""
    app.command(help=words("Review a month of the trail and sign it.", "한 달의 접속기록을 점검합니다."))(review)


@may("account.read", "audit.review")
def review(
    ctx: typer.Context,
    month: Annotated[str, typer.Argument(metavar="[MONTH]", help=words("Such as 2026-10.", "예: 2026-10."))] = "",
    sign: Annotated[
        bool, typer.Option("--sign", help=words("Sign the month, once it is over.", "끝난 달의 점검을 확인합니다."))
    ] = False,
    remark: Annotated[
        str, typer.Option("--remark", metavar="TEXT", help=words("What was found out.", "확인한 내용과 조치."))
    ] = "",
) -> None:
    """List the months, or show one: who handled whose data how often, and whose reason is missing."""
    if not month and (sign or remark):
        raise SettingsError("No month is named.", hint="Write: audit review 2026-10 --sign")
    with opened(ctx, publish=False) as office:
        office.seal()
        if not month:
            _list(ctx, office)
        elif sign:
            _sign(ctx, office, month, remark)
        else:
            _show(ctx, office, month)


def _list(ctx: typer.Context, office: Office) -> None:
    with office.look(by=console(), why="egovframe audit review") as look:
        found = look.reviews.months()
    rows = [each.as_json() for each in found]
    if options(ctx).json:
        document(rows)
        return
    columns(
        [
            words("month", "달"),
            words("state", "상태"),
            words("reasons open", "미확인 사유"),
            words("signed by", "확인"),
        ],
        [[row["month"], words(*STATES[row["state"]]), row["open"], row["signed_by"]] for row in rows],
    )


def _show(ctx: typer.Context, office: Office, month: str) -> None:
    from egovframe.kernel.month import Month

    asked = Month.parse(month)
    log = office.log_state()
    with office.look(by=console(), why="egovframe audit review") as look:
        seen = look.reviews.look(asked, log=log, form="console")
    if options(ctx).json:
        document(look_as_json(seen))
    else:
        print("\n".join(_lines(seen, office)))


def _sign(ctx: typer.Context, office: Office, month: str, remark: str) -> None:
    from egovframe.kernel.month import Month

    why = "egovframe audit review --sign"
    report = office.review_of(Month.parse(month), lambda: office.look(by=console(), why=why))
    with office.work(by=console(), why=why) as work:
        fact = work.reviews.sign(report, remark)
    if options(ctx).json:
        document({"month": month, "digest": report.digest, "fact": fact})
    else:
        print(words(f"{month} is signed: {report.digest}", f"{month}의 점검을 확인했습니다: {report.digest}"))


def look_as_json(seen: Look) -> dict[str, Any]:
    """Return a month as the reviewer sees it, as a JSON object."""
    from egovframe.kernel.clock import instant

    return {
        **seen.standing.as_json(),
        "report": seen.report.as_json(),
        "findings": list(seen.findings),
        "same": seen.same,
        "fact": seen.fact,
        "remark": seen.remark,
        "missing": [
            {
                "id": each.id, "at": instant(each.at), "action": each.action, "actor": each.actor,
                "object": each.object, "open": each.open, "reason": each.reason, "judgement": each.judgement,
                "remark": each.remark,
            }
            for each in seen.missing
        ],
    }  # fmt: skip


def _lines(seen: Look, office: Office) -> list[str]:
    from egovframe.audit.review.report import COPIES, FINDINGS

    report, state = seen.report, words(*STATES[seen.standing.state])
    lines = [
        f"{report.month}  {state}",
        words(
            f"{report.facts} facts; {report.subjects} people's data handled; {report.does('read')} read, "
            f"{report.does('list')} listed, {report.does(*COPIES)} copies taken",
            f"사실 {report.facts}건, 정보주체 {report.subjects}명; 열람 {report.does('read')}, 목록 "
            f"{report.does('list')}, 반출 {report.does(*COPIES)}",
        ),
    ]
    with office.look(by=console(), why="egovframe audit review") as look:
        for worker in report.workers:
            name = look.accounts.named(worker.actor) if worker.kind != "system" else None
            lines.append(
                words(
                    f"  {name or worker.actor}: {worker.subjects} people, {worker.reads} read, {worker.copies} copies, "
                    f"{worker.outside} out of hours, {worker.refused} refused",
                    f"  {name or worker.actor}: 정보주체 {worker.subjects}명, 열람 {worker.reads}, "
                    f"반출 {worker.copies}, 근무시간 밖 {worker.outside}, 거부 {worker.refused}",
                )
            )
    lines += [f"! {words(FINDINGS[code].in_('en'), FINDINGS[code].in_('ko'))}" for code in seen.findings]
    for each in seen.missing:
        said = each.reason or each.remark or words("no reason", "사유 없음")
        lines.append(f"  {each.id}  {each.at:%Y-%m-%d %H:%M}Z  {each.action}  {each.object}  {said}")
    if seen.same is not None:
        lines.append(
            words("Counting it now gives the same.", "지금 세어도 같습니다.")
            if seen.same
            else words("Counting it now gives something else than was signed.", "지금 세면 확인한 것과 다릅니다.")
        )
    return lines
