"""Administration: accounts and roles, plug-ins, the outbox, health and the audit log, for whoever may."""

from egovframe.web.admin import (
    account,
    alarms,
    audit,
    fact,
    factors,
    grants,
    health,
    home,
    outbox,
    passwords,
    plugins,
    retention,
    review,
    roles,
    sessions,
    users,
)

areas = (
    home.routes,
    users.routes,
    account.routes,
    grants.routes,
    passwords.routes,
    factors.routes,
    sessions.routes,
    roles.routes,
    plugins.routes,
    outbox.routes,
    health.routes,
    audit.routes,
    alarms.routes,
    fact.routes,
    retention.routes,
    review.routes,
)

__all__ = ["areas"]
