"""The account area: signing in and out, one's own account, one's sessions, who saw one's data."""

from egovframe.web.account import (
    certificates,
    data,
    factors,
    farewells,
    further,
    mail,
    overview,
    sessions,
    signin,
    substitutes,
    systems,
    visits,
    wallets,
)

areas = (
    signin.routes,
    further.routes,
    visits.routes,
    farewells.routes,
    certificates.routes,
    wallets.routes,
    mail.routes,
    overview.routes,
    factors.routes,
    sessions.routes,
    data.routes,
    substitutes.routes,
    systems.routes,
)

__all__ = ["areas"]
