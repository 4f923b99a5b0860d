"""How the operations of the API are asked."""

from egovframe.kernel.month import Month
from tests.security.asked import Ask, example, further
from tests.security.stock import Stock

V1 = "/api/v1"
PETITION, USER = f"{V1}/petitions/{{receipt}}", f"{V1}/users/{{name}}"
NEW_PASSWORD = "겨울 바다 위의 초록 고양이 9"


@example(f"GET {PETITION}", f"GET {PETITION}/proof", inner="petition.read")
def petition(stock: Stock) -> Ask:
    """Read a petition, or take its proof."""
    return Ask(holes={"receipt": stock.sealed_petition})


@example(f"GET {PETITION}/similar", f"GET {PETITION}/repeats", f"GET {PETITION}/joined")
def similar(stock: Stock) -> Ask:
    """See what resembles a petition."""
    return Ask(holes={"receipt": stock.petition})


@example(f"POST {PETITION}/actions/compare", also=("petition.read",))
def compared(stock: Stock) -> Ask:
    """Say that another petition asks for the same."""
    return Ask(holes={"receipt": stock.petition}, json={"other": stock.told_petition, "same": True})


@example(f"POST {PETITION}/actions/join", also=("petition.read",))
def joined(stock: Stock) -> Ask:
    """Join the petition of a neighbour."""
    return Ask(holes={"receipt": stock.leading_petition}, json={"others": [stock.neighbour]})


@example(f"POST {PETITION}/actions/take_out", also=("petition.read",))
def taken_out(stock: Stock) -> Ask:
    """Take a petition out again."""
    return Ask(holes={"receipt": stock.joined_petition}, json={"reason": "다른 길입니다."})


@example(f"POST {PETITION}/actions/lead", also=("petition.read",))
def put_first(stock: Stock) -> Ask:
    """Let a petition go first."""
    return Ask(holes={"receipt": stock.joined_petition}, json={})


@example(f"POST {PETITION}/actions/mark_many", also=("petition.read",))
def marked_many(stock: Stock) -> Ask:
    """Mark a petition as one of many."""
    return Ask(holes={"receipt": stock.petition}, json={"persons": 9, "households": 6, "original": True})


@example(f"POST {PETITION}/actions/unmark_many", also=("petition.read",))
def unmarked_many(stock: Stock) -> Ask:
    """Take the mark off."""
    return Ask(holes={"receipt": stock.crowd_petition}, json={"reason": "한 세대입니다."})


@example(f"POST {PETITION}/actions/represent", also=("petition.read",))
def represented(stock: Stock) -> Ask:
    """Keep who speaks for all."""
    return Ask(holes={"receipt": stock.crowd_petition}, json={"names": ["홍길동"], "by_office": True})


@example(f"POST {PETITION}/actions/carry", also=("petition.read",))
def carried(stock: Stock) -> Ask:
    """Take a step with all joined petitions."""
    said = {"action": "transfer", "unit": stock.other_unit, "reason": "공원 안의 길입니다."}
    return Ask(holes={"receipt": stock.leading_petition}, json=said)


@example(f"GET {PETITION}/publication", f"GET {PETITION}/signers")
def publication(stock: Stock) -> Ask:
    """See what was published, or who signed it."""
    return Ask(holes={"receipt": stock.public_petition})


@example(f"POST {PETITION}/actions/publish")
def publish(stock: Stock) -> Ask:
    """Publish a petition."""
    return Ask(holes={"receipt": stock.petition}, json={"title": "도로를 고쳐 주세요", "checked": True})


@example(f"POST {PETITION}/actions/keep-unpublished")
def keep_unpublished(stock: Stock) -> Ask:
    """Refuse to publish a petition."""
    return Ask(holes={"receipt": stock.petition}, json={"ground": "unfit", "reason": "지장이 있음", "remedy": ""})


@example(f"GET {V1}/public-petitions/{{petition}}")
def public_petition(stock: Stock) -> Ask:
    """Read a public petition."""
    return Ask(holes={"petition": stock.publication})


@example(f"POST {V1}/public-petitions/{{petition}}/signatures")
def sign_petition(stock: Stock) -> Ask:
    """Sign a public petition."""
    said = {"name": "홍길동", "email": f"h{stock.world.number()}@example.org", "phone": ""}
    return Ask(holes={"petition": stock.publication}, json=said)


@example(f"POST {V1}/public-petitions/{{petition}}/withdraw")
def withdraw_signature(stock: Stock) -> Ask:
    """Withdraw one's own signature."""
    return Ask(holes={"petition": stock.signed_by_owner}, json={})


