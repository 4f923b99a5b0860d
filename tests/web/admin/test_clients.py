"""The city's other systems."""

from __future__ import annotations

from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall

ADD, SECRET, DISABLE = "/admin/clients/add", "/admin/clients/secret", "/admin/clients/disable"
URI = "https://portal.example/callback"


def admin_of(hall: Hall) -> Browser:
    """An administrator, signed in."""
    return hall.officer("root", "admin", unit=None)


def shown(text: str) -> str:
    """The secret that a page shows."""
    return text.partition("<dt>client_secret</dt><dd><code>")[2].partition("<")[0]


def test_added_renewed_and_disabled(hall: Hall) -> None:
    """The secret is on the answer alone and nowhere after; a new one takes its place; disabling asks once more."""
    admin = admin_of(hall)
    assert "No other system" in admin.get("/admin/clients").text
    entered = {"name": "교통 포털", "redirect_uris": f"{URI}\r\n\r\nhttps://portal.example/other", "logout_uris": URI}
    added = admin.send(admin.get(ADD), ADD, entered)
    secret = shown(added.text)
    assert len(secret) > 30
    assert added.headers["cache-control"] == "no-store"
    page = admin.get("/admin/clients").text
    assert secret not in page
    assert page.count(f"<code>{URI}</code>") == 2
    with hall.office.look(by=CONSOLE) as work:
        (client,) = work.clients.list()
    asked = admin.get(f"{SECRET}?client={client.id}")
    renewed = shown(admin.send(asked, SECRET, {}).text)
    assert renewed not in ("", secret)
    asked = admin.get(f"{DISABLE}?client={client.id}")
    assert "교통 포털</dd>" in asked.text
    assert "The system is disabled" in admin.send(asked, DISABLE, {}, follow=True).text
    assert DISABLE not in admin.get("/admin/clients").text
    assert admin.get(f"{SECRET}?client=nothing").status_code == 404


def test_faults(hall: Hall) -> None:
    """No name, no address, one that is no redirect URI, an account that is none: at the field, what was typed kept."""
    admin = admin_of(hall)
    page = admin.get(ADD)
    good = {"name": "교통 포털", "redirect_uris": URI}
    for wrong, field in (
        ({"name": ""}, "name"),
        ({"redirect_uris": ""}, "redirect_uris"),
        ({"redirect_uris": "http://portal.example/callback"}, "redirect_uris"),
        ({"account": "nobody"}, "account"),
    ):
        refused = admin.send(page, ADD, {**good, **wrong})
        assert refused.status_code == 422, wrong
        assert f'href="#client-{field}"' in refused.text, wrong
    assert "교통 포털" in refused.text
    with hall.office.look(by=CONSOLE) as work:
        assert work.clients.list() == []


def test_an_empty_name_is_said_in_the_persons_language(hall: Hall) -> None:
    """And not as one of an account."""
    admin = admin_of(hall)
    told = admin.send(admin.get(f"{ADD}?lang=ko"), ADD, {"name": "", "redirect_uris": URI})
    assert told.status_code == 422
    assert "시스템의 이름을 1~64자로 적으세요." in told.text
