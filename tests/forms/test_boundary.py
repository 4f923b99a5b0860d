"""The boundary of jurisdictions: no country's law on time stands in the engine, and an office runs by another's."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.forms.builtin.py import PRIVACY, PROCEDURE, Paraguay
from egovframe.forms.limits import working_days
from egovframe.forms.service import Petitions
from egovframe.kernel.errors import Conflict, Invalid
from tests.forms.course import Case
from tests.forms.desk import OFFICER, Desk

SOURCE = Path(__file__).resolve().parents[2] / "src" / "egovframe"
KOREAN = re.compile(r"제[0-9]+조|민원 처리에 관한 법률|민법|(?:영|법)[0-9]+|Asia/Seoul|9:00–18:00")
CLOCK = (
    *(SOURCE / "forms" / f"{name}.py" for name in ("deadlines", "jurisdiction", "ledger", "limits", "pauses", "queue")),
    SOURCE / "kernel" / "calendar.py",
    *sorted((SOURCE / "forms" / "casetime").glob("*.py")),
    *sorted((SOURCE / "forms" / "builtin").glob("py*.py")),
    *sorted((SOURCE / "web").rglob("*.py")),
)


def behaviour(path: Path) -> Iterator[str]:
    """Yield every text of a source file that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_the_clock_names_no_korean_article_and_no_korean_time() -> None:
    """Engine, calendar, clocks of cases, pages and the other pack: what is Korean about time stands in `kr` alone."""
    assert len(CLOCK) > 100
    found = [f"{path.relative_to(SOURCE)}: {text}" for path in CLOCK for text in behaviour(path) if KOREAN.search(text)]
    assert found == []


def test_the_pages_word_no_korean_hours_or_rules() -> None:
    """Templates take the office's hours and the numbers of its rules."""
    for path in sorted((SOURCE / "web" / "templates").rglob("*.html")):
        words = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not KOREAN.search(words), path


@pytest.fixture
def asuncion(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk under Paraguayan law that writes in Spanish; a pothole is mended within ten days."""
    desk = Desk(sqlite_url, tmp_path, within=working_days(10), jurisdiction=Paraguay(), language="es")
    yield desk
    desk.database.close()


def due(desk: Desk, case: Case) -> str:
    """When a case is due, in the office's own time."""
    return f"{desk.forms.calendar.local(case.now().due):%Y-%m-%d %H:%M}"


def test_a_petition_runs_under_paraguayan_law(asuncion: Desk) -> None:
    """Filed, counted, paused, extended, told of it in Spanish, answered: each step rests on the law of Paraguay."""
    # Sunday, 20 September 2026, 21:00 in Asunción; 29 September is a holiday.
    case = Case(asuncion, language="es")
    assert due(asuncion, case) == "2026-10-05 15:00"
    with asuncion.look(OFFICER) as look:
        found = asuncion.forms.clockwork(look).deadline_of(case.now())
    assert sum(span.counted for span in found.ledger) == 10
    assert {span.article for span in found.ledger} == {PROCEDURE}
    assert found.ledger[0].why.in_("es") == "el día de la presentación no se computa"
    assert "Día de la Batalla de Boquerón" in [span.why.in_("es") for span in found.ledger]

    with pytest.raises(Invalid):  # a reason of Korean law
        case.officer(Petitions.pause, "hearing", "dictamen")
    asuncion.time.forward(days=1)
    case.officer(Petitions.pause, "opinion", "dictamen de la Procuraduría")
    asuncion.time.forward(days=1)
    case.officer(Petitions.resume)
    assert due(asuncion, case) == "2026-10-07 15:00"

    with pytest.raises(Invalid, match="5d"):  # Korea would allow ten
        case.officer(Petitions.extend, "6d", "pericia")
    case.officer(Petitions.extend, "5d", "pericia pendiente")
    assert due(asuncion, case) == "2026-10-14 15:00"
    with pytest.raises(Conflict):  # Korea would ask the applicant
        case.officer(Petitions.extend, "1d", "pericia", consent="por teléfono")

    asuncion.run_due_tasks()
    case.officer(Petitions.answer, "La calle fue reparada.")
    asuncion.run_due_tasks()
    letters = "\n".join(path.read_text(encoding="utf-8") for path in sorted((asuncion.folder / "notices").rglob("*.*")))
    assert "pericia pendiente" in letters
    assert "El resultado de su solicitud es el siguiente." in letters
    assert "2026-10-14 15:00" in letters
    # What a look at personal data rests on is the law of data protection, not of procedure.
    bases = [note.basis for note in asuncion.facts.notes if note.basis]
    assert len([each for each in bases if each == PROCEDURE]) > 5
    assert set(bases) == {PROCEDURE, PRIVACY}
    with asuncion.look(OFFICER) as look:
        course = asuncion.at(look).course(asuncion.at(look).get(case.receipt))
    assert {step.article for step in course} == {PROCEDURE}
