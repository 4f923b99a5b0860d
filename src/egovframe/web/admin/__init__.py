"""Administration: accounts and roles, plug-ins, the outbox, health and the audit log, for whoever may."""

from egovframe.web.admin import (
    account,
    alarms,
    audit,
    fact,
    health,
    home,
    importing,
    outbox,
    plugins,
    retention,
    review,
    roles,
    users,
)

areas = (
    home.routes,
    users.routes,
    importing.routes,
    account.routes,
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
