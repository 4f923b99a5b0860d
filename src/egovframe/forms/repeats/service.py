"""How often somebody asked for the same; whether two petitions say the same is for an officer to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.forms import facts as of_petitions
from egovframe.forms import store as cases
from egovframe.forms.access import Access, object_of, subjects_of
from egovframe.forms.casework import Casework
from egovframe.forms.notices.model import CLOSING
from egovframe.forms.procedure.guards import Guards
from egovframe.forms.repeats import facts, store
from egovframe.forms.repeats.counting import Compared, Repeats, told_before
from egovframe.forms.repeats.petitioner import marks_of
from egovframe.forms.similar.service import SimilarPetitions
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

BASIS: Final = "민원 처리에 관한 법률 제23조제1항"

_NONE: Final = Text(
    ko="이 번호로 열람할 수 있는 민원이 없습니다.", en="There is no petition with this number that you may read."
)
_ITSELF: Final = Text(ko="다른 민원의 접수번호를 적으세요.", en="Write the number of another petition.")


class RepeatedPetitions:
    """Petitions that say the same as another, as the person at work may see and compare them (`work.repeats`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms
        self._access = Access(work)

    def of(self, receipt: str) -> Repeats:
        """Return the petitions beside this one, the likest first, with what counts of them (법23①).

        There are those that share much of the wording, and those that an officer compared with it. Only petitions that
        the actor may read are there and are counted. Whose a petition is, is compared by keyed marks: nobody is shown
        them. Raises Forbidden and NotFound.
        """
        row = self._access.found(receipt, "petition.read")
        similar = SimilarPetitions(self._work, self._forms)
        near = {each["id"]: (likeness, each) for likeness, each in similar.near(row)}
        compared = store.compared(self._work.conn, row["id"])
        for id_ in compared.keys() - near.keys():
            other = cases.by_id(self._work.conn, id_)
            if other is not None and self._access.may("petition.read", other):
                near[id_] = (similar.likeness(row, other), other)
        if near:
            self._listed(row, [each for _, each in near.values()])
        mine, case = marks_of(self._work, self._forms, row), Casework(self._work, self._forms)
        beside = []
        for likeness, each in sorted(near.values(), key=lambda pair: (-pair[0], pair[1]["id"])):
            theirs = marks_of(self._work, self._forms, each)
            beside.append(
                Compared(
                    case.hidden(each),
                    likeness,
                    same=compared.get(each["id"]),
                    petitioner=bool(mine & theirs) if mine and theirs else None,
                    earlier=(each["received"], each["id"]) < (row["received"], row["id"]),
                    told=self._told(each, by=row),
                )
            )
        statutory = not Guards(self._work, self._forms, row).holds("not_statutory")
        return Repeats(tuple(beside), statutory=statutory)

    def compare(self, receipt: str, other: str, *, same: bool) -> Repeats:
        """Say whether another petition says the same as this one, and return how the counters stand then.

        Whoever may answer the petition says so, of petitions that they may read; what was said can be said otherwise
        until the petition is decided. Raises Forbidden, NotFound, Invalid for another that cannot be compared, and
        Conflict once the petition is decided.
        """
        work = self._work
        row = self._access.found(receipt, "petition.answer")
        try:
            beside = self._access.found(other, "petition.read")
        except NotFound as error:
            raise _wrong(_NONE) from error
        if beside["id"] == row["id"]:
            raise _wrong(_ITSELF)
        if row["decided"] is not None:
            raise Conflict(
                f"The petition {row['receipt']} is decided already.", hint="Compare petitions before one is decided."
            )
        if store.compared(work.conn, row["id"]).get(beside["id"]) is not same:
            values = {
                "id": new_id(),
                "petition": row["id"],
                "other": beside["id"],
                "at": instant(work.at),
                "same": int(same),
                "by": work.actor.id,
                "by_name": work.actor.name,
            }
            store.add(work, values)
            details = {"form": row["form"], "unit": row["unit"], "state": row["state"]}
            details |= {"other": beside["receipt"], "same": int(same)}
            subjects = tuple(dict.fromkeys((*subjects_of(row), *subjects_of(beside))))
            basis = self._forms.basis(BASIS)
            work.note(facts.COMPARED, object=object_of(row), subjects=subjects, basis=basis, details=details)
        return self.of(receipt)

    def countable(self, row: Row, earlier: Collection[Row]) -> list[Row]:
        """Return those of the petitions that let this one be closed as a repeat (법23①).

        They were handed in by the same petitioner, nobody found that they say something else, and their results were
        told before this one was received. For the verb that closes it, which the officer's own word goes with.
        """
        denied = {id_ for id_, same in store.compared(self._work.conn, row["id"]).items() if not same}
        mine = marks_of(self._work, self._forms, row)
        return [
            each
            for each in earlier
            if each["id"] not in denied and self._told(each, by=row) and mine & marks_of(self._work, self._forms, each)
        ]

    def _told(self, each: Row, *, by: Row) -> bool:
        notices = cases.notices_of(self._work.conn, each["id"])
        return told_before(each, notices, telling=CLOSING, at=by["received"])

    def _listed(self, row: Row, others: Collection[Row]) -> None:
        self._work.note(
            of_petitions.LISTED,
            object=object_of(row),
            subjects=tuple(dict.fromkeys(subject for each in others for subject in subjects_of(each))),
            basis=self._forms.basis(BASIS),
            details={"view": "repeats", "form": row["form"], "count": len(others)},
        )


def _wrong(words: Text) -> Invalid:
    return Invalid(words.in_("en"), faults=[Fault("other", words)])
