"""How administration of rights is asked: units, roles, systems, sessions, factors, acting for somebody."""

from tests.security.asked import Ask, example, further
from tests.security.stock import BACK, Stock

USER = "/api/v1/users/{name}"
LIST = {"file": ("people.csv", "아이디,성명\nsomebody,아무개\n".encode())}


@example("POST /admin/users/import", also=("account.read", "role.read"))
def check(_stock: Stock) -> Ask:
    """Check a list of people."""
    return Ask(form={"kind": "officer"}, files=LIST)


@example("POST /admin/users/import/run", also=("account.read", "role.read"), works=(200, 409, 422))
def run(_stock: Stock) -> Ask:
    """Import a list that was not checked: it is checked, and nothing is kept."""
    return Ask(form={"kind": "officer", "checked": "x"}, files=LIST)


@example("GET /admin/account/factor", also=("account.read", "role.read"))
def ask_about_factor(stock: Stock) -> Ask:
    """Ask before one code or key is taken away from somebody."""
    return Ask(query={"factor": stock.factor_of_account, "name": stock.account})


@example("GET /admin/account/sessions", also=("account.read", "role.read"))
@example("GET /admin/account/act", also=("account.read", "role.read"))
@example("GET /admin/account/password", "GET /admin/account/grant", also=("account.read", "role.read"))
def ask_about(stock: Stock) -> Ask:
    """Ask before taking something away from somebody, or acting in their place."""
    return Ask(query={"name": stock.account})


@example("GET /admin/account/revoke", also=("account.read", "role.read"))
def ask_to_revoke(stock: Stock) -> Ask:
    """Ask before a role is taken back."""
    return Ask(query={"name": stock.holder, "role": stock.role, "unit": ""})


@further("GET /admin/account/revoke", also=("account.read", "role.read"))
def ask_to_revoke_there(stock: Stock) -> Ask:
    """The same for a role that counts in a unit, for a form."""
    where = {"unit": stock.unit, "form": stock.form}
    return Ask(query={"name": stock.scoped_holder, "role": stock.role, **where})


@example("GET /admin/sessions")
def find_session(stock: Stock) -> Ask:
    """Find somebody's sessions."""
    return Ask(query={"q": stock.account})


@example("GET /admin/units/_new", also=("role.read",))
def ask_unit(stock: Stock) -> Ask:
    """Show the form for a new unit below another."""
    return Ask(query={"parent": stock.unit})


@example("GET /admin/roles/retire", also=("role.read",))
def ask_retire(stock: Stock) -> Ask:
    """Ask before a role ends."""
    return Ask(query={"role": stock.made_role})


@further("GET /admin/roles/define", also=("role.read",))
def ask_change(stock: Stock) -> Ask:
    """Show the form for a role that is there."""
    return Ask(query={"role": stock.made_role})


@further("POST /admin/account/factor", also=("account.read", "role.read"))
def one_factor(stock: Stock) -> Ask:
    """Take one code or key away from somebody."""
    return Ask(form={"factor": stock.factor_of_account, "name": stock.account, "reason": "휴대전화를 잃어버림"})


@example("GET /admin/roles/define", also=("role.read",))
def ask_role(_stock: Stock) -> Ask:
    """Show the form for a new role."""
    return Ask()


@example("GET /admin/clients/secret", "GET /admin/clients/disable")
def ask_client(stock: Stock) -> Ask:
    """Ask before a system gets a new secret, or is shut."""
    return Ask(query={"client": stock.client_id})


@example("GET /admin/account/certificate", also=("account.read", "role.read"), works=(404,))
@example("POST /admin/account/certificate", also=("account.read", "role.read"), works=(404,))
def link_certificate(stock: Stock) -> Ask:
    """Link a certificate with somebody's account, where none are taken."""
    certificate = {"file": ("kim.pem", b"-----BEGIN CERTIFICATE-----")}
    said = {"name": stock.account, "authenticator": stock.authenticator}
    return Ask(query=said, form={**said, "reason": "창구"}, files=certificate)


