"""`users certificate`: the certificates with which somebody signs in, linked from a file and unlinked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import SettingsError


@may("account.manage", "account.read")
def certificate(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    link: Annotated[
        str,
        typer.Option("--link", metavar="FILE", help=words("Link this one (PEM, DER).", "이 인증서(PEM, DER) 연결.")),
    ] = "",
    unlink: Annotated[str, typer.Option("--unlink", metavar="ID", help=words("Unlink one.", "연결 끊기."))] = "",
    authenticator: Annotated[
        str,
        typer.Option(
            "--authenticator",
            metavar="KEY",
            help=words("Where several take certificates.", "인증서를 받는 수단이 여럿일 때."),
        ),
    ] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=words("Who asked, and how you made sure.", "확인한 방법."))
    ] = "",
) -> None:
    """List the certificates with which somebody signs in, link one from a file, or unlink one."""
    from egovframe.auth.certificates.papers import filed  # what is imported here costs no other command time
    from egovframe.auth.errors import FactorNotFound

    if link and unlink:
        raise SettingsError("It takes either --link or --unlink.", hint="Do one after the other.")
    with opened(ctx) as office:
        taking = office.auth.certified.authenticators
        if authenticator and authenticator not in taking:
            raise SettingsError(
                f"{authenticator} takes no certificates here.", hint=f"Say one of: {', '.join(taking) or 'none'}."
            )
        if not link and not unlink:
            with office.look(by=console(), why="egovframe users certificate") as look:
                items = [_item(each) for each in look.factors.of(name) if each.authenticator in taking]
            listed(ctx, items, {"id": "id", "label": words("name", "이름"), "created": words("linked", "연결")})
            return
        if not taking:
            raise SettingsError("No certificates are taken here.", hint="Add [auth.authenticators.certificate].")
        if link:
            key = authenticator or taking[0]
            person = office.auth.certified.whose(key, filed(_content(link)))
            with office.work(by=console(), why="egovframe users certificate") as work:
                done = work.factors.link_certificate(name, key, person, reason=reason)
        else:
            with office.work(by=console(), why="egovframe users certificate") as work:
                theirs = [each for each in work.factors.of(name) if each.id == unlink and each.authenticator in taking]
                if not theirs:
                    raise FactorNotFound
                work.factors.remove(name, unlink, reason=reason)
            done = theirs[0]
    if options(ctx).json:
        document({"name": name, **_item(done)})
    elif link:
        print(words(f"{done.label} was linked with {name}.", f"{name}에 {done.label} 인증서를 연결했습니다."))
    else:
        print(words(f"{done.label} was unlinked; the sessions have ended.", f"{done.label} 연결을 끊었습니다."))


def _content(file: str) -> bytes:
    """Return what stands in a file. Raises SettingsError, naming it."""
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror or error}.", hint="Name a file.") from error


def _item(factor: Any) -> dict[str, Any]:
    return {
        "id": factor.id,
        "authenticator": factor.authenticator,
        "label": factor.label,
        "created": factor.created.isoformat(),
    }


def register(app: typer.Typer) -> None:
    """Add the command to the group `users`."""
    app.command(help=words("List, link or unlink certificates.", "인증서를 보거나 연결하거나 끊습니다."))(certificate)
