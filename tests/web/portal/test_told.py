"""Who files says in which language and by which way to be told, or says nothing of it."""

from __future__ import annotations

import re

import pytest

from tests.web.client import hidden
from tests.web.html import assert_sound
from tests.web.portal.town import POTHOLE, Town


def chosen(town: Town) -> list[dict[str, str]]:
    """What the trail tells of how people want to be told."""
    facts = town.office.trail.search(action="notice.chosen")
    return [{name: fact["details"][name] for name in ("language", "way")} for fact in facts]


def selected(text: str) -> list[str]:
    """What is preselected on a page."""
    return re.findall(r'<option value="([^"]+)"[^>]* selected>', text)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_has_to_be_chosen(town: Town, language: str) -> None:
    """The page's own language is preselected, and what was left is written to; without another choice no fact."""
    browser = town.browser()
    browser.get(f"/?lang={language}")
    check = town.check(browser, "pothole", POTHOLE)
    assert_sound(check, language=language)
    assert selected(check.text) == [language, "any"]
    assert '<option value="phone">' in check.text
    assert '<option value="email">' not in check.text, "the form asks for no address of mail"
    assert browser.send(check, "/forms/pothole", {"form-step": "file"}, follow=True).status_code == 200
    assert chosen(town) == []


def test_what_was_chosen_is_kept_with_the_petition(town: Town) -> None:
    """In the same step as it is received, as a fact; the progress page shows it, and filed twice it is one choice."""
    browser = town.browser()
    check = town.check(browser, "pothole", POTHOLE)
    asked = {"form-step": "file", "form-language": "es", "form-way": "none"}
    filed = browser.send(check, "/forms/pothole", asked, follow=True)
    assert filed.status_code == 200
    assert chosen(town) == [{"language": "es", "way": "none"}]
    browser.send(check, "/forms/pothole", {**asked, "form-way": "phone"})
    assert chosen(town) == [{"language": "es", "way": "none"}]
    entry = town.office.trail.search(action="petition.submitted")
    assert len(entry) == 1
    assert entry[0]["object"] == town.office.trail.search(action="notice.chosen")[0]["object"]


def test_a_choice_goes_along_while_an_answer_is_changed(town: Town) -> None:
    """Back to the form and here again, it is still chosen."""
    browser = town.browser()
    check = town.check(browser, "pothole", POTHOLE)
    asked = {"form-step": "change:where", "form-language": "es", "form-way": "phone"}
    form = browser.send(check, "/forms/pothole", asked)
    assert hidden(form)["form-way"] == "phone"
    again = browser.send(form, "/forms/pothole", {**POTHOLE, "form-step": "check"})
    assert selected(again.text) == ["es", "phone"]


@pytest.mark.parametrize(
    ("name", "value", "at"),
    [("language", "fr", "told-language"), ("way", "email", "told-way"), ("way", "x", "told-way")],
)
def test_what_is_not_offered_is_said_beside_its_field(town: Town, name: str, value: str, at: str) -> None:
    """Nothing is filed, and the answers are still there."""
    browser = town.browser()
    check = town.check(browser, "pothole", POTHOLE)
    wrong = browser.send(check, "/forms/pothole", {"form-step": "file", f"form-{name}": value})
    assert wrong.status_code == 422
    assert_sound(wrong)
    assert f'href="#{at}"' in wrong.text
    assert f'id="{at}-fault"' in wrong.text
    assert town.office.trail.search(action="petition.submitted") == []
    assert browser.send(wrong, "/forms/pothole", {"form-step": "file", f"form-{name}": ""}).status_code == 303
