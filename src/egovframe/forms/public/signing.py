"""Signing: whoever has an account signs at once, others by a link that is sent to them. Each person signs once.

A link holds, sealed by the office, what it was asked with: until it is followed nothing of the person is kept.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.contacts import read_name
from egovframe.forms.public import facts, store
from egovframe.forms.public.events import LinkAsked
from egovframe.forms.public.marks import Contact, Person, mark_of, person_of
from egovframe.forms.public.model import Invitation
from egovframe.forms.public.publishing import owner_of
from egovframe.forms.public.rates import Rate
from egovframe.forms.public.shown import Shown
from egovframe.kernel.canonical import b64, canonical, unb64
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, CryptoError, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import AssuranceNeeded, Forbidden
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    import sqlalchemy as sa

    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.work import UnitOfWork

LINK: Final = "signature-link"
LETTER: Final = "signature-letter"
LONGEST_KEY: Final = 2_000
MINUTE, HOUR, DAY = 60, 3_600, 86_400

_CONTACT: Final = Text(
    ko="전자우편 주소나 전화번호를 적으세요.", en="Write a mail address or a phone number, one of them."
)
_UNREACHED: Final[dict[Contact, Text]] = {
    "email": Text(
        ko="이 시는 서명 링크를 전자우편으로 보내지 않습니다. 전화번호를 적으세요.",
        en="No links to sign by are sent by mail here. Write a phone number.",
    ),
    "phone": Text(
        ko="이 시는 서명 링크를 문자로 보내지 않습니다. 전자우편 주소를 적으세요.",
        en="No links to sign by are sent as text messages here. Write a mail address.",
    ),
}


class Signing:
    """Signs public petitions, as the person at work may, within one unit of work."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms
        self._settings = forms.settings.public

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """By what people without an account may sign: what the settings say and a channel of the office reaches."""
        return tuple(kind for kind in self._settings.contacts if kind in self._forms.reached)

    # ------------------------------------------------------------------ by a link

    def ask(
        self, publication_id: str, *, name: str, contact: Mapping[Contact, str], address: str, language: str
    ) -> None:
        """Have a link sent with which the petition is signed: to one mail address or phone number.

        `address` is the page that takes the key of a link: `https://city.example/petitions/sign/`. Whether somebody
        signed already is not told here: the link itself tells. Raises NotFound, Conflict for one that cannot be signed
        now, AssuranceNeeded where signing needs an account, Invalid with every fault, and TooManyTries.
        """
        work = self._work
        with work.place.database.read() as conn:
            row = self._open_for_signing(conn, publication_id)
        if row["assurance"] or not self.contacts:
            raise AssuranceNeeded(level=row["assurance"] or 1)
        person = self._read(name, contact)
        self._count(row, f"contact:{b64(work.cabinet.mac('signer-rate', person.value.encode()))}")
        said = {
            "publication": row["id"],
            "name": person.name,
            "kind": person.kind,
            "value": person.value,
            "asked": instant(work.at),
        }
        key = b64(work.cabinet.office_seal(LINK, canonical(said)))
        letter = {**said, "link": address + key, "language": language}
        work.note(
            facts.ASKED,
            object=f"publication:{row['id']}",
            subjects=(owner_of(row["id"]),),
            details={"form": row["form"], "publication": row["id"]},
        )
        sealed = b64(work.cabinet.office_seal(LETTER, canonical(letter)))
        work.emit(LinkAsked(publication=row["id"], sealed=sealed))

    def invitation(self, key: str) -> Invitation:
        """Return what a link opens. Looking changes nothing. Raises NotFound for a key that is none."""
        person, publication_id, asked = self._opened(key)
        publication = Shown(self._work).get(publication_id)
        mark = self._mark(self._work.conn, publication_id, person)
        row = store.signed(self._work.conn, publication_id, mark) if mark else None
        return Invitation(
            publication,
            name=person.name,
            signed=moment(row["at"]) if row else None,
            fresh=self._fresh(asked) and publication.open_at(self._work.at),
        )

    def confirm(self, key: str) -> bool:
        """Sign with the key of a link; return False where its holder had signed before.

        Raises NotFound for a key that is none, Conflict where the link is too old or the petition cannot be signed any
        more, and TooManyTries.
        """
        person, publication_id, asked = self._opened(key)
        if not self._fresh(asked):
            raise Conflict("The link is too old to sign with.", hint="Ask for a new one on the petition's page.")
        return self._keep(publication_id, lambda _row: person)

    def withdraw(self, key: str) -> None:
        """Withdraw the signature of a link's holder: it is removed. Raises NotFound where there is none."""
        person, publication_id, _asked = self._opened(key)
        self._remove(publication_id, person)

    # ------------------------------------------------------------------ with an account

    def sign(self, publication_id: str, *, name: str = "") -> bool:
        """Sign as the account at work; return False where it had signed before.

        `name` is what the account calls itself unless given. Raises NotFound, Conflict where it cannot be signed now,
        AssuranceNeeded for a sign-in that is not sure enough, Forbidden for whoever is no person, Invalid and
        TooManyTries.
        """
        return self._keep(publication_id, lambda row: self._account(name, level=max(row["assurance"], 1)))

    def mine(self, publication_id: str) -> datetime | None:
        """Return when the account at work signed; None where it did not."""
        actor = self._work.actor
        if actor.kind not in ("citizen", "officer") or actor.acting_for or actor.id == "visitor":
            return None
        mark = self._mark(self._work.conn, publication_id, Person("", "account", actor.id))
        row = store.signed(self._work.conn, publication_id, mark) if mark else None
        return moment(row["at"]) if row else None

    def withdraw_own(self, publication_id: str) -> None:
        """Withdraw the signature of the account at work. Raises NotFound where there is none."""
        self._remove(publication_id, self._account("", level=1))

    # ------------------------------------------------------------------ inside

    def _open_for_signing(self, conn: sa.Connection, publication_id: str) -> store.Row:
        row = store.collecting(conn, publication_id)
        if row is None and store.plain(conn, publication_id) is None:
            raise NotFound("There is no public petition here.", hint="Look for it in the list.")
        if row is None or moment(row["closes"]) < self._work.at:
            raise Conflict("This petition cannot be signed any more.", hint="Its page says since when.")
        return row

    def _read(self, name: str, contact: Mapping[Contact, str]) -> Person:
        ways = self.contacts
        said = {kind: value for kind, value in contact.items() if value.strip()}
        if not said and len(ways) == 1:
            said = {ways[0]: ""}
        unreached = [Fault(kind, _UNREACHED[kind]) for kind in said if kind not in ways]
        if len(said) != 1 or unreached:
            faults = [*read_name(name)[1], *(unreached or [Fault(ways[0], _CONTACT)])]
        else:
            person, faults = person_of(name, *next(iter(said.items())))
        if faults:
            raise Invalid("The signature lacks something.", faults=faults)
        return person

    def _account(self, name: str, *, level: int) -> Person:
        actor = self._work.actor
        if actor.id == "visitor" or actor.assurance < level:
            raise AssuranceNeeded(level=level)
        if actor.kind not in ("citizen", "officer") or actor.acting_for:
            raise Forbidden(
                "Only a person signs, and for nobody else.", hint="Sign in with your own account.", permission=""
            )
        words, faults = read_name(name) if name else (actor.name, [])  # what an account is called was looked at before
        if faults:
            raise Invalid("The signature lacks something.", faults=faults)
        return Person(words, "account", actor.id)

    def _opened(self, key: str) -> tuple[Person, str, datetime]:
        """Return whose a link's key is, for which publication, and when it was asked for. Raises NotFound."""
        try:
            if len(key) > LONGEST_KEY:
                raise ValueError
            said: dict[str, Any] = json.loads(self._work.cabinet.office_open(LINK, unb64(key)))
        except (CryptoError, ValueError) as error:
            raise NotFound("This link leads nowhere.", hint="Open it whole, as it stands in the letter.") from error
        return Person(said["name"], said["kind"], said["value"]), said["publication"], moment(said["asked"])

    def _fresh(self, asked: datetime) -> bool:
        return self._work.at < asked + timedelta(hours=self._settings.link_hours)

    def _count(self, row: store.Row, contact: str = "") -> None:
        """Count one try. Raises TooManyTries."""
        settings, address = self._settings, self._work.origin.address
        wanted = [
            (f"petition:{row['id']}", Rate(settings.petition_second, 1)),
            (f"petition:{row['id']}", Rate(settings.petition_hour, HOUR)),
        ]
        if address:
            wanted.append((f"address:{address}", Rate(settings.address_minute, MINUTE)))
            wanted.append((f"address:{address}", Rate(settings.address_day, DAY)))
        if contact:
            wanted.append((contact, Rate(settings.contact_hour, HOUR)))
        self._forms.rates.take(wanted, self._work.at)

    def _mark(self, conn: sa.Connection, publication_id: str, person: Person) -> str:
        """Return the mark of a person; empty where the signers were erased."""
        row = store.plain(conn, publication_id)
        if row is None or row["salt"] is None or row["erased"] is not None:
            return ""
        return self._marked(conn, row, person)

    def _marked(self, conn: sa.Connection, row: store.Row, person: Person) -> str:
        cabinet = self._work.cabinet
        salt = cabinet.open(conn, owner_of(row["id"]), "salt", bytes(row["salt"]))
        return mark_of(cabinet, salt, person)

    def _keep(self, publication_id: str, who: Callable[[store.Row], Person]) -> bool:
        """Keep a signature in one short transaction: what is read and sealed is so before it begins."""
        work, owner, id_ = self._work, owner_of(publication_id), new_id()
        with work.place.database.read() as conn:
            row = self._open_for_signing(conn, publication_id)
            person = who(row)
            self._count(row)
            mark = self._marked(conn, row, person)
            if store.signed(conn, row["id"], mark) is not None:
                return False
            lent, _ = work.cabinet.lend_keys(conn, [owner], at=work.at, keys=work.keys)
        work.keys.update(lent)
        content = canonical({"name": person.name, "contact": "" if person.kind == "account" else person.value})
        sealed = work.cabinet.seal(work, owner, f"signature:{id_}", content)
        values = {"id": id_, "publication": row["id"], "mark": mark, "at": instant(work.at), "sealed": sealed}
        store.sign(work, values)
        self._note(facts.SIGNED, row, id_)
        return True

    def _remove(self, publication_id: str, person: Person) -> None:
        conn = self._work.conn
        mark = self._mark(conn, publication_id, person)
        row = store.signed(conn, publication_id, mark) if mark else None
        publication = store.plain(conn, publication_id)
        if row is None or publication is None:
            raise NotFound("There is no signature of yours here.", hint="It was withdrawn, or erased with the others.")
        store.unsign(self._work, row)
        self._note(facts.WITHDRAWN, publication, row["id"])

    def _note(self, fact: Any, row: store.Row, signature: str) -> None:
        self._work.note(
            fact,
            object=f"signature:{signature}",
            subjects=(owner_of(row["id"]),),
            details={"form": row["form"], "publication": row["id"]},
        )
