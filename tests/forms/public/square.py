"""A small office whose petitions are public and signed."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path
from typing import Any

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.catalogue import Forms
from egovframe.forms.form import Form, ask
from egovframe.forms.interfaces import Channel
from egovframe.forms.limits import working_days
from egovframe.forms.notices import follow
from egovframe.forms.offer import Offer
from egovframe.forms.personal import LongText, PersonName, Phone
from egovframe.forms.public.folding import Folding
from egovframe.forms.public.letters import OCCASIONS
from egovframe.forms.public.letters import follow as follow_public
from egovframe.forms.public.model import Collecting, Publication, collects
from egovframe.forms.public.service import PublicPetitions
from egovframe.forms.settings import FormsSettings
from egovframe.kernel.events import Observers
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.kernel.work import UnitOfWork
from tests.forms.desk import ALL, PARKS, ROADS, SYSTEM, VISITOR, Desk


class Playground(Form):
    """Ask the city for something that many want."""

    subject: str = ask("제목", en="Title", max_length=200, public=True)
    content: LongText = ask("내용", en="What you ask for", public=True)
    cost: int | None = ask("예산", en="Cost", public=True)
    note: str | None = ask("담당자에게", en="To the officer")
    name: PersonName | None = ask("이름", en="Name")
    phone: Phone = ask("전화번호", en="Phone")


class Tree(Form):
    """One tree."""

    kind: str = ask("나무", en="Tree", public=True)


class Grove(Playground):
    """Ask for several things at once."""

    trees: list[Tree] = ask("심을 나무", en="Trees", each="나무", max_length=5, public=True)


EVERYTHING = (*ALL, "petition.publish")
PUBLISHER = Actor("officer", "a-1", "Kim", holds=dict.fromkeys(EVERYTHING, PARKS))
ELSEWHERE = Actor("officer", "a-3", "Park", holds=dict.fromkeys(EVERYTHING, ROADS))
READER = Actor("officer", "a-2", "Lee", holds={"petition.read": PARKS})
CITIZEN = Actor("citizen", "c-1", "홍길동", assurance=1)
ANSWERS: dict[str, Any] = {
    "subject": "은하동 놀이터",
    "content": "은하동에 놀이터를 만들어 주십시오.",
    "note": "빨리 부탁합니다",
    "name": "성춘향",
    "phone": "010-9876-5432",
}
PAGE = "https://haneul.example/petitions/sign/"


class Square(Desk):
    """One form whose petitions are public from two thresholds on, and one whose signers need an account."""

    others: tuple[Channel, ...] = ()

    def __init__(self, url: str, folder: Path, *, public: dict[str, Any] | None = None, law: Any = None) -> None:
        super().__init__(url, folder)
        self._law, self._settings = law or Korea(), public or {}
        self.offer(
            self.made("playground", collects(thresholds=(2, 4), answer_days=30)),
            self.made("certified", collects(assurance=2)),
            self.made("quiet", None),
            self.made("grove", collects(), Grove),
        )

    def offer(self, *offers: Offer) -> None:
        """Offer these forms from now on, as an office does that is opened with them."""
        law = self._law
        self.observers = Observers()
        self.forms = Forms(
            offers,
            calendar=law.calendar,
            rules=law.rules,
            identifiers=law.identifiers,
            settings=FormsSettings.model_validate({"contact": "02-120", "public": self._settings}),
            office="Haneul City",
            units={"parks": Text(ko="공원과", en="Parks"), "roads": Text(ko="도로과", en="Roads")},
            papers=law.papers,
            publicity=law.publicity,
            reached=frozenset().union(*(each.reaches for each in (self.channel, *self.others))),
        )
        follow(self.observers, self.forms, self.channel, more=OCCASIONS)
        follow_public(self.observers, self.forms, (self.channel, *self.others))
        with self.work(SYSTEM) as work:
            self.forms.publish(work)

    @staticmethod
    def made(name: str, public: Collecting | None, form: type[Form] = Playground) -> Offer:
        """An offer of a form, not offered yet."""
        title = Text(ko="시민 청원", en="Citizens' petition")
        return Offer(name, title, form, "park-officer", working_days(60), unit="parks", keep="5y", public=public)

    def public(self, work: UnitOfWork) -> PublicPetitions:
        """The public petitions as the person at work may handle them."""
        return PublicPetitions(work, self.forms)

    def receive(self, form: str = "playground", **answers: Any) -> Any:
        """Receive a petition of one of the forms."""
        return self.submit(form, answers={**ANSWERS, **answers})

    def published(self, form: str = "playground", **answers: Any) -> Publication:
        """Receive a petition and publish it."""
        receipt = self.receive(form, **answers).petition.receipt
        with self.work(PUBLISHER) as work:
            return self.public(work).publishing.publish(receipt, title="은하동에 놀이터를 만들어 주세요")

    def ask(
        self,
        publication: Publication,
        *,
        name: str = "홍길동",
        mail: str = "hong@example.org",
        language: str = "ko",
        **where: Any,
    ) -> str:
        """Ask for a link by mail, let it be sent and return its key."""
        with self.work(VISITOR, **where) as work:
            self.public(work).signing.ask(
                publication.id, name=name, contact={"email": mail}, address=PAGE, language=language
            )
        self.run_due_tasks()
        return self.key()

    def letters(self) -> list[Any]:
        """The letters that left, the newest last."""
        files = sorted((self.folder / "notices").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]

    def key(self) -> str:
        """The key in the newest letter."""
        found = re.search(re.escape(PAGE) + r"(\S+)", self.letters()[-1].get_content())
        assert found is not None
        return found[1]

    def sign(self, publication: Publication, *people: str) -> None:
        """Let people with these names sign, each by a link of its own."""
        for name in people:
            key = self.ask(publication, name=name, mail=f"{name}@example.org")
            with self.work(VISITOR) as work:
                assert self.public(work).signing.confirm(key) is True

    def read(self, publication: Publication) -> Publication:
        """The publication as everybody reads it now."""
        with self.look(VISITOR) as look:
            return self.public(look).shown.get(publication.id)

    def fold(self) -> int:
        """Do what the office does by itself."""
        return Folding(self)()
