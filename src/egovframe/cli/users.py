"""`users`: accounts, the roles they hold, and bearer tokens."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from egovframe.cli.city import console, open_office
from egovframe.cli.output import answer, listed

if TYPE_CHECKING:
    from egovframe.auth.model import Account

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
NAME = typer.Argument(metavar="NAME", help="The account's name; case does not matter.")
UNIT = typer.Option("", metavar="UNIT", help="The unit in which the role counts, and below; default: everywhere.")


def _as_json(account: Account, **more: Any) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "kind": account.kind,
        "created": account.created.isoformat(),
        "disabled": account.disabled is not None,
        **more,
    }


def _password() -> str:
    """Return the first line of standard input. Raises SettingsError when there is none."""
    from egovframe.kernel.errors import SettingsError

    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise SettingsError("Standard input holds no password.", hint="Write it as the first line: … < password.txt")
    return password


@commands.command("add")
def add(
    context: typer.Context,
    name: str = NAME,
    kind: str = typer.Option("officer", help="officer, citizen, company or service."),
    role: list[str] = typer.Option([], metavar="ROLE", help="A role to grant; may be given several times."),
    unit: str = UNIT,
    password_stdin: bool = typer.Option(False, "--password-stdin", help="Read the password from standard input."),
) -> None:
    """Add an account. Without a password it signs in with a bearer token only."""
    password = _password() if password_stdin else None
    with open_office(context) as office:
        # Hashing takes its time on purpose: not while the database waits.
        enrolled = office.auth.enrol(password, words=(name,)) if password is not None else None
        with office.work(by=console(), why="egovframe users add") as work:
            account = work.accounts.add(name, kind=kind, password=enrolled)
            for each in role:
                work.accounts.grant(account.name, each, unit=unit or None)
    where = f" in {unit}" if unit else ""
    roles = f", {', '.join(role)}{where}" if role else ""
    answer(context, _as_json(account, roles=role, unit=unit or None), f"Added {account.name} ({account.kind}{roles}).")


@commands.command("list")
def list_(context: typer.Context) -> None:
    """List the accounts with the roles they hold."""
    items = []
    with open_office(context) as office, office.look(by=console(), why="egovframe users list") as look:
        after: str | None = None
        while page := look.accounts.list(after=after, limit=1000):
            after = page[-1].name
            for account in page:
                held = look.accounts.grants(account.name)
                roles = [f"{grant.role}@{grant.unit}" if grant.unit else grant.role for grant in held]
                items.append(_as_json(account, roles=roles))
    listed(context, items, ("name", "kind", "roles", "disabled"), none="No accounts yet: egovframe users add NAME")


@commands.command("disable")
def disable(context: typer.Context, name: str = NAME) -> None:
    """Shut an account: its sessions end now, its tokens count no more."""
    with open_office(context) as office, office.work(by=console(), why="egovframe users disable") as work:
        account = work.accounts.disable(name)
    answer(context, _as_json(account), f"{account.name} is disabled.")


@commands.command("enable")
def enable(context: typer.Context, name: str = NAME) -> None:
    """Open an account again; sessions that were ended stay ended."""
    with open_office(context) as office, office.work(by=console(), why="egovframe users enable") as work:
        account = work.accounts.enable(name)
    answer(context, _as_json(account), f"{account.name} is enabled.")


@commands.command("password")
def password(
    context: typer.Context,
    name: str = NAME,
    password_stdin: bool = typer.Option(False, "--password-stdin", help="Read the password from standard input."),
) -> None:
    """Give an account a new password, and end its sessions."""
    from egovframe.kernel.errors import SettingsError

    if not password_stdin:
        raise SettingsError("No password is given.", hint="Say --password-stdin and write it to standard input.")
    new = _password()
    with open_office(context) as office:
        enrolled = office.auth.enrol(new, words=(name,))
        with office.work(by=console(), why="egovframe users password") as work:
            work.accounts.set_password(name, enrolled)
            account = work.accounts.get(name)
    answer(context, _as_json(account), f"{account.name} has a new password.")


@commands.command("role")
def role(
    context: typer.Context,
    name: str = NAME,
    grant: str = typer.Option("", "--grant", metavar="ROLE", help="The role to give."),
    revoke: str = typer.Option("", "--revoke", metavar="ROLE", help="The role to take back."),
    unit: str = UNIT,
) -> None:
    """Grant or revoke a role; it counts from the next request on."""
    from egovframe.kernel.errors import SettingsError

    if bool(grant) == bool(revoke):
        raise SettingsError("Say either --grant ROLE or --revoke ROLE.", hint="egovframe users role NAME --grant ROLE")
    with open_office(context) as office, office.work(by=console(), why="egovframe users role") as work:
        if grant:
            work.accounts.grant(name, grant, unit=unit or None)
        else:
            work.accounts.revoke(name, revoke, unit=unit or None)
        account = work.accounts.get(name)
        held = work.accounts.grants(name)
    grants = [{"role": each.role, "unit": each.unit} for each in held]
    words = ", ".join(f"{each.role} in {each.unit}" if each.unit else each.role for each in held) or "no role"
    answer(context, _as_json(account, grants=grants), f"{account.name} holds {words}.")


@commands.command("token")
def token(context: typer.Context, name: str = NAME) -> None:
    """Print a new bearer token for an account, this once."""
    with open_office(context) as office, office.work(by=console(), why="egovframe users token") as work:
        new = work.accounts.new_token(name)
    expires = new.expires.isoformat() if new.expires else None
    answer(context, {"token": new.token, "id": new.id, "expires": expires}, new.token)
