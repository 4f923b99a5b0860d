"""The papers of any office, in Korean, English and Spanish, without one country's law.

A jurisdiction takes them as they are, or says which of them are its official forms: see
`egovframe.forms.builtin.kr_papers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from egovframe.forms.notices.paper import Paper, Reader
from egovframe.forms.public.papers import PAPERS as OF_PUBLIC_PETITIONS
from egovframe.kernel.text import Text

_CASE: Final = ("title", "receipt", "received")
_ENTRY: Final = ("registered", "receipt", "received", "title", "applicant")


def _paper(
    kind: str,
    title: tuple[str, str, str],
    body: tuple[str, str, str],
    *,
    rows: tuple[str, ...] = _CASE,
    needs: tuple[str, ...] = (),
    reader: Reader = "applicant",
    subject: tuple[str, str, str] | None = None,
) -> Paper:
    named = subject or title
    return Paper(
        kind=kind,
        title=Text(ko=title[0], en=title[1], es=title[2]),
        subject=Text(
            **{
                tag: f"[{{{{office}}}}] {words} ({{{{receipt}}}})"
                for tag, words in zip(("ko", "en", "es"), named, strict=True)
            }
        ),
        body=Text(ko=body[0], en=body[1], es=body[2]),
        rows=rows,
        needs=needs,
        reader=reader,
    )


_REASONS: Final = (
    "# 이유\n{{reason}}",
    "# Reasons\n{{reason}}",
    "# Motivos\n{{reason}}",
)
_BASIS: Final = (
    "\n\n{{#basis}}\n# 근거\n{{basis}}\n{{/basis}}\n{{#remedy}}\n# 구제 방법\n{{remedy}}\n{{/remedy}}",
    "\n\n{{#basis}}\n# Legal basis\n{{basis}}\n{{/basis}}\n{{#remedy}}\n# Remedies\n{{remedy}}\n{{/remedy}}",
    "\n\n{{#basis}}\n# Base legal\n{{basis}}\n{{/basis}}\n{{#remedy}}\n# Recursos\n{{remedy}}\n{{/remedy}}",
)


def _with(lead: tuple[str, str, str], *rest: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return a first paragraph with what follows it, in each language."""
    ko, en, es = (f"{first}\n\n" + "".join(more) for first, *more in zip(lead, *rest, strict=True))
    return ko, en, es


