"""How the pages of administration are asked."""

import re

from tests.security.asked import Ask, example, further
from tests.security.stock import Stock

REVIEW = "/admin/audit/review/{month}"
NEW_PASSWORD = "겨울 바다 위의 초록 고양이 9"


@example("GET /admin", inner="office.health", lacking=("form.read",))
def home(_stock: Stock) -> Ask:
    """Lead to the first page that one may open."""
    return Ask()


@example("GET /admin/users")
def find(stock: Stock) -> Ask:
    """Find an account."""
    return Ask(query={"q": stock.account})


@example("POST /admin/users", also=("account.read",))
def add(stock: Stock) -> Ask:
    """Add an account."""
    return Ask(form={"name": f"new-{stock.world.number()}", "kind": "officer", "first": "1"})


@example("GET /admin/users/{name:path}")
def account(stock: Stock) -> Ask:
    """Look at an account."""
    return Ask(holes={"name": stock.account})


@example("POST /admin/account/disable", "POST /admin/account/password", also=("account.read",))
def change(stock: Stock) -> Ask:
    """Shut an account, or give it a new password."""
    return Ask(form={"name": stock.account})


@example("POST /admin/account/enable", also=("account.read",))
def enable(stock: Stock) -> Ask:
    """Open an account again."""
    return Ask(form={"name": stock.disabled})


@example("POST /admin/account/grant", also=("account.read",))
def grant(stock: Stock) -> Ask:
    """Give somebody a role."""
    where = {"unit": stock.unit, "form": stock.form}
    return Ask(form={"name": stock.account, "role": stock.officer_role, **where, "until": "", "reason": "발령"})


@example("POST /admin/account/revoke", also=("account.read",))
def revoke(stock: Stock) -> Ask:
    """Take a role back."""
    return Ask(form={"name": stock.holder, "role": stock.role, "unit": ""})


@further("POST /admin/account/revoke", also=("account.read",))
def revoke_there(stock: Stock) -> Ask:
    """Take back a role that counts in a unit, for a form."""
    where = {"unit": stock.unit, "form": stock.form}
    return Ask(form={"name": stock.scoped_holder, "role": stock.role, **where})


@example("POST /admin/outbox/retry")
def retry(stock: Stock) -> Ask:
    """Have a task tried again."""
    return Ask(form={"task": stock.task})


@example("GET /admin/alarms/{id}/{part}")
def evidence(stock: Stock) -> Ask:
    """Take the evidence of an alarm."""
    return Ask(holes={"id": stock.alarm, "part": stock.part})


@example("GET /admin/audit")
def search(stock: Stock) -> Ask:
    """Search the log by whoever acted, whom it is about, and what."""
    return Ask(query={"actor": stock.account, "subject": stock.account, "object": stock.petition_ref})


@example("GET /admin/audit/facts/{fact}", "GET /admin/audit/facts/{fact}/proof")
def fact(stock: Stock) -> Ask:
    """Look at a fact whole, or take its proof."""
    return Ask(holes={"fact": stock.fact})


@example("POST /admin/audit/retention/holds", also=("audit.read",))
def place(stock: Stock) -> Ask:
    """Place a legal hold."""
    over = {"subjects": stock.account_ref, "actors": stock.account_ref, "object": stock.petition_ref}
    return Ask(form={"reason": "소송", "actions": "petition.*", **over})


@example("POST /admin/audit/retention/holds/lift", also=("audit.read",))
def lift(stock: Stock) -> Ask:
    """Lift a legal hold."""
    return Ask(form={"hold": stock.hold, "reason": "소송이 끝났습니다."})


@example("POST /admin/audit/retention/dispose", also=("audit.read",))
def dispose(stock: Stock) -> Ask:
    """Dispose of the months that may go: none yet."""
    return Ask(form={"month": stock.open_months})


@example(f"GET {REVIEW}", f"GET {REVIEW}/pdf")
def month(stock: Stock) -> Ask:
    """Look at a month."""
    return Ask(holes={"month": stock.month})


@example(f"GET {REVIEW}/proof", works=(200, 404))
def month_proof(stock: Stock) -> Ask:
    """Take the proof of the signature; nobody may have signed the month yet."""
    return Ask(holes={"month": stock.month})


@example(f"POST {REVIEW}/reasons")
def judge(stock: Stock) -> Ask:
    """Judge a copy that was taken without a reason, in the month that runs."""
    running = f"{stock.world.clock.now():%Y-%m}"
    stock.made["month"] = running
    return Ask(holes={"month": running}, form={"fact": stock.others_download, "what": "justified", "text": "확인함"})


@example(f"POST {REVIEW}/sign")
def sign(stock: Stock) -> Ask:
    """Sign a month, as it was shown to somebody who may see it."""
    reviewer = stock.world.only(["audit.review"])
    page = stock.world.browser(reviewer).get(f"/admin/audit/review/{stock.month}").text
    counted = re.search(r'name="counted" value="([0-9a-f]{64})"', page)
    return Ask(holes={"month": stock.month}, form={"counted": counted[1] if counted else "", "remark": "확인"})