@example("POST /admin/account/factor", also=("account.read", "role.read"))
def factor(stock: Stock) -> Ask:
    """Take all codes and keys away from somebody."""
    return Ask(form={"name": stock.account, "factor": "", "reason": "휴대전화를 잃어버림"})


@example("POST /admin/sessions/end", also=("account.read", "role.read"))
def end_session(stock: Stock) -> Ask:
    """End somebody's session."""
    return Ask(form={"session": stock.session_of_account, "name": ""})


@example("GET /admin/delegations/end", also=("account.read", "role.read"))
def ask_end_delegation(stock: Stock) -> Ask:
    """Ask before what somebody lent ends."""
    return Ask(query={"delegation": stock.delegation})


@example("POST /admin/delegations/end")
def end_delegation(stock: Stock) -> Ask:
    """End what somebody lent."""
    return Ask(form={"delegation": stock.delegation, "reason": "back at work"})


@example("POST /admin/sessions/everybody")
def end_everybody(_stock: Stock) -> Ask:
    """Sign everybody out."""
    return Ask()


@example("POST /admin/account/sessions", also=("account.read", "role.read"))
def end_sessions(stock: Stock) -> Ask:
    """End all of somebody's sessions."""
    return Ask(form={"name": stock.account})


@example("POST /admin/account/act", also=("account.read", "role.read"))
def act(stock: Stock) -> Ask:
    """Act in somebody's place."""
    return Ask(form={"name": stock.account, "reason": "신고 확인", "lasting": "15"})


@example("POST /admin/holidays", works=(303, 409))
def declare_holiday(stock: Stock) -> Ask:
    """Enter a day off."""
    return Ask(form={"day": "2027-03-02", "ko": "임시휴무", "en": "Day off", "decree": "시장 지시", "unit": stock.unit})


@example("POST /admin/holidays/revoke")
def revoke_holiday(stock: Stock) -> Ask:
    """Take a day off back."""
    return Ask(form={"holiday": stock.holiday})


@example("POST /admin/hours")
def enter_hours(stock: Stock) -> Ask:
    """Enter office hours."""
    times = {"opens": "09:00", "lunch_from": "12:00", "lunch_to": "13:00", "closes": "20:00"}
    said = {"since": "2027-03-02", "until": "", "weekday": ["0", "1"], "decree": "시장 지시", "unit": stock.unit}
    return Ask(form={**times, **said})


@example("POST /admin/hours/revoke")
def revoke_hours(stock: Stock) -> Ask:
    """Take office hours back."""
    return Ask(form={"hours": stock.hours})


WORDS = {
    "caption": "{{receipt}}",
    "wording": "# Why\n{{reason}}\n\n{{basis}}\n\n{{remedy}}",
    "day": "",
}


@example("GET /admin/notices/{kind}/{language}")
def words_of_notice(stock: Stock) -> Ask:
    """The words of a notice, of a unit."""
    return Ask(holes={"kind": stock.notice, "language": stock.tongue}, query={"unit": stock.unit})


@example("POST /admin/notices/{kind}/{language}", works=(303, 409))
def put_words_in_force(stock: Stock) -> Ask:
    """Put words in force in a unit."""
    return Ask(holes={"kind": stock.notice, "language": stock.tongue}, form={**WORDS, "unit": stock.unit})


@example("POST /admin/notices/{kind}/{language}/preview", "POST /admin/notices/{kind}/{language}/pdf")
def try_words(stock: Stock) -> Ask:
    """See what words look like."""
    return Ask(holes={"kind": stock.notice, "language": stock.tongue}, form={**WORDS, "unit": stock.unit})


@example("POST /admin/notices/{kind}/{language}/withdraw")
def take_words_back(stock: Stock) -> Ask:
    """Go back to the words before."""
    return Ask(holes={"kind": stock.notice, "language": stock.tongue}, form={"unit": stock.unit})


@example("GET /admin/units/{unit}")
def unit(stock: Stock) -> Ask:
    """Look at a unit."""
    return Ask(holes={"unit": stock.unit})


@example("POST /admin/units/_new", also=("role.read",))
def add_unit(stock: Stock) -> Ask:
    """Add a unit."""
    return Ask(form={"name": f"unit-{stock.world.number()}", "ko": "새 부서", "en": "", "reason": "직제 개편"})


