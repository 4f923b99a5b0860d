"""`audit witness`: have the newest checkpoint witnessed now, and see keys and alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import opened
from egovframe.cli.output import document, judged, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from egovframe.audit.alarms import Alarm
    from egovframe.office import Office


_FIELDS = ("kind", "origin", "size", "by", "kept", "shown", "path")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help=words("Have other cities witness the trail.", "다른 도시를 기록의 증인으로 세웁니다."))(witness)


@may(why="checkpoints are public")
def witness(
    ctx: typer.Context,
    keys: Annotated[
        bool,
        typer.Option(
            "--keys", help=words("Print the keys of this office as a witness.", "증인으로서의 키를 출력합니다.")
        ),
    ] = False,
    alarms: Annotated[
        bool,
        typer.Option("--alarms", help=words("List logs caught with two histories.", "두 갈래로 드러난 기록을 봅니다.")),
    ] = False,
) -> None:
    """Seal what waits, hand the checkpoint to each witness; ends with 1 when one did not cosign, or on alarms."""
    with opened(ctx, publish=not (keys or alarms)) as office:
        if keys:
            _keys(ctx, office)
        elif alarms:
            _alarms(ctx, office)
        else:
            _ask(ctx, office)


def _ask(ctx: typer.Context, office: Office) -> None:
    office.seal()
    outcomes = office.witnesses.ask()
    note = office.witnesses.note()
    rows = [
        {"witness": each.witness, "state": each.state, "size": each.size, "message": each.message} for each in outcomes
    ]
    if options(ctx).json:
        document({"witnesses": rows, "checkpoint": None if note is None else str(note)})
    else:
        for row in rows:
            print(
                f"{row['witness']}: {row['state']}, {row['size']}" + (f" - {row['message']}" if row["message"] else "")
            )
        if note is not None:
            print(f"\n{note}", end="")
    judged(all(each.state in {"cosigned", "known"} for each in outcomes))


def _keys(ctx: typer.Context, office: Office) -> None:
    if office.witness is None:
        raise SettingsError("This office is no witness.", hint="Set audit.witness.serve to true.")
    if options(ctx).json:
        document({"vkeys": list(office.witness.vkeys)})
    else:
        print("\n".join(office.witness.vkeys))


def _alarms(ctx: typer.Context, office: Office) -> None:
    found = office.witnesses.alarms()
    headings = {
        "at": words("at", "시각"), "kind": words("kind", "종류"), "origin": words("log", "기록"),
        "size": words("size", "크기"), "by": words("said by", "말한 쪽"), "id": "id",
    }  # fmt: skip
    listed(ctx, [_row(alarm) for alarm in found], headings)
    judged(not found)


def _row(alarm: Alarm) -> dict[str, Any]:
    at = "" if alarm.at is None else instant(alarm.at)
    return {"id": alarm.id, **{name: getattr(alarm, name) for name in _FIELDS}, "at": at}
