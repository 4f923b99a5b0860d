"""`audit hold`, `audit retention`, `audit dispose`: what keeps the values beside facts, and their disposal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import columns, document, group, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import words

if TYPE_CHECKING:
    from egovframe.audit.retention.holds import Hold

DAY = ["%Y-%m-%d"]
hold = group(words("Legal holds: what may not be destroyed.", "보존 명령: 파기하지 못하게 합니다."))


def register(app: typer.Typer) -> None:
    """Add the commands to the group `audit`."""
    app.add_typer(hold, name="hold")
    app.command(
        help=words("Say which months are kept until when, and why.", "달마다 언제까지 왜 보관하는지 보여 줍니다.")
    )(retention)
    app.command(
        help=words(
            "Dispose of what stands sealed beside old facts.", "보관 기한이 지난 사실의 가려 둔 값을 파기합니다."
        )
    )(dispose)


@hold.command(help=words("Place a legal hold.", "보존 명령을 내립니다."))
@may("account.read", "audit.hold", "audit.read")
def place(
    ctx: typer.Context,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=words("Why.", "사유."))],
    basis: Annotated[
        str, typer.Option("--basis", metavar="TEXT", help=words("The legal basis; published.", "법적 근거 (공개됨)."))
    ] = "",
    action: Annotated[
        list[str] | None, typer.Option("--action", help=words("petition.* … or *", "petition.* … 또는 *"))
    ] = None,
    subject: Annotated[
        list[str] | None,
        typer.Option(
            "--subject",
            help=words("Receipt number, account name, petition:ID …", "접수번호, 계정 이름, petition:ID …"),
        ),
    ] = None,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", help=words("Who acted: an account's name.", "행위자의 계정 이름."))
    ] = None,
    about: Annotated[str, typer.Option("--object", help="petition:ID …")] = "",
    since: Annotated[
        datetime | None, typer.Option("--since", formats=DAY, help=words("The first day.", "첫날."))
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--until", formats=DAY, help=words("The last day.", "마지막 날."))
    ] = None,
) -> None:
    """Hold facts for a reason; a fact must fit every option that is given, and one of several values of the same."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe audit hold place") as work:
        placed = work.holding.place(
            reason=reason,
            basis=basis,
            actions=action or (),
            subjects=subject or (),
            actors=actor or (),
            about=about,
            since=since.date() if since else None,
            until=until.date() if until else None,
        )
    if options(ctx).json:
        document(_told(placed))
    else:
        print(words(f"The hold {placed.id} stands.", f"보존 명령 {placed.id}을 내렸습니다."))


@hold.command(help=words("Lift a legal hold.", "보존 명령을 풉니다."))
@may("audit.hold")
def lift(
    ctx: typer.Context,
    hold_id: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=words("Why.", "사유."))],
) -> None:
    """Lift one hold for a reason; other holds over the same facts stay."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe audit hold lift") as work:
        lifted = work.holding.lift(hold_id, reason=reason)
    if options(ctx).json:
        document(_told(lifted))
    else:
        print(words(f"The hold {lifted.id} is lifted.", f"보존 명령 {lifted.id}을 풀었습니다."))


@hold.command("list", help=words("List the legal holds.", "보존 명령을 보여 줍니다."))
@may("audit.read")
def list_(
    ctx: typer.Context,
    lifted: Annotated[
        bool, typer.Option("--lifted", help=words("Those of the past as well.", "풀린 것도 함께."))
    ] = False,
) -> None:
    """List the holds with their reasons; looking is a fact."""
    with opened(ctx) as office, office.look(by=console(), why="egovframe audit hold list") as look:
        found = [_told(each) for each in look.holding.holds(lifted=lifted)]
    if options(ctx).json:
        document(found)
        return
    headings = [words("id", "번호"), words("since", "시작"), words("over", "대상"), words("reason", "사유")]
    rows = [[each["id"], each["at"][:10], _over(each), each["reason"]] for each in found]
    columns(headings, rows)


@may("audit.read")
def retention(ctx: typer.Context) -> None:
    """List the months that still have values sealed beside their facts: kept until when, held by what, and why."""
    with opened(ctx, publish=False) as office, office.look(by=console(), why="egovframe audit retention") as look:
        months = [
            {
                "month": each.month,
                "state": each.state.value,
                "until": each.until.isoformat(),
                "holds": list(each.holds),
                "reasons": [words(reason.in_("en"), reason.in_("ko")) for reason in each.reasons],
            }
            for each in look.holding.months()
        ]
    if options(ctx).json:
        document(months)
        return
    listed(
        ctx,
        [{**each, "why": "; ".join(each["reasons"])} for each in months],
        {"month": words("month", "달"), "state": words("state", "상태"), "why": words("why", "이유")},
    )


@may("audit.dispose")
def dispose(
    ctx: typer.Context,
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="YYYY-MM",
            help=words("All up to this month, or nothing.", "이 달까지 모두, 아니면 아무것도 안 합니다."),
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=words("Say what would go; destroy nothing.", "파기하지 않고 알리기만."))
    ] = False,
) -> None:
    """Destroy the keys of months beyond every floor and under no hold; the log and its proofs stay as they are."""
    with opened(ctx, publish=not dry_run) as office:
        office_of = office.look if dry_run else office.work
        with office_of(by=console(), why="egovframe audit dispose") as work:
            holding = work.holding
            found = holding.plan(until=until or None) if dry_run else holding.dispose(until=until or None)
    if options(ctx).json:
        document({"months": found.months, "counts": dict(found.counts), "fact": found.fact, "dry_run": dry_run})
        return
    if not found.months:
        print(words("Nothing may be disposed of yet.", "아직 파기할 것이 없습니다."))
        return
    for action, count in found.counts.items():
        print(f"{count:>8}  {action}")
    count, names = sum(found.counts.values()), ", ".join(found.months)
    print(
        words(f"{count} facts of {names} would lose what is sealed beside them.", f"파기 대상: {names}, 사실 {count}건")
        if dry_run
        else words(
            f"What was sealed beside {count} facts of {names} is destroyed.", f"파기함: {names}, 사실 {count}건의 값"
        )
    )


def _told(each: Hold) -> dict[str, Any]:
    from egovframe.kernel.clock import instant

    over = each.over
    return {
        "id": each.id,
        "at": instant(each.at),
        "by": each.by,
        "reason": each.reason,
        "basis": each.basis,
        "actions": over.actions,
        "subjects": over.subjects,
        "actors": over.actors,
        "object": over.object,
        "since": over.since,
        "until": over.until,
        "lifted": instant(each.lifted_at) if each.lifted_at else None,
        "lifted_by": each.lifted_by,
        "lifted_reason": each.lifted_reason,
    }


def _over(told: dict[str, Any]) -> str:
    """Return in one line what a hold is over."""
    parts = [*told["actions"], *told["subjects"], *told["actors"], told["object"]]
    span = f"{told['since'][:10]}…{told['until'][:10]}" if told["since"] or told["until"] else ""
    return " ".join(filter(None, [*parts, span]))
