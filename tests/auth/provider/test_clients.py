"""The verbs of clients: for who may manage them, with a fact of each, and the secret shown once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from egovframe.auth.errors import AccountNotFound, ClientNotFound
from egovframe.auth.provider.clients import Clients
from egovframe.auth.provider.errors import ProviderError
from egovframe.auth.provider.model import SCOPES
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from tests.auth.gatehouse import NOBODY
from tests.auth.provider.hall import BACK, LEFT, Hall, add_client

MANAGER = Actor("officer", "m", "M", holds={"client.manage": EVERYWHERE})
BOTH = Actor("officer", "b", "B", holds=dict.fromkeys(("client.manage", "account.manage"), EVERYWHERE))
HALF = Actor("officer", "h", "H", holds={"client.manage": frozenset({"roads"})})


def test_a_client_is_added_and_listed_by_name(hall: Hall) -> None:
    """Without its secret, which is nowhere in the database."""
    new = add_client(hall.gate, "Bridges", redirect=(BACK, BACK))
    assert new.client.redirect_uris == (BACK,)
    assert new.secret not in repr(new)
    with hall.gate.work(MANAGER) as work:
        assert [client.name for client in Clients(work).list()] == ["Bridges", "Roads"]
    with hall.gate.database.read() as conn:
        assert new.secret not in str([tuple(row) for row in conn.exec_driver_sql("SELECT * FROM clients")])
    assert hall.gate.facts.of("client.added")[-1].details == {
        "name": "Bridges",
        "redirect_uris": [BACK],
        "scopes": ["openid", "profile", "email", "offline_access"],
        "consent": False,
    }


def test_what_it_may_ask_for_and_whether_people_are_asked_is_kept(hall: Hall) -> None:
    """In our order and with openid; a scope that there is not is named."""
    add_client(hall.gate, "Bridges", scope=("offline_access", "email"), consent=True)
    with hall.gate.work(MANAGER) as work:
        bridges, roads = Clients(work).list()
        assert (bridges.scopes, bridges.consent) == (("openid", "email", "offline_access"), True)
        assert (roads.scopes, roads.consent) == (SCOPES, False)
        with pytest.raises(Invalid, match="'everything'"):
            Clients(work).add("Odd", redirect=(BACK,), scope=("everything",))


@pytest.mark.parametrize("by", [NOBODY, HALF], ids=["nobody", "half"])
def test_only_who_may_for_the_whole_office(hall: Hall, by: Actor) -> None:
    """Every verb asks."""
    known = hall.client.client.id
    verbs: tuple[Callable[[Clients], object], ...] = (
        lambda clients: clients.add("X", redirect=(BACK,)),
        lambda clients: clients.list(),
        lambda clients: clients.new_secret(known),
        lambda clients: clients.disable(known),
    )
    for verb in verbs:
        with pytest.raises(Forbidden), hall.gate.work(by) as work:
            verb(Clients(work))


def test_whoever_manages_clients_does_not_act_as_programs(hall: Hall) -> None:
    """A client that acts as a service account is a credential of that account, whose roles may be any."""
    with hall.gate.work() as work:
        hall.gate.accounts(work).add("robot", kind="service")
        known = Clients(work).add("Robot", redirect=(BACK,), account="robot").client.id
    verbs: tuple[Callable[[Clients], object], ...] = (
        lambda clients: clients.add("X", redirect=(BACK,), account="robot"),
        lambda clients: clients.new_secret(known),
    )
    for verb in verbs:
        with pytest.raises(Forbidden), hall.gate.work(MANAGER) as work:
            verb(Clients(work))
        with hall.gate.work(BOTH) as work:
            assert verb(Clients(work))


def test_a_new_secret_takes_the_place_of_the_one_before(hall: Hall) -> None:
    """From then on."""
    hall.tokens()
    old = hall.client
    with hall.gate.work(MANAGER) as work:
        hall.client = Clients(work).new_secret(old.client.id)
    hall.tokens()
    hall.client = old
    with pytest.raises(ProviderError):
        hall.tokens()


def test_a_disabled_client_keeps_nothing(hall: Hall) -> None:
    """Its tokens end; doing it twice is doing it once."""
    got = hall.tokens()
    for _ in range(2):
        with hall.gate.work(MANAGER) as work:
            Clients(work).disable(hall.client.client.id)
    assert len(hall.gate.facts.of("client.disabled")) == 1
    with pytest.raises(ProviderError):
        hall.provider.userinfo(got["access_token"])
    with hall.gate.work(MANAGER) as work:
        assert Clients(work).list()[0].disabled is not None


def test_what_is_not_there_is_named(hall: Hall) -> None:
    """An unknown client, an account that is no service account, an address that is none."""
    with hall.gate.work(BOTH) as work:
        for verb in (Clients(work).new_secret, Clients(work).disable):
            with pytest.raises(ClientNotFound, match="'nobody'"):
                verb("nobody")
        for name in ("kim", "nobody"):
            with pytest.raises(AccountNotFound, match="service"):
                Clients(work).add("X", redirect=(BACK,), account=name)
        with pytest.raises(Invalid):
            Clients(work).add("X", redirect=(BACK,), after_logout=("javascript:1",))
        with pytest.raises(Invalid):
            Clients(work).add("", redirect=(BACK,), after_logout=(LEFT,))