@example(
    f"POST {V1}/signatures/confirm", f"POST {V1}/signatures/withdraw", proof="the key that is sent is what opens it"
)
def by_link(stock: Stock) -> Ask:
    """Sign by a link, or withdraw."""
    return Ask(json={"key": stock.link_key})


def read_by_stranger(stock: Stock) -> Ask:
    """Read it, or who saw it, with the key of another petition."""
    key = stock.world.petition()[1]
    return Ask(holes={"receipt": stock.sealed_petition}, headers={"x-petition-key": key})


@further(f"GET {PETITION}", f"GET {PETITION}/proof", f"GET {PETITION}/seen", other=read_by_stranger)
def petition_by_key(stock: Stock) -> Ask:
    """Read it with its key."""
    return Ask(holes={"receipt": stock.sealed_petition}, headers={"x-petition-key": stock.key})


@example(f"POST {V1}/forms/{{name}}/files/{{field}}")
def sent_file(stock: Stock) -> Ask:
    """Send a file for a question."""
    return Ask(holes={"name": stock.form, "field": stock.file_field}, body=b"a road\n")


@example(f"GET {V1}/files/{{id}}")
def waiting_file(stock: Stock) -> Ask:
    """Ask after a file that is part of nothing yet."""
    return Ask(holes={"id": stock.waiting_file})


@example(f"GET {PETITION}/notices", inner="petition.read")
@example(f"GET {PETITION}/notices/{{paper}}", inner="petition.read")
def notices(stock: Stock) -> Ask:
    """The notices of a petition whose applicant was told, and one of their papers."""
    return Ask(holes={"receipt": stock.told_petition, "paper": stock.paper})


def strangers_notices(stock: Stock) -> Ask:
    """With the key of another petition."""
    holes = {"receipt": stock.told_petition, "paper": stock.paper}
    return Ask(holes=holes, headers={"x-petition-key": stock.world.petition()[1]})


@further(f"GET {PETITION}/notices", f"GET {PETITION}/notices/{{paper}}", other=strangers_notices)
def own_notices(stock: Stock) -> Ask:
    """The same by their holder."""
    holes = {"receipt": stock.told_petition, "paper": stock.paper}
    return Ask(holes=holes, headers={"x-petition-key": stock.told_key})


@example(f"POST {PETITION}/actions/send_again", also=("petition.read",))
def send_again(stock: Stock) -> Ask:
    """Say that a notice was posted."""
    return Ask(holes={"receipt": stock.told_petition}, json={"paper": stock.paper, "channel": "post"})


@example(f"GET {PETITION}/files", f"GET {PETITION}/files/{{id}}", inner="petition.read")
def files(stock: Stock) -> Ask:
    """List the files of a petition, and take one away."""
    return Ask(holes={"receipt": stock.file_petition, "id": stock.petition_file})


def strangers_files(stock: Stock) -> Ask:
    """Show the key of another petition."""
    holes = {"receipt": stock.file_petition, "id": stock.petition_file}
    return Ask(holes=holes, headers={"x-petition-key": stock.world.petition()[1]})


@further(f"GET {PETITION}/files", f"GET {PETITION}/files/{{id}}", other=strangers_files)
def own_files(stock: Stock) -> Ask:
    """The holder lists the files, and takes one away."""
    holes = {"receipt": stock.file_petition, "id": stock.petition_file}
    return Ask(holes=holes, headers={"x-petition-key": stock.file_key})


@example(f"GET {V1}/petitions", f"GET {V1}/queue", inner="petition.read")
def listed(stock: Stock) -> Ask:
    """List petitions of a form."""
    return Ask(query={"form": stock.form})


@example(f"GET {PETITION}/seen", inner="audit.read", also=("petition.read",))
def seen(stock: Stock) -> Ask:
    """List who saw a petition."""
    return Ask(holes={"receipt": stock.petition})


@example(f"POST {PETITION}/statement", inner="audit.read", also=("petition.read",))
def statement(stock: Stock) -> Ask:
    """Take the statement of who saw it."""
    return Ask(holes={"receipt": stock.petition}, json={"reason": "본인 청구"})


@example(
    f"POST {PETITION}/actions/assign", inner="petition.answer", also=("petition.read",), lacking=("petition.read",)
)
def assign(stock: Stock) -> Ask:
    """Take the petition."""
    return Ask(holes={"receipt": stock.petition}, json={})


