"""The officer's decision: a petition is published, or it is refused with a ground, reasons and remedies."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.access import Access, event_of, object_of, subjects_of
from egovframe.forms.casework import Casework
from egovframe.forms.deadlines import civil_end
from egovframe.forms.limits import Limit
from egovframe.forms.personal import masked_text
from egovframe.forms.public import facts, store
from egovframe.forms.public.events import PublicationRefused, Published
from egovframe.forms.public.model import Prepared
from egovframe.forms.public.shown import shown
from egovframe.kernel.canonical import canonical, canonical_text
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.identifiers import Identifier
    from egovframe.forms.model import Petition
    from egovframe.forms.public.model import Collecting, Publication
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

PUBLISH: Final = "petition.publish"
LONGEST_TITLE: Final = 200
LONGEST_TEXT: Final = 5_000

_TITLE: Final = Text(ko="공개할 제목을 200자까지 적으세요.", en="Write the title to publish, up to 200 characters.")
_CHECK: Final = Text(
    ko="공개할 글에 전화번호·전자우편·주민등록번호처럼 보이는 것이 있습니다. 확인했다고 표시하거나 공개를 거부하세요.",
    en="What would be published has what looks like a phone number, a mail address or a registration number. Say that "
    "you checked it, or refuse to publish.",
)
_GROUND: Final = Text(ko="공개하지 않는 근거를 고르세요.", en="Choose the ground on which it is not published.")
_REASON: Final = Text(ko="공개하지 않는 이유를 5,000자까지 적으세요.", en="Give the reasons, up to 5,000 characters.")
_REMEDY: Final = Text(
    ko="신청인이 할 수 있는 구제 방법을 적으세요.",
    en="Say what the applicant can do against it, up to 5,000 characters.",
)


def owner_of(publication_id: str) -> str:
    """Return the name under which the key of a publication's signers is kept."""
    return f"signatures:{publication_id}"


