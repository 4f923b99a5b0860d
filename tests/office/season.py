"""Three months of an office: 714 real petitions, twelve officers of four units, absences, and applicants who act.

Everything is drawn from a seed, so that the same season comes again; nothing is set behind the office's back.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from egovframe import App, Form, ask
from egovframe.forms import LongText, Phone, working_days
from egovframe.kernel.errors import Conflict
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import SetClock
from tests.office.city import PASSWORD

CONSOLE: Final = Actor.system("console")
BEGIN: Final = datetime(2026, 9, 21, 0, 30, tzinfo=UTC)  # Monday, 09:30 in Seoul
DAYS: Final = 91
UNITS: Final = {
    "society": ("인권/성평등", "보건복지", "육아/교육", "저출산/고령화대책", "반려동물"),
    "works": ("교통/건축/국토", "안전/환경", "농산어촌", "미래"),
    "economy": ("일자리", "경제민주화", "성장동력", "문화/예술/체육/언론"),
    "planning": ("정치개혁", "행정", "외교/통일/국방", "기타"),
}
"""The units, and the categories whose petitions each of them gets."""
OFFICERS: Final = {f"{unit}-{nth}": unit for unit in UNITS for nth in (1, 2, 3)}
SLOW: Final = 0.72
"""So often an officer who is there has no time for petitions in two hours."""
UNIT_OF: Final = {category: unit for unit, categories in UNITS.items() for category in categories}


class Proposal(Form):
    """What a citizen asks the government for."""

    category: str = ask("분야", public=True)
    title: str = ask("제목", public=True, max_length=500)
    content: LongText = ask("내용", public=True)
    phone: Phone = ask("전화번호")


def city() -> App:
    """A city whose petitions all come to one desk and go on by category, given to whoever has least to do."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    for unit in UNITS:
        app.unit(unit, title=Text(ko=unit, en=unit))
    officer = app.role("officer", may={"petition.read", "petition.answer", "petition.assign", "statistics.read"})
    title = Text(ko="국민 제안", en="Proposal")
    app.form("proposal", title=title, by=officer, within=working_days(7), keep=years(5), unit="planning")(Proposal)
    return app


