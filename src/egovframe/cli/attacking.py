"""`audit attack`: does verification find what it should? Every attack, on a copy of this office's trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from egovframe.cli.office import opened
from egovframe.cli.output import columns, document, judged, options, progress
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.errors import NotFound, SettingsError

if TYPE_CHECKING:
    from egovframe.audit import TrailBroken
    from egovframe.audit.attacks import Exercise, Outcome


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        help=words(
            "Attack a copy of the trail in every way; say whether verification catches each.",
            "감사 추적의 사본을 온갖 방법으로 공격하여 검증이 모두 잡아내는지 봅니다.",
        )
    )(attack)


@may(why="attacks a copy that it makes itself")
def attack(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help=words("Attacks or families, all without any.", "공격이나 묶음의 이름. 없으면 모두."),
        ),
    ] = None,
) -> None:
    """Copy the trail, try every attack on a fresh copy, verify each; exit 1 when one got through."""
    from egovframe.audit import TrailBroken
    from egovframe.audit.attacks import Exercise

    with opened(ctx, publish=False) as office:
        try:
            with Exercise.on(office.database, office.cabinet, storage=office.storage, clock=office.clock) as exercise:
                outcomes = _tried(exercise, names or [])
        except TrailBroken as error:
            _show_broken(ctx, error)
            judged(holds=False)
            return
    missed = sum(not each.caught for each in outcomes)
    if options(ctx).json:
        caught = len(outcomes) - missed
        document({"caught": caught, "missed": missed, "attacks": [each.as_json(LANGUAGE) for each in outcomes]})
    else:
        _show(outcomes, missed)
    judged(not missed)


def _tried(exercise: Exercise, names: list[str]) -> list[Outcome]:
    try:
        chosen = exercise.named(names)
    except NotFound as error:
        raise SettingsError(error.message, hint=error.hint) from error
    outcomes: list[Outcome] = []
    with progress(words("Attacking copies", "사본을 공격하는 중")) as show:
        for done, each in enumerate(chosen):
            show(done, len(chosen))
            outcomes.append(exercise.run(each))
        show(len(chosen), len(chosen))
    return outcomes


def _show_broken(ctx: typer.Context, error: TrailBroken) -> None:
    """Say that there is nothing to attack: the trail does not hold as it is."""
    if options(ctx).json:
        document({"caught": 0, "missed": 0, "attacks": [], "broken": str(error)})
        return
    found = " ".join(error.finding.in_(LANGUAGE)) if error.finding else str(error)
    print(
        words(
            f"The trail does not hold as it is, so no attack would show anything: {found}",
            f"감사 추적이 이미 그대로가 아니므로 공격해도 알 수 있는 것이 없습니다: {found}",
        )
    )


def _show(outcomes: list[Outcome], missed: int) -> None:
    headings = (
        words("attack", "공격"),
        words("what was done to a copy", "사본에 한 일"),
        words("caught", "적발"),
        words("named by verification", "검증이 짚은 것"),
        words("seconds", "초"),
    )
    columns(headings, [_line(each) for each in outcomes])
    total = len(outcomes)
    print(
        words(f"{total} attacks, {missed} got through.", f"공격 {total}건 가운데 {missed}건을 놓쳤습니다.")
        if missed
        else words(f"{total} attacks, all of them caught.", f"공격 {total}건을 모두 잡았습니다.")
    )


def _line(outcome: Outcome) -> tuple[str, ...]:
    found = outcome.finding
    named = f"{found.kind_in(LANGUAGE)}: {found.table} {found.key}".rstrip() if found else outcome.error or "-"
    caught = words("yes", "예") if outcome.caught else words("NO", "아니요")
    return outcome.attack.name, outcome.attack.title.in_(LANGUAGE), caught, named, f"{outcome.seconds:.2f}"
