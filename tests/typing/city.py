"""A city as its developer writes it, seen by two type checkers (mypy strict and pyright strict); never run.

`assert_type` says what a name must be; an ignore comment says that the line above must be refused: both checkers report
an ignore that was not needed.
"""

from pathlib import Path
from typing import assert_type

from egovframe import App, Form, Petition, Work, ask
from egovframe.forms import Phone, working_days
from egovframe.records import Digest, Vault, digest_of, years

app = App("Haneul City")
road_officer = app.role("road-officer", may={"petition.read", "petition.answer"})


@app.form("pothole", title="도로 파손 신고", by=road_officer, within=working_days(7), keep=years(5))
class Pothole(Form):
    where: str = ask("어디인가요?", max_length=200, public=True)
    lanes: int = ask("몇 개 차로가 막혔나요?", ge=0, le=8, default=0, public=True)
    phone: Phone = ask("연락받을 전화번호")


@app.on_submit(Pothole)
def put_closed_roads_first(petition: Petition[Pothole], work: Work) -> None:
    assert_type(petition.form, Pothole)
    assert_type(petition.form.where, str)
    assert_type(petition.form.lanes, int)
    assert_type(petition.receipt, str)
    work.petitions.mark_urgent(petition)
    petition.receipt = "another"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    petition.form.height  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


class FolderVault(Vault):
    root: Path

    def put(self, content: bytes) -> Digest:
        digest = digest_of(content)
        (self.root / digest).write_bytes(content)
        return digest

    def get(self, digest: Digest) -> bytes:
        return (self.root / digest).read_bytes()


def a_plugin_is_made_with_its_settings(root: Path) -> None:
    assert_type(FolderVault(root=root).get(FolderVault(root=root).put(b"")), bytes)


def an_office_is_opened_and_worked_in() -> None:
    with app.open() as office:
        assert_type(office.name, str)
