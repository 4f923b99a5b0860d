"""How it is asked who handles petitions: rules, absences, handing over, drafts and approvals."""

from datetime import timedelta

from tests.security.asked import Ask, example
from tests.security.stock import Stock

V1 = "/api/v1"
PETITION, APPROVAL = f"{V1}/petitions/{{receipt}}", f"{V1}/approvals/{{id}}"
SIGNS = ("petition.read", "petition.answer")


@example(f"POST {V1}/routes")
def route(stock: Stock) -> Ask:
    """Send petitions of a form to its unit."""
    return Ask(json={"form": stock.form, "units": [stock.unit], "field": "where", "values": ["하늘로"]})


@example(f"POST {V1}/routes/{{id}}/actions/end")
def end_route(stock: Stock) -> Ask:
    """End a rule."""
    return Ask(holes={"id": stock.route}, json={})


@example(f"POST {V1}/absences", also=("petition.assign",))
def away(stock: Stock) -> Ask:
    """Be away for a day."""
    return Ask(json={"until": f"{stock.world.clock.now().date()}T23:59:59Z", "of": stock.colleague, "reason": "휴가"})


@example(f"POST {V1}/absences/{{id}}/actions/end")
def back(stock: Stock) -> Ask:
    """Be back."""
    return Ask(holes={"id": stock.absence}, json={})


@example(f"POST {V1}/handovers", also=("petition.read",))
def hand_over(stock: Stock) -> Ask:
    """Give on what a colleague has."""
    return Ask(json={"officer": stock.colleague, "to": stock.approver, "reason": "전보"})


@example(f"POST {PETITION}/actions/assign_by_load", also=("petition.read",))
def by_load(stock: Stock) -> Ask:
    """Give a petition to whoever has least to do."""
    assert stock.colleague
    return Ask(holes={"receipt": stock.petition}, json={})


@example(f"POST {PETITION}/actions/draft", also=("petition.read",))
def draft(stock: Stock) -> Ask:
    """Draft an answer for somebody to approve."""
    line = [{"name": stock.approver}]
    return Ask(holes={"receipt": stock.petition}, json={"outcome": "answered", "text": "고쳤습니다.", "line": line})


@example(f"GET {PETITION}/approvals")
def drafted(stock: Stock) -> Ask:
    """List what was drafted for a petition."""
    return Ask(holes={"receipt": stock.petition})


@example(f"GET {APPROVAL}")
def read(stock: Stock) -> Ask:
    """Read a draft."""
    return Ask(holes={"id": stock.approval})


@example(f"POST {APPROVAL}/actions/approve", also=SIGNS)
def approve(stock: Stock) -> Ask:
    """Approve a draft."""
    return Ask(holes={"id": stock.approval}, json={})


@example(f"POST {APPROVAL}/actions/send_back", also=SIGNS)
def send_back(stock: Stock) -> Ask:
    """Send a draft back."""
    return Ask(holes={"id": stock.approval}, json={"note": "날짜를 적으세요."})


@example(f"POST {APPROVAL}/actions/recall", also=("petition.read",))
def recall(stock: Stock) -> Ask:
    """Take one's own draft back."""
    return Ask(holes={"id": stock.draft}, json={})


DESK = "/desk/approvals/{id}"


@example("GET /desk/approvals", also=("petition.approve", "petition.answer"))
def desk_drafts(stock: Stock) -> Ask:
    """List what waits for me and what I drafted."""
    return Ask()


@example(f"GET {DESK}")
@example(f"POST {DESK}/approve", also=SIGNS)
@example(f"POST {DESK}/send-back", also=SIGNS)
def desk_draft(stock: Stock) -> Ask:
    """Name a draft that waits for me."""
    return Ask(holes={"id": stock.approval}, form={"note": "날짜를 적으세요."})


@example(f"POST {DESK}/recall", also=("petition.read",))
def desk_recall(stock: Stock) -> Ask:
    """Name a draft of mine."""
    return Ask(holes={"id": stock.draft}, form={})


@example("GET /desk/petitions/{receipt}/approvals")
@example("POST /desk/petitions/{receipt}/approvals", also=("petition.read",))
def desk_drafting(stock: Stock) -> Ask:
    """Draft an answer for somebody to approve."""
    form = {"outcome": "answered", "text": "고쳤습니다.", "line": stock.approver, "part": "approve", "turn": "1"}
    return Ask(holes={"receipt": stock.petition}, form=form)


@example("GET /admin/routing")
@example("POST /admin/routing")
def page_of_rules(stock: Stock) -> Ask:
    """Try answers, or send a form's petitions to a unit."""
    rule = {"form": stock.form, "unit": stock.unit, "field": "", "values": "", "area": "", "position": "50"}
    return Ask(query={"form": stock.form, "answer": "하늘로"}, form=rule)


@example("POST /admin/routing/end")
def page_of_ending(stock: Stock) -> Ask:
    """End a rule."""
    return Ask(form={"route": stock.route, "reason": "개편"})


@example("GET /desk/absences")
def page_of_absences(stock: Stock) -> Ask:
    """Show who is away."""
    return Ask()


@example("POST /desk/absences", also=("petition.assign",))
def page_of_away(stock: Stock) -> Ask:
    """Enter that a colleague is away."""
    return Ask(
        form={
            "of": stock.colleague,
            "since": "",
            "until": f"{stock.world.clock.now().date() + timedelta(days=2)}",
            "reason": "출장",
        }
    )


@example("POST /desk/absences/end")
def page_of_back(stock: Stock) -> Ask:
    """End an absence."""
    return Ask(form={"absence": stock.absence})


@example("POST /desk/absences/hand-over", also=("petition.read",))
def page_of_handing(stock: Stock) -> Ask:
    """Give on what a colleague has."""
    return Ask(form={"officer": stock.colleague, "to": stock.approver, "reason": "전보"})
