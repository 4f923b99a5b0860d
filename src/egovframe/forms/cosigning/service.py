"""What can be done about co-signers: the holder invites and takes back, who has a link signs, declines or withdraws.

Whoever has a link sees what is signed: the answers that are no personal data by their type, as the holder wrote them.
Nobody can sign what they cannot read, and the holder hands the link over; personal answers stay with the holder, for a
link can be passed on. Keys are drawn here and shown once: only their MACs are kept.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import store as cases
from egovframe.forms.access import object_of, subjects_of
from egovframe.forms.casework import owner_of
from egovframe.forms.cosigning import checking, facts, store
from egovframe.forms.cosigning.model import STATES, Cosigner, Cosigners, Gathered, Invitation, Opened
from egovframe.forms.holder import Throttle
from egovframe.forms.personal import mask_email, masked_name
from egovframe.forms.statement import Statement
from egovframe.kernel.canonical import b64, canonical
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.cosigning.store import Row
    from egovframe.forms.model import Petition
    from egovframe.forms.store import Row as Case
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.work import UnitOfWork

_LONGEST: Final = 100
"""No key is longer; more is not even looked at."""
_LINKS: Final = 5
"""So many links can be made for one petition, for each co-signer that its form takes; expired ones do not count."""
_GONE: Final = ("recalled", "expired")


class CosignersOfPetitions:
    """The co-signers of petitions (`work.cosigners`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms
        self._case = forms.at(work).case

    # ------------------------------------------------------------------ reading

    def of(self, petition: Petition[Any]) -> tuple[Cosigner, ...]:
        """Return the co-signers of a petition that was just shown to the person at work, in the order of invitation.

        Names and addresses are masked for all but its holder. Links that were taken back or expired are left out.
        """
        clear, case = self._forms.at(self._work).holds(petition), self._row(petition.id)
        now, rows = self._digest(case), store.of_petition(self._work.conn, petition.id)
        return tuple(self._cosigner(row, now, clear=clear) for row in rows if row["state"] not in _GONE)

    def gathered(self, petition: Petition[Any]) -> Gathered | None:
        """Return how many have signed a petition; None where its form takes no co-signers."""
        case = self._row(petition.id)
        asked = self._asked(case)
        return None if asked is None else self._gathered(case, asked, self._digest(case))

    def signatures(self, petition_id: str) -> list[dict[str, Any]]:
        """Return the signatures that stand, names in the clear, for the file of a case that whoever asks may see whole.

        Each as JSON values: `name`, `at`, the digest of the `answers` that were signed, whether they are the `current`.
        """
        case = self._row(petition_id)
        now = self._digest(case)
        return [
            {
                "name": self._who(row).get("name", ""),
                "at": row["at"],
                "answers": row["signed"],
                "current": row["signed"] == now,
            }
            for row in store.of_petition(self._work.conn, petition_id)
            if row["state"] == "signed"
        ]

    def find(self, key: str) -> Opened:
        """Return what a link opens, to whoever has its key.

        Call it first in a unit of work. Raises NotFound for one that opens nothing (any more), and TooManyTries after
        too many of those from one network address.
        """
        row, case = self._found(key)
        opened = self._opened(row, case)
        if opened.petition is not None:
            self._note(facts.OPENED, row, case, answers=opened.seen)
        return opened

    # ------------------------------------------------------------------ the holder's verbs

    def invite(self, petition: Petition[Any], *, name: str = "", email: str = "") -> Invitation:
        """Make a link for one co-signer of a petition that was just shown to its holder, and return it with its key.

        `name` and `email` tell the holder whose link it is. Raises NotFound for whoever does not hold the petition,
        Conflict where its form takes none (or no more) or it is decided, Invalid for a name or address that cannot be.
        """
        case = self._held(petition)
        asked = self._asked(case)
        if asked is None:
            raise Conflict("The petitions of this form have no co-signers.", hint="File it for yourself.")
        self._undecided(case)
        name, email = checking.name_of(name, needed=False), checking.email_of(email)
        store.wait_for(self._work.conn, case["id"])
        rows = store.of_petition(self._work.conn, case["id"])
        states = [self._state(row) for row in rows]
        open_ = [row for row, state in zip(rows, states, strict=True) if state in ("invited", "signed")]
        if len(open_) >= asked.most:
            raise Conflict(
                f"At most {asked.most} can co-sign this petition, and so many have a link.",
                hint="Take back a link that nobody has used, where there is one.",
            )
        if len(states) - states.count("expired") >= _LINKS * asked.most:
            raise Conflict(
                f"{_LINKS * asked.most} links were made for this petition, and no more can be.",
                hint="Hand out those that are open; whoever else wants to sign files a petition of their own.",
            )
        if email and any(self._who(row).get("email", "").casefold() == email.casefold() for row in open_):
            raise checking.already("email")
        cosigner_id, key = new_id(), secrets.token_urlsafe(24)
        row = {
            "id": cosigner_id,
            "petition": case["id"],
            "state": "invited",
            "key": self._mac(key),
            "sealed": self._sealed(case, cosigner_id, {"label": name, "email": email}),
            "signed": None,
            "invited": instant(self._work.at),
            "until": instant(self._work.at + timedelta(days=self._forms.settings.cosigner_days)),
            "at": None,
        }
        store.add(self._work, row)
        self._note(facts.INVITED, row, case, until=row["until"])
        return Invitation(self._cosigner(row, self._digest(case), clear=True), key)

    def recall(self, petition: Petition[Any], cosigner: str) -> None:
        """Take back a link that was not used; who it was for is erased.

        Raises NotFound for whoever does not hold the petition and for a co-signer it has not, Conflict once signed.
        """
        case = self._held(petition)
        row = store.by_id(self._work.conn, cosigner)
        if row is None or row["petition"] != case["id"]:
            raise NotFound("This petition has no such co-signer.", hint="Choose one from the list.")
        self._need(row, "invited")
        row = store.change(self._work, row, self._over("recalled"))
        self._note(facts.RECALLED, row, case)

    # ------------------------------------------------------------------ the co-signer's verbs

    def sign(self, key: str, name: str, *, seen: str = "") -> Opened:
        """Sign the petition with one's name; sign it again where it was changed since.

        `seen` is the digest of the text that was read: another one by now is not signed. The same person signs once;
        its holder does not. Call it first in a unit of work. Raises NotFound and TooManyTries as `find` does, Invalid
        without a name, Conflict where it cannot be signed.
        """
        row, case = self._found(key)
        self._need(row, "invited", "signed")
        self._undecided(case)
        digest = self._digest(case)
        if row["signed"] == digest:
            raise Conflict("You have signed this petition already.", hint="Nothing more is to be done.")
        if seen and seen != digest:
            raise Conflict("The petition was changed while you read it.", hint="Read it once more, then sign.")
        again = row["state"] == "signed"
        who = self._who(row)
        store.wait_for(self._work.conn, case["id"])
        if not again:
            who = {"label": who.get("label", ""), "name": checking.name_of(name), "account": self._account or ""}
            self._need_other(row, case, who)
        changes = {
            "state": "signed",
            "signed": digest,
            "sealed": self._sealed(case, row["id"], who),
            "at": instant(self._work.at),
        }
        earlier = row["signed"]
        row = store.change(self._work, row, changes)
        if again:
            self._note(facts.RENEWED, row, case, answers=digest, earlier=earlier)
        else:
            self._note(facts.SIGNED, row, case, answers=digest)
        return self._opened(row, case)

    def decline(self, key: str) -> Opened:
        """Decline to sign, for good. Raises NotFound and TooManyTries as `find` does, Conflict once it was signed."""
        row, case = self._found(key)
        self._need(row, "invited")
        row = store.change(self._work, row, self._parted(row, case, "declined"))
        self._note(facts.DECLINED, row, case)
        return self._opened(row, case)

    def retract(self, key: str) -> Opened:
        """Withdraw one's signature, until the case is closed; the name is erased.

        Raises NotFound and TooManyTries as `find` does, Conflict where there is no signature.
        """
        row, case = self._found(key)
        self._need(row, "signed")
        signed = row["signed"]
        row = store.change(self._work, row, {**self._parted(row, case, "retracted"), "signed": None})
        self._note(facts.RETRACTED, row, case, answers=signed)
        return self._opened(row, case)

    def expire(self, cosigner_id: str) -> None:
        """Let a link expire that was not used in time; the office's own deed. One that was used stays as it is."""
        row = store.by_id(self._work.conn, cosigner_id)
        if row is not None and row["state"] == "invited" and moment(row["until"]) <= self._work.at:
            case = self._row(row["petition"])
            row = store.change(self._work, row, self._over("expired"))
            self._note(facts.EXPIRED, row, case)

    # ------------------------------------------------------------------ inside: what stands where

    def _row(self, petition_id: str) -> Case:
        row = cases.by_id(self._work.conn, petition_id)
        if row is None:
            raise NotFound(f"There is no petition {petition_id}.", hint="It may have been removed.")
        return row

    def _asked(self, case: Case) -> Cosigners | None:
        return self._forms.version(self._work.conn, case["form"], case["form_version"]).definition.cosigners

    def _gathered(self, case: Case, asked: Cosigners, now: str) -> Gathered:
        rows = store.of_petition(self._work.conn, case["id"])
        return Gathered.of(asked, [(self._state(row), row["signed"] == now) for row in rows])

    def _digest(self, case: Case) -> str:
        """Return the digest of the petition's open answers as they are: it has a salt that only the holder is told."""
        statement = Statement.of(self._work.cabinet, case["id"], receipt=case["receipt"], open_answers=case["answers"])
        return statement.digests["answers"]

    def _cosigner(self, row: Row, now: str, *, clear: bool) -> Cosigner:
        """Return a co-signer; `now` is the digest of the petition as it is."""
        who = self._who(row)
        name, email = who.get("name") or who.get("label", ""), who.get("email", "")
        return Cosigner(
            id=row["id"],
            state=self._state(row),
            name=name if clear or not name else masked_name(name),
            email=email if clear or not email else mask_email(email),
            invited=moment(row["invited"]),
            until=moment(row["until"]),
            at=moment(row["at"]) if row["at"] else None,
            current=row["signed"] == now,
        )

    def _state(self, row: Row) -> Any:
        """Return the state as it is now: a link that nobody used in time counts as expired before it is tidied."""
        over = row["state"] == "invited" and moment(row["until"]) <= self._work.at
        return "expired" if over else row["state"]

    def _opened(self, row: Row, case: Case) -> Opened:
        shown = row["state"] in ("invited", "signed")
        asked, seen = self._asked(case), self._digest(case)
        petition = self._case.hidden(case)
        return Opened(
            cosigner=self._cosigner(row, seen, clear=True),
            gathered=Gathered(0, 0) if asked is None else self._gathered(case, asked, seen),
            title=petition.title,
            petition=petition if shown else None,
            petitioner=masked_name(name) if (name := self._case.name_of(case)) else "",
            seen=seen,
            may_sign=shown and _undecided(case) and row["signed"] != seen,
            may_retract=row["state"] == "signed",
        )

    # ------------------------------------------------------------------ inside: who may

    def _held(self, petition: Petition[Any]) -> Case:
        if not self._forms.at(self._work).holds(petition):
            raise NotFound("No petition of yours has this number.", hint="Show the key of your receipt first.")
        return self._row(petition.id)

    def _found(self, key: str) -> tuple[Row, Case]:
        """Return the row that a key opens, and its case, counting failures."""
        mac = self._mac(key[:_LONGEST])
        throttle = Throttle(self._work, self._forms.settings, receipt=f"cosigner:{mac}")
        throttle.check()
        with self._work.place.database.read() as conn:
            known = store.by_key(conn, mac) if key and len(key) <= _LONGEST else None
        if known is not None:
            row = store.by_id(self._work.conn, known["id"])  # again, inside the transaction that changes it
            case = self._row(known["petition"])
            if row is not None and row["key"] == mac and self._state(row) not in _GONE and case["closed"] is None:
                return row, case
        else:
            throttle.failed()
        raise NotFound(
            "This link opens nothing.",
            hint="It was taken back, its time is over, the petition is closed, or the link is not whole.",
        )

    def _need(self, row: Row, *states: str) -> None:
        if self._state(row) not in states:
            words = STATES[self._state(row)].in_("en")
            raise Conflict(f"This cannot be done any more: {words}.", hint="Open the page again to see how it stands.")

    def _undecided(self, case: Case) -> None:
        if not _undecided(case):
            raise Conflict("The petition is decided already.", hint="Nobody can sign it any more.")

    def _need_other(self, row: Row, case: Case, who: dict[str, str]) -> None:
        """Raise Invalid where the same person filed the petition or signed it already, by account or by name."""
        others = [self._who(each) for each in store.of_petition(self._work.conn, case["id"]) if each["id"] != row["id"]]
        signed = [each for each in others if each.get("name")]
        accounts = {each.get("account") for each in signed} | {case["applicant"]}
        names = {_plain(each["name"]) for each in signed} | {_plain(self._case.name_of(case))}
        if (who["account"] and who["account"] in accounts) or _plain(who["name"]) in names:
            raise checking.already("name")

    @property
    def _account(self) -> str | None:
        actor = self._work.actor
        return actor.id if actor.kind in ("citizen", "company", "officer") and actor.id != "visitor" else None

    # ------------------------------------------------------------------ inside: what is written

    def _mac(self, key: str) -> str:
        return b64(self._work.cabinet.mac("cosigner-key", key.encode()))

    def _sealed(self, case: Case, cosigner_id: str, who: dict[str, str]) -> bytes:
        kept = {name: words for name, words in who.items() if words}
        return self._case.sealed(case["id"], _called(cosigner_id), canonical(kept))

    def _who(self, row: Row) -> dict[str, str]:
        """Return who a co-signer is; nothing where it was erased."""
        if row["sealed"] is None:
            return {}
        work, owner = self._work, owner_of(row["petition"])
        plain = work.cabinet.open_part(work.conn, owner, _called(row["id"]), bytes(row["sealed"]))
        return {} if plain is None else json.loads(plain)

    def _over(self, state: str) -> dict[str, Any]:
        """Return the changes of a link that opens nothing any more."""
        return {"state": state, "key": None, "sealed": None, "at": instant(self._work.at)}

    def _parted(self, row: Row, case: Case, state: str) -> dict[str, Any]:
        """Return the changes of somebody who signs not (any more): only what the holder calls them stays."""
        label = self._who(row).get("label", "")
        sealed = self._sealed(case, row["id"], {"label": label}) if label else None
        return {"state": state, "sealed": sealed, "at": instant(self._work.at)}

    def _note(self, fact: FactType, row: Row, case: Case, **details: str) -> None:
        said = {"form": case["form"], "unit": case["unit"], "state": case["state"], "cosigner": row["id"], **details}
        subjects = subjects_of(case)
        if self._account and f"account:{self._account}" not in subjects and fact is not facts.OPENED:
            subjects = (*subjects, f"account:{self._account}")
        self._work.note(fact, object=object_of(case), subjects=subjects, details=said)


def _called(cosigner_id: str) -> str:
    return f"cosigner:{cosigner_id}"


def _undecided(case: Case) -> bool:
    return case["decided"] is None and case["closed"] is None and case["state"] != "objected"


def _plain(name: str) -> str:
    """Return a name as it is compared: case, width and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
