"""Files: sending one before the petition that names it, and taking those of a petition away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web import multipart, reasons
from egovframe.web.api.body import Line, Query
from egovframe.web.api.operation import PREFIX, REASON, VERSION, Call, api
from egovframe.web.api.petitions import by_key, found, held
from egovframe.web.files import handed_out

if TYPE_CHECKING:
    from egovframe.forms.uploads.model import Upload
    from egovframe.web.response import Response


class FileQuery(Query):
    """What the sender calls the file."""

    name: Line = "file"


class FileView(TypedDict):
    """A file that was handed in. `type` is told by its content; `name` is empty where it may not be shown."""

    id: Annotated[str, Field(description="Name it in the answers of a petition; until then whoever knows it may.")]
    question: str
    name: str
    type: str
    size: int
    state: Literal["pending", "clean", "unscanned", "unscannable", "infected", "unreadable"]
    found: Annotated[str, Field(description="The scanner's name for what is harmful.")]
    at: Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class FileList(TypedDict):
    """The files of a petition, the oldest first."""

    items: list[FileView]
    next: str | None


@api.post(
    "/forms/{name}/files/{field}",
    public=True,
    raw=True,
    query=FileQuery,
    gives=FileView,
    status=201,
    refuses={403, 404, 429},
)
def send_file(call: Call) -> FileView:
    """Send a file for a question of a form, as the body; anybody may. Name its id in the answers within a day."""
    form = call.hole("name")
    call.office.forms.need_assurance(call.page.actor, form)
    name = call.asked(FileQuery).name
    assert call.page.spool is not None  # noqa: S101 - the operation says that its body is raw
    with call.work() as work:
        upload = work.uploads.receive(form, call.hole("field"), name=name, file=multipart.whole(call.page.spool))
    call.headers["location"] = f"{PREFIX}{VERSION}/files/{upload.id}"
    return _view(upload)


@api.get("/files/{id}", public=True, gives=FileView, refuses={404})
def get_file(call: Call) -> FileView:
    """Say how far the check of a file has come that is part of no petition yet."""
    with call.look() as work:
        upload = work.uploads.one(call.hole("id"))
    return _view(upload)


@api.get("/petitions/{receipt}/files", holder=True, gives=FileList, refuses={403, 404, 429})
def list_files(call: Call) -> FileList:
    """List the files of a petition to an officer of its unit or to its holder."""
    with call.look() as work:
        uploads = work.uploads.of(found(call, work))
    return {"items": [_view(upload) for upload in uploads], "next": None}


@api.get(
    "/petitions/{receipt}/files/{id}",
    holder=True,
    gives=None,
    media="*/*",
    headers=(REASON,),
    refuses={403, 404, 409, 422, 429},
)
def take_file(call: Call) -> Response:
    """Hand a file of a petition to an officer (a personal one with X-Reason) or to its holder."""
    with call.look() as work:
        if by_key(call):
            return handed_out(work.uploads.take_own(held(call, work), call.hole("id")))
        reason = reasons.from_header(call.page.header(REASON.name))
        return handed_out(work.uploads.take(call.hole("receipt"), call.hole("id"), reason=reason))


def _view(upload: Upload) -> FileView:
    return {
        "id": upload.id,
        "question": upload.question,
        "name": upload.name,
        "type": upload.media,
        "size": upload.size,
        "state": upload.state,
        "found": upload.found,
        "at": instant(upload.at),
    }