@further("POST /admin/units/_new", also=("role.read",))
def add_unit_below(stock: Stock) -> Ask:
    """Add a unit below another, with a head."""
    name = f"unit-{stock.world.number()}"
    return Ask(form={"name": name, "ko": "새 부서", "parent": stock.unit, "head": stock.account, "reason": "직제 개편"})


@further("POST /admin/units/{unit}/{deed}", also=("role.read",))
def move_unit(stock: Stock) -> Ask:
    """Move a unit below another."""
    holes = {"unit": stock.made_unit, "deed": stock.move}
    return Ask(holes=holes, form={"parent": stock.unit, "reason": "직제 개편"})


@further("POST /admin/units/{unit}/{deed}", also=("role.read",))
def head_unit(stock: Stock) -> Ask:
    """Give a unit a head."""
    holes = {"unit": stock.made_unit, "deed": stock.head}
    return Ask(holes=holes, form={"head": stock.account, "reason": "직제 개편"})


@example("GET /admin/units/{unit}/{deed}", "POST /admin/units/{unit}/{deed}", also=("role.read",))
def change_unit(stock: Stock) -> Ask:
    """Rename a unit."""
    return Ask(holes={"unit": stock.unit, "deed": stock.unit_deed}, form={"ko": "도로과", "reason": "직제 개편"})


@example("POST /admin/roles/define", also=("role.read",))
def define(stock: Stock) -> Ask:
    """Make a role."""
    name = f"new-role-{stock.world.number()}"
    said = {"ko": "새 역할", "may": ["form.read"], "includes": [stock.role], "new": "1", "reason": "직제 개편"}
    return Ask(form={"name": name, **said})


@example("POST /admin/roles/retire", also=("role.read",))
def retire(stock: Stock) -> Ask:
    """End a role that the office made."""
    return Ask(form={"role": stock.made_role, "reason": "직제 개편"})


@example("POST /admin/clients/add", also=("account.manage",))
def add_client(stock: Stock) -> Ask:
    """Add a system."""
    name = f"system-{stock.world.number()}"
    return Ask(form={"name": name, "redirect_uris": BACK, "logout_uris": ""})


@further("POST /admin/clients/add", also=("account.manage",))
def add_client_that_acts(stock: Stock) -> Ask:
    """Add a system that acts as a program, whose account is managed thereby."""
    name = f"system-{stock.world.number()}"
    return Ask(form={"name": name, "redirect_uris": BACK, "account": stock.service})


@example("POST /admin/clients/secret", "POST /admin/clients/disable")
def client(stock: Stock) -> Ask:
    """Give a system a new secret, or shut it."""
    return Ask(form={"client": stock.client_id})


@example(f"GET {USER}/permissions", inner="role.read")
@example(f"GET {USER}/factors", inner="account.manage", also=("account.read",))
@example(f"GET {USER}/sessions", inner="account.manage", also=("account.read",), lacking=("account.read",))
@example(f"GET {USER}/sign-ins", inner="account.manage", also=("account.read", "audit.read"))
def about(stock: Stock) -> Ask:
    """Look at what somebody may, how they sign in, and when they did."""
    return Ask(holes={"name": stock.account})


@example(f"POST {USER}/actions/reset_factors", also=("account.read",))
def reset_factors(stock: Stock) -> Ask:
    """Take all codes and keys away from somebody."""
    return Ask(holes={"name": stock.account}, json={"reason": "휴대전화를 잃어버림"})


@further(f"POST {USER}/actions/reset_factors", also=("account.read",))
def reset_one_factor(stock: Stock) -> Ask:
    """Take one code or key away from somebody."""
    factor = stock.factor_of_account
    return Ask(holes={"name": stock.account}, json={"factor": factor, "reason": "휴대전화를 잃어버림"})


@example(f"POST {USER}/actions/end_sessions", also=("account.read",))
def end_all(stock: Stock) -> Ask:
    """End all of somebody's sessions."""
    return Ask(holes={"name": stock.account}, json={})
