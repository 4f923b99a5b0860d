"""Petitions that somebody began and saved, to finish and file them later."""
