"""Notices by the API: what was written, what became of it, the paper, and sending it again."""

from __future__ import annotations

from tests.web.api.room import CONSOLE, City


def test_list_read_and_send_again(each_city: City) -> None:
    """An officer and the holder see the same list and paper; only an officer sends it again."""
    filed = each_city.filed()
    clerk = each_city.caller("lee", "road-officer", unit="roads")
    path = f"/petitions/{filed['receipt']}"
    assert clerk.post(f"{path}/actions/answer", {"text": "고쳤습니다."}).status_code == 200
    each_city.office.run_due_tasks()
    (notice,) = clerk.get(f"{path}/notices").json()["items"]
    assert (notice["kind"], notice["state"], [each["state"] for each in notice["tries"]]) == (
        "result",
        "sent",
        ["sent"],
    )
    written = clerk.get(notice["paper"].removeprefix("/api/v1")).json()
    assert "고쳤습니다." in written["text"]
    assert clerk.get(f"{path}/notices/nothing").status_code == 404
    paper = notice["paper"].rpartition("/")[2]
    wrong = clerk.post(f"{path}/actions/send_again", {"paper": paper, "channel": "pigeon"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "channel")
    (again,) = clerk.post(f"{path}/actions/send_again", {"paper": paper, "channel": "post"}).json()["items"]
    assert (again["state"], [each["state"] for each in again["tries"]]) == ("posted", ["sent", "posted"])


def test_results_that_did_not_arrive_are_listed(each_city: City) -> None:
    """Of one's units, with the paper that `send_again` takes; once it was posted the list is empty."""
    filed = each_city.filed()
    clerk = each_city.caller("lee", "road-officer", unit="roads")
    path = f"/petitions/{filed['receipt']}"
    clerk.post(f"{path}/actions/answer", {"text": "고쳤습니다."})
    each_city.office.run_due_tasks()
    assert clerk.get("/notices/lost").json() == {"items": [], "next": None}
    with each_city.office.work(by=CONSOLE) as work:
        petition = work.petitions.get(filed["receipt"])
        (notice,) = work.notices.of(petition)
        work.petitions.dispatch.left_again(petition.id, notice.id, channel="mail", state="returned", task="other")
    (lost,) = clerk.get("/notices/lost?form=pothole&limit=1").json()["items"]
    assert (lost["receipt"], lost["stands"], lost["channel"]) == (filed["receipt"], "returned", "mail")
    assert lost["paper"] == f"/api/v1{path}/notices/{notice.paper}"
    assert "010" not in str(lost)
    assert each_city.caller("park", "park-officer", unit="parks").get("/notices/lost").json()["items"] == []
    paper = lost["paper"].rpartition("/")[2]
    clerk.post(f"{path}/actions/send_again", {"paper": paper, "channel": "post"})
    assert clerk.get("/notices/lost").json()["items"] == []