@further(f"POST {PETITION}/actions/assign", inner="petition.assign", also=("petition.read",))
def assign_to(stock: Stock) -> Ask:
    """Give it to a colleague."""
    return Ask(holes={"receipt": stock.petition}, json={"to": stock.colleague})


@example(f"POST {PETITION}/actions/answer", also=("petition.read",))
def answer(stock: Stock) -> Ask:
    """Answer it."""
    return Ask(holes={"receipt": stock.petition}, json={"text": "고쳤습니다."})


@example(f"POST {PETITION}/actions/refuse", also=("petition.read",))
def refuse(stock: Stock) -> Ask:
    """Refuse it."""
    said = {"reason": "사유지입니다.", "basis": "도로법 제2조", "remedy": "60일 안에 이의신청"}
    return Ask(holes={"receipt": stock.petition}, json=said)


@example(f"POST {PETITION}/actions/mark_urgent", also=("petition.read",))
def mark_urgent(stock: Stock) -> Ask:
    """Put it to the front."""
    return Ask(holes={"receipt": stock.petition}, json={})


@example(f"POST {PETITION}/actions/reveal", also=("petition.read",))
def reveal(stock: Stock) -> Ask:
    """See the personal answers."""
    return Ask(holes={"receipt": stock.petition}, json={"reason": "현장에서 전화로 확인"})


@example(f"POST {PETITION}/actions/withdraw", inner="petition.answer", also=("petition.read",))
def withdraw(stock: Stock) -> Ask:
    """Take it back, as the applicant told the office."""
    return Ask(holes={"receipt": stock.petition}, json={"reason": "신청인이 전화로 알렸습니다."})


def amended_by_stranger(stock: Stock) -> Ask:
    """Amend it with the key of another petition."""
    key = stock.world.petition()[1]
    asked = {"answers": {"where": "하늘로 13"}}
    return Ask(holes={"receipt": stock.petition}, json=asked, headers={"x-petition-key": key})


@example(f"POST {PETITION}/actions/amend", other=amended_by_stranger)
def amend(stock: Stock) -> Ask:
    """Amend it with its key."""
    asked = {"answers": {"where": "하늘로 13"}}
    return Ask(holes={"receipt": stock.petition}, json=asked, headers={"x-petition-key": stock.key})


def taken_back_by_stranger(stock: Stock) -> Ask:
    """Take it back, or its statement, with the key of another petition."""
    key = stock.world.petition()[1]
    return Ask(holes={"receipt": stock.petition}, json={"reason": "제 민원"}, headers={"x-petition-key": key})


@further(f"POST {PETITION}/actions/withdraw", f"POST {PETITION}/statement", other=taken_back_by_stranger)
def taken_back_by_key(stock: Stock) -> Ask:
    """Take it back, or its statement, with its key."""
    return Ask(holes={"receipt": stock.petition}, json={"reason": "제 민원"}, headers={"x-petition-key": stock.key})


@example(f"GET {V1}/facts")
def search(stock: Stock) -> Ask:
    """Search the log by whoever acted, whom it is about, and what."""
    return Ask(query={"actor": stock.account_id, "subject": stock.account_ref, "object": stock.petition_ref})


@example(f"GET {V1}/facts/{{id}}", f"GET {V1}/facts/{{id}}/proof")
def fact(stock: Stock) -> Ask:
    """Read a fact, or take its proof."""
    return Ask(holes={"id": stock.fact})


@example(f"GET {V1}/forms/{{name}}")
def form(stock: Stock) -> Ask:
    """Read a form."""
    return Ask(holes={"name": stock.form})


@example(f"POST {V1}/forms/{{name}}/petitions")
def file(stock: Stock) -> Ask:
    """File a petition."""
    return Ask(holes={"name": stock.form}, json={"answers": {"where": "하늘로 12", "phone": "010-1234-5678"}})


@example(f"POST {V1}/records")
def declare(stock: Stock) -> Ask:
    """Declare a record in a unit."""
    said = {"class": "leaflets", "title": "안내문", "content": "모두를 위한 안내", "unit": stock.unit}
    return Ask(json={**said, "completed": stock.world.clock.now().date().isoformat()})


@example(f"GET {V1}/records/{{id}}", f"GET {V1}/records/{{id}}/content")
def record(stock: Stock) -> Ask:
    """Read a record, or take a copy."""
    return Ask(holes={"id": stock.record})


@example(f"POST {V1}/retention/actions/dispose")
def dispose(_stock: Stock) -> Ask:
    """Dispose of the months that may go: none yet."""
    return Ask(json={})


