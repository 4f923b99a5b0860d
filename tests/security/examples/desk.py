"""How the pages of the desk are asked."""

from contextlib import suppress

from egovframe.kernel.errors import NotFound
from tests.security.asked import Ask, example, further
from tests.security.stock import Stock

ONE = "/desk/petitions/{receipt}"


@example("GET /desk", "GET /desk/petitions", "GET /desk/notices")
def listed(stock: Stock) -> Ask:
    """List petitions of a form."""
    return Ask(query={"form": stock.form})


@further("GET /desk/petitions")
def found(stock: Stock) -> Ask:
    """Go to a petition by its number."""
    return Ask(query={"q": stock.petition})


@example("POST /desk/take", also=("petition.read",))
def take(stock: Stock) -> Ask:
    """Take a petition from the queue that nobody has yet."""
    return Ask(form={"view": "unit", "pick": stock.petition, f"handler-{stock.petition}": ""})


@example(f"GET {ONE}")
@example(f"GET {ONE}/joined")
@example(f"GET {ONE}/seen", also=("petition.read",))
@example(f"GET {ONE}/public", also=("petition.read",))
@example(f"POST {ONE}/urgent", also=("petition.read",))
def case(stock: Stock) -> Ask:
    """Name the case."""
    return Ask(holes={"receipt": stock.petition}, form={})


@example(f"POST {ONE}/public/publish", f"POST {ONE}/public/refuse", also=("petition.read",))
def published(stock: Stock) -> Ask:
    """Publish the case as it was read, or refuse to."""
    said = {"title": "도로를 고쳐 주세요", "checked": "yes", "ground": "unfit", "reason": "지장이 있음", "remedy": ""}
    with suppress(NotFound), stock.world.console("publish") as work:
        said["seen"] = work.public.publishing.prepared(stock.petition).seen
    return Ask(holes={"receipt": stock.petition}, form=said)


@further(f"GET {ONE}/public")
def signers(stock: Stock) -> Ask:
    """List who signed."""
    return Ask(holes={"receipt": stock.public_petition}, query={"signers": "yes"})


@example(f"POST {ONE}/public/reveal", also=("petition.read", "petition.reveal"))
def signer(stock: Stock) -> Ask:
    """See one who signed."""
    return Ask(holes={"receipt": stock.public_petition}, form={"signer": stock.signer, "reason": "중복 확인"})


@example(f"GET {ONE}/files")
@example(f"POST {ONE}/files/{{file}}")
def files(stock: Stock) -> Ask:
    """Name a case that has a file, and the file."""
    return Ask(holes={"receipt": stock.file_petition, "file": stock.petition_file}, form={"reason": "현장 확인"})


@example(f"POST {ONE}/assign", also=("petition.answer",))
def assign(stock: Stock) -> Ask:
    """Take the case."""
    return Ask(holes={"receipt": stock.petition}, form={"seen": ""})


@example(f"GET {ONE}/steps/{{action}}", f"POST {ONE}/steps/{{action}}", also=("petition.answer",))
def step(stock: Stock) -> Ask:
    """Ask the applicant for what is missing."""
    said = {"text": "사진을 보내 주세요.", "days": "5"}
    return Ask(holes={"receipt": stock.petition, "action": stock.case_step}, form=said)


@example(f"POST {ONE}/give", also=("petition.read",))
def give(stock: Stock) -> Ask:
    """Give the case to an officer of its unit."""
    return Ask(holes={"receipt": stock.petition}, form={"seen": "", "to": stock.colleague})


@example(f"POST {ONE}/answer", also=("petition.read",))
def answer(stock: Stock) -> Ask:
    """Answer the case."""
    return Ask(holes={"receipt": stock.petition}, form={"text": "고쳤습니다."})


@example(f"POST {ONE}/compare", also=("petition.read",))
def compare(stock: Stock) -> Ask:
    """Say that another case asks for the same."""
    return Ask(holes={"receipt": stock.petition}, form={"other": stock.told_petition, "same": "yes"})


@example(f"POST {ONE}/joined", also=("petition.read",))
def joined(stock: Stock) -> Ask:
    """Join the case of a neighbour with those that are joined already."""
    return Ask(holes={"receipt": stock.leading_petition}, form={"other": stock.neighbour, "others": ""})


