"""The receipt on paper, read with other people's tools: the text, the code, and a proof that anybody can check."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from egovframe.forms import Statement
from egovframe.kernel.permissions import Actor
from egovframe.web.portal.certificate import address
from egovframe.web.proving import receipt_proof
from tests.support.paper import enclosed_in, information, needs_pdf, qr_codes, run, text_of
from tests.support.processes import command
from tests.web.portal.town import POTHOLE, Town


def handed_out(town: Town, what: str, *, language: str = "ko", amended: bool = False) -> tuple[str, bytes]:
    """Files a petition, has it sealed, and takes away one of its files; gives the number too."""
    receipt, key = town.petition()
    town.office.seal()
    if amended:
        with town.office.work(by=Actor.visitor()) as work:
            work.petitions.holder(receipt, key)
            work.petitions.amend(receipt, {"where": "하늘로 14"})
    browser = town.browser()
    page = browser.get(f"/status?lang={language}")
    answer = browser.send(page, f"/receipts/{receipt}/{what}", {"known": key})
    assert answer.status_code == 200
    return receipt, answer.content


@pytest.fixture
def paper(town: Town, tmp_path: Path) -> tuple[str, Path]:
    """A receipt as a PDF file, and its number."""
    needs_pdf()
    receipt, content = handed_out(town, "pdf")
    file = tmp_path / "receipt.pdf"
    file.write_bytes(content)
    return receipt, file


def test_a_reader_finds_number_and_words(town: Town, paper: tuple[str, Path]) -> None:
    """One sound, tagged page with a title; the number, the Korean words and what a checker needs are text."""
    receipt, file = paper
    run("qpdf", "--check", file)
    told = information(file)
    assert (told["Pages"], told["Tagged"]) == ("1", "yes")
    assert told["Title"] == f"민원 접수증 {receipt} – 하늘시"
    text = text_of(file)
    for words in (
        receipt,
        "도로 파손 신고",
        "2026년 10월 1일(목) 18:00",
        "도로과",
        "대조 코드",
        town.office.trail.vkey,
    ):
        assert words in text
    assert POTHOLE["phone"] not in text


def test_in_english(town: Town, tmp_path: Path) -> None:
    """In the language of whoever takes it."""
    needs_pdf()
    receipt, content = handed_out(town, "pdf", language="en")
    (tmp_path / "receipt.pdf").write_bytes(content)
    assert f"Receipt certificate {receipt}" in information(tmp_path / "receipt.pdf")["Title"]
    assert "This certifies that the petition above was received." in text_of(tmp_path / "receipt.pdf")


def test_the_enclosed_proof_is_the_proof(town: Town, paper: tuple[str, Path], tmp_path: Path) -> None:
    """Byte for byte the file that the portal and the trail hand out; the answers beside it are those of the entry."""
    receipt, file = paper
    files = enclosed_in(file, tmp_path / "out")
    assert set(files) == {f"{receipt}.tlog-proof", f"{receipt}.answers.json"}
    proof = receipt_proof(town.office, town.state(receipt).id)
    assert files[f"{receipt}.tlog-proof"] == proof.text.encode()
    answers = files[f"{receipt}.answers.json"]
    assert hashlib.sha256(answers).hexdigest() == proof.details["answers"]
    assert json.loads(answers)["answers"] == {"where": POTHOLE["where"]}
    assert POTHOLE["phone"].encode() not in answers


def verified(key: str, *files: Path) -> tuple[int, list[dict[str, Any]]]:
    """What `egovframe audit verify` says of proofs, in a folder where there is no city."""
    words = command(
        "audit", "verify", "--vkey", key, "--json", *(word for file in files for word in ("--proof", str(file)))
    )
    result = subprocess.run(words, cwd=files[0].parent, capture_output=True, text=True, check=False, timeout=60)
    return result.returncode, json.loads(result.stdout)["proofs"]


def test_the_extracted_proof_holds_and_a_changed_one_does_not(
    town: Town, paper: tuple[str, Path], tmp_path: Path
) -> None:
    """Offline, with the key alone; the entry is the one of this number and code; any changed line breaks it."""
    receipt, file = paper
    enclosed_in(file, tmp_path / "out")
    proof, key = tmp_path / "out" / f"{receipt}.tlog-proof", town.office.trail.vkey
    status, (told,) = verified(key, proof)
    assert (status, told["holds"]) == (0, True)
    details = json.loads(told["entry"])["details"]
    (code,) = (line.split()[-1] for line in text_of(file).splitlines() if line.startswith("대조 코드"))
    assert hashlib.sha256(f"{receipt}:{code}".encode()).hexdigest() == details["receipt"]
    good, changed = proof.read_bytes(), []
    for number, at in enumerate(
        (good.index(b"extra ") + 40, good.index(b"\n\n") - 10, good.index(b" ", good.index("— ".encode()) + 4) + 20)
    ):
        bad = bytearray(good)
        bad[at] = ord("A") if bad[at] != ord("A") else ord("B")
        changed.append(tmp_path / f"{number}.tlog-proof")
        changed[-1].write_bytes(bytes(bad))
    status, outcomes = verified(key, *changed)
    assert (status, [outcome["holds"] for outcome in outcomes]) == (1, [False, False, False])


def test_the_code_is_read_by_a_phone(town: Town, paper: tuple[str, Path], tmp_path: Path) -> None:
    """It opens the progress page with the number, and says which entry to compare; the key is not in it."""
    receipt, file = paper
    (read,) = qr_codes(file, tmp_path)
    path, _, rest = read.partition("#")
    assert path == f"http://127.0.0.1:8000/status?receipt={receipt}"
    told = dict(pair.split("=", 1) for pair in rest.split("&"))
    proof = receipt_proof(town.office, town.state(receipt).id)
    assert (int(told["entry"]), int(told["size"]), told["root"]) == (proof.index, proof.size, proof.root)
    assert hashlib.sha256(f"{receipt}:{told['code']}".encode()).hexdigest() == proof.details["receipt"]
    root = town.browser().get("/log/checkpoint").text.split("\n")[2]
    assert root == told["root"], "what a checker compares it with"


def test_amended_answers_are_not_enclosed(town: Town, tmp_path: Path) -> None:
    """What the office has now is not what was filed: the proof goes alone, and the paper says nothing of answers."""
    needs_pdf()
    receipt, content = handed_out(town, "pdf", amended=True)
    (tmp_path / "receipt.pdf").write_bytes(content)
    assert set(enclosed_in(tmp_path / "receipt.pdf", tmp_path / "out")) == {f"{receipt}.tlog-proof"}
    assert "answers.json" not in text_of(tmp_path / "receipt.pdf")


def test_before_the_seal_the_code_is_the_address_alone(town: Town) -> None:
    """Nothing to compare yet, and no half of it."""

    class Asked:
        """A page that knows where it is."""

        def url(self, path: str) -> str:
            """The address under the city."""
            return f"https://haneul.example{path}"

    statement = Statement(receipt="7K4-RM2-X9H", code="00", answers=b"")
    expected = "https://haneul.example/status?receipt=7K4-RM2-X9H"
    assert address(Asked(), statement, None) == expected  # type: ignore[arg-type]
