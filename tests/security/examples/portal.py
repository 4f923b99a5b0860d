"""How the portal, the public log and the witness are asked: everybody may, with the proof that a petition is theirs."""

from tests.security.asked import Ask, example
from tests.security.stock import Stock
from tests.security.world import METRICS


@example("GET /forms/{name}", "POST /forms/{name}")
def form(stock: Stock) -> Ask:
    """Fill in a form as far as its check page."""
    return Ask(holes={"name": stock.form}, form={"where": "하늘로 12", "phone": "010-1234-5678"})


@example("GET /receipts/{number}")
def receipt(stock: Stock) -> Ask:
    """Look at a receipt without its cookie: the page asks for the key."""
    return Ask(holes={"number": stock.petition})


def strangers_receipt(stock: Stock) -> Ask:
    """Show the key of another petition."""
    return Ask(holes={"number": stock.sealed_petition}, form={"known": stock.world.petition()[1]})


@example("POST /receipts/{number}/proof", "POST /receipts/{number}/pdf", other=strangers_receipt)
def proof(stock: Stock) -> Ask:
    """Take the proof of a receipt by its key."""
    return Ask(holes={"number": stock.sealed_petition}, form={"known": stock.key})


def strangers_file(stock: Stock) -> Ask:
    """Show the key of another petition."""
    holes = {"number": stock.file_petition, "file": stock.petition_file}
    return Ask(holes=holes, form={"known": stock.world.petition()[1]})


@example("POST /receipts/{number}/files/{file}", other=strangers_file)
def own_file(stock: Stock) -> Ask:
    """Take away a file of one's petition by its key."""
    holes = {"number": stock.file_petition, "file": stock.petition_file}
    return Ask(holes=holes, form={"known": stock.file_key})


@example("GET /status")
def ask_status(stock: Stock) -> Ask:
    """Ask for the key of a petition whose number is known."""
    return Ask(query={"receipt": stock.petition})


def strangers_key(stock: Stock) -> Ask:
    """Show the key of another petition."""
    return Ask(form={"receipt": stock.petition, "known": stock.world.petition()[1]})


def strangers_step(stock: Stock) -> Ask:
    """Object with the key of another petition."""
    form = {"receipt": stock.refused_petition, "known": stock.world.petition()[1], "reason": "도로입니다."}
    return Ask(holes={"action": "file_objection"}, form=form)


@example("POST /status/steps/{action}", other=strangers_step)
def step(stock: Stock) -> Ask:
    """Object to a refusal by the key."""
    form = {"receipt": stock.refused_petition, "known": stock.key, "reason": "도로입니다."}
    return Ask(holes={"action": "file_objection"}, form=form)


@example(
    "POST /status",
    "POST /status/withdraw",
    "POST /status/seen",
    "POST /status/statement",
    other=strangers_key,
)
def status(stock: Stock) -> Ask:
    """Show the key of one's petition."""
    return Ask(form={"receipt": stock.petition, "known": stock.key})


def strangers_paper(stock: Stock) -> Ask:
    """Show the key of another petition for a paper."""
    form = {"receipt": stock.told_petition, "known": stock.world.petition()[1], "paper": stock.paper}
    return Ask(form=form)


@example("POST /status/notice", "POST /status/notice/pdf", other=strangers_paper)
def paper(stock: Stock) -> Ask:
    """Read what the office wrote, with the key of one's petition."""
    return Ask(form={"receipt": stock.told_petition, "known": stock.told_key, "paper": stock.paper})


@example("GET /log/tile/{path:path}")
def tile(stock: Stock) -> Ask:
    """Read a tile."""
    return Ask(holes={"path": stock.tile})


@example("POST /witness/add-checkpoint", works=(404,))
@example("GET /witness/{origin}/checkpoint", works=(404,))
def witness(stock: Stock) -> Ask:
    """Ask the witness: this office is none, and says so."""
    return Ask(holes={"origin": stock.origin}, body=b"old 0\n")


@example("GET /witness/vkey", works=(404,))
def witness_key(_stock: Stock) -> Ask:
    """Ask for the key of the witness that this office is not."""
    return Ask()


@example("GET /metrics")
def metrics(_stock: Stock) -> Ask:
    """Read the measures with the token of the settings."""
    return Ask(headers={"authorization": f"Bearer {METRICS}"})
