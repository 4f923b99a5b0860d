"""`new` makes what runs at once, and never writes over anything."""

from tests.cli.run_cli import Place


def test_a_new_city_holds(here: Place) -> None:
    """Its declaration is checked in its own folder; making it again is refused."""
    made = here.run("new", "city", "haneul", "--title", "Haneul City", "--title-ko", "하늘시", "--json")
    assert made.status == 0
    assert {"city.py", "egovframe.toml", "README.md"} <= set(made.json["files"])
    assert Place(here.folder / "haneul", here.patch).run("check").status == 0
    again = Place(here.folder, here.patch).run("new", "city", "haneul")
    assert again.status == 2
    assert "not empty" in again.err


def test_a_new_plug_in_has_its_kind(here: Place) -> None:
    """Of a kind that there is, under a name that can be a folder's."""
    made = here.run("new", "plugin", "cold-store", "--kind", "vault", "--json")
    assert made.status == 0
    assert "egovframe.records.vaults" in (here.folder / "cold-store" / "pyproject.toml").read_text(encoding="utf-8")
    for words in (("plugin", "warm", "--kind", "oven"), ("city", "../elsewhere"), ("city", "--language", "fr", "x")):
        assert here.run("new", *words).status == 2
    assert not (here.folder / "warm").exists()
