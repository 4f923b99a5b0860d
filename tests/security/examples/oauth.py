"""How the provider is asked: by browsers, and by the city's other systems with their own secrets."""

from tests.security.asked import Ask, example, further
from tests.security.stock import BACK, VERIFIER, Stock

IDS = "the id of a system is no secret: whoever knows it gets nothing without an account and the system's own secret"


@example("GET /oauth/authorize", proof=IDS)
def authorize(stock: Stock) -> Ask:
    """Send a browser to sign in."""
    return Ask(query=stock.asked_of_provider)


@example("POST /oauth/authorize", proof=IDS)
def authorize_by_form(stock: Stock) -> Ask:
    """The same by a form."""
    return Ask(form=stock.asked_of_provider)


@example("POST /oauth/consent", proof=IDS)
def consent(stock: Stock) -> Ask:
    """Agree to what another system asks."""
    return Ask(form={**stock.asked_of_provider, "consent-answer": "yes"})


@example("POST /oauth/sign-out")
def sign_out(_stock: Stock) -> Ask:
    """Sign out."""
    return Ask(form={})


@further("GET /oauth/sign-out", proof=IDS)
def ask_to_sign_out(stock: Stock) -> Ask:
    """Ask whether to sign out, on the way back to a system."""
    return Ask(query={"client_id": stock.client_id})


@further("POST /oauth/sign-out", proof=IDS)
def sign_out_for(stock: Stock) -> Ask:
    """Sign out, on the way back to a system."""
    return Ask(form={"client_id": stock.client_id})


def strangers_token(stock: Stock) -> Ask:
    """Another system, with its own secret, shows the code."""
    return Ask(form=_code(stock), headers={"authorization": stock.world.stranger_system})


@example("POST /oauth/token", other=strangers_token)
def token(stock: Stock) -> Ask:
    """Turn a code into tokens."""
    return Ask(form=_code(stock), headers={"authorization": stock.basic})


def _code(stock: Stock) -> dict[str, str]:
    return {"grant_type": "authorization_code", "code": stock.code, "redirect_uri": BACK, "code_verifier": VERIFIER}


@example("GET /oauth/userinfo", "POST /oauth/userinfo", proof="the token opens it")
def userinfo(stock: Stock) -> Ask:
    """Ask who a token stands for; the token is the proof."""
    return Ask(headers={"authorization": f"Bearer {stock.access_token}"})


def strangers_revocation(stock: Stock) -> Ask:
    """Another system wants the token ended."""
    return Ask(form={"token": stock.access_token}, headers={"authorization": stock.world.stranger_system})


@example("POST /oauth/revoke", other=strangers_revocation)
def revoke(stock: Stock) -> Ask:
    """End a token."""
    return Ask(form={"token": stock.access_token}, headers={"authorization": stock.basic})
