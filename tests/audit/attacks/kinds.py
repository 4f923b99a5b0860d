"""What verification calls each attack of a family."""

from __future__ import annotations

from egovframe.audit.attacks import Exercise


def kinds(exercise: Exercise, *families: str) -> dict[str, str]:
    """Return, by attack, the kind of the finding that names it; empty for one that got through."""
    outcomes = [exercise.run(attack) for attack in exercise.named(families)]
    return {each.attack.name: each.finding.kind if each.finding else "" for each in outcomes}
