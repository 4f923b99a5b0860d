"""The channel does what every channel must, and what is its own."""

import json
from pathlib import Path

import pytest
from egovframe_sms_file import SmsFile

from egovframe.forms.interfaces import Channel, Message, Undeliverable
from egovframe.testing.suites import ChannelSuite


class TestSmsFile(ChannelSuite):
    """The channel passes the suite of all channels."""

    @pytest.fixture
    def channel(self, tmp_path: Path) -> SmsFile:
        """Return a channel into an empty folder."""
        return SmsFile(folder=tmp_path / "spool", sender="02-120")

    def arrived(self, channel: Channel, message: Message) -> list[str]:
        """Return what the gateway reads, without the line that names the subject."""
        assert isinstance(channel, SmsFile)
        files = channel.folder.glob(f"{message.id}*")
        return [json.loads(file.read_text(encoding="utf-8"))["text"].partition("\n")[2] for file in files]


def notice(text: str, *, language: str = "ko", phone: str | None = "+821012345678") -> Message:
    """Return a notice of an answered petition."""
    return Message(
        id="0198a-1", kind="result", receipt="PK4M-T7Q2", language=language, subject="답변", text=text, phone=phone
    )


def test_the_gateway_finds_number_sender_and_text(tmp_path: Path) -> None:
    """One file, three fields, readable by its owner only."""
    SmsFile(folder=tmp_path, sender="02-120").send(notice("오늘 메웠습니다."))
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "to": "+821012345678",
        "from": "02-120",
        "text": "[답변]\n오늘 메웠습니다.",
    }
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("language", "words"), [("ko", "이어지는 내용: "), ("en", "Read on: ")])
def test_a_long_notice_is_cut_and_says_where_the_rest_is(tmp_path: Path, language: str, words: str) -> None:
    """What one message cannot carry is read on the page that the settings name."""
    channel = SmsFile(folder=tmp_path, sender="02-120", more="https://haneul.example/status", longest=140)
    channel.send(notice("가나다라" * 100, language=language))
    text = json.loads(next(tmp_path.iterdir()).read_text(encoding="utf-8"))["text"]
    assert text.endswith(f"…\n{words}https://haneul.example/status")
    assert 130 < len(text.encode("euc-kr", "replace")) <= 140


def test_without_a_number_nothing_can_be_sent(tmp_path: Path) -> None:
    """The office is told at once, instead of trying again for hours."""
    with pytest.raises(Undeliverable, match="phone"):
        SmsFile(folder=tmp_path, sender="02-120").send(notice("가", phone=None))
    assert list(tmp_path.iterdir()) == []
