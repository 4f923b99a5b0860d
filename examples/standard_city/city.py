"""Haneul City: its units, roles, record classes and forms, and what it does by itself when a petition comes in."""

from datetime import date
from typing import Annotated, Literal

from egovframe import App, Form, Petition, Work, ask
from egovframe.forms import (
    Address,
    Choices,
    Email,
    LongText,
    PersonName,
    Phone,
    Sensitive,
    Won,
    at_once,
    choice,
    weeks,
    working_days,
)
from egovframe.kernel.text import Text
from egovframe.records import years

app = App(Text(ko="하늘시", en="Haneul City"))

# --- Who works here --------------------------------------------------------------------------------------------------
streets = app.unit("streets", title=Text(ko="안전교통국", en="Streets and Safety"))
roads = app.unit("roads", title=Text(ko="도로과", en="Roads"), parent=streets)
traffic = app.unit("traffic", title=Text(ko="교통과", en="Traffic and Parking"), parent=streets)
environment = app.unit("environment", title=Text(ko="환경국", en="Environment"))
parks = app.unit("parks", title=Text(ko="공원녹지과", en="Parks"), parent=environment)
air_and_noise = app.unit("air-and-noise", title=Text(ko="생활환경과", en="Air and Noise"), parent=environment)
welfare = app.unit("welfare", title=Text(ko="복지과", en="Welfare"))
planning = app.unit("planning", title=Text(ko="기획과", en="Planning"))

HANDLES = {"petition.read", "petition.assign", "petition.answer", "petition.reveal", "record.read", "statistics.read"}

road_officer = app.role("road-officer", title=Text(ko="도로 담당", en="Road officer"), may=HANDLES)
traffic_officer = app.role("traffic-officer", title=Text(ko="교통 담당", en="Traffic officer"), may=HANDLES)
park_officer = app.role("park-officer", title=Text(ko="공원 담당", en="Park officer"), may=HANDLES)
environment_officer = app.role("environment-officer", title=Text(ko="환경 담당", en="Environment officer"), may=HANDLES)
welfare_officer = app.role("welfare-officer", title=Text(ko="복지 담당", en="Welfare officer"), may=HANDLES)
planning_officer = app.role(
    "planning-officer", title=Text(ko="기획 담당", en="Planning officer"), may=HANDLES | {"petition.publish"}
)
app.role(
    "front-desk",
    title=Text(ko="민원실", en="Front desk"),
    may={"petition.read", "petition.assign", "petition.import", "statistics.read"},
)
app.role(
    "team-lead",
    title=Text(ko="팀장", en="Team lead"),
    may=HANDLES | {"petition.approve", "petition.publish", "petition.supervise", "route.manage"},
)
app.role("records-clerk", title=Text(ko="기록 담당", en="Records clerk"), may={"record.read", "record.declare"})
app.role(
    "auditor",
    title=Text(ko="감사 담당", en="Auditor"),
    may={"account.read", "audit.read", "audit.reveal", "audit.review", "audit.verify", "record.read"},
)
app.role(
    "audit-keeper",
    title=Text(ko="감사 기록 보관 담당", en="Keeper of the audit log"),
    may={"account.read", "audit.read", "audit.hold", "audit.dispose"},
)

# --- How long records are kept ---------------------------------------------------------------------------------------
small_repairs = app.record_class("small-repairs", title=Text(ko="소규모 보수", en="Small repairs"), keep=years(1))
living = app.record_class("living-conditions", title=Text(ko="생활 불편", en="Living conditions"), keep=years(3))
support = app.record_class("support", title=Text(ko="복지 지원", en="Support"), keep=years(10))

Consent = list[Literal["agreed"]]
"""A box that must be ticked."""

AGREED = [choice("agreed", ko="동의합니다", en="I agree")]


# --- Roads and traffic -----------------------------------------------------------------------------------------------
class Harm(Choices):
    """What a broken road has done."""

    NONE = choice("none", ko="아직 없음", en="Nothing yet")
    CAR = choice("car", ko="차가 상함", en="A car was damaged")
    PERSON = choice("person", ko="사람이 다침", en="A person was hurt")


@app.form(
    "pothole",
    title=Text(ko="도로 파손 신고", en="Report a broken road"),
    about=Text(
        ko="길이 패거나 꺼진 곳을 알려 주세요. 고친 뒤 답을 드립니다.",
        en="Tell us where the road is broken. We mend it and write back.",
    ),
    by=road_officer,
    within=working_days(7),
    keep=years(5),
    unit=roads,
)
class Pothole(Form):
    """A hole or a sunken place in a road."""

    where: str = ask(
        "어디인가요?",
        en="Where is it?",
        hint=Text(ko="도로 이름과 가까운 건물 번호", en="Street and nearest house number"),
        max_length=200,
        public=True,
    )
    lanes: int = ask("몇 개 차로가 막혔나요?", en="How many lanes are blocked?", ge=0, le=8, default=0, public=True)
    harm: Harm = ask("피해가 있었나요?", en="Has anything happened?", default=Harm.NONE)
    phone: Phone = ask("연락받을 전화번호", en="Phone number for questions")


