"""A line to a directory for one question: encrypted, bounded in time, and nothing goes on after a fault.

The protocol is spoken by `ldap3`. It is trusted with little else: certificates are checked by Python's `ssl`, host name
included, and the time of everything together is bounded here, because the library only bounds each step of it.
"""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Literal

from egovframe.auth.errors import SourceUnavailable
from egovframe.auth.ldap.entries import Entry, entry_of
from egovframe.kernel.errors import MissingExtra

if TYPE_CHECKING:
    import ldap3

    from egovframe.auth.ldap.address import Address

Scope = Literal["entry", "level", "tree"]

_SCOPES: Final[dict[Scope, Literal["BASE", "LEVEL", "SUBTREE"]]] = {
    "entry": "BASE",
    "level": "LEVEL",
    "tree": "SUBTREE",
}
_SUCCESS: Final = 0
_SIZE_LIMIT: Final = 4
_NO_SUCH_OBJECT: Final = 32
_CANNOT_TELL: Final = frozenset({1, 2, 3, 7, 8, 10, 11, 13, 51, 52, 80})
"""Results of a bind that say nothing about the password (RFC 4511 §4.1.9): busy, a referral, encryption demanded…"""
_POLICY: Final = "1.3.6.1.4.1.42.2.27.8.5.1"
"""What directories say of a password beside yes and no (draft-behera-ldap-password-policy §6)."""
_CHECK: Final = "Check [auth.authenticators.ldap] and the directory's log; until then only passwords kept here sign in."


def library() -> ModuleType:
    """Return the library. Raises MissingExtra."""
    try:
        import ldap3
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Directories need ldap3, which is not installed.", hint="Run: pip install 'egovframe[ldap]'"
        ) from error
    return ldap3


class Line:
    """An open line. Every verb raises SourceUnavailable when the directory does not answer as it should."""

    def __init__(self, connection: ldap3.Connection, address: Address, *, plain: bool) -> None:
        self._connection = connection
        self._address = address
        self._plain = plain

    def bind(self, dn: str, secret: bytes) -> bool:
        """Say whether the secret is that of the entry (simple bind, RFC 4513 §5.1.3).

        An empty one is never sent: a directory answers that with success, for anybody (RFC 4513 §5.1.2). One that an
        administrator set, and that has to be changed first, is not right: others know it.
        """
        if not dn or not secret:
            return False
        result = self._bound(dn, secret, controls=[(_POLICY, False, None)])
        if result in _CANNOT_TELL:
            raise self._unavailable(f"cannot tell whether a password is right (result {result})")
        return result == _SUCCESS and not must_change(self._policy())

    def bind_as_office(self, dn: str, secret: bytes) -> None:
        """Sign the office itself in, to look people up."""
        result = self._bound(dn, secret)
        if result != _SUCCESS:
            raise self._unavailable(f"does not let the office look people up (result {result})")

    def search(
        self,
        base: str,
        filter: str,  # noqa: A002 - as RFC 4511 has it
        attributes: Sequence[str],
        *,
        scope: Scope,
        limit: int,
    ) -> list[Entry]:
        """Return the entries that meet the filter, `limit` at most; referrals are passed by.

        Raises SourceUnavailable when there are more, too: what is left out may be what matters.
        """
        self._require_line()
        connection = self._connection
        with self._answering():
            connection.search(
                base,
                filter,
                _SCOPES[scope],
                dereference_aliases="NEVER",
                attributes=list(attributes) or ["1.1"],
                size_limit=limit,
                auto_escape=False,
            )
        result = connection.result["result"]
        found = [entry_of(each) for each in connection.response or () if each["type"] == "searchResEntry"]
        if result == _SIZE_LIMIT or len(found) > limit:
            raise self._unavailable(f"has more than {limit} entries for one question")
        if result == _NO_SUCH_OBJECT and scope == "entry":
            return []
        if result != _SUCCESS:
            raise self._unavailable(f"cannot be searched below {base!r} (result {result})")
        return found

    def _policy(self) -> bytes:
        said = (self._connection.result.get("controls") or {}).get(_POLICY) or {}
        return bytes(said.get("value") or b"")

    def _bound(self, dn: str, secret: bytes, *, controls: list[tuple[str, bool, None]] | None = None) -> int:
        self._require_line()
        connection = self._connection
        connection.user, connection.password, connection.authentication = dn, secret, "SIMPLE"
        with self._answering():
            connection.bind(read_server_info=False, controls=controls)
        return int(connection.result["result"])

    def _require_line(self) -> None:
        """Raise unless the line is open as it was made: the library would open another one, in the clear."""
        line = self._connection.socket
        if self._connection.closed or line is None or not (self._plain or isinstance(line, ssl.SSLSocket)):
            raise self._unavailable("has hung up")

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            with _faults(self._address):
                yield
        finally:
            self._connection.password = None

    def _unavailable(self, what: str) -> SourceUnavailable:
        return unavailable(self._address, what)


