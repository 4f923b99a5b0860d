"""A complete e-government office from typed declarations: `from egovframe import App, Form, Petition, Work, ask`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.late import late

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


if not TYPE_CHECKING:
    __getattr__ = late(__name__, _HOMES)
