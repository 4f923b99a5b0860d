"""Operations of the API: what each takes, gives and refuses, declared once.

    @api.post("/forms/{name}/petitions", public=True, body=Filing, gives=Filed, status=201, refuses={404, 409})
    def submit(call: Call) -> Filed: …

The declaration makes the endpoint and its part of the OpenAPI document, so that the two cannot drift apart. Who may is
asked before the function runs; the body is read when the function asks for it, after it looked who may here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from egovframe.audit.acknowledging import level_of
from egovframe.kernel.errors import DeclarationError
from egovframe.web.api import body as bodies
from egovframe.web.api.body import Body, Query
from egovframe.web.api.problem import TITLES, json_response, problem
from egovframe.web.endpoint import Routes
from egovframe.web.page import SignInNeeded
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.audit.acknowledging import Until
    from egovframe.web.gateway import Office
    from egovframe.web.page import Page

PREFIX: Final = "/api"
VERSION: Final = "/v1"
KEY_HEADER: Final = "x-petition-key"
LEVEL_HEADER: Final = "x-acknowledge"

B = TypeVar("B", bound=Body)
Q = TypeVar("Q", bound=Query)
Function = Callable[["Call"], Any]


@dataclass(frozen=True, slots=True)
class Header:
    """A request header that an operation looks at."""

    name: str
    about: str


REASON: Final = Header(
    "X-Reason",
    "Why the copy is taken: percent-encoded UTF-8, up to 1,000 characters. Without one the download waits in the "
    "monthly review.",
)
"""The header of operations that hand out copies."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path. `gives` is the type of the answer (None: not JSON, `media` says what).

    Who may: anyone (`public`), holders of the permission `may`, everyone with a token (`signed_in`), or, with `holder`,
    everyone with a token or a petition's key. `refuses` are the statuses of refusals that do not follow from the rest.
    With `raw` the body is a file, read from `page.spool`. With `later` the answer comes with 202 where the deed is
    done, but not as far as X-Acknowledge asks.
    """

    function: Function
    method: str
    path: str
    gives: Any
    status: int = 200
    media: str = "application/json"
    public: bool = False
    signed_in: bool = False
    may: str | None = None
    holder: bool = False
    body: type[Body] | None = None
    raw: bool = False
    query: type[Query] | None = None
    headers: tuple[Header, ...] = ()
    refuses: frozenset[int] = frozenset()
    later: bool = False

    def __post_init__(self) -> None:
        """Refuse an operation that gives or refuses what the document could not say."""
        unknown = self.refuses - set(TITLES)
        if unknown or not self.function.__doc__:
            what = f"refuses with {sorted(unknown)}, which has no title" if unknown else "has no docstring"
            raise DeclarationError(f"{self.method} {self.path} {what}.", hint="See egovframe.web.api.operation.")

    @property
    def name(self) -> str:
        """The operation's name in the document."""
        return self.function.__name__

    @property
    def tag(self) -> str:
        """What the operation is about: the module that declares it."""
        return self.function.__module__.rpartition(".")[2]

    @property
    def summary(self) -> str:
        """What the operation does, in a sentence."""
        return (self.function.__doc__ or "").strip().split("\n")[0]

    @property
    def statuses(self) -> tuple[int, ...]:
        """Every status of a refusal that can come, in order."""
        # 401 comes everywhere: a token that stands for nobody is refused even where none is needed.
        found = {401, 500, 503, *self.refuses}
        if self.may is not None:
            found.add(403)
        if self.body is not None:
            found |= {400, 408, 413, 415, 422}
        elif self.method != "GET":
            found |= {408, 413}
        if self.method != "GET":
            found |= {422} if self.later else {422, 504}  # X-Acknowledge
        if self.query is not None:
            found.add(422)
        return tuple(sorted(found))

    def answer(self, page: Page) -> Response:
        """Answer one request."""
        _ = page.actor  # a token that stands for nobody is refused, whatever is asked
        key = bool(page.header(KEY_HEADER))
        if (self.holder and not key and not page.signed_in) or (self.signed_in and page.actor.id == "visitor"):
            raise SignInNeeded("This needs a token, or the petition's key.", hint="Send Authorization: Bearer …")
        call = Call(page, self)
        given = self.function(call)
        response = given if isinstance(given, Response) else json_response(given, status=call.status or self.status)
        for name, value in call.headers.items():
            response.header(name, value)
        return response.header("content-language", page.language).header("vary", "accept-language, authorization")


@dataclass(slots=True)
class Call:
    """One request as an operation's function sees it.

    `headers` and `status`, where it is another than usual, are put on the answer.
    """

    page: Page
    operation: Operation
    headers: dict[str, str] = field(default_factory=dict)
    status: int | None = None

    @property
    def office(self) -> Office:
        """The office."""
        return self.page.office

    @property
    def language(self) -> str:
        """The language of the answer."""
        return self.page.language

    def hole(self, name: str) -> str:
        """Return what stood in a hole of the path."""
        return self.page.params[name]

    def read(self, model: type[B]) -> B:
        """Return the body. Raises WrongMedia and Invalid; call it once it is clear that this person may."""
        if model is not self.operation.body:
            msg = f"{self.operation.name} reads another body than it declares"
            raise TypeError(msg)
        return bodies.read(self.page, model)

    def asked(self, model: type[Q]) -> Q:
        """Return the query. Raises Invalid."""
        if model is not self.operation.query:
            msg = f"{self.operation.name} reads another query than it declares"
            raise TypeError(msg)
        return bodies.asked(self.page, model)

    def work(self, why: str = "") -> AbstractContextManager[Any]:
        """Open a unit of work of whoever asks; `why` is the purpose where it is not the operation itself.

        It returns when it has come as far as the header X-Acknowledge asks.
        """
        return self.page.work(why or f"API: {self.operation.name}", until=self.until_at_least("durable"))

    def until_at_least(self, usual: str) -> Until:
        """Return how far a deed must come before it is answered: what the request asks for, else what is usual.

        Raises Invalid for a header X-Acknowledge that is no level.
        """
        return level_of(self.page.header(LEVEL_HEADER).strip().lower() or usual, field="X-Acknowledge")

    def look(self, why: str = "") -> AbstractContextManager[Any]:
        """Open a unit of work that only reads."""
        return self.page.look(why or f"API: {self.operation.name}")


class Api:
    """The operations of the API, in the order in which they were declared."""

    def __init__(self) -> None:
        self.routes = Routes("api", prefix=PREFIX, credentials="bearer", failed=problem)
        self.operations: list[Operation] = []

    def get(self, path: str, **said: Any) -> Callable[[Function], Function]:
        """Declare that the function below answers GET; it changes nothing. See Operation for what may be said."""
        return self._declare("GET", path, said)

    def post(self, path: str, **said: Any) -> Callable[[Function], Function]:
        """Declare that the function below answers POST."""
        return self._declare("POST", path, said)

    def _declare(self, method: str, path: str, said: Mapping[str, Any]) -> Callable[[Function], Function]:
        def declare(function: Function) -> Function:
            refuses = frozenset(said.get("refuses", ()))
            operation = Operation(function, method, path, **{**said, "refuses": refuses})
            self.operations.append(operation)
            self.routes.add(
                method,
                VERSION + path,
                public=operation.public or operation.holder,
                signed_in=operation.signed_in,
                may=operation.may,
                spool="body" if operation.raw else "",
            )(operation.answer)
            return function

        return declare


api = Api()
"""The API of the office; each module of this folder declares its operations here when it is imported."""
