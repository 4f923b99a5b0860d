"""Who may do what: 1,000 roles, 500 units, 10,000 accounts; beside a look-up in a dictionary of sets, and Cedar."""

from __future__ import annotations

import random
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.measure import Result, in_turn, seconds_of
from egovframe.auth.access.rule import Rule
from egovframe.auth.directory import Directory
from egovframe.auth.model import Held, Role, Unit
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text

ROLES, UNITS, USERS, ASKED = 1_000, 500, 10_000, 200_000
FORMS = ("pothole", "lamp", "noise", "tree")
WORDS = Text(ko="이름", en="Name")


@cache
def rule() -> Rule:
    """Return a city of a thousand roles, every tenth of which includes two others, and a tree of five hundred units."""
    roles = [
        Role(
            f"role-{n}",
            WORDS,
            frozenset(f"component{(n * 7 + k) % 300}.verb" for k in range(8)),
            frozenset((f"role-{n + 1}", f"role-{n + 2}")) if n % 10 == 0 else frozenset(),
        )
        for n in range(ROLES)
    ]
    units = [Unit(f"unit-{n}", WORDS, parent=f"unit-{(n - 1) // 4}" if n else None) for n in range(UNITS)]
    return Rule(Directory(roles, units))


@cache
def held() -> list[tuple[str, frozenset[Held]]]:
    """Return what ten thousand accounts hold: three roles, one for a form, often one for own cases."""
    draw = random.Random(4)
    found = []
    for n in range(USERS):
        one, two, three = (f"role-{draw.randrange(ROLES)}" for _ in range(3))
        where = [f"unit-{draw.randrange(UNITS)}" for _ in range(3)]
        own = f"user-{n}" if n % 2 else None
        roles = (
            Held(one, where[0], grant=f"g{n}a"),
            Held(two, where[1], form=draw.choice(FORMS), grant=f"g{n}b"),
            Held(three, where[2], owner=own, grant=f"g{n}c"),
        )
        found.append((f"user-{n}", frozenset(roles)))
    return found


@cache
def questions() -> list[tuple[Actor, str, str, str, str]]:
    """Return what is asked: half of it of a permission that the account holds somewhere."""
    draw = random.Random(5)
    city = rule()
    actors = [city.actor("officer", user, user, roles) for user, roles in held()]
    found = []
    for n in range(ASKED):
        actor = actors[draw.randrange(USERS)]
        known = [*actor.holds, *actor.narrow]
        permission = known[draw.randrange(len(known))] if n % 2 else f"component{draw.randrange(300)}.verb"
        owner = actor.id if n % 3 else "user-0"
        found.append((actor, permission, f"unit-{draw.randrange(UNITS)}", draw.choice(FORMS), owner))
    return found


def decision() -> Result:
    """May this officer do it to an object of that unit, form and owner? Beside the units alone in a dictionary."""
    asked = questions()
    plain = [(actor.holds, permission, unit) for actor, permission, unit, _, _ in asked]
    ours, floor = in_turn(
        lambda: [actor.may(p, unit=u, form=f, owner=o) for actor, p, u, f, o in asked],
        lambda: [unit in holds.get(permission, ()) for holds, permission, unit in plain],
    )
    return Result(
        "decision by unit, form and own case",
        len(asked) / ours,
        len(asked) / floor,
        "decisions/s",
        "≥ 200 k/s",
        note="10,000 accounts, 1,000 roles, 500 units; floor: units alone, in a dictionary of sets",
    )


def reason() -> Result:
    """The same decision with its reason and the grant that allows it."""
    asked = questions()[:20_000]
    ours, floor = in_turn(
        lambda: [actor.decide(p, unit=u, form=f, owner=o) for actor, p, u, f, o in asked],
        lambda: [actor.may(p, unit=u, form=f, owner=o) for actor, p, u, f, o in asked],
        rounds=3,
    )
    return Result(
        "decision with its reason", len(asked) / ours, len(asked) / floor, "decisions/s", "–", note="floor: without it"
    )


