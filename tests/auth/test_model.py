"""Names, kinds, roles and grants as values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.errors import NameInvalid
from egovframe.auth.model import KINDS, Grant, NewToken, Role, account_kind, account_name, name_key, new_name
from egovframe.kernel.text import Text

NOW = datetime(2026, 9, 21, tzinfo=UTC)


@given(st.text(max_size=80))
def test_a_name_that_is_taken_stays_as_it_is(text: str) -> None:
    """Reading a name twice changes nothing; two names of one key are one name."""
    try:
        name = account_name(text)
    except NameInvalid:
        return
    assert account_name(name) == name
    assert name_key(name) == name_key(name.swapcase().swapcase()) or name.swapcase().swapcase() != name


def test_names_are_trimmed_and_composed() -> None:
    """Blanks around, and decomposed letters."""
    assert account_name("  Mu\u0308ller ") == "Müller"
    assert name_key("STRASSE") == name_key("straße")


@pytest.mark.parametrize("text", ["k\u0456m", "\u0440aul", "\uff4b\uff49\uff4d", "\U0001d424im", "al\u03bfe 2"])
def test_no_new_name_reads_like_another(text: str) -> None:
    """Cyrillic or Greek letters among Latin ones, and letters of another width; who is called so signs in as before."""
    assert account_name(text) == text
    with pytest.raises(NameInvalid) as refused:
        new_name(text)
    assert refused.value.faults[0].code == "name_lookalike"


@pytest.mark.parametrize(
    "text", ["김하늘", "kim-하늘", "Müller", "Иванов", "Αθηνά", "kim Иванов", "㈜하늘", "ㅋㅋ2", "李明"]
)
def test_a_new_name_may_be_of_any_script(text: str) -> None:
    """And of several, in words of their own."""
    assert new_name(text) == text


@pytest.mark.parametrize("text", ["", "x" * 65, "a\u200bb", "k\u0456m"])
def test_what_is_wrong_with_a_name_is_said_in_both_languages(text: str) -> None:
    """To whoever typed it; the console adds nothing to its own sentence."""
    with pytest.raises(NameInvalid) as refused:
        new_name(text)
    words = Text.of(refused.value.faults[0].message)
    assert any("가" <= sign <= "힣" for sign in words.in_("ko"))
    assert words.in_("en") in str(refused.value)


def test_the_kinds_of_account_are_those_of_the_office() -> None:
    """Everything but the system itself; another one is named with the choices."""
    assert set(KINDS) == {"citizen", "company", "officer", "service"}
    assert account_kind("officer") == "officer"
    with pytest.raises(NameInvalid, match="citizen, company, officer, service"):
        account_kind("system")


def test_a_grant_counts_between_its_dates() -> None:
    """From `since` on, until `until` or its revoking, whichever comes first; the end itself is out."""
    grant = Grant("g", "a", "auditor", None, NOW, until=NOW + timedelta(days=2))
    hours = [-1, 0, 47, 48]
    assert [grant.counts(NOW + timedelta(hours=hour)) for hour in hours] == [False, True, True, False]
    early = Grant("g", "a", "auditor", None, NOW, until=NOW + timedelta(days=2), revoked=NOW + timedelta(days=1))
    assert [early.counts(NOW + timedelta(hours=hour)) for hour in (23, 24)] == [True, False]


def test_a_declaration_has_one_byte_form() -> None:
    """Whatever the order in which permissions were written; a changed word changes it."""
    one = Role("a", Text(ko="가", en="A"), frozenset(("x.y", "a.b")))
    assert one.declaration() == Role("a", Text(en="A", ko="가"), frozenset(("a.b", "x.y"))).declaration()
    assert one.declaration() != Role("a", Text(ko="나", en="A"), frozenset(("x.y", "a.b"))).declaration()


def test_a_token_is_not_shown_in_logs() -> None:
    """Its representation leaves it out."""
    assert "secret" not in repr(NewToken("t", "a", token="secret"))
