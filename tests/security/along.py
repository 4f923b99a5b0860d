"""Petitions that are on their way: waiting, paused, refused, objected to, told. Part of the stock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from egovframe.kernel.permissions import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.security.world import World


class Along:
    """Kinds of things made of the petition of the stock, whose key is the stock's."""

    world: World
    petition: str
    key: str
    extended_petition: str
    asked_part: str
    refused_petition: str
    told: tuple[str, str, str]

    def _waiting_petition(self) -> str:
        """The petition, for which a supplement was asked."""
        return self._after(lambda petitions: petitions.ask_supplement(self.petition, "사진", days=10))

    def _paused_petition(self) -> str:
        return self._after(lambda petitions: petitions.pause(self.petition, "hearing", "청문"))

    def _consulted_petition(self) -> str:
        by = self.world.clock.now() + timedelta(hours=2)
        return self._after(lambda petitions: petitions.consult(self.petition, "경찰서", "통제?", reply_by=by))

    def _asked_part(self) -> str:
        """What a third unit is asked for in the petition; gives the part's id."""
        by = self.world.clock.now() + timedelta(days=2)
        self._after(lambda petitions: petitions.ask_part(self.petition, "lights", "가로등", "되나요?", reply_by=by))
        with self.world.console("parts") as work:
            return str(work.parts.of(self.petition)[-1].id)

    def _joint_petition(self) -> str:
        assert self.asked_part
        return str(self.petition)

    def _extended_petition(self) -> str:
        return self._after(lambda petitions: petitions.extend(self.petition, "7d", "자재"))

    def _asked_petition(self) -> str:
        """The petition, whose holder was asked to consent to a second extension."""
        assert self.extended_petition
        return self._after(lambda petitions: petitions.ask_consent(self.petition, "2d", "자재"))

    def _refused_petition(self) -> str:
        said = {"basis": "도로법 제2조", "remedy": "60일 안에 이의신청"}
        return self._after(lambda petitions: petitions.refuse(self.petition, "사유지", **said))

    def _objected_petition(self) -> str:
        assert self.refused_petition
        with self.world.office.work(by=Actor.visitor()) as work:
            work.petitions.holder(self.petition, self.key)
            work.petitions.file_objection(self.petition, "시의 땅입니다.")
        return str(self.petition)

    def _neighbour(self) -> str:
        """A petition of somebody else who asks for the same."""
        return self._neighbours(1)[0]

    def _leading_petition(self) -> str:
        """The petition, under which those of four neighbours were joined."""
        with self.world.console("joined") as work:
            work.joined.join(self.petition, self._neighbours(4))
        return str(self.petition)

    def _joined_petition(self) -> str:
        """The petition, which was joined under one of a neighbour."""
        lead, *others = self._neighbours(4)
        with self.world.console("joined") as work:
            work.joined.join(lead, [self.petition, *others])
        return str(self.petition)

    def _crowd_petition(self) -> str:
        """The petition, which was marked as one of many."""
        with self.world.console("many") as work:
            work.joined.mark_many(self.petition, persons=9, households=6, original=True)
        return str(self.petition)

    def _neighbours(self, many: int) -> list[str]:
        first = 80_000_000 + self.world.number() * 10
        phones = ["010-{:04}-{:04}".format(*divmod(first + number, 10_000)) for number in range(many)]
        return [self.world.petition(phone=phone)[0] for phone in phones]

    def _after(self, deed: Callable[[Any], Any]) -> str:
        """The petition once the office did something with it."""
        receipt = self.petition
        with self.world.console("course") as work:
            deed(work.petitions)
        return str(receipt)

    def _told(self) -> tuple[str, str, str]:
        """A petition that was answered and whose applicant was told: its number, key, and the paper."""
        receipt, key = self.world.petition()
        with self.world.console("answer") as work:
            work.petitions.answer(receipt, "고쳤습니다.")
        while self.world.office.worker.run_once():
            pass
        with self.world.console("paper") as work:
            (notice,) = work.notices.of(work.petitions.get(receipt))
        return receipt, key, str(notice.paper)

    def _told_petition(self) -> str:
        return str(self.told[0])

    def _told_key(self) -> str:
        return str(self.told[1])

    def _paper(self) -> str:
        return str(self.told[2])
