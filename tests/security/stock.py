"""The things that requests name by an id: made when they are first asked for, in the unit of the roads.

Which kinds an example took is remembered: by that the walks know what stands in an address, a field or a body.
"""

from __future__ import annotations

import base64
import hashlib
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

import pyotp

from egovframe.kernel import outbox
from egovframe.kernel.ids import new_id, new_receipt, new_token, words_key
from tests.security.along import Along
from tests.web.client import Browser

if TYPE_CHECKING:
    from tests.security.world import Person, World

NEUTRAL: Final = frozenset(
    "form month role officer_role own_role unit other_unit made_unit unit_deed move head tile authenticator "
    "code_authenticator waiting_file file_field provider origin part schema resource_type open_months group "
    "visit procedure notice tongue case_step register blank publication handled_month".split()
)
"""Kinds of things that belong to nobody and to no unit: what they name is public, or the same for everybody."""
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
BACK = "https://roads.example/back"


class Stock(Along):
    """Things that are there. `owner` is whose the personal ones are: sessions, factors, downloads without a reason."""

    def __init__(self, world: World, owner: Person) -> None:
        self.world = world
        self.owner = owner
        self.made: dict[str, Any] = {}

    def __getattr__(self, kind: str) -> Any:
        """The thing of that kind; the same one each time."""
        make = None if kind.startswith("_") else getattr(type(self), f"_{kind}", None)
        if make is None:
            raise AttributeError(f"the walks know no kind of thing called {kind!r}: make it in {__name__}")
        if kind not in self.made:
            self.made[kind] = make(self)
        return self.made[kind]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of things that were taken and that belong to somebody or to a unit."""
        return frozenset(self.made) - NEUTRAL

    # ------------------------------------------------------------------ what belongs to somebody, or to a unit

    def _filed(self) -> tuple[str, str]:
        return self.world.petition()

    def _petition(self) -> str:
        return str(self.filed[0])

    def _unfinished(self) -> str:
        return self.world.unfinished()

    def _cosigned(self) -> tuple[str, str]:
        return self.world.cosigner(*self.filed)

    def _cosigner(self) -> str:
        return str(self.cosigned[0])

    def _cosigner_key(self) -> str:
        return str(self.cosigned[1])

    def _published(self) -> tuple[str, str]:
        return self.world.publication()

    def _public_petition(self) -> str:
        """A petition that was published, by its receipt number."""
        return str(self.published[0])

    def _publication(self) -> str:
        """The same by the id under which everybody reads it."""
        return str(self.published[1])

    def _signer(self) -> str:
        return self.world.signature(self.publication)

    def _link_key(self) -> str:
        return self.world.signing_key(self.publication)

    def _signed_by_owner(self) -> str:
        """A public petition that the owner signed."""
        with self.world.office.work(by=self.world.session_of(self.owner).actor) as work:
            work.public.signing.sign(self.publication)
        return str(self.publication)

    def _waiting_file(self) -> str:
        return self.world.waiting_file()

    def _filed_with_file(self) -> tuple[str, str, str]:
        return self.world.petition_with_file()

    def _file_petition(self) -> str:
        return str(self.filed_with_file[0])

    def _file_key(self) -> str:
        return str(self.filed_with_file[1])

    def _petition_file(self) -> str:
        return str(self.filed_with_file[2])

    def _file_field(self) -> str:
        return "photo"

    def _key(self) -> str:
        return str(self.filed[1])

    def _filed_by_owner(self) -> str:
        return self.world.petition(by=self.owner.id)[0]

    def _paid_petition(self) -> str:
        receipt, key = self.world.petition()
        self.world.payment(receipt, key, paid=True)
        return receipt

    def _begun_payment(self) -> tuple[str, str]:
        return self.world.payment(*self.filed)

    def _ticket(self) -> str:
        return str(self.begun_payment[0])

    def _demo_payment(self) -> str:
        return str(self.begun_payment[1])

    def _sealed_petition(self) -> str:
        receipt = self.petition
        self.world.office.seal()
        return str(receipt)

    def _record(self) -> str:
        return self.world.record()

    def _account(self) -> str:
        return self.world.person("idle", new=True).name

    def _account_id(self) -> str:
        return self.world.person("idle", new=True).id

    def _disabled(self) -> str:
        name: str = self.account
        with self.world.console("disabled") as work:
            work.accounts.disable(name)
        return name

    def _holder(self) -> str:
        """The name of somebody who holds the role `idle` everywhere."""
        return str(self.account)

    def _scoped_holder(self) -> str:
        """The name of somebody who holds the role `idle` in the roads, for potholes, and nowhere else."""
        name = self.world.person(new=True).name
        with self.world.console("grant") as work:
            work.accounts.grant(name, self.role, unit=self.unit, form=self.form)
        return name

    def _colleague(self) -> str:
        """An officer of the roads."""
        return self.world.person("officer", unit="roads").name

    def _park_officer(self) -> str:
        """An officer of the parks, which can be asked to take part in petitions of the roads."""
        return self.world.person("officer", unit="parks").name

    def _light_officer(self) -> str:
        """An officer of the lights, who are asked for their part."""
        return self.world.person("officer", unit="lights").name

    def _citizen(self) -> str:
        """The name of a citizen's account."""
        return self.world.person(kind="citizen", new=True).name

    def _service(self) -> str:
        """The account of another system."""
        return self.world.person(kind="service", new=True).name

    def _account_ref(self) -> str:
        return f"account:{self.account_id}"

    def _petition_ref(self) -> str:
        """A petition as facts name it: to search the log for, which opens nothing of the petition itself."""
        receipt = self.world.petition()[0]
        with self.world.console("petition") as work:
            return f"petition:{work.petitions.get(receipt).id}"

    def _made_unit(self) -> str:
        name = f"unit-{self.world.number()}"
        with self.world.console("unit") as work:
            work.access.units.add(name, title="새 부서", reason="직제 개편")
        return name

    def _session(self) -> str:
        return str(self.world.session_of(self.owner).id)

    def _code_factor(self) -> tuple[str, str]:
        auth = self.world.office.auth
        with auth.changing_factors(self.owner.id, by=self.world.session_of(self.owner).actor) as (work, account):
            factor, new = auth.factors.enrol_code(work, account, "totp")
        secret = new.secret.replace(" ", "")
        return factor.id, pyotp.TOTP(secret).at(self.world.clock.now())

    def _factor(self) -> str:
        return str(self.code_factor[0])

    def _code_of_factor(self) -> str:
        return str(self.code_factor[1])

    def _session_of_account(self) -> str:
        """A session of the account, which is somebody else's."""
        person = self.world.person("idle", new=True)
        self.made["account"] = person.name
        return str(self.world.session_of(person).id)

    def _factor_of_account(self) -> str:
        """A code of the account, which is somebody else's."""
        person = self.world.person("idle", new=True)
        self.made["account"] = person.name
        auth = self.world.office.auth
        with auth.changing_factors(person.id, by=self.world.session_of(person).actor) as (work, account):
            return str(auth.factors.enrol_code(work, account, "totp")[0].id)

    def _delegation(self) -> str:
        """What a lender lent the owner."""
        until = self.world.clock.now() + timedelta(days=3)
        lender = self.world.person("everything", new=True)
        with self.world.office.work(by=self.world.session_of(lender).actor, why="leave") as work:
            return str(work.access.delegations.lend(self.owner.name, until=until, reason="휴가").id)

    def _form_draft(self) -> str:
        return self.world.form_draft()

    def _holiday(self) -> str:
        return self.world.holiday()

    def _hours(self) -> str:
        return self.world.hours()

    def _made_form(self) -> str:
        return self.world.form_draft(publish=True)

    def _made_role(self) -> str:
        name = f"made-{self.world.number()}"
        with self.world.console("role") as work:
            work.access.roles.define(name, may={"form.read"}, title="만든 역할")
        return name

    def _client_id(self) -> str:
        return str(self.client[0])

    def _download(self) -> str:
        """A copy that the owner took without the reason that is due; the id of its fact."""
        return self.world.download(self.record, by=self.owner)

    def _others_download(self) -> str:
        """A copy that somebody else took."""
        return self.world.download(self.record, by=self.world.person("everything"))

    def _fact(self) -> str:
        self.world.petition()
        self.world.office.seal()
        return str(self.world.facts(action="petition.submitted")[0]["id"])

    def _hold(self) -> str:
        with self.world.console("hold") as work:
            return str(work.holding.place(reason="소송", actions=["petition.*"]).id)

    def _alarm(self) -> str:
        return str(self.world.office.witnesses.alarms()[0].id)

    def _task(self) -> str:
        """A task of the outbox: the notice of an answer."""
        with self.world.console("answer") as work:
            work.petitions.answer(self.petition, "고쳤습니다.")
        with self.world.office.database.read() as conn:
            return str(outbox.waiting(conn, limit=1_000)[-1].id)

    def _client(self) -> tuple[str, str]:
        with self.world.console("client") as work:
            new = work.clients.add(f"client-{self.world.number()}", redirect=(BACK,))
        return new.client.id, new.secret

    def _basic(self) -> str:
        word = base64.b64encode(":".join(self.client).encode()).decode()
        return f"Basic {word}"

    def _asked_of_provider(self) -> dict[str, str]:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
        return {
            "client_id": self.client_id,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid profile",
            "state": "xyz",
            "nonce": "n-0S6_WzA2Mj",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }

    def _code(self) -> str:
        browser = self.world.browser(self.owner)
        answer = browser.get(f"/oauth/authorize?{urlencode(self.asked_of_provider)}")
        return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]

    def _access_token(self) -> str:
        asked = {"grant_type": "authorization_code", "code": self.code, "redirect_uri": BACK, "code_verifier": VERIFIER}
        answer = Browser(self.world.app, base="https://city.example").post(
            "/oauth/token", data=asked, headers={"authorization": self.basic}
        )
        return str(answer.json()["access_token"])

    def _signed_in_system(self) -> str:
        """A sign-in of the owner to another system."""
        assert self.access_token
        return str(self.world.office.auth.id_provider.connected.of(self.owner.id)[-1].family)

    # ------------------------------------------------------------------ what belongs to nobody

    def _form(self) -> str:
        return "pothole"

    def _month(self) -> str:
        return "2026-09"

    def _handled_month(self) -> str:
        """A month of handling that nobody has reviewed yet."""
        number = self.world.number()
        return f"20{10 + number // 12 % 15}-{number % 12 + 1:02d}"

    def _open_months(self) -> list[str]:
        with self.world.console("months") as work:
            return [outcome.month for outcome in work.holding.months() if outcome.open]

    def _role(self) -> str:
        return "idle"

    def _officer_role(self) -> str:
        return "officer"

    def _own_role(self) -> str:
        """The role of whoever holds no permission that matters."""
        return "idle"

    def _code_authenticator(self) -> str:
        return "totp"

    def _group(self) -> str:
        return "idle"

    def _notice(self) -> str:
        """A kind of notice, and a language that it is written in: what every office has."""
        return "refusal"

    def _register(self) -> str:
        """A register that every office keeps, and a form to be filled in by hand."""
        return "register"

    def _blank(self) -> str:
        return "objection"

    def _tongue(self) -> str:
        return "ko"

    def _unit(self) -> str:
        return "roads"

    def _other_unit(self) -> str:
        """Where petitions of the roads can be passed on to."""
        return "parks"

    def _procedure(self) -> str:
        return "statutory"

    def _case_step(self) -> str:
        return "ask_supplement"

    def _unit_deed(self) -> str:
        return "rename"

    def _move(self) -> str:
        return "move"

    def _head(self) -> str:
        return "head"

    def _tile(self) -> str:
        self.world.office.seal()
        size = int(self.world.office.trail.status()["checkpoint"].split("\n")[1])
        return f"entries/000.p/{size}" if size < 256 else "0/000"

    def _authenticator(self) -> str:
        return "passkey"

    def _provider(self) -> str:
        return "elsewhere"

    def _visit(self) -> str:
        return "nobody-began-it"

    def _origin(self) -> str:
        return hashlib.sha256(b"bada.example/log").hexdigest()

    def _part(self) -> str:
        return "kept"

    # ------------------------------------------------------------------ who handles it

    def _approval(self) -> str:
        return self.world.approval(self.owner, sign=True)

    def _draft(self) -> str:
        return self.world.approval(self.owner, sign=False)

    def _approver(self) -> str:
        return self.world.person("everything", new=True).name

    def _route(self) -> str:
        return self.world.route()

    def _absence(self) -> str:
        return self.world.absence(self.owner)

    def _schema(self) -> str:
        return "urn:ietf:params:scim:schemas:core:2.0:User"

    def _resource_type(self) -> str:
        return "User"


