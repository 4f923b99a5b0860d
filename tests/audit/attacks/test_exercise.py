"""The exercise: every attack, and what became of each."""

from __future__ import annotations

import pytest

from egovframe.audit import TrailBroken
from egovframe.audit.attacks import Exercise
from egovframe.audit.verification.checkpoints import Checkpoints
from egovframe.audit.verification.facts import FactReader
from egovframe.audit.verification.state import State
from egovframe.audit.verification.verification import Verification
from egovframe.kernel.errors import NotFound
from tests.audit.place import Place

BLUNTED = (
    (State, "compare", "rows.edited.trail_things"),
    (State, "compare", "files.deleted"),
    (Checkpoints, "compare", "history.cut"),
    (Checkpoints, "compare", "history.rewritten"),
    (Checkpoints, "published", "checkpoints.rolled-back"),
    (FactReader, "indexed", "index.edited"),
    (FactReader, "_private", "private.swapped"),
    (FactReader, "follows", "history.backdated"),
    (FactReader, "_subjects", "subjects.inserted"),
    (Verification, "_unsealed", "entries.duplicated"),
)


def missed(exercise: Exercise, *names: str) -> list[str]:
    """Return the attacks that got through."""
    return [each.attack.name for attack in exercise.named(names) if not (each := exercise.run(attack)).caught]


@pytest.mark.sampled(one_in=3)
@pytest.mark.parametrize(("room", "check", "name"), BLUNTED, ids=lambda value: str(getattr(value, "__name__", value)))
def test_a_check_that_is_taken_away_lets_its_attack_through(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch, room: type, check: str, name: str
) -> None:
    """So the exercise tells a verification that checks from one that does not."""
    assert missed(exercise, name) == []
    monkeypatch.setattr(room, check, lambda *_args, **_how: None)
    assert missed(exercise, name) == [name]


def test_a_verification_that_breaks_down_has_named_nothing(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts as missed, with the reason, and the exercise goes on."""

    def broken(*_args: object) -> None:
        raise KeyError("size")

    monkeypatch.setattr(Checkpoints, "read", broken)
    (attack,) = exercise.named(["entries.deleted"])
    outcome = exercise.run(attack)
    assert (outcome.caught, outcome.error) == (False, "KeyError: 'size'")
    assert outcome.as_json("en")["error"] == outcome.error


def test_an_outcome_is_told_in_either_language(exercise: Exercise) -> None:
    """Every attack has its title in both, and a name of its own."""
    for attack in exercise.attacks:
        assert set(attack.title.as_dict()) == {"ko", "en"}
    assert len({attack.name for attack in exercise.attacks}) == len(exercise.attacks)
    told = exercise.run(exercise.named(["files.edited"])[0]).as_json("ko")
    assert told.pop("seconds") > 0
    assert told == {
        "name": "files.edited",
        "title": "저장된 파일의 한 비트를 바꿈",
        "caught": True,
        "finding": told["finding"],
    }
    assert told["finding"]["key"] == "records/1"


def test_a_name_is_an_attack_or_a_family(exercise: Exercise) -> None:
    """Anything else is refused, with the families that there are."""
    assert [each.name for each in exercise.named(["files.edited", "runs"])] == [
        "runs.edited", "runs.deleted", "files.edited",
    ]  # fmt: skip
    with pytest.raises(NotFound, match="file") as refused:
        exercise.named(["file"])
    assert "entries, history, checkpoints" in str(refused.value)


def test_a_trail_that_does_not_hold_is_not_attacked(filled: Place) -> None:
    """Nothing that is found afterwards would show anything."""
    filled.sql("UPDATE trail_things SET size = 9 WHERE id = 'a'")
    with (
        pytest.raises(TrailBroken, match="trail_things"),
        Exercise.on(filled.database, filled.cabinet, storage=filled.storage, clock=filled.clock),
    ):
        pytest.fail("lent")
