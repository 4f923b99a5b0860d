"""How the portal, the public log and the witness are asked: everybody may, with the proof that a petition is theirs."""

from collections.abc import Callable

from tests.security.asked import Ask, example, further
from tests.security.stock import Stock
from tests.security.world import METRICS


@example("GET /forms/{name}", "POST /forms/{name}")
def form(stock: Stock) -> Ask:
    """Fill in a form as far as its check page."""
    return Ask(holes={"name": stock.form}, form={"where": "하늘로 12", "phone": "010-1234-5678"})


@further("POST /forms/{name}", proof="the key that is sent is itself what opens it")
def finish(stock: Stock) -> Ask:
    """Go on with a form that was saved, as far as its check page."""
    return Ask(
        holes={"name": stock.form},
        form={"where": "하늘로 12", "phone": "010-1234-5678", "form-saved": stock.unfinished},
    )


@example("GET /unfinished/{key}", proof="the key in the address is itself what opens it")
def unfinished(stock: Stock) -> Ask:
    """Look at what was saved, by its link."""
    return Ask(holes={"key": stock.unfinished})


@example(
    "POST /unfinished/resume",
    "POST /unfinished/discard",
    proof="the key that is sent is itself what opens it",
)
def go_on(stock: Stock) -> Ask:
    """Go on with what was saved, or throw it away."""
    return Ask(form={"form-saved": stock.unfinished})


@example("GET /cosign/{key}", proof="the key in the address is itself what opens it")
def cosign_link(stock: Stock) -> Ask:
    """Look at what is to be co-signed, by its link."""
    return Ask(holes={"key": stock.cosigner_key})


@example(
    "POST /cosign/sign",
    "POST /cosign/decline",
    proof="the key that is sent is itself what opens it",
)
def cosign(stock: Stock) -> Ask:
    """Sign with a link, or decline."""
    return Ask(form={"invitation": stock.cosigner_key, "name": "장보고", "seen": ""})


@example("POST /cosign/retract", proof="the key that is sent is itself what opens it", works=(409,))
def retract(stock: Stock) -> Ask:
    """Withdraw a signature: not before it was given."""
    return Ask(form={"invitation": stock.cosigner_key})


@example("GET /status/cosigners")
def cosigners_again(stock: Stock) -> Ask:
    """Be asked for number and key."""
    return Ask()


def strangers_cosigner(stock: Stock) -> Ask:
    """Show the key of another petition."""
    known = stock.world.petition()[1]
    return Ask(form={"receipt": stock.petition, "known": known, "cosigner": stock.cosigner, "name": "", "email": ""})


@example(
    "POST /status/cosigners",
    "POST /status/cosigners/invite",
    "POST /status/cosigners/recall",
    other=strangers_cosigner,
)
def cosigners(stock: Stock) -> Ask:
    """See one's co-signers, invite one, or take a link back."""
    form = {"receipt": stock.petition, "known": stock.key, "cosigner": stock.cosigner, "name": "옆집", "email": ""}
    return Ask(form=form)


@example("GET /petitions/{petition}")
def public_petition(stock: Stock) -> Ask:
    """Read a public petition."""
    return Ask(holes={"petition": stock.publication})


@example("POST /petitions/{petition}/sign")
def sign(stock: Stock) -> Ask:
    """Sign a public petition, or ask for the link."""
    form = {"name": "홍길동", "email": f"h{stock.world.number()}@example.org"}
    return Ask(holes={"petition": stock.publication}, form=form)


@example("POST /petitions/{petition}/withdraw")
def withdraw_signature(stock: Stock) -> Ask:
    """Withdraw one's own signature."""
    return Ask(holes={"petition": stock.signed_by_owner}, form={})


@example("GET /signatures/{key}", proof="the key in the address is itself what opens it")
def signature_link(stock: Stock) -> Ask:
    """Look at a link to sign by."""
    return Ask(holes={"key": stock.link_key})


@example("POST /signatures/confirm", "POST /signatures/withdraw", proof="the key that is sent is itself what opens it")
def signature_by_link(stock: Stock) -> Ask:
    """Sign by a link, or withdraw."""
    return Ask(form={"key": stock.link_key})


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


@example("GET /papers/{kind}/{language}", "GET /papers/{kind}/{language}/pdf")
def blank_form(stock: Stock) -> Ask:
    """Take a form that is filled in by hand."""
    return Ask(holes={"kind": stock.blank, "language": stock.tongue})


@example("GET /status")
def ask_status(stock: Stock) -> Ask:
    """Ask for the key of a petition whose number is known."""
    return Ask(query={"receipt": stock.petition})


def strangers_key(stock: Stock) -> Ask:
    """Show the key of another petition."""
    return Ask(form={"receipt": stock.petition, "known": stock.world.petition()[1]})


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


@example("POST /desk/petitions/{receipt}/refund", also=("petition.read",))
def refund(stock: Stock) -> Ask:
    """Give the fee of a petition back."""
    return Ask(holes={"receipt": stock.paid_petition}, form={"reason": "두 번 냄"})


