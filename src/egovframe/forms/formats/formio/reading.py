"""Reading a form of form.io: its JSON as the builder saves it."""

from __future__ import annotations

from egovframe.forms.formats.carrying import NO_PLACE, SERVICE, Carried, FormatUnreadable
from egovframe.forms.formats.documents import read_json_object
from egovframe.forms.formats.formio.components import Reader
from egovframe.forms.formats.sketch import Sketch

_LEFT_BEHIND = {"access": SERVICE, "submissionAccess": SERVICE, "controller": NO_PLACE, "settings": NO_PLACE}


def read(content: bytes, *, name: str = "") -> Carried:
    """Return the form that a form.io document describes, called `name` unless the document says.

    Raises:
        FormatUnreadable: it is no form of form.io, too large, or asks nothing.
    """
    document = read_json_object(content)
    components = document.get("components")
    if not isinstance(components, list):
        raise FormatUnreadable("The file is no form of form.io: it has no components.", hint="Export the form as JSON.")
    sketch = Sketch()
    for said, reason in _LEFT_BEHIND.items():
        if document.get(said):
            sketch.note(said, reason)
    Reader(sketch).read(components)
    called = str(document.get("name") or document.get("machineName") or document.get("path") or name or "form")
    properties = document.get("properties")
    egov = properties.get("egov") if isinstance(properties, dict) else None
    own = egov if isinstance(egov, dict) else {}
    title = own.get("title") or document.get("title") or called
    return sketch.finish(name=name or called, title=title, about=own.get("about") or document.get("description"))
