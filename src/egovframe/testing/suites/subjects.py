"""What every rule for whom a certificate means must do, as tests that its author runs by naming two fixtures.

    class TestStaff(SubjectsSuite):
        @pytest.fixture
        def subjects(self):
            return Staff()

        @pytest.fixture
        def papers(self):
            return [a_paper("Kim", "4711"), a_paper("Lee", "4712")]

Each test is one sentence of the contract in `egovframe.auth.certificates.subjects.Subjects`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pytest
from pydantic import ValidationError

from egovframe.auth.certificates.subjects import COMMON_NAME, COUNTRY, Meant, Paper, Subjects
from egovframe.auth.errors import ProofRefused
from egovframe.kernel.text import LANGUAGES

_NUMBER: Final = re.compile(r"[0-9][0-9 -]{4,}[0-9]")
"""What may be somebody's number: six digits and more."""
_ODD: Final = ("", " ", "\0", "\ud800", "x" * 100_000, "()", "안녕하세요", "<script>", "CN=", "850", "0" * 40)
_KEY: Final = "0" * 64


class SubjectsSuite:
    """Subclass it, name it `Test…`, give it the fixtures `subjects` and `papers`."""

    @pytest.fixture
    def subjects(self) -> Subjects:
        """Return the rule under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `subjects` that returns the rule under test")

    @pytest.fixture
    def papers(self) -> Sequence[Paper]:
        """Return certificates of at least two people, one of each, of a kind that the rule knows."""
        pytest.fail(f"{type(self).__name__} needs a fixture `papers`: certificates of two people")

    def test_is_a_rule_of_this_version(self, subjects: Subjects) -> None:
        """The plug-in was written for this version, and has a title."""
        assert isinstance(subjects, Subjects)
        assert type(subjects).version == Subjects.version
        assert set(LANGUAGES) <= set(type(subjects).title.as_dict())

    def test_is_a_frozen_value(self, subjects: Subjects) -> None:
        """One instance serves many threads and never changes."""
        for name in type(subjects).model_fields:
            with pytest.raises(ValidationError):
                setattr(subjects, name, getattr(subjects, name))

    def test_the_same_certificate_always_means_the_same(self, subjects: Subjects, papers: Sequence[Paper]) -> None:
        """Whoever is linked stays linked."""
        for paper in papers:
            one = subjects.meant(paper)
            assert one.subject.strip()
            assert one == subjects.meant(replace(paper))

    def test_two_people_are_never_the_same(self, subjects: Subjects, papers: Sequence[Paper]) -> None:
        """Two certificates with one subject let in the same account."""
        found = {subjects.meant(paper).subject for paper in papers}
        assert len(found) == len(papers) >= 2

    def test_no_number_of_a_person_is_shown(self, subjects: Subjects, papers: Sequence[Paper]) -> None:
        """What stands in lists is a name, and nothing that counts people."""
        for paper in papers:
            meant = subjects.meant(paper)
            for text in (meant.name, meant.title):
                assert not _NUMBER.search(text), text
                assert text == text.strip()

    @pytest.mark.parametrize("odd", _ODD, ids=range(len(_ODD)))
    def test_what_it_does_not_know_is_refused_in_words(
        self, subjects: Subjects, papers: Sequence[Paper], odd: str
    ) -> None:
        """Whatever stands in a certificate, somebody is meant or it is refused; nothing else is raised."""
        known = papers[0]
        attributes = ((COMMON_NAME, odd), (COUNTRY, odd))
        for paper in (
            Paper(subject=odd, attributes=(), serial=0, key=_KEY),
            Paper(subject=odd, attributes=attributes, serial=1, key=_KEY, emails=(odd, odd)),
            replace(known, attributes=tuple((kind, odd) for kind, _ in known.attributes)),
            replace(known, others={name: odd.encode("utf-8", "replace") for name in known.others}),
            replace(known, attributes=known.attributes * 2),
        ):
            try:
                meant = subjects.meant(paper)
            except ProofRefused:
                continue
            assert isinstance(meant, Meant)
            assert meant.subject.strip()

    def test_what_is_not_in_the_certificate_changes_nothing(self, subjects: Subjects, papers: Sequence[Paper]) -> None:
        """A certificate with nobody in it means nobody, or whoever has its key or number: nobody by name."""
        for paper in papers:
            bare = Paper(subject="", attributes=(), serial=paper.serial, key=paper.key)
            try:
                meant = subjects.meant(bare)
            except ProofRefused:
                continue
            assert (meant.name, meant.title, meant.email) == ("", "", "")
