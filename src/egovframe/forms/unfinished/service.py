"""What can be done with petitions that are not finished: save, find, resume, discard; the office lets them expire.

Whoever has the link's key may open one, or the account that saved it. The key is drawn here and shown once: only its
MAC is kept.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.forms.holder import Throttle
from egovframe.forms.model import TooManyTries
from egovframe.forms.unfinished import facts, store
from egovframe.forms.unfinished.model import Entered, Unfinished
from egovframe.kernel.canonical import b64, canonical
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import NotFound
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.unfinished.store import Row
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.work import UnitOfWork

_ENTERED: Final = "entered"
_LONGEST: Final = 100
"""No key is longer; more is not even looked at."""


class UnfinishedPetitions:
    """The petitions that somebody began and saved (`work.unfinished`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    # ------------------------------------------------------------------ reading

    def find(self, ref: str) -> Unfinished:
        """Return an unfinished petition by its link's key, or by its id to the account that saved it.

        Call it first in a unit of work. Raises NotFound for one that is not there or whose time is over, and
        TooManyTries after too many of those from one network address.
        """
        return self._opened(self._row(ref), ref)

    def mine(self) -> list[Unfinished]:
        """Return those of the account at work, the one saved last first, without what was entered."""
        account = self._account
        if account is None:
            return []
        return [_unfinished(row, row["id"]) for row in store.of_account(self._work.conn, account, self._work.at)]

    # ------------------------------------------------------------------ saving

    def save(self, form: str, entered: Entered, *, version: int, ref: str = "") -> Unfinished:
        """Save what was entered of a form, anew or in the place of what `ref` opens; return it with its `ref`.

        Call it first in a unit of work. It is kept for the days that the settings say, counted from now; so are the
        files that it names. Raises TooManyTries where one account or network address saved too many.
        """
        row = self._known(ref) if ref else None
        if row is not None and row["form"] == form:
            changes = {
                "version": version,
                "sealed": self._sealed(row["id"], entered),
                "saved": instant(self._work.at),
                "expires": self._until,
            }
            self._drop_others(self._entered(row), entered)
            row = store.change(self._work, row, changes)
        else:
            row, ref = self._added(form, entered, version)
        self._hold(entered.files, row["expires"])
        self._note(facts.SAVED, row)
        return _unfinished(row, ref, entered)

    def _added(self, form: str, entered: Entered, version: int) -> tuple[Row, str]:
        source, account = self._source, self._account
        with self._work.place.database.read() as conn:
            if store.count_of(conn, source) >= self._forms.settings.unfinished_most:
                raise TooManyTries(3600)
        unfinished_id, key = new_id(), secrets.token_urlsafe(24)
        self._work.cabinet.new_key(self._work, _owner(unfinished_id))
        row = {
            "id": unfinished_id,
            "form": form,
            "version": version,
            "pinned": 0,
            "key": None if account else self._mac(key),
            "account": account,
            "source": source,
            "sealed": self._sealed(unfinished_id, entered),
            "saved": instant(self._work.at),
            "expires": self._until,
        }
        store.add(self._work, row)
        return row, unfinished_id if account else key

    # ------------------------------------------------------------------ going on

    def resume(
        self, ref: str, *, version: int | None = None, pinned: bool | None = None, entered: Entered | None = None
    ) -> Unfinished:
        """Go on with an unfinished petition: its time begins anew.

        `version` moves it to another version of its form with what is `entered` there, `pinned` has it stay where it
        is. Call it first in a unit of work. Raises NotFound and TooManyTries as `find` does.
        """
        row = self._row(ref)
        before = self._entered(row)
        now = before if entered is None else entered
        changes = {
            "version": row["version"] if version is None else version,
            "pinned": row["pinned"] if pinned is None else int(pinned),
            "expires": self._until,
        }
        if entered is not None:
            changes["sealed"] = self._sealed(row["id"], entered)
            self._drop_others(before, entered)
        row = store.change(self._work, row, changes)
        self._hold(now.files, row["expires"])
        self._note(facts.RESUMED, row)
        return _unfinished(row, ref, now)

    # ------------------------------------------------------------------ coming to an end

    def discard(self, ref: str) -> None:
        """Throw an unfinished petition away with its files. Raises NotFound and TooManyTries as `find` does."""
        row = self._row(ref)
        self._drop_others(self._entered(row), None)
        self._removed(row, facts.DISCARDED, cause="asked")

    def filed(self, ref: str) -> None:
        """Remove what was saved of a petition that was just filed; its files are part of the petition now."""
        row = self._known(ref)
        if row is not None:
            self._removed(row, facts.DISCARDED, cause="filed")

    def expire(self, unfinished_id: str) -> None:
        """Remove one whose time is over; the office's own deed. One that somebody went on with stays."""
        row = store.by_id(self._work.conn, unfinished_id)
        if row is not None and moment(row["expires"]) <= self._work.at:
            self._drop_others(self._entered(row), None)
            self._removed(row, facts.EXPIRED)

    def _removed(self, row: Row, fact: FactType, **details: str) -> None:
        store.remove(self._work, row)
        self._work.cabinet.destroy_key(self._work, _owner(row["id"]))
        self._note(fact, row, **details)

    # ------------------------------------------------------------------ inside

    @property
    def _account(self) -> str | None:
        actor = self._work.actor
        return actor.id if actor.kind in ("citizen", "company", "officer") and actor.id != "visitor" else None

    @property
    def _source(self) -> str:
        said = self._account or self._work.origin.address
        return b64(self._work.cabinet.mac("unfinished-source", said.encode()))

    @property
    def _until(self) -> str:
        return instant(self._work.at + timedelta(days=self._forms.settings.unfinished_days))

    def _mac(self, key: str) -> str:
        return b64(self._work.cabinet.mac("unfinished-key", key.encode()))

    def _row(self, ref: str) -> Row:
        """Return the row that a key or id opens, counting failures."""
        throttle = Throttle(self._work, self._forms.settings, receipt=self._mac(ref[:_LONGEST]))
        throttle.check()
        with self._work.place.database.read() as conn:
            there = self._looked_up(conn, ref)
        if there is None:
            throttle.failed()
            raise NotFound(
                "There is no unfinished petition here.",
                hint="Its time is over, it was filed, or the link is not whole.",
            )
        return there

    def _known(self, ref: str) -> Row | None:
        return self._looked_up(self._work.conn, ref)

    def _looked_up(self, conn: object, ref: str) -> Row | None:
        if not ref or len(ref) > _LONGEST:
            return None
        row = store.by_key(conn, self._mac(ref))  # type: ignore[arg-type]
        if row is None and self._account is not None:
            row = store.by_id(conn, ref)  # type: ignore[arg-type]
            row = row if row is not None and row["account"] == self._account else None
        return row if row is not None and moment(row["expires"]) > self._work.at else None

    def _opened(self, row: Row, ref: str) -> Unfinished:
        return _unfinished(row, ref, self._entered(row))

    def _entered(self, row: Row) -> Entered:
        work = self._work
        plain = work.cabinet.open(work.conn, _owner(row["id"]), _ENTERED, bytes(row["sealed"]))
        return Entered.read(json.loads(plain))

    def _sealed(self, unfinished_id: str, entered: Entered) -> bytes:
        return self._work.cabinet.seal(self._work, _owner(unfinished_id), _ENTERED, canonical(entered.as_json()))

    def _hold(self, files: Iterable[str], until: str) -> None:
        if files:
            self._forms.uploads(self._work).hold(files, until=moment(until))

    def _drop_others(self, before: Entered, now: Entered | None) -> None:
        """Drop the files that are named no more."""
        for each in before.files:
            if now is None or each not in now.files:
                self._forms.uploads(self._work).drop(each)

    def _note(self, fact: FactType, row: Row, **details: str) -> None:
        said = {"form": row["form"], "version": row["version"], **details}
        subjects = (f"account:{row['account']}",) if row["account"] else ()
        self._work.note(fact, object=f"unfinished:{row['id']}", subjects=subjects, details=said)


def _owner(unfinished_id: str) -> str:
    """Return the name under which the data key of an unfinished petition is kept."""
    return f"unfinished:{unfinished_id}"


def _unfinished(row: Row, ref: str, entered: Entered | None = None) -> Unfinished:
    return Unfinished(
        ref=ref,
        form=row["form"],
        version=row["version"],
        pinned=bool(row["pinned"]),
        saved=moment(row["saved"]),
        expires=moment(row["expires"]),
        entered=entered,
    )
