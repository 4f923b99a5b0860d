"""What the trail tells of petitions of many applicants."""

from __future__ import annotations

from typing import Final

from egovframe.forms.procedure.facts import step

JOINED: Final = step("petition.joined", "민원 병합", "Petition joined with others", lead=str, applicants=int)
TAKEN_OUT: Final = step("petition.taken_out", "병합 해제", "Petition taken out of a joining", lead=str)
LED: Final = step("petition.led", "대표 민원 변경", "Petition put first among the joined ones", before=str, count=int)
CARRIED: Final = step(
    "petition.carried", "병합 민원 일괄 처리", "Step taken with all joined petitions", taken=str, done=int, left=int
)
MARKED_MANY: Final = step(
    "petition.marked_many",
    "다수인관련민원 지정",
    "Petition marked as one of many",
    persons=int,
    households=int,
    original=int,
)
RECOUNTED_MANY: Final = step(
    "petition.recounted_many",
    "다수인관련민원 인원 변경",
    "Persons and households of a petition of many counted again",
    persons=int,
    households=int,
    original=int,
)
UNMARKED_MANY: Final = step("petition.unmarked_many", "다수인관련민원 지정 해제", "Petition no longer one of many")
REPRESENTED: Final = step("petition.represented", "대표자 선정", "Representatives chosen", count=int, by_office=int)

FACTS: Final = (JOINED, TAKEN_OUT, LED, CARRIED, MARKED_MANY, RECOUNTED_MANY, UNMARKED_MANY, REPRESENTED)
"""Every type of fact of many applicants."""
