"""The audit log: facts, filters, pages and the checkpoint."""

from __future__ import annotations

from tests.web.desk.hall import Hall


def test_facts_in_words(hall: Hall) -> None:
    """Facts come newest first with who, what and whose, in words; reading the log is a fact itself."""
    receipt = hall.petition()
    hall.officer("kim", "road-officer").get(f"/desk/petitions/{receipt}")
    root = hall.officer("root", "admin", unit=None)
    page = root.get("/admin/audit").text
    assert "Petition read" in page
    assert "<td>kim<br>" in page
    assert 'state bad">' not in page
    assert "Audit log read" in root.get("/admin/audit?action=fact.listed").text
    assert "010-1234" not in page
    assert "하늘로" not in page


def test_names_only_for_whoever_may_see_accounts(hall: Hall) -> None:
    """An auditor who may not see accounts sees ids instead of names."""
    hall.officer("kim", "road-officer").get("/desk")
    page = hall.officer("auditor", "auditor", unit=None).get("/admin/audit").text
    assert "Petitions listed" in page
    assert "<td>kim<br>" not in page


def test_filters(hall: Hall) -> None:
    """By what happened, by whom (a name or an id), by object; what fits nothing says so, escaped."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    kim.get(f"/desk/petitions/{receipt}")
    root = hall.officer("root", "admin", unit=None)
    page = root.get("/admin/audit?actor=KIM").text
    table = page.partition("<tbody>")[2]
    assert "petition.read" in table
    assert "petition.submitted" not in table
    obj = "petition:" + hall.state(receipt).id
    page = root.get(f"/admin/audit?object={obj}&action=petition.read").text.partition("<tbody>")[2]
    assert page.count(obj) >= 2
    assert "sign-in" not in page
    nothing = root.get("/admin/audit", params={"object": '"><script>'}).text
    assert "No fact is like this." in nothing
    assert '"><script>' not in nothing
    listed = hall.facts("fact.listed")
    assert [set(fact["details"]) for fact in listed] == [{"count"}] * 3
    assert "script" not in str(listed)  # what was typed is committed to, not published


def test_pages_and_checkpoint(hall_anywhere: Hall) -> None:
    """Pages do not overlap; the checkpoint is the log's own, once sealed."""
    hall = hall_anywhere
    for _ in range(60):
        hall.petition()
    root = hall.officer("root", "admin", unit=None)
    assert "not sealed yet" in root.get("/admin/audit").text
    hall.office.seal()
    first = root.get("/admin/audit?action=petition.submitted")
    checkpoint = hall.office.trail.checkpoint()
    assert checkpoint is not None
    assert checkpoint.replace("+", "&#43;").splitlines()[2] in first.text.replace("+", "&#43;")
    more = first.text.partition(">Next page<")[0].rpartition('href="')[2].rpartition('"')[0].replace("&amp;", "&")
    second = root.get(more).text
    objects = [{part.partition('"')[0] for part in page.split("?object=")[1:]} for page in (first.text, second)]
    assert [len(each) for each in objects] == [50, 10]
    assert not objects[0] & objects[1]
    assert root.get("/admin/audit?before=nonsense").status_code == 200


def test_by_whose_data_it_was(hall: Hall) -> None:
    """A receipt number, an account's name or a subject; the search is a fact about that person, the word is sealed."""
    receipt, other = hall.petition(), hall.petition()
    kim = hall.officer("kim", "road-officer")
    kim.get(f"/desk/petitions/{receipt}")
    kim.get(f"/desk/petitions/{other}")
    root = hall.officer("root", "admin", unit=None)
    case = f"petition:{hall.state(receipt).id}"
    for word in (receipt, receipt.lower(), case):
        table = root.get("/admin/audit", params={"subject": word, "does": "read"}).text.partition("<tbody>")[2]
        assert table.count(">Petition read <code") + table.count("Petition read <code") >= 1
        assert hall.state(other).id not in table
    listed = hall.facts("fact.listed")[0]
    assert listed["subjects"] == [case]
    assert receipt not in str(listed)
    assert "No fact is like this." in root.get("/admin/audit?subject=nobody").text
    assert "Account added" in root.get("/admin/audit?subject=kim").text


def test_by_day_outcome_and_missing_reason(hall: Hall) -> None:
    """Days are the office's own; what was refused; what lacks a reason that is due."""
    kim = hall.officer("kim", "road-officer")
    kim.get("/admin/audit")
    root = hall.officer("root", "admin", unit=None)
    table = root.get("/admin/audit?outcome=denied").text.partition("<tbody>")[2]
    assert "access.denied" in table
    assert "account.added" not in table
    assert "access.denied" in root.get("/admin/audit?since=2026-09-21&until=2026-09-21").text
    assert "No fact is like this." in root.get("/admin/audit?since=2026-09-22").text
    assert "No fact is like this." in root.get("/admin/audit?until=2026-09-20").text
    assert "No fact is like this." in root.get("/admin/audit?unexplained=1").text
    wrong = root.get("/admin/audit?since=march")
    assert (wrong.status_code, 'id="audit-since-fault"' in wrong.text) == (422, True)


def test_a_trace_is_found_and_what_is_none_is_said(hall: Hall) -> None:
    """The facts of one request of one system, by its W3C trace id in either case; the fact's own page leads there."""
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    kim.get(f"/desk/petitions/{receipt}", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    kim.get("/desk")
    root = hall.officer("root", "admin", unit=None)
    table = root.get(f"/admin/audit?trace={trace.upper()}").text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.count("<tr>") == table.count("petition.read</code>") == 1
    fact = hall.office.trail.search(trace=trace)[0]["id"]
    assert f"/admin/audit?trace={trace}" in root.get(f"/admin/audit/facts/{fact}").text
    wrong = root.get("/admin/audit?trace=4bf9")
    assert wrong.status_code == 422
    assert "A trace has 32 hexadecimal digits." in wrong.text
