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


def test_a_notice_goes_by_post(hall: Hall) -> None:
    """The case offers to send it again; that it was posted is said there, each try is listed, and it is a fact."""
    receipt, paper = told(hall)
    officer = hall.officer("kim", "road-officer")
    case = officer.get(f"/desk/petitions/{receipt}")
    path = f"/desk/petitions/{receipt}/notices/{paper}/again"
    assert f'action="{path}"' in case.text
    assert officer.send(case, path, {"way": "pigeon"}).status_code == 422
    done = officer.send(case, path, {"way": "post"}, follow=True)
    for words in ("Sent by post", "what became of it is shown beside it", "Each try"):
        assert words in done.text
    reader = hall.officer("lee", "reader")
    assert path not in reader.get(f"/desk/petitions/{receipt}").text
    assert reader.send(case, path, {"way": "post"}).status_code == 403


def test_the_queue_marks_what_did_not_arrive(hall: Hall) -> None:
    """An open petition of which a notice came to nothing stands in the queue with a mark."""
    receipt = hall.petition()
    with hall.office.work(by=CONSOLE) as work:
        work.petitions.ask_supplement(receipt, "사진을 내세요.", days=5)
    hall.office.run_due_tasks()
    officer = hall.officer("kim", "road-officer")
    assert "A notice did not arrive" not in officer.get("/desk").text
    with hall.office.work(by=CONSOLE) as work:
        petition = work.petitions.get(receipt)
        (notice,) = work.notices.of(petition)
        work.petitions.dispatch.left_again(petition.id, notice.id, channel="mail", state="returned", task="other")
    assert "A notice did not arrive" in officer.get("/desk").text
