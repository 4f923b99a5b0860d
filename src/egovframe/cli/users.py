"""`users`: who can sign in, what they may do, and tokens for programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.days import begins, ends
from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from egovframe.auth.first import FirstPassword
    from egovframe.auth.model import Account
    from egovframe.office import Work

app = group(words("Accounts and roles.", "계정과 역할."))

Name = Annotated[str, typer.Argument(metavar="NAME")]
First = Annotated[
    bool,
    typer.Option(
        "--first-password",
        help=words(
            "Draw a password, print it once; its owner chooses another one at the first sign-in.",
            "비밀번호를 무작위로 만들어 한 번 출력합니다. 첫 로그인 때 본인이 바꿉니다.",
        ),
    ),
]
UnitOption = Annotated[
    str, typer.Option("--unit", metavar="UNIT", help=words("In this unit and below.", "이 부서와 그 아래에서만."))
]


@app.command(help=words("Add an account.", "계정을 만듭니다."))
@may("account.manage", "account.read", "role.grant", "role.read")
def add(
    ctx: typer.Context,
    name: Name,
    kind: Annotated[str, typer.Option("--kind", help="officer, citizen, company, service")] = "officer",
    role: Annotated[
        list[str] | None, typer.Option("--role", metavar="ROLE", help=words("A role to grant.", "부여할 역할."))
    ] = None,
    unit: UnitOption = "",
    password_stdin: Annotated[
        bool,
        typer.Option(
            "--password-stdin",
            help=words("Read the password from standard input.", "표준 입력에서 비밀번호를 읽습니다."),
        ),
    ] = False,
    first_password: First = False,
) -> None:
    """Add an account, with a password from standard input and a role; nothing is half done when one is refused."""
    if unit and not role:
        raise SettingsError("--unit says where a role counts, and no role is given.", hint="Add --role ROLE.")
    _one_at_most(password_stdin, first_password)
    password = _password() if password_stdin else None
    with opened(ctx) as office:
        first, enrolled = office.auth.enrol_first(name) if first_password else (None, None)
        if password is not None:
            enrolled = office.auth.enrol(password, words=(name,))
        with office.work(by=console(), why="egovframe users add") as work:
            account = work.accounts.add(name, kind=kind, password=enrolled)
            for each in role or ():
                work.accounts.grant(name, each, unit=unit or None)
            item = _item(work, account)
    _say(ctx, item, words(f"{item['name']} was added.", f"{item['name']} 계정을 만들었습니다."), first)


def _one_at_most(given: bool, drawn: bool) -> None:
    if given and drawn:
        raise SettingsError("It takes either --password-stdin or --first-password.", hint="Leave one of them out.")


def _password() -> str:
    """Return the line on standard input; the end of the line is no part of the password."""
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise SettingsError("The password on standard input is not UTF-8.", hint="Send it in UTF-8.") from None
    password = line.removesuffix("\n").removesuffix("\r")
    if not password:
        raise SettingsError("There is no password on standard input.", hint="Pipe it: … | egovframe users add …")
    return password


@app.command("list", help=words("List accounts and their roles.", "계정과 역할을 보여 줍니다."))
@may("account.read", "role.read")
def list_(ctx: typer.Context) -> None:
    """List the accounts by name, with the roles that they hold now."""
    items: list[dict[str, Any]] = []
    with opened(ctx) as office, office.look(by=console(), why="egovframe users list") as look:
        page = look.accounts.list(limit=1000)
        while page:
            items += [_item(look, account) for account in page]
            page = look.accounts.list(after=page[-1].name, limit=1000)
    if options(ctx).json:
        document(items)
        return
    for item in items:
        item["roles"] = ", ".join(
            f"{held['role']}{'@' + held['unit'] if held['unit'] else ''}" for held in item["roles"]
        )
    headings = {
        "name": words("name", "이름"),
        "kind": words("kind", "종류"),
        "roles": words("roles", "역할"),
        "disabled": words("disabled", "정지"),
    }
    listed(ctx, items, headings)


@app.command(help=words("Shut an account; its sessions end now.", "계정을 정지합니다. 접속이 바로 끊깁니다."))
@may("account.manage", "account.read", "role.read")
def disable(ctx: typer.Context, name: Name) -> None:
    """Shut an account: its sessions end, its tokens stop counting."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe users disable") as work:
        item = _item(work, work.accounts.disable(name))
    _say(ctx, item, words(f"{item['name']} is disabled.", f"{item['name']} 계정을 정지했습니다."))


