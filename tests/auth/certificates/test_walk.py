"""The way up where an authority may issue for some whole names alone: held to what `openssl verify` says of it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from egovframe.auth.certificates import walk
from egovframe.auth.certificates.papers import from_files
from egovframe.auth.certificates.walk import walked
from egovframe.auth.errors import ProofRefused
from tests.support.certifier import BELOW, PERSON, ROOT, Certifier, Held

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
WIDE = BELOW.replace(",pathlen:0", "")
KR = "[kr]\nC=KR\nO=Haneul City"
NAMED = f"{WIDE}\nnameConstraints=critical,permitted;dirName:kr\n{KR}"


@pytest.fixture
def root(tmp_path: Path) -> Certifier:
    """An authority for each test: those below it have the same names each time."""
    return Certifier.root(tmp_path / "root")


def reached(held: Held, others: Sequence[Certifier], anchor: Certifier, *, longest: int = 4, at: datetime = AT) -> str:
    """What comes of it: empty where there is a path, otherwise why there is none."""
    (leaf,) = from_files([held.certificate])
    between = from_files([each.certificate for each in others])
    trusted = from_files([anchor.certificate])
    try:
        found = walked(leaf, between, trusted, longest=longest, at=at)
    except ProofRefused as error:
        return error.message
    assert found[0] == leaf
    assert found[-1] == trusted[0]
    return ""


def by_openssl(held: Held, others: Sequence[Certifier], anchor: Certifier, folder: Path, *, at: datetime = AT) -> bool:
    """Whether openssl finds a path."""
    (folder / "others.pem").write_text("".join(each.pem for each in others))
    command = ["openssl", "verify", "-CAfile", str(anchor.certificate), "-untrusted", str(folder / "others.pem")]
    ran = subprocess.run(
        [*command, "-no-CApath", "-no-CAstore", "-attime", str(int(at.timestamp())), str(held.certificate)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    return ran.returncode == 0


def test_it_agrees_with_openssl(root: Certifier, tmp_path: Path) -> None:
    """Names within and without, excluded, in other names; lengths, times, strangers, what is critical and unknown."""
    named = root.below("Named", extensions=NAMED)
    deep = named.below("Deep", extensions=BELOW)
    deeper = named.below("Deeper", extensions=WIDE)
    deepest = deeper.below("Deepest", extensions=BELOW)
    short = root.below("Short", extensions=NAMED.replace("CA:TRUE", "CA:TRUE,pathlen:0"))
    too_deep = short.below("TooDeep", extensions=BELOW)
    free = root.below("Free", extensions=WIDE)
    no = root.below("No", extensions=f"{WIDE}\nnameConstraints=critical,excluded;dirName:kr\n{KR}\nOU=Police")
    unknown = root.below("Unknown", extensions=f"{NAMED.replace(KR, '')}\n1.2.3.4=critical,DER:0500\n{KR}")
    stranger = Certifier.root(tmp_path / "stranger").below("Named", extensions=NAMED)
    beside = f"{PERSON}\nsubjectAltName=dirName:beside\n[beside]\nC=KR\nO=Sky City"
    sky, police = "/C=KR/O=Sky City/CN=Kim", "/C=KR/O=Haneul City/OU=Police/CN=Kim"
    cases: list[tuple[Held, Sequence[Certifier], bool]] = [
        (named.issue(), [named], True),
        (named.issue(subject="/C=KR/O=haneul  CITY/CN=Kim"), [named], True),
        (named.issue(subject=sky), [named], False),
        (named.issue(extensions=beside), [named], False),
        (named.issue(), [stranger, named], True),
        (named.issue(), [stranger], False),
        (named.issue(), [], False),
        (deep.issue(), [deep, named], True),
        (deep.issue(), [named, deep], True),
        (deep.issue(), [deep], False),
        (deep.issue(subject=sky), [deep, named], False),
        (deepest.issue(), [free, deepest, deeper, named], True),
        (too_deep.issue(), [too_deep, short], False),
        (no.issue(), [no], True),
        (no.issue(subject=police), [no], False),
        (unknown.issue(), [unknown], False),
        (stranger.issue(), [stranger, named], False),
        (free.issue(subject=sky), [free, named], True),
        (named.issue(extensions=PERSON + "\n1.2.3.4=critical,DER:0500"), [named], False),
    ]
    for number, (held, others, expected) in enumerate(cases):
        assert by_openssl(held, others, root, tmp_path) is expected, f"openssl, case {number}"
        why = reached(held, others, root)
        assert (why == "") is expected, f"case {number}: {why}"


def test_everything_on_the_way_must_count_at_that_moment(root: Certifier, tmp_path: Path) -> None:
    """The person's, an authority's between, and the trusted one's own time."""
    named = root.below("Named", extensions=NAMED)
    held = named.issue(since=AT - timedelta(days=1), until=AT + timedelta(days=1))
    for at, expected in ((AT, True), (AT - timedelta(days=2), False), (AT + timedelta(days=2), False)):
        assert by_openssl(held, [named], root, tmp_path, at=at) is expected
        assert (reached(held, [named], root, at=at) == "") is expected
    for at in (datetime(2019, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)):
        assert "not valid now" in reached(named.issue(), [named], root, at=at)


