"""The demos fail as they say; the scanner does what every scanner must."""

import pytest
from egovframe_failing_demos import EicarScanner, FailingChannel, FailingPrefill, FailingScanner

from egovframe.forms.interfaces import Message, Person
from egovframe.testing.suites import ScannerSuite

SOMEBODY = Person(account="0198a", name="hong", assurance=2)
NOTICE = Message(id="1", kind="result", receipt="PK4M-T7Q2", language="ko", subject="답변", text="가")


class TestEicarScanner(ScannerSuite):
    """The scanner passes the suite of all scanners."""

    @pytest.fixture
    def scanner(self) -> EicarScanner:
        """Return the scanner."""
        return EicarScanner()


def test_what_raises_raises() -> None:
    """Each of them raises when it is to."""
    with pytest.raises(RuntimeError):
        FailingPrefill(how="raises").look_up(SOMEBODY, frozenset())
    with pytest.raises(RuntimeError):
        FailingChannel(how="raises").send(NOTICE)
    with pytest.raises(RuntimeError):
        FailingScanner(how="raises").scan([])


def test_what_talks_nonsense_does() -> None:
    """What comes back is of a kind that the interface does not know."""
    assert not isinstance(FailingPrefill(how="nonsense").look_up(SOMEBODY, frozenset({"name"}))["name"], str)
    assert FailingChannel(how="nonsense").send(NOTICE).reference is None
    assert FailingScanner(how="nonsense").scan([]) is None
