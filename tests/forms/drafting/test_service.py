"""Forms that the office makes: drafts, what they lack, publishing, versions, withdrawal. On each database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from egovframe.forms.definition import Definition
from egovframe.forms.drafting.model import Draft, DraftMoved, DraftUnready, Surroundings
from egovframe.forms.drafting.service import Drafts
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from egovframe.kernel.text import Text
from tests.forms.desk import OFFICER, VISITOR, Desk

DESIGNER = Actor("officer", "a-7", "Yoon", holds=dict.fromkeys(("form.design", "form.publish"), EVERYWHERE))
TREES: dict[str, Any] = {
    "name": "trees",
    "title": {"ko": "나무 심기", "en": "Plant a tree"},
    "limit": "10d",
    "keep": "living",
    "unit": "parks",
    "role": "park-officer",
    "questions": [
        {"name": "where", "label": {"ko": "어디에", "en": "Where"}, "kind": "text", "public": True},
        {"name": "phone", "label": {"ko": "전화", "en": "Phone"}, "kind": "phone", "personal": "personal"},
    ],
}
AROUND = Surroundings(
    roles=lambda: {"park-officer": Text.of("Park officer")},
    units=lambda: {"parks": Text.of("Parks")},
    classes=lambda: {"living": Text.of("Living")},
)


@pytest.fixture
def studio(emptied_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk whose office may make forms."""
    desk = Desk(emptied_url, tmp_path)
    desk.forms.around = AROUND
    yield desk
    desk.database.close()


def trees(**changes: Any) -> Definition:
    """The form, with some of it said otherwise."""
    return Definition.parse({**TREES, **changes})


def do(studio: Desk, verb: str, *words: Any, by: Actor = DESIGNER, **more: Any) -> Any:
    """One deed with the forms in the making, and what this process then knows."""
    with studio.work(by) as work:
        done = getattr(Drafts(work, studio.forms), verb)(*words, **more)
    studio.forms.look(studio.database)
    return done


def test_a_form_made_here_is_filled_in_like_any_other(studio: Desk) -> None:
    """Draft, publish, fill in: the petition goes to the form's unit, with its personal answers sealed."""
    draft = do(studio, "save", trees())
    assert (draft.name, draft.revision, draft.based_on) == ("trees", 1, 0)
    assert "trees" not in studio.forms.offers
    assert do(studio, "publish", "trees", revision=1) == 1
    answers = {"where": "강변", "phone": "010-1234-5678"}
    petition = studio.submit("trees", answers=answers).petition
    assert (petition.unit, petition.form_version) == ("parks", 1)
    assert petition.title == Text(ko="나무 심기", en="Plant a tree")
    assert b"010-1234-5678" not in studio.everything_on_disk()
    with pytest.raises(NotFound):
        do(studio, "get", "trees")


def test_a_version_never_changes_and_a_petition_stays_with_its_own(studio: Desk) -> None:
    """The next version asks more; the petition of the first one is read as it was filled in."""
    do(studio, "save", trees())
    do(studio, "publish", "trees")
    first = studio.submit("trees", answers={"where": "강변", "phone": "010-1234-5678"}).petition
    more = [*TREES["questions"], {"name": "kind", "label": {"ko": "종류", "en": "Kind"}, "kind": "text"}]
    assert do(studio, "save", trees(questions=more)).based_on == 1
    assert do(studio, "publish", "trees") == 2
    second = studio.submit("trees", answers={"where": "a", "phone": "010-1234-5678", "kind": "b"}).petition
    assert (first.form_version, second.form_version) == (1, 2)
    assert [len(each.questions) for each in do(studio, "versions", "trees")] == [3, 2]
    with studio.look(replace(OFFICER, holds=dict.fromkeys(("petition.read",), EVERYWHERE))) as look:
        kept = studio.at(look).get(first.receipt)
    assert list(type(kept.form).form_questions) == ["where", "phone"]


def test_another_process_offers_it_after_a_second(studio: Desk, tmp_path: Path) -> None:
    """What one process published the others read anew; what was withdrawn is gone there too."""
    with Elsewhere(studio, tmp_path) as other:
        do(studio, "save", trees())
        do(studio, "publish", "trees")
        other.forms.look(other.database)  # within the second it may be known or not
        other.forms.look_again()
        other.forms.look(other.database)
        assert "trees" in other.forms.offers
        do(studio, "withdraw", "trees", "moved to the district")
        other.forms.look_again()
        other.forms.look(other.database)
        assert "trees" not in other.forms.offers


class Elsewhere:
    """Another process at the same database."""

    def __init__(self, studio: Desk, folder: Path) -> None:
        self._desk = Desk.__new__(Desk)
        self._desk.__dict__.update(studio.__dict__)
        self._desk.forms = type(studio.forms)(
            studio.forms.declared.values(), calendar=studio.forms.calendar, rules=studio.forms.rules, around=AROUND
        )
        assert folder.exists()

    def __enter__(self) -> Desk:
        """Begin."""
        return self._desk

    def __exit__(self, *_: object) -> None:
        """End; the database is the first one's."""


