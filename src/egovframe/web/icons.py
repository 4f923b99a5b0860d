"""The icons: drawn on a 24 grid with a 2 px stroke in `currentColor`, always beside words."""

from __future__ import annotations

from markupsafe import Markup

SHAPES: dict[str, str] = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m20 20-4.2-4.2"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>',
    "stop": '<path d="M8.5 3h7L21 8.5v7L15.5 21h-7L3 15.5v-7z"/><path d="M12 7.5v5M12 16.3v.2"/>',
    "shield": '<path d="M12 3.5 19 6v6c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6z"/><path d="m9 12 2.2 2.2L15.2 10"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "globe": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"/>',
    "back": '<path d="m14.5 6-6 6 6 6"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="2.5"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "ring": '<circle cx="12" cy="12" r="8"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "pause": '<circle cx="12" cy="12" r="9"/><path d="M10 9v6M14 9v6"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.2"/>',
    "road": '<path d="M8 4 4.5 20M16 4l3.5 16M12 5v3M12 11v3M12 17v3"/>',
    "paper": '<path d="M6 3h9l3 3v15H6z"/><path d="M9 10h6M9 14h6M9 18h3"/>',
    "leaf": '<path d="M5 19C4 10 10 5 20 5c0 9-4.5 14.5-12 13M5 20c1.5-5 4.5-8 9-10"/>',
    "heart": '<path d="M12 20C6 15.5 3.5 12.5 3.5 9.2A4.4 4.4 0 0 1 12 7.5'
    'a4.4 4.4 0 0 1 8.5 1.7C20.5 12.5 18 15.5 12 20z"/>',
    "house": '<path d="M4 11.5 12 5l8 6.5M6 10v10h12V10"/><path d="M10 20v-5h4v5"/>',
    "won": '<circle cx="12" cy="12" r="9"/><path d="m7.5 9 2 6.5L12 10l2.5 5.5 2-6.5M6.5 12.3h11"/>',
    "done": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 2.8 2.8L16 9.5"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4v-8h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "out": '<path d="M14 4H5v16h9M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>',
}
_FLIPS = frozenset({"back", "out"})
"""Arrows that turn round where people read from right to left."""

_DRAWN = {
    name: Markup(  # noqa: S704 - drawn above
        f'<svg class="icon{" flip" if name in _FLIPS else ""}" viewBox="0 0 24 24" aria-hidden="true">{shape}</svg>'
    )
    for name, shape in SHAPES.items()
}


def icon(name: str) -> Markup:
    """Return the icon of that name; raises KeyError for a name that is not drawn."""
    return _DRAWN[name]
