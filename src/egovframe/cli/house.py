"""`migrate`, `check` and `doctor`: whether the house is in order before anybody comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from egovframe.cli import doctor as examination
from egovframe.cli import plugins
from egovframe.cli.office import city_of, settings_of
from egovframe.cli.output import document, judged, options
from egovframe.cli.rights import may
from egovframe.cli.words import words

if TYPE_CHECKING:
    from egovframe.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(help=words("Bring the database up to this release.", "데이터베이스를 이 버전에 맞춥니다."))(migrate)
    app.command(help=words("Check declaration and settings, start nothing.", "선언과 설정을 확인합니다."))(check)
    app.command(help=words("Examine the whole installation.", "설치 전체를 진찰합니다."))(doctor)


@may(why="changes tables before there is anybody to ask about")
def migrate(ctx: typer.Context) -> None:
    """Make or change the tables, all of it or nothing; works before any start."""
    import egovframe.office  # noqa: F401 - every component's tables
    from egovframe.kernel import migrations
    from egovframe.kernel.database import Database, metadata
    from egovframe.office.opening import data_directory, keyring_for

    settings = settings_of(ctx)
    data_directory(settings)
    database = Database.open(
        settings.database_url, schema=settings.database.schema_name, pool_size=settings.database.pool_size
    )
    try:
        if settings.profile == "embedded" and migrations.state(database) == "empty":
            keyring_for(settings, database)  # only an empty database may draw new keys
        applied = migrations.migrate(database, metadata=metadata)
    finally:
        database.close()
    revision = migrations.REVISIONS[-1]
    if options(ctx).json:
        document({"applied": applied, "revision": revision})
    elif applied:
        print(words(f"Applied {', '.join(applied)}.", f"적용: {', '.join(applied)}."))
    else:
        print(words(f"Nothing to do: the database is at {revision}.", f"할 일이 없습니다. 현재 {revision}."))


@may(why="opens no office")
def check(ctx: typer.Context) -> None:
    """Hold declaration, settings and the plug-ins that they name to their rules, without opening the office."""
    settings = settings_of(ctx)
    counts = checked(settings)
    if options(ctx).json:
        document({"holds": True, **counts})
    else:
        print(
            words(
                f"{settings.app} holds: {counts['forms']} forms, {counts['units']} units, {counts['roles']} roles.",
                f"{settings.app} 맞음: 서식 {counts['forms']}, 부서 {counts['units']}, 역할 {counts['roles']}.",
            )
        )


def checked(settings: Settings) -> dict[str, int]:
    """Return how much the city declares. Raises what does not hold."""
    from egovframe.kernel.database import supported
    from egovframe.office.keeping import classes_of

    supported(settings.database_url)
    city = city_of(settings)
    city.check()
    classes = classes_of(city)
    known = plugins.groups()
    for group, name in plugins.in_use(settings):
        known[group].type_of(name)
    return {
        "forms": len(city.forms),
        "units": len(city.units),
        "roles": len(city.roles),
        "record_classes": len(classes),
        "procedures": len(city.procedures),
    }


@may(why="looks at the installation, at nobody's data")
def doctor(ctx: typer.Context) -> None:
    """Examine environment, settings, database, keys, storage, plug-ins, disk and clock; exit 1 on a problem."""
    findings = examination.examine(lambda: settings_of(ctx), checked)
    holds = all(finding.ok for finding in findings)
    if options(ctx).json:
        document({"holds": holds, "checks": [finding.as_json() for finding in findings]})
    else:
        for finding in findings:
            mark = words("ok", "정상") if finding.ok else words("problem", "문제")
            print(f"{mark}: {finding.part}: {finding.text}{' ' + finding.hint if finding.hint else ''}")
    judged(holds)