class Publishing:
    """Publishes petitions, within one unit of work."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms
        self._access = Access(work)
        self._case = Casework(work, forms)

    def concerns(self, petition: Petition[Any]) -> bool:
        """Say whether a petition is public once an officer publishes it: as the form was when it was filed."""
        version = self._forms.version(self._work.conn, petition.form_name, petition.form_version)
        return version.definition.public is not None

    def ready(self, receipt: str) -> None:
        """Let pass whoever may decide on publishing a petition, before anything of what was sent is looked at.

        Needs `petition.publish`. Raises Forbidden and NotFound, and Conflict for a petition that is not to be public,
        is decided, or was decided on.
        """
        self._undecided(self._access.found(receipt, PUBLISH))

    def prepared(self, receipt: str) -> Prepared:
        """Return what publishing would show, to be read before it is published.

        Needs `petition.publish`. Raises Forbidden and NotFound, and Conflict for a petition that is not to be public.
        """
        row = self._access.found(receipt, PUBLISH)
        self._collecting(row)
        answers = self._public(row)
        title = self._case.hidden(row).headline
        return Prepared(
            title,
            answers,
            personal=_personal_in(title, answers, identifiers=self._forms.identifiers),
            seen=_seen(row, answers),
            decide_by=self.due_of(row),
            decided=row["decided"] is not None,
        )

    def publish(self, receipt: str, *, title: str, checked: bool = False, seen: str | None = None) -> Publication:
        """Publish a petition: from now on it can be read and signed. Return the publication.

        `title` is what it is called in public. What becomes public are the title and the answers marked so, as they are
        now; `checked` says that the officer looked through what resembles personal data in them. `seen` is what
        `prepared` gave with the text that was read: another one by now is not published; None asks nothing. Needs
        `petition.publish`. Raises Forbidden, NotFound, Invalid with every fault, and Conflict for a petition that is
        decided already or was changed since, or is of a form that does not collect signatures.
        """
        row = self._access.found(receipt, PUBLISH)
        collecting, late = self._undecided(row)
        answers, words = self._public(row), " ".join(title.split())
        if seen is not None and seen != _seen(row, answers):
            raise Conflict("The petition was changed while you read it.", hint="Read it once more.")
        faults = []
        if not words or len(words) > LONGEST_TITLE:
            faults.append(Fault("title", _TITLE))
        elif not checked and _personal_in(words, answers, identifiers=self._forms.identifiers):
            faults.append(Fault("checked", _CHECK))
        if faults:
            raise Invalid("The petition cannot be published like this.", faults=faults)
        work, law, id_ = self._work, self._forms.publicity, new_id()
        closes = instant(self.ends(row["unit"], work.at, collecting.days or law.days))
        work.cabinet.new_key(work, owner_of(id_))
        salt = work.cabinet.seal(work, owner_of(id_), "salt", secrets.token_bytes(32))
        store.add(
            work,
            {
                **self._values(row, id_, collecting),
                "state": "collecting",
                "title": words,
                "answers": canonical_text(answers),
                "opens": instant(work.at),
                "closes": closes,
                "salt": salt,
            },
        )
        self._note(facts.PUBLISHED, row, law.decide_article, publication=id_, closes=closes, late=late)
        work.emit(Published(**event_of(row), publication=id_, closes=closes))
        return self._read(id_)

    def keep_unpublished(self, receipt: str, *, ground: str, reason: str, remedy: str = "") -> Publication:
        """Decide that a petition is not published, and have the applicant told why and what can be done.

        `ground` is one of the jurisdiction's; `remedy` may be left out where the law says it. Needs `petition.publish`.
        Raises Forbidden, NotFound, Conflict, and Invalid with every fault.
        """
        row = self._access.found(receipt, PUBLISH)
        collecting, late = self._undecided(row)
        law = self._forms.publicity
        remedy = remedy.strip() or (law.remedy.in_(row["language"]) if law.remedy else "")
        faults = []
        if law.ground(ground) is None:
            faults.append(Fault("ground", _GROUND))
        if not reason.strip() or len(reason) > LONGEST_TEXT:
            faults.append(Fault("reason", _REASON))
        if not remedy or len(remedy) > LONGEST_TEXT:
            faults.append(Fault("remedy", _REMEDY))
        if faults:
            raise Invalid("The refusal lacks something.", faults=faults)
        work, id_ = self._work, new_id()
        words = canonical({"reason": reason.strip(), "remedy": remedy})
        values = {
            **self._values(row, id_, collecting),
            "state": "refused",
            "ground": ground,
            "reason": self._case.sealed(row["id"], f"publication:{id_}", words),
            "ended": instant(work.at),
        }
        store.add(work, values)
        self._note(facts.UNPUBLISHED, row, law.refuse_article, publication=id_, ground=ground, late=late)
        work.emit(PublicationRefused(**event_of(row), publication=id_))
        return self._read(id_)

    def publication(self, receipt: str) -> Publication | None:
        """Return what was decided on a petition, with the reasons of a refusal; None while nothing was.

        For whoever may read the petition. Raises Forbidden and NotFound.
        """
        row = self._access.found(receipt, "petition.read", PUBLISH)
        found = store.of_petition(self._work.conn, row["id"])
        return None if found is None else self._with_reason(found)

    def ends(self, unit: str, begun: datetime, days: int) -> datetime:
        """Return when a period of calendar days is over: the last second of its last day, or of the next working day.

        The first day does not count (민법 157, 161, and as civil codes elsewhere have it).
        """
        calendar = self._forms.calendar_of(unit)
        last = civil_end(calendar.local(begun).date(), Limit(days, "d"), calendar=calendar)
        end = datetime.combine(last.date(), datetime.min.time(), calendar.zone) + timedelta(days=1, seconds=-1)
        return end.astimezone(begun.tzinfo)

    def decided(self, receipt: str) -> Publication:
        """Return what was decided on a petition to whoever may publish it. Raises Forbidden and NotFound."""
        row = self._access.found(receipt, PUBLISH)
        return self._with_reason(found_publication(store.of_petition(self._work.conn, row["id"])))

    # ------------------------------------------------------------------ inside

    def _read(self, publication_id: str) -> Publication:
        found = store.by_id(self._work.conn, publication_id)
        assert found is not None  # noqa: S101 - it was just written
        return self._with_reason(found)

    def _with_reason(self, found: store.Row) -> Publication:
        if found["reason"] is None:
            return shown(found)
        plain = self._case.opened(found["petition"], f"publication:{found['id']}", found["reason"])
        return shown(found, **json.loads(plain))

    def _collecting(self, row: Row) -> Collecting:
        version = self._forms.version(self._work.conn, row["form"], row["form_version"])
        if version.definition.public is None:
            raise Conflict(
                f"Petitions of the form {row['form']} are not public.",
                hint="The form says so: public=collects(…).",
            )
        return version.definition.public

    def _undecided(self, row: Row) -> tuple[Collecting, int]:
        """Return how signatures are collected, and whether the decision comes late. Raises Conflict."""
        collecting = self._collecting(row)
        if store.of_petition(self._work.conn, row["id"]) is not None:
            raise Conflict("It was decided already whether this petition is published.", hint="Look again.")
        if row["decided"] is not None:
            raise Conflict(f"The petition {row['receipt']} is decided.", hint="Publish petitions that are open.")
        by = self.due_of(row)
        return collecting, int(by is not None and self._work.at > by)

    def due_of(self, row: Row) -> datetime | None:
        """Return by when it is decided on the petition of this row; None where no law says."""
        days = self._forms.publicity.decide_days
        return None if days is None else self.ends(row["unit"], moment(row["received"]), days)

    def _public(self, row: Row) -> dict[str, Any]:
        """Return the answers that the form marks public and that are no personal data, as JSON has them."""
        version = self._forms.version(self._work.conn, row["form"], row["form_version"])
        answers = json.loads(row["answers"])
        public = [each.name for each in version.definition.questions if each.public and each.personal is None]
        return {name: answers[name] for name in public if answers.get(name) is not None}

    def _values(self, row: Row, id_: str, collecting: Collecting) -> dict[str, Any]:
        work = self._work
        return {
            "id": id_,
            "petition": row["id"],
            "form": row["form"],
            "unit": row["unit"],
            "title": None,
            "answers": None,
            "thresholds": canonical_text(list(collecting.thresholds)),
            "assurance": collecting.assurance,
            "answer_days": collecting.answer_days,
            "decided": instant(work.at),
            "by": work.actor.id,
            "by_name": work.actor.name,
            "ground": None,
            "reason": None,
            "opens": None,
            "closes": None,
            "salt": None,
            "reached": 0,
            "reached_at": None,
            "answer_by": None,
            "ended": None,
            "total": None,
            "erased": None,
        }

    def _note(self, fact: Any, row: Row, article: str, **details: Any) -> None:
        said = {"form": row["form"], "unit": row["unit"], "state": row["state"], **details}
        self._work.note(fact, object=object_of(row), subjects=subjects_of(row), basis=article, details=said)


def _seen(row: Row, answers: dict[str, Any]) -> str:
    return sha256_hex(canonical({"answers": answers, "petition": row["receipt"]}))


def _personal_in(title: str, answers: dict[str, Any], *, identifiers: tuple[Identifier, ...]) -> bool:
    """Say whether a text has what looks like a phone number, a mail address or an identifier."""
    return any(masked_text(each, identifiers=identifiers) != each for each in (title, *_texts(answers)))


def _texts(value: object) -> Iterator[str]:
    """Give every text in an answer, however deep: groups are lists of what each of them asks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def found_publication(row: store.Row | None) -> store.Row:
    """Return the row. Raises NotFound where there is none."""
    if row is None:
        raise NotFound("There is no public petition here.", hint="Look for it in the list of public petitions.")
    return row
