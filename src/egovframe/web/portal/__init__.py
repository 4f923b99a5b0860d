"""The portal: what a citizen sees, without an account and without JavaScript."""

from egovframe.web.portal import (
    files,
    forms,
    home,
    notices,
    public,
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
    notices.routes,
    seen.routes,
    statistics.routes,
    public.routes,
)

__all__ = ["areas"]
