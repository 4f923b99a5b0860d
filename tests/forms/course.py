"""Steps of a case as its officer, its holder and the office take them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from egovframe.forms.service import Petitions
from tests.forms.desk import OFFICER, SYSTEM, VISITOR, Desk


class Case:
    """One pothole, and whoever acts on it."""

    def __init__(self, desk: Desk, **options: Any) -> None:
        self.desk = desk
        self.filed = desk.submit(**options)
        self.receipt: str = self.filed.petition.receipt
        self.id: str = self.filed.petition.id

    def officer(self, deed: Callable[..., Any], *said: Any, by: Any = OFFICER, **more: Any) -> Any:
        """Do it as an officer of the unit: `case.officer(Petitions.answer, "Mended.")`."""
        with self.desk.work(by) as work:
            return deed(self.desk.at(work), self.receipt, *said, **more)

    def holder(self, deed: Callable[..., Any], *said: Any, **more: Any) -> Any:
        """Do it as whoever has the petition's key."""
        with self.desk.work(VISITOR) as work:
            self.desk.at(work).holder(self.receipt, self.filed.key)
            return deed(self.desk.at(work), self.receipt, *said, **more)

    def tick(self) -> int:
        """Let the office look what has come due."""
        with self.desk.work(SYSTEM) as work:
            return self.desk.at(work).tick()

    def now(self) -> Any:
        """The petition as an officer sees it."""
        with self.desk.look(OFFICER) as look:
            return self.desk.at(look).get(self.receipt)

    def actions(self, by: Any = OFFICER) -> list[str]:
        """What can be done with it now."""
        with self.desk.look(by) as look:
            return list(self.desk.at(look).actions(self.desk.at(look).get(self.receipt)))

    def holders(self) -> list[str]:
        """What its holder can do with it now."""
        with self.desk.work(VISITOR) as work:
            return list(self.desk.at(work).actions(self.desk.at(work).holder(self.receipt, self.filed.key)))

    def course(self) -> list[str]:
        """Its history, by kind."""
        with self.desk.look(OFFICER) as look:
            return [step.kind for step in self.desk.at(look).timeline(self.desk.at(look).get(self.receipt))]

    def refused(self) -> Case:
        """Refuse it, tell the applicant, and close it."""
        self.officer(Petitions.refuse, "사유지입니다.", basis="도로법 제2조", remedy="60일 안에 이의신청")
        self.desk.run_due_tasks()
        return self
