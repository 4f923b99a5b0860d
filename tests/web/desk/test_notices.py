"""What the office wrote, at the desk: in the list of the case, as a page and as a PDF file."""

from __future__ import annotations

from tests.support.paper import needs_pdf
from tests.web.desk.hall import CONSOLE, Hall


def told(hall: Hall) -> tuple[str, str]:
    """A petition that was answered and whose applicant was told: its number, and the paper's id."""
    receipt = hall.petition()
    with hall.office.work(by=CONSOLE, why="answered") as work:
        work.petitions.answer(receipt, "고쳤습니다. <b>")
    while hall.office.worker.run_once():
        pass
    with hall.office.look(by=CONSOLE, why="paper") as work:
        (notice,) = work.notices.of(work.petitions.get(receipt))
    return receipt, str(notice.paper)


def test_an_officer_reads_what_was_written(hall: Hall) -> None:
    """The case lists it with what became of it; its words are escaped."""
    receipt, paper = told(hall)
    officer = hall.officer("kim", "road-officer")
    case = officer.get(f"/desk/petitions/{receipt}")
    assert f'href="/desk/petitions/{receipt}/notices/{paper}"' in case.text
    assert "Notice of the result" in case.text
    assert "Sent" in case.text
    page = officer.get(f"/desk/petitions/{receipt}/notices/{paper}")
    assert "고쳤습니다. &lt;b&gt;" in page.text
    assert officer.get(f"/desk/petitions/{receipt}/notices/nothing").status_code == 404


def test_another_unit_does_not_find_it(hall: Hall) -> None:
    """As it does not find the petition."""
    receipt, paper = told(hall)
    stranger = hall.officer("park", "road-officer", unit="parks")
    for path in ("", "/pdf"):
        assert stranger.get(f"/desk/petitions/{receipt}/notices/{paper}{path}").status_code == 404


def test_the_paper_as_a_pdf_file(hall: Hall) -> None:
    """Saved under the number and kind."""
    needs_pdf()
    receipt, paper = told(hall)
    answer = hall.officer("kim", "road-officer").get(f"/desk/petitions/{receipt}/notices/{paper}/pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
