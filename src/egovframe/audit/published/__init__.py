"""A published log as somebody outside reads it: no office, no database, only what a city shows to everyone."""
