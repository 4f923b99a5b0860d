"""How the pages of signing in and of one's own account are asked."""

from datetime import timedelta

from tests.security.asked import Ask, example
from tests.security.stock import Stock
from tests.security.world import PASSWORD

NEW_PASSWORD = "겨울 바다 위의 초록 고양이 9"


@example("POST /sign-in", proof="the password opens it")
def sign_in(stock: Stock) -> Ask:
    """Sign in."""
    return Ask(form={"name": stock.account, "password": PASSWORD})


@example(
    "POST /sign-out",
    "POST /sign-in/next",
    "POST /sign-in/password",
    "POST /sign-in/key",
    "POST /sign-in/certificate",
    "POST /sign-in/mail/code",
    "POST /sign-in/new-password",
    "POST /sign-in/wallet",
    "GET /sign-in/wallet",
)
def no_step(stock: Stock) -> Ask:
    """Go on where nothing was begun: back to the beginning."""
    return Ask(
        form={"authenticator": stock.code_authenticator, "code": "000000", "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    )


@example("POST /sign-in/mail")
def mail(stock: Stock) -> Ask:
    """Ask for a code by mail."""
    return Ask(form={"name": stock.account, "purpose": "recover"})


@example(
    "GET /sign-in/key/{authenticator}",
    "GET /sign-in/certificate/{authenticator}",
    "POST /sign-in/certificate/{authenticator}",
    "GET /account/factors/key/{authenticator}",
    "GET /account/factors/certificate/{authenticator}",
    "POST /sign-in/wallet/with/{authenticator}",
    "POST /account/factors/wallet/{authenticator}",
)
def by_authenticator(stock: Stock) -> Ask:
    """Name a way to sign in."""
    return Ask(holes={"authenticator": stock.authenticator}, form={})


@example("GET /sign-in/wallet/back/{visit}")
@example("GET /sign-in/wallet/request/{visit}", works=(404,))
@example("POST /sign-in/wallet/answer/{visit}", works=(400,))
def by_visit(stock: Stock) -> Ask:
    """Name a visit of a wallet: nobody began one."""
    return Ask(holes={"visit": stock.visit}, form={})


@example(
    "POST /sign-in/with/{provider}",
    "POST /sign-in/again/{provider}",
    "POST /sign-in/link/{provider}",
    "GET /sign-in/from/{provider}",
)
@example("POST /sign-out/by/{provider}", works=(400,))
def by_provider(stock: Stock) -> Ask:
    """Name a provider: the office has none."""
    return Ask(holes={"provider": stock.provider}, form={})


@example("POST /account/password")
def password(_stock: Stock) -> Ask:
    """Change one's password."""
    return Ask(form={"current": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD})


@example("POST /account/factors/code")
def enrol(stock: Stock) -> Ask:
    """Enrol an app."""
    return Ask(form={"authenticator": stock.code_authenticator})


@example("POST /account/factors/confirm")
def confirm(stock: Stock) -> Ask:
    """Type the first code of an app."""
    return Ask(form={"factor": stock.factor, "code": stock.code_of_factor})


@example("POST /account/factors/key", works=(422,))
def key(_stock: Stock) -> Ask:
    """Send no key: what is wrong is said, nobody is refused."""
    return Ask(form={"answer": "{}"})


@example("POST /account/factors/remove")
def remove(stock: Stock) -> Ask:
    """Take a way to sign in away."""
    return Ask(form={"factor": stock.factor})


def lend_to_a_citizen(stock: Stock) -> Ask:
    """Try whether a citizen has an account of that name: to colleagues one may lend, and their names are known."""
    until = (stock.world.clock.now() + timedelta(days=3)).date().isoformat()
    return Ask(form={"to": stock.citizen, "until": until, "reason": "휴가"})


@example("POST /account/substitutes/lend", other=lend_to_a_citizen)
def lend(stock: Stock) -> Ask:
    """Lend what one holds to a colleague."""
    until = (stock.world.clock.now() + timedelta(days=3)).date().isoformat()
    return Ask(form={"to": stock.account, "since": "", "until": until, "reason": "휴가", "roles": stock.own_role})


@example("POST /account/substitutes/end", "POST /account/substitutes/act")
def borrowed(stock: Stock) -> Ask:
    """End, or act by, what was lent to oneself."""
    return Ask(form={"delegation": stock.delegation})


@example("POST /account/sessions/end")
def end(stock: Stock) -> Ask:
    """End a session."""
    return Ask(form={"session": stock.session})


@example("POST /account/sessions/end-others", "POST /account/acting/stop", "POST /account/data/statement")
def own(_stock: Stock) -> Ask:
    """Do something with one's own account."""
    return Ask(form={})


@example("POST /account/systems/end")
def end_system(stock: Stock) -> Ask:
    """Take back a sign-in to another system."""
    return Ask(form={"system": stock.signed_in_system})