def test_the_length_of_the_way_is_kept(root: Certifier) -> None:
    """By the settings, whatever the authorities say; authorities that are none, and none of version 3, lead nowhere."""
    named = root.below("Named", extensions=NAMED)
    deep = named.below("Deep", extensions=BELOW)
    assert reached(deep.issue(), [deep, named], root, longest=2) == ""
    assert "too long" in reached(deep.issue(), [deep, named], root, longest=1)
    assert reached(root.issue(), [], root, longest=0) == ""
    person = named.issue("Somebody")
    below = Certifier(person.certificate.parent, "Somebody")
    own = named.below("Own", extensions=PERSON)
    assert "no authority" in reached(own.issue(), [own, named], root)
    assert reached(below.issue(), [], root)


def test_what_cannot_be_checked_lets_nobody_in(root: Certifier) -> None:
    """Whole names and addresses constrained together: one of the two would be passed over."""
    both = root.below("Both", extensions=NAMED.replace("dirName:kr", "dirName:kr,permitted;email:city.example"))
    assert "cannot be checked" in reached(both.issue(), [both], root)


def test_whoever_sends_many_that_look_alike_keeps_nobody_busy(
    root: Certifier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signatures are looked at a bounded number of times."""
    monkeypatch.setattr(walk, "MOST_CHECKS", 5)
    named = root.below("Named", extensions=NAMED)
    alike = [Certifier.root(tmp_path / f"s{n}").below("Named", extensions=NAMED) for n in range(4)]
    held = named.issue()
    assert reached(held, [*alike, named], root) != ""
    monkeypatch.undo()
    assert reached(held, [*alike, named], root) == ""


def test_an_anchor_with_constraints_of_its_own_keeps_them(tmp_path: Path) -> None:
    """RFC 5280 leaves that open; here nobody is let in by a name that the trusted authority may not give."""
    anchor = Certifier.root(
        tmp_path / "anchor", extensions=f"{ROOT}\nnameConstraints=critical,permitted;dirName:kr\n{KR}"
    )
    assert reached(anchor.issue(), [], anchor) == ""
    assert "a name like this" in reached(anchor.issue(subject="/C=KR/O=Sky City/CN=Kim"), [], anchor)


def test_an_anchor_must_be_understood_too(tmp_path: Path) -> None:
    """What is critical in the trusted authority itself, and beyond us, lets nobody in."""
    anchor = Certifier.root(tmp_path / "anchor", extensions=f"{ROOT}\n1.2.3.4=critical,DER:0500")
    named = anchor.below("Named", extensions=NAMED)
    assert not by_openssl(named.issue(), [named], anchor, tmp_path)
    assert "must be understood" in reached(named.issue(), [named], anchor)
