"""What a list comes to, held against the office: nothing is taken away, nothing is done twice, rights are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.auth import Auth, AuthSettings
from egovframe.kernel.permissions import EVERYWHERE, Actor
from tests.auth.gatehouse import PASSWORD, ROLES, UNITS, Gatehouse
from tests.auth.importing.clerk import CLERK, codes, framework_hash, imported, written

LIST = (
    "name,full name,email,phone,roles\n"
    "kim,김하늘,kim@x.kr,010-1111-2222,road-officer@roads ..2027-01-31; auditor\n"
    "lee,이바다,,,\n"
)


def test_new_people_and_then_nothing(gate: Gatehouse, tmp_path: Path) -> None:
    """The second time each row is unchanged, on each database."""
    path = written(tmp_path, LIST)
    _, (kim, lee) = imported(gate, path)
    assert (kim.outcome, lee.outcome) == ("new", "new")
    assert kim.changes == (
        "account", "display_name", "emails", "phones", "role road-officer@roads ..2027-01-31", "role auditor",
    )  # fmt: skip
    assert lee.changes == ("account", "display_name")
    _, (kim, lee) = imported(gate, path)
    assert (kim.outcome, kim.changes, lee.outcome) == ("unchanged", (), "unchanged")
    gate.time.forward(days=1)  # a later day: what counts already is not granted anew
    assert imported(gate, path)[0].counts["unchanged"] == 2


def test_what_the_list_does_not_say_stays(small: Gatehouse, tmp_path: Path) -> None:
    """Empty cells, roles that it does not name, other addresses, an account that was shut."""
    imported(small, written(tmp_path, LIST))
    with small.work() as work:
        small.accounts(work).disable("lee")
    _, (kim, lee) = imported(small, written(tmp_path, "name,email,roles,status\nKIM,new@x.kr,,\nlee,,,open\n"))
    assert (kim.outcome, kim.changes, lee.outcome) == ("changed", ("emails",), "unchanged")
    with small.work() as work:
        accounts = small.accounts(work)
        profile = accounts.profile("kim")
        assert (profile.display_name, profile.email, profile.phone) == ("김하늘", "new@x.kr", "010-1111-2222")
        assert len(accounts.grants("kim")) == 2
        assert accounts.get("lee").disabled is not None


def test_a_password_that_somebody_has_here_is_never_replaced(small: Gatehouse, tmp_path: Path) -> None:
    """An account without one gets the hash; one with a password keeps it, whatever the list says."""
    small.add("kim")
    with small.work() as work:
        small.accounts(work).add("lee")
    rows = "".join(f"{name},egovframe,{framework_hash(name, 'old words')}\n" for name in ("kim", "lee"))
    _, (kim, lee) = imported(small, written(tmp_path, f"name,scheme,password hash\n{rows}"))
    assert (kim.outcome, lee.outcome, lee.changes) == ("unchanged", "changed", ("password",))
    assert small.enter("kim", PASSWORD)[0]
    assert small.enter("lee", "old words")[0]


def test_who_is_shut_elsewhere_is_shut_here(small: Gatehouse, tmp_path: Path) -> None:
    """New and known accounts, once."""
    small.add("lee")
    path = written(tmp_path, "아이디,상태\nkim,정지\nlee,정지\n")
    _, (kim, lee) = imported(small, path)
    assert (kim.changes, lee.changes) == (("account", "disabled"), ("disabled",))
    with small.work() as work:
        assert all(small.accounts(work).get(name).disabled for name in ("kim", "lee"))
    assert imported(small, path)[0].counts["unchanged"] == 2


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("kim,,,,king", (5, "role_unknown")),
        ("kim,,,,auditor@moon", (5, "unit_unknown")),
        ("kim,,,,auditor ..2020-01-01", (5, "period_over")),
        ("kim,,,,auditor 2027-02-01..2027-01-31", (5, "period_over")),
        ("kim,,no address,,", (3, "email_invalid")),
        (f"{'k' * 65},,,,", (1, "name_long")),
        ("k\u200bim,,,,", (1, "name_unprintable")),
        ("taken,,,,", (6, "kind_other")),
    ],
)
def test_each_problem_is_told_with_its_column(
    small: Gatehouse, tmp_path: Path, row: str, problem: tuple[int, str]
) -> None:
    """In the check, before anything is written."""
    with small.work() as work:
        small.accounts(work).add("taken", kind="officer")
    text = f"name,full name,email,phone,roles,kind\n{row},citizen\nfine,,,,,\n"
    tally, (wrong, fine) = imported(small, written(tmp_path, text))
    assert codes(wrong) == [problem]
    assert (wrong.outcome, fine.outcome, tally.written) == ("error", "new", False)


def test_hashes_that_are_none_are_told_without_being_quoted(small: Gatehouse, tmp_path: Path) -> None:
    """With what is the matter; nothing of the cell is in the words."""
    secret = "bm90IGVub3VnaA=="
    _, (kim,) = imported(small, written(tmp_path, f"name,scheme,password hash\nkim,egovframe,{secret}\n"))
    assert codes(kim) == [(3, "hash_invalid")]
    assert "32" in kim.problems[0].message.in_("en")
    assert secret not in str(kim)


def test_roles_are_granted_only_where_one_may(small: Gatehouse, tmp_path: Path) -> None:
    """`role.grant` counts in the unit of the role; for the whole office it takes all of them."""
    registrar = Actor(
        "officer",
        "registrar",
        "Registrar",
        holds={"account.manage": EVERYWHERE, "role.grant": frozenset({"roads"})},
    )
    text = "name,roles\nkim,road-officer@roads\nlee,road-officer@parks\npark,auditor\n"
    _, verdicts = imported(small, written(tmp_path, text), registrar)
    assert [codes(each) for each in verdicts] == [[], [(2, "role_forbidden")], [(2, "role_forbidden")]]


def test_roles_that_are_held_separate_are_told_before(small: Gatehouse, tmp_path: Path) -> None:
    """Two of one row, and one beside what the account holds; in places that never meet they go together."""
    small.auth = Auth(
        small, AuthSettings.quick(), ROLES, UNITS, separate=[("road-officer", "auditor")], words=("하늘시",)
    )
    small.add("lee", role="auditor")
    text = "name,roles\nkim,road-officer;auditor\nlee,road-officer@roads\npark,road-officer@roads;auditor@parks\n"
    tally, verdicts = imported(small, written(tmp_path, text), CLERK)
    assert [codes(each) for each in verdicts] == [[(2, "roles_exclude")], [(2, "roles_exclude")], []]
    assert not tally.written


def test_nobody_imports_a_role_for_themself(small: Gatehouse, tmp_path: Path) -> None:
    """The row is named before anything is done; a role that is held just so is no matter."""
    me = small.add("kim", role="auditor")
    kim = Actor("officer", me, "kim", holds=CLERK.holds)
    _, (row,) = imported(small, written(tmp_path, "name,roles\nkim,auditor; road-officer@roads\n"), kim)
    assert codes(row) == [(2, "role_own")]
    _, (row,) = imported(small, written(tmp_path, "name,roles\nkim,auditor\n"), kim)
    assert row.outcome == "unchanged"
