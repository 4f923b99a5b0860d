"""The other systems that I signed in to."""

from __future__ import annotations

import pytest

from tests.web.account.people import Hall, session_of
from tests.web.html import assert_sound
from tests.web.oauth.test_authorize import BACK, CHALLENGE, authorize
from tests.web.portal.town import CONSOLE


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_with_what_it_is_told_and_its_own_form(hall: Hall, language: str) -> None:
    """By name; nothing where I am signed in to none, and nothing of anybody else's."""
    with hall.office.work(by=CONSOLE) as work:
        clients = [work.clients.add(name, redirect=(BACK,)).client.id for name in ("Roads", "<i>Parks")]
    browser, other = hall.signed_in(), hall.signed_in("lee")
    empty = browser.get(f"/account/systems?lang={language}")
    assert_sound(empty, language=language)
    assert "/account/systems/end" not in empty.text
    for client in clients:
        asked = {
            "client_id": client,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid email",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        assert authorize(browser, asked).startswith(BACK)
    page = browser.get(f"/account/systems?lang={language}")
    assert_sound(page, language=language)
    assert page.text.count('action="/account/systems/end"') == 2
    assert "<b>&lt;i&gt;Parks</b>" in page.text
    assert "/account/systems/end" not in other.get("/account/systems").text
    session = hall.office.auth.session(session_of(browser))
    assert session is not None
    mine = hall.office.auth.id_provider.connected.of(session.account)
    other.send(other.get("/account/systems"), "/account/systems/end", {"system": mine[0].family})
    assert hall.office.auth.id_provider.connected.of(session.account) == mine  # what is mine nobody else ends
    browser.send(page, "/account/systems/end", {"system": mine[0].family})
    assert hall.office.auth.id_provider.connected.of(session.account) == mine[1:]
