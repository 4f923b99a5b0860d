"""What the pages ask of an office: the real one has all of it."""

from __future__ import annotations

import inspect
from pathlib import Path

from egovframe.testing import open_office
from egovframe.web.gateway import Office
from tests.web.fakes import FakeOffice
from tests.web.portal.town import town

NEEDED = sorted(name for name in vars(Office) if not name.startswith("_"))


def test_the_office_has_all_of_it(tmp_path: Path) -> None:
    """Every name that the pages use is there in an open office, and in the fake of the tests."""
    assert {"auth", "forms", "records", "trail", "work", "look"} <= set(NEEDED)
    with open_office(town(), tmp_path) as office:
        assert [name for name in NEEDED if not hasattr(office, name)] == []
        for verb in ("work", "look"):
            wanted = inspect.signature(vars(Office)[verb]).parameters
            assert set(wanted) - {"self"} <= set(inspect.signature(getattr(office, verb)).parameters)
    fake = FakeOffice(tmp_path)
    assert [name for name in NEEDED if not hasattr(fake, name)] == []