@app.on_submit(Pothole)
def put_dangerous_roads_first(petition: Petition[Pothole], work: Work) -> None:
    if petition.form.lanes >= 4 or petition.form.harm is Harm.PERSON:
        work.petitions.mark_urgent(petition)


@app.form(
    "street-light",
    title=Text(ko="가로등 고장 신고", en="Report a broken street light"),
    about=Text(
        ko="꺼지거나 깜빡이는 가로등을 알려 주세요.",
        en="Tell us of a light that is dark or flickers.",
    ),
    by=road_officer,
    within=at_once(),
    keep=small_repairs,
    unit=roads,
)
class StreetLight(Form):
    """A street light that needs mending."""

    pole: str = ask(
        "기둥 번호",
        en="Number on the pole",
        hint=Text(ko="기둥의 노란 표지, 보기: 3-0412", en="On the yellow plate, such as 3-0412"),
        pattern="[1-9]-[0-9]{4}",
        public=True,
    )
    fault: Literal["dark", "flickers", "by-day", "hanging"] = ask(
        "어떤 고장인가요?",
        en="What is wrong?",
        choices=[
            choice("dark", ko="켜지지 않음", en="It stays dark"),
            choice("flickers", ko="깜빡임", en="It flickers"),
            choice("by-day", ko="낮에도 켜짐", en="It burns by day"),
            choice("hanging", ko="떨어질 듯함", en="It hangs loose"),
        ],
        public=True,
    )
    phone: Phone | None = ask("연락받을 전화번호", en="Phone number for questions")


@app.on_submit(StreetLight)
def put_loose_lights_first(petition: Petition[StreetLight], work: Work) -> None:
    if petition.form.fault == "hanging":
        work.petitions.mark_urgent(petition)


@app.form(
    "parking-permit",
    title=Text(ko="거주자 우선 주차 신청", en="Apply for a resident's parking place"),
    about=Text(
        ko="사는 곳 가까이에 한 대를 세울 자리를 신청합니다. 석 달마다 요금을 냅니다.",
        en="A place for one car near your home, paid every three months.",
    ),
    by=traffic_officer,
    within=weeks(2),
    keep=years(3),
    unit=traffic,
)
class ParkingPermit(Form):
    """A place for one car near its owner's home."""

    name: PersonName = ask("성명", en="Name", page=Text(ko="신청인", en="Applicant"))
    address: Address = ask("주소", en="Address")
    phone: Phone = ask("전화번호", en="Phone")
    plate: str = ask(
        "차량 번호",
        en="Number plate",
        pattern="[0-9]{2,3}[가-힣] ?[0-9]{4}",
        hint=Text(ko="보기: 12가 3456", en="Such as 12가 3456"),
        page=Text(ko="차량", en="Car"),
    )
    electric: bool = ask("전기차인가요?", en="Is it an electric car?")
    begins: date = ask("언제부터 쓰시나요?", en="From which day?", ge=date(2026, 1, 1))
    consent: Consent = ask(
        "차량 등록 정보를 확인하는 데 동의하시나요?",
        en="May we look up the registration of the car?",
        choices=AGREED,
        basis=Text(ko="개인정보 보호법 제15조제1항제1호", en="Personal Information Protection Act, article 15(1)1"),
    )


# --- Parks, air and noise --------------------------------------------------------------------------------------------
@app.form(
    "tree",
    title=Text(ko="가로수·공원 나무 정비 요청", en="Ask for care of a tree"),
    about=Text(
        ko="부러진 가지, 기운 나무, 시든 나무를 알려 주세요.",
        en="Tell us of broken branches and of leaning or withered trees.",
    ),
    by=park_officer,
    within=working_days(10),
    keep=living,
    unit=parks,
)
class Tree(Form):
    """A tree in a street or a park that needs care."""

    where: str = ask("어디에 있나요?", en="Where does it stand?", max_length=200, public=True)
    matter: list[Literal["branch", "leaning", "withered", "root", "pest"]] = ask(
        "무엇이 문제인가요?",
        en="What is the matter?",
        choices=[
            choice("branch", ko="부러진 가지", en="Broken branch"),
            choice("leaning", ko="기운 나무", en="Leaning tree"),
            choice("withered", ko="시든 나무", en="Withered tree"),
            choice("root", ko="보도를 들어 올린 뿌리", en="Roots lifting the pavement"),
            choice("pest", ko="벌레", en="Pests"),
        ],
        hint=Text(ko="여럿을 고를 수 있습니다", en="Choose all that apply"),
        public=True,
    )
    words: LongText | None = ask("더 하실 말씀", en="Anything else", max_length=2000)
    email: Email | None = ask("답을 받을 전자우편", en="E-mail for the answer")


