"""`make demo`: a city with people and petitions from nothing, and the same city at every later start."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from egovframe.forms.model import State
from egovframe.kernel.permissions import Actor
from egovframe.testing import open_office
from egovframe.web import build
from examples.standard_city.city import app
from tests.support.paper import needs_pdf, text_of
from tests.support.processes import Served, free_port, serve
from tests.web.client import Browser

CONSOLE = Actor.system("console")


@contextmanager
def demo(repository: Path, folder: Path) -> Iterator[Served]:
    """Runs the demo as the Makefile does, on a free port."""
    port = free_port()
    environment = {"DATA_DIR": str(folder), "PORT": str(port)}
    with serve([sys.executable, "demo.py"], cwd=repository / "examples" / "standard_city", env=environment) as served:
        assert served.url == f"http://127.0.0.1:{port}/"
        yield served


def petitions(folder: Path) -> dict[str, State]:
    """Reads the state of each petition from the demo's data, while it does not run."""
    with open_office(app, folder) as office:
        with office.look(by=CONSOLE) as look:
            found = {petition.receipt: petition.state for petition in look.petitions.list().items}
        assert office.verify().holds
    return found


def accounts(served: Served) -> dict[str, str]:
    """Reads the accounts and passwords that the demo printed."""
    return dict(re.findall(r"^  (\S+) +(\S{20}) ", served.output, re.MULTILINE))


def test_the_demo_shows_a_living_city_and_keeps_it(repository: Path, tmp_path: Path) -> None:
    """Accounts are printed and kept for their owner only; what is sent to the city stays with it."""
    folder = tmp_path / "data"
    broken_off = folder / ".making"
    broken_off.mkdir(parents=True)
    (broken_off / "office.sqlite3").write_bytes(b"of a start that was ended half-way")
    with demo(repository, folder) as served:
        first = accounts(served)
        home = httpx.get(served.url, headers={"Accept-Language": "ko"}).raise_for_status().text
        assert "하늘시" in home
        assert "도로 파손 신고" in home
        answer = httpx.post(
            f"{served.url}api/v1/forms/pothole/petitions",
            json={"answers": {"where": "하늘로 12", "lanes": 1, "phone": "010-1234-5678"}},
        )
        assert answer.status_code == 201
        maps = httpx.post(
            f"{served.url}api/v1/forms/maps/petitions",
            json={"answers": {"where": "중앙로", "sheets": 2, "exempt": "none", "phone": "010-1234-5678"}},
        ).json()
        shown = httpx.get(
            f"{served.url}api/v1/petitions/{maps['receipt']}", headers={"x-petition-key": maps["key"]}
        ).json()
        assert (shown["fee"]["amount"], shown["fee"]["providers"]) == (6_000, ["card"])
    assert set(first) >= {"admin", "kim-roads", "lee-parks"}
    assert len(set(first.values())) == len(first)
    assert (folder / "demo-accounts.txt").stat().st_mode & 0o777 == 0o600
    kept = petitions(folder)
    assert answer.json()["receipt"] in kept
    assert Counter(kept.values())["closed"] == 4
    assert set(kept.values()) == {"received", "assigned", "closed"}
    assert not broken_off.exists()

    with demo(repository, folder) as served:
        assert accounts(served) == first
    assert petitions(folder) == kept


def test_the_demo_leaves_another_office_alone(repository: Path, tmp_path: Path) -> None:
    """A folder that holds somebody's office is refused in one line, and nothing in it is touched."""
    (tmp_path / "office.sqlite3").write_bytes(b"somebody's")
    result = subprocess.run(
        [sys.executable, "demo.py"],
        cwd=repository / "examples" / "standard_city",
        env={"DATA_DIR": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 2
    assert "DATA_DIR=" in result.stdout
    assert "Traceback" not in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["office.sqlite3"]


@pytest.mark.whole
def test_the_demo_has_a_month_to_review(repository: Path, tmp_path: Path) -> None:
    """As a page and on paper: who handled whose data, and the copy that nobody gave a reason for."""
    needs_pdf()
    folder = tmp_path / "data"
    with demo(repository, folder) as served:
        password = accounts(served)["cho-auditor"]
    with open_office(app, folder) as office:
        with office.look(by=CONSOLE) as look:
            month = next(each.month for each in look.reviews.months() if each.open)
        token, _ = office.auth.sign_in("cho-auditor", password)
        browser = Browser(build(office))
        browser.cookies.set("egov-session", token, domain="127.0.0.1")
        page = browser.get(f"/admin/audit/review/{month}").text
        paper = browser.get(f"/admin/audit/review/{month}/pdf")
    assert "kim-roads" in page
    assert "사유를 확인하지 못한 건이 있습니다." in page
    assert paper.headers["content-type"] == "application/pdf"
    (tmp_path / "review.pdf").write_bytes(paper.content)
    text = text_of(tmp_path / "review.pdf")
    assert f"{month} 접속기록 점검" in text
    assert "kim-roads" in text
    assert "기록물 내려받기" in text