def test_what_is_lacking_is_told_whole_and_nothing_is_published(studio: Desk) -> None:
    """No handler, no unit, no class, no limit: each is named, with what to do."""
    bare = Definition.parse({"name": "trees", "title": "나무", "questions": []})
    do(studio, "save", bare)
    with pytest.raises(DraftUnready) as caught:
        do(studio, "publish", "trees")
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"no_handler", "no_questions", "unknown_unit", "unknown_class", "no_limit"}
    assert "trees" not in studio.forms.offers
    warnings = [each for each in do(studio, "problems", trees(title="나무")) if each.level == "warning"]
    assert [each.code for each in warnings] == ["one_language"]


def test_who_comes_second_loses_nothing_of_the_first(studio: Desk) -> None:
    """A draft is changed by one person at a time: the other one is told, whatever it was about to do."""
    do(studio, "save", trees(), revision=0)
    do(studio, "save", trees(limit="7d"), revision=1)
    for verb, words in (("save", trees(limit="3d")), ("publish", "trees"), ("discard", "trees")):
        with pytest.raises(DraftMoved):
            do(studio, verb, words, revision=1)
    with pytest.raises(DraftMoved):
        do(studio, "save", trees(), revision=0)
    kept: Draft = do(studio, "get", "trees")
    assert (kept.definition.limit, kept.revision) == ("7d", 2)


def test_what_the_city_declares_is_changed_in_its_code(studio: Desk) -> None:
    """Neither drafted nor withdrawn here; a name that cannot stand in an address is refused too."""
    for name in ("pothole", "Trees", "a--b", "-a", "trees/x", "나무", "x" * 61):
        with pytest.raises(Invalid) as caught:
            do(studio, "save", trees(name=name))
        assert [fault.field for fault in caught.value.faults] == ["name"]
    with pytest.raises(NotFound):
        do(studio, "withdraw", "pothole", "why not")
    with pytest.raises(Invalid) as caught:
        do(studio, "save", trees(), assurance=4)
    assert [fault.field for fault in caught.value.faults] == ["assurance"]


def test_publishing_the_same_again_is_refused(studio: Desk) -> None:
    """A version is a change; another assurance level alone is one of the offer."""
    do(studio, "save", trees())
    do(studio, "publish", "trees")
    do(studio, "save", trees())
    with pytest.raises(Conflict):
        do(studio, "publish", "trees")
    do(studio, "save", trees(), assurance=1)
    assert do(studio, "publish", "trees") == 1
    assert studio.forms.offers["trees"].assurance == 1


def test_a_withdrawn_form_comes_back_when_it_is_published_again(studio: Desk) -> None:
    """Nobody files it meanwhile; its versions stay."""
    do(studio, "save", trees())
    do(studio, "publish", "trees")
    with pytest.raises(Invalid):
        do(studio, "withdraw", "trees", "  ")
    do(studio, "withdraw", "trees", "winter")
    with pytest.raises(NotFound):
        studio.submit("trees", answers={})
    with pytest.raises(NotFound):
        do(studio, "withdraw", "trees", "winter")
    do(studio, "save", trees())
    assert do(studio, "publish", "trees") == 1
    assert "trees" in studio.forms.offers


def test_the_list_shows_where_each_form_stands(studio: Desk) -> None:
    """Declared, in the making, offered with a new draft, withdrawn."""
    for name in ("trees", "benches"):
        do(studio, "save", trees(name=name))
        do(studio, "publish", name)
    do(studio, "save", trees(limit="7d"))
    do(studio, "withdraw", "benches", "none left")
    do(studio, "save", trees(name="paths"))
    found = {each.name: (each.origin, each.version, each.draft, each.withdrawn) for each in do(studio, "list")}
    assert found == {
        "benches": ("made", 1, False, True),
        "paths": ("made", 0, True, False),
        "pothole": ("declared", 1, False, False),
        "suggestion": ("declared", 1, False, False),
        "trees": ("made", 1, True, False),
    }
    do(studio, "discard", "paths")
    assert "paths" not in {each.name for each in do(studio, "list")}


@pytest.mark.parametrize("by", [OFFICER, VISITOR, Actor("officer", "a-8", "Ha", holds={"form.design": EVERYWHERE})])
def test_who_may_not_is_refused(studio: Desk, by: Actor) -> None:
    """Designing and publishing are two permissions, held for the whole office."""
    do(studio, "save", trees())
    deeds = [("publish", "trees"), ("withdraw", "trees", "because")]
    if not by.may("form.design"):
        deeds += [("save", trees()), ("list",), ("get", "trees"), ("versions", "pothole"), ("discard", "trees")]  # type: ignore[list-item]
    for verb, *words in deeds:
        with pytest.raises(Forbidden):
            do(studio, verb, *words, by=by)


def test_each_deed_leaves_its_fact(studio: Desk) -> None:
    """Drafted, published, withdrawn with its reason, discarded."""
    do(studio, "save", trees())
    do(studio, "publish", "trees")
    do(studio, "withdraw", "trees", "winter")
    do(studio, "save", trees())
    do(studio, "discard", "trees")
    told = [note.action for note in studio.facts.notes if note.object.startswith("form:trees")]
    assert told == ["form.drafted", "form.published", "form.withdrawn", "form.drafted", "form.discarded"]
    assert studio.facts.last("form.withdrawn").private == {"reason": "winter"}