def strangers_payment(stock: Stock) -> Ask:
    """Show the key of another petition."""
    headers = {"x-petition-key": stock.world.petition()[1]}
    return Ask(holes={"receipt": stock.petition}, headers=headers, json={"provider": "card"})


@example("POST /api/v1/petitions/{receipt}/payment", other=strangers_payment)
def begin_payment(stock: Stock) -> Ask:
    """Begin to pay, by a program that has the key."""
    holes, headers = {"receipt": stock.petition}, {"x-petition-key": stock.key}
    return Ask(holes=holes, headers=headers, json={"provider": "card"})


def strangers_fee(stock: Stock) -> Ask:
    """Pay the fee of a petition with the key of another one."""
    return Ask(form={"receipt": stock.petition, "known": stock.world.petition()[1], "provider": "card"})


@example("POST /status/pay", other=strangers_fee)
def pay(stock: Stock) -> Ask:
    """Begin to pay the fee of one's petition."""
    return Ask(form={"receipt": stock.petition, "known": stock.key, "provider": "card"})


@example("GET /payments/{ticket}", proof="the ticket in the address is itself what opens it")
def come_back(stock: Stock) -> Ask:
    """Come back from the provider."""
    return Ask(holes={"ticket": stock.ticket})


@example("GET /demo-payments/{payment}", proof="the id in the address is itself what opens it, and nothing is paid")
def demo_payment(stock: Stock) -> Ask:
    """Look at the page of the demo."""
    return Ask(holes={"payment": stock.demo_payment})


@example("POST /demo-payments/{payment}", proof="the id in the address is itself what opens it, and nothing is paid")
def end_demo_payment(stock: Stock) -> Ask:
    """Press one of its buttons."""
    return Ask(holes={"payment": stock.demo_payment}, form={"how": "failed"})


def strangers(kind: str) -> Callable[[Stock], Ask]:
    """Return the step of somebody who shows the key of another petition."""
    said = {"text": "사진", "reason": "까닭", "agree": "yes", "score": "4", "words": ""}

    def ask(stock: Stock) -> Ask:
        return Ask(form={**said, "receipt": getattr(stock, kind), "known": stock.world.petition()[1]})

    return ask


def changed_by_stranger(stock: Stock) -> Ask:
    """Change a petition with the key of another one."""
    known = stock.world.petition()[1]
    return Ask(form={"form-step": "file", "form-receipt": stock.petition, "form-known": known, "where": "하늘로 13"})


@example("POST /status/change", other=changed_by_stranger)
def change(stock: Stock) -> Ask:
    """Change one's answers: the page says what changes."""
    form = {"form-step": "check", "form-receipt": stock.petition, "form-known": stock.key, "where": "하늘로 13"}
    return Ask(form={**form, "phone": "010-1234-5678"})


@further("POST /status/change", other=strangers_key)
def begin_change(stock: Stock) -> Ask:
    """See one's answers, to change them."""
    return Ask(form={"receipt": stock.petition, "known": stock.key})


@example("GET /status/change")
def change_again(stock: Stock) -> Ask:
    """Be asked for number and key."""
    return Ask()


@example("POST /status/supplement", other=strangers("waiting_petition"))
def supplement(stock: Stock) -> Ask:
    """Hand in what was asked for."""
    return Ask(form={"receipt": stock.waiting_petition, "known": stock.key, "text": "사진"})


@example("POST /status/more-time", other=strangers("waiting_petition"))
def more_time(stock: Stock) -> Ask:
    """Take more time for it."""
    return Ask(form={"receipt": stock.waiting_petition, "known": stock.key, "reason": "출장"})


@example("POST /status/consent", other=strangers("asked_petition"))
def consent(stock: Stock) -> Ask:
    """Agree to a second extension."""
    return Ask(form={"receipt": stock.asked_petition, "known": stock.key, "agree": "yes"})


@example("POST /status/object", other=strangers("refused_petition"))
def file_objection(stock: Stock) -> Ask:
    """Object to a refusal."""
    return Ask(form={"receipt": stock.refused_petition, "known": stock.key, "reason": "도로입니다."})


@example("POST /status/remind", other=strangers("petition"), works=(409,))
def remind(stock: Stock) -> Ask:
    """Remind the office: not before it is overdue."""
    return Ask(form={"receipt": stock.petition, "known": stock.key})


@example("POST /status/rate", other=strangers("refused_petition"))
def rate(stock: Stock) -> Ask:
    """Say how it was."""
    return Ask(form={"receipt": stock.refused_petition, "known": stock.key, "score": "4", "words": ""})


def strangers_choice(stock: Stock) -> Ask:
    """Show the key of another petition."""
    form = {"receipt": stock.petition, "known": stock.world.petition()[1], "language": "en", "way": "any"}
    return Ask(form=form)


@example("POST /status/tell", other=strangers_choice)
def tell(stock: Stock) -> Ask:
    """Choose how one is told."""
    return Ask(form={"receipt": stock.petition, "known": stock.key, "language": "en", "way": "any"})


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
