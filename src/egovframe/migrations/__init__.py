"""The history of the tables: Alembic scripts, run by `egovframe migrate`."""
