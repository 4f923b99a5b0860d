"""The examples of every area; a new file is named here."""

from tests.security.examples import account, admin, api, course, designer, desk, handling, oauth, portal, rights, scim

__all__ = ["account", "admin", "api", "course", "designer", "desk", "handling", "oauth", "portal", "rights", "scim"]
