"""The queue: whose petitions, how pressing, and taking several at once."""

from __future__ import annotations

from tests.web.desk.hall import CONSOLE, Hall


def test_order_and_bands(hall: Hall) -> None:
    """What is overdue comes first, urgent before all; counts by band; each band alone."""
    old = hall.petition(where="오래된 곳", phone="010-1234-5678")
    hall.clock.forward(days=20)
    fresh = hall.petition(where="새로운 곳", phone="010-1234-5678")
    kim, head = hall.officer("kim", "road-officer"), hall.officer("lee", "head")
    page = kim.get("/desk").text
    assert page.index(old) < page.index(fresh)
    assert page.count('class="left late"') == 1
    assert page.count('class="left fine"') == 1
    assert 'Overdue <span class="num">1</span>' in page
    assert 'In time <span class="num">1</span>' in page
    late = kim.get("/desk?view=unit&band=late").text
    assert (old in late, fresh in late) == (True, False)
    head.send(head.get(f"/desk/petitions/{fresh}"), f"/desk/petitions/{fresh}/urgent", {})
    page = kim.get("/desk").text
    assert page.index(fresh) < page.index(old)
    assert "(urgent)" in page


def test_time_left_in_words(hall: Hall) -> None:
    """Time left is office time in days of eight hours, in both languages."""
    hall.petition()
    kim = hall.officer("kim", "road-officer")
    assert "6 days 7 hours" in kim.get("/desk").text
    assert "6일 7시간" in kim.get("/desk?lang=ko").text
    assert "office time left today: 7 hours" in kim.get("/desk?lang=en").text


def test_take_several(hall_anywhere: Hall) -> None:
    """Picked petitions become mine, each for itself: what somebody else took meanwhile is told, not stolen."""
    hall = hall_anywhere
    first, second = hall.petition(), hall.petition()
    kim, lee = hall.officer("kim", "road-officer"), hall.officer("lee", "road-officer")
    page = kim.get("/desk?view=unassigned")
    lee.send(lee.get("/desk"), "/desk/take", {"pick": [second]})
    taken = kim.send(page, "/desk/take", {"pick": [first, second, "nonsense"]}, follow=True)
    assert "You took 1 petition." in taken.text
    assert "2 petitions were not taken" in taken.text
    assert [hall.state(each).handler_name for each in (first, second)] == ["kim", "lee"]
    mine = kim.get("/desk?view=mine").text
    assert (first in mine, second in mine) == (True, False)
    assert first not in kim.get("/desk?view=unassigned").text
    nothing = kim.send(page, "/desk/take", {}, follow=True)
    assert "Nothing was chosen" in nothing.text


def test_petitions_of_a_closed_unit_go_on_above_it(hall_anywhere: Hall) -> None:
    """A reorganisation loses none: whoever works above the unit sees and answers them, and those filed since."""
    hall = hall_anywhere
    before = hall.petition()
    kim = hall.officer("kim", "road-officer")
    with hall.office.work(by=CONSOLE) as work:
        work.access.units.add("streets", title="안전교통국")
        work.access.units.move("roads", "streets")
    lee = hall.officer("lee", "road-officer", unit="streets")
    hall.clock.forward(minutes=1)
    with hall.office.work(by=CONSOLE) as work:
        work.access.units.close("roads")
    since = hall.petition()
    queue = lee.get("/desk?view=unassigned")
    assert (before in queue.text, since in queue.text) == (True, True)
    lee.send(queue, "/desk/take", {"pick": [before, since]})
    assert [hall.state(each).handler_name for each in (before, since)] == ["lee", "lee"]
    assert lee.get(f"/desk/petitions/{before}").status_code == 200
    assert kim.get(f"/desk/petitions/{before}").status_code in (403, 404)


def test_take_needs_permission_and_our_form(hall: Hall) -> None:
    """A reader cannot take, and nobody can by a form of another site."""
    receipt = hall.petition()
    reader, kim = hall.officer("reader", "reader"), hall.officer("kim", "road-officer")
    page = reader.get("/desk")
    assert "Take them" not in page.text
    case = reader.get(f"/desk/petitions/{receipt}")
    assert reader.send(case, "/desk/take", {"pick": [receipt]}).status_code == 403
    assert kim.post("/desk/take", {"pick": [receipt]}).status_code == 403
    assert hall.state(receipt).handler is None


def test_filter_and_empty(hall: Hall) -> None:
    """One form alone; what is empty says what to do next; nonsense in the address does no harm."""
    hall.petition()
    kim = hall.officer("kim", "road-officer")
    assert "Nothing waits under these conditions." in kim.get("/desk?form=suggestion").text
    assert "No petition waits for you." in kim.get("/desk?view=mine").text
    assert kim.get("/desk?view=x&band=y&form=z&taken=-1&lost=%00").status_code == 200


def test_other_units_are_not_there(hall: Hall) -> None:
    """The queue holds the petitions of the officer's own units only."""
    roads, parks = hall.petition(), hall.petition("suggestion", title="나무를 심어 주세요")
    kim = hall.officer("kim", "road-officer")
    assert parks not in kim.get("/desk").text
    assert roads in kim.get("/desk").text


def test_only_what_may_be_taken_can_be_picked(hall: Hall) -> None:
    """Whoever may answer one form sees the others of the unit, but can pick those of that form only."""
    mine = hall.petition()
    kim = hall.officer("kim", "reader")
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "road-officer", unit="roads", form="suggestion")
    page = kim.get("/desk").text
    assert mine in page
    assert f'value="{mine}" disabled' in page
    assert "Take them" not in page
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "road-officer", unit="roads", form="pothole")
    page = kim.get("/desk").text
    assert f'value="{mine}" disabled' not in page
    assert "Take them" in page
