"""Accounts and units by the command line: checked first, all or nothing, the same once more changes nothing."""

from __future__ import annotations

from pathlib import Path

from tests.auth.importing.framework.old_city import OLD, old_city
from tests.cli.run_cli import Place

PEOPLE = "아이디,성명,이메일,역할\nkim,김하늘,kim@x.kr,road-officer@roads\nlee,이바다,,\n"


def names(here: Place) -> list[str]:
    """The accounts there are."""
    return [account["name"] for account in here.run("users", "list", "--json").json]


def test_a_list_is_checked_and_then_imported(here: Place) -> None:
    """A dry run tells every row and keeps nothing; a second run changes nothing."""
    here.write("people.csv", PEOPLE)
    dry = here.run("users", "import", "people.csv", "--dry-run", "--json")
    assert dry.status == 0
    assert (dry.json["new"], dry.json["written"], dry.json["source"]) == (2, False, "csv")
    assert [row["outcome"] for row in dry.json["rows"]] == ["new", "new"]
    assert dry.json["rows"][0]["changes"] == ["account", "display_name", "emails", "role road-officer@roads"]
    assert names(here) == []
    ran = here.run("users", "import", "people.csv")
    assert ran.status == 0
    assert "row 2 kim: new (account, name, e-mail, role road-officer@roads)" in ran.out
    assert "Read as UTF-8" in ran.out
    assert ran.out.endswith("2 new, 0 changed, 0 unchanged, 0 wrong.\n")
    assert names(here) == ["kim", "lee"]
    again = here.run("users", "import", "people.csv")
    assert again.out.endswith("0 new, 0 changed, 2 unchanged, 0 wrong. Nothing was kept.\n")


def test_a_wrong_row_is_said_with_row_and_column(here: Place) -> None:
    """Exit 1, nothing kept; with --leave-out the others come in and it is 1 all the same."""
    here.write("people.csv", PEOPLE + "park,박,no address,king\n")
    ran = here.run("users", "import", "people.csv")
    assert ran.status == 1
    assert "row 4 park, column 3 이메일: Check the e-mail address." in ran.out
    assert "row 4 park, column 4 역할: There is no role king. There are: admin, road-officer." in ran.out
    assert names(here) == []
    assert here.run("users", "import", "people.csv", "--leave-out", "--kind", "citizen").status == 1
    assert names(here) == ["kim", "lee"]


def test_files_that_are_no_lists_are_usage_errors(here: Place) -> None:
    """Exit 2 with what to do: no file, a password column, an unknown kind."""
    assert here.run("users", "import", "nobody.csv").status == 2
    here.write("people.csv", "아이디,비밀번호\nkim,x\n")
    refused = here.run("users", "import", "people.csv")
    assert (refused.status, "[auth.import_refused]" in refused.err) == (2, True)
    here.write("people.csv", "아이디\nkim\n")
    assert here.run("users", "import", "people.csv", "--kind", "king").status == 2


def test_people_come_over_from_egovframe(here: Place) -> None:
    """With a dry run, by URL on standard input or the command line; they sign in with the password they had."""
    url = f"sqlite:///{here.folder / 'old.sqlite3'}"
    old_city(url)
    dry = here.run("users", "import-egovframe", "-", "--dry-run", "--json", stdin=f"{url}\n").json
    assert (dry["new"], dry["error"], dry["written"], dry["source"]) == (10, 0, False, "egovframe")
    assert dry["rows"][0]["table"] == "COMTNEMPLYRINFO"
    only = here.run("users", "import-egovframe", url, "--only", "officer", "--officer-role", "road-officer")
    assert only.status == 1
    assert "COMTNEMPLYRINFO row 2 jang, column ORGNZT_ID: There is no unit orgnzt-0000000000000." in only.out
    assert here.run("units", "import-egovframe", url).status == 0
    assert here.run("users", "import-egovframe", url, "--only", "officer", "--officer-role", "road-officer").status == 0
    rest = here.run("users", "import-egovframe", url)
    assert rest.out.endswith("7 new, 0 changed, 3 unchanged, 0 wrong.\n")
    with here.office() as office:
        _, session = office.auth.sign_in("hong", OLD)
        assert session.actor.may("petition.answer", unit="roads")
        assert not session.actor.may("petition.answer", unit="orgnzt-0000000000000")
    assert here.run("users", "import-egovframe", url, "--only", "king").status == 2
    assert here.run("users", "import-egovframe", "sqlite:///nothing.sqlite3").status == 2


def test_units_come_from_a_file(here: Place) -> None:
    """A dry run keeps nothing, not even in the trail; then all of it, once."""
    here.write("units.csv", "code,title,title en,above\nlights,가로등팀,Lights,roads\nroads,도로과,Roads,\n")
    dry = here.run("units", "import", "units.csv", "--dry-run", "--json")
    assert (dry.status, dry.json["new"], dry.json["changed"], dry.json["written"]) == (0, 1, 1, False)
    with here.office() as office:
        assert office.trail.search(action="unit.added") == []
    ran = here.run("units", "import", "units.csv")
    assert "row 2 lights: new (unit)" in ran.out
    assert ran.out.endswith("1 new, 1 changed, 0 unchanged, 0 wrong.\n")
    assert here.run("units", "import", "units.csv", "--json").json["unchanged"] == 2
    with here.office() as office:
        assert len(office.trail.search(action="units.imported")) == 1
    here.write("units.csv", "code,title,above\nlights,가로등팀,moon\n")
    wrong = here.run("units", "import", "units.csv")
    assert (wrong.status, "column 3 above" in wrong.out) == (1, True)


def test_the_file_may_lie_elsewhere(here: Place, tmp_path: Path) -> None:
    """A path, in CP949 as spreadsheets of Korean Windows write; that it was is said."""
    (here.folder / "sub").mkdir()
    (here.folder / "sub" / "명단.csv").write_bytes(PEOPLE.encode("cp949"))
    ran = here.run("users", "import", "sub/명단.csv")
    assert "Read as CP949" in ran.out
    assert names(here) == ["kim", "lee"]
