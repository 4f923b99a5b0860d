"""Forms: what the city offers, and filing a petition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.forms.notices.ways import left_in, ways_to
from egovframe.forms.schema import json_schema
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, Fault, Invalid
from egovframe.web.acknowledging import came_as_far
from egovframe.web.api.body import Body, Line
from egovframe.web.api.once import mark_of
from egovframe.web.api.operation import PREFIX, VERSION, Call, Header, api

if TYPE_CHECKING:
    from egovframe.audit.acknowledging import Until
    from egovframe.forms.definition import Definition
    from egovframe.forms.model import Petition, Submission


class FormItem(TypedDict):
    """A form that the city offers. `limit` is the processing limit (`7d`), `keep` how long its cases are kept."""

    name: str
    version: int
    title: str
    about: str | None
    unit: str
    limit: str
    keep: str


class FormList(TypedDict):
    """The forms, in the order of the city."""

    items: list[FormItem]
    next: str | None


class FormView(FormItem):
    """A form with the JSON Schema (2020-12) of its answers.

    Fields are marked `x-egov-public` and `x-egov-personal` (`personal`, `sensitive`, `unique-id`).
    """

    schema: dict[str, Any]


class Wish(Body):
    """How the holder wants to be told: what is left out is as if nothing was chosen.

    A `way` needs an answer with such an address, and a channel of the office that reaches it.
    """

    language: Annotated[Line | None, Field(description="The language of notices, such as `en`.")] = None
    way: Annotated[Literal["any", "email", "phone", "none"], Field(description="`none`: no notice is sent.")] = "any"


class Filing(Body):
    """A petition to be filed: the answers by field, as the form's JSON Schema describes them."""

    answers: dict[str, Any]
    notices: Wish | None = None


class Filed(TypedDict):
    """A petition that was received. `key` is its holder's and shown this once: send it back as X-Petition-Key."""

    receipt: str
    key: Annotated[str, Field(description="Opens the petition to whoever has it, without an account.")]
    code: Annotated[str, Field(description="The log's entry of the receipt holds the SHA-256 of `receipt:code`.")]
    form: str
    version: int
    title: str
    unit: str
    registered: Annotated[str, Field(description="The number in the register of petitions, such as 2026-17.")]
    received: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    due: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    limit: str


@api.get("/forms", public=True, gives=FormList)
def list_forms(call: Call) -> FormList:
    """List the forms that the city offers."""
    forms = call.office.forms
    items = [_item(forms.current(name).definition, call.language) for name in forms.offers]
    return {"items": items, "next": None}


@api.get("/forms/{name}", public=True, gives=FormView, refuses={404})
def get_form(call: Call) -> FormView:
    """Return a form with the JSON Schema of its answers."""
    definition = call.office.forms.current(call.hole("name")).definition
    return {**_item(definition, call.language), "schema": json_schema(definition, language=call.language)}


@api.post(
    "/forms/{name}/petitions",
    public=True,
    body=Filing,
    gives=Filed,
    status=201,
    headers=(
        Header("Idempotency-Key", "Marks one request: sent again with the same answers it gives the same petition."),
    ),
    later=True,
    refuses={403, 404, 409},
)
def file_petition(call: Call) -> Filed:
    """File a petition; anybody may, but for forms that ask for a surer sign-in. The statutory clock runs from now."""
    name = call.hole("name")
    call.office.forms.need_assurance(call.page.actor, name)
    filing, mark, until = call.read(Filing), mark_of(call), _until(call)
    try:
        submission, facts = _submitted(call, name, filing, mark)
    except Conflict:
        if mark is None:
            raise
        # Perhaps the same request was being received at that very moment: then it is there now, and this is its answer.
        submission, facts = _submitted(call, name, filing, mark)
    petition = submission.petition
    if came_as_far(call.office, submission, facts, until):
        call.headers["x-acknowledged"] = until
    else:
        call.headers["x-acknowledged"], call.status = "durable", 202
    call.headers["location"] = f"{PREFIX}{VERSION}/petitions/{petition.receipt}"
    return {
        "receipt": petition.receipt,
        "key": submission.key,
        "code": submission.code,
        "form": petition.form_name,
        "version": petition.form_version,
        "title": petition.title.in_(call.language),
        "unit": petition.unit,
        "registered": petition.registered,
        "received": instant(petition.received),
        "due": instant(petition.due),
        "limit": str(petition.limit),
    }


def _until(call: Call) -> Until:
    """Return how far the petition must have come. Raises Invalid and NotWitnessed, before anything is written."""
    until = call.until_at_least(call.office.settings.forms.acknowledge)
    call.office.acknowledgements.require(until)
    return until


def _submitted(call: Call, name: str, filing: Filing, mark: str | None) -> tuple[Submission[Any], list[str]]:
    """Return the petition, and the ids of the facts that it left."""
    with call.page.work(f"{name} filed by the API") as work:
        submission: Submission[Any] = work.petitions.submit(
            name, filing.answers, channel="api", language=call.language, once=mark
        )
        if filing.notices is not None and not submission.replayed:
            _told(call, work, submission.petition, filing.notices)
    return submission, work.facts


def _told(call: Call, work: Any, petition: Petition[Any], wish: Wish) -> None:
    """Keep how the holder wants to be told. Raises Invalid, by the name of what was sent."""
    ways = ways_to(left_in(petition.form), call.office.forms.reached)
    language = wish.language or work.notices.choice(petition).language
    try:
        work.notices.choose(petition, language=language, way=wish.way, among=ways)
    except Invalid as invalid:
        faults = [Fault(f"notices.{fault.field}", fault.message, code=fault.code) for fault in invalid.faults]
        raise Invalid(invalid.message, faults=faults, hint=invalid.hint) from invalid


def _item(definition: Definition, language: str) -> FormItem:
    return {
        "name": definition.name,
        "version": definition.version,
        "title": definition.title.in_(language),
        "about": definition.about.in_(language) if definition.about is not None else None,
        "unit": definition.unit or "",
        "limit": definition.limit,
        "keep": definition.keep,
    }
