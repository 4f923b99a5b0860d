"""Names that are loaded late."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from egovframe.kernel.late import late


def test_a_name_is_loaded_from_its_home_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no name of the package is an AttributeError that says so."""
    package = ModuleType("lazy")
    monkeypatch.setitem(sys.modules, "lazy", package)
    package.__getattr__ = late("lazy", {"Fraction": "fractions"})  # type: ignore[method-assign]
    import fractions

    assert package.Fraction is fractions.Fraction
    assert package.__dict__["Fraction"] is fractions.Fraction
    with pytest.raises(AttributeError, match="module 'lazy' has no attribute 'Decimal'"):
        _ = package.Decimal


def test_importing_the_package_loads_none_of_it() -> None:
    """Neither a database nor a form, until a name is asked for."""
    code = (
        "import sys, egovframe, egovframe.audit, egovframe.forms\n"
        "heavy = {'sqlalchemy', 'pydantic', 'cryptography'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "egovframe.audit.Trail\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines() == ["[]", "['cryptography', 'pydantic', 'sqlalchemy']"]
