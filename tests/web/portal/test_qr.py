"""The QR code of the receipt."""

from __future__ import annotations

import re

import segno

from egovframe.web.portal.qr import qr

TEXT = "https://haneul.example/status?receipt=7K4-RM2-X9H"


def test_every_square_is_drawn() -> None:
    """The strokes of the drawing are exactly the dark squares of the code (ISO/IEC 18004), row by row."""
    drawn = qr(TEXT, label="QR")
    path = re.findall(r' d="([^"]+)"', drawn)[0]
    size = int(re.findall(r'viewBox="0 0 (\d+) ', drawn)[0])
    dark: set[tuple[int, int]] = set()
    for row in re.findall(r"M0 (\d+)\.5((?:m\d+ 0h\d+)*)", path):
        x = 0
        for skip, run in re.findall(r"m(\d+) 0h(\d+)", row[1]):
            x += int(skip)
            dark.update((at, int(row[0])) for at in range(x, x + int(run)))
            x += int(run)
    matrix = segno.make(TEXT, error="m", micro=False, boost_error=False).matrix
    assert dark == {(x, y) for y, cells in enumerate(matrix) for x, cell in enumerate(cells) if cell}
    assert size == len(matrix)


def test_label_is_escaped() -> None:
    """People who do not see it hear the label, whatever is in it."""
    assert 'aria-label="a &#34;b&#34; &lt;c&gt;"' in qr("x", label='a "b" <c>')
