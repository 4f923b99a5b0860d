"""Whom a certificate means, for any authority: by its key, its number or its name."""

from __future__ import annotations

import pytest

from egovframe.auth.builtin.subjects import ByKey, ByName, BySerial
from egovframe.auth.certificates.subjects import COMMON_NAME, ORGANIZATION, Paper, Subjects
from egovframe.auth.errors import ProofRefused
from egovframe.testing.suites import SubjectsSuite

KIM = Paper(
    subject="CN=Kim,O=Haneul City",
    attributes=((ORGANIZATION, "Haneul City"), (COMMON_NAME, "Kim")),
    serial=4097,
    key="ab" * 32,
    emails=("kim@city.example",),
)
RENEWED = Paper(subject=KIM.subject, attributes=KIM.attributes, serial=4098, key=KIM.key)
NEW_KEY = Paper(subject=KIM.subject, attributes=KIM.attributes, serial=4099, key="cd" * 32)
NAMESAKE = Paper(subject="CN=Kim,O=Sky City", attributes=((COMMON_NAME, "Kim"),), serial=4097, key="ef" * 32)


def test_each_rule_has_its_own_idea_of_the_same_person() -> None:
    """The key stays when a certificate is renewed for it, the name when it is renewed for a new key."""
    key, serial, name = ByKey(), BySerial(), ByName()
    assert key.meant(KIM).subject == key.meant(RENEWED).subject != key.meant(NEW_KEY).subject
    assert serial.meant(KIM).subject != serial.meant(RENEWED).subject
    assert name.meant(KIM).subject == name.meant(RENEWED).subject == name.meant(NEW_KEY).subject
    assert all(rule.meant(KIM).subject != rule.meant(NAMESAKE).subject for rule in (key, name))
    assert (key.meant(KIM).subject, serial.meant(KIM).subject) == (f"key:{KIM.key}", "serial:1001")


def test_rules_never_mean_the_same_by_accident() -> None:
    """What one rule calls somebody, no other rule calls anybody."""
    assert len({rule.meant(KIM).subject.partition(":")[0] for rule in (ByKey(), BySerial(), ByName())}) == 3


def test_what_is_shown_of_somebody() -> None:
    """The name and organization of the certificate, and the address where there is one alone."""
    found = ByKey().meant(KIM)
    assert (found.name, found.title, found.email) == ("Kim", "Haneul City", "kim@city.example")
    several = Paper(subject="", attributes=(), serial=1, key="00", emails=("a@city.example", "b@city.example"))
    assert (ByKey().meant(several).name, ByKey().meant(several).email) == ("", "")


def test_a_certificate_without_a_name_means_nobody_by_name() -> None:
    """It may by its key."""
    nameless = Paper(subject="", attributes=(), serial=1, key="00")
    with pytest.raises(ProofRefused):
        ByName().meant(nameless)
    assert ByKey().meant(nameless).subject


class TestRules(SubjectsSuite):
    """What every rule must do, for each of these."""

    @pytest.fixture(params=[ByKey, BySerial, ByName])
    def subjects(self, request: pytest.FixtureRequest) -> Subjects:
        """One of them."""
        rule: Subjects = request.param()
        return rule

    @pytest.fixture
    def papers(self) -> list[Paper]:
        """Two people who have nothing in common."""
        lee = Paper(subject="CN=Lee", attributes=((COMMON_NAME, "Lee"),), serial=4100, key="12" * 32)
        return [KIM, lee]
