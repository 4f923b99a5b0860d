"""A person and an officer in a real browser: from a broken road to a record, every page free of access faults."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.pages import assert_readable
from tests.support.processes import Served, command, free_port, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CITY = Path(__file__).resolve().parents[2] / "examples" / "standard_city"
PASSWORD = "사과나무 아래 노란 우산 7"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the sample city, with a road officer and an administrator."""
    folder = tmp_path_factory.mktemp("city")
    egovframe(folder, "users", "add", "kim-roads", "--role", "road-officer", "--unit", "roads", "--password-stdin")
    egovframe(folder, "users", "add", "admin", "--role", "admin", "--password-stdin")
    return folder


def egovframe(data: Path, *words: str) -> Any:
    """Runs a command in the folder of the sample city; gives its JSON document."""
    result = subprocess.run(
        [*command(*words), "--json"],
        cwd=CITY,
        env={**os.environ, "EGOVFRAME_DATA_DIR": str(data)},
        input=PASSWORD + "\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def city(data: Path) -> Iterator[Served]:
    """The sample city, served."""
    with serve(command("run", "--port", str(free_port())), cwd=CITY, env={"EGOVFRAME_DATA_DIR": str(data)}) as served:
        yield served


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """An old phone: narrow, Korean, without JavaScript."""
    context = browser.new_context(locale="ko-KR", viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def onward(page: Page) -> None:
    """Presses the one button that leads on."""
    page.locator("main .main").first.click()


def file_a_pothole(page: Page, url: str, *, lanes: str = "1") -> tuple[str, str]:
    """Files a report from the first page on, looking at each page; gives receipt number and key."""
    page.goto(url)
    assert_readable(page)
    page.get_by_role("link", name="도로 파손 신고").first.click()
    assert_readable(page)
    onward(page)  # an empty form comes back with what is missing
    assert page.title().startswith("오류")
    assert_readable(page)
    page.get_by_label("어디인가요?").fill("하늘로 12, 은행 앞")
    page.get_by_label("몇 개 차로가 막혔나요?").fill(lanes)
    page.get_by_label("연락받을 전화번호").fill("010-1234-5678")
    onward(page)
    assert "하늘로 12, 은행 앞" in page.locator("main").inner_text()
    assert_readable(page)
    onward(page)
    assert_readable(page)
    return page.locator(".stamp .number").inner_text().strip(), page.locator(".stamp code").inner_text().strip()


def sign_in(page: Page, url: str, name: str) -> None:
    """Signs an officer in."""
    page.goto(f"{url}sign-in")
    assert_readable(page)
    page.locator("input[name=name]").fill(name)
    page.locator("input[type=password]").fill(PASSWORD)
    onward(page)


def status(page: Page, url: str, receipt: str, known: str) -> str:
    """Asks where a petition stands; gives the state in words."""
    page.goto(f"{url}status")
    assert_readable(page)
    page.locator("input[name=receipt]").fill(receipt)
    page.locator("input[name=known]").fill(known)
    onward(page)
    assert_readable(page)
    return page.locator(".state").first.inner_text().strip()


def test_from_a_broken_road_to_a_record(page: Page, city: Served, data: Path) -> None:
    """Filed, first in the queue, answered, seen by the person, kept as a record with the right due date."""
    file_a_pothole(page, city.url)
    receipt, key = file_a_pothole(page, city.url, lanes="5")
    assert status(page, city.url, receipt, key) == "접수"

    sign_in(page, city.url, "kim-roads")
    page.goto(f"{city.url}desk")
    assert_readable(page)
    first = page.locator("table.queue tbody tr").first
    assert receipt in first.inner_text()  # closed lanes go first
    first.locator("a.title").click()
    assert receipt in page.title() or receipt in page.url
    assert_readable(page)
    page.locator("textarea[name=text]").fill("오늘 고쳤습니다. 알려 주셔서 고맙습니다.")
    page.get_by_role("button", name="답변 보내기").click()
    assert_readable(page)

    page.context.clear_cookies()
    page.wait_for_timeout(1500)  # the worker tells the applicant and closes
    assert status(page, city.url, receipt, key) == "종결"
    assert "오늘 고쳤습니다. 알려 주셔서 고맙습니다." in page.locator("main").inner_text()

    (record,) = egovframe(data, "records", "list")
    year = datetime.now(UTC).astimezone(ZoneInfo("Asia/Seoul")).year
    assert record["receipt"] == receipt
    assert (record["starts"], record["due"]) == (f"{year + 1}-01-01", f"{year + 6}-01-01")
    assert egovframe(data, "verify")["holds"]


def test_a_phone_without_scripts_does_all_of_it(phone: Page, city: Served) -> None:
    """No JavaScript, 360 pixels: the form, its faults, the check page, the receipt and the progress page."""
    phone.goto(f"{city.url}forms/pothole")
    onward(phone)
    assert phone.locator(".errors").count() == 1
    phone.get_by_label("어디인가요?").fill("하늘로 7")
    phone.get_by_label("연락받을 전화번호").fill("02-123-4567")
    onward(phone)
    onward(phone)
    receipt = phone.locator(".stamp .number").inner_text().strip()
    assert re.fullmatch(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}", receipt)
    phone.goto(f"{city.url}status?receipt={receipt}")
    phone.locator("input[name=known]").fill("4567")
    onward(phone)
    assert phone.locator(".state").first.inner_text().strip() == "접수"


def test_the_same_pages_in_english(browser: Browser, city: Served) -> None:
    """An English speaker gets English pages, chosen by the browser's languages and kept."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(city.url)
    assert page.locator("html").get_attribute("lang") == "en"
    assert_readable(page)
    page.get_by_role("link", name="Report a broken road").first.click()
    assert_readable(page)
    context.close()


def test_the_administrator_sees_accounts_roles_plugins_and_health(page: Page, city: Served) -> None:
    """The minimal administration: each page opens and is accessible."""
    sign_in(page, city.url, "admin")
    for path in ("users", "users/kim-roads", "roles", "plugins", "outbox", "health", "audit"):
        answer = page.goto(f"{city.url}admin/{path}")
        assert answer is not None
        assert answer.status == 200, path
        assert_readable(page)


def test_faults_on_the_way_are_said_in_words(page: Page, city: Served) -> None:
    """A wrong password, an unknown number, a page that is not there: each accessible, none a dead end."""
    page.goto(f"{city.url}sign-in")
    page.locator("input[name=name]").fill("kim-roads")
    page.locator("input[type=password]").fill("no such password at all")
    onward(page)
    assert_readable(page)
    page.goto(f"{city.url}status")
    page.locator("input[name=receipt]").fill("222-222-222")
    page.locator("input[name=known]").fill("0000")
    onward(page)
    assert_readable(page)
    page.goto(f"{city.url}nowhere")
    assert_readable(page)
    assert page.locator("main a").count() > 0


@pytest.mark.whole
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_are_both_readable(browser: Browser, city: Served, scheme: str) -> None:
    """The first page, a form and the sign-in page in both schemes, wide and narrow."""
    for width in (360, 1280):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, locale="ko-KR")  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("", "forms/pothole", "sign-in"):
            page.goto(city.url + path)
            assert_readable(page)
        context.close()
