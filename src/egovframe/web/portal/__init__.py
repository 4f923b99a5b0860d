"""The portal: what a citizen sees, without an account and without JavaScript."""

from egovframe.web.portal import (
    blanks,
    changing,
    cosigners,
    demo_payments,
    files,
    forms,
    home,
    notices,
    paying,
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
    changing.routes,
    cosigners.routes,
    paying.routes,
    demo_payments.routes,
    notices.routes,
    blanks.routes,
    seen.routes,
    statistics.routes,
    public.routes,
)

__all__ = ["areas"]
