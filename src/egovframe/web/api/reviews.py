"""The monthly review of the trail: how the months stand, the report of one, its signature, and missing reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.audit.review.reasons import Judgement
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict
from egovframe.kernel.month import Month
from egovframe.web.api.body import Body
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import Moment

if TYPE_CHECKING:
    from egovframe.audit.review.reasons import Missing
    from egovframe.audit.review.service import Standing


class ReviewItem(TypedDict):
    """How a month stands. `signed_by` and `digest` are empty while nobody signed it."""

    month: str
    state: Annotated[str, Field(description="running, open, overdue or signed.")]
    due: Moment
    until: Moment
    open: Annotated[int, Field(description="Missing reasons that nobody gave or judged.")]
    signed_by: str
    digest: str


class ReviewList(TypedDict):
    """Every month since the first fact, the newest first."""

    items: list[ReviewItem]


class MissingReason(TypedDict):
    """A deed without the reason that is due, and what was said of it afterwards."""

    fact: str
    at: Moment
    action: str
    actor: str
    object: str
    open: Annotated[bool, Field(description="Whether nobody gave or judged it.")]
    reason: str
    judgement: str
    remark: str


class ReviewShown(TypedDict):
    """A month: the signed report where it was signed, else what is counted now."""

    standing: ReviewItem
    report: Annotated[dict[str, Any], Field(description="The report, format egovframe-review/1.")]
    counted: Annotated[str, Field(description="SHA-256 of what was counted; send it back to sign just this.")]
    findings: list[str]
    missing: list[MissingReason]
    same: Annotated[bool | None, Field(description="Whether counting a signed month now gives the same digest.")]
    remark: str


class Signing(Body):
    """What the reviewer remarks, and what was looked at."""

    remark: Annotated[str, Field(max_length=1_000)] = ""
    counted: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="`counted` of the month that was read.")]


class Signed(TypedDict):
    """The signature: the digest of the report, and the fact that says so."""

    month: str
    digest: str
    fact: str


class Explaining(Body):
    """The reason, given afterwards."""

    reason: Annotated[str, Field(max_length=1_000)]


class Judging(Body):
    """What the reviewer thinks of it; a remark is due where no reason justifies it."""

    judgement: Judgement
    remark: Annotated[str, Field(max_length=1_000)] = ""


class Said(TypedDict):
    """The fact that says so."""

    fact: str


@api.get("/audit/reviews", may="audit.review", gives=ReviewList)
def list_reviews(call: Call) -> ReviewList:
    """List the months of the trail and how the review of each stands."""
    with call.look() as work:
        return {"items": [_item(each) for each in work.reviews.months()]}


@api.get("/audit/reviews/{month}", may="audit.review", gives=ReviewShown, refuses={422})
def show_review(call: Call) -> ReviewShown:
    """Give the report of one month; that it was read is a fact."""
    month = Month.parse(call.hole("month"))
    with call.look() as work:
        look = work.reviews.look(month, form="api")
        return {
            "standing": _item(look.standing),
            "report": look.report.as_json(),
            "counted": look.report.counted,
            "findings": list(look.findings),
            "missing": [_missing(each) for each in look.missing],
            "same": look.same,
            "remark": look.remark,
        }


@api.post("/audit/reviews/{month}/actions/sign", may="audit.review", body=Signing, gives=Signed, refuses={409})
def sign_review(call: Call) -> Signed:
    """Sign a month that is over, as it was read; the log is verified first. 409 for what cannot be signed now."""
    month, said = Month.parse(call.hole("month")), call.read(Signing)
    report = call.office.review_of(month, call.look)
    if report.counted != said.counted:
        raise Conflict("More happened in the month since it was read.", hint="Read it again, then sign.")
    with call.work() as work:
        fact = work.reviews.sign(report, said.remark)
    return {"month": str(month), "digest": report.digest, "fact": fact}


@api.post("/audit/reasons/{id}/actions/explain", may="record.read", body=Explaining, gives=Said, refuses={404, 409})
def explain_download(call: Call) -> Said:
    """Give the reason for a download of one's own afterwards, or as a reviewer write down what was said."""
    said = call.read(Explaining)
    with call.work() as work:
        return {"fact": work.reviews.explain(call.hole("id"), said.reason)}


@api.post("/audit/reasons/{id}/actions/judge", may="audit.review", body=Judging, gives=Said, refuses={404, 409})
def judge_download(call: Call) -> Said:
    """Say as a reviewer whether a deed without its reason was justified."""
    said = call.read(Judging)
    with call.work() as work:
        return {"fact": work.reviews.judge(call.hole("id"), said.judgement, said.remark)}


def _missing(each: Missing) -> MissingReason:
    return {
        "fact": each.id,
        "at": instant(each.at),
        "action": each.action,
        "actor": each.actor,
        "object": each.object,
        "open": each.open,
        "reason": each.reason,
        "judgement": each.judgement,
        "remark": each.remark,
    }


def _item(standing: Standing) -> ReviewItem:
    return cast("ReviewItem", standing.as_json())
