"""`users factors|sessions|sign-ins|may`: how somebody signs in, where they are signed in, and what they may do."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from egovframe.cli import rights
from egovframe.cli.office import console, opened
from egovframe.cli.output import document, listed, options
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.errors import SettingsError
from egovframe.kernel.permissions import EVERYWHERE

Name = Annotated[str, typer.Argument(metavar="NAME")]


@rights.may("account.manage", "account.read")
def factors(
    ctx: typer.Context,
    name: Name,
    remove: Annotated[str, typer.Option("--remove", metavar="ID", help=words("Take one away.", "하나 없애기."))] = "",
    reset: Annotated[
        bool, typer.Option("--reset", help=words("Take all codes and keys away.", "코드와 키 모두 없애기."))
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=words("Who asked, and how you made sure.", "확인한 방법."))
    ] = "",
) -> None:
    """List the ways to sign in beside the password, or take one or all away from somebody who lost them."""
    if remove and reset:
        raise SettingsError("It takes either --remove or --reset.", hint="--reset takes all away.")
    if remove or reset:
        with opened(ctx) as office, office.work(by=console(), why="egovframe users factors") as work:
            if remove:
                work.factors.remove(name, remove, reason=reason)
            taken = 1 if remove else work.factors.reset(name, reason=reason)
        if options(ctx).json:
            document({"name": name, "removed": taken})
        else:
            print(words(f"{taken} taken away; the sessions have ended.", f"{taken}개를 없앴고, 접속을 끝냈습니다."))
        return
    with opened(ctx) as office, office.look(by=console(), why="egovframe users factors") as look:
        items = [
            {
                "id": each.id,
                "authenticator": each.authenticator,
                "label": each.label,
                "created": each.created.isoformat(),
                "used": each.used.isoformat() if each.used else None,
                "disabled": each.disabled.isoformat() if each.disabled else None,
            }
            for each in look.factors.of(name)
        ]
    headings = {
        "id": "id",
        "authenticator": words("way", "수단"),
        "label": words("name", "이름"),
        "created": words("added", "등록"),
        "used": words("last used", "마지막 사용"),
    }
    listed(ctx, items, headings)


@rights.may("session.end", "account.manage", "account.read")
def sessions(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]")] = "",
    end: Annotated[bool, typer.Option("--end", help=words("End them all.", "모두 끝내기."))] = False,
    everybody: Annotated[
        bool, typer.Option("--everybody", help=words("Of all accounts, with --end.", "모든 계정, --end와 함께."))
    ] = False,
) -> None:
    """List where an account is signed in, or end all its sessions, or everybody's."""
    if everybody == bool(name) or (everybody and not end):
        raise SettingsError(
            "It takes the name of an account, or --everybody with --end.",
            hint="Write: users sessions NAME [--end], or users sessions --everybody --end",
        )
    if everybody:
        from egovframe.auth.watching.service import end_everybodys  # the other commands go without what it loads

        with opened(ctx) as office:
            ended = end_everybodys(lambda: office.work(by=console(), why="egovframe users sessions"))
        if options(ctx).json:
            document({"ended": ended})
        else:
            print(words(f"{ended} sessions have ended.", f"접속 {ended}개를 끝냈습니다."))
        return
    if end:
        with opened(ctx) as office, office.work(by=console(), why="egovframe users sessions") as work:
            ended = work.sessions.end_all(name)
        if options(ctx).json:
            document({"name": name, "ended": ended})
        else:
            print(words(f"{ended} sessions have ended.", f"접속 {ended}개를 끝냈습니다."))
        return
    with opened(ctx) as office, office.look(by=console(), why="egovframe users sessions") as look:
        items: list[dict[str, Any]] = [
            {
                "id": each.id,
                "address": each.address,
                "agent": each.agent,
                "created": each.created.isoformat(),
                "seen": each.seen.isoformat(),
                "assurance": each.assurance,
                "methods": list(each.methods),
            }
            for each in look.sessions.of(name)
        ]
    headings = {
        "id": "id",
        "address": words("address", "주소"),
        "agent": words("program", "프로그램"),
        "seen": words("last used", "마지막 사용"),
        "assurance": words("level", "수준"),
    }
    listed(ctx, items, headings)


@rights.may("account.manage", "account.read", "audit.read")
def sign_ins(
    ctx: typer.Context,
    name: Name,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200)] = 50,
) -> None:
    """List the newest sign-ins of an account and those that failed, from the trail."""
    with opened(ctx) as office, office.look(by=console(), why="egovframe users sign-ins") as look:
        items: list[dict[str, Any]] = [
            {
                "at": each.at.isoformat(),
                "what": each.kind,
                "authenticator": each.authenticator,
                "methods": list(each.methods),
                "assurance": each.assurance,
                "address": each.address,
                "policy": each.policy,
                "reason": each.reason,
                "fact": each.fact,
            }
            for each in look.sign_ins.of(name, limit=limit)
        ]
    headings = {
        "at": words("time", "때"),
        "what": words("what", "결과"),
        "authenticator": words("way", "수단"),
        "assurance": words("level", "수준"),
        "address": words("address", "주소"),
        "policy": words("policy", "정책"),
    }
    listed(ctx, items, headings)


@rights.may("role.read", "account.read")
def may(ctx: typer.Context, name: Name) -> None:
    """List what an account may now, of every permission there is, with the reason."""
    with opened(ctx) as office, office.look(by=console(), why="egovframe users may") as look:
        found = look.access.effective(name)
    items = [
        {
            "permission": each.permission,
            "allowed": each.decision.allowed,
            "reason": each.decision.reason.in_(LANGUAGE),
            "scopes": [
                {
                    "units": None if scope.units is EVERYWHERE else sorted(scope.units),  # type: ignore[arg-type]
                    "form": scope.form,
                    "own": scope.owner is not None,
                }
                for scope in each.scopes
            ],
        }
        for each in found
    ]
    headings = {
        "permission": words("permission", "권한"),
        "allowed": words("allowed", "허용"),
        "reason": words("why", "이유"),
    }
    listed(ctx, items, headings)


def register(app: typer.Typer) -> None:
    """Add the commands to the group `users`."""
    app.command(help=words("List, remove or reset factors.", "로그인 수단을 보거나 없앱니다."))(factors)
    app.command(help=words("List or end sessions.", "접속을 보거나 끝냅니다."))(sessions)
    app.command("sign-ins", help=words("List sign-ins and failures.", "로그인 이력을 보여 줍니다."))(sign_ins)
    app.command(help=words("Say what somebody may do, and why.", "할 수 있는 일과 이유를 보여 줍니다."))(may)
