"""A city made by the template stands at once, and can take a later template over."""

import tomllib
from pathlib import Path

import pytest
import yaml
from copier import run_copy, run_recopy

from egovframe.settings import Settings
from tests.examples.own_tests import passing, run


@pytest.fixture(scope="module")
def template(repository: Path) -> Path:
    """The folder of the template."""
    return repository / "src" / "egovframe" / "scaffolds" / "city"


@pytest.fixture(scope="module")
def haneul(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city just made."""
    folder = tmp_path_factory.mktemp("cities") / "haneul"
    answers = {"name": "haneul", "title_ko": "하늘시", "title_en": "Haneul City"}
    run_copy(str(template), folder, data=answers, defaults=True, quiet=True)
    return folder


def test_a_made_city_has_all_that_a_city_needs(haneul: Path) -> None:
    """Settings that hold, a project file, a page to read, and data that never gets into a repository."""
    names = {str(path.relative_to(haneul)) for path in haneul.rglob("*") if path.is_file()}
    assert names >= {"city.py", "egovframe.toml", "pyproject.toml", "README.md", ".gitignore", "tests/test_city.py"}
    assert Settings.load(haneul).app == "city:app"
    assert "data/" in (haneul / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert tomllib.loads((haneul / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"] == "haneul"


def test_a_made_city_passes_its_own_tests(haneul: Path) -> None:
    """As its developer runs them, from the first minute on."""
    report = passing(cwd=haneul)
    assert "3 passed" in report


def test_a_made_city_is_clean(haneul: Path) -> None:
    """Linted and formatted by its own rules, there is nothing to mend."""
    assert run(["-m", "ruff", "check", "--quiet", "--no-cache", "."], cwd=haneul) == ""
    assert run(["-m", "ruff", "format", "--check", "--quiet", "--no-cache", "."], cwd=haneul) == ""


@pytest.mark.heavy
def test_a_made_city_is_typed(haneul: Path, tmp_path: Path) -> None:
    """mypy, strict by the city's own settings, finds nothing."""
    assert "Success" in run(["-m", "mypy", "--cache-dir", str(tmp_path), "."], cwd=haneul)


@pytest.mark.parametrize("name", ["하늘시", "Haneul City", "2050"])
def test_any_name_makes_a_project_that_can_be_installed(template: Path, tmp_path: Path, name: str) -> None:
    """A name in Korean, with blanks or of digits gives a name that package tools take."""
    run_copy(str(template), tmp_path, data={"name": name}, defaults=True, quiet=True)
    project = tomllib.loads((tmp_path / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] in {"city", "haneul-city", "2050"}
    compile((tmp_path / "city.py").read_text(encoding="utf-8"), "city.py", "exec")


def test_a_title_that_would_break_the_file_is_refused(template: Path, tmp_path: Path) -> None:
    """A title is written into a program: what could end the text there is not taken."""
    for title in ('하늘"시', "하늘\\시", "하늘\n시", "  "):
        with pytest.raises(ValueError, match="title_ko"):
            run_copy(str(template), tmp_path, data={"title_ko": title}, defaults=True, quiet=True)


def test_a_city_takes_a_later_template_over(template: Path, tmp_path: Path) -> None:
    """The answers stay with the city: what the template has anew comes, titles stay, the city's own page is kept."""
    city = tmp_path / "city"
    run_copy(str(template), city, data={"name": "haneul", "title_ko": "하늘시"}, defaults=True, quiet=True)
    assert yaml.safe_load((city / ".copier-answers.yml").read_text(encoding="utf-8"))["title_ko"] == "하늘시"
    (city / "README.md").write_text("우리 도시\n", encoding="utf-8")
    (city / "tests" / "test_city.py").unlink()
    run_recopy(city, defaults=True, overwrite=True, quiet=True)
    assert (city / "README.md").read_text(encoding="utf-8") == "우리 도시\n"
    assert (city / "tests" / "test_city.py").is_file()
    assert 'ko="하늘시"' in (city / "city.py").read_text(encoding="utf-8")