class Missing(Stock):
    """Ids of the same form, of things that are not there."""

    def _petition(self) -> str:
        return new_receipt()

    _sealed_petition = _filed_by_owner = _told_petition = _file_petition = _petition

    _waiting_petition = _paused_petition = _consulted_petition = _extended_petition = _asked_petition = _petition
    _joint_petition = _petition
    _refused_petition = _objected_petition = _petition
    _neighbour = _leading_petition = _joined_petition = _crowd_petition = _petition

    def _key(self) -> str:
        return words_key(os.urandom(16))

    _told_key = _file_key = _key

    def _record(self) -> str:
        return new_id()

    _asked_part = _petition_ref = _account_ref = _factor_of_account = _record
    _client_id = _delegation = _session_of_account = _account_id = _session = _factor = _record
    _approval = _draft = _route = _absence = _petition_file = _record
    _hours = _holiday = _download = _others_download = _fact = _hold = _alarm = _task = _signed_in_system = _paper = (
        _record
    )

    def _account(self) -> str:
        return f"nobody-{self.world.number()}"

    _park_officer = _light_officer = _approver = _disabled = _holder = _scoped_holder = _colleague = _service = (
        _citizen
    ) = _made_role = _account
    _form_draft = _made_form = _account

    def _code_of_factor(self) -> str:
        return "000000"

    def _code(self) -> str:
        return new_token()

    _access_token = _code
