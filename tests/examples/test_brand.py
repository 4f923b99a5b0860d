"""The sample city's colours can be read by day and by night (WCAG 2.2, 1.4.3 and 1.4.6)."""

import re
from pathlib import Path

import pytest

PAPER, GROUND, INK = "#ffffff", "#15171a", "#1e2124"


def luminance(colour: str) -> float:
    """Gives the relative luminance of a colour (WCAG 2.2, definition)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Gives the contrast of two colours, 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def colours(repository: Path) -> dict[str, str]:
    """The colours of the sample city by name."""
    css = (repository / "examples/standard_city/theme/static/brand.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--city-([a-z-]+): (#[0-9a-f]{6});", css))


def test_contrast_is_known() -> None:
    """Black on white is 21 to 1, and #767676 on white just reaches 4.5 to 1."""
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#ffffff", "#767676"), 2) == 4.54


@pytest.mark.parametrize(
    ("name", "ground", "least"),
    [
        ("accent", PAPER, 4.5),
        ("accent-strong", PAPER, 7.0),
        ("accent-soft", INK, 7.0),
        ("night", GROUND, 7.0),
        ("night-strong", GROUND, 9.0),
        ("night-soft", PAPER, 7.0),
    ],
)
def test_each_colour_stands_out_from_its_ground(colours: dict[str, str], name: str, ground: str, least: float) -> None:
    """Accents on paper and by night, and text on the soft grounds."""
    assert contrast(colours[name], ground) >= least
