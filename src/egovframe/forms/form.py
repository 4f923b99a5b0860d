"""What a city asks: a form is a typed class, one attribute a question.

```python
class Pothole(Form):
    \"\"\"Tell us where the road is broken.\"\"\"

    where: str = ask("어디인가요?", en="Where is it?", max_length=200, public=True)
    lanes: int = ask("몇 개 차로가 막혔나요?", ge=0, le=8, default=0, public=True)
    phone: Phone = ask("연락받을 전화번호")
```
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, PydanticUndefined, core_schema

from egovframe.forms.asked import Asked, Compiled, read_question
from egovframe.forms.logic import Rule
from egovframe.forms.logic.plan import Plan
from egovframe.forms.questions import FREE_TEXTS, NULL_CHARACTER, Choice, Limits, Question
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    Bound = int | Decimal | dt.date | str


def ask(
    question: str | Text,
    *,
    en: str | None = None,
    default: Any = ...,
    hint: str | Text | None = None,
    public: bool = False,
    choices: Iterable[Choice] = (),
    min_length: int | None = None,
    max_length: int | None = None,
    ge: Bound | None = None,
    gt: Bound | None = None,
    le: Bound | None = None,
    lt: Bound | None = None,
    pattern: str | None = None,
    purpose: str | Text | None = None,
    basis: str | Text | None = None,
    page: str | Text | None = None,
    when: object = None,
    computed: object = None,
    each: str | Text | None = None,
    accept: Iterable[str] = (),
    max_size: int | None = None,
    refusal: str | Text | None = None,
    prefill: str | None = None,
    fixed: bool = False,
) -> Any:
    """Ask one question of a form; the type of the attribute says what it takes.

    An answer is required, unless there is a `default` or the type allows `None`. Answers are private unless
    `public=True`. What the type says about persons (`Phone`, `Personal` …) decides encryption and masking.

    Args:
        question: The words of the question, in one language or as a `Text`.
        en: Its words in English, when `question` has the Korean ones.
        default: The answer when none is given.
        hint: A line that helps to answer.
        public: Anyone may see the answer. Refused for personal data.
        choices: The answers offered, each made by `choice`; for `str`, `Literal[…]` and lists of them.
        min_length: Characters at least (of several choices: how many at least).
        max_length: Characters at most; 1,000 for `str` and 100,000 for `LongText` unless given.
        ge: The answer (number, money, date) is at least this.
        gt: The answer is more than this.
        le: The answer is at most this.
        lt: The answer is less than this.
        pattern: A regular expression that the whole answer must match (no look-around: checked in linear time).
        purpose: Why a personal answer is asked (개인정보 보호법 15); the form's title unless given.
        basis: The law that allows to ask it; a unique identifier needs one (개인정보 보호법 24의2).
        page: The heading of the page of the form that the question stands on.
        when: A rule in JSONLogic; the question is asked only where it holds, and has no answer elsewhere. The type
            allows `None` then; without a default an answer is required where the question is asked.
        computed: A rule in JSONLogic that works the answer out, whatever was sent.
        each: What one entry of a group is called.
        accept: Media types of a file, such as `image/*`; what the office takes unless given.
        max_size: Bytes of a file at most; what the office takes unless given.
        refusal: What becomes of who does not consent (개인정보 보호법 15②4).
        prefill: Where the answer is looked up for who signed in, as `source.attribute`; the settings name the source.
        fixed: What was looked up so cannot be changed by the person.

    Raises:
        DeclarationError: a rule cannot be read.
    """
    text = Text(ko=question, en=en) if en is not None and isinstance(question, str) else Text.of(question)
    limits = Limits(
        min_length=min_length,
        max_length=max_length,
        ge=_plain(ge),
        gt=_plain(gt),
        le=_plain(le),
        lt=_plain(lt),
        pattern=pattern,
    )
    asked = Asked(
        label=text,
        hint=_text(hint),
        limits=limits,
        choices=tuple(choices),
        public=public,
        purpose=_text(purpose),
        basis=_text(basis),
        page=_text(page),
        when=None if when is None else Rule.of(when),
        computed=None if computed is None else Rule.of(computed),
        each=_text(each),
        accept=tuple(accept),
        max_size=max_size,
        refusal=_text(refusal),
        prefill=prefill,
        fixed=fixed,
    )
    field = FieldInfo(default=PydanticUndefined if default is ... else default)
    field.metadata = [asked]
    return field


def _text(words: str | Text | None) -> Text | None:
    return None if words is None else Text.of(words)


def _plain(bound: Bound | None) -> int | str | None:
    """Return a limit as kept in JSON: whole numbers as they are, all else as text."""
    return bound if bound is None or isinstance(bound, int) else str(bound)


def _read(form: type[Form], fields: dict[str, FieldInfo]) -> dict[str, Question]:
    """Return the questions of a class in their order, and let each field be checked as its question says."""
    questions: dict[str, Question] = {}
    problems: list[str] = []
    for name, field in fields.items():
        try:
            question, source = read_question(name, field)
        except DeclarationError as error:
            problems.append(str(error))
            continue
        questions[name] = question
        if question.nullable and field.is_required():
            field.default = None
        kept = [each for each in field.metadata if not isinstance(each, Compiled)]
        field.metadata = [*kept, Compiled(question, source)]
    if problems:
        raise DeclarationError(f"Form {form.__name__}: {' '.join(problems)}")
    return questions


class Form(BaseModel):
    """The answers to one form. A city subclasses it; the docstring of the class is the text above its questions.

    An instance holds answers that were checked. It is frozen; shown in a log or a traceback it hides what is personal.

    Raises:
        DeclarationError: a question of the class does not hold together (all that is wrong is listed).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=False)

    form_questions: ClassVar[Mapping[str, Question]] = {}
    form_texts: ClassVar[tuple[str, ...]] = ()
    form_plan: ClassVar[Plan | None] = None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler, /) -> CoreSchema:
        """Read the questions of the class, so that their checks are what pydantic compiles."""
        cls.form_questions = _read(cls, cls.__pydantic_fields__)
        cls.form_texts = tuple(name for name, question in cls.form_questions.items() if question.kind in FREE_TEXTS)
        cls.form_plan = plan = Plan.of(cls.form_questions)
        schema = handler(source)
        if plan is None:
            return schema

        def apply(answers: Any) -> Any:
            return plan.applied(answers) if isinstance(answers, Mapping) else answers

        return core_schema.no_info_before_validator_function(apply, schema)

    @model_validator(mode="after")
    def no_null_character(self) -> Self:
        """Refuse U+0000 in a text: databases cannot keep it (one look at all texts is cheaper than one at each)."""
        answers = self.__dict__
        for name in self.form_texts:
            answer = answers[name]
            if answer is not None and "\0" in answer:
                raise PydanticCustomError(NULL_CHARACTER, "contains U+0000")
        return self

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Hide personal answers wherever a form is printed."""
        questions = type(self).form_questions
        for name, value in super().__repr_args__():
            asked = questions.get(name or "")
            yield name, "****" if asked is not None and asked.personal and value is not None else value
