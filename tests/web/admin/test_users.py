"""Accounts: the list, finding one and adding one."""

from __future__ import annotations

import re

from tests.web.desk.hall import CONSOLE, Hall


def test_add_an_officer(hall: Hall) -> None:
    """Name, kind and a first password, which is shown this once: the account is there and may do nothing yet."""
    admin = hall.officer("root", "admin", unit=None)
    page = admin.get("/admin/users")
    assert 'name="first" value="1" checked' in page.text
    added = admin.send(page, "/admin/users", {"name": "김 도로", "kind": "officer", "first": "1"})
    assert added.status_code == 200
    assert "It is shown this once." in added.text
    assert re.search("<dd>[^<]*28[^<]*</dd>", added.text)  # a week from 21 September
    about = admin.get("/admin/users/김 도로")
    assert "holds no role" in about.text
    assert hall.office.auth.has_secret(hall.facts("account.added")[0]["object"].removeprefix("account:"))
    assert "김 도로" in admin.get("/admin/users").text


def test_add_one_that_signs_in_in_other_ways(hall: Hall) -> None:
    """Without a first password, for a provider, a directory or a certificate."""
    admin = hall.officer("root", "admin", unit=None)
    added = admin.send(admin.get("/admin/users"), "/admin/users", {"name": "kim", "kind": "officer"}, follow=True)
    assert "The account was added." in added.text
    assert not hall.office.auth.has_secret(hall.facts("account.added")[0]["object"].removeprefix("account:"))


def test_faults(hall: Hall) -> None:
    """A taken name and an unusable one: beside the field, what was chosen kept."""
    admin = hall.officer("root", "admin", unit=None)
    page = admin.get("/admin/users")
    taken = admin.send(page, "/admin/users", {"name": "ROOT", "kind": "service", "first": "1"})
    assert taken.status_code == 422
    assert taken.text.count("There is an account of this name already.") == 2
    assert 'value="ROOT"' in taken.text
    assert '<option value="service" selected>' in taken.text
    assert 'name="first" value="1" checked' in taken.text
    nameless = admin.send(page, "/admin/users", {"name": " ", "kind": "officer"})
    assert 'href="#add-name"' in nameless.text
    assert 'name="first" value="1" checked' not in nameless.text
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
