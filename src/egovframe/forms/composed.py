"""Answers of several parts: a period of two days, a postal address, a place on the map."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic_core import PydanticCustomError, core_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import CoreSchema

    from egovframe.forms.questions import KindName


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both of them in it."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where the post goes (도로명주소법 2): postal code of five digits, road address, part of the house."""

    zip: str
    road: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map in degrees (WGS 84): latitude north of the equator, longitude east of Greenwich.

    Six decimals are kept, which is some ten centimetres.
    """

    lat: float
    lon: float


PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "period": ("start", "end"),
    "postal-address": ("zip", "road", "detail"),
    "place": ("lat", "lon"),
}
"""The parts of each kind, as they are named in JSON and, after the question's name, in a posted form."""

TYPES: Final[Mapping[str, type[Period | PostalAddress | Place]]] = {
    "period": Period,
    "postal-address": PostalAddress,
    "place": Place,
}

ONE_LINE = r"^[^\x00\r\n\x{2028}\x{2029}]*[^\s\x00][^\x00\r\n\x{2028}\x{2029}]*$"
"""A line with something on it."""

ANY_LINE = r"^[^\x00\r\n\x{2028}\x{2029}]*$"
ZIP = r"^[0-9]{5}$"


def composed_schema(kind: KindName, day: CoreSchema) -> CoreSchema:
    """Return the compiled check of a kind of several parts; `day` checks one date."""
    fields: dict[str, CoreSchema]
    if kind == "period":
        fields = {"start": day, "end": day}
    elif kind == "postal-address":
        fields = {
            "zip": core_schema.str_schema(strict=True, pattern=ZIP),
            "road": core_schema.str_schema(strict=True, max_length=300, pattern=ONE_LINE),
            "detail": core_schema.with_default_schema(
                core_schema.str_schema(strict=True, max_length=200, pattern=ANY_LINE), default=""
            ),
        }
    else:
        fields = {"lat": _degrees(90), "lon": _degrees(180)}
    arguments = core_schema.dataclass_args_schema(
        TYPES[kind].__name__,
        [core_schema.dataclass_field(name=name, schema=schema) for name, schema in fields.items()],
        extra_behavior="forbid",
    )
    schema: CoreSchema = core_schema.dataclass_schema(
        TYPES[kind], arguments, list(fields), slots=True, frozen=True, revalidate_instances="never"
    )
    if kind == "period":
        schema = core_schema.no_info_after_validator_function(_in_order, schema)
    return schema


def _degrees(most: int) -> CoreSchema:
    number = core_schema.float_schema(ge=-most, le=most, allow_inf_nan=False)
    return core_schema.no_info_after_validator_function(_six_decimals, number)


def _six_decimals(degrees: float) -> float:
    return round(degrees, 6) + 0.0  # no -0.0


def _in_order(period: Period) -> Period:
    if period.end < period.start:
        raise PydanticCustomError("period_backwards", "ends before it begins")
    return period


def composed_of(kind: str, kept: Mapping[str, object]) -> Period | PostalAddress | Place:
    """Return the value of a kind of several parts from its JSON, as it was accepted."""
    said = {name: kept.get(name) for name in PARTS[kind]}
    if kind == "period":
        return Period(dt.date.fromisoformat(str(said["start"])), dt.date.fromisoformat(str(said["end"])))
    if kind == "postal-address":
        return PostalAddress(str(said["zip"]), str(said["road"]), str(said["detail"] or ""))
    return Place(float(str(said["lat"])), float(str(said["lon"])))
