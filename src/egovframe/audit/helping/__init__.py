"""Processes that help this one with long logs, so that every core reads."""
