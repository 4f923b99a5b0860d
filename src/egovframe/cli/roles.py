"""`roles`: what the city declares and the office made, and what each may."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.auth.access.matrix import Cell
    from egovframe.auth.model import Role

app = group(words("Roles and what they may.", "역할과 권한."))

Name = Annotated[str, typer.Argument(metavar="NAME")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=words("Why; it stays in the log.", "이유."))]


@app.command("list", help=words("List the roles.", "역할을 보여 줍니다."))
@may("role.read")
def list_(ctx: typer.Context) -> None:
    """List the roles by name: declared ones and those that the office made."""
    with opened(ctx) as office, office.look(by=console(), why="egovframe roles list") as look:
        items = [_item(role) for role in look.accounts.roles()]
    if options(ctx).json:
        document(items)
        return
    for item in items:
        item["title"] = Text(**item["title"]).in_(LANGUAGE)
        item["includes"] = ", ".join(item["includes"])
        item["may"] = ", ".join(item["may"])
    headings = {
        "name": words("name", "이름"),
        "title": words("title", "제목"),
        "includes": words("includes", "포함"),
        "may": words("may", "권한"),
    }
    listed(ctx, items, headings)


@app.command(help=words("Make a role, or change one that the office made.", "역할을 만들거나 바꿉니다."))
@may("role.define", "role.read")
def define(
    ctx: typer.Context,
    name: Name,
    may: Annotated[
        list[str] | None, typer.Option("--may", metavar="PERMISSION", help=words("A permission.", "권한."))
    ] = None,
    include: Annotated[
        list[str] | None, typer.Option("--include", metavar="ROLE", help=words("A role within it.", "포함할 역할."))
    ] = None,
    reveal: Annotated[
        list[str] | None,
        typer.Option(
            "--reveal",
            metavar="KIND",
            help=words(
                "Only this kind of personal answers: personal, sensitive, unique-id.", "볼 수 있는 개인정보 종류."
            ),
        ),
    ] = None,
    title_ko: Annotated[str, typer.Option("--title-ko", metavar="TEXT")] = "",
    title_en: Annotated[str, typer.Option("--title-en", metavar="TEXT")] = "",
    reason: Reason = "",
) -> None:
    """Make a role or change one; it counts from the next request on."""
    said = {tag: title for tag, title in (("ko", title_ko), ("en", title_en)) if title}
    with opened(ctx) as office, office.work(by=console(), why="egovframe roles define") as work:
        role = work.access.roles.define(
            name,
            may=may or (),
            includes=include or (),
            reveals=reveal or None,
            title=Text(**said) if said else None,
            reason=reason,
        )
    if options(ctx).json:
        document(_item(role))
    else:
        print(words(f"The role {name} counts from now on.", f"역할 {name}: 지금부터 효력이 있습니다."))


@app.command(help=words("End a role that the office made.", "기관이 만든 역할을 폐지합니다."))
@may("role.define", "role.read")
def retire(ctx: typer.Context, name: Name, reason: Reason = "") -> None:
    """End a role: whoever holds it has nothing of it any more."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe roles retire") as work:
        work.access.roles.retire(name, reason=reason)
    if options(ctx).json:
        document({"name": name, "retired": True})
    else:
        print(words(f"The role {name} gives nothing any more.", f"역할 {name}: 더 이상 효력이 없습니다."))


@app.command(help=words("Print what every role may, as CSV.", "역할마다 할 수 있는 일을 CSV로 출력합니다."))
@may("role.read")
def matrix(ctx: typer.Context) -> None:
    """Print the permission matrix: one row a permission, one column a role; JSON: by role and permission."""
    with opened(ctx) as office, office.look(by=console(), why="egovframe roles matrix") as look:
        found, permissions = look.access.matrix(), [permission.name for permission in office.permissions]
        policy = look.access.rule().version
    if options(ctx).json:
        roles = {role: {name: _cell(cell) for name, cell in sorted(cells.items())} for role, cells in found.items()}
        document({"policy": policy, "roles": roles})
        return
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(["permission", *found])
    for permission in permissions:
        cells = [found[role].get(permission) for role in found]
        rows.writerow([permission, *("" if cell is None else cell.by for cell in cells)])


def _cell(cell: Cell) -> dict[str, Any]:
    return {"by": cell.by, "kinds": None if cell.kinds is None else sorted(cell.kinds)}


def _item(role: Role) -> dict[str, Any]:
    return {
        "name": role.name,
        "title": role.title.as_dict(),
        "may": sorted(role.may),
        "includes": sorted(role.includes),
        "reveals": None if role.reveals is None else sorted(role.reveals),
        "made": role.made,
    }