@contextmanager
def open_line(address: Address, context: ssl.SSLContext | None, *, seconds: float) -> Iterator[Line]:
    """Lend a line; everything on it, connecting and encrypting too, takes `seconds` at most.

    Without a context it stays in the clear. Raises SourceUnavailable.
    """
    ldap3 = library()
    cut = _Cut(seconds)
    server = ldap3.Server(
        address.host, address.port, use_ssl=address.tls, tls=_tls(context, address, cut), get_info="NO_INFO"
    )
    connection = ldap3.Connection(server, check_names=False, auto_referrals=False, read_only=True, auto_encode=False)
    try:
        with _faults(address):
            server.connect_timeout = seconds / max(1, len(server.address_info))
            connection.open(read_server_info=False)
            cut.watch(connection.socket)
            if context is not None and not address.tls:
                connection.start_tls(read_server_info=False)
        yield Line(connection, address, plain=context is None)
    except SourceUnavailable as error:
        if cut.over:
            raise unavailable(address, f"did not answer within {seconds:g} seconds") from error
        raise
    finally:
        _hang_up(connection)
        cut.close()


def _hang_up(connection: ldap3.Connection) -> None:
    """Say goodbye where somebody still listens, and leave nothing open: the library does when a line fails."""
    line = connection.socket
    with suppress(Exception):
        connection.unbind()
    if line is not None:
        line.close()


def must_change(policy: bytes) -> bool:
    """Say whether a PasswordPolicyResponseValue has the error `changeAfterReset` (draft-behera §6.2)."""
    rest = policy[2:]
    if rest[:1] == b"\xa0":  # a warning stands before it
        rest = rest[2 + rest[1] :]
    return rest == b"\x81\x01\x02"


def unavailable(address: Address, what: str) -> SourceUnavailable:
    """Return the error for a directory that does not answer as it should."""
    return SourceUnavailable(f"The directory {address} {what}.", hint=_CHECK)


class _Cut:
    """Cuts a line when its time is over, from a thread of its own: however slowly something still drips in."""

    def __init__(self, seconds: float) -> None:
        self._until = monotonic() + seconds
        self._lock = threading.Lock()  # owns _line
        self._line: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self.over = False

    def watch(self, line: socket.socket) -> None:
        """Cut this line when the time is over; the first one that is given counts."""
        with self._lock:
            if self._line is None:
                # A handle of its own: the library's goes over into another object when encryption begins.
                self._line = socket.socket(fileno=os.dup(line.fileno()))
                self._timer = threading.Timer(max(0.0, self._until - monotonic()), self._cut)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        """Watch no longer."""
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            if self._line is not None:
                self._line.close()
                self._line = None

    def _cut(self) -> None:
        with self._lock:
            if self._line is not None:
                self.over = True
                with suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)


def _tls(context: ssl.SSLContext | None, address: Address, cut: _Cut) -> Any:
    """Return what the library encrypts with: Python's own checks of chain and host name, in place of the library's."""
    if context is None:
        return None
    encrypted = context.wrap_socket

    class Checked(library().Tls):  # type: ignore[misc]
        """Encryption by the context."""

        def wrap_socket(self, connection: Any, do_handshake: bool = False) -> None:  # noqa: FBT001, FBT002 - theirs
            """Encrypt the connection, whose certificate must be good for the host that the settings name."""
            cut.watch(connection.socket)
            connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # small questions, one by one
            connection.socket = encrypted(connection.socket, server_hostname=address.host)

    return Checked(validate=ssl.CERT_REQUIRED)


@contextmanager
def _faults(address: Address) -> Iterator[None]:
    """Turn what the library and the network raise into SourceUnavailable, without what the directory said."""
    from ldap3.core.exceptions import LDAPException

    try:
        yield
    except (LDAPException, OSError) as error:
        certificate = "certificate" in str(error).lower()
        what = "has a certificate that does not hold" if certificate else f"cannot be asked ({type(error).__name__})"
        raise unavailable(address, what) from error