@app.command(help=words("Open an account again.", "계정을 다시 엽니다."))
@may("account.manage", "account.read", "role.read")
def enable(ctx: typer.Context, name: Name) -> None:
    """Open an account again; sessions that were ended stay ended."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe users enable") as work:
        item = _item(work, work.accounts.enable(name))
    _say(ctx, item, words(f"{item['name']} is enabled.", f"{item['name']} 계정을 다시 열었습니다."))


@app.command("password", help=words("Give an account a new password.", "새 비밀번호를 줍니다."))
@may("account.manage", "account.read", "role.read")
def password_(
    ctx: typer.Context,
    name: Name,
    password_stdin: Annotated[bool, typer.Option("--password-stdin")] = False,
    first_password: First = False,
) -> None:
    """Read a new password from standard input, or draw a first one, and end the account's sessions."""
    _one_at_most(password_stdin, first_password)
    if not password_stdin and not first_password:
        raise SettingsError(
            "No password is given.", hint="Say --password-stdin and pipe it to standard input, or --first-password."
        )
    password = _password() if password_stdin else None
    with opened(ctx) as office:
        if password is None:
            first, enrolled = office.auth.enrol_first(name)
        else:
            first, enrolled = None, office.auth.enrol(password, words=(name,))
        with office.work(by=console(), why="egovframe users password") as work:
            work.accounts.set_password(name, enrolled)
            item = _item(work, work.accounts.get(name))
    _say(ctx, item, words(f"{item['name']} has a new password.", f"{item['name']}의 비밀번호를 바꾸었습니다."), first)


@app.command("role", help=words("Grant or revoke a role.", "역할을 부여하거나 거둡니다."))
@may("account.read", "role.grant", "role.read")
def role_(
    ctx: typer.Context,
    name: Name,
    grant: Annotated[str, typer.Option("--grant", metavar="ROLE", help=words("Give it.", "부여."))] = "",
    revoke: Annotated[str, typer.Option("--revoke", metavar="ROLE", help=words("Take it back.", "회수."))] = "",
    unit: UnitOption = "",
    form: Annotated[
        str, typer.Option("--form", metavar="FORM", help=words("For this form only.", "이 서식에서만."))
    ] = "",
    own: Annotated[bool, typer.Option("--own", help=words("For own cases only.", "담당 사건에서만."))] = False,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help=words("From that day on.", "시작하는 날."))] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help=words("The last day.", "마지막 날."))] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=words("Why; it stays with the role.", "이유."))
    ] = "",
) -> None:
    """Grant or revoke one role: in a unit or everywhere, for a form, for own cases, for a period."""
    if bool(grant) == bool(revoke):
        raise SettingsError("It takes either --grant or --revoke.", hint="Write: users role NAME --grant ROLE")
    with opened(ctx) as office, office.work(by=console(), why="egovframe users role") as work:
        scope: dict[str, Any] = {"unit": unit or None, "form": form or None, "own": own, "reason": reason}
        if grant:
            work.accounts.grant(name, grant, since=begins(office, since), until=ends(office, until), **scope)
        else:
            work.accounts.revoke(name, revoke, **scope)
        item = _item(work, work.accounts.get(name))
    where = f" ({unit})" if unit else ""
    said = (
        words(f"{name} holds {grant}{where}.", f"{name}에게 {grant}{where} 역할을 주었습니다.")
        if grant
        else words(f"{name} no longer holds {revoke}{where}.", f"{name}에게서 {revoke}{where} 역할을 거두었습니다.")
    )
    _say(ctx, item, said)


@app.command(help=words("Print a new bearer token, once.", "새 토큰을 한 번 출력합니다."))
@may("account.manage", "account.read")
def token(ctx: typer.Context, name: Name) -> None:
    """Print a new bearer token for a program; the office keeps its digest only."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe users token") as work:
        new = work.accounts.new_token(name)
    if options(ctx).json:
        document({"token": new.token, "id": new.id, "expires": new.expires.isoformat() if new.expires else None})
    else:
        print(new.token)


def _item(work: Work, account: Account) -> dict[str, Any]:
    grants = work.accounts.grants(account.name)
    return {
        "id": account.id,
        "name": account.name,
        "kind": account.kind,
        "created": account.created.isoformat(),
        "disabled": account.disabled.isoformat() if account.disabled else None,
        "roles": [{"role": grant.role, "unit": grant.unit} for grant in grants],
    }


def _say(ctx: typer.Context, item: dict[str, Any], sentence: str, first: FirstPassword | None = None) -> None:
    """Say what was done, and a first password this once."""
    given = {} if first is None else {"first_password": first.password, "first_password_until": first.until.isoformat()}
    if options(ctx).json:
        document({**item, **given})
        return
    print(sentence)
    if first is not None:
        day = first.until.date().isoformat()
        print(
            words(
                f"First password: {first.password} (until {day}; its owner then chooses another one)",
                f"첫 비밀번호: {first.password} ({day}까지. 첫 로그인 때 본인이 바꿉니다)",
            )
        )
