"""The portal: what a citizen sees, without an account and without JavaScript."""

from egovframe.web.portal import files, forms, home, receipt, seen, status

areas = (home.routes, forms.routes, files.routes, receipt.routes, status.routes, seen.routes)

__all__ = ["areas"]
