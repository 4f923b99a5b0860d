"""The verbs of the provider's clients, on a unit of work: `work.clients`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth import store as accounts
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import AccountNotFound, ClientNotFound
from egovframe.auth.model import account_name, name_key
from egovframe.auth.permissions import ACCOUNT_MANAGE, CLIENT_MANAGE
from egovframe.auth.provider import facts, store
from egovframe.auth.provider.model import Client, NewClient, redirect_uri, redirect_uris, scopes
from egovframe.kernel.clock import instant
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.ids import new_id, new_token

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork

Listed = list[Client]


class Clients:
    """The city's other systems that let people sign in here. Every verb needs `client.manage` for the whole office."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(
        self,
        name: str,
        *,
        redirect: tuple[str, ...],
        after_logout: tuple[str, ...] = (),
        account: str = "",
        scope: tuple[str, ...] = (),
        consent: bool = False,
    ) -> NewClient:
        """Add a client; its secret is shown this once, the office keeps its digest.

        `redirect` are the addresses at which it is answered, `after_logout` those to which a browser goes on after
        signing out. `account` names the service account that the client itself acts as, for programs without a person:
        that is a credential of the account, and needs `account.manage` besides. `scope` is what it may ask for, all
        there is for none; with `consent` people are asked each time: for systems that are not the city's own. Raises
        Invalid for what cannot be an address or is no scope, AccountNotFound.
        """
        work = self._work
        work.need(CLIENT_MANAGE.name, unit=WHOLE_OFFICE)
        client = Client(
            id=new_id(),
            name=account_name(name),
            redirect_uris=redirect_uris(redirect),
            logout_uris=tuple(redirect_uri(uri) for uri in after_logout),
            account=self._service(account),
            scopes=scopes(scope),
            consent=consent,
            created=work.at,
        )
        secret = new_token()
        store.insert_client(work, client, secret=sha256_hex(secret.encode()))
        work.note(
            facts.CLIENT_ADDED,
            object=client.ref,
            details={
                "name": client.name,
                "redirect_uris": list(client.redirect_uris),
                "scopes": list(client.scopes),
                "consent": client.consent,
            },
        )
        return NewClient(client, secret)

    def list(self) -> Listed:
        """Return all clients, by name."""
        self._work.need(CLIENT_MANAGE.name, unit=WHOLE_OFFICE)
        return [store.client_of(row) for row in store.client_rows(self._work.conn)]

    def new_secret(self, client: str) -> NewClient:
        """Give the client a new secret; the one before counts no more. Raises ClientNotFound.

        Of one that acts as a service account it needs `account.manage` besides, as a new token of that account does.
        """
        row, secret = self._row(client), new_token()
        if row["account"]:
            self._work.need(ACCOUNT_MANAGE.name, unit=WHOLE_OFFICE)
        store.change_client(self._work, row, {"secret": sha256_hex(secret.encode())})
        self._work.note(facts.CLIENT_RENEWED, object=f"client:{client}")
        return NewClient(store.client_of(row), secret)

    def disable(self, client: str) -> None:
        """Shut the client: every code and token that it holds ends now. Raises ClientNotFound."""
        row = self._row(client)
        if row["disabled"] is None:
            store.change_client(self._work, row, {"disabled": instant(self._work.at)})
            store.end_all(self._work.conn, client=client, at=self._work.at)
            self._work.note(facts.CLIENT_DISABLED, object=f"client:{client}")

    def _row(self, client: str) -> store.Row:
        self._work.need(CLIENT_MANAGE.name, unit=WHOLE_OFFICE)
        row = store.client_row(self._work.conn, client)
        if row is None:
            raise ClientNotFound(f"There is no client {client[:100]!r}.", hint="`egovframe clients list` shows them.")
        return row

    def _service(self, name: str) -> str:
        if not name:
            return ""
        self._work.need(ACCOUNT_MANAGE.name, unit=WHOLE_OFFICE)
        rows = accounts.account_rows(self._work.conn, name_key=name_key(account_name(name)))
        if not rows or rows[0]["kind"] != "service":
            raise AccountNotFound(
                f"There is no service account {name[:100]!r}.", hint="Add one: egovframe users add NAME --kind service"
            )
        return str(rows[0]["id"])
