"""Whether the process runs (/healthz) and whether it can serve (/readyz); both under any Host, without secrets."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from egovframe.web.endpoint import Routes
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.web.gateway import Office
    from egovframe.web.page import Page

routes = Routes("health")
areas = (routes,)


@routes.get("/healthz", public=True)
def healthz(_page: Page) -> Response:
    """Say that the process runs."""
    return Response(b"ok\n", media="text/plain; charset=utf-8")


@routes.get("/readyz", public=True)
def readyz(page: Page) -> Response:
    """Say whether database and storage answer; 503 with the name of the part that does not.

    `degraded` names what is behind, `sealing`: the city serves all the same, so the answer is 200.
    """
    parts = check(page.office)
    ready = all(state == "ok" for state in parts.values())
    degraded = ["sealing"] if ready and sealing_lag(page.office) > patience(page.office) else []
    body = json.dumps({"ready": ready, "degraded": degraded, "parts": parts}) + "\n"
    return Response(body, status=200 if ready else 503, media="application/json")


def check(office: Office) -> dict[str, str]:
    """Return each part with `ok` or `failed`; details are in the log, not here."""
    return {name: _answers(part(office)) for name, part in _PARTS.items()}


def sealing_lag(office: Office) -> float:
    """Return for how many seconds the fact that has waited longest is not sealed."""
    return float(office.trail.status()["lag_seconds"])


def patience(office: Office) -> float:
    """Return for how many seconds a fact may wait to be sealed."""
    return float(office.settings.audit.behind_after.total_seconds())


def _answers(probe: Callable[[], object]) -> str:
    try:
        probe()
    except Exception:  # noqa: BLE001 - whatever is wrong with a part, it is not ready
        return "failed"
    return "ok"


def _database(office: Office) -> Callable[[], object]:
    def ask() -> object:
        with office.database.read() as connection:
            return connection.exec_driver_sql("SELECT 1").scalar()

    return ask


def _storage(office: Office) -> Callable[[], object]:
    return lambda: office.storage.exists("ready")


_PARTS: dict[str, Callable[[Office], Callable[[], object]]] = {"database": _database, "storage": _storage}
