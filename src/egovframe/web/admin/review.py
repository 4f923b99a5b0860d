"""The monthly review (개인정보의 안전성 확보조치 기준 §8): the months, one in numbers, its paper and its signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.errors import MonthRunning, MonthSigned, ProofInvalid, ReasonsOpen
from egovframe.audit.review.report import COPIES, FINDINGS
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.month import Month
from egovframe.kernel.text import Text
from egovframe.web import pdf
from egovframe.web.admin.names import Names
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.response import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.audit.review.service import Look
    from egovframe.kernel.work import UnitOfWork
    from egovframe.web.page import Page

routes = Routes("admin-review", prefix="/admin/audit/review")

SAID: Final = ("signed", "explained", "judged")
STATES: Final = {
    "running": (Text(ko="진행 중", en="running"), ""),
    "open": (Text(ko="점검할 달", en="to be reviewed"), "note"),
    "overdue": (Text(ko="점검 기한 지남", en="overdue"), "bad"),
    "signed": (Text(ko="점검 마침", en="signed"), "good"),
}
"""How a month stands, in words and by what sign."""

_LONGEST: Final = 4_000
_MOVED: Final = Text(
    ko="그 사이에 달라졌습니다. 아래 숫자를 다시 확인하고 확인하세요.",
    en="Something has changed meanwhile. Look at the numbers below again, then sign.",
)
_OPEN: Final = Text(ko="사유가 없는 건을 먼저 모두 확인하세요.", en="Deal with every deed that lacks its reason first.")
_RUNNING: Final = Text(ko="달이 끝난 뒤에 확인할 수 있습니다.", en="The month can be signed once it is over.")


@routes.get("", may="audit.review")
def months(page: Page) -> Response:
    """List the months since the first fact, the newest first, and how each stands."""
    with page.look("months of the review in administration") as work:
        found = work.reviews.months()
        names = Names(work)
        rows = [(each, names.of(each.signature.by) if each.signature else "") for each in found]
    return page.render("admin/review.html", rows=rows, states=STATES)


@routes.get("/{month}", may="audit.review")
def show(page: Page) -> Response:
    """Show one month in numbers, the reasons that are missing, and who signed it. Looking is a fact."""
    said = page.query.get("done")
    return _show(page, said=said if said in SAID else "")


@routes.get("/{month}/pdf", may="audit.review")
def paper(page: Page) -> Response:
    """Hand the month out on paper, to be signed or filed."""
    lacking = pdf.lacking()
    if lacking is not None:
        raise lacking
    month, now = _month(page), page.office.clock.now()
    with page.look("paper of the review in administration") as work:
        found = work.reviews.look(month, form="pdf")
        shown = _shown(work, found)
    html = page.site.renderer.render(page, "admin/review-paper.html", {**shown, "made": now})
    made = pdf.pdf_of(html, static=page.site.static, made=now)
    sent = {"content-disposition": f'attachment; filename="review-{month}.pdf"'}
    return Response(made, media="application/pdf", headers=sent)


@routes.get("/{month}/proof", may="audit.review")
def proof(page: Page) -> Response:
    """Hand out the proof that the signature stands in the public log (C2SP tlog-proof)."""
    month = _month(page)
    with page.look("proof of the review in administration") as work:
        found = work.reviews.look(month, form="proof")
    if not found.fact:
        raise NotFound(f"Nobody has signed {month}.", hint="Sign it first.")
    try:
        text = page.office.trail.proof(found.fact)
    except ProofInvalid:
        raise Conflict("This is not sealed in the audit log yet.", hint="Try again in a second.") from None
    sent = {"content-disposition": f'attachment; filename="review-{month}.tlog-proof"'}
    return Response(text, media="text/plain; charset=utf-8", headers=sent)


@routes.post("/{month}/reasons", may="audit.review")
def judge(page: Page) -> Response:
    """Write down a reason that was given, or judge what stands there."""
    fact, what = page.form.get("fact")[:_LONGEST], page.form.get("what")
    text = page.form.text("text", most=_LONGEST)
    try:
        with page.work("missing reason in administration") as work:
            if what == "explain":
                work.reviews.explain(fact, text)
            else:
                work.reviews.judge(fact, what, text)
    except (MonthSigned, Conflict):
        return _show(page, status=409, wrong={"text": _MOVED.in_(page.language)}, about=fact, entered=text)
    except Invalid as invalid:
        words = next(iter(said_of(invalid, page.language).values()))
        return _show(page, status=422, wrong={"text": words}, about=fact, entered=text)
    done = "explained" if what == "explain" else "judged"
    return page.redirect(f"/admin/audit/review/{_month(page)}?done={done}#s-reasons")


@routes.post("/{month}/sign", may="audit.review")
def sign(page: Page) -> Response:
    """Sign the month as it was shown: the log is verified first, and what changed meanwhile is not signed."""
    month = _month(page)
    remark = page.form.text("remark", most=_LONGEST)
    why = "review signed in administration"
    try:
        report = page.office.review_of(month, lambda: page.look(why))
        if report.counted != page.form.get("counted"):
            raise Conflict("More happened since it was shown.", hint="Look again.")
        with page.work(why) as work:
            work.reviews.sign(report, remark)
    except MonthSigned:
        return page.redirect(f"/admin/audit/review/{month}")
    except ReasonsOpen:
        return _show(page, status=409, wrong={"remark": _OPEN.in_(page.language)}, entered=remark)
    except MonthRunning:
        return _show(page, status=409, wrong={"remark": _RUNNING.in_(page.language)}, entered=remark)
    except Conflict:
        return _show(page, status=409, wrong={"remark": _MOVED.in_(page.language)}, entered=remark)
    except Invalid as invalid:
        return _show(page, status=422, wrong=said_of(invalid, page.language), entered=remark)
    return page.redirect(f"/admin/audit/review/{month}?done=signed")


def _month(page: Page) -> Month:
    """Return the month that the address names. Raises NotFound for what is none."""
    try:
        return Month.parse(page.params["month"])
    except Invalid:
        raise NotFound("There is no such month.", hint="Write 2026-10.") from None


def _show(
    page: Page,
    *,
    status: int = 200,
    said: str = "",
    wrong: Mapping[str, str] | None = None,
    about: str = "",
    entered: str = "",
) -> Response:
    month = _month(page)
    with page.look("review of a month in administration") as work:
        shown = _shown(work, work.reviews.look(month))
    faults = dict(wrong or {})
    return page.render(
        "admin/review-month.html",
        status=status,
        **shown,
        said=said,
        about=about,
        entered=entered,
        faults=faults,
        summary=[(f"text-{about}" if field == "text" else field, words) for field, words in faults.items()],
        has_pdf=pdf.lacking() is None,
    )


def _shown(work: UnitOfWork, found: Look) -> dict[str, Any]:
    """Return what page and paper show of a month."""
    names, report = Names(work), found.report
    title_of = work.place.recorder.title_of  # type: ignore[attr-defined]
    signature = found.standing.signature
    return {
        "look": found,
        "report": report,
        "standing": found.standing,
        "states": STATES,
        "findings": [FINDINGS[code] for code in found.findings],
        "deeds": [(title_of(each.action), each) for each in report.deeds],
        "workers": [(names.of(each.actor), each) for each in report.workers],
        "handled": [(names.of(each.actor), names.of_subject(each.subject), each.times) for each in report.handled],
        "failures": [(names.of(each.account) if each.account else "", each.times) for each in report.failures],
        "missing": [(names.of(each.actor), each) for each in found.missing],
        "copies": report.does(*COPIES),
        "reads": report.does("read"),
        "lists": report.does("list"),
        "signer": names.of(signature.by) if signature else "",
    }
