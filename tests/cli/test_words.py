"""Commands speak English unless the environment asks for Korean."""

import pytest

from egovframe.cli.words import chosen


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "EGOVFRAME_LANGUAGE": "ko"}, "ko"),
    ],
)
def test_the_environment_chooses(environ: dict[str, str], language: str) -> None:
    """The office's own variable first, then what POSIX says about messages."""
    assert chosen(environ) == language
