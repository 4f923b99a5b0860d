"""`users import`, `users import-egovframe`, `units import …`: many accounts and units at once, checked first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, judged, options, progress
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from egovframe.auth.importing.framework.store import Elsewhere
    from egovframe.auth.importing.model import Tally, Verdict
    from egovframe.auth.importing.people import Source
    from egovframe.auth.importing.unitlist import UnitSource


FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX")]
UrlArgument = Annotated[
    str,
    typer.Argument(
        metavar="URL",
        help=words(
            "The SQLAlchemy URL of eGovFrame's database; - reads it from standard input.",
            "표준프레임워크 데이터베이스의 SQLAlchemy URL. -는 표준 입력에서 읽습니다.",
        ),
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=words("Check every row, keep nothing.", "확인만 하고 저장하지 않습니다."))
]
LeaveOut = Annotated[
    bool,
    typer.Option(
        "--leave-out",
        help=words("Leave out rows that are wrong and take the others.", "잘못된 행은 빼고 나머지만 등록합니다."),
    ),
]
Scheme = Annotated[
    str,
    typer.Option(
        "--scheme",
        metavar="SCHEME",
        help=words("How passwords were hashed there.", "그쪽의 비밀번호 해시 방식."),
    ),
]

_OUTCOMES: Final = {
    "new": words("new", "신규"),
    "changed": words("changed", "변경"),
    "unchanged": words("unchanged", "그대로"),
    "error": words("wrong", "오류"),
}
_CHANGES: Final = {
    "account": words("account", "계정"),
    "password": words("password", "비밀번호"),
    "disabled": words("disabled", "정지"),
    "display_name": words("name", "성명"),
    "emails": words("e-mail", "이메일"),
    "phones": words("phone", "전화"),
    "employee_number": words("employee number", "사번"),
    "external_id": words("identifier there", "기존 고유번호"),
    "unit": words("unit", "부서"),
    "title": words("title", "부서명"),
    "parent": words("unit above", "상위 부서"),
    "head": words("head", "부서장"),
    "closed": words("closed", "폐지"),
}


def register(users: typer.Typer) -> None:
    """Add the commands on accounts to their group."""
    users.command("import", help=words("Add and fill in accounts from a file.", "파일의 계정을 등록합니다."))(import_)
    users.command(
        "import-egovframe",
        help=words("Take accounts over from eGovFrame's tables.", "표준프레임워크의 사용자 표에서 계정을 옮겨 옵니다."),
    )(import_egovframe)


def register_units(units: typer.Typer) -> None:
    """Add the commands on units to their group."""
    units.command("import", help=words("Add, rename, move and close units from a file.", "파일의 부서를 등록합니다."))(
        import_units_
    )
    units.command(
        "import-egovframe",
        help=words("Take units over from eGovFrame's table.", "표준프레임워크의 조직 표에서 부서를 옮겨 옵니다."),
    )(import_units_egovframe)


@may("account.manage", "account.read", "role.grant", "role.read")
def import_(
    ctx: typer.Context,
    file: FileArgument,
    dry_run: DryRun = False,
    leave_out: LeaveOut = False,
    kind: Annotated[
        str, typer.Option("--kind", help=words("Of rows that say none.", "종류가 없는 행의 계정 종류."))
    ] = "officer",
    scheme: Scheme = "",
) -> None:
    """Check every row, then add and fill in all accounts or none; exit 1 when a row is wrong."""
    from egovframe.auth.importing.people import PeopleFile
    from egovframe.auth.model import account_kind

    _people(ctx, PeopleFile(file, kind=account_kind(kind), scheme=scheme), dry_run=dry_run, leave_out=leave_out)


@may("account.manage", "account.read", "role.grant", "role.read")
def import_egovframe(
    ctx: typer.Context,
    url: UrlArgument,
    dry_run: DryRun = False,
    leave_out: LeaveOut = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="KIND", help=words("officer, citizen, company", "officer, citizen, company")),
    ] = None,
    officer_role: Annotated[
        str,
        typer.Option(
            "--officer-role",
            metavar="ROLE",
            help=words("Grant each officer this role in its unit.", "업무사용자에게 소속 부서에서 줄 역할."),
        ),
    ] = "",
    scheme: Scheme = "egovframe",
) -> None:
    """Check every row of the user tables, then take all people over or none; exit 1 when a row is wrong."""
    from egovframe.auth.importing.framework.people import FrameworkPeople

    kinds = ("officer", "citizen", "company")
    for kind in only or ():
        if kind not in kinds:
            raise SettingsError(f"--only takes no {kind!r}.", hint=f"Name one of {', '.join(kinds)}.")
    with _elsewhere(url) as database:
        source = FrameworkPeople(database, kinds=tuple(only or kinds), scheme=scheme, officer_role=officer_role)
        _people(ctx, source, dry_run=dry_run, leave_out=leave_out)


@may("role.read", "unit.manage")
def import_units_(ctx: typer.Context, file: FileArgument, dry_run: DryRun = False) -> None:
    """Check every row, then change all units or none; exit 1 when a row is wrong."""
    from egovframe.auth.importing.unitlist import UnitsFile

    _units(ctx, UnitsFile(file), dry_run=dry_run)


@may("role.read", "unit.manage")
def import_units_egovframe(ctx: typer.Context, url: UrlArgument, dry_run: DryRun = False) -> None:
    """Check every row of the organisation table, then add all units or none; exit 1 when a row is wrong."""
    from egovframe.auth.importing.framework.units import FrameworkUnits

    with _elsewhere(url) as database:
        _units(ctx, FrameworkUnits(database), dry_run=dry_run)


# ---------------------------------------------------------------------------------------------- inside


@contextmanager
def _elsewhere(url: str) -> Iterator[Elsewhere]:
    from egovframe.auth.importing.framework.store import Elsewhere

    database = Elsewhere(sys.stdin.readline().strip() if url == "-" else url)
    try:
        yield database
    finally:
        database.close()


def _people(ctx: typer.Context, source: Source, *, dry_run: bool, leave_out: bool) -> None:
    from egovframe.auth.importing.run import import_people

    told = _Told(ctx)
    why = f"egovframe users import {source.called}"
    with opened(ctx) as office, progress(words("Importing", "등록 중")) as show:
        tally = import_people(
            source,
            auth=office.auth,
            look=lambda: office.look(by=console(), why=why),
            work=lambda: office.work(by=console(), why=why),
            zone=office.jurisdiction.calendar.zone,
            dry_run=dry_run,
            leave_out=leave_out,
            tell=told.tell,
            progress=lambda done: show(done, None),
        )
    told.end(tally)


def _units(ctx: typer.Context, source: UnitSource, *, dry_run: bool) -> None:
    from egovframe.auth.importing.units import import_units

    told = _Told(ctx)
    with opened(ctx) as office:
        tally = import_units(
            source,
            auth=office.auth,
            work=lambda: office.work(by=console(), why=f"egovframe units import {source.called}"),
            zone=office.jurisdiction.calendar.zone,
            dry_run=dry_run,
            tell=told.tell,
        )
    told.end(tally)


def _change(change: str) -> str:
    """Return a change in words: a role with its place, or what else there is."""
    kind, _, role = change.partition(" ")
    return words(change, f"역할 {role}") if role else _CHANGES.get(kind, kind)


class _Told:
    """Prints what each row comes to as it is known, or keeps it for one JSON document."""

    def __init__(self, ctx: typer.Context) -> None:
        self._json = options(ctx).json
        self._rows: list[dict[str, Any]] = []

    def tell(self, verdict: Verdict) -> None:
        """Take the next row; rows of which nothing is to be done are only counted in lines for people."""
        if self._json:
            self._rows.append(verdict.as_json(LANGUAGE))
            return
        where = f"{verdict.place} " if verdict.place else ""
        row = words(f"{where}row {verdict.row} {verdict.name}", f"{where}{verdict.row}행 {verdict.name}")
        if verdict.outcome in ("new", "changed"):
            changes = ", ".join(_change(change) for change in verdict.changes)
            print(f"{row}: {_OUTCOMES[verdict.outcome]} ({changes})")
        for problem in verdict.problems:
            number = f"{problem.column} " if problem.column else ""
            column = words(f", column {number}{problem.heading}", f", {number}열 {problem.heading}")
            said = f"{problem.message.in_(LANGUAGE)} {problem.hint.in_(LANGUAGE)}"
            print(f"{row}{column if problem.heading else ''}: {said}")

    def end(self, tally: Tally) -> None:
        """Print the whole, and end the command with the status that says whether every row holds."""
        if self._json:
            document({**tally.as_json(LANGUAGE), "rows": self._rows})
        else:
            for note in tally.notes:
                print(note.in_(LANGUAGE))
            if tally.unused:
                print(words("not used: ", "쓰지 않은 열: ") + ", ".join(tally.unused))
            counts = ", ".join(f"{count} {_OUTCOMES[outcome]}" for outcome, count in tally.counts.items())
            kept = "" if tally.written else words(" Nothing was kept.", " 저장한 것은 없습니다.")
            print(f"{counts}.{kept}")
        judged(tally.holds)
