"""How the pages and operations of rights are asked: roles, units, factors, sessions, other systems, substitutes."""

from tests.security.asked import Ask, example
from tests.security.stock import Stock

USER = "/api/v1/users/{name}"
UNIT = "/admin/units/{unit}"


@example("GET /admin/account/grant", "GET /admin/account/revoke", also=("account.read",))
def ask_grant(stock: Stock) -> Ask:
    """Ask for the form of a grant, or of taking one back."""
    return Ask(query={"name": stock.holder, "role": "idle"})


@example("GET /admin/account/password", also=("account.read",))
def ask_password(stock: Stock) -> Ask:
    """Ask for the form of a new password."""
    return Ask(query={"name": stock.account})


@example("GET /admin/account/factor", also=("account.read",))
def ask_factor(stock: Stock) -> Ask:
    """Ask before all factors are taken away."""
    return Ask(query={"name": stock.account})


@example("POST /admin/account/factor", also=("account.read",))
def take_factor(stock: Stock) -> Ask:
    """Take all factors away."""
    return Ask(form={"name": stock.account, "factor": "", "reason": "분실 신고"})


@example("POST /admin/sessions/end")
def end_session(stock: Stock) -> Ask:
    """End a session."""
    return Ask(form={"session": stock.session})


@example("GET /admin/account/sessions", also=("account.read",))
def ask_sessions(stock: Stock) -> Ask:
    """Ask before all sessions end."""
    return Ask(query={"name": stock.account})


@example("POST /admin/account/sessions")
def end_sessions(stock: Stock) -> Ask:
    """End all sessions of an account."""
    return Ask(form={"name": stock.account})


@example("GET /admin/account/act")
def ask_act(stock: Stock) -> Ask:
    """Ask for the form of acting in somebody's place."""
    return Ask(query={"name": stock.account})


@example("POST /admin/account/act")
def act(stock: Stock) -> Ask:
    """Begin to act in somebody's place."""
    return Ask(form={"name": stock.account, "reason": "신고 확인", "lasting": "15"})


@example(f"GET {UNIT}")
def unit(stock: Stock) -> Ask:
    """Look at a unit."""
    return Ask(holes={"unit": stock.unit})


@example("POST /admin/units/_new")
def add_unit(stock: Stock) -> Ask:
    """Add a unit."""
    return Ask(form={"name": f"unit-{stock.world.number()}", "ko": "새 팀", "parent": stock.unit})


@example(f"GET {UNIT}/{{deed}}", f"POST {UNIT}/{{deed}}")
def rename_unit(stock: Stock) -> Ask:
    """Rename a unit."""
    return Ask(holes={"unit": stock.unit, "deed": stock.deed}, form={"ko": "도로과"})


@example("POST /admin/roles/define")
def define(stock: Stock) -> Ask:
    """Make a role."""
    return Ask(form={"name": f"role-{stock.world.number()}", "ko": "새 역할", "new": "1"})


@example("GET /admin/roles/retire", "POST /admin/roles/retire")
def retire(stock: Stock) -> Ask:
    """End a role that the office made."""
    return Ask(query={"role": stock.made_role}, form={"role": stock.made_role})


@example("POST /admin/clients/add")
def add_client(stock: Stock) -> Ask:
    """Add another system."""
    return Ask(form={"name": f"system-{stock.world.number()}", "redirect_uris": "https://x.example/back"})


@example(
    "GET /admin/clients/secret", "POST /admin/clients/secret", "GET /admin/clients/disable",
    "POST /admin/clients/disable",
)  # fmt: skip
def change_client(stock: Stock) -> Ask:
    """Give another system a new secret, or shut it."""
    return Ask(query={"client": stock.client[0]}, form={"client": stock.client[0]})


@example("POST /account/substitutes/lend", works=(422,))
def lend(stock: Stock) -> Ask:
    """Lend without saying why: what is wrong is said, nobody is refused."""
    return Ask(form={"to": stock.world.person("idle").name, "until": "2999-01-01"})


@example("POST /account/substitutes/end", "POST /account/substitutes/act")
def lent(stock: Stock) -> Ask:
    """End what was lent, or act by it."""
    return Ask(form={"delegation": stock.delegation})


@example("POST /account/acting/stop")
def stop(_stock: Stock) -> Ask:
    """Act for oneself again."""
    return Ask(form={})


@example(f"GET {USER}/permissions", inner="role.read")
def permissions(stock: Stock) -> Ask:
    """List what somebody may do."""
    return Ask(holes={"name": stock.account})


@example(f"GET {USER}/factors", inner="account.manage")
def factors(stock: Stock) -> Ask:
    """List how somebody signs in."""
    return Ask(holes={"name": stock.account})


@example(f"GET {USER}/sign-ins", inner="account.manage", also=("account.read",))
def sign_ins(stock: Stock) -> Ask:
    """List when somebody signed in."""
    return Ask(holes={"name": stock.account})


@example(f"GET {USER}/sessions", inner="account.manage", lacking=("account.read",))
def sessions(stock: Stock) -> Ask:
    """List where somebody is signed in."""
    return Ask(holes={"name": stock.account})


@example(f"POST {USER}/actions/reset_factors")
def reset_factors(stock: Stock) -> Ask:
    """Take all factors away."""
    return Ask(holes={"name": stock.account}, json={"reason": "분실 신고"})


@example(f"POST {USER}/actions/end_sessions")
def end_all(stock: Stock) -> Ask:
    """End all sessions of somebody."""
    return Ask(holes={"name": stock.account}, json={})
