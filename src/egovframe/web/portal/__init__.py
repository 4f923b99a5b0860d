"""The portal: what a citizen sees, without an account and without JavaScript."""

from egovframe.web.portal import (
    changing,
    cosigners,
    files,
    forms,
    home,
    notices,
    receipt,
    seen,
    statistics,
    status,
    steps,
    unfinished,
)

areas = (
    home.routes,
    forms.routes,
    unfinished.routes,
    files.routes,
    receipt.routes,
    status.routes,
    steps.routes,
    changing.routes,
    cosigners.routes,
    notices.routes,
    seen.routes,
    statistics.routes,
)

__all__ = ["areas"]
