"""Administration: accounts and roles, plug-ins, the outbox, health and the audit log, for whoever may."""

from egovframe.web.admin import account, alarms, audit, health, home, outbox, plugins, roles, users

areas = (
    home.routes,
    users.routes,
    account.routes,
    roles.routes,
    plugins.routes,
    outbox.routes,
    health.routes,
    audit.routes,
    alarms.routes,
)

__all__ = ["areas"]
