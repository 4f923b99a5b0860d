"""The account area: signing in and out, one's own account, one's sessions."""

from egovframe.web.account import overview, sessions, signin

areas = (signin.routes, overview.routes, sessions.routes)

__all__ = ["areas"]