@app.form(
    "park-use",
    title=Text(ko="공원 행사 사용 신청", en="Use a park for an event"),
    about=Text(
        ko="잔디마당과 야외무대를 행사에 쓰려면 신청하세요.",
        en="Apply to use a lawn or an open-air stage for an event.",
    ),
    by=park_officer,
    within=working_days(5),
    keep=years(3),
    unit=parks,
)
class ParkUse(Form):
    """An event in a park."""

    event: str = ask("행사 이름", en="Name of the event", max_length=100, public=True)
    park: Literal["lake", "hill", "riverside"] = ask(
        "어느 공원인가요?",
        en="Which park?",
        choices=[
            choice("lake", ko="호수공원", en="Lake Park"),
            choice("hill", ko="솔언덕공원", en="Pine Hill Park"),
            choice("riverside", ko="강변공원", en="Riverside Park"),
        ],
        public=True,
    )
    day: date = ask("언제인가요?", en="On which day?", ge=date(2026, 1, 1), public=True)
    people: int = ask("몇 명이 오나요?", en="How many people will come?", ge=1, le=5000)
    fee: Won | None = ask(
        "참가비를 받나요? 받는다면 얼마인가요?",
        en="Is there an entrance fee? How much?",
        hint=Text(ko="없으면 비워 두세요", en="Leave it empty if there is none"),
        le=100_000,
    )
    name: PersonName = ask("책임자 성명", en="Name of the person in charge")
    phone: Phone = ask("전화번호", en="Phone")


@app.form(
    "noise",
    title=Text(ko="소음 신고", en="Complain about noise"),
    about=Text(
        ko="공사장과 사업장의 소음을 재고 알려 드립니다.",
        en="We measure the noise of building sites and shops and write back.",
    ),
    by=environment_officer,
    within=working_days(7),
    keep=living,
    unit=air_and_noise,
)
class Noise(Form):
    """Noise that somebody suffers from."""

    where: str = ask("어디에서 들리나요?", en="Where does it come from?", max_length=200, public=True)
    source: Literal["building-site", "shop", "traffic", "other"] = ask(
        "무슨 소리인가요?",
        en="What is it?",
        choices=[
            choice("building-site", ko="공사장", en="A building site"),
            choice("shop", ko="가게나 공장", en="A shop or a workshop"),
            choice("traffic", ko="차량", en="Traffic"),
            choice("other", ko="그 밖", en="Something else"),
        ],
        public=True,
    )
    since: date | None = ask("언제부터인가요?", en="Since when?")
    at_night: bool = ask("밤에도 들리나요?", en="Is it heard at night?", default=False, public=True)
    words: LongText = ask("어떻게 들리나요?", en="What do you hear?", max_length=2000)
    phone: Phone | None = ask("전화번호", en="Phone")


# --- Welfare and planning --------------------------------------------------------------------------------------------
@app.form(
    "meals",
    title=Text(ko="어르신 도시락 배달 신청", en="Meals for elderly people at home"),
    about=Text(
        ko="혼자 지내시는 예순다섯 살 이상 어르신 댁에 점심 도시락을 가져다드립니다.",
        en="Lunch brought home to people over 65 who live alone.",
    ),
    by=welfare_officer,
    within=working_days(3),
    keep=support,
    unit=welfare,
)
class Meals(Form):
    """Lunch brought to somebody who lives alone."""

    name: PersonName = ask("어르신 성명", en="Name of the person")
    address: Address = ask("어디로 가져다드릴까요?", en="Where shall we bring them?")
    phone: Phone = ask("전화번호", en="Phone")
    diet: Annotated[str, Sensitive] | None = ask(
        "드시면 안 되는 음식이나 병이 있나요?",
        en="Is there an illness, or food to avoid?",
        basis=Text(ko="개인정보 보호법 제23조제1항제1호(동의)", en="Consent (article 23(1)1 of the Act)"),
        max_length=300,
    )
    consent: Consent = ask(
        "적어 주신 건강 정보를 도시락을 준비하는 데 쓰는 것에 동의하시나요?",
        en="May we use what you wrote about health to prepare the meals?",
        choices=AGREED,
    )


@app.form(
    "suggestion",
    title=Text(ko="시정 제안", en="Make a suggestion"),
    about=Text(
        ko="더 나은 하늘시를 위한 생각을 들려주세요.",
        en="Tell us how Haneul City could be better.",
    ),
    by=planning_officer,
    within=working_days(14),
    keep=years(3),
    unit=planning,
)
class Suggestion(Form):
    """A thought on how the city could be better."""

    category: str = ask(
        "분야",
        en="Field",
        hint=Text(ko="보기: 교통, 환경, 복지", en="Such as traffic, environment, welfare"),
        max_length=100,
        public=True,
    )
    title: str = ask("제목", en="Title", max_length=200, public=True)
    content: LongText = ask("내용", en="Your suggestion", public=True)
    name: PersonName | None = ask("성명", en="Name")
    email: Email | None = ask("전자우편", en="E-mail")
