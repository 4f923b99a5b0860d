"""Being witnessed: over real connections, by witnesses that keep the rules and by some that do not."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from egovframe.audit.alarms import Alarms
from egovframe.audit.cosignatures import CosignatureVerifier, cosigners, verifier_from_vkey
from egovframe.audit.interfaces import size_of
from egovframe.audit.notes import Checkpoint, SignedNote, Verifier
from egovframe.audit.policy import Policy
from egovframe.audit.report import Report
from egovframe.audit.tables import cosignatures
from egovframe.audit.witness import SIZE, Witness
from egovframe.audit.witnessing import WitnessAt, Witnesses
from egovframe.kernel.errors import MissingExtra, SettingsError
from egovframe.kernel.text import Text
from tests.audit.peers import NAME, Peer, city_alone, witness_of
from tests.audit.place import Place
from tests.audit.wire import Wire, always, by_the_rules, wire


class Log:
    """What `witness_of` needs to know of a city's own log."""

    def __init__(self, place: Place) -> None:
        self.origin = "haneul.example/log"
        self.key = self
        self.verifier = Verifier.from_vkey(place.trail.vkey_of(self.origin))


@contextmanager
def other_city(folder: Path, place: Place) -> Iterator[tuple[Witness, Wire]]:
    """Lend the witness of another city, with its own database and keys, that knows the place's log."""
    peer: Any = Log(place)
    with city_alone(folder) as bada:
        witness = witness_of(bada, peer)
        with wire(by_the_rules(witness)) as there:
            yield witness, there


def asking(place: Place, *at: WitnessAt, seconds: float = 5) -> Witnesses:
    """Return the client of a place."""
    alarms = Alarms(place.database, clock=place.clock, recorder=place.trail)
    return Witnesses(place.database, at, clock=place.clock, alarms=alarms, vkey_of=place.trail.vkey_of, seconds=seconds)


def at_of(witness: Witness, there: Wire) -> WitnessAt:
    """Return the settings' entry for a witness."""
    (at,) = WitnessAt.all_of((vkey, there.url) for vkey in witness.vkeys)
    return at


@pytest.fixture
def there(place: Place, tmp_path: Path) -> Iterator[tuple[Witness, Wire]]:
    """The witness of another city."""
    with other_city(tmp_path / "bada", place) as lent:
        yield lent


def alarms_of(place: Place) -> list[Any]:
    """Return the alarms on the log's own side."""
    return Alarms(place.database, clock=place.clock, recorder=place.trail).all()


def states(asked: Witnesses) -> list[str]:
    """Ask, and return what came of it."""
    return [outcome.state for outcome in asked.ask()]


def grown(place: Place, count: int) -> None:
    """Write and seal facts."""
    place.facts(count)
    place.trail.seal()


def test_the_newest_checkpoint_is_cosigned_once(place_on_both: Place, tmp_path: Path) -> None:
    """With a proof from the size before; what was cosigned already is not asked for again."""
    place = place_on_both
    with other_city(tmp_path / "bada", place) as (witness, there):
        asked = asking(place, at_of(witness, there))
        assert states(asked) == ["nothing"]
        for count in (3, 300, 1):
            grown(place, count)
            assert states(asked) == ["cosigned"]
            assert states(asked) == ["known"]
        assert [body.split(b"\n")[0] for _, _, body in there.asked] == [b"old 0", b"old 3", b"old 303"]
        note = asked.note()
        assert note is not None
        found = cosigners(note, *keys_of(witness))
        assert [(each.name, each.timestamp) for each in found] == [(NAME, int(place.clock.now().timestamp()))] * 2
        assert Checkpoint.open(note, Verifier.from_vkey(place.trail.vkey)).size == 304
        lines = "".join(f"witness w{number} {vkey}\n" for number, vkey in enumerate(witness.vkeys))
        policy = Policy.parse(f"log {place.trail.vkey}\n{lines}group both all w0 w1\nquorum both\n")
        assert policy.check(note).checkpoint.size == 304
        assert place.found() == []
        assert (witness.alarms(), alarms_of(place)) == ([], [])


def keys_of(witness: Witness) -> list[CosignatureVerifier]:
    """Return a witness's keys, read from their text."""
    return [key for key in map(verifier_from_vkey, witness.vkeys) if isinstance(key, CosignatureVerifier)]


