"""A register is named in the settings, with bounds that keep a form from waiting."""

import pytest
from pydantic import ValidationError

from egovframe.forms.settings import FormsSettings


def test_a_register_of_the_settings() -> None:
    """Without a word it asks for the second level and is waited for three seconds."""
    settings = FormsSettings.model_validate(
        {"prefills": {"registry": {"plugin": "register-file", "options": {"file": "/x"}}}}
    )
    registry = settings.prefills["registry"]
    assert (registry.plugin, registry.assurance, registry.seconds) == ("register-file", 2, 3.0)


@pytest.mark.parametrize("wrong", [{"seconds": 0}, {"seconds": 600}, {"assurance": 0}, {"assurance": 4}, {"more": 1}])
def test_what_does_not_hold_is_refused(wrong: dict[str, object]) -> None:
    """No register is asked about strangers or waited for without end."""
    with pytest.raises(ValidationError):
        FormsSettings.model_validate({"prefills": {"registry": {"plugin": "x", **wrong}}})