@dataclass
class Season:
    """Lets the days pass; keeps what it did, to be held against what the office says."""

    office: Office
    clock: SetClock
    petitions: list[dict[str, Any]]
    draw: random.Random = field(default_factory=lambda: random.Random(714))
    keys: dict[str, str] = field(default_factory=dict)
    went: dict[str, str] = field(default_factory=dict)
    """The category of each petition, as facts name it."""
    away: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    extended: set[str] = field(default_factory=set)
    actors: dict[str, Actor] = field(default_factory=dict)

    @classmethod
    def of(cls, office: Office, clock: SetClock, path: Path) -> Season:
        """The season of the petitions in a file of JSON Lines; those without content are refused by the form."""
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return cls(office, clock, lines)

    def open(self) -> None:
        """Hires the officers and has petitions go to the units by category."""
        with self.office.work(by=CONSOLE) as work:
            for name, unit in OFFICERS.items():
                work.accounts.add(name, password=PASSWORD)
                work.accounts.grant(name, "officer", unit=unit)
            for unit, categories in UNITS.items():
                work.routing.add_route("proposal", [unit], field="category", values=categories)
        self.actors = {name: self.office.auth.sign_in(name, PASSWORD)[1].actor for name in OFFICERS}

    def run(self) -> None:
        """Lets every day of the season pass, hour by hour in office hours."""
        waiting = list(self.petitions)
        self.draw.shuffle(waiting)
        many = -(-len(waiting) // 60)
        for day in range(DAYS):
            self.clock.at = BEGIN + timedelta(days=day)
            self._file(waiting[:many])
            del waiting[:many]
            self.office.run_due_tasks()
            if self.office.jurisdiction.calendar.is_working((BEGIN + timedelta(days=day)).date()):
                self._absences()
                self._share_out()
                for _hour in range(4):
                    self.clock.forward(hours=2)
                    self._work()
                self._applicants()
            with self.office.work(by=Actor.system("worker")) as work:
                work.petitions.tick()
            self.office.run_due_tasks()
        assert not waiting
        self.office.seal()

    # ------------------------------------------------------------------ a day

    def _file(self, lines: list[dict[str, Any]]) -> None:
        for line in lines:
            self.clock.forward(minutes=self.draw.randint(0, 9), seconds=1)
            answers = {name: line[name] for name in ("category", "title", "content")}
            if not line["content"].strip():
                answers["content"] = line["title"]  # four came without content; the form asks for some
            with self.office.work(by=Actor.visitor()) as work:
                filed = work.petitions.submit("proposal", {**answers, "phone": "010-1234-5678"})
            receipt = filed.petition.receipt
            self.keys[receipt], self.went[f"petition:{filed.petition.id}"] = filed.key, line["category"]

    def _absences(self) -> None:
        for name, actor in self.actors.items():
            if self.draw.random() < 0.03 and not self._is_away(name):
                until = self.clock.now() + timedelta(days=self.draw.randint(1, 10))
                with self.office.work(by=actor) as work:
                    work.routing.enter_absence(until=until, reason="휴가")
                self.away.append((name, self.clock.now(), until))
                self.did["absence"] += 1

    def _share_out(self) -> None:
        """In each unit somebody gives what has come from another unit to whoever has least to do."""
        for unit in UNITS:
            there = [name for name, of in OFFICERS.items() if of == unit and not self._is_away(name)]
            if not there:
                continue
            with self.office.work(by=self.actors[there[0]]) as work:
                for each in work.petitions.queue(view="unassigned").items:
                    self._do("share_out", work.routing.assign_by_load, each.petition.receipt)

    def _is_away(self, name: str) -> bool:
        return any(who == name and since <= self.clock.now() < until for who, since, until in self.away)

    def _work(self) -> None:
        """Each officer who is there does something with the case that is due first."""
        for name, actor in self.actors.items():
            if self._is_away(name) or self.draw.random() < SLOW:
                continue
            with self.office.work(by=actor) as work:
                waiting = [each.petition for each in work.petitions.queue(view="mine").items]
                mine = [each for each in waiting if each.state != "awaiting_supplement"]
                if mine:
                    self._deed(work.petitions, self.draw.choice(mine[:3]))

    def _deed(self, petitions: Any, petition: Any) -> None:
        receipt, able = petition.receipt, set(petitions.actions(petition))
        luck = self.draw.random()
        if petition.state == "objected":
            self._decide_objection(petitions, receipt)
        elif luck < 0.10 and "ask_supplement" in able:
            self._do("ask_supplement", petitions.ask_supplement, receipt, "자료를 내 주세요.", days=5)
        elif luck < 0.15 and receipt in self.extended and "ask_consent" in able:
            self._do("ask_consent", petitions.ask_consent, receipt, "2d", "현장 확인")
        elif luck < 0.15 and receipt not in self.extended and "extend" in able:
            self._do("extend", petitions.extend, receipt, "3d", "현장 확인")
            self.extended.add(receipt)
        elif luck < 0.20 and "pause" in able:
            self._do("pause", petitions.pause, receipt, "inspection", "전문가 검토")
        elif "resume" in able and luck < 0.6:
            self._do("resume", petitions.resume, receipt)
        elif luck < 0.26 and "transfer" in able:
            unit = self.draw.choice([each for each in UNITS if each != petition.unit])
            self._do("transfer", petitions.transfer, receipt, unit, "소관이 다릅니다.")
        elif luck < 0.38 and "refuse" in able:
            self._do("refuse", petitions.refuse, receipt, "할 수 없습니다.", basis="법 제27조", remedy="이의신청")
        elif "answer" in able:
            self._do("answer", petitions.answer, receipt, "검토하여 답변드립니다.")

    def _decide_objection(self, petitions: Any, receipt: str) -> None:
        if self.draw.random() < 0.5:
            self._do("grant_objection", petitions.grant_objection, receipt, "다시 살펴 받아들입니다.")
        else:
            words = {"basis": "행정절차법 제23조", "remedy": "행정심판"}
            self._do("dismiss_objection", petitions.dismiss_objection, receipt, "같은 결론입니다.", **words)

    def _do(self, kind: str, deed: Any, receipt: str, *words: str, **more: Any) -> None:
        try:
            deed(receipt, *words, **more)
        except Conflict:
            self.did["conflict"] += 1
        else:
            self.did[kind] += 1

    def _applicants(self) -> None:
        """Some applicants hand in what is missing, object, remind or say how content they are."""
        for receipt, key in self.keys.items():
            if self.draw.random() > 0.06:
                continue
            with self.office.work(by=Actor.visitor()) as work:
                petition = work.petitions.holder(receipt, key)
                able = set(work.petitions.actions(petition))
                if "supplement" in able:
                    self._do("supplement", work.petitions.supplement, receipt, "자료입니다.")
                elif "consent" in able:
                    self._do("extend", work.petitions.consent, receipt)
                elif "file_objection" in able and self.draw.random() < 0.3:
                    self._do("file_objection", work.petitions.file_objection, receipt, "납득할 수 없습니다.")
                elif "remind" in able and self.draw.random() < 0.3:
                    self._do("remind", work.petitions.remind, receipt)
                elif "rate" in able and self.draw.random() < 0.5:
                    self._do("rate", work.petitions.rate, receipt, score=self.draw.randint(1, 5))
                elif "withdraw" in able and self.draw.random() < 0.02:
                    self._do("withdraw", work.petitions.withdraw, receipt)
