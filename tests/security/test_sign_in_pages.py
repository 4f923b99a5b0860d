"""What the pages ask people for: passwords hidden as they are typed and known to password managers, and no hints."""

from __future__ import annotations

import re

import pytest

from egovframe.auth.errors import MoreNeeded
from egovframe.web.account.entering import STEP
from tests.security.world import World

PAGES = ("/sign-in", "/sign-in/new-password", "/account", "/account/factors", "/admin/users")
_FIELD = re.compile(r"<(?:input|textarea)\b[^>]*>")
_SECRET = {"password", "current", "new", "again"}


def step_of_a_first_password(world: World) -> str:
    """Somebody who signs in with a first password and is to choose another one."""
    person = world.person("idle", new=True)
    first, enrolled = world.office.auth.enrol_first(person.name)
    with world.console("a first password") as work:
        work.accounts.set_password(person.name, enrolled)
    with pytest.raises(MoreNeeded) as more:
        world.office.auth.sign_in(person.name, first.password)
    return more.value.step


def fields(world: World, path: str) -> dict[str, str]:
    """The fields of a page by name, each as it stands there."""
    browser = world.browser(None if path.startswith("/sign-in") else world.person("everything"))
    if path == "/sign-in/new-password":
        browser.cookies.set(world.app.site.jar.name(STEP, path="/"), step_of_a_first_password(world))
    answer = browser.get(path)
    assert answer.status_code == 200
    return {name[1]: tag for tag in _FIELD.findall(answer.text) if (name := re.search(r'name="([^"]+)"', tag))}


@pytest.mark.asvs("V6.2.6", "V6.2.7")
@pytest.mark.parametrize("path", ["/sign-in", "/account", "/sign-in/new-password"])
def test_fields_for_passwords_hide_what_is_typed(world: World, path: str) -> None:
    """Each is of the type password, says to managers which one it is, and no script of ours listens to it."""
    secret = {name: tag for name, tag in fields(world, path).items() if name in _SECRET}
    assert secret
    for name, tag in secret.items():
        assert 'type="password"' in tag, name
        assert re.search(r'autocomplete="(current|new)-password"', tag), name
        assert not re.search(r"\son[a-z]+=", tag), name


@pytest.mark.asvs("V6.4.2")
@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_asked_for_a_hint_or_a_secret_question(world: World, path: str) -> None:
    """Neither a hint to a password nor a question that stands for one is a field of any page of signing in."""
    assert [name for name in fields(world, path) if re.search("hint|question|mother|school", name)] == []