@example(f"POST {V1}/holds")
def place(stock: Stock) -> Ask:
    """Place a legal hold."""
    over = {"subjects": [stock.account_ref], "actors": [stock.account_ref], "object": stock.petition_ref}
    return Ask(json={"reason": "소송", "actions": ["petition.*"], **over})


@example(f"POST {V1}/holds/{{id}}/actions/lift")
def lift(stock: Stock) -> Ask:
    """Lift a legal hold."""
    return Ask(holes={"id": stock.hold}, json={"reason": "소송이 끝났습니다."})


@example(f"GET {V1}/audit/reviews/{{month}}")
def month(stock: Stock) -> Ask:
    """Read a month."""
    return Ask(holes={"month": stock.month})


@example(f"POST {V1}/audit/reviews/{{month}}/actions/sign")
def sign(stock: Stock) -> Ask:
    """Sign a month, as it was read by somebody who may."""
    stock.made["month"] = "2026-10"
    with stock.world.console("review") as work:
        counted = work.reviews.look(Month.parse(stock.month)).report.counted
    return Ask(holes={"month": stock.month}, json={"counted": counted, "remark": "확인"})


@example(f"POST {V1}/audit/reasons/{{id}}/actions/explain")
def explain(stock: Stock) -> Ask:
    """Give the reason for a copy of one's own afterwards."""
    return Ask(holes={"id": stock.download}, json={"reason": "정보공개 청구"})


@example(f"POST {V1}/audit/reasons/{{id}}/actions/judge")
def judge(stock: Stock) -> Ask:
    """Judge a copy that was taken without a reason."""
    return Ask(holes={"id": stock.others_download}, json={"judgement": "justified", "remark": "확인함"})


@example(f"GET {V1}/account/seen")
def own_seen(_stock: Stock) -> Ask:
    """List who saw one's own data."""
    return Ask()


@example(f"POST {V1}/account/statement")
def own_statement(_stock: Stock) -> Ask:
    """Take one's own statement."""
    return Ask()


@example(f"POST {V1}/users")
def add_user(stock: Stock) -> Ask:
    """Add an account."""
    return Ask(json={"name": f"new-{stock.world.number()}"})


@example(f"GET {USER}", inner="account.read")
@example(f"GET {USER}/roles", inner="role.read")
def user(stock: Stock) -> Ask:
    """Look at somebody else's account, or at their roles."""
    return Ask(holes={"name": stock.account})


@example(f"POST {USER}/actions/grant")
def grant(stock: Stock) -> Ask:
    """Give somebody a role."""
    return Ask(holes={"name": stock.account}, json=_granted(stock))


def _granted(stock: Stock) -> dict[str, str]:
    return {"role": stock.officer_role, "unit": stock.unit, "form": stock.form, "reason": "발령"}


@example(f"POST {USER}/actions/revoke", also=("role.read",))
def revoke(stock: Stock) -> Ask:
    """Take a role back."""
    return Ask(holes={"name": stock.holder}, json={"role": stock.role})


@further(f"POST {USER}/actions/revoke", also=("role.read",))
def revoke_there(stock: Stock) -> Ask:
    """Take back a role that counts in a unit, for a form."""
    where = {"unit": stock.unit, "form": stock.form}
    return Ask(holes={"name": stock.scoped_holder}, json={"role": stock.role, **where})


@example(
    f"POST {USER}/actions/token",
    f"POST {USER}/actions/revoke_tokens",
    f"POST {USER}/actions/disable",
    also=("account.read",),
)
def manage(stock: Stock) -> Ask:
    """Issue or end tokens, shut the account."""
    return Ask(holes={"name": stock.account}, json={})


@example(f"POST {USER}/actions/set_password", also=("account.read",))
def set_password(stock: Stock) -> Ask:
    """Give the account a new password."""
    return Ask(holes={"name": stock.account}, json={"password": NEW_PASSWORD})


@example(f"POST {USER}/actions/enable", also=("account.read",))
def enable(stock: Stock) -> Ask:
    """Open the account again."""
    return Ask(holes={"name": stock.disabled}, json={})


@example("GET /api/v1/registers/{kind}")
def register(stock: Stock) -> Ask:
    """The register of a unit."""
    days = {"since": "2026-01-01", "until": "2026-12-31"}
    return Ask(holes={"kind": stock.register}, query={"unit": stock.unit, **days})


@example("GET /api/v1/statistics/office", "GET /api/v1/statistics/forecast")
def statistics(stock: Stock) -> Ask:
    """The numbers of a form in a unit."""
    return Ask(query={"form": stock.form, "unit": stock.unit})
