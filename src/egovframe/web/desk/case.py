"""One case: what was asked, where it stands, by when it must be answered and why, and what can be done now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.answers import value_of
from egovframe.forms.approvals.required import needs_approval
from egovframe.forms.escalation.model import WHO
from egovframe.forms.notices.model import POST
from egovframe.forms.procedure.guards import WRONG
from egovframe.forms.repeats.counting import RECEIVED, TOLD
from egovframe.forms.uploads.model import UPLOAD_STATES
from egovframe.kernel.text import Text
from egovframe.web.desk import clock
from egovframe.web.desk.carrying import counts
from egovframe.web.desk.parts import words
from egovframe.web.desk.steps import STEPS, grouped
from egovframe.web.endpoint import Routes
from egovframe.web.portal.uploads import of_petition
from egovframe.web.portal.uploads import said as in_words
from egovframe.web.tried import NOTHING_TRIED, Tried

if TYPE_CHECKING:
    from egovframe.forms.questions import Question
    from egovframe.forms.uploads.model import Upload
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-case", prefix="/desk/petitions")

SAID = ("assigned", "answered", "refused", "urgent", "withdrawn", "compared", "step", "refunded", "sent_again")
"""What a case page can confirm after an action."""


CHANNELS: Final = {
    "mail": Text(ko="전자우편", en="E-mail"),
    "text-folder": Text(ko="문자", en="Text message"),
    "webhook": Text(ko="외부 발송 시스템", en="The sending system"),
    "file": Text(ko="파일 폴더", en="Folder of files"),
    "console": Text(ko="콘솔 (시험용)", en="Console (for trials)"),
    POST: Text(ko="우편으로 보냈음", en="I sent it by post"),
}
"""The channels in words; those of plug-ins are shown by their names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the case: its question, its words, and whether they are masked or were just revealed."""

    question: Question
    words: str
    masked: bool
    revealed: bool


@routes.get("/{receipt}", may="petition.read")
def show(page: Page) -> Response:
    """Show the case; personal answers are masked."""
    said = page.query.get("done")
    return case_page(page, page.params["receipt"], said=said if said in SAID else "")


def case_page(
    page: Page,
    receipt: str,
    *,
    status: int = 200,
    said: str = "",
    tried: Tried = NOTHING_TRIED,
    revealed: Mapping[str, Any] | None = None,
) -> Response:
    """Return the page of a case, with an action that failed, or with answers just revealed. Raises NotFound."""
    with page.look("case at the desk") as work:
        petition = work.petitions.get(receipt)
        its = {"unit": petition.unit, "form": petition.form_name, "owner": petition.handler}
        steps = work.petitions.timeline(petition)
        course = work.petitions.course(petition)
        notices = work.notices.of(petition)
        ways = work.notices.channels
        actions, not_now = work.petitions.moves(petition)
        files = of_petition(work, petition)
        payment = work.fees.of(petition)
        origins = work.prefilled.of(petition)
        joint = not page.actor.may("petition.read", **its)  # through a part: of other petitions nothing is shown
        repeats = None if joint else work.repeats.of(petition.receipt)
        gathered, cosigners = work.cosigners.gathered(petition), work.cosigners.of(petition)
        parts = work.parts.of(petition.receipt)
        joined = None if joint else work.joined.place(petition.receipt)
        escalations = work.escalations.of(petition)
        may_publish = work.public.publishing.concerns(petition) and page.actor.may("petition.publish", **its)
        publication = work.public.publishing.publication(petition.receipt) if may_publish else None
        deadline = page.office.forms.clockwork(work).deadline_of(petition)
    needing = [
        each
        for each in ("answered", "granted", "refused")
        if needs_approval(page.office.forms, petition.form_name, each)
    ]
    answers = _answers(petition, revealed, files, language=page.language)
    return page.render(
        "desk/case.html",
        status=status,
        petition=petition,
        answers=answers,
        origins=origins,
        masked=sum(answer.masked for answer in answers),
        revealed=revealed is not None,
        steps=list(reversed(steps)),
        notices=list(reversed(notices)),
        ways=[(name, CHANNELS.get(name) or Text.of(name)) for name in (*ways, POST)],
        may_send=page.actor.may("petition.answer", **its),
        actions=actions,
        needing=needing,
        groups=grouped([each for each in actions if each != "grant" or "granted" not in needing]),
        rests_on=page.office.forms.basis,
        not_now=[(step.deed, WRONG[not_now[step.action]]) for step in STEPS if step.action in not_now],
        course=[step for step in reversed(course) if step.article or step.said],
        files=files,
        payment=payment,
        provider=None if payment is None else page.office.paying.providers.all.get(payment.provider),
        may_refund=payment is not None and payment.refundable and page.actor.may("payment.refund", **its),
        upload_states=UPLOAD_STATES,
        mine=petition.handler == page.actor.id,
        may_audit=page.actor.may("audit.read", unit=petition.unit),
        may_give=page.actor.may("petition.assign", **its),
        unit=page.office.forms.units.get(petition.unit) or Text.of(petition.unit),
        ledger=clock.ledger(page.office, deadline, language=page.language),
        left=clock.left_of(page.office, petition, language=page.language) if petition.open else None,
        repeats=repeats,
        gathered=gathered,
        cosigners=cosigners,
        parts=parts,
        escalations=list(reversed(escalations)),
        told_who=WHO,
        missing=petition.open and any(part.open for part in parts) and "waive_parts" in actions,
        joint=joint,
        **words(page),
        counters=(RECEIVED, TOLD),
        joined=joined,
        with_joined=0 if joined is None else joined.waiting,
        carried=counts(page),
        may_publish=may_publish,
        publication=publication,
        may_compare=petition.outcome is None and page.actor.may("petition.answer", **its),
        said=said,
        tried=tried,
    )


def _answers(petition: Any, revealed: Mapping[str, Any] | None, files: list[Upload], *, language: str) -> list[Answer]:
    """Return the answers in the order of their questions, revealed ones in the clear."""
    answers, known = [], {each.id: each for each in files}
    for name, question in type(petition.form).form_questions.items():
        clear = revealed is not None and name in revealed
        value = value_of(question, revealed[name]) if revealed is not None and clear else getattr(petition.form, name)
        words = in_words(question, value, known, language)
        personal = bool(question.personal) and bool(words)
        answers.append(Answer(question, words, masked=personal and not clear, revealed=personal and clear))
    return answers
