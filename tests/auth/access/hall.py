"""A gatehouse whose roles include, exclude and narrow each other, and whose units are a tree."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

from egovframe.auth import Auth, AuthSettings, Role, Unit
from egovframe.auth.access.access import Verbs
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.kernel.work import UnitOfWork
from tests.auth.gatehouse import CONSOLE, UNITS, Gatehouse


def role(name: str, *may: str, includes: tuple[str, ...] = (), reveals: tuple[str, ...] | None = None) -> Role:
    """A role in few words."""
    return Role(
        name,
        Text(ko=name, en=name),
        frozenset(may),
        frozenset(includes),
        None if reveals is None else frozenset(reveals),
    )


ROLES = (
    role("reader", "petition.read"),
    role("clerk", "petition.answer", includes=("reader",)),
    role("chief", "petition.assign", includes=("clerk",)),
    role("payer", "payment.make"),
    role("checker", "payment.approve"),
    role("counter", "petition.reveal", includes=("reader",), reveals=("personal",)),
    role("doctor", "petition.reveal", reveals=("sensitive",)),
    role("registrar", "role.grant", "role.define", "role.read", "unit.manage", "account.read"),
    role("helper", "account.impersonate"),
)
SEPARATE = (("payer", "checker"),)
APART = (("payment.make", "payment.approve"), ("record.destroy", "record.destroy"))
FORMS = ("pothole", "suggestion")
DAY = timedelta(days=1)


def furnish(gate: Gatehouse, *, units: tuple[Unit, ...] = UNITS, **more: Any) -> Auth:
    """Puts an Auth of these roles into the gatehouse; another one of the same is another process."""
    options: dict[str, Any] = {"separate": SEPARATE, "apart": APART, "forms": FORMS, **more}
    gate.auth = Auth(gate, AuthSettings.quick(), ROLES, units, **options)
    return gate.auth


def rights(gate: Gatehouse, work: UnitOfWork) -> Verbs:
    """The verbs of rights on this unit of work."""
    return gate.auth.rights(work)


def officer(gate: Gatehouse, name: str) -> Actor:
    """The account of that name as it may act now."""
    with gate.database.read() as conn:
        found = gate.auth.officer(conn, name)
    assert found is not None
    return found


def grant(gate: Gatehouse, name: str, role: str, *, by: Actor = CONSOLE, **how: Any) -> Any:
    """Grants a role."""
    with gate.work(by) as work:
        return gate.accounts(work).grant(name, role, **how)


def second_is_refused(
    hall: Gatehouse, first: Callable[[UnitOfWork], object], second: Callable[[], object], error: type[Exception]
) -> bool:
    """Begin `second` while the unit of work of `first` is open; say whether it waited for it, and got the error."""
    done, answered = Event(), Event()

    def one() -> None:
        with hall.work() as work:
            first(work)
            done.set()
            answered.wait(1)  # so long the other one would need at most, if it did not wait

    def other() -> bool:
        done.wait()
        try:
            second()
        except error:
            return True
        finally:
            answered.set()
        return False

    with ThreadPoolExecutor(2) as pool:
        begun, waits = pool.submit(one), pool.submit(other)
        begun.result()
        return waits.result()
