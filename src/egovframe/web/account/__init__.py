"""The account area: signing in and out, one's own account, one's sessions, who saw one's data."""

from egovframe.web.account import data, overview, sessions, signin

areas = (signin.routes, overview.routes, sessions.routes, data.routes)

__all__ = ["areas"]
