"""`clients`: the city's other systems that let people sign in here (OpenID Connect)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import words

if TYPE_CHECKING:
    from egovframe.auth.provider.model import Client, NewClient

app = group(words("Systems that let people sign in here.", "이곳으로 로그인하는 다른 시스템."))


@app.command(help=words("Add a system.", "시스템을 추가합니다."))
@may("client.manage", "account.manage")
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    redirect_uri: Annotated[
        list[str],
        typer.Option("--redirect-uri", metavar="URI", help=words("Where it is answered.", "답을 받는 주소.")),
    ],
    logout_uri: Annotated[
        list[str] | None,
        typer.Option(
            "--logout-uri", metavar="URI", help=words("Where it goes on after signing out.", "로그아웃 뒤 주소.")
        ),
    ] = None,
    account: Annotated[
        str,
        typer.Option(
            "--account",
            metavar="NAME",
            help=words("The service account that it acts as by itself.", "스스로 일할 때 쓰는 서비스 계정."),
        ),
    ] = "",
    scope: Annotated[
        list[str] | None,
        typer.Option(
            "--scope",
            metavar="SCOPE",
            help=words(
                "What it may ask for: profile, email, offline_access. Without it, all.",
                "요청할 수 있는 것: profile, email, offline_access. 없으면 모두.",
            ),
        ),
    ] = None,
    consent: Annotated[
        bool,
        typer.Option(
            "--consent",
            help=words(
                "People are asked each time: for systems not the city's own.",
                "도시의 시스템이 아니면 매번 본인에게 묻습니다.",
            ),
        ),
    ] = False,
) -> None:
    """Add a system and print its id and secret, the secret this once."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe clients add") as work:
        new = work.clients.add(
            name,
            redirect=tuple(redirect_uri),
            after_logout=tuple(logout_uri or ()),
            account=account,
            scope=tuple(scope or ()),
            consent=consent,
        )
    _new(ctx, new)


@app.command("list", help=words("List the systems.", "시스템을 보여 줍니다."))
@may("client.manage")
def list_(ctx: typer.Context) -> None:
    """List the systems by name, without secrets."""
    with opened(ctx) as office, office.look(by=console(), why="egovframe clients list") as look:
        items = [_item(client) for client in look.clients.list()]
    if options(ctx).json:
        document(items)
        return
    for item in items:
        item["redirect_uris"] = " ".join(item["redirect_uris"])
    headings = {"client_id": "id", "name": words("name", "이름"), "redirect_uris": words("answered at", "답 주소")}
    listed(ctx, items, headings)


@app.command(help=words("Give a system a new secret.", "시스템에 새 비밀을 줍니다."))
@may("client.manage", "account.manage")
def secret(ctx: typer.Context, client_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Give a system a new secret and print it, this once; the one before counts no more."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe clients secret") as work:
        new = work.clients.new_secret(client_id)
    _new(ctx, new)


@app.command(help=words("Shut a system; its tokens end now.", "시스템을 정지합니다. 증표가 바로 끝납니다."))
@may("client.manage")
def disable(ctx: typer.Context, client_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Shut a system: all its codes and tokens end."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe clients disable") as work:
        work.clients.disable(client_id)
    if options(ctx).json:
        document({"client_id": client_id, "disabled": True})
    else:
        print(words(f"{client_id} is disabled.", f"{client_id} 시스템을 정지했습니다."))


def _new(ctx: typer.Context, new: NewClient) -> None:
    if options(ctx).json:
        document({**_item(new.client), "client_secret": new.secret})
        return
    print(f"client_id      {new.client.id}")
    print(f"client_secret  {new.secret}")
    print(words("The secret is not shown again.", "비밀은 다시 보여 드리지 않습니다."))


def _item(client: Client) -> dict[str, Any]:
    return {
        "client_id": client.id,
        "name": client.name,
        "redirect_uris": list(client.redirect_uris),
        "logout_uris": list(client.logout_uris),
        "scopes": list(client.scopes),
        "consent": client.consent,
        "disabled": client.disabled.isoformat() if client.disabled else None,
    }