@further(f"POST {ONE}/joined")
def joined_by_number(stock: Stock) -> Ask:
    """Join it by its number."""
    return Ask(holes={"receipt": stock.leading_petition}, form={"others": stock.neighbour})


@example(f"POST {ONE}/take-out", also=("petition.read",))
def taken_out(stock: Stock) -> Ask:
    """Take the case out again."""
    return Ask(holes={"receipt": stock.joined_petition}, form={"reason": "다른 길입니다."})


@example(f"POST {ONE}/lead", also=("petition.read",))
def put_first(stock: Stock) -> Ask:
    """Let the case go first."""
    return Ask(holes={"receipt": stock.joined_petition}, form={})


@example(f"POST {ONE}/many", also=("petition.read",))
def marked_many(stock: Stock) -> Ask:
    """Mark the case as one of many."""
    return Ask(holes={"receipt": stock.petition}, form={"persons": "9", "households": "6", "original": "yes"})


@example(f"POST {ONE}/many-off", also=("petition.read",))
def unmarked_many(stock: Stock) -> Ask:
    """Take the mark off."""
    return Ask(holes={"receipt": stock.crowd_petition}, form={"reason": "한 세대입니다."})


@example(f"POST {ONE}/represent", also=("petition.read",))
def represented(stock: Stock) -> Ask:
    """Keep who speaks for all."""
    return Ask(holes={"receipt": stock.crowd_petition}, form={"names": "홍길동", "by_office": "yes"})


@example(f"POST {ONE}/refuse", also=("petition.read",))
def refuse(stock: Stock) -> Ask:
    """Refuse what was asked for."""
    said = {"reason": "사유지입니다.", "basis": "도로법 제2조", "remedy": "60일 안에 이의신청"}
    return Ask(holes={"receipt": stock.petition}, form=said)


@example(f"POST {ONE}/withdraw", f"POST {ONE}/reveal", f"POST {ONE}/statement", also=("petition.read",))
def with_reason(stock: Stock) -> Ask:
    """Withdraw, reveal, or hand out, for a reason."""
    return Ask(holes={"receipt": stock.petition}, form={"reason": "신청인이 전화로 알렸습니다."})


@example("GET /desk/records/{record}", "GET /desk/records/{record}/content", "POST /desk/records/{record}/content")
def record(stock: Stock) -> Ask:
    """Look at a record, or take a copy."""
    return Ask(holes={"record": stock.record}, form={"reason": "정보공개 청구"})


@example("GET /desk/registers", "GET /desk/registers/csv", "GET /desk/registers/pdf")
def register(stock: Stock) -> Ask:
    """Look at the register of a unit."""
    return Ask(query={"kind": "register", "unit": stock.unit, "since": "2026-01-01", "until": "2026-12-31"})


@example("POST /desk/registers/names", also=("petition.read",))
def named_register(stock: Stock) -> Ask:
    """Look at the names in it."""
    asked = {"kind": "register", "unit": stock.unit, "since": "2026-01-01", "until": "2026-12-31"}
    return Ask(form={**asked, "what": "csv", "reason": "감사 자료"})


@example("GET /desk/statistics", "GET /desk/statistics/file.csv", "GET /desk/statistics/file.xlsx")
def statistics(stock: Stock) -> Ask:
    """Look at the numbers of a form."""
    return Ask(query={"form": stock.form, "unit": stock.unit, "months": "3"})


@example("POST /desk/reasons")
def explain(stock: Stock) -> Ask:
    """Give the reason for a copy of one's own afterwards."""
    return Ask(form={"fact": stock.download, "reason": "정보공개 청구"})


@example(f"POST {ONE}/notices/{{paper}}/again", also=("petition.read",))
def send_again(stock: Stock) -> Ask:
    """Say that what the office wrote was posted."""
    return Ask(holes={"receipt": stock.told_petition, "paper": stock.paper}, form={"way": "post"})


@example(f"GET {ONE}/notices/{{paper}}", f"GET {ONE}/notices/{{paper}}/pdf")
def paper(stock: Stock) -> Ask:
    """Read what the office wrote to an applicant."""
    return Ask(holes={"receipt": stock.told_petition, "paper": stock.paper})