def cedar() -> Result:
    """The same decisions asked of Cedar through Python: one policy for each role, parsed once."""
    import cedarpy

    asked = [each for each in questions()[:4_000] if each[0].held][:1_000]
    directory = rule().directory
    needed = {each.role for actor, *_ in asked for each in actor.held if isinstance(each, Held)}
    lines = []
    for name in sorted(needed):
        actions = ", ".join(f'Action::"{permission}"' for permission in sorted(directory.may_of(name)))
        lines.append(f'permit(principal in Role::"{name}", action in [{actions}], resource in Unit::"unit-0");')
    policies = cedarpy.PolicySet.from_str("\n".join(lines))
    prepared = []
    for actor, permission, unit, form, owner in asked:
        roles = [each.role for each in actor.held if isinstance(each, Held)]
        path: list[str] = [unit]
        while (parent := directory.units[path[-1]].parent) is not None:
            path.append(parent)
        entities: list[dict[str, Any]] = [
            {"uid": _uid("Account", actor.id), "attrs": {}, "parents": [_uid("Role", role) for role in roles]},
            *(
                {"uid": _uid("Unit", each), "attrs": {}, "parents": [_uid("Unit", above)] if above else []}
                for each, above in zip(path, [*path[1:], None], strict=True)
            ),
            {"uid": _uid("Case", "c"), "attrs": {"form": form, "owner": owner}, "parents": [_uid("Unit", unit)]},
        ]
        question = {
            "principal": _uid("Account", actor.id),
            "action": _uid("Action", permission),
            "resource": _uid("Case", "c"),
            "context": {},
        }
        prepared.append((question, entities))
    ours, theirs = in_turn(
        lambda: [actor.may(p, unit=u, form=f, owner=o) for actor, p, u, f, o in asked],
        lambda: [cedarpy.is_authorized(question, policies, entities).allowed for question, entities in prepared],
        rounds=3,
    )
    return Result(
        "decision, beside Cedar",
        len(asked) / ours,
        len(asked) / theirs,
        "decisions/s",
        "–",
        note=f"cedarpy {_version('cedarpy')} with {len(needed):,} policies, parsed once, as the other",
    )


def _uid(kind: str, name: str) -> dict[str, str]:
    return {"type": kind, "id": name}


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name)


def actor() -> Result:
    """Who asks: an actor of the roles that the database gave, as every request makes one; beside a bare value."""
    city, some = rule(), held()[:2_000]
    ours, floor = in_turn(
        lambda: [city.actor("officer", user, user, roles) for user, roles in some],
        lambda: [Actor("officer", user, user) for user, _ in some],
    )
    return Result(
        "actor of a request, roles known",
        len(some) / ours,
        len(some) / floor,
        "actors/s",
        "–",
        note="floor: the value without rights",
    )


def first_actor() -> Result:
    """The same for an account whose roles this process has not seen since they were changed."""
    city, some = rule(), held()[4_000:6_000]

    def anew() -> None:
        city.directory.compiled.cache_clear()
        for user, roles in some:
            city.actor("officer", user, user, roles)

    return Result("actor of a request, roles seen first", len(some) / seconds_of(anew), None, "actors/s", "–")


def city() -> Result:
    """The whole of roles and units put together anew, as after a change of the organisation."""
    known = rule().directory
    seconds = min(seconds_of(lambda: Rule(Directory(known.roles.values(), known.units.values()))) for _ in range(5))
    return Result("1,000 roles and 500 units read anew", seconds * 1_000, None, "ms", "–", higher=False)


def filtered() -> Result:
    """A page of fifty of 20,000 petitions for an officer of forty units, one form and own cases; beside SQL by hand."""
    from egovframe.forms import store
    from egovframe.forms.tables import petitions
    from egovframe.kernel.database import Database, metadata
    from egovframe.kernel.permissions import Scope

    units = frozenset(f"unit-{n}" for n in range(40))
    officer = Actor(
        "officer",
        "user-1",
        "Kim",
        holds={"petition.read": units},
        narrow={"petition.read": (Scope(rule().directory.below("unit-30"), "lamp"), Scope(units, None, "user-1"))},
    )
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(f"sqlite:///{Path(folder) / 'bench.db'}")
        metadata.create_all(database.engine)
        with sa.create_engine(database.engine.url).begin() as conn:  # round the office: no facts are measured here
            conn.execute(petitions.insert(), [_petition(n) for n in range(20_000)])
        sql = "SELECT * FROM petitions WHERE unit IN ({}) OR (unit IN ({}) AND form = ?) ORDER BY id DESC LIMIT 50"
        below = sorted(rule().directory.below("unit-30"))
        marks = [",".join("?" * len(each)) for each in (units, below)]
        by_hand = (sql.format(*marks), (*sorted(units), *below, "lamp"))
        with database.read() as conn:
            rows = officer.rows("petition.read")
            plain = conn.connection.driver_connection
            assert plain is not None
            ours, floor = in_turn(
                lambda: [
                    store.listed(conn, rows=rows, form=None, state=None, before=None, limit=50) for _ in range(50)
                ],
                lambda: [plain.execute(*by_hand).fetchall() for _ in range(50)],
            )
        database.close()
    return Result("filtered page of 50 petitions", 50 / ours, 50 / floor, "pages/s", "–", note="floor: SQL by hand")


def _petition(n: int) -> dict[str, Any]:
    made = {
        "id": f"{n:036}",
        "receipt": f"R{n}",
        "form": FORMS[n % 4],
        "form_version": 1,
        "unit": f"unit-{n % UNITS}",
        "state": "received",
        "urgent": 0,
        "registered_year": 2026,
        "registered_no": n,
        "received": "2026-01-01T00:00:00.000Z",
        "due": "2026-01-08T00:00:00.000Z",
        "limit": "7d",
        "answers": "{}",
        "language": "ko",
        "channel": "portal",
        "handler": f"user-{n % 50}" if n % 3 else None,
    }
    from egovframe.forms.tables import petitions

    return {column.name: made.get(column.name) for column in petitions.columns}


ALL = (decision, reason, cedar, actor, first_actor, city, filtered)
