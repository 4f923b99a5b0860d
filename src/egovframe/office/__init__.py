"""The running office: engine, plug-ins and components, wired to each other. `App.open(settings)` gives one."""

from egovframe.office.office import Office
from egovframe.office.permissions import PERMISSIONS
from egovframe.office.work import Work

__all__ = ["PERMISSIONS", "Office", "Work"]