def test_who_lost_the_last_answer_learns_the_size_and_goes_on(place: Place, there: tuple[Witness, Wire]) -> None:
    """409 with the size; the proof is made from there, once more, and no alarm is raised."""
    witness, at = there
    asked = asking(place, at_of(witness, at))
    grown(place, 5)
    assert states(asked) == ["cosigned"]
    with place.database.write() as conn:
        conn.execute(cosignatures.delete())
    grown(place, 6)
    assert states(asked) == ["cosigned"]
    assert [body.split(b"\n")[0] for _, _, body in at.asked] == [b"old 0", b"old 0", b"old 5"]
    assert (witness.alarms(), alarms_of(place)) == ([], [])


# ----------------------------------------------------------------------------------------------------- put back, forked


def put_back(place: Place, folder: Path) -> None:
    """Put the database back to the copy in a folder, as a restore does."""
    place.database.close()
    for name in ("office.sqlite3", "office.sqlite3-wal", "office.sqlite3-shm"):
        (folder.parent / name).unlink(missing_ok=True)
        if (folder / name).exists():
            shutil.copy(folder / name, folder.parent / name)


def copied(place: Place, tmp_path: Path) -> Path:
    """Return the folder of a copy of the database as it is now."""
    place.database.close()
    folder = tmp_path / "copy"
    folder.mkdir()
    for file in tmp_path.glob("office.sqlite3*"):
        shutil.copy(file, folder / file.name)
    return folder


def test_an_office_that_was_put_back_finds_out_when_it_asks(
    place: Place, there: tuple[Witness, Wire], tmp_path: Path
) -> None:
    """Smaller than what the witness has: both sides raise the alarm; ours with the note that our own key signed."""
    witness, _ = there
    asked = asking(place, at_of(*there))
    grown(place, 5)
    asked.ask()
    copy = copied(place, tmp_path)
    grown(place, 7)
    assert states(asked) == ["cosigned"]
    put_back(place, copy)
    grown(place, 3)
    (outcome,) = asked.ask()
    assert outcome.state == "alarm"
    assert "12" in outcome.message
    (ours,), (theirs,) = alarms_of(place), witness.alarms()
    assert (ours.kind, ours.size, ours.by) == ("rollback", 12, NAME)
    assert (theirs.kind, theirs.size) == ("rollback", 12)
    for note in (ours.kept, ours.shown, theirs.kept, theirs.shown):
        SignedNote.parse(note).verify(Verifier.from_vkey(place.trail.vkey))
    assert [note.split("\n")[1] for note in (ours.kept, ours.shown)] == ["12", "8"]
    assert states(asked) == ["alarm"]
    assert len(alarms_of(place)) == 1, "the same evidence is kept once"


def test_an_office_that_was_put_back_to_a_cosigned_checkpoint_asks_again(
    place: Place, there: tuple[Witness, Wire], tmp_path: Path
) -> None:
    """Nothing new is sealed and the database holds a cosignature: after a start it is asked for all the same."""
    grown(place, 5)
    assert states(asking(place, at_of(*there))) == ["cosigned"]
    assert states(asking(place, at_of(*there))) == ["cosigned"]
    copy = copied(place, tmp_path)
    grown(place, 7)
    asking(place, at_of(*there)).ask()
    put_back(place, copy)
    assert states(asking(place, at_of(*there))) == ["alarm"]
    assert [alarm.kind for alarm in alarms_of(place)] == ["rollback"]
    assert there[0].alarms() == [], "for the witness it is a checkpoint that it cosigned before"


def test_an_office_that_was_put_back_and_went_on_is_refused(
    place: Place, there: tuple[Witness, Wire], tmp_path: Path
) -> None:
    """Larger by now than what the witness has, but another history: 422, and a fork on both sides."""
    witness, _ = there
    asked = asking(place, at_of(*there))
    grown(place, 5)
    asked.ask()
    copy = copied(place, tmp_path)
    grown(place, 2)
    assert states(asked) == ["cosigned"]
    put_back(place, copy)
    grown(place, 20)
    assert states(asked) == ["alarm"]
    (ours,), (theirs,) = alarms_of(place), witness.alarms()
    assert (ours.kind, theirs.kind) == ("fork", "fork")
    assert [note.split("\n")[1] for note in (theirs.kept, theirs.shown)] == ["7", "25"]
    place.trail.seal()  # the fact of the alarm: the log has grown by it
    assert states(asked) == ["alarm"]
    assert (len(alarms_of(place)), len(witness.alarms())) == (1, 1), "an alarm gives no further ones for ever"
    assert place.trail.search(action="witness.alarmed")
    note = asked.note()
    assert note is not None
    assert {line.name for line in note.signatures} == {place.trail.origin}, "sealed, and cosigned by nobody else"


