"""Conditions and computed values of forms: rules in JSONLogic, checked when a form is published."""

from egovframe.forms.logic.rule import Rule

__all__ = ["Rule"]
