"""A profile as the attributes of a User, and back."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.model import Account
from egovframe.auth.profiles import Contact, Profile
from egovframe.auth.scim.people import group_id, profile_in, user
from egovframe.auth.scim.schemas import ENTERPRISE_URN, USER_URN
from tests.auth.scim.desk import BASE

AT = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)
KIM = Account("0198-kim", "kim", "officer", AT)

texts = st.text(alphabet="가나다abc 1", min_size=1, max_size=8)
contacts = st.lists(st.builds(Contact, texts, texts, st.booleans()), max_size=2).map(tuple)
profiles = st.builds(
    Profile,
    display_name=texts,
    family_name=texts,
    given_name=texts,
    emails=contacts,
    phones=contacts,
    locale=texts,
    external_id=texts,
    employee_number=texts,
)


@given(profiles)
def test_what_becomes_a_user_comes_back_as_the_same_profile(profile: Profile) -> None:
    """Nothing is lost on the way to a provisioning system and back."""
    assert profile_in(user(KIM, profile, [], changed="2026", base=BASE)) == profile


def test_an_account_without_a_profile_is_a_user_all_the_same() -> None:
    """What is not known is left out; what the office knows itself is there."""
    found = user(KIM, Profile(), [("road-officer", "roads")], changed="2026-09-21T01:00:00.000Z", base=BASE)
    assert found["schemas"] == [USER_URN]
    assert (found["userName"], found["active"]) == ("kim", True)
    assert found["groups"][0]["$ref"] == f"{BASE}/Groups/road-officer@roads"
    assert found["meta"]["location"] == f"{BASE}/Users/0198-kim"
    assert not {"name", "emails", "displayName", ENTERPRISE_URN} & set(found)


def test_addresses_without_a_value_are_none() -> None:
    """A client may say of what kind an address is without saying what it is."""
    assert profile_in({"emails": [{"type": "work"}]}) == Profile()


def test_groups_are_called_by_role_and_unit() -> None:
    """`role`, or `role@unit`."""
    assert (group_id("admin", None), group_id("admin", "roads")) == ("admin", "admin@roads")
