"""Provisioning by SCIM 2.0 (RFC 7643, RFC 7644): what a provisioning system says of officers, and what is made of it.

    attributes.py schemas.py    what a User and a Group have; documents.py says it to programs
    paths.py filters.py         paths and filters read; matching.py holds a resource against a filter
    values.py patching.py       bodies and changes taken, with every rule of the schemas
    projection.py listing.py versions.py    what is shown of a resource, in which order, in which version
    users.py groups.py          the verbs on a unit of work: accounts and grants as resources

The first four lines are pure: no database, no clock.
"""

from __future__ import annotations
