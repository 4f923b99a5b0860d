"""How the steps of a case are asked for: by officers of its unit, and by its holder."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.security.asked import Ask, example, further
from tests.security.stock import Stock

PETITION = "/api/v1/petitions/{receipt}"
ACTIONS = f"{PETITION}/actions"
REFUSAL = {"reason": "사유지입니다.", "basis": "도로법 제2조", "remedy": "60일 안에 이의신청"}
READS = ("petition.read",)


def by_stranger(petition: str, said: Any) -> Callable[[Stock], Ask]:
    """Return how it is asked with the key of another petition."""

    def ask(stock: Stock) -> Ask:
        key = stock.world.petition()[1]
        return Ask(holes={"receipt": getattr(stock, petition)}, json=said, headers={"x-petition-key": key})

    return ask


def steps_by_stranger(stock: Stock) -> Ask:
    """Read the steps with the key of another petition."""
    return Ask(holes={"receipt": stock.petition}, headers={"x-petition-key": stock.world.petition()[1]})


@example(f"GET {PETITION}/steps", inner="petition.read")
def steps(stock: Stock) -> Ask:
    """Read the steps of a petition."""
    return Ask(holes={"receipt": stock.petition})


@further(f"GET {PETITION}/steps", other=steps_by_stranger)
def own_steps(stock: Stock) -> Ask:
    """The holder reads them."""
    return Ask(holes={"receipt": stock.petition}, headers={"x-petition-key": stock.key})


@example(f"GET {PETITION}/cosigners", inner="petition.read")
def cosigners(stock: Stock) -> Ask:
    """See who co-signs a petition."""
    return Ask(holes={"receipt": stock.petition})


@further(f"GET {PETITION}/cosigners", other=steps_by_stranger)
def own_cosigners(stock: Stock) -> Ask:
    """The holder sees them."""
    return Ask(holes={"receipt": stock.petition}, headers={"x-petition-key": stock.key})


def invited_by_stranger(stock: Stock) -> Ask:
    """The key of another petition invites nobody."""
    asked = steps_by_stranger(stock)
    return Ask(holes=asked.holes, headers=asked.headers, json={"name": "", "email": ""})


@example(f"POST {PETITION}/cosigners", other=invited_by_stranger)
def invite(stock: Stock) -> Ask:
    """The holder invites a co-signer."""
    return Ask(
        holes={"receipt": stock.petition}, headers={"x-petition-key": stock.key}, json={"name": "옆집", "email": ""}
    )


def recalled_by_stranger(stock: Stock) -> Ask:
    """The key of another petition takes no link back."""
    asked = steps_by_stranger(stock)
    return Ask(holes={**asked.holes, "cosigner": stock.cosigner}, headers=asked.headers, json={})


@example(f"POST {PETITION}/cosigners/{{cosigner}}/recall", other=recalled_by_stranger)
def recall(stock: Stock) -> Ask:
    """The holder takes a link back."""
    holes = {"receipt": stock.petition, "cosigner": stock.cosigner}
    return Ask(holes=holes, headers={"x-petition-key": stock.key}, json={})


@example(f"POST {ACTIONS}/start", also=READS)
def start(stock: Stock) -> Ask:
    """Begin."""
    return Ask(holes={"receipt": stock.petition}, json={})


@example(f"POST {ACTIONS}/ask_supplement", also=READS)
def ask_supplement(stock: Stock) -> Ask:
    """Ask for what is missing."""
    return Ask(holes={"receipt": stock.petition}, json={"text": "사진을 보내 주세요.", "days": 10})


@example(f"POST {ACTIONS}/pause", also=READS)
def pause(stock: Stock) -> Ask:
    """Stop the clock."""
    return Ask(holes={"receipt": stock.petition}, json={"reason": "hearing", "words": "청문"})


@example(f"POST {ACTIONS}/resume", also=READS)
def resume(stock: Stock) -> Ask:
    """Let it run."""
    return Ask(holes={"receipt": stock.paused_petition}, json={})


@example(f"POST {ACTIONS}/extend", also=READS)
def extend(stock: Stock) -> Ask:
    """Extend the limit."""
    return Ask(holes={"receipt": stock.petition}, json={"by": "2d", "reason": "자재", "consent": ""})


@example(f"POST {ACTIONS}/ask_consent", also=READS)
def ask_consent(stock: Stock) -> Ask:
    """Ask for consent to a second extension."""
    return Ask(holes={"receipt": stock.extended_petition}, json={"by": "2d", "reason": "자재"})


@example(f"POST {ACTIONS}/consult", also=READS)
def consult(stock: Stock) -> Ask:
    """Ask others."""
    by = (stock.world.clock.now() + timedelta(hours=2)).isoformat()
    return Ask(holes={"receipt": stock.petition}, json={"body": "경찰서", "question": "통제?", "reply_by": by})


@example(f"POST {ACTIONS}/consulted", also=READS)
def consulted(stock: Stock) -> Ask:
    """Enter the reply."""
    return Ask(holes={"receipt": stock.consulted_petition}, json={"reply": "가능합니다."})


@example(f"POST {ACTIONS}/ask_part", also=READS)
def ask_part(stock: Stock) -> Ask:
    """Ask a unit to take part."""
    by = (stock.world.clock.now() + timedelta(hours=2)).isoformat()
    said = {"unit": stock.other_unit, "title": "가로수", "question": "되나요?", "reply_by": by}
    said["officer"] = stock.park_officer
    return Ask(holes={"receipt": stock.petition}, json=said)


@example(f"POST {ACTIONS}/withdraw_part", also=READS)
def withdraw_part(stock: Stock) -> Ask:
    """Withdraw a part."""
    said = {"joint_part": stock.asked_part, "reason": "잘못 요청"}
    return Ask(holes={"receipt": stock.joint_petition}, json=said)


@example(f"POST {ACTIONS}/waive_parts", also=READS)
def waive_parts(stock: Stock) -> Ask:
    """Say why nobody waits."""
    return Ask(holes={"receipt": stock.joint_petition}, json={"reason": "급합니다."})


@example(f"GET {PETITION}/parts")
def parts_of_petition(stock: Stock) -> Ask:
    """List the parts of a petition."""
    return Ask(holes={"receipt": stock.joint_petition})


@example("GET /api/v1/parts")
@example("GET /desk/parts")
def parts(stock: Stock) -> Ask:
    """List the parts of my units."""
    return Ask()


@example("GET /api/v1/parts/{id}")
@example("GET /desk/parts/{id}")
def part(stock: Stock) -> Ask:
    """Read a part."""
    return Ask(holes={"id": stock.asked_part})


@example("POST /api/v1/parts/{id}/actions/give", inner="petition.answer", also=READS, lacking=READS)
def give_part(stock: Stock) -> Ask:
    """Take a part."""
    return Ask(holes={"id": stock.asked_part}, json={})


@further("POST /api/v1/parts/{id}/actions/give", inner="petition.assign", also=READS)
def give_part_to(stock: Stock) -> Ask:
    """Give a part to a colleague."""
    return Ask(holes={"id": stock.asked_part}, json={"to": stock.light_officer})


@further("POST /desk/parts/{id}/give", inner="petition.assign", also=READS)
def desk_give_part_to(stock: Stock) -> Ask:
    """Give a part to a colleague."""
    return Ask(holes={"id": stock.asked_part}, form={"to": stock.light_officer})


@example("POST /api/v1/parts/{id}/actions/extend", also=READS)
def extend_part(stock: Stock) -> Ask:
    """Take more time."""
    until = (stock.world.clock.now() + timedelta(days=3)).isoformat()
    return Ask(holes={"id": stock.asked_part}, json={"until": until, "reason": "현장 확인"})


@example("POST /api/v1/parts/{id}/actions/reply", also=READS)
def reply_part(stock: Stock) -> Ask:
    """Reply for the unit."""
    return Ask(holes={"id": stock.asked_part}, json={"result": "agreed", "text": "", "basis": ""})


@example("POST /desk/parts/{id}/give", also=("petition.answer",))
def desk_give_part(stock: Stock) -> Ask:
    """Take a part."""
    return Ask(holes={"id": stock.asked_part}, form={"to": ""})


@example("POST /desk/parts/{id}/extend", also=READS)
def desk_extend_part(stock: Stock) -> Ask:
    """Take more time."""
    until = f"{(stock.world.clock.now() + timedelta(days=3)).date()}"
    return Ask(holes={"id": stock.asked_part}, form={"until": until, "reason": "현장 확인"})


@example("POST /desk/parts/{id}/reply", also=READS)
def desk_reply_part(stock: Stock) -> Ask:
    """Reply for the unit."""
    return Ask(holes={"id": stock.asked_part}, form={"result": "agreed", "text": "", "basis": ""})


@example(f"POST {ACTIONS}/transfer", inner="petition.answer", also=READS, lacking=READS)
def transfer(stock: Stock) -> Ask:
    """Pass it on to another unit."""
    return Ask(holes={"receipt": stock.petition}, json={"unit": stock.other_unit, "reason": "공원 안의 길"})


@example(f"POST {ACTIONS}/grant", also=READS)
def grant(stock: Stock) -> Ask:
    """Grant it."""
    return Ask(holes={"receipt": stock.petition}, json={"text": "허가합니다."})


@example(f"POST {ACTIONS}/give_back", also=READS, works=(409,))
def give_back(stock: Stock) -> Ask:
    """Return it: not before a supplement was asked for twice."""
    return Ask(holes={"receipt": stock.waiting_petition}, json={"reason": "보완하지 않음"})


@example(f"POST {ACTIONS}/transfer_out", also=READS)
def transfer_out(stock: Stock) -> Ask:
    """Pass it on to another body."""
    return Ask(holes={"receipt": stock.petition}, json={"body": "국토교통부", "reason": "국도"})


@example(f"POST {ACTIONS}/close_repeat", also=READS, works=(422,))
def close_repeat(stock: Stock) -> Ask:
    """End it as a repeat: one earlier petition is not enough."""
    said = {"reason": "같은 내용", "earlier": [stock.told_petition]}
    return Ask(holes={"receipt": stock.petition}, json=said)


@example(f"POST {ACTIONS}/extend_objection", f"POST {ACTIONS}/grant_objection", also=READS)
def objection(stock: Stock) -> Ask:
    """Take more time for an objection, or grant it."""
    return Ask(holes={"receipt": stock.objected_petition}, json={"reason": "현장 조사"})


@example(f"POST {ACTIONS}/dismiss_objection", also=READS)
def dismiss(stock: Stock) -> Ask:
    """Dismiss an objection."""
    return Ask(holes={"receipt": stock.objected_petition}, json=REFUSAL)


@example(f"POST {ACTIONS}/supplement", inner="petition.answer", also=READS)
def brought(stock: Stock) -> Ask:
    """Enter what the applicant brought."""
    return Ask(holes={"receipt": stock.waiting_petition}, json={"text": "창구에서 받음"})


SUPPLEMENT = {"text": "여기 있습니다."}


@further(f"POST {ACTIONS}/supplement", other=by_stranger("waiting_petition", SUPPLEMENT))
def supplement(stock: Stock) -> Ask:
    """Hand in what was asked for."""
    return Ask(holes={"receipt": stock.waiting_petition}, json=SUPPLEMENT, headers={"x-petition-key": stock.key})


@example(f"POST {ACTIONS}/extend_supplement", other=by_stranger("waiting_petition", {"reason": "출장"}))
def extend_supplement(stock: Stock) -> Ask:
    """Take more time."""
    return Ask(
        holes={"receipt": stock.waiting_petition}, json={"reason": "출장"}, headers={"x-petition-key": stock.key}
    )


@example(f"POST {ACTIONS}/consent", f"POST {ACTIONS}/decline", other=by_stranger("asked_petition", {}))
def consent(stock: Stock) -> Ask:
    """Answer for a second extension."""
    return Ask(holes={"receipt": stock.asked_petition}, json={}, headers={"x-petition-key": stock.key})


@example(f"POST {ACTIONS}/file_objection", other=by_stranger("refused_petition", {"reason": "아닙니다."}))
def object_to(stock: Stock) -> Ask:
    """Object to a refusal."""
    return Ask(
        holes={"receipt": stock.refused_petition}, json={"reason": "아닙니다."}, headers={"x-petition-key": stock.key}
    )


@example(f"POST {ACTIONS}/remind", other=by_stranger("petition", {}), works=(409,))
def remind(stock: Stock) -> Ask:
    """Remind the office: not before it is overdue."""
    return Ask(holes={"receipt": stock.petition}, json={}, headers={"x-petition-key": stock.key})


@example(f"POST {ACTIONS}/rate", other=by_stranger("refused_petition", {"score": 4, "words": ""}))
def rate(stock: Stock) -> Ask:
    """Say how it was."""
    said = {"score": 4, "words": ""}
    return Ask(holes={"receipt": stock.refused_petition}, json=said, headers={"x-petition-key": stock.key})


@example("GET /admin/procedures/{name}")
def procedure(stock: Stock) -> Ask:
    """See a version of a procedure."""
    return Ask(holes={"name": stock.procedure}, query={"version": "1"})


@example("GET /desk/supervision")
@example("GET /desk/supervision/{month}")
@example("GET /desk/supervision/{month}/file.csv")
def supervised(stock: Stock) -> Ask:
    """Look through a month."""
    return Ask(holes={"month": stock.handled_month})


@example("GET /api/v1/supervision/{month}")
def month_by_program(stock: Stock) -> Ask:
    """Look through a month."""
    return Ask(holes={"month": stock.handled_month})


@example("POST /api/v1/supervision/{month}/actions/sign")
def reviewed_by_program(stock: Stock) -> Ask:
    """Sign the month of a unit."""
    return Ask(holes={"month": stock.handled_month}, json={"unit": stock.unit, "findings": "기한을 지켰습니다."})


@example("POST /desk/supervision/{month}")
def reviewed(stock: Stock) -> Ask:
    """Sign the month of a unit."""
    return Ask(holes={"month": stock.handled_month}, form={"unit": stock.unit, "findings": "기한을 지켰습니다."})
