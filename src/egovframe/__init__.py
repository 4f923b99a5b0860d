"""A complete e-government office from typed declarations: `from egovframe import App, Form, Petition, Work, ask`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from egovframe.app import App
    from egovframe.forms.form import Form, ask
    from egovframe.forms.model import Petition
    from egovframe.office import Work

__all__ = ["App", "Form", "Petition", "Work", "ask"]

_HOMES = {
    "App": "egovframe.app",
    "Form": "egovframe.forms.form",
    "Petition": "egovframe.forms.model",
    "Work": "egovframe.office",
    "ask": "egovframe.forms.form",
}


if not TYPE_CHECKING:  # type checkers shall miss what is not there

    def __getattr__(name: str) -> Any:
        """Load a name when it is first asked for: importing the package alone costs next to nothing."""
        home = _HOMES.get(name)
        if home is None:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        from importlib import import_module

        value = getattr(import_module(home), name)
        globals()[name] = value
        return value
