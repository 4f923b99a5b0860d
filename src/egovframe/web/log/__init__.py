"""The public audit log under `/log`: checkpoint, tiles, entry bundles and the verifier key; see published.py."""

from __future__ import annotations

from egovframe.web.log.published import routes

areas = (routes,)
