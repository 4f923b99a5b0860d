"""The policies in force."""

from __future__ import annotations

from pathlib import Path

from egovframe.auth.builtin.networks import Networks
from egovframe.testing import SetClock, open_office
from egovframe.web.admin.policies import HIDDEN, _in_force, _settings
from tests.web.desk.hall import Hall, haneul


def test_what_decides(tmp_path: Path, clock: SetClock) -> None:
    """Version, rules on signing in with package and digest, and separation of roles and deeds in words."""
    app = haneul()
    app.separate("reader", "head")
    app.apart("petition.assign", "petition.answer")
    with open_office(app, tmp_path, clock=clock) as office:
        hall = Hall(office, clock)
        page = hall.officer("root", "admin", unit=None).get("/admin/policies").text
        assert office.auth.access.registry.now.version in page
    assert "Head of unit – Reader" in page
    assert "roles and grants alone decide" in page
    assert "egovframe 0." in page
    assert page.count("<dt>Digest</dt>") == 1


def test_settings_without_secrets() -> None:
    """Settings as they would be written; what may be a secret is not shown, and a change changes the digest."""
    one = Networks(roles={"admin": ("10.0.0.0/8",)})  # type: ignore[dict-item]
    other = Networks(roles={"admin": ("10.1.0.0/16",)})  # type: ignore[dict-item]
    assert _settings(one) == {"roles": '{"admin": ["10.0.0.0/8"]}'}
    digests = {_in_force("networks", each, each.model_dump_json()).digest for each in (one, other)}
    assert len(digests) == 2

    class Sealed(Networks):
        """A policy with a secret."""

        api_key: str = "very secret"

    assert _settings(Sealed())["api_key"] == HIDDEN
