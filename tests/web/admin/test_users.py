"""Accounts: the list, finding one and adding one."""

from __future__ import annotations

from tests.web.desk.hall import CONSOLE, Hall

NEW = "푸른 지붕 위 고양이 셋 9"


def test_add_an_officer(hall: Hall) -> None:
    """Name, kind and a first password: the account is there, can sign in and may do nothing yet."""
    admin = hall.officer("root", "admin", unit=None)
    page = admin.get("/admin/users")
    added = admin.send(page, "/admin/users", {"name": "김 도로", "kind": "officer", "password": NEW}, follow=True)
    assert added.status_code == 200
    assert "The account was added." in added.text
    assert "holds no role" in added.text
    _, session = hall.office.auth.sign_in("김 도로", NEW)
    assert not session.actor.holds
    assert "김 도로" in admin.get("/admin/users").text


def test_faults(hall: Hall) -> None:
    """A taken name, an unusable one, a weak or missing password: beside the field, what was typed kept."""
    admin = hall.officer("root", "admin", unit=None)
    page = admin.get("/admin/users")
    taken = admin.send(page, "/admin/users", {"name": "ROOT", "kind": "service", "password": NEW})
    assert taken.status_code == 422
    assert taken.text.count("There is an account of this name already.") == 2
    assert 'value="ROOT"' in taken.text
    assert '<option value="service" selected>' in taken.text
    assert NEW not in taken.text
    nameless = admin.send(page, "/admin/users", {"name": " ", "kind": "officer", "password": NEW})
    assert 'href="#add-name"' in nameless.text
    for password in ("", "12345678"):
        weak = admin.send(page, "/admin/users", {"name": "kim", "kind": "officer", "password": password})
        assert weak.status_code == 422, password
        assert 'href="#add-password"' in weak.text, password
        assert 'id="add-password-fault"' in weak.text, password
    with hall.office.look(by=CONSOLE) as work:
        assert [account.name for account in work.accounts.list()] == ["root"]


def test_find(hall: Hall) -> None:
    """A name leads to its account whatever its case; an unknown one is said, escaped."""
    admin = hall.officer("root", "admin", unit=None)
    found = admin.get("/admin/users", params={"q": " ROOT "})
    assert (found.status_code, found.headers["location"]) == (303, "/admin/users/root")
    missing = admin.get("/admin/users", params={"q": "<b>x"})
    assert "There is no account “&lt;b&gt;x”" in missing.text


def test_pages(hall: Hall) -> None:
    """Many accounts come in pages by name; names with any sign lead to their account."""
    admin = hall.officer("root", "admin", unit=None)
    with hall.office.work(by=CONSOLE) as work:
        for number in range(50):
            work.accounts.add(f"a/{number:02} & b", kind="citizen")
    first = admin.get("/admin/users").text
    assert "a/49 &amp; b" in first
    assert ">root</a>" not in first
    link = first.partition(">Next page<")[0].rpartition('href="')[2].rpartition('"')[0]
    second = admin.get(link.replace("&amp;", "&")).text
    assert ">root</a>" in second
    assert "a/49" not in second
    account = first.partition('<th scope="row"><a class="tap" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "<h1>a/00 &amp; b</h1>" in admin.get(account).text
