"""A QR code as one SVG path: a row of dark squares is one stroke."""

from __future__ import annotations

import segno
from markupsafe import Markup


def qr(text: str, *, label: str) -> Markup:
    """Return the code for a text as inline SVG with a label for people who do not see it (ISO/IEC 18004, level M)."""
    matrix = segno.make(text, error="m", micro=False, boost_error=False).matrix
    strokes = []
    for y, row in enumerate(matrix):
        strokes.append(f"M0 {y}.5")
        at = x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            start = x
            while x < len(row) and row[x]:
                x += 1
            strokes.append(f"m{start - at} 0h{x - start}")
            at = x
    size = len(matrix)
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
        '<path stroke="currentColor" d="{path}"/></svg>'
    ).format(size=size, label=label, path="".join(strokes))
