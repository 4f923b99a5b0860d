"""Trust policies: C2SP tlog-policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from egovframe.audit.cosignatures import ED25519_COSIGNATURE, ML_DSA_44, Cosigner, Kind
from egovframe.audit.errors import NoteInvalid, PolicyInvalid, QuorumMissing
from egovframe.audit.notes import Checkpoint, Signature, SignedNote, Signer, Verifier
from egovframe.audit.policy import Group, Policy
from egovframe.kernel.errors import SettingsError
from egovframe.testing.clock import SetClock

NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")


def log_key(number: int = 0) -> Signer:
    """Return the key of a log."""
    return Signer(f"log{number}.example/log", Ed25519PrivateKey.from_private_bytes(bytes([200 + number]) * 32))


def witness(number: int, kind: Kind = ED25519_COSIGNATURE) -> Cosigner:
    """Return the key of the witness with that number."""
    return Cosigner(f"witness{number}.example/w", bytes([number]) * 32, clock=SetClock(), kind=kind)


def note(*numbers: int, kind: Kind = ED25519_COSIGNATURE) -> SignedNote:
    """Return a checkpoint of log 0 that these witnesses cosigned."""
    return Checkpoint(log_key().name, 7, b"r" * 32).sign(log_key(), *(witness(number, kind) for number in numbers))


EXAMPLE = "".join(
    (
        f"log {log_key().vkey}\n\n",
        *(f"witness {name} {witness(number).vkey}\n" for number, name in enumerate(NAMES[:3])),
        "group X-witnesses 2 X1 X2 X3\n\n",
        *(f"witness {name} {witness(number).vkey}\n" for number, name in enumerate(NAMES[3:], start=3)),
        "group Y-witnesses any Y1 Y2 Y3\n\n",
        "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n",
    )
)
"""The example of the specification, with keys."""


@pytest.mark.parametrize(
    ("cosigned", "enough"),
    [((), False), ((0, 1), False), ((0, 3), False), ((3, 4, 5), False), ((0, 1, 3), True), ((0, 1, 2, 3, 4, 5), True)],
)
def test_the_example_of_the_specification(cosigned: tuple[int, ...], enough: bool) -> None:
    """Two of the first three and one of the others."""
    policy = Policy.parse(EXAMPLE)
    if not enough:
        with pytest.raises(QuorumMissing, match="X-and-Y"):
            policy.check(note(*cosigned))
        return
    found = policy.check(str(note(*cosigned)))
    assert found.checkpoint == Checkpoint(log_key().name, 7, b"r" * 32)
    assert {*found.cosigned} == {NAMES[number] for number in cosigned}
    assert found.cosigned["X1"].timestamp == int(SetClock().now().timestamp())


def test_witnesses_of_both_kinds_count() -> None:
    """A policy may mix them."""
    text = f"log {log_key().vkey}\nwitness a {witness(1).vkey}\nwitness b {witness(2, ML_DSA_44).vkey}\n"
    policy = Policy.parse(f"{text}group g all a b\nquorum g\n")
    both = note(1).sign(witness(2, ML_DSA_44))
    assert {*policy.check(both).cosigned} == {"a", "b"}
    with pytest.raises(QuorumMissing):
        policy.check(note(1, 2))


def test_a_false_cosignature_spoils_the_note() -> None:
    """Even where the quorum would be made without it."""
    policy = Policy.parse(EXAMPLE)
    key = witness(5).verifier
    with pytest.raises(NoteInvalid, match="does not hold"):
        policy.check(SignedNote(note().text, (*note(0, 1, 3).signatures, Signature(key.name, key.key_hash, bytes(72)))))


def test_strangers_do_not_count() -> None:
    """A witness that the policy does not list, and one that merely has the name of one that it lists."""
    policy = Policy.parse(f"log {log_key().vkey}\nwitness a {witness(1).vkey}\nquorum a\n")
    impostor = Cosigner(witness(1).name, bytes(32), clock=SetClock())
    with pytest.raises(QuorumMissing, match="no known witness"):
        policy.check(note(2, 3).sign(impostor))


def test_the_logs_signature_is_asked_for_first() -> None:
    """Cosignatures alone make no checkpoint; any of the listed logs will do, each for its own origin only."""
    policy = Policy.parse(f"log {log_key(0).vkey} https://log0.example/\nlog {log_key(1).vkey}\nquorum none\n")
    assert policy.check(note()).cosigned == {}
    assert policy.check(Checkpoint(log_key(1).name, 1, bytes(32)).sign(log_key(1))).checkpoint.size == 1
    for wrong in (
        Checkpoint(log_key(2).name, 1, bytes(32)).sign(log_key(2)),
        Checkpoint(log_key(0).name, 1, bytes(32)).sign(log_key(1)),
        Checkpoint(log_key(0).name, 1, bytes(32)).sign(witness(1)),
    ):
        with pytest.raises(NoteInvalid):
            policy.check(wrong)


def test_a_policy_without_logs_takes_the_log_that_is_known_otherwise() -> None:
    """An application may know its log from elsewhere."""
    policy = Policy.parse("quorum none\n")
    assert policy.check(note(), log_key().verifier).checkpoint.size == 7
    assert len(Policy.parse(EXAMPLE).check(note(0, 1, 3), log_key().verifier).cosigned) == 3
    with pytest.raises(NoteInvalid, match="lists no log"):
        policy.check(note())


KEY, OTHER = witness(1).vkey, witness(2).vkey
RENAMED = Cosigner("another.example", bytes([1]) * 32, clock=SetClock()).vkey


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("", 0, "no quorum line"),
        (f"witness a {KEY}\n", 1, "no quorum line"),
        ("quorum none\nquorum none\n", 2, "a quorum already"),
        ("quorum\n", 1, "0 words"),
        ("quorum a b\n", 1, "2 words"),
        ("quorum a\n", 1, "'a' is not defined"),
        (f"quorum a\nwitness a {KEY}\n", 1, "'a' is not defined"),
        ("trust a\n", 1, "'trust' is no kind"),
        ("Quorum none\n", 1, "'Quorum' is no kind"),
        ("quorum none", 1, "does not end"),
        ("# ok\nquorum none\r\n", 2, "0x0d"),
        ("# \x7f\nquorum none\n", 1, "0x7f"),
        ("\fquorum none\n", 1, "0x0c"),
        ("\u00a0quorum none\n", 1, "no kind of line"),
        ("quorum none # comment\n", 1, "3 words"),
        ("log\n", 1, "0 words"),
        (f"log {log_key().vkey} u v\n", 1, "3 words"),
        ("log nonsense\n", 1, "not a verifier key"),
        (f"log {log_key().vkey}\nlog {log_key().vkey}\n", 2, "same key as line 1"),
        (f"log {log_key().vkey}\nlog {Verifier('renamed', log_key().verifier.public_key).vkey}\n", 2, "line 1"),
        ("witness a\n", 1, "1 words"),
        (f"witness a {KEY} u v\n", 1, "4 words"),
        (f"witness none {KEY}\n", 1, "empty quorum"),
        (f"witness a {log_key().vkey}\n", 1, "signature type 1"),
        (f"witness a {KEY}\nwitness a {OTHER}\n", 2, "defined already"),
        (f"witness a {KEY}\n\nwitness b {KEY}\n", 3, "same key as line 1"),
        (f"witness a {KEY}\nwitness b {RENAMED}\n", 2, "same key as line 1"),
        (f"witness a {KEY}\ngroup g any\n", 2, "no members"),
        (f"witness a {KEY}\ngroup a any a\n", 2, "defined already"),
        (f"witness a {KEY}\ngroup none any a\n", 2, "empty quorum"),
        (f"witness a {KEY}\ngroup g any none\n", 2, "'none' is not defined"),
        (f"witness a {KEY}\ngroup g any g\n", 2, "'g' is not defined"),
        (f"witness a {KEY}\ngroup g any a b\nwitness b {OTHER}\n", 2, "'b' is not defined"),
        (f"witness a {KEY}\ngroup g any a a\n", 2, "a member of a group already"),
        (f"witness a {KEY}\ngroup g any a\ngroup h any a\n", 3, r"already \(line 2\)"),
        *((f"witness a {KEY}\ngroup g {how} a\n", 2, "asked for") for how in ("0", "2", "-1", "1.", "01", "some", "١")),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_refused_with_its_line_and_cause(text: str, line: int, cause: str) -> None:
    """Every rule of the specification, broken once."""
    with pytest.raises(PolicyInvalid, match=cause) as caught:
        Policy.parse(text)
    assert str(line) in caught.value.message or not line
    assert caught.value.hint


def test_blanks_comments_and_order_are_free() -> None:
    """Tabs, leading and trailing blanks, empty lines; groups and witnesses after the quorum."""
    text = f"\t quorum\tnone \n\n  # a comment\n\t\n \twitness  a\t{KEY} \t\ngroup g 1 a\nlog {log_key().vkey}\n"
    policy = Policy.parse(text)
    assert (policy.quorum, policy.groups) == ("none", (Group("g", 1, ("a",)),))
    odd = Policy.parse(f"witness a {KEY}\nwitness b {OTHER}\ngroup all any a\ngroup any all b all\nquorum any\n")
    assert odd.satisfied_by("ab")


def test_names_are_opaque_octets() -> None:
    """A Kelvin sign is no K; other blanks than space and tab, and octets that are no UTF-8, are part of a name."""
    data = f"witness K {KEY}\nwitness \u212a {OTHER}\n".encode() + b"group \xff\xc2\xa0 all K\nquorum \xff\xc2\xa0\n"
    policy = Policy.parse(data)
    assert [each.name for each in policy.witnesses] == ["K", "\u212a"]
    assert str(policy).encode("utf-8", "surrogateescape") == data
    with pytest.raises(PolicyInvalid, match="not defined"):
        Policy.parse(f"witness \u212a {KEY}\nquorum K\n")


def test_as_many_as_an_implementation_should_take() -> None:
    """32 logs, 32 witnesses, 32 groups, each in the next."""
    lines = [f"log {log_key(number).vkey} https://{number}.example\n" for number in range(32)]
    lines += [f"witness w{number} {witness(number).vkey}\ngroup g{number} 1 w{number}{f' g{number - 1}' * (number > 0)}\n" for number in range(32)]  # fmt: skip  # noqa: E501
    policy = Policy.parse("".join(lines) + "quorum g31\n")
    assert policy.satisfied_by(["w0"])
    assert not policy.satisfied_by([])


def test_a_policy_is_a_text_or_a_file(tmp_path: Path) -> None:
    """A setting holds either; a file that is missing is named."""
    (tmp_path / "trust.policy").write_text(EXAMPLE, encoding="utf-8")
    assert Policy.load("trust.policy", folder=tmp_path) == Policy.load(EXAMPLE.rstrip()) == Policy.parse(EXAMPLE)
    with pytest.raises(SettingsError, match=r"gone\.policy"):
        Policy.load("gone.policy", folder=tmp_path)


@st.composite
def policies(draw: st.DrawFn) -> tuple[Policy, dict[str, object]]:
    """Return a policy over six witnesses with random groups, and its quorum as a nested (threshold, members)."""
    trees: dict[str, object] = {name: name for name in NAMES}
    free, groups = list(NAMES), []
    for number in range(draw(st.integers(0, 5))):
        if not free:
            break
        members = draw(st.lists(st.sampled_from(free), min_size=1, max_size=4, unique=True))
        threshold = draw(st.integers(1, len(members)))
        groups.append(Group(f"g{number}", threshold, tuple(members)))
        trees[f"g{number}"] = (threshold, [trees[member] for member in members])
        free = [name for name in free if name not in members] + [f"g{number}"]
    quorum = draw(st.sampled_from([*trees, "none"]))
    text = "".join(f"witness {name} {witness(number).vkey}\n" for number, name in enumerate(NAMES))
    text += "".join(f"group {g.name} {g.threshold} {' '.join(g.members)}\n" for g in groups) + f"quorum {quorum}\n"
    return Policy.parse(text), {"tree": trees.get(quorum, (0, []))}


def naive(tree: Any, names: set[str]) -> bool:
    """Count by recursion, as the specification says it."""
    if isinstance(tree, tuple):
        threshold, members = tree
        return bool(sum(naive(member, names) for member in members) >= threshold)
    return str(tree) in names


@given(policies(), st.sets(st.sampled_from(NAMES)))
def test_any_quorum_is_counted_as_the_definition_says(made: tuple[Policy, dict[str, object]], names: set[str]) -> None:
    """Against an evaluator that knows nothing of the order of lines; and more cosignatures never make it fewer."""
    policy, expected = made
    assert policy.satisfied_by(names) == naive(expected["tree"], names)
    assert policy.satisfied_by(NAMES)
    assert Policy.parse(str(policy)) == policy


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"witness {text}\nquorum none\n".encode()))
def test_no_bytes_bring_the_reader_down(data: bytes) -> None:
    """What is no policy raises our error and no other."""
    try:
        policy = Policy.parse(data)
    except PolicyInvalid:
        return
    assert Policy.parse(str(policy)) == policy
