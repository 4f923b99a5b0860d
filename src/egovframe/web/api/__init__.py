"""The API: `/api/v1`, described by `/api/openapi.json`.

    operation.py  Operation and Api: each operation is declared once, with what it takes, gives and refuses
    openapi.py    the OpenAPI 3.1 document, made of those declarations
    body.py       JSON bodies and queries as typed models; what is wrong with them in words, by field
    problem.py    refusals as RFC 9457 problem details
    petitions.py fees.py actions.py working.py parts.py deciding.py applying.py course.py cosigners.py repeats.py
    joined.py     petitions and their procedure
    forms.py files.py approvals.py routing.py records.py users.py rights.py signing.py city.py
                  the other operations,
    facts.py seen.py reviews.py retention.py statistics.py registers.py    and those of the trail
    public.py     public petitions and their signatures
    views.py      a petition as JSON

A new operation is a function in one of these modules, or in a new module that is imported here.
"""

from __future__ import annotations

from egovframe.web.api import (
    actions,
    applying,
    approvals,
    city,
    cosigners,
    course,
    deciding,
    facts,
    fees,
    files,
    forms,
    joined,
    notices,
    openapi,
    parts,
    petitions,
    public,
    records,
    registers,
    repeats,
    retention,
    reviews,
    rights,
    routing,
    seen,
    signing,
    statistics,
    supervision,
    users,
    working,
)
from egovframe.web.api.operation import api

areas = (api.routes,)

__all__ = [
    "actions",
    "applying",
    "approvals",
    "areas",
    "city",
    "cosigners",
    "course",
    "deciding",
    "facts",
    "fees",
    "files",
    "forms",
    "joined",
    "notices",
    "openapi",
    "parts",
    "petitions",
    "public",
    "records",
    "registers",
    "repeats",
    "retention",
    "reviews",
    "rights",
    "routing",
    "seen",
    "signing",
    "statistics",
    "supervision",
    "users",
    "working",
]
