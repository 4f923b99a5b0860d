"""Logs: one line an event, and nothing personal or secret in it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.logging import MASK, configure, get_logger, mask_personal

digits = st.text("0123456789", min_size=4, max_size=4)


@pytest.fixture(autouse=True)
def usual_logging() -> Iterator[None]:
    """Leave logging as it was found."""
    yield
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    """Return what was logged as JSON."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.asvs("V16.2.5")
@pytest.mark.parametrize(
    "name",
    ["password", "new_password", "client_secret", "api_token", "signing_key", "cookie", "Authorization", "phone",
     "mobile", "email", "e_mail", "resident_number", "answers", "personal", "address_of"],
)  # fmt: skip
def test_a_secret_name_masks_its_value(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Whatever the value looks like, a number or a list too."""
    configure(form="json")
    get_logger("tests").info("Somebody came.", **{name: ["plain"], "other": "plain"})
    (line,) = lines(capsys)
    assert (line[name], line["other"]) == (MASK, "plain")


@pytest.mark.asvs("V16.2.5")
@given(digits, digits)
def test_personal_shapes_are_masked_in_any_text(middle: str, last: str) -> None:
    """Telephone and e-mail, in the sentence itself and in values."""
    for shape in (f"010-{middle}-{last}", f"010{middle}{last}", f"02-{middle[1:]}-{last}", f"kim{middle}@haneul.kr"):
        sentence = f"Wrote to {shape}, twice"
        event = mask_personal(None, "info", {"event": sentence, "note": sentence})
        assert event == {"event": f"Wrote to {MASK}, twice", "note": f"Wrote to {MASK}, twice"}


@pytest.mark.parametrize("number", ["900101-1234567", "9001011234567", "050505-4000000", "880228-5123456"])
def test_resident_registration_numbers_are_masked(number: str) -> None:
    """With and without the hyphen, of foreigners too."""
    assert mask_personal(None, "info", {"event": f"주민번호 {number}."})["event"] == f"주민번호 {MASK}."


@pytest.mark.parametrize("value", ["0199f3a2-7c1e-7abc-8def-0123456789ab", "7K4-RM2-X9H", "2026-11-22T12:04:41.123Z"])
def test_ids_and_times_stay_readable(value: str) -> None:
    """What an officer needs to find the fact is not taken for a telephone."""
    assert mask_personal(None, "info", {"event": value})["event"] == value


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_traceback_shows_no_values(capsys: pytest.CaptureFixture[str], form: str) -> None:
    """The lines of the code are there; what a person wrote, in a variable or in the error, is not."""
    configure(form="json" if form == "json" else "console")
    written = "010-1234-5678"
    try:
        raise ValueError(written)
    except ValueError:
        get_logger("tests").exception("It failed.")
    shown = capsys.readouterr().err
    assert "test_a_traceback_shows_no_values" in shown
    assert written not in shown


def test_lines_below_the_level_are_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    """At WARNING, information is left out."""
    configure(level="WARNING", form="json")
    log = get_logger("tests")
    log.debug("a")
    log.info("b")
    log.warning("c")
    log.error("d")
    assert [(line["event"], line["level"], line["part"]) for line in lines(capsys)] == [
        ("c", "warning", "tests"), ("d", "error", "tests"),
    ]  # fmt: skip