def test_verification_can_ask_what_the_witnesses_remember(
    place: Place, there: tuple[Witness, Wire], tmp_path: Path
) -> None:
    """What an anchor is for: the newest checkpoint of ours that is out of our reach."""
    asked, report = asking(place, at_of(*there)), Report()
    assert asked.remembered(report) == []
    grown(place, 4)
    assert asked.remembered(report) == []
    asked.ask()
    (note,) = asked.remembered(report)
    assert Checkpoint.open(note, Verifier.from_vkey(place.trail.vkey)).size == 4
    assert report.findings == []
    there[1].replies = always(500)
    assert asked.remembered(report) == []
    assert [(each.kind, each.table, each.key) for each in report.findings] == [("unreadable", "witnesses", NAME)]


def test_what_the_witnesses_saw_when_bounds_the_dates_of_facts(place: Place, there: tuple[Witness, Wire]) -> None:
    """Each cosignature that is kept says when its checkpoint was there; a clock that was ahead then is found out."""
    asked, report = asking(place, at_of(*there)), Report()
    assert asked.stamped(report) == []
    grown(place, 4)
    asked.ask()
    stamps = asked.stamped(report)
    by = Text(ko=f"증인 {NAME}", en=f"the witness {NAME}")
    assert {(size_of(each.checkpoint), each.by, each.at) for each in stamps} == {
        (4, by, place.clock.now().replace(microsecond=0))
    }
    assert report.findings == []
    place.trail.hold_to(asked.remembered, stamped=asked.stamped)
    assert place.found() == []
    place.clock.forward(days=-1)
    back = place.facts(1)
    assert place.found() == [("backdated", "facts", back[0])], "not only a remark: the witness saw the log without it"


def test_a_kept_cosignature_that_does_not_hold_is_a_finding(place: Place, there: tuple[Witness, Wire]) -> None:
    """Somebody put it there to have a date believed."""
    asked, report = asking(place, at_of(*there)), Report()
    grown(place, 4)
    asked.ask()
    place.sql("UPDATE cosignatures SET signature = x'00' WHERE name = :name", name=NAME)
    assert asked.stamped(report) == []
    assert {(each.kind, each.table, each.key) for each in report.findings} == {("forged", "cosignatures", f"4/{NAME}")}
    message, hint = report.findings[0].in_("ko")
    assert message.startswith(f"보관 중인 증인 {NAME}의 공동 서명을 믿을 수 없습니다: ")
    assert hint.startswith("그 체크포인트를 믿지 말고")


# ---------------------------------------------------------------------------------------- witnesses that lie


@pytest.mark.parametrize(
    ("replies", "says"),
    [
        (always(404, b"This witness does not know that log.\n"), "answers 404"),
        (always(403), "answers 403"),
        (always(500), "answers 500"),
        (always(200), "does not hold"),
        (always(200, b"hello\n"), "answers does not hold"),
        (always(200, "— stranger AAAAAAA=\n".encode()), "no dated cosignature"),
        (always(409, b"5\n"), "409 without a size"),
        (always(409, b"five\n", SIZE), "409 without a size"),
        (always(409, b"5", SIZE), "409 without a size"),
        (always(409, b"0\n", SIZE), "answers 409"),
        (always(200, b"x" * 400_000), "without end"),
    ],
    ids=range(11),
)
def test_an_answer_that_is_none_is_no_cosignature(
    place: Place, there: tuple[Witness, Wire], replies: Any, says: str
) -> None:
    """It is said, it raises no alarm, it is asked again, and nothing of it is kept."""
    asked = asking(place, at_of(*there))
    grown(place, 3)
    there[1].replies = replies
    (outcome,) = asked.ask()
    assert (outcome.state, says in outcome.message) == ("failed", True), outcome
    assert alarms_of(place) == []
    there[1].replies = by_the_rules(there[0])
    assert states(asked) == ["cosigned"]


