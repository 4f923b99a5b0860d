"""Every type of fact there is."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import egovframe
from egovframe.kernel.facts import FactType
from egovframe.office.facts import FACTS
from egovframe.testing import open_office
from tests.office.city import haneul


def test_each_type_has_a_name_of_its_own_and_words_in_both_languages() -> None:
    """Whoever reads the trail reads Korean or English, and never two deeds under one name."""
    assert len({each.action for each in FACTS}) == len(FACTS)
    assert all({"ko", "en"} <= set(each.title.as_dict()) for each in FACTS)


def test_no_type_is_forgotten() -> None:
    """Whatever type any module of the library declares is among them."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(egovframe.__path__, "egovframe."):
        if "suites" in module.name or "migrations" in module.name or module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            each = value if isinstance(value, dict) else {"": value}
            found |= {kind.action for kind in each.values() if isinstance(kind, FactType)}
    assert found == {kind.action for kind in FACTS}


def test_the_trail_of_an_office_knows_them(tmp_path: Path) -> None:
    """By name, with their words; an unknown one is shown under its name."""
    with open_office(haneul(), tmp_path) as office:
        assert office.trail.title_of("petition.read").in_("ko") == "민원 열람"
        assert office.trail.title_of("city.danced").in_("ko") == "city.danced"


def test_retention_is_not_below_what_the_law_asks_for(tmp_path: Path) -> None:
    """개인정보의 안전성 확보조치 기준 §8: two years by default; §5③: three for grants and revocations of rights."""
    with open_office(haneul(), tmp_path) as office:
        floors = office.trail.retention.floors
        for kind in FACTS:
            least = 3 if kind.action.startswith(("role.", "unit.", "account.")) else 2
            assert floors.of(kind.action)[0] >= least, kind.action
