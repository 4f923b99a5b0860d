"""Who signed, as an officer may see it."""

from __future__ import annotations

import pytest

from egovframe.forms.public import signers
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from tests.forms.desk import PARKS
from tests.forms.public.square import ELSEWHERE, PUBLISHER, READER, Square


def test_names_are_masked_until_somebody_asks_and_says_why(square: Square) -> None:
    """The list masks and is a fact; one name is shown with a reason that stays sealed in the trail."""
    publication = square.published()
    square.sign(publication, "홍길동", "성춘향")
    with square.look(PUBLISHER) as look:
        listed, more = square.public(look).signers.of(publication.receipt)
    assert ([each.name for each in listed], more) == (["성*향", "홍*동"], None)
    assert square.facts.last("signature.listed").details["count"] == 2
    with square.work(PUBLISHER) as work:
        shown = square.public(work).signers.reveal(publication.receipt, listed[1].id, reason="중복 서명 확인")
    assert (shown.name, shown.contact) == ("홍길동", "홍길동@example.org")
    fact = square.facts.last("signature.revealed")
    assert (dict(fact.private), fact.details["signature"]) == ({"reason": "중복 서명 확인"}, listed[1].id)


def test_who_may(square: Square) -> None:
    """The list needs the permission to publish in its unit, a name the one to reveal too, and a reason."""
    publication = square.published()
    square.sign(publication, "홍길동")
    for by, error in ((READER, Forbidden), (ELSEWHERE, NotFound)):
        with pytest.raises(error), square.look(by) as look:
            square.public(look).signers.of(publication.receipt)
    with square.look(PUBLISHER) as look:
        (only,), _ = square.public(look).signers.of(publication.receipt)
    half = Actor("officer", "a-5", "Jung", holds=dict.fromkeys(("petition.read", "petition.publish"), PARKS))
    with pytest.raises(Forbidden), square.work(half) as work:
        square.public(work).signers.reveal(publication.receipt, only.id, reason="궁금해서")
    with pytest.raises(Invalid), square.work(PUBLISHER) as work:
        square.public(work).signers.reveal(publication.receipt, only.id, reason=" ")
    with pytest.raises(NotFound), square.work(PUBLISHER) as work:
        square.public(work).signers.reveal(publication.receipt, "nothing", reason="확인")


def test_the_list_goes_on_page_by_page(small_square: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest first, each once."""
    monkeypatch.setattr(signers, "PAGE", 2)
    publication = small_square.published()
    small_square.sign(publication, "가가가", "나나나", "다다다")
    seen: list[str] = []
    before = None
    for _ in range(2):
        with small_square.look(PUBLISHER) as look:
            page, before = small_square.public(look).signers.of(publication.receipt, before=before)
        seen += [each.name for each in page]
    assert (seen, before) == (["다*다", "나*나", "가*가"], None)


def test_one_that_was_not_published_has_no_signers(small_square: Square) -> None:
    """Nor one on which nobody decided."""
    receipt = small_square.receive().petition.receipt
    with pytest.raises(NotFound), small_square.look(PUBLISHER) as look:
        small_square.public(look).signers.of(receipt)
    with small_square.work(PUBLISHER) as work:
        small_square.public(work).publishing.keep_unpublished(receipt, ground="unfit", reason="지장이 있음")
    with pytest.raises(NotFound), small_square.look(PUBLISHER) as look:
        small_square.public(look).signers.of(receipt)
