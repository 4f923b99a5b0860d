"""How the office's forms are made: drafts, their questions, publishing and withdrawing."""

from tests.security.asked import Ask, example, further
from tests.security.stock import Stock

FORM = "/admin/forms/{name}"


@example("POST /admin/forms/_new")
def begin(stock: Stock) -> Ask:
    """Begin a form."""
    return Ask(form={"name": f"new-{stock.world.number()}", "ko": "새 서식", "en": "A new form"})


@further("POST /admin/forms/_new")
def copy(stock: Stock) -> Ask:
    """Begin a form as a copy of one that there is."""
    return Ask(form={"name": f"new-{stock.world.number()}", "en": "A new form", "copy": stock.made_form})


@further("GET /admin/forms/_new")
def ask_copy(stock: Stock) -> Ask:
    """Show the form for a copy."""
    return Ask(query={"copy": stock.made_form})


@example(
    f"GET {FORM}", f"GET {FORM}/question", f"GET {FORM}/preview", f"GET {FORM}/export.json", f"GET {FORM}/export.py"
)
def look(stock: Stock) -> Ask:
    """Look at a form in the making, and take it away."""
    return Ask(holes={"name": stock.form_draft})


@example(f"GET {FORM}/versions")
@example(f"GET {FORM}/withdraw", also=("form.design",))
def look_at_made(stock: Stock) -> Ask:
    """Look at what was published of a form, and ask before it is withdrawn."""
    return Ask(holes={"name": stock.made_form})


@example(f"POST {FORM}")
def describe(stock: Stock) -> Ask:
    """Say what a form is called."""
    return Ask(holes={"name": stock.form_draft}, form={"ko": "나무", "limit": "7d", "revision": "1"})


@example(f"POST {FORM}/question")
def question(stock: Stock) -> Ask:
    """Add a question."""
    fields = {"label-ko": "몇 그루?", "name": "many", "kind": "whole-number", "need": "required", "revision": "1"}
    return Ask(holes={"name": stock.form_draft}, form=fields)


@example(f"POST {FORM}/order")
def order(stock: Stock) -> Ask:
    """Take a question out."""
    return Ask(holes={"name": stock.form_draft}, form={"do": "remove:0", "revision": "1"})


@example(f"POST {FORM}/publish", also=("form.design",))
@example(f"POST {FORM}/discard")
def decide(stock: Stock) -> Ask:
    """Publish a form, or throw its draft away."""
    return Ask(holes={"name": stock.form_draft}, form={"revision": "1"})


@example(f"POST {FORM}/begin")
def begin_again(stock: Stock) -> Ask:
    """Begin the next version."""
    return Ask(holes={"name": stock.made_form})


@example(f"POST {FORM}/withdraw")
def withdraw(stock: Stock) -> Ask:
    """Offer a form no longer."""
    return Ask(holes={"name": stock.made_form}, form={"reason": "겨울"})
