"""JSON Schema 2020-12: a form as the schema of its answers."""