def test_a_cosignature_of_something_else_is_not_believed(place: Place, there: tuple[Witness, Wire]) -> None:
    """By the right key, over another checkpoint; and one without a time."""
    asked = asking(place, at_of(*there))
    grown(place, 3)
    other = there[0]._cosigners[0].sign(Peer().note(3).text)
    for line in (other, undated(there[0], str(place.trail.checkpoint()))):
        there[1].replies = always(200, f"{line}\n".encode())
        assert states(asked) == ["failed"]
    with place.database.read() as conn:
        others = sa.select(sa.func.count()).where(cosignatures.c.name != place.trail.origin)
        assert conn.execute(others).scalar_one() == 0


def undated(witness: Witness, note: str) -> Any:
    """Return a cosignature whose time is 0: valid, and no statement that this is the newest."""
    from datetime import UTC, datetime

    cosigner: Any = witness._cosigners[1]
    clock = cosigner._clock
    before, clock.at = clock.at, datetime.fromtimestamp(0, UTC)
    try:
        return cosigner.sign(SignedNote.parse(note).text)
    finally:
        clock.at = before


def test_a_refusal_that_nothing_is_shown_for_is_kept_as_that(place: Place, there: tuple[Witness, Wire]) -> None:
    """A larger size, or 422, without a note that our key signed: the alarm names who says so."""
    asked = asking(place, at_of(*there))
    grown(place, 3)
    for replies in (always(409, b"9\n", SIZE), always(422, b"no\n")):
        there[1].replies = replies
        assert states(asked) == ["alarm"]
    assert [(each.kind, each.by, each.shown) for each in alarms_of(place)] == [
        ("refused", NAME, "it knows our log up to size 9")
    ], "one incident, until it cosigns again"
    there[1].replies = by_the_rules(there[0])
    assert states(asked) == ["cosigned"]
    grown(place, 1)
    there[1].replies = always(422, b"no.\n")
    assert states(asked) == ["alarm"]
    assert {each.shown for each in alarms_of(place)} == {"it knows our log up to size 9", "it says: no"}


def test_redirects_are_not_followed(place: Place, there: tuple[Witness, Wire]) -> None:
    """What is behind another address is another's answer."""
    asked = asking(place, at_of(*there))
    grown(place, 3)
    there[1].replies = always(307)
    there[1].headers["location"] = there[1].url + "/elsewhere"
    assert states(asked) == ["failed"]
    assert len(there[1].asked) == 1


def test_a_witness_that_is_down_keeps_no_other_from_being_asked(place: Place, there: tuple[Witness, Wire]) -> None:
    """Nobody listens at the first address; the second cosigns."""
    with wire(always(200)) as gone:
        down = WitnessAt(gone.url, tuple(keys_of(there[0])))
    grown(place, 3)
    assert states(asking(place, down, at_of(*there))) == ["failed", "cosigned"]


def test_a_witness_that_drips_is_given_up(place: Place, there: tuple[Witness, Wire]) -> None:
    """One byte now and then never lets a single wait run out; the whole is bounded."""
    grown(place, 3)
    there[1].drip = 0.2
    begun = time.monotonic()
    assert states(asking(place, at_of(*there), seconds=1)) == ["failed"]
    assert time.monotonic() - begun < 10


# ------------------------------------------------------------------------------------------------------ settings


def test_keys_of_one_address_are_one_witness(place: Place) -> None:
    """It is asked once, and every key of it is believed."""
    vkeys = witness_of(place).vkeys
    (at,) = WitnessAt.all_of([(vkeys[0], "http://127.0.0.1:9/w"), (vkeys[1], "http://127.0.0.1:9/w/")])
    assert (at.name, len(at.verifiers)) == (NAME, 2)
    for wrong in (
        (vkeys[0], "http://bada.example/w"),
        (place.trail.vkey, "https://b.example"),
        ("x", "https://b.example"),
    ):
        with pytest.raises(SettingsError, match=r"audit\.witnesses"):
            WitnessAt.all_of([wrong])


def test_without_httpx_it_says_what_to_install(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where somebody is to be asked."""
    monkeypatch.setitem(sys.modules, "httpx", None)
    asking(place)
    with pytest.raises(MissingExtra, match="httpx") as caught:
        asking(place, WitnessAt("http://127.0.0.1:9", tuple(keys_of(witness_of(place)))))
    assert "egovframe[net]" in caught.value.hint
