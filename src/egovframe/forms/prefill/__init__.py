"""Answers that the office can obtain itself: looked up for who signed in, before the first page is shown."""

from egovframe.forms.prefill.model import Brought, Found, Origin, Outcome
from egovframe.forms.prefill.settings import PrefillSettings
from egovframe.forms.prefill.sources import Source, Sources

__all__ = ["Brought", "Found", "Origin", "Outcome", "PrefillSettings", "Source", "Sources"]
