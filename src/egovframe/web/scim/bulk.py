"""`/Bulk`: many changes in one request, each kept or refused by itself (RFC 7644, 3.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.scim.documents import MAX_OPERATIONS, MAX_PAYLOAD, MESSAGES
from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.schemas import RESOURCE_TYPES
from egovframe.kernel.errors import EgovError, NotFound
from egovframe.web.scim.deeds import Deed, perform
from egovframe.web.scim.exchange import MAY, VERSION, answer, base_of, body_of, refusal, routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

REQUEST_URN: Final = f"{MESSAGES}BulkRequest"
RESPONSE_URN: Final = f"{MESSAGES}BulkResponse"
_METHODS: Final = ("POST", "PUT", "PATCH", "DELETE")
_REFERENCE: Final = re.compile(r"bulkId:([^\s/\"\]]{1,200})")
_DEEP: Final = 20


@dataclass(slots=True)
class Operation:
    """One operation of the request. `answer` is what is said of it; None until it was tried."""

    method: str
    path: str
    bulk_id: str
    version: str
    data: Any
    needs: frozenset[str]
    answer: dict[str, Any] | None = None


@dataclass(slots=True)
class Bulk:
    """A bulk request under way: its operations, and which ids the new resources got by their bulkId."""

    page: Page
    operations: list[Operation]
    most_errors: int | None
    ids: dict[str, str] = field(default_factory=dict)
    errors: int = 0

    def run(self) -> list[dict[str, Any]]:
        """Do what can be done, in order; what refers to a resource that comes later waits for it.

        Returns what became of each operation that was tried, in the order of the request.
        """
        waiting = list(self.operations)
        while waiting and not self._enough():
            coming = {each.bulk_id for each in waiting if each.method == "POST"}
            ready = next((each for each in waiting if not each.needs - self.ids.keys() & coming), None)
            if ready is None:
                for each in waiting:  # each waits for another in a circle
                    self._refuse(each, ScimRefused("The operations refer to each other in a circle.", status=409))
                break
            waiting.remove(ready)
            self._try(ready)
        return [each.answer for each in self.operations if each.answer is not None]

    def _enough(self) -> bool:
        return self.most_errors is not None and self.errors >= self.most_errors

    def _try(self, operation: Operation) -> None:
        missing = operation.needs - self.ids.keys()
        if missing:
            wrong = f"No resource was made for bulkId:{min(missing)}."
            self._refuse(operation, ScimRefused(wrong, scim_type="invalidValue", status=409))
            return
        try:
            deed = self._deed(operation)
            done = perform(self.page, deed)
        except EgovError as error:
            self._refuse(operation, error)
            return
        operation.answer = _said(operation, done.status)
        if done.resource is not None:
            meta = done.resource["meta"]
            operation.answer |= {"location": meta["location"], "version": meta["version"]}
            if operation.bulk_id:
                self.ids[operation.bulk_id] = str(done.resource["id"])
        elif deed.id:
            operation.answer["location"] = f"{base_of(self.page)}{deed.kind.endpoint}/{deed.id}"

    def _deed(self, operation: Operation) -> Deed:
        path = _resolved(operation.path, self.ids)
        for kind in RESOURCE_TYPES:
            if path == kind.endpoint or path.startswith(kind.endpoint + "/"):
                data = _resolved(operation.data, self.ids)
                return Deed(operation.method, kind, path[len(kind.endpoint) + 1 :], data, operation.version)
        raise NotFound(f"Nothing is at {path[:200]!r}.", hint="Use /Users, /Users/{id} or /Groups/{id}.")

    def _refuse(self, operation: Operation, error: EgovError) -> None:
        status, document = refusal(error, self.page.language)
        operation.answer = {**_said(operation, status), "response": document}
        if operation.method != "POST":
            operation.answer["location"] = base_of(self.page) + operation.path
        self.errors += 1


@routes.post(f"{VERSION}/Bulk", may=MAY, max_body=MAX_PAYLOAD)
def bulk(page: Page) -> Response:
    """Do many changes, each in a unit of work of its own."""
    operations, most_errors = _read(body_of(page))
    said = Bulk(page, operations, most_errors).run()
    return answer({"schemas": [RESPONSE_URN], "Operations": said})


def _read(body: Any) -> tuple[list[Operation], int | None]:
    """Return the operations, and after how many errors the rest is left. Raises ScimRefused."""
    lowered = {str(name).lower(): value for name, value in body.items()} if isinstance(body, Mapping) else {}
    schemas, said = lowered.get("schemas"), lowered.get("operations")
    if not isinstance(schemas, list) or REQUEST_URN not in schemas or not isinstance(said, list):
        raise ScimRefused(f"The body is no {REQUEST_URN}.", scim_type="invalidSyntax", hint="See RFC 7644, 3.7.")
    if len(said) > MAX_OPERATIONS:
        raise ScimRefused(
            f"There are {len(said)} operations; at most {MAX_OPERATIONS} are taken.",
            status=413,
            hint="Send several requests.",
        )
    most = lowered.get("failonerrors")
    if most is not None and (isinstance(most, bool) or not isinstance(most, int) or most < 1):
        raise ScimRefused("failOnErrors is a number from 1 on.", scim_type="invalidValue")
    operations = [_operation(number, each) for number, each in enumerate(said, 1)]
    made = [each.bulk_id for each in operations if each.bulk_id]
    if len(set(made)) != len(made):
        raise ScimRefused("A bulkId is used twice.", scim_type="invalidValue")
    return operations, most


def _operation(number: int, said: Any) -> Operation:
    lowered = {str(name).lower(): value for name, value in said.items()} if isinstance(said, Mapping) else {}
    texts = {name: lowered.get(name) or "" for name in ("method", "path", "bulkid", "version")}
    method = str(texts["method"]).upper()
    if method not in _METHODS or not texts["path"] or not all(isinstance(each, str) for each in texts.values()):
        raise ScimRefused(f"Operation {number} has no method or no path.", scim_type="invalidSyntax")
    if method == "POST" and not texts["bulkid"]:
        raise ScimRefused(f"Operation {number} makes a resource and has no bulkId.", scim_type="invalidSyntax")
    data = lowered.get("data")
    needs = frozenset(_references([texts["path"], data]))
    return Operation(method, texts["path"], texts["bulkid"], texts["version"], data, needs)


def _references(value: Any, depth: int = 0) -> set[str]:
    """Return the bulkIds that a value refers to. Raises ScimRefused for one that is nested far too deep."""
    if depth > _DEEP:
        raise ScimRefused(f"The data is nested more than {_DEEP} deep.", scim_type="invalidSyntax")
    if isinstance(value, str):
        return set(_REFERENCE.findall(value))
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return {each for one in inner for each in _references(one, depth + 1)}


def _resolved(value: Any, ids: Mapping[str, str]) -> Any:
    """Return the value with every reference replaced by the id of the resource that was made."""
    if isinstance(value, str):
        return _REFERENCE.sub(lambda found: ids.get(found[1], found[0]), value)
    if isinstance(value, Mapping):
        return {name: _resolved(each, ids) for name, each in value.items()}
    return [_resolved(each, ids) for each in value] if isinstance(value, list) else value


def _said(operation: Operation, status: int) -> dict[str, Any]:
    said = {"method": operation.method, "status": str(status)}
    return {**said, "bulkId": operation.bulk_id} if operation.bulk_id else said
