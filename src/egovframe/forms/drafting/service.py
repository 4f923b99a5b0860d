"""What can be done with forms in the making: keep a draft, look at what it lacks, publish it, withdraw the form.

Forms that the city declares are changed in its code; here a form of another name begins as a copy of one. A published
version never changes, and petitions stay with the version in which they were filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import store as forms_store
from egovframe.forms.definition import Definition
from egovframe.forms.drafting import facts, store
from egovframe.forms.drafting.model import LONGEST_NAME, NAME, Draft, DraftMoved, DraftUnready, Kept, problems_of
from egovframe.forms.version import Version
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.permissions import LEVELS, WHOLE_OFFICE
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.checking import Problem
    from egovframe.forms.drafting.store import Row
    from egovframe.kernel.work import UnitOfWork

DESIGN: Final = "form.design"
PUBLISH: Final = "form.publish"

_NAME: Final = Text(
    ko="소문자와 숫자, 하이픈으로 된 60자 이내의 이름을 적으세요.",
    en="Write a name of small letters, digits and hyphens, of 60 at most.",
)
_TAKEN: Final = Text(
    ko="도시가 선언한 서식의 이름입니다. 다른 이름을 적으세요.",
    en="The city declares a form of that name. Choose another.",
)
_LEVEL: Final = Text(ko="0부터 3까지 적으세요.", en="Choose a level from 0 to 3.")


class Drafts:
    """The forms in the making, as the person at work may handle them (`work.drafts`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    # ------------------------------------------------------------------ reading

    def list(self) -> tuple[Kept, ...]:
        """Return every form that the office has, by name: declared or made here, in the making, offered, withdrawn."""
        self._work.need(DESIGN, unit=WHOLE_OFFICE)
        conn, declared = self._work.conn, self._forms.declared
        newest = forms_store.newest_forms(conn)
        drafts = {row["name"]: row for row in store.drafts(conn)}
        offers = {row["name"]: row for row in store.offers(conn) if row["name"] not in declared}
        found = []
        for name in sorted({*declared, *offers, *drafts}):
            version = newest.get(name, (0, ""))[0] if name in declared or name in offers else 0
            found.append(
                Kept(
                    name=name,
                    title=self._title(name, version, drafts.get(name)),
                    origin="declared" if name in declared else "made",
                    version=version,
                    draft=name in drafts,
                    withdrawn=name in offers and offers[name]["withdrawn"] is not None,
                )
            )
        return tuple(found)

    def get(self, name: str) -> Draft:
        """Return a draft. Raises NotFound."""
        self._work.need(DESIGN, unit=WHOLE_OFFICE)
        return _draft_of(self._row(name))

    def versions(self, name: str) -> tuple[Definition, ...]:
        """Return every version of a form that was published, the newest first. Raises NotFound when there is none."""
        self._work.need(DESIGN, unit=WHOLE_OFFICE)
        newest, _ = forms_store.newest_forms(self._work.conn).get(name, (0, ""))
        if not newest:
            raise NotFound(f"No form {name!r} was ever published.", hint="Choose one of the list.")
        return tuple(self._forms.version(self._work.conn, name, number).definition for number in range(newest, 0, -1))

    def problems(self, definition: Definition) -> tuple[Problem, ...]:
        """Return what the form lacks here and now: errors, which keep it from being published, then warnings."""
        return tuple(problems_of(definition, self._forms.around))

    # ------------------------------------------------------------------ making

    def save(self, definition: Definition, *, revision: int | None = None, assurance: int | None = None) -> Draft:
        """Keep a draft of the form under its name, new or in the place of the draft that there is.

        `revision` is the draft's that was read before (0: there was none); without it whatever there is is replaced.
        A new draft of a form that was published is based on its newest version. Raises Invalid for a name that cannot
        be, and DraftMoved when somebody else changed the draft since it was read.
        """
        work, name = self._work, definition.name
        work.need(DESIGN, unit=WHOLE_OFFICE)
        self._check(name, assurance)
        row = store.draft(work.conn, name)
        if revision is not None and revision != (row["revision"] if row else 0):
            raise DraftMoved("Somebody else changed this form meanwhile.", hint="Look at it again, then change it.")
        values: dict[str, Any] = {
            "definition": definition.published(0).text(),
            "revision": row["revision"] + 1 if row else 1,
            "by": work.actor.id,
            "by_name": work.actor.name,
            "changed": instant(work.at),
        }
        if row is None:
            offer = store.offer(work.conn, name)
            level = assurance if assurance is not None else offer["assurance"] if offer else 0
            newest, _ = forms_store.newest_forms(work.conn).get(name, (0, ""))
            values |= {"name": name, "assurance": level, "based_on": newest}
            store.add_draft(work, values)
        else:
            values["assurance"] = row["assurance"] if assurance is None else assurance
            values = {**row, **store.change_draft(work, row, values)}
        work.note(
            facts.DRAFTED,
            object=f"form:{name}",
            details={"form": name, "revision": values["revision"], "digest": definition.digest},
        )
        return _draft_of(values)

    def discard(self, name: str, *, revision: int | None = None) -> None:
        """Throw a draft away; what was published of the form stays. Raises NotFound and DraftMoved."""
        self._work.need(DESIGN, unit=WHOLE_OFFICE)
        row = self._unmoved(name, revision)
        store.remove_draft(self._work, row)
        self._work.note(facts.DISCARDED, object=f"form:{name}", details={"form": name, "revision": row["revision"]})

    def publish(self, name: str, *, revision: int | None = None) -> int:
        """Publish a draft as the next version of its form and offer it; return the version's number.

        The draft is gone then. Raises NotFound, DraftMoved, DraftUnready with everything that it lacks, and Conflict
        when it says just what the version that is offered says.
        """
        work = self._work
        work.need(PUBLISH, unit=WHOLE_OFFICE)
        row = self._unmoved(name, revision)
        draft = _draft_of(row)
        errors = tuple(each for each in self.problems(draft.definition) if each.level == "error")
        if errors:
            raise DraftUnready(errors)
        number, digest = forms_store.newest_forms(work.conn).get(name, (0, ""))
        offer = store.offer(work.conn, name)
        offered = offer is not None and offer["withdrawn"] is None
        changed = digest != draft.definition.digest
        if not changed and offered and offer is not None and offer["assurance"] == draft.assurance:
            raise Conflict("The draft says what is offered already.", hint="Change it, or discard it.")
        number += changed
        values = {
            "name": name,
            "version": number,
            "assurance": draft.assurance,
            "changed": instant(work.at),
            "withdrawn": None,
        }
        store.put_offer(work, offer, values)
        store.remove_draft(work, row)
        definition = draft.definition.published(number)
        self._forms.keep(work, Version(definition, definition.form_class()), new=changed)
        work.after_commit(self._forms.look_again)
        return number

    def withdraw(self, name: str, reason: str) -> None:
        """Offer a form no more that the office made; petitions that were filed go on.

        Raises Invalid without a reason, and NotFound for a form that the office does not offer or did not make.
        """
        work = self._work
        work.need(PUBLISH, unit=WHOLE_OFFICE)
        if not reason.strip():
            words = Text(ko="왜 그만두는지 적으세요.", en="Say why it is withdrawn.")
            raise Invalid("A form is withdrawn for a reason.", faults=[Fault("reason", words)])
        row = store.offer(work.conn, name)
        if row is None or row["withdrawn"] is not None or name in self._forms.declared:
            raise NotFound(
                f"The office offers no form {name!r} that it made itself.",
                hint="What the city declares is changed in its code.",
            )
        store.put_offer(work, row, {"withdrawn": instant(work.at), "changed": instant(work.at)})
        work.note(
            facts.WITHDRAWN,
            object=f"form:{name}/{row['version']}",
            details={"form": name, "version": row["version"]},
            private={"reason": reason},
        )
        work.after_commit(self._forms.look_again)

    # ------------------------------------------------------------------ inside

    def _check(self, name: str, assurance: int | None) -> None:
        faults = []
        if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            faults.append(Fault("name", _NAME))
        elif name in self._forms.declared:
            faults.append(Fault("name", _TAKEN))
        if assurance is not None and assurance not in (0, *LEVELS):
            faults.append(Fault("assurance", _LEVEL))
        if faults:
            raise Invalid("The form cannot be kept like this.", faults=faults)

    def _row(self, name: str) -> Row:
        row = store.draft(self._work.conn, name)
        if row is None:
            raise NotFound(f"There is no draft of a form {name[:LONGEST_NAME]!r}.", hint="Choose one of the list.")
        return row

    def _unmoved(self, name: str, revision: int | None) -> Row:
        row = self._row(name)
        if revision is not None and revision != row["revision"]:
            raise DraftMoved("Somebody else changed this form meanwhile.", hint="Look at it again, then decide.")
        return row

    def _title(self, name: str, version: int, draft: Row | None) -> Text:
        if version:
            return self._forms.version(self._work.conn, name, version).title
        return _draft_of(draft).definition.title if draft is not None else Text.of(name)


def _draft_of(row: Row) -> Draft:
    return Draft(
        definition=Definition.parse(row["definition"]),
        assurance=row["assurance"],
        based_on=row["based_on"],
        revision=row["revision"],
        by_name=row["by_name"],
        changed=moment(row["changed"]),
    )
