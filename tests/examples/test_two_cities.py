"""Two cities that witness each other: one is put back to an older copy, and the other finds out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from examples.two_cities import city
from tests.examples.own_tests import run


def test_both_cities_declare_what_holds() -> None:
    """Nothing in either declaration is missing or misspelt."""
    assert city.haneul.problems() == city.bada.problems() == []


@pytest.mark.whole
def test_the_city_that_was_put_back_is_found_out(repository: Path, tmp_path: Path) -> None:
    """Each cosigns the other's checkpoint; the forged history is refused, and both sides hold the evidence."""
    said = run(["two_cities.py", str(tmp_path / "cities")], cwd=repository / "examples" / "two_cities")
    shown = re.findall(r"^(\w+) shows what it cosigned of (\w+):\n    (\S+)/log\n    (\d+)", said, re.MULTILINE)
    assert [(witness, log) for witness, log, _, _ in shown] == [
        ("haneul", "bada"),
        ("bada", "haneul"),
        ("bada", "haneul"),
    ]
    assert int(shown[2][3]) > int(shown[1][3])
    assert said.count("/witness ") >= 6, "three checkpoints with two cosignatures each"
    assert "it knows our log up to size" in said or "is not a continuation" in said
    for name in ("haneul", "bada"):
        assert re.search(
            rf"alarm in {name}: (fork|rollback) of {shown[1][2]}/log, signed at sizes {shown[2][3]} and \d+", said
        )
    assert said.rstrip().endswith("The other city found out.")
