"""Provisioning by SCIM 2.0 (RFC 7644) under `/scim/v2`: a bearer token of an account that holds `account.provision`.

exchange.py    bodies, answers and refusals in the protocol's own form
deeds.py       what is done to one resource, for an endpoint and for an operation of a bulk request
users.py groups.py discovery.py search.py bulk.py    the endpoints
"""

from __future__ import annotations

from egovframe.web.scim import bulk, discovery, groups, search, users
from egovframe.web.scim.exchange import routes

areas = (routes,)

__all__ = ["areas", "bulk", "discovery", "groups", "search", "users"]
