"""What each name that an endpoint asks for may hold: which kinds of things of the stock, or no id at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from egovframe.web.api.operation import Operation, api
from egovframe.web.endpoint import Endpoint
from tests.security.asked import Ask, key_of
from tests.security.reading import WHOLE, Read
from tests.security.stock import Stock

Kinds = frozenset[str]
NONE: Final[Kinds] = frozenset()
ACCOUNTS: Final[Kinds] = frozenset(
    "account light_officer park_officer "
    "account_id account_ref approver citizen colleague disabled holder scoped_holder service".split()
)
PETITIONS: Final[Kinds] = frozenset(
    "petition sealed_petition filed_by_owner told_petition waiting_petition paused_petition consulted_petition "
    "extended_petition asked_petition refused_petition objected_petition joint_petition neighbour leading_petition "
    "joined_petition crowd_petition public_petition paid_petition".split()
)
ROLES: Final[Kinds] = frozenset({"role", "made_role", "officer_role", "own_role"})

KINDS: Final[dict[str, Kinds]] = {
    **dict.fromkeys(
        ["account", "to", "head", "actors", "actor", "subject", "subjects", "members", "of", "officer", "line"],
        ACCOUNTS,
    ),
    **dict.fromkeys(["pick", "receipt", "earlier", "other", "others"], PETITIONS),
    **dict.fromkeys(["role", "roles", "includes"], ROLES),
    **dict.fromkeys(["unit", "units", "parent"], frozenset({"unit", "other_unit"})),
    "object": PETITIONS | {"petition_ref"},
    "form": frozenset({"form"}),
    "holiday": frozenset({"holiday"}),
    "hours": frozenset({"hours"}),
    "route": frozenset({"route"}),
    "absence": frozenset({"absence"}),
    "copy": frozenset({"made_form"}),
    "client": frozenset({"client_id"}),
    "client_id": frozenset({"client_id"}),
    "delegation": frozenset({"delegation"}),
    "system": frozenset({"signed_in_system"}),
    "fact": frozenset({"download", "others_download", "fact"}),
    "factor": frozenset({"factor", "factor_of_account"}),
    "hold": frozenset({"hold"}),
    "session": frozenset({"session", "session_of_account"}),
    "task": frozenset({"task"}),
    "known": frozenset({"key", "told_key"}),
    "paper": frozenset({"paper"}),
    "petition": frozenset({"publication", "signed_by_owner"}),
    "signer": frozenset({"signer"}),
    "form-saved": frozenset({"unfinished"}),
    "form-receipt": PETITIONS,
    "form-known": frozenset({"key", "told_key"}),
    "invitation": frozenset({"cosigner_key"}),
    "cosigner": frozenset({"cosigner"}),
    "joint_part": frozenset({"asked_part"}),
    "token": frozenset({"access_token"}),
    "x-petition-key": frozenset({"key"}),
    "authenticator": frozenset({"authenticator", "code_authenticator"}),
}
"""Names that hold an id wherever they are read, or what opens one."""

_ASKED: Final = ("act", "factor", "grant", "password", "revoke", "sessions")

SPECIAL: Final[dict[str, Kinds]] = {
    "GET /desk/petitions q": PETITIONS,
    "GET /admin/users q": ACCOUNTS,
    "GET /admin/sessions q": ACCOUNTS,
    **{f"GET /admin/account/{deed} name": ACCOUNTS for deed in _ASKED},
    **{f"POST /admin/account/{deed} name": ACCOUNTS for deed in (*_ASKED, "disable", "enable")},
    "POST /receipts/{number}/proof receipt": NONE,  # the field of the status page, read along; the path names it
    "POST /receipts/{number}/pdf receipt": NONE,
    "POST /receipts/{number}/files/{file} receipt": NONE,
    "GET /api/v1/petitions/{receipt}/notices x-petition-key": frozenset({"told_key"}),
    "GET /api/v1/petitions/{receipt}/notices/{paper} x-petition-key": frozenset({"told_key"}),
    "GET /api/v1/petitions/{receipt}/files x-petition-key": frozenset({"file_key"}),
    "GET /api/v1/petitions/{receipt}/files/{id} x-petition-key": frozenset({"file_key"}),
    "POST /receipts/{number}/files/{file} known": frozenset({"file_key"}),
    "POST /signatures/confirm key": frozenset({"link_key"}),
    "POST /signatures/withdraw key": frozenset({"link_key"}),
    "GET /signatures/{key} key": frozenset({"link_key"}),
    "POST /api/v1/signatures/confirm key": frozenset({"link_key"}),
    "POST /api/v1/signatures/withdraw key": frozenset({"link_key"}),
    "POST /sign-in name": ACCOUNTS,
    "POST /sign-in/mail name": ACCOUNTS,
    "POST /oauth/token code": frozenset({"code"}),
    "GET /scim/v2/Users filter": ACCOUNTS,
    "POST /scim/v2/Users/.search filter": ACCOUNTS,
    "GET /scim/v2/Groups filter": ACCOUNTS,
    "POST /scim/v2/Groups/.search filter": ACCOUNTS,
    "POST /scim/v2/.search filter": ACCOUNTS,
    "PUT /scim/v2/Groups/{id} value": ACCOUNTS,
    "PATCH /scim/v2/Groups/{id} value": ACCOUNTS,
    "POST /scim/v2/Bulk path": ACCOUNTS,
}
"""The same, where the name means that at one endpoint only."""

NO_ID: Final = frozenset(
    # what is typed, chosen, counted or said
    "again agree actions action answers answer address band basis class code code_verifier completed content counted "
    "current "
    "does done due en first judgement kind ko label lasting lifted limit logout_uris lost may month name new on once "
    "outcome own part password phone email purpose q reason redirect_uris remark remedy retried reveals signature "
    "since state step taken task_ends text title trace unexplained until usual view what where over changed "
    "consent consent-answer number scopes version result findings "
    # of the designer: what a question says, and where it stands
    "about-en about-ko accept assurance at basis-en basis-ko choices computed default each-en each-ko en ge gt hint-en "
    "hint-ko do in keep label-en label-ko le limit lt max_length max_size min_length need page-en page-ko pattern "
    "least most personal purpose-en purpose-ko refusal-en refusal-ko revision when who wide "
    # of statistics, days off and groups of questions
    "months day decree form-drop form-for form-text form-language form-way procedure channel "
    # of the steps of a case
    "by days words question reply reply_by score body "
    "months day decree form-drop "
    # of the words of notices
    "caption wording language notices "
    # of routing and approvals
    "field values area position note into "
    # of comparing petitions, and of many applicants
    "same joined persons households original names by_office review "
    # of paying a fee: by whom, what the demo is to do, and what the designer says of it
    "provider how fee fee-currency fee-computed fee-free fee-there "
    "drafts prefill fixed public public-thresholds public-days public-answer-days public-assurance "
    # of public petitions
    "sort page open ground signers "
    # of office hours
    "opens closes lunch_from lunch_to weekday turn "
    # a place in a list, which opens only what the list may show
    "after before cursor "
    # where to go on inside this site, which is refused where it leads elsewhere
    "next "
    # what was seen last: compared with how it is, never looked up
    "seen checked form-once form-step form-seen way idempotency-key if-match if-none-match x-acknowledge "
    # of the protocols: of OpenID Connect
    "code_challenge code_challenge_method grant_type logout_token nonce redirect_uri response_type scope iss error "
    "scopes consent consent-answer "
    # … and of SCIM
    "attributes excludedAttributes filter count sortBy sortOrder startIndex schemas userName displayName op Operations "
    "method data members "
    # of every request
    "csrf-token lang".split()
)
"""Names under which no id travels."""

EVERY_REQUEST: Final = frozenset(
    Read(where, name)
    for where, names in {
        "header": "accept-encoding accept-language content-type cookie origin referer sec-fetch-site user-agent "
        "authorization x-reason",
        "cookie": "csrf lang session step device key",
    }.items()
    for name in names.split()
)
"""Headers and cookies of browsers and programs: who asks, which other tests try, and nothing that is asked for."""

ABOUT: Final = re.compile(r"handler-.+")
"""A field with an id in its name: whose the petition was when the queue was shown."""

WALKED: Final[dict[str, str]] = {
    "GET /oauth/authorize": "client_id",
    "POST /oauth/authorize": "client_id",
    "POST /oauth/consent": "client_id",
    "GET /oauth/sign-out": "client_id",
    "POST /oauth/sign-out": "client_id",
    "POST /sign-in/wallet/answer/{visit}": "",
    "POST /oauth/token": "code",
    "POST /oauth/revoke": "token",
    "GET /sign-in/from/{provider}": "",
    "POST /forms/{name}": "",
    "POST /status/change": "form-receipt form-known",
    "POST /admin/forms/{name}/question": "",
}
"""Endpoints that walk over all their fields, with the ids among them (the rest is the protocol's, or a form's)."""

BODIES: Final[dict[str, str]] = {
    "POST /scim/v2/Users/.search": "filter",
    "POST /scim/v2/Groups/.search": "filter",
    "POST /scim/v2/.search": "filter",
    "POST /scim/v2/Users": "",
    "PUT /scim/v2/Users/{id}": "",
    "PATCH /scim/v2/Users/{id}": "",
    "POST /scim/v2/Groups": "",
    "DELETE /scim/v2/Groups/{id}": "",
    "PUT /scim/v2/Groups/{id}": "value",
    "PATCH /scim/v2/Groups/{id}": "value",
    "POST /scim/v2/Bulk": "path",
}
"""Endpoints beside the API that take JSON, with the names under which ids stand in it."""

_OPERATIONS: Final[dict[str, Operation]] = {f"{each.method} /api/v1{each.path}": each for each in api.operations}


def kinds_of(endpoint: Endpoint, name: str) -> Kinds | None:
    """The kinds of things that a name may hold at an endpoint; none for no id, None for a name that nobody knows."""
    said = SPECIAL.get(f"{key_of(endpoint)} {name}")
    if said is not None:
        return said
    if name == "x-petition-key" and not getattr(_OPERATIONS.get(key_of(endpoint)), "holder", True):
        return NONE  # every operation looks whether a key came along; it opens nothing but what holders may
    if ABOUT.fullmatch(name) or name in NO_ID:
        return NONE
    return KINDS.get(name)


def declared(endpoint: Endpoint) -> Iterator[str]:
    """The names that an endpoint takes beside those that it is seen to read: of a body, or of all its fields."""
    key = key_of(endpoint)
    yield from WALKED.get(key, "").split()
    yield from BODIES.get(key, "").split()
    operation = _OPERATIONS.get(key)
    for model in (operation.body, operation.query) if operation is not None else ():
        for name, field in model.model_fields.items() if model is not None else ():
            yield field.alias or name


def names_of(endpoint: Endpoint, read: set[Read]) -> set[str]:
    """Every name that an endpoint takes, as it was seen and as it is declared."""
    return {each.name for each in read - EVERY_REQUEST if each.name != WHOLE} | set(declared(endpoint))


def walks(endpoint: Endpoint, read: set[Read]) -> bool:
    """Whether an endpoint walks over all its fields without saying which of them hold ids."""
    return any(each.name == WHOLE for each in read) and key_of(endpoint) not in WALKED


def takes_unsaid(endpoint: Endpoint, asked: Ask) -> bool:
    """Whether an endpoint takes JSON of which nobody said where ids stand in it."""
    return asked.json is not None and key_of(endpoint) not in {**BODIES, **_OPERATIONS}


def holds(asked: Ask, name: str, stock: Stock, kinds: Kinds) -> bool:
    """Whether a request holds, under that name, a thing of one of those kinds from the stock."""
    things = [str(stock.made[kind]) for kind in kinds if kind in stock.made]
    return any(thing in value for value in _values(asked, name) for thing in things)


def _values(asked: Ask, name: str) -> Iterator[str]:
    for fields in (asked.query, asked.form or {}, asked.headers):
        for key, value in fields.items():
            if key.lower() == name.lower():
                yield from map(str, value) if isinstance(value, (list, tuple)) else [str(value)]
    yield from _inside(asked.json, name)


def _inside(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key == name:
                yield str(each)
            yield from _inside(each, name)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _inside(each, name)
