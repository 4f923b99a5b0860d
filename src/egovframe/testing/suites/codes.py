"""What every kind of code must do, as tests that a plug-in's author runs by naming one fixture.

    class TestToken(CodeSuite):
        @pytest.fixture
        def code(self):
            return Token(digits=8)

        def typed(self, code, new, at):
            return shown_by_a_token(new.secret, at)

Each test is one sentence of the contract in `egovframe.auth.interfaces.Code`.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from pydantic import ValidationError

from egovframe.auth.interfaces import Code, NewCode, Proof
from egovframe.kernel.text import LANGUAGES

AT: Final = datetime(2026, 9, 21, 1, 2, 3, tzinfo=UTC)
LONGEST_KEPT: Final = 4096

_TYPED: Final = (
    "",
    " ",
    "-",
    "\0",
    "\ud800",
    "0" * 100_000,
    "１２３４５６",
    "안녕하세요",
    "-1",
    "1e5",
    "'; DROP TABLE--",
)
_BROKEN: Final = ("", "x", ":", "{}", "\0", "\ud800", "totp1:", "x" * 5000, "null", "[]")


class CodeSuite:
    """Subclass it, name it `Test…`, give it the fixture `code`, and `typed` where codes are not in a list."""

    @pytest.fixture
    def code(self) -> Code:
        """Return the plug-in under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `code` that returns the plug-in under test")

    def typed(self, code: Code, new: NewCode, at: datetime) -> str:
        """Return a code that is right at that moment and was not used: the first of the list where there is one."""
        if not new.codes:
            pytest.fail(f"{type(self).__name__} needs a method `typed(code, new, at)` that returns a right code")
        return new.codes[0]

    # --- The plug-in ---

    def test_is_a_code_of_this_version(self, code: Code) -> None:
        """The plug-in was written for this version, and says how its proof is called and how sure it is."""
        assert isinstance(code, Code)
        assert type(code).version == Code.version
        assert code.method.strip()
        assert set(LANGUAGES) <= set(code.title.as_dict())
        assert code.assurance in (1, 2, 3)

    def test_shows_that_the_person_has_something(self, code: Code) -> None:
        """The person reads the code from what was enrolled: nothing that is only known."""
        assert "have" in code.factors
        assert code.evidence().factors == code.factors

    def test_is_a_frozen_value(self, code: Code) -> None:
        """One instance serves many threads and never changes; a misspelt setting fails the start."""
        for name in type(code).model_fields:
            with pytest.raises(ValidationError):
                setattr(code, name, getattr(code, name))
        with pytest.raises(ValidationError):
            type(code)(**(code.model_dump() | {"no_such_setting": 1}))

    # --- Enrolling ---

    @pytest.mark.parametrize("name", ["kim", "김 철수", "a:b/c?d=e&f#g%", "", "\ud800", "x" * 200])
    def test_enrols_whatever_the_account_is_called(self, code: Code, name: str) -> None:
        """The person gets something to keep, the office a text that is short enough."""
        new = code.enrol(name, office="하늘시: Haneul & Co.")
        assert new.uri or new.secret or new.codes
        assert 0 < len(new.stored) <= LONGEST_KEPT
        assert new.stored.isprintable()

    def test_two_enrolments_are_never_alike(self, code: Code) -> None:
        """Not even of one account: neither what is kept nor what is shown."""
        one, two = (code.enrol("kim", office="Haneul City") for _ in range(2))
        assert one.stored != two.stored
        assert (one.uri, one.secret, one.codes) != (two.uri, two.secret, two.codes)

    # --- Checking ---

    def test_accepts_a_right_code_once(self, code: Code) -> None:
        """What verify hands back accepts the same code no more, nor does it at a later moment."""
        new = code.enrol("kim", office="Haneul City")
        right = self.typed(code, new, AT)
        proof = code.verify(new.stored, right, at=AT)
        assert proof.accepted
        assert proof.stored is not None, "without a text to keep, the code would be right again"
        assert proof.stored != new.stored
        assert len(proof.stored) <= LONGEST_KEPT
        for later in (timedelta(0), timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)):
            assert code.verify(proof.stored, right, at=AT + later) == Proof(accepted=False)

    def test_another_persons_code_is_wrong(self, code: Code) -> None:
        """A code counts for what it was enrolled for alone; a wrong one hands nothing back."""
        mine, other = (code.enrol("kim", office="Haneul City") for _ in range(2))
        if self.typed(code, mine, AT) != self.typed(code, other, AT):  # short codes are alike once in a million
            assert code.verify(mine.stored, self.typed(code, other, AT), at=AT) == Proof(accepted=False)

    def test_blanks_and_hyphens_do_not_count(self, code: Code) -> None:
        """People type what they see, in groups or without, with a blank at the end."""
        new = code.enrol("kim", office="Haneul City")
        bare = "".join(sign for sign in self.typed(code, new, AT) if sign.isalnum())
        for typed in (bare, f" {bare}\n", f"{bare[:3]} {bare[3:]}", "-".join(bare)):
            assert code.verify(new.stored, typed, at=AT).accepted

    @pytest.mark.parametrize("typed", _TYPED, ids=range(len(_TYPED)))
    def test_never_raises_for_what_a_person_typed(self, code: Code, typed: str) -> None:
        """Whatever is typed is wrong, and no error."""
        new = code.enrol("kim", office="Haneul City")
        assert code.verify(new.stored, typed, at=AT) == Proof(accepted=False)

    @pytest.mark.parametrize("broken", _BROKEN, ids=range(len(_BROKEN)))
    def test_a_broken_stored_text_accepts_nothing(self, code: Code, broken: str) -> None:
        """What another tool left in the database lets nobody in, and has no codes left."""
        new = code.enrol("kim", office="Haneul City")
        assert code.verify(broken, self.typed(code, new, AT), at=AT) == Proof(accepted=False)
        assert not code.left(broken)

    def test_a_stored_text_that_was_cut_off_raises_nothing(self, code: Code) -> None:
        """Wherever it was cut."""
        new = code.enrol("kim", office="Haneul City")
        right = self.typed(code, new, AT)
        for length in range(0, len(new.stored) - 1, max(1, len(new.stored) // 20)):
            assert code.verify(new.stored[:length], right, at=AT).accepted in (True, False)

    def test_says_how_many_codes_are_left_of_a_list(self, code: Code) -> None:
        """One less with each that was used; None where they do not run out."""
        new = code.enrol("kim", office="Haneul City")
        assert code.left(new.stored) == (len(new.codes) or None)
        stored = new.stored
        for used, each in enumerate(new.codes, start=1):
            proof = code.verify(stored, each, at=AT)
            assert proof.accepted
            assert proof.stored is not None
            stored = proof.stored
            assert code.left(stored) == len(new.codes) - used

    def test_many_threads_check_at_once(self, code: Code) -> None:
        """One instance, eight threads."""
        new = code.enrol("kim", office="Haneul City")
        right = self.typed(code, new, AT)
        with ThreadPoolExecutor(8) as pool:
            proofs = list(pool.map(lambda typed: code.verify(new.stored, typed, at=AT), [right, "x"] * 8))
        assert [proof.accepted for proof in proofs] == [True, False] * 8