_ALL: Final = (
    _paper(
        "receipt",
        ("접수증", "Receipt", "Constancia de recepción"),
        ("민원을 접수했습니다.", "We received your petition.", "Hemos recibido su solicitud."),
        subject=("민원을 접수했습니다", "We received your petition", "Hemos recibido su solicitud"),
        rows=(*_CASE, "limit", "due"),
        needs=("receipt", "title", "due"),
    ),
    _paper(
        "result",
        ("처리결과 통지", "Notice of the result", "Notificación del resultado"),
        (
            "신청하신 민원의 처리 결과를 알려 드립니다.\n\n{{text}}",
            "The result of your petition is as follows.\n\n{{text}}",
            "El resultado de su solicitud es el siguiente.\n\n{{text}}",
        ),
        subject=("민원 처리 결과", "The result of your petition", "Resultado de su solicitud"),
        rows=(*_CASE, "joint"),
        needs=("text",),
    ),
    _paper(
        "refusal",
        ("거부처분 통지", "Notice of refusal", "Notificación de denegación"),
        _with(
            (
                "신청하신 민원을 들어드리지 못하게 되었습니다.",
                "Your petition could not be granted.",
                "No fue posible acceder a su solicitud.",
            ),
            _REASONS,
            _BASIS,
        ),
        subject=("민원 처리 결과", "The result of your petition", "Resultado de su solicitud"),
        rows=(*_CASE, "joint"),
        needs=("reason", "basis", "remedy"),
    ),
    _paper(
        "return",
        ("반려 통지", "Notice of return", "Notificación de devolución"),
        _with(
            (
                "보완을 요청한 것이 기한까지 오지 않아 민원문서를 돌려드립니다.",
                "Your petition is given back, as what was missing did not come in time.",
                "Se devuelve su solicitud, porque lo que faltaba no llegó a tiempo.",
            ),
            _REASONS,
        ),
        needs=("reason",),
    ),
    _paper(
        "transfer",
        ("이송 통지", "Notice of transfer", "Notificación de transferencia"),
        _with(
            (
                "신청하신 민원은 다른 기관의 소관이어서 그 기관으로 보냈습니다. 처리 결과는 그 기관이 알려 드립니다.",
                "Your petition belongs to another body and was sent there, which tells you the result.",
                "Su solicitud corresponde a otra institución y fue enviada a ella, que le informará el resultado.",
            ),
            _REASONS,
        ),
        rows=(*_CASE, "body"),
        needs=("reason",),
    ),
    _paper(
        "repeat",
        ("종결 통지", "Notice of closing", "Notificación de cierre"),
        _with(
            (
                "이미 결과를 알려 드린 것과 같은 내용이어서 이 민원을 종결합니다.",
                "This petition repeats what was answered already, and is closed.",
                "Esta solicitud repite lo que ya fue contestado y se cierra.",
            ),
            _REASONS,
        ),
        needs=("reason",),
    ),
    _paper(
        "supplement",
        ("보완 요구", "Request for what is missing", "Requerimiento de subsanación"),
        (
            "민원을 처리하려면 다음이 더 필요합니다. 기다리는 동안 처리기간은 멈춥니다.\n\n{{text}}",
            "To go on we need the following. While we wait, the time limit stands still.\n\n{{text}}",
            "Para continuar necesitamos lo siguiente. Mientras esperamos, el plazo se suspende.\n\n{{text}}",
        ),
        rows=(*_CASE, "until", "nth"),
        needs=("text", "until"),
    ),
    _paper(
        "supplement-extended",
        ("보완기간 연장", "More time for what is missing", "Prórroga para subsanar"),
        (
            "보완할 수 있는 기간을 늘렸습니다.",
            "You have more time to send what is missing.",
            "Tiene más tiempo para enviar lo que falta.",
        ),
        rows=(*_CASE, "until", "nth"),
        needs=("until",),
    ),
    _paper(
        "extension",
        ("처리기간 연장 통지", "Notice of extension", "Notificación de prórroga"),
        _with(
            (
                "부득이한 사유로 처리기간을 연장했습니다.",
                "The time to process your petition had to be extended.",
                "Fue necesario prorrogar el plazo de su solicitud.",
            ),
            _REASONS,
        ),
        rows=(*_CASE, "limit", "old_due", "by", "due"),
        needs=("reason", "due"),
    ),
    _paper(
        "consent",
        (
            "처리기간 재연장 동의 요청",
            "Request to consent to a second extension",
            "Pedido de consentimiento para otra prórroga",
        ),
        _with(
            (
                "처리기간을 한 번 더 연장하려고 합니다. 처리 상황 화면에서 동의하거나 거절하실 수 있습니다.",
                "We ask to extend the time once more. On the progress page you may consent or decline.",
                "Pedimos prorrogar el plazo una vez más. En la página de estado puede aceptar o rechazar.",
            ),
            _REASONS,
        ),
        rows=(*_CASE, "due", "by"),
        needs=("reason", "by"),
    ),
    _paper(
        "progress",
        ("처리진행상황 통지", "Notice of progress", "Notificación de avance"),
        (
            "신청하신 민원을 아직 처리하고 있습니다.",
            "Your petition is still being worked on.",
            "Su solicitud sigue en trámite.",
        ),
        rows=(*_CASE, "state", "due", "nth"),
        needs=("state", "due"),
    ),
    _paper(
        "deadline",
        ("처리 기한 변경 통지", "Notice of a new due date", "Notificación de nuevo vencimiento"),
        (
            "민원의 처리 기한이 바뀌었습니다.{{#reason}}\n\n{{reason}}{{/reason}}",
            "Your petition is due at another time than before.{{#reason}}\n\n{{reason}}{{/reason}}",
            "Su solicitud vence en otra fecha que antes.{{#reason}}\n\n{{reason}}{{/reason}}",
        ),
        rows=(*_CASE, "old_due", "due"),
        needs=("due",),
    ),
    _paper(
        "objection",
        ("거부처분에 대한 이의신청서", "Objection to a refusal", "Recurso contra una denegación"),
        (
            "거부처분에 대하여 이의를 신청합니다.{{#reason}}\n\n# 이의신청의 취지와 이유\n{{reason}}{{/reason}}",
            "I object to the refusal as follows.{{#reason}}\n\n# What I ask and why\n{{reason}}{{/reason}}",
            "Presento recurso contra la denegación.{{#reason}}\n\n# Pedido y motivos\n{{reason}}{{/reason}}",
        ),
        rows=("applicant", "address", "phone", "title", "receipt", "decided", "text", "filed"),
        reader="blank",
    ),
    _paper(
        "objection-extension",
        (
            "이의신청 결정기간 연장 통지",
            "Notice that an objection takes longer",
            "Notificación de prórroga del recurso",
        ),
        _with(
            (
                "이의신청을 결정하는 기간을 연장했습니다.",
                "The time to decide your objection had to be extended.",
                "Fue necesario prorrogar el plazo para resolver su recurso.",
            ),
            _REASONS,
        ),
        rows=(*_CASE, "old_due", "due"),
        needs=("reason", "due"),
    ),
    _paper(
        "objection-result",
        ("이의신청 결정 통지", "Decision on an objection", "Resolución del recurso"),
        _with(
            (
                "이의신청을 결정하여 알려 드립니다.",
                "Your objection was decided.",
                "Su recurso fue resuelto.",
            ),
            _REASONS,
            _BASIS,
        ),
        rows=(*_CASE, "outcome"),
        needs=("outcome", "reason"),
    ),
    _paper(
        "reminder",
        ("독촉장", "Reminder", "Recordatorio"),
        (
            "처리 기한이 지난 민원입니다. 지체 없이 처리하시기 바랍니다.",
            "This petition is overdue. Please deal with it without delay.",
            "Esta solicitud está vencida. Sírvase atenderla sin demora.",
        ),
        rows=(*_CASE, "limit", "due", "state"),
        needs=("receipt", "due"),
        reader="unit",
    ),
    _paper(
        "undelivered",
        ("통지 미도달 알림", "A notice did not arrive", "Una notificación no llegó"),
        _with(
            (
                "신청인에게 보낸 통지가 도달하지 않았습니다.",
                "A notice to the applicant did not arrive.",
                "Una notificación al solicitante no llegó.",
            ),
            ("# 통지\n{{text}}", "# The notice\n{{text}}", "# La notificación\n{{text}}"),
            (
                "\n\n# 할 일\n민원 화면에서 다른 방법으로 다시 보내거나, 우편으로 보내고 그렇게 적으세요.",
                "\n\n# What to do\nOn the case page send it again in another way, or post it and say so.",
                "\n\n# Qué hacer\nEn la página del caso envíela de otra manera, o imprímala y envíela por correo.",
            ),
        ),
        rows=(*_CASE, "outcome"),
        needs=("text",),
        reader="unit",
    ),
    _paper(
        "prescreening",
        ("사전심사청구서", "Request for prescreening", "Pedido de examen previo"),
        (
            "정식으로 신청하기 전에 처리할 수 있는지 미리 심사해 주시기 바랍니다.",
            "Before I file it, please examine whether it could be granted.",
            "Antes de presentarla, solicito examinar si podría concederse.",
        ),
        rows=("applicant", "address", "phone", "title", "text", "filed"),
        reader="blank",
    ),
    _paper(
        "prescreening-result",
        ("사전심사 결과 통지", "Result of prescreening", "Resultado del examen previo"),
        _with(
            ("사전심사 결과를 알려 드립니다.", "The prescreening is done.", "El examen previo ha concluido."),
            ("{{text}}", "{{text}}", "{{text}}"),
            _BASIS,
        ),
        rows=(*_CASE, "outcome"),
        needs=("text",),
    ),
    _paper(
        "proxy",
        ("위임장", "Power of attorney", "Poder"),
        (
            "위 사람에게 이 민원에 관한 일을 맡깁니다.",
            "I entrust the person above with what concerns this petition.",
            "Encargo a la persona arriba indicada lo relativo a esta solicitud.",
        ),
        rows=("applicant", "address", "phone", "agent", "title", "delegated", "filed"),
        reader="blank",
    ),
    _paper(
        "elsewhere",
        (
            "다른 행정기관 등을 이용한 민원 신청서",
            "Petition filed at another body",
            "Solicitud presentada en otra institución",
        ),
        (
            "이 민원을 다른 행정기관을 통하여 신청하고 교부받으려 합니다.",
            "I file this petition, and take its result, at another body.",
            "Presento esta solicitud, y retiro su resultado, en otra institución.",
        ),
        rows=("applicant", "address", "phone", "title", "text", "body", "filed"),
        reader="blank",
    ),
    _paper(
        "register",
        ("민원 처리부", "Register of petitions", "Registro de solicitudes"),
        ("", "", ""),
        rows=(*_ENTRY, "limit", "due", "unit", "decided", "outcome"),
        reader="register",
    ),
    _paper(
        "prescreening-register",
        ("사전심사청구 접수 처리부", "Register of prescreening", "Registro de exámenes previos"),
        ("", "", ""),
        rows=(*_ENTRY, "due", "unit", "decided", "outcome"),
        reader="register",
    ),
    _paper(
        "objection-register",
        ("이의신청 처리대장", "Register of objections", "Registro de recursos"),
        ("", "", ""),
        rows=("receipt", "filed", "title", "applicant", "due", "unit", "decided", "outcome"),
        reader="register",
    ),
)

PLAIN: Final[Mapping[str, Paper]] = {paper.kind: paper for paper in (*_ALL, *OF_PUBLIC_PETITIONS)}
"""Every kind of paper, by its name."""
