"""The receipt on paper (민원 처리에 관한 법률 시행규칙 별지 제2호): one page that can be checked without the city.

The proof of the filing and the answers as they were filed travel in the PDF; the QR code says what a checker needs to
find the entry in the public log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.kernel.messages import translate
from egovframe.web import pdf
from egovframe.web.portal import deadline
from egovframe.web.portal.qr import qr
from egovframe.web.portal.services import unit_title
from egovframe.web.portal.spoken import spoken

if TYPE_CHECKING:
    from egovframe.forms.model import Petition
    from egovframe.forms.statement import Statement
    from egovframe.web.page import Page
    from egovframe.web.proving import ReceiptProof


def proof_name(receipt: str) -> str:
    """Return the name of the proof as a file."""
    return f"{receipt}.tlog-proof"


def answers_name(receipt: str) -> str:
    """Return the name of the file with the answers as they were filed."""
    return f"{receipt}.answers.json"


def address(page: Page, statement: Statement, proof: ReceiptProof | None) -> str:
    """Return what the QR code holds: the progress page, and behind `#` what tells the entry in the log.

    A browser keeps what stands behind `#` to itself. `entry` is the place in the log, `size` and `root` are the
    checkpoint's, `code` is the check code: SHA-256 of `number:code` stands in the entry.
    """
    path = page.url(f"/status?receipt={statement.receipt}")
    if proof is None:
        return path
    return f"{path}#entry={proof.index}&size={proof.size}&root={proof.root}&code={statement.code}"


def pdf_of_receipt(page: Page, petition: Petition[Any], statement: Statement, proof: ReceiptProof) -> bytes:
    """Return the receipt as a PDF file. Raises MissingExtra and PdfBusy."""
    answers = statement.answers_as_filed(proof.details)
    now = page.office.clock.now()
    html = page.site.renderer.render(
        page,
        "portal/certificate.html",
        {
            "petition": petition,
            "unit": unit_title(page.office, petition.unit),
            "why": deadline.of(page.office, petition.received, petition.limit, unit=petition.unit),
            "contact": page.office.settings.forms.contact_of(petition.unit),
            "spoken": spoken(petition.receipt, page.language),
            "address": page.url("/status"),
            "log": page.url("/log"),
            "qr": qr(
                address(page, statement, proof),
                label=translate("QR code with the address of the progress page and the entry", page.language),
            ),
            "statement": statement,
            "proof": proof,
            "vkey": page.office.trail.vkey,
            "files": [proof_name(petition.receipt), *([answers_name(petition.receipt)] if answers else [])],
            "made": now,
        },
    )
    enclosed = [
        pdf.Enclosed(
            name=proof_name(petition.receipt),
            content=proof.text.encode(),
            about=translate("Proof that the receipt stands in the public log (C2SP tlog-proof)", page.language),
        )
    ]
    if answers is not None:
        enclosed.append(
            pdf.Enclosed(
                name=answers_name(petition.receipt),
                content=answers,
                about=translate("The answers as they were filed, without personal ones", page.language),
                media="application/json",
            )
        )
    return pdf.pdf_of(html, static=page.site.static, made=now, enclosed=enclosed)
