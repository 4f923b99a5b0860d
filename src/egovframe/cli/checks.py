"""`check`, `verify`, `doctor`: does it hold?"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from egovframe.cli.city import find, open_office, settings_here
from egovframe.cli.output import answer, asked, document, line, progress

if TYPE_CHECKING:
    from egovframe.audit import Report


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("check")(check)
    app.command("verify")(verify)
    app.command("doctor")(doctor)


def check(context: typer.Context) -> None:
    """Check the city's declaration and settings, without starting anything. Exit 2 when they do not hold."""
    city = find(context)
    city.check()
    answer(
        context,
        {"holds": True, "forms": list(city.forms), "roles": list(city.roles), "units": list(city.units)},
        f"{city.title}: {len(city.forms)} forms, {len(city.roles)} roles, {len(city.units)} units. It holds.",
    )


def verify(context: typer.Context) -> None:
    """Re-read the log, every watched row and every stored file. Exit 1, naming what was changed."""
    with open_office(context, publish=False) as office, progress("Verifying") as moved:
        report = office.verify(progress=moved)
    report_on(context, report)


def report_on(context: typer.Context, report: Report) -> None:
    """Print what verification found and end with status 1 when that is anything."""
    if asked(context).json:
        document(
            {
                "holds": report.holds,
                "facts": report.facts,
                "unsealed": report.unsealed,
                "checkpoints": report.checkpoints,
                "rows": report.rows,
                "files": report.files,
                "root": report.root,
                "findings": [finding.as_json() for finding in report.findings],
            }
        )
    else:
        for finding in report.findings:
            line(f"{finding.kind}: {finding.table} {finding.key}: {finding.message}")
        read = f"{report.facts} sealed facts, {report.unsealed} not yet, {report.rows} rows, {report.files} files"
        if report.holds:
            line(f"It holds: {read}.")
        else:
            line(f"{len(report.findings)} found among {read}. {report.findings[0].hint}")
    if not report.holds:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the doctor looked at: what it is, whether it is well, and what it saw or what to do."""

    part: str
    well: bool
    says: str


def doctor(context: typer.Context) -> None:
    """Look at everything an office needs and say what to do where something is missing. Exit 1 when something is."""
    parts = [_look(name, look, context) for name, look in _LOOKS.items()]
    if asked(context).json:
        document({"well": all(part.well for part in parts), "parts": [_as_json(part) for part in parts]})
    else:
        for part in parts:
            line(f"{'ok     ' if part.well else 'PROBLEM'}  {part.part}: {part.says}")
    if not all(part.well for part in parts):
        raise typer.Exit(1)


def _as_json(part: Part) -> dict[str, Any]:
    return {"part": part.part, "well": part.well, "says": part.says}


def _look(name: str, look: Callable[[typer.Context], str], context: typer.Context) -> Part:
    from egovframe.kernel.errors import EgovError

    try:
        return Part(name, well=True, says=look(context))
    except EgovError as error:
        return Part(name, well=False, says=str(error))
    except OSError as error:
        return Part(name, well=False, says=f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))


def _python(_context: typer.Context) -> str:
    import sqlite3

    return f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"


def _extras(_context: typer.Context) -> str:
    from importlib.util import find_spec

    extras = {"web": "uvicorn", "postgres": "psycopg", "scaffold": "copier", "xlsx": "python_calamine"}
    missing = [name for name, module in extras.items() if find_spec(module) is None]
    return f"not installed: {', '.join(missing)} (pip install 'egovframe[all]')" if missing else "all installed"


def _settings(_context: typer.Context) -> str:
    settings = settings_here()
    return f"profile {settings.profile}, data in {settings.data_dir}"


def _declaration(context: typer.Context) -> str:
    city = find(context)
    city.check()
    return f"{city.title}, {len(city.forms)} forms"


def _database(_context: typer.Context) -> str:
    import egovframe.office  # noqa: F401  every component declares its tables
    from egovframe.kernel import migrations
    from egovframe.kernel.database import Database

    settings = settings_here()
    database = Database.open(settings.database_url, schema=settings.database.schema_name, pool_size=1)
    try:
        found = migrations.state(database)
        if found not in ("current", "empty"):
            migrations.check(database)
        words = "empty, made at the first start" if found == "empty" else f"at revision {migrations.REVISIONS[-1]}"
        return f"{database.dialect}, {words}"
    finally:
        database.close()


def _office(context: typer.Context) -> str:
    with open_office(context, publish=False) as office:
        status = office.trail.status()
        office.storage.exists("ready")
        return f"opens; {status['size']} facts sealed, {status['unsealed']} waiting; storage and plug-ins answer"


def _room(_context: typer.Context) -> str:
    from egovframe.kernel.errors import SettingsError

    folder = settings_here().data_dir
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < 500_000_000:
        raise SettingsError(f"Only {free / 1e6:,.0f} MB are free at {folder}.", hint="Make room, or move data_dir.")
    return f"{free / 1e9:,.1f} GB free"


_LOOKS: dict[str, Callable[[typer.Context], str]] = {
    "python": _python,
    "extras": _extras,
    "settings": _settings,
    "declaration": _declaration,
    "disk": _room,
    "database": _database,
    "office": _office,
}
