"""`units`: the tree of units of any day, and its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.days import begins
from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.auth.model import Unit

app = group(words("The tree of units.", "부서 트리."))

Name = Annotated[str, typer.Argument(metavar="NAME")]
Since = Annotated[
    str, typer.Option("--since", metavar="DAY", help=words("From that day on; else from now on.", "시작하는 날."))
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=words("Why; it stays in the log.", "이유."))]
Ko = Annotated[str, typer.Option("--title-ko", metavar="TEXT")]
En = Annotated[str, typer.Option("--title-en", metavar="TEXT")]
Parent = Annotated[
    str, typer.Option("--below", metavar="UNIT", help=words("Below this unit; else at the top.", "상위 부서."))
]
Into = Annotated[
    str, typer.Option("--into", metavar="UNIT", help=words("The unit that follows it.", "업무를 이어받는 부서."))
]
Head = Annotated[str, typer.Option("--head", metavar="ACCOUNT", help=words("Who heads it.", "부서장."))]


@app.command("list", help=words("List the units.", "부서를 보여 줍니다."))
@may("role.read", "account.read")
def list_(
    ctx: typer.Context,
    on: Annotated[str, typer.Option("--on", metavar="DAY", help=words("As of that day.", "기준일."))] = "",
) -> None:
    """List the units as they are, or as of a day."""
    with opened(ctx) as office, office.look(by=console(), why="egovframe units list") as look:
        tree = look.access.units.tree(begins(office, on))
        names = {unit.head: look.accounts.named(unit.head) for unit in tree.units.values() if unit.head}
    items = [_item(unit, names.get(unit.head or "")) for _, unit in sorted(tree.units.items())]
    if options(ctx).json:
        document(items)
        return
    for item in items:
        item["title"] = Text(**item["title"]).in_(LANGUAGE)
    headings = {
        "name": words("name", "이름"),
        "title": words("title", "제목"),
        "parent": words("below", "상위"),
        "head": words("head", "부서장"),
    }
    listed(ctx, items, headings)


@app.command(help=words("Add a unit.", "부서를 만듭니다."))
@may("unit.manage", "role.read", "account.read")
def add(
    ctx: typer.Context,
    name: Name,
    title_ko: Ko = "",
    title_en: En = "",
    below: Parent = "",
    head: Head = "",
    since: Since = "",
    reason: Reason = "",
) -> None:
    """Add a unit below another one or at the top."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe units add") as work:
        unit = work.access.units.add(
            name,
            title=_title(name, title_ko, title_en),
            parent=below or None,
            head=head or None,
            since=begins(office, since),
            reason=reason,
        )
    _say(ctx, unit, head or None)


@app.command(help=words("Give a unit another title.", "부서 이름을 바꿉니다."))
@may("unit.manage", "role.read", "account.read")
def rename(
    ctx: typer.Context, name: Name, title_ko: Ko = "", title_en: En = "", since: Since = "", reason: Reason = ""
) -> None:
    """Give a unit another title; its name stays."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe units rename") as work:
        title = _title(name, title_ko, title_en)
        unit = work.access.units.rename(name, title, since=begins(office, since), reason=reason)
    _say(ctx, unit, None)


@app.command(help=words("Put a unit under another one.", "부서를 옮깁니다."))
@may("unit.manage", "role.read", "account.read")
def move(ctx: typer.Context, name: Name, below: Parent = "", since: Since = "", reason: Reason = "") -> None:
    """Put a unit, with all below it, under another one or at the top."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe units move") as work:
        unit = work.access.units.move(name, below or None, since=begins(office, since), reason=reason)
    _say(ctx, unit, None)


@app.command(help=words("Say who heads a unit.", "부서장을 지정합니다."))
@may("unit.manage", "role.read", "account.read")
def head(ctx: typer.Context, name: Name, head: Head = "", since: Since = "", reason: Reason = "") -> None:
    """Say who heads a unit; without an account, nobody does."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe units head") as work:
        unit = work.access.units.set_head(name, head or None, since=begins(office, since), reason=reason)
    _say(ctx, unit, head or None)


@app.command(help=words("Close a unit.", "부서를 폐지합니다."))
@may("unit.manage", "role.read", "account.read")
def close(ctx: typer.Context, name: Name, into: Into = "", since: Since = "", reason: Reason = "") -> None:
    """Close a unit: roles held in it give nothing from then on, and its work goes to the unit that follows it."""
    with opened(ctx) as office, office.work(by=console(), why="egovframe units close") as work:
        work.access.units.close(name, into=into or None, since=begins(office, since), reason=reason)
    if options(ctx).json:
        document({"name": name, "closed": True})
    else:
        print(words(f"The unit {name} is closed from then on.", f"부서 {name}: 그때부터 폐지됩니다."))


def _title(name: str, ko: str, en: str) -> Text | str:
    said = {tag: title for tag, title in (("ko", ko), ("en", en)) if title}
    return Text(**said) if said else name


def _say(ctx: typer.Context, unit: Unit, head: str | None) -> None:
    if options(ctx).json:
        document(_item(unit, head))
    else:
        print(words(f"The unit {unit.name} is set down.", f"부서 {unit.name}: 기록했습니다."))


def _item(unit: Unit, head: str | None) -> dict[str, Any]:
    return {"name": unit.name, "title": unit.title.as_dict(), "parent": unit.parent, "head": head, "made": unit.made}
