"""The numbers of the Republic of Paraguay: the civil identity card (cédula) and the register of taxpayers (RUC).

Sources. The number of a cédula de identidad civil is given in sequence by the Departamento de Identificaciones; no
check digit of it is published, so only its shape is looked at. The RUC is that number, or for legal persons one from
80000000 on, with a verifier digit by modulus 11 (digito verificador, as the tax administration, SET, today DNIT,
publishes it). What protects them in Paraguay a city's own lawyers must confirm: that no cédula is asked without a legal
basis is this pack's caution and stands here without an article.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from egovframe.forms.identifiers import Identifier, declare
from egovframe.kernel.text import Text

_CEDULA: Final = r"[1-9][0-9]{0,7}"
_RUC: Final = r"[1-9][0-9]{0,7}-[0-9]"


def verifier_digit(number: str) -> int:
    """Return the verifier digit of a RUC (SET, "Cálculo del dígito verificador", base 11).

    The digits count from the right by 2, 3, 4 … 11 and again from 2; what is missing to a multiple of 11 is the digit,
    and 0 stands for 10 and 11.
    """
    total = sum((2 + place % 10) * int(digit) for place, digit in enumerate(reversed(number)))
    rest = total % 11
    return 11 - rest if rest > 1 else 0


def is_cedula(written: str) -> bool:
    """Say whether this can be the number of a cédula: one to eight digits. No check digit is published."""
    return re.fullmatch(_CEDULA, written) is not None


def is_ruc(written: str) -> bool:
    """Say whether this can be a RUC: a number of up to eight digits, a hyphen and its verifier digit."""
    if not re.fullmatch(_RUC, written):
        return False
    number, _, verifier = written.partition("-")
    return verifier_digit(number) == int(verifier)


def read_cedula(written: str) -> str:
    """Return a cédula without the dots and blanks that people write in it: `1.234.567` is `1234567`."""
    return re.sub(r"[\s.]", "", written)


def read_ruc(written: str) -> str:
    """Return a RUC with a hyphen before its verifier digit: `800280610` is `80028061-0`."""
    plain = read_cedula(written)
    return f"{plain[:-1]}-{plain[-1]}" if re.fullmatch(r"[0-9]{2,9}", plain) else plain


def masked_ruc(written: str) -> str:
    """Return what may be shown of a RUC: its last three digits and the verifier digit, `****061-0`."""
    return f"****{written[-5:]}" if is_ruc(written) and len(written) > 7 else "****"


CEDULA = Identifier(
    "cedula",
    Text(
        ko="파라과이 신분증 번호(cédula)", en="Identity card number (cédula)", es="Número de cédula de identidad civil"
    ),
    "egovframe.forms.builtin.py_identifiers:Cedula",
    pattern=_CEDULA,
    example="1234567",
    hint=Text(
        ko="여덟 자리까지의 숫자로 적으세요. 예: 1234567",
        en="Up to eight digits, for example 1234567",
        es="Hasta ocho dígitos, por ejemplo 1234567",
    ),
    missing=Text(
        ko="신분증 번호를 적으세요", en="Write the number of the identity card", es="Escriba el número de cédula"
    ),
    wrong=Text(
        ko="신분증 번호는 여덟 자리까지의 숫자입니다. 예: 1234567",
        en="Write the number of the identity card in up to eight digits, for example 1234567",
        es="Escriba el número de cédula con hasta ocho dígitos, por ejemplo 1234567",
    ),
    max_length=8,
    holds=is_cedula,
    read=read_cedula,
    in_text=r"(?<![0-9.,])[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}(?![0-9]|[.,][0-9])",
)

RUC = Identifier(
    "ruc",
    Text(ko="파라과이 납세자 번호(RUC)", en="Taxpayer number (RUC)", es="RUC (Registro Único de Contribuyentes)"),
    "egovframe.forms.builtin.py_identifiers:Ruc",
    pattern=_RUC,
    example="80028061-0",
    hint=Text(
        ko="붙임표 뒤에 검증 숫자를 적으세요. 예: 80028061-0",
        en="With the verifier digit after the hyphen, for example 80028061-0",
        es="Con el dígito verificador después del guion, por ejemplo 80028061-0",
    ),
    missing=Text(ko="납세자 번호를 적으세요", en="Write the taxpayer number", es="Escriba el RUC"),
    wrong=Text(
        ko="납세자 번호와 검증 숫자를 다시 확인하세요. 예: 80028061-0",
        en="Check the taxpayer number and its verifier digit, as in 80028061-0",
        es="Verifique el RUC y su dígito verificador, por ejemplo 80028061-0",
    ),
    max_length=10,
    holds=is_ruc,
    personal="personal",  # that of a natural person is the number of their cédula
    read=read_ruc,
    mask=masked_ruc,
    in_text=r"(?<![0-9-])[0-9]{5,8}-[0-9](?![0-9-])",
)

IDENTIFIERS: Final = declare(CEDULA, RUC)

Cedula = Annotated[str, CEDULA]
"""The number of a cédula de identidad civil; the question names its `basis`."""

Ruc = Annotated[str, RUC]
"""A RUC with its verifier digit. It is personal: that of a natural person is the number of their cédula."""
