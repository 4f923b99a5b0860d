"""What comes of carrying a form over, as values."""

from egovframe.forms import Definition
from egovframe.forms.formats.carrying import LONGEST_ITEM, SCRIPT, Carried, Losses, NotCarried


def test_losses_are_noted_once_in_order() -> None:
    """The same thing twice is one item; a long place is cut."""
    losses = Losses()
    for item in ("b", "a", "b", "x" * 1_000):
        losses.note(item, SCRIPT)
    assert [each.item for each in losses.all()] == ["b", "a", "x" * LONGEST_ITEM]


def test_the_outcome_as_json(accident: Definition) -> None:
    """As the command prints it: the form's name, and each item with its reason in one language."""
    carried = Carried(accident, (NotCarried("logic", SCRIPT),))
    assert carried.as_json("en") == {
        "form": "accident",
        "not_carried": [{"item": "logic", "reason": "Programs are not carried over"}],
    }
    assert carried.as_json("ko")["not_carried"][0]["reason"] == "프로그램은 옮기지 않습니다"
